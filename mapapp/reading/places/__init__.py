"""Places in an article: found, given a role, told apart."""

from mapapp.reading.places.corrected import with_corrections
from mapapp.reading.places.home import NO_HOME, NO_HOMES, Home, Homes, learnt
from mapapp.reading.places.mentions import read_places

__all__ = [
    "NO_HOME",
    "NO_HOMES",
    "Home",
    "Homes",
    "learnt",
    "read_places",
    "with_corrections",
]
