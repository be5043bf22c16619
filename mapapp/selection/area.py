"""Which points lie within a drawn polygon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.validation import make_valid

Points = npt.NDArray[np.float64]


def polygon(corners: Sequence[float]) -> BaseGeometry | None:
    """The polygon with these corners (latitude, longitude, ...); None where they span no surface."""
    if len(corners) < 6 or len(corners) % 2 or not np.isfinite(corners).all():
        return None
    # A hand may draw a loop: both parts of it are meant.
    drawn = make_valid(
        shapely.Polygon([(east, north) for north, east in zip(corners[::2], corners[1::2], strict=True)])
    )
    return drawn if drawn.area > 0 else None


def inside(corners: Sequence[float], latitudes: Points, longitudes: Points) -> npt.NDArray[np.bool_]:
    """For each point whether it lies in the polygon or on its edge; the map goes on beyond 180 degrees."""
    drawn = polygon(corners)
    passes = np.zeros(len(latitudes), dtype=bool)
    if drawn is None:
        return passes
    shapely.prepare(drawn)
    west, south, east, north = drawn.bounds
    level = (latitudes >= south) & (latitudes <= north)
    for turn in (-360.0, 0.0, 360.0):
        near = np.flatnonzero(level & (longitudes + turn >= west) & (longitudes + turn <= east))
        passes[near] |= shapely.intersects_xy(drawn, longitudes[near] + turn, latitudes[near])
    return passes
