"""The list of what is not on the map, to be worked off: by what is missing, by group, by words, and one at a time."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from mapapp.app import state, unplaced, words, workspace, wrong
from mapapp.app.lines import cut, joined, numbered
from mapapp.app.markup import excerpt, literal, unmarked
from mapapp.app.offering import distinct
from mapapp.app.panel import place_spans, small
from mapapp.model import TextSpan
from mapapp.reading.events.kinds import group_of

PAGE = 25
"""Events listed at once."""
GROUPS = {"Report": "origin", "Reason": "why", "Kind": "kind_label"}
"""What a list is grouped by -> the column that says it."""
LACKING = re.compile(r"\b(?:no|not|several|never|without|cannot)\b")
ALL = ""
OFFERED = 500
"""Groups offered at once, the largest first."""


def prepared(table: pd.DataFrame) -> pd.DataFrame:
    """What was left out, with the columns that it is grouped and searched by."""
    origin = table["article_title"].fillna(table["source"]).fillna("Untitled report")
    kinds = {code: group_of(code).label for code in table["kind"].dropna().unique()}
    said = (table["sentence"].fillna("") + " " + origin + " " + table["reason"].fillna("")).str.casefold()
    why = {reason: short(reason) for reason in table["reason"].dropna().unique()}
    return table.assign(origin=origin, kind_label=table["kind"].map(kinds), why=table["reason"].map(why), said=said)


def short(reason: str) -> str:
    """What of a reason tells why there is no place or no day: it is the same for many events."""
    parts = [part for part in reason.split("; ") if part]
    about = [part for part in parts if LACKING.search(part)]
    return (about or parts or ["no reason is known"])[0]


def narrowed(rows: pd.DataFrame, wanted: str, by: str, group: str) -> pd.DataFrame:
    """The rows that have every word and are of the group, those of one group beside each other."""
    for part in wanted.casefold().split():
        rows = rows[rows["said"].str.contains(part, regex=False)]
    column = GROUPS[by]
    chosen = rows if group == ALL else rows[rows[column] == group]
    sizes = chosen[column].map(chosen[column].value_counts())
    ordered: pd.DataFrame = chosen.assign(size_=sizes).sort_values(["size_", column], ascending=[False, True])
    return ordered


def choose(rows: pd.DataFrame, what: str) -> str | None:
    """The list of events that lack the same; the id of the one that is shown."""
    search, grouped = st.columns([3, 2])
    wanted = search.text_input("Search", placeholder="Words of a sentence, a report or a reason", key="unplaced_words")
    by = grouped.selectbox("Group by", list(GROUPS), key="unplaced_by")
    sizes = rows[GROUPS[by]].value_counts().head(OFFERED)
    groups = {str(name): f"{cut(str(name))} ({size:,})" for name, size in sizes.items()}
    names = {ALL: f"All {len(rows):,}", **distinct(groups)}
    group = st.selectbox("Only", list(names), format_func=names.__getitem__, key=f"group {what} {by}")
    listed = narrowed(rows, wanted, by, group)
    if listed.empty:
        st.html('<p role="status">Nothing here has these words.</p>')
        return None
    pages = -(-len(listed) // PAGE)
    page = st.pagination(pages, key=f"unplaced_page {pages}") if pages > 1 else 1
    return offered(listed.iloc[(page - 1) * PAGE : page * PAGE])


def offered(shown: pd.DataFrame) -> str:
    """A page of the list; arrow keys go through it."""
    lines = numbered(zip(shown["event_id"], shown["sentence"], strict=True))
    if st.session_state.get("unplaced_event") not in lines:
        st.session_state["unplaced_event"] = next(iter(lines))
    chosen: str = st.radio(
        "Events",
        list(lines),
        format_func=lines.__getitem__,
        captions=[unmarked(about(row)) for row in shown.to_dict("records")],
        key="unplaced_event",
        label_visibility="collapsed",
    )
    return chosen


def about(row: words.Row) -> str:
    """ "Kharkiv report · Strike · the sentence names no place"."""
    days: str = "" if pd.isna(row["first_day"]) else words.event_days(row)
    return joined((row["origin"], row["kind_label"], days, unplaced.text(row["why"])))


def show(event_id: str) -> None:
    """One event in its paragraph, why it is not on the map, and the ways to put it there."""
    events = workspace.all_events()
    rows = events[events["event_id"] == event_id]
    if rows.empty:
        st.html('<p class="hint">People said that this is no event, or it is not read any more.</p>')
        st.page_link("pages/corrections.py", label="See what people said")
        return
    event = rows.iloc[0]
    article = workspace.article(event["article_id"])
    sentence = TextSpan(int(event["sentence_start"]), int(event["sentence_end"]))
    st.html(
        f'<article class="event" aria-label="Event that is not on the map"><h1>{literal(words.heading(event))}</h1>'
        f"<dl>{lacks(event)}</dl>{excerpt(article, sentence, place_spans(event))}</article>"
    )
    whole = {"article": event["article_id"], "event": event_id}
    st.page_link("pages/articles.py", label="Read the whole report", query_params=whole)
    state.select(event_id)
    wrong.draw(event)
    if pd.isna(event["first_day"]) and pd.isna(event["published_first"]):
        st.page_link("pages/articles.py", label="Say when the report was published", query_params=whole)


def lacks(event: pd.Series) -> str:
    """Where and when, as far as they are known, with the reasons."""
    where = [event["place_reason"] or short(event["reason"])] if not event["place_id"] else []
    rows = [
        ("Where", event["place_label"] or "no place known", where),
        ("When", words.event_days(event), [event["date_evidence"]]),
    ]
    return "".join(f"<dt>{term}</dt><dd>{literal(value)}{small(reasons)}</dd>" for term, value, reasons in rows)
