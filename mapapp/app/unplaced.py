"""What is not on the map: events without place or day, pages without a report, sources that failed, each with why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from mapapp.app import words
from mapapp.app.markup import literal

HEADINGS = {
    "event without place": "Events without a place",
    "event without day": "Events without a day",
    "event without place and day": "Events without place and day",
    "not an event": "Said to be no events",
    "article": "Pages without a report",
    "source": "Sources that could not be read",
}
"""What the store calls it -> the heading, in the order of the page."""

PAGE = 50
"""Entries of one kind shown at once."""


def of_report(table: pd.DataFrame) -> pd.DataFrame:
    """Of the report that the address names, with the way back to all; else what there is."""
    asked = st.query_params.get("article")
    rows: pd.DataFrame = table[table["article_id"] == asked] if asked else table
    if not asked or rows.empty:
        return table
    st.html(f'<p role="status">Only what the report “{literal(origin(rows.iloc[0]))}” tells.</p>')
    st.button("Show all reports", on_click=st.query_params.clear, key="unplaced_all")
    return rows


def kinds(table: pd.DataFrame) -> dict[str, str]:
    """What is missing -> its heading with the number; what is not there is left out."""
    numbers = table["what"].value_counts()
    return {what: f"{heading} ({numbers[what]:,})" for what, heading in HEADINGS.items() if what in numbers.index}


def chosen(offered: dict[str, str]) -> str:
    """Which of these is looked at: the first, until a person chooses."""
    first = next(iter(offered))
    if st.session_state.get("unplaced_kind") not in offered:
        st.session_state["unplaced_kind"] = first
    return st.pills("Show", list(offered), format_func=offered.__getitem__, key="unplaced_kind") or first


def is_event(rows: pd.DataFrame) -> bool:
    """Whether these are events rather than pages and sources."""
    return bool(rows["event_id"].notna().all())


def title(table: pd.DataFrame) -> str:
    """The page's name in the menu, with what waits there: "Unplaced 12 · undated 3 · failed 1"."""
    numbers = table["what"].value_counts()
    both = numbers.get("event without place and day", 0)
    waiting = {
        "unplaced": numbers.get("event without place", 0) + both,
        "undated": numbers.get("event without day", 0) + both,
        "failed": numbers.get("source", 0) + numbers.get("article", 0),
    }
    named = " · ".join(f"{name} {number:,}" for name, number in waiting.items() if number)
    return named[:1].upper() + named[1:] if named else "Unplaced"


def entries(rows: pd.DataFrame, page: int) -> str:
    """The entries of a page (from 1), as inert HTML."""
    shown = rows.iloc[(page - 1) * PAGE : page * PAGE]
    parts = shown.groupby(shown.apply(origin, axis=1), sort=False)
    return f'<div class="by-report">{"".join(section(name, part) for name, part in parts)}</div>'


def section(name: object, rows: pd.DataFrame) -> str:
    """What one report or file has."""
    heading = f"<h2>{literal(str(name))}</h2>" if rows["sentence"].map(text).any() else ""
    return f'<section>{heading}<ul class="list">{"".join(entry(row) for _, row in rows.iterrows())}</ul></section>'


def entry(row: pd.Series) -> str:
    """What was read, and in one line why it is not on the map."""
    about = ": ".join(part for part in (what(row), text(row["reason"]) or "no reason is known") if part)
    return f"<li>{said(row)}<small>{literal(about)}</small></li>"


def said(row: pd.Series) -> str:
    """The sentence; the name of the source, with the line, where there is none."""
    if text(row["sentence"]):
        return f'<span dir="auto">{literal(row["sentence"])}</span>'
    return literal(origin(row) + ("" if pd.isna(row["line"]) else f", line {int(row['line'])}"))


def what(row: pd.Series) -> str:
    """Kind and days of an event, "Shelling, missiles, 8 February 2023"; "" of a page or a source."""
    if not text(row["sentence"]):
        return ""
    return words.kind(row["kind"]) + ("" if pd.isna(row["first_day"]) else f", {words.event_days(row)}")


def origin(row: pd.Series) -> str:
    """Name of the report or file."""
    return text(row["article_title"]) or text(row["source"]) or "Untitled report"


def text(value: object) -> str:
    """The text of a cell; "" where it is empty."""
    return value if isinstance(value, str) else ""
