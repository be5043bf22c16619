"""Outlines of the areas and borders that a table of events names."""

from __future__ import annotations

from typing import Any

import pandas as pd
from shapely.geometry import mapping

from gazetteer import Gazetteer


def outlines_of(events: pd.DataFrame, gazetteer: Gazetteer) -> dict[str, dict[str, Any]]:
    """Place id -> GeoJSON geometry, of the areas and borders among the places of these events."""
    found = {}
    for place_id in events["place_id"].dropna().unique():
        place = gazetteer.place(place_id)
        outline = gazetteer.outline(place) if place is not None and place.is_area else None
        if outline is not None:
            found[place_id] = mapping(outline)
    return found
