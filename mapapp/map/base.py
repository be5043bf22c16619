"""The base map: land, borders and names of all countries in one small record, made once from the gazetteer.

`base.json.gz` lies beside this module and `base_map()` reads it: a map needs neither a built gazetteer nor a network.
Outlines, and which lines are disputed, are the gazetteer's: see gazetteer/data/SOURCES.md.
"""

from __future__ import annotations

import gzip
import json
import math
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from mapapp.map.payload import column
from mapapp.map.shapes import Points, pack, parts, snap, varints

STEP = 0.01
"""Degrees: about a kilometre, a pixel at zoom 7."""
LETTER_PX = 9.0
"""Width of a spaced capital of a country's name."""
SPACING_PX = 58.0
"""Two names of towns of one zoom level lie at least this far apart."""
LEAST_POPULATION = {3: 1_500_000, 4: 700_000, 5: 250_000, 6: 90_000, 7: 40_000, 8: 15_000}
"""By zoom level: smaller towns are not written yet."""
LARGE_POPULATION = {2: 2_000_000, 1: 600_000}
"""How strongly a town's name is written: 2 from two million, 1 from six hundred thousand and for capitals."""


@dataclass(frozen=True, slots=True, eq=False)
class BaseMap:
    """What lies under the events. Compared by identity: two are never made alike, and it can be a key."""

    record: Mapping[str, Any] = field(repr=False)
    """What `mapapp.BaseMap` of canvas.js draws."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the base map wants it."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    outline: BaseGeometry
    """Polygon or MultiPolygon, longitude first, degrees."""


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement that may be named on the map."""

    name: str
    latitude: float
    longitude: float
    population: int
    is_capital: bool


@cache
def base_map() -> BaseMap:
    """The base map that comes with the package."""
    return BaseMap(json.loads(gzip.decompress(files(__package__).joinpath("base.json.gz").read_bytes())))


def make(countries: Sequence[Country], disputed: Iterable[BaseGeometry], towns: Sequence[Town]) -> BaseMap:
    """A base map from outlines, disputed lines (drawn dashed, and solid nowhere) and towns."""
    dashed = [line for each in disputed for part in parts(mapping(each)) if len(line := snap(part, STEP)) >= 2]
    rings = [_rings(country.outline) for country in countries]
    ends = np.cumsum([len(mine) for mine in rings]).tolist()
    flat = [ring for mine in rings for ring in mine]
    rows = [
        _country(country, [end - len(mine), end]) for country, mine, end in zip(countries, rings, ends, strict=True)
    ]
    return BaseMap(
        {
            "rings": pack(flat, STEP),
            "runs": b64encode(varints(np.array(_runs(flat, dashed), dtype=np.uint64))).decode(),
            "disputed": pack(dashed, STEP),
            "countries": rows,
            "places": _places(towns),
        }
    )


def _rings(outline: BaseGeometry) -> list[Points]:
    return [ring for part in parts(mapping(outline)) if len(ring := _unwrapped(snap(part, STEP))) >= 4]


def _unwrapped(ring: Points) -> Points:
    """A ring over the antimeridian goes on beyond 180 degrees, where the map's next copy meets it."""
    turn = round(360 / STEP)
    jumps = np.diff(ring[:, 0], prepend=ring[:1, 0])
    turns = np.cumsum((jumps < -turn / 2).astype(np.int64) - (jumps > turn / 2).astype(np.int64))
    # A ring that goes once around the pole does not close; it stays as it is.
    return ring + np.outer(turns, [turn, 0]) if len(ring) and turns[-1] == 0 else ring


def _country(country: Country, rings: list[int]) -> dict[str, Any]:
    row = {"code": country.code, "name": country.name, "rings": rings, "label": None, "zoom": 99}
    if country.outline.is_empty:
        return row
    largest = max(shapely.get_parts(country.outline), key=lambda part: float(part.area))
    point = shapely.maximum_inscribed_circle(largest, tolerance=0.05).coords[0]
    west, south, east, north = largest.bounds
    wanted_px = LETTER_PX * len(country.name) * 0.9
    zoom = math.ceil(math.log2(wanted_px / max(east - west, (north - south) * 1.5) * 360 / 256))
    return {**row, "label": [round(point[1], 2), round(point[0], 2)], "zoom": max(2, zoom)}


def _edge_keys(line: Points) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Number of each edge between neighbouring points, the same in both directions."""
    corner = line[:, 0] * 100_003 + line[:, 1]
    low, high = np.minimum(corner[:-1], corner[1:]), np.maximum(corner[:-1], corner[1:])
    keys: np.ndarray[Any, np.dtype[np.int64]] = low * 10_000_000_019 + high
    return keys


def _on_frame(line: Points) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Edges along the antimeridian or the south pole: where the map ends, not where land does."""
    side = np.abs(line[:, 0]) >= round(179.99 / STEP)
    pole = line[:, 1] <= round(-85 / STEP)
    framed: np.ndarray[Any, np.dtype[np.bool_]] = (side[:-1] & side[1:]) | (pole[:-1] & pole[1:])
    return framed


def _runs(rings: Sequence[Points], dashed: Sequence[Points]) -> list[int]:
    """Per ring: number of runs, then length * 2 + drawn. A shared border is drawn by its first ring only."""
    keys = np.concatenate([_edge_keys(ring) for ring in rings]) if rings else np.zeros(0, dtype=np.int64)
    drawn = np.zeros(len(keys), dtype=bool)
    drawn[np.unique(keys, return_index=True)[1]] = True
    if dashed:
        drawn &= ~np.isin(keys, np.concatenate([_edge_keys(line) for line in dashed]))
    numbers: list[int] = []
    start = 0
    for ring in rings:
        mine = drawn[start : start + len(ring) - 1] & ~_on_frame(ring)
        start += len(ring) - 1
        ends = np.append(np.flatnonzero(mine[1:] != mine[:-1]) + 1, len(mine))
        lengths = np.diff(ends, prepend=0)
        numbers += [len(ends), *(lengths * 2 + mine[ends - 1]).tolist()]
    return numbers


def _places(towns: Sequence[Town]) -> dict[str, Any]:
    """Towns by importance, each with the zoom from which there is room for its name."""
    by_weight = sorted(towns, key=lambda town: -town.population * (4 if town.is_capital else 1))
    chosen: list[tuple[int, Town]] = []
    for zoom, least in LEAST_POPULATION.items():
        chosen += [(zoom, town) for town in _spaced(by_weight, chosen, zoom, least)]
    shown = [town for _, town in chosen]
    return {
        "names": [town.name for town in shown],
        "zoom": column([zoom for zoom, _ in chosen]),
        "large": column([_largeness(town) for town in shown]),
        "latitude": column([float(town.latitude) for town in shown]),
        "longitude": column([float(town.longitude) for town in shown]),
    }


def _largeness(town: Town) -> int:
    size = next((size for size, least in LARGE_POPULATION.items() if town.population >= least), 0)
    return max(size, 1) if town.is_capital else size


def _spaced(towns: Sequence[Town], before: Sequence[tuple[int, Town]], zoom: int, least: int) -> list[Town]:
    """Towns, in order, that lie in a cell of their own at that zoom, apart from those written before."""
    taken = {cell for _, town in before for cell in _cells(town, zoom)}
    named = {id(town) for _, town in before}
    found = []
    for town in towns:
        wanted = town.population >= least or (town.is_capital and zoom >= 4)
        if not wanted or id(town) in named or _cells(town, zoom)[0] in taken:
            continue
        taken.update(_cells(town, zoom))
        found.append(town)
    return found


def _cells(town: Town, zoom: int) -> list[tuple[int, int]]:
    """The cell of a town and the eight around it, of half the spacing each."""
    size = 256 * 2**zoom / (SPACING_PX / 2)
    sine = math.sin(math.radians(max(-85.0, min(85.0, town.latitude))))
    column_, row = (
        int((town.longitude + 180) / 360 * size),
        int((0.5 - math.atanh(sine) / (2 * math.pi)) * size),
    )
    return [(column_ + dx, row + dy) for dx, dy in sorted(_AROUND, key=lambda step: abs(step[0]) + abs(step[1]))]


_AROUND = [(dx, dy) for dx in (-2, -1, 0, 1, 2) for dy in (-1, 0, 1)]
