"""Place names -> places. Knows geopy; knows nothing of news or maps."""

from typing import TYPE_CHECKING, Any

from gazetteer.errors import CacheNotWritable, GazetteerError, SourceMissing
from gazetteer.index import Bearers, Columns
from gazetteer.opened import Gazetteer, open_gazetteer
from gazetteer.place import Coordinates, Place, PlaceKind
from gazetteer.ranking import Context, Match

if TYPE_CHECKING:
    from gazetteer.__main__ import progress_bar
    from gazetteer.geocoder import GazetteerGeocoder

__all__ = [
    "Bearers",
    "CacheNotWritable",
    "Columns",
    "Context",
    "Coordinates",
    "Gazetteer",
    "GazetteerError",
    "GazetteerGeocoder",
    "Match",
    "Place",
    "PlaceKind",
    "SourceMissing",
    "open_gazetteer",
    "progress_bar",
]


def __getattr__(name: str) -> Any:
    """Load what needs geopy or rich when it is asked for; opening and looking up do without."""
    if name == "GazetteerGeocoder":
        from gazetteer.geocoder import GazetteerGeocoder

        return GazetteerGeocoder
    if name == "progress_bar":
        from gazetteer.__main__ import progress_bar

        return progress_bar
    raise AttributeError(f"module 'gazetteer' has no attribute {name!r}")
