"""A table of events as the store gives it, for the tests of the formats."""

from __future__ import annotations

from typing import Any

import pandas as pd

HOSTILE = '=HYPERLINK("http://example.org")<script>alert(1)</script> & ]]> ${1} {{7*7}}'
EVENT: dict[str, Any] = {
    "event_id": "e1",
    "article_id": "a1",
    "article_title": "A title",
    "source": "report.txt",
    "url": None,
    "kind": "Battles: Armed clash",
    "status": "happened",
    "grade": "primary",
    "place_id": "geonames:1",
    "place_name": "Vuhledar",
    "place_label": "Vuhledar, Donetsk Oblast, Ukraine",
    "place_kind": "settlement",
    "country": "UA",
    "latitude": 47.77,
    "longitude": 37.25,
    "radius_km": 5.0,
    "place_confidence": 0.9,
    "first_day": pd.Timestamp("2023-02-08"),
    "last_day": pd.Timestamp("2023-02-16"),
    "published_first": pd.NaT,
    "published_last": pd.NaT,
    "confidence": 0.8,
    "reason": "clashes",
    "figures": '[{"what": "killed", "count": 3, "start": 5, "end": 10}]',
    "place_alternatives": "[]",
    "sentence": "Clashes went on.",
    "is_sample": False,
}


def events(*changes: dict[str, Any]) -> pd.DataFrame:
    """A table with one event for each change of the plain one."""
    table = pd.DataFrame([EVENT | change for change in changes])
    days = ("first_day", "last_day", "published_first", "published_last")
    return table.astype(dict.fromkeys(days, "datetime64[s]") | {"latitude": float, "longitude": float})
