"""Square degrees that lie wholly in one country or wholly at sea: most points are told by theirs alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer import lines

SEA, MIXED = -2, -1
"""Of a square far from every edge that no country covers, and of one that tells nothing by itself."""
POLYGONS = ("Polygon", "MultiPolygon")

Numbers = npt.NDArray[np.int16]


def at(squares: Numbers, latitude: float, longitude: float) -> int:
    """The number of the country that covers the square of a point, or `SEA`, or `MIXED`."""
    return int(squares[min(179, int(latitude + 90)), min(359, int(longitude + 180))])


def squares(countries: Mapping[int, BaseGeometry], margin: float) -> Numbers:
    """For each square degree, from 90 south and 180 west on, the number of the country that covers it.

    Args:
        countries: outlines by number, longitude first.
        margin: degrees from an edge within which a point at sea may still count to the country.
    """
    south, west = np.mgrid[-90:90, -180:180].astype(float)
    found = np.full(south.shape, SEA, np.int16)
    boxes = shapely.box(west, south, west + 1, south + 1)
    around = shapely.box(west - margin, south - margin, west + 1 + margin, south + 1 + margin)
    near_edges = touched(around, [piece for outline in countries.values() for piece in lines.pieces(outline)])
    found[near_edges] = MIXED
    for number, outline in countries.items():
        shapely.prepare(outline)
        left, low, right, high = outline.bounds
        part = np.s_[int(low + 90) : int(high + 90) + 1, int(left + 180) : int(right + 180) + 1]
        covered = ~near_edges[part] & shapely.contains_xy(outline, west[part] + 0.5, south[part] + 0.5)
        if outline.geom_type in POLYGONS:
            covered |= shapely.contains_properly(outline, boxes[part])
        found[part][covered] = number
    return found


def touched(boxes: npt.NDArray[np.object_], edges: Sequence[BaseGeometry]) -> npt.NDArray[np.bool_]:
    """Which boxes any edge comes near."""
    hit = np.zeros(boxes.shape, np.bool_)
    hit.flat[shapely.STRtree(edges).query(boxes.ravel())[0]] = True
    return hit
