"""What is not on the map: events without place or day, pages without a report, sources that failed, each with why."""

from __future__ import annotations

import pandas as pd

from mapapp.app import words
from mapapp.app.markup import literal

HEADINGS = {
    "event without place": "Events without a place",
    "event without day": "Events without a day",
    "event without place and day": "Events without place and day",
    "article": "Pages without a report",
    "source": "Sources that could not be read",
}
"""What the store calls it -> the heading, in the order of the page."""

PAGE = 50
"""Entries of one kind shown at once."""


def groups(table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Headings with their number, and the rows below each; those without rows are not there."""
    parts = [(heading, table[table["what"] == what]) for what, heading in HEADINGS.items()]
    return [(f"{heading} ({len(rows):,})", rows) for heading, rows in parts if len(rows)]


def entries(rows: pd.DataFrame, page: int) -> str:
    """The entries of a page (from 1), as inert HTML."""
    shown = rows.iloc[(page - 1) * PAGE : page * PAGE]
    return f'<ul class="list">{"".join(entry(row) for _, row in shown.iterrows())}</ul>'


def entry(row: pd.Series) -> str:
    """What was read, why it is not on the map, and where it stands."""
    return f"<li>{said(row)}<small>{literal(text(row['reason']) or 'No reason is known.')}</small>{origin(row)}</li>"


def said(row: pd.Series) -> str:
    """The sentence with its kind and day; the name of the source where there is none."""
    if not text(row["sentence"]):
        return literal(text(row["article_title"]) or text(row["source"]) or "Untitled report")
    when = "" if pd.isna(row["first_day"]) else f", {words.event_days(row)}"
    return f'<span dir="auto">{literal(row["sentence"])}</span><small>{words.kind(row["kind"])}{when}</small>'


def origin(row: pd.Series) -> str:
    """Where it stands."""
    line = "" if pd.isna(row["line"]) else f", line {int(row['line'])}"
    return f"<small>{literal(text(row['article_title']) or text(row['source']))}{line}</small>"


def text(value: object) -> str:
    """The text of a cell; "" where it is empty."""
    return value if isinstance(value, str) else ""
