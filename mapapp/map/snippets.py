"""The texts of events that only the panel of a page without an app shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from mapapp.map.columns import coded

TEXTS = (
    "article_title",
    "source",
    "url",
    "sentence",
    "before",
    "after",
    "claimed_by",
    "claim_side",
    "unconfirmed",
    "title",
    "place_label",
    "place_reason",
    "place_confidence",
    "date_evidence",
    "confidence",
    "figures_said",
    "incident",
    "published",
)
"""Columns of a table of events with snippets that the panel shows, or finds related events by."""
NEEDED = frozenset({*TEXTS, "figures", "incident_id", "published_first", "published_last"})
"""Columns of anyone's table that they are made of."""


def with_snippets(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its figures and days of publication in words, and incidents that several of its events tell of."""
    made: dict[str, Any] = {}
    if "figures" in table.columns:
        codes, written = coded(table, "figures")
        made["figures_said"] = np.array([figures_said(each) for each in written], dtype=object)[codes]
    if "incident_id" in table.columns:
        incident = table["incident_id"].astype(object)
        made["incident"] = incident.where(incident.duplicated(keep=False) & incident.notna(), "")
    if "published_first" in table.columns:
        first = table["published_first"]
        pairs = zip(first, table.get("published_last", first), strict=True)
        said = cache(period_said)
        made["published"] = [said(*pair) for pair in pairs]
    return table.assign(**made)


def period_said(first: Any, last: Any) -> str:
    """ "3 May 2022", "1 to 3 May 2022", "30 April to 2 May 2022"; "" where the days are not known or are no days."""
    if pd.isna(first) or not hasattr(first, "strftime"):
        return ""
    if pd.isna(last) or last == first:
        return f"{first.day} {first:%B} {first.year}"
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day} to {last.day} {last:%B} {last.year}"
    begin = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != last.year else "")
    return f"{begin} to {last.day} {last:%B} {last.year}"


def figures_said(record: str) -> str:
    """ "9 to 12 killed, dozens injured; in all since an earlier day 300 killed", of the JSON of an event's figures."""
    try:
        rows = json.loads(record) if record else []
    except ValueError:
        return ""
    rows = [row for row in rows if isinstance(row, dict) and row.get("what")] if isinstance(rows, list) else []
    own = ", ".join(_said(row) for row in rows if not row.get("to_date"))
    total = ", ".join(_said(row) for row in rows if row.get("to_date"))
    return "; ".join(part for part in (own, total and f"in all since an earlier day {total}") if part)


def _said(row: Mapping[str, Any]) -> str:
    given = map(row.get, ("low", "high", "count"))
    low, high, count = (each if isinstance(each, int | float) else None for each in given)
    if low is not None and high is not None and low != high:
        number = f"{low:,} to {high:,}"
    elif low is not None and high is None:
        number = f"at least {low:,}"
    elif high is not None and low is None:
        number = f"at most {high:,}"
    else:
        number = "some" if count is None else f"{count:,}"
    return f"{number} {row['what']}"
