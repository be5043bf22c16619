"""What the first view of a map shows: the corners around the events, and the countries that they are about."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from mapapp.map.columns import VAST_KM, coded, number_of

NEAR_SHARE = 0.9
"""Part of the events that the first view shows at least."""
NEAR_DEGREES = 9.0
"""Degrees of latitude (1,000 km) from the middle within which every event is in the first view."""
FOCUS_SHARE = 0.2
"""A country with at least this share of the events is drawn lighter than the others."""

COLUMNS = ("latitude", "longitude", "radius_km", "country")
"""What of a table this module reads."""


def bounds(table: pd.DataFrame) -> list[list[float]] | None:
    """South-west and north-east corner around the events, but for the far ones.

    Far is what lies neither among the nine tenths nearest to the middle nor near them: so one far report shrinks no
    map. Events somewhere in a large country or a continent do not count, as long as there are others.
    """
    if table.empty:
        return None
    places = table[["latitude", "longitude"]].to_numpy(dtype=float)
    narrow = number_of(table, "radius_km") <= VAST_KM
    places = places[narrow] if narrow.any() else places
    apart = (places - np.median(places, axis=0)) * (1.0, np.cos(np.radians(np.median(places[:, 0]))))
    far = np.hypot(*apart.T)
    nth = math.ceil(NEAR_SHARE * len(far)) - 1
    nearest = places[far <= max(float(np.partition(far, nth)[nth]), NEAR_DEGREES)]
    return [nearest.min(axis=0).tolist(), nearest.max(axis=0).tolist()]


def focus(table: pd.DataFrame) -> list[str]:
    """Codes of the countries that many of the events are in."""
    codes, countries = coded(table, "country")
    numbers = np.bincount(codes, minlength=len(countries))
    many = max(1, FOCUS_SHARE * len(table))
    return [country for country, number in zip(countries, numbers, strict=True) if country and number >= many]
