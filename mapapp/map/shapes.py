"""Lines and outlines as few bytes: points on a grid, differences from point to point, varints, base64.

`data.js` reads what is written here. At a step of 0.01 degrees a point of a border takes 2 to 3 bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.int64]
"""Shape (n, 2): longitude and latitude in steps of the grid."""


def varints(values: npt.NDArray[np.uint64]) -> bytes:
    """Unsigned numbers as LEB128, seven bits a byte, lowest first."""
    values = np.asarray(values, dtype=np.uint64)
    sizes = np.ones(len(values), dtype=np.int64)
    for bits in range(7, 64, 7):
        sizes += values >= np.uint64(1) << np.uint64(bits)
    ends = np.cumsum(sizes)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(int(sizes.max(initial=0))):
        here = sizes > place
        part = (values[here] >> np.uint64(7 * place)) & np.uint64(127)
        more = np.where(sizes[here] > place + 1, np.uint64(128), np.uint64(0))
        out[ends[here] - sizes[here] + place] = part | more
    return out.tobytes()


def zigzag(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """Signed numbers as unsigned ones, small stays small: 0, -1, 1, -2 -> 0, 1, 2, 3."""
    return np.where(values >= 0, 2 * values, -2 * values - 1).astype(np.uint64)


def snap(coordinates: Iterable[Sequence[float]], step: float) -> Points:
    """GeoJSON positions (longitude first) on a grid of `step` degrees, without repeated points."""
    positions = np.asarray([position[:2] for position in coordinates], dtype=float)
    points = np.rint(positions / step).astype(np.int64).reshape(-1, 2)
    changed = np.ones(len(points), dtype=bool)
    changed[1:] = (points[1:] != points[:-1]).any(axis=1)
    return points[changed]


def parts(geometry: Mapping[str, Any]) -> list[Any]:
    """Every ring or line of a GeoJSON geometry; points have none."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", [])
    if kind == "GeometryCollection":
        return [part for each in geometry["geometries"] for part in parts(each)]
    if kind == "LineString":
        return [coordinates]
    if kind in ("Polygon", "MultiLineString"):
        return list(coordinates)
    return [ring for polygon in coordinates for ring in polygon] if kind == "MultiPolygon" else []


def pack(lines: Sequence[Points], step: float) -> dict[str, Any]:
    """The record that `mapapp.lines` of data.js reads: {"points", "sizes", "step"}."""
    deltas = [np.diff(line, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel() for line in lines]
    flat = np.concatenate(deltas) if deltas else np.zeros(0, dtype=np.int64)
    return {"points": b64encode(varints(zigzag(flat))).decode(), "sizes": [len(line) for line in lines], "step": step}


def pack_geometry(geometry: Mapping[str, Any], step: float, *, fewest: int = 2) -> dict[str, Any] | None:
    """A GeoJSON geometry, simplified to the grid; None where nothing of it is left."""
    lines = [line for part in parts(geometry) if len(line := snap(part, step)) >= fewest]
    return pack(lines, step) if lines else None
