"""Points as unit vectors of a sphere, and the distances between many of them at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gazetteer.place import EARTH_RADIUS_KM

Floats = npt.NDArray[np.float64]


def unit_vectors(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> Floats:
    """x, y, z of points in degrees, (n, 3)."""
    north, east = np.radians(np.asarray(latitude, np.float64)), np.radians(np.asarray(longitude, np.float64))
    level = np.cos(north)
    return np.stack([level * np.cos(east), level * np.sin(east), np.sin(north)], axis=1)


def km_between(points: Floats, others: Floats) -> Floats:
    """Great-circle km between unit vectors, (points, others)."""
    result: Floats = EARTH_RADIUS_KM * np.arccos(np.clip(points @ others.T, -1, 1))
    return result
