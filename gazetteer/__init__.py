"""Place names -> places. Knows geopy; knows nothing of news or maps."""

from gazetteer.errors import CacheNotWritable, GazetteerError, SourceMissing
from gazetteer.index import Bearers, Columns
from gazetteer.opened import Context, Gazetteer, Match, open_gazetteer
from gazetteer.place import Coordinates, Place, PlaceKind

__all__ = [
    "Bearers",
    "CacheNotWritable",
    "Columns",
    "Context",
    "Coordinates",
    "Gazetteer",
    "GazetteerError",
    "Match",
    "Place",
    "PlaceKind",
    "SourceMissing",
    "open_gazetteer",
]
