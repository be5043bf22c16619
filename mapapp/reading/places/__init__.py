"""Places in an article: found, given a role, told apart."""

from mapapp.reading.places.corrected import with_corrections
from mapapp.reading.places.home import NO_HOME, NO_HOMES, Home, Homes, Whereabouts, outlet, whereabouts
from mapapp.reading.places.mentions import read_places

__all__ = [
    "NO_HOME",
    "NO_HOMES",
    "Home",
    "Homes",
    "Whereabouts",
    "outlet",
    "read_places",
    "whereabouts",
    "with_corrections",
]
