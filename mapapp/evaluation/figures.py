"""How hits and misses become figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

Gold: TypeAlias = dict[str, Any]
"""An annotated document."""

Readings: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Id of a document -> its record as `mapapp extract` writes it; one that is missing counts as read without a result."""

Figures: TypeAlias = dict[str, Any]
"""Name -> figure; a percentage unless the name says otherwise."""

EARTH_RADIUS_KM = 6371.0


def percent(part: int, whole: int) -> float:
    """To one decimal; 0 of nothing is 0."""
    return round(100 * part / whole, 1) if whole else 0.0


def f1(hits: int, said: int, gold: int) -> Figures:
    """Precision, recall and their harmonic mean."""
    both = said + gold
    return {"precision": percent(hits, said), "recall": percent(hits, gold), "f1": percent(2 * hits, both)}


def distance_km(here: Mapping[str, float], there: Mapping[str, float]) -> float:
    """Great-circle distance (haversine) between two records with `lat` and `lon` in degrees."""
    south, north = math.radians(here["lat"]), math.radians(there["lat"])
    east = math.radians(there["lon"] - here["lon"])
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
