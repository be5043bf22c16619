"""One table with all that is odd, written once in every format."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from making_events import HOSTILE, events

from mapapp.export import FORMATS, About, export

SQUARE = {"type": "Polygon", "coordinates": [[[36, 47], [36, 49], [39, 49], [39, 47], [36, 47]]]}
"""Clockwise: the RFC wants it the other way round."""


def days(first: str, last: str | None = None) -> dict[str, Any]:
    return {"first_day": pd.Timestamp(first).as_unit("s"), "last_day": pd.Timestamp(last or first).as_unit("s")}


@pytest.fixture(scope="session")
def odd() -> pd.DataFrame:
    """Years 1 and 9999, poles and antimeridian, no place, no day, text that would like to run, a correction."""
    nowhere = {"latitude": math.nan, "longitude": math.nan, "place_name": None, "place_label": None, "country": None}
    undated = {"first_day": pd.NaT, "last_day": pd.NaT}
    rows: list[dict[str, Any]] = [
        {},
        {**days("0001-01-01"), "latitude": 90.0, "longitude": -180.0},
        {**days("1677-03-01"), "latitude": -90.0, "longitude": 180.0},
        {**days("9999-12-31"), "status": "planned", "kind": "CONSULT"},
        {**nowhere, "kind": "disaster"},
        {**undated, "status": "denied"},
        {"sentence": HOSTILE, "article_title": HOSTILE, "source": HOSTILE, "reason": HOSTILE, "claimed_by": HOSTILE},
        {"place_kind": "admin1", "place_id": "admin1:UA.05", "place_name": "Donetsk Oblast", "radius_km": 120.0},
    ]
    return events(*({"event_id": f"e{number}", "corrected": "", **row} for number, row in enumerate(rows))).assign(
        corrected=["place: Kyiv instead of Kiev, Texas", *[""] * (len(rows) - 1)]
    )


@pytest.fixture(scope="session")
def about() -> About:
    made = datetime(2023, 3, 1, 12, 30, tzinfo=UTC)
    return About("words “bridge”", made, {"admin1:UA.05": SQUARE, "region:nowhere": SQUARE}, "Ukraine")


@pytest.fixture(scope="session")
def written(odd: pd.DataFrame, about: About, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name of each format -> the file that holds the odd table."""
    folder = tmp_path_factory.mktemp("exports")
    files = {name: folder / f"events.{name}" for name in FORMATS}
    for name, file in files.items():
        export(name, odd, file, about)
    return files
