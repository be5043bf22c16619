"""Country outlines, the borders they share, sectors of a country, and units' outlines made from settlements.

Longitude stands before latitude here, as shapely and GeoJSON have it. Shapely is loaded on first use.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from shapely.affinity import scale, translate
from shapely.geometry.base import BaseGeometry

from gazetteer.place import EARTH_RADIUS_KM

SPECK = 0.03
"""Parts below this share of an outline are left out where only its main body matters."""
SHORTEST_BORDER_DEGREES = 0.02

MOVED: tuple[tuple[str, str, str], ...] = (
    # Crimea and Sevastopol: Ukraine's (General Assembly resolution 68/262).
    ("RU", "UA", "POLYGON((32.3 44.2,36.63 44.2,36.63 45.5,35.2 46.0,34.9 46.3,33.4 46.3,32.3 45.8,32.3 44.2))"),
    # The Golan Heights: Syria's (Security Council resolution 497).
    (
        "IL",
        "SY",
        "POLYGON((35.62 33.3,35.625 33.2,35.63 33.05,35.64 32.92,35.655 32.85,35.66 32.77,35.62 32.70,35.68 32.66,"
        "36.1 32.66,36.1 33.45,35.75 33.45,35.62 33.3))",
    ),
    # Western Sahara: a territory of its own, south of 27°40' N.
    ("MA", "EH", "POLYGON((-18 20,-8.5 20,-8.5 27.667,-18 27.667,-18 20))"),
)
"""From whom, to whom, and the area: where the United Nations and Natural Earth's default view differ."""
DISPUTED_BORDERS = frozenset({"IL-SY", "EH-MA", "IN-PK", "CN-IN", "RS-XK", "IL-PS", "EG-SD", "SD-SS", "KP-KR"})
"""Drawn dashed: lines of armistice, and lines that the United Nations' own maps show as not settled."""


SHORT_BORDERS: Mapping[str, str] = {
    "BW-ZM": "LINESTRING(25.2590 -17.7885,25.2630 -17.7960)",  # Kazungula
    "DZ-EH": "LINESTRING(-8.6667 27.2944,-8.6667 27.6667)",
    "ES-GI": "LINESTRING(-5.3575 36.1555,-5.3380 36.1545)",
    "ES-MA": "MULTILINESTRING((-5.345 35.871,-5.36 35.882,-5.378 35.912),"
    "(-2.952 35.318,-2.968 35.300,-2.965 35.282,-2.940 35.270))",  # Ceuta, Melilla
}
"""Borders that the outlines are too coarse for, drawn by hand, good to about a kilometre."""


def short_borders() -> Mapping[str, BaseGeometry]:
    return {pair: shapely.from_wkt(text) for pair, text in SHORT_BORDERS.items()}


@lru_cache(maxsize=1)
def outlines() -> Mapping[str, BaseGeometry]:
    """Outline of each country by ISO code, with the United Nations' borders."""
    topology = json.loads(gzip.decompress((files("gazetteer") / "data" / "outlines.json.gz").read_bytes()))
    arcs = [unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = {code: assembled(polygons, arcs) for code, polygons in topology["countries"].items()}
    for giver, taker, text in MOVED:
        area = shapely.from_wkt(text).intersection(shapes[giver])
        shapes[giver] = shapes[giver].difference(area)
        # A hair's breadth closes the seam that rounding leaves between ring and neighbour.
        shapes[taker] = shapely.union_all([shapes[taker], area], grid_size=1e-6)
    return shapes


def unpacked(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> np.ndarray[Any, Any]:
    """Points of a delta-encoded, quantised arc of TopoJSON."""
    return np.cumsum(np.array(arc), axis=0) * transform["scale"] + transform["translate"]


def assembled(polygons: Sequence[Sequence[Sequence[int]]], arcs: Sequence[np.ndarray[Any, Any]]) -> BaseGeometry:
    parts = []
    for rings in polygons:
        lines = [np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]) for ring in rings]
        lines = [unrolled(line) for line in lines if len(line) > 3]
        if lines:
            parts.append(folded(shapely.make_valid(Polygon(lines[0], lines[1:]))))
    return shapely.union_all(parts)


def unrolled(line: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A ring that goes over the 180th meridian, with longitudes up to 360 instead of a leap across the map."""
    if np.abs(np.diff(line[:, 0])).max() <= 180:
        return line
    return np.stack([np.where(line[:, 0] < 0, line[:, 0] + 360, line[:, 0]), line[:, 1]], axis=1)


def folded(shape: BaseGeometry) -> BaseGeometry:
    """A shape without longitudes beyond 180: what lies there comes back from the west."""
    if shape.bounds[2] <= 180:
        return shape
    beyond = translate(shape.intersection(shapely.box(180, -90, 540, 90)), -360)
    return shapely.union_all([shape.intersection(shapely.box(-180, -90, 180, 90)), beyond])


@lru_cache(maxsize=1)
def borders() -> Mapping[str, BaseGeometry]:
    """The line that two countries share, by "BY-UA" (codes in alphabetical order)."""
    shapes = outlines()
    codes = sorted(shapes)
    edges = {code: shapes[code].boundary for code in codes}
    tree = shapely.STRtree([shapes[code] for code in codes])
    shared = {}
    for one, other in sorted({tuple(sorted(pair)) for pair in tree.query([shapes[c] for c in codes], "intersects").T}):
        if one != other:
            line = shared_line(edges[codes[one]], edges[codes[other]])
            if line.length > SHORTEST_BORDER_DEGREES:
                shared[f"{codes[one]}-{codes[other]}"] = line
    return shared


def shared_line(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    # The sliver-wide snap joins lines whose points were moved by the corrections of borders.
    common = one.intersection(other.buffer(0.004))
    lines = [part for part in shapely.get_parts(common) if part.geom_type == "LineString" and part.length > 0.004]
    return shapely.line_merge(shapely.union_all(lines))


def middle_and_reach(shape: BaseGeometry) -> tuple[float, float, float]:
    """Latitude and longitude of the middle of a line or area, and the km from there to its farthest point."""
    if shape.geom_type in ("LineString", "MultiLineString"):
        longest = max(shapely.get_parts(shape), key=lambda part: float(part.length))
        middle = longest.interpolate(0.5, normalized=True)
    else:
        middle = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    away = distances_km(shapely.get_coordinates(shape), middle.y, middle.x)
    return float(middle.y), float(middle.x), round(float(away.max()), 1)


def distances_km(points: np.ndarray[Any, Any], latitude: float, longitude: float) -> np.ndarray[Any, Any]:
    """Great-circle km from (longitude, latitude) rows to a point."""
    there, here = np.radians(points[:, 1]), math.radians(latitude)
    half = np.sin((there - here) / 2) ** 2
    half = half + np.cos(there) * math.cos(here) * np.sin(np.radians(points[:, 0] - longitude) / 2) ** 2
    distances: np.ndarray[Any, Any] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(half)))
    return distances


SECTORS: Mapping[str, tuple[float, float, float, float]] = {
    "north": (0, 2 / 3, 1, 1),
    "south": (0, 0, 1, 1 / 3),
    "east": (2 / 3, 0, 1, 1),
    "west": (0, 0, 1 / 3, 1),
    "centre": (1 / 4, 1 / 4, 3 / 4, 3 / 4),
    "northeast": (1 / 2, 1 / 2, 1, 1),
    "northwest": (0, 1 / 2, 1 / 2, 1),
    "southeast": (1 / 2, 0, 1, 1 / 2),
    "southwest": (0, 0, 1 / 2, 1 / 2),
}
"""West, south, east and north edge of each sector, as shares of the box around the main body of an outline."""


def sector(shape: BaseGeometry, direction: str) -> BaseGeometry | None:
    """The part of an outline that lies in a direction; None where nothing does."""
    main = main_body(shape)
    west, south, east, north = main.bounds
    left, low, right, high = SECTORS[direction]
    wide, tall = east - west, north - south
    part = main.intersection(
        shapely.box(west + left * wide, south + low * tall, west + right * wide, south + high * tall)
    )
    return None if part.is_empty or not part.area else part


def main_body(shape: BaseGeometry) -> BaseGeometry:
    """An outline without small and far-off parts: France without Guiana, Russia without what lies past 180°."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    largest = parts[areas.argmax()]
    west, south, east, north = largest.bounds
    near = shapely.distance(parts, largest) <= math.hypot(east - west, north - south)
    return shapely.union_all(parts[near & (areas >= SPECK * areas.sum())])


def cells(
    points: np.ndarray[Any, Any], codes: Sequence[str], outline: BaseGeometry
) -> Iterator[tuple[str, BaseGeometry]]:
    """Outline of each code: Voronoi cells of its points, dissolved and clipped; specks of stray codes left out.

    Args:
        points: (longitude, latitude) rows.
        codes: the unit of each point.
        outline: the country.
    """
    narrow = math.cos(math.radians(float(points[:, 1].mean())))
    ground = scale(outline, narrow, 1, origin=(0, 0))
    shapely.prepare(ground)
    places, first = np.unique(np.round(points * (narrow, 1), 4), axis=0, return_index=True)
    if len(places) < 3:
        return
    diagram = shapely.voronoi_polygons(shapely.multipoints(places), extend_to=ground.envelope, ordered=True)
    parts, units = shapely.get_parts(diagram), np.array(codes)[first]
    for code in np.unique(units):
        # Cells share their edges exactly, so no overlay is needed to dissolve them.
        whole = shapely.coverage_union_all(parts[units == code])
        inside = whole if shapely.contains_properly(ground, whole) else whole.intersection(ground)
        yield str(code), scale(main_body_or_all(inside), 1 / narrow, 1, origin=(0, 0))


def main_body_or_all(shape: BaseGeometry) -> BaseGeometry:
    return shape if shape.is_empty else main_body(shape)
