"""Places in an article: found, given a role, told apart."""

from mapapp.reading.places.corrected import with_corrections
from mapapp.reading.places.mentions import read_places

__all__ = ["read_places", "with_corrections"]
