"""The base map: land, borders, lines between units, waters and names in one small record.

`base.json.gz` lies beside this module, made by `making.py` from the gazetteer: a map needs neither a built gazetteer
nor a network. Outlines, and which lines are disputed, are the gazetteer's: see gazetteer/data/SOURCES.md.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

FILE = "base.json.gz"


@dataclass(frozen=True, slots=True, eq=False)
class BaseMap:
    """What lies under the events. Compared by identity: two are never made alike, and it can be a key."""

    record: Mapping[str, Any] = field(repr=False)
    """What `mapapp.BaseMap` of basemap.js draws."""


@cache
def base_map() -> BaseMap:
    """The base map that comes with the package."""
    return BaseMap(json.loads(gzip.decompress(files(__package__).joinpath(FILE).read_bytes())))
