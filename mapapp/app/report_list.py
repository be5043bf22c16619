"""The list of reports: found by words, in an order, a page at a time; it stays quick at 50,000."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from mapapp.app import words, workspace
from mapapp.app.lines import joined, numbered
from mapapp.app.markup import literal, unmarked

ARTICLE = "article"
"""Parameter of the address that names the report."""
PAGE = 25
"""Reports listed at once."""
ORDERS = {
    "Newest first": (["published_last", "published_first"], False),
    "Oldest first": (["published_first", "published_last"], True),
    "Most events first": (["events"], False),
    "By source": (["source", "title"], True),
    "By title": (["title"], True),
    "Read last first": (["read_at"], False),
}
"""Words of the order -> the columns that make it, and whether the smallest is first."""


def choose(table: pd.DataFrame) -> str:
    """The list with its search; the id of the report that is shown."""
    wanted = st.text_input("Search reports", placeholder="Words of a title, a source or a report", key="report_words")
    order = st.selectbox("Order", list(ORDERS), key="report_order")
    listed = found(table, wanted, order, workspace.holding(wanted))
    asked = st.query_params.get(ARTICLE)
    if asked is not None and asked not in workspace.article_ids():
        st.html('<p role="alert">The address names a report that is not in this workspace.</p>')
        asked = None
    st.html(f'<p class="hint" role="status">{literal(counted(len(listed), len(table)))}</p>')
    shown = asked or str(listed["article_id"].iloc[0] if len(listed) else table["article_id"].iloc[0])
    if len(listed):
        offered(listed, shown)
    return shown


def found(table: pd.DataFrame, wanted: str, order: str, holding: frozenset[str] | None = None) -> pd.DataFrame:
    """The reports whose title or source has every word, or whose text does, in an order; undated ones come last.

    Args:
        table: every report.
        wanted: words in any case; "" for all.
        order: a key of ORDERS.
        holding: ids of the reports whose text has the words; None where it was not looked through.
    """
    named = table
    if parts := wanted.casefold().split():
        names = (table["title"].fillna("") + " " + table["source"].fillna("")).str.casefold()
        keep = pd.Series(True, index=table.index)
        for part in parts:
            keep &= names.str.contains(part, regex=False)
        named = table[keep | table["article_id"].isin(holding or ())]
    columns, ascending = ORDERS[order]
    ordered: pd.DataFrame = named.sort_values(columns, ascending=ascending, na_position="last", kind="stable")
    return ordered


def counted(found: int, every: int) -> str:
    """ "300 reports", "12 of 300 reports"."""
    return words.count(every, "report") if found == every else f"{found:,} of {words.count(every, 'report')}"


def offered(listed: pd.DataFrame, shown: str) -> None:
    """A page of the list; arrow keys go through it."""
    pages = -(-len(listed) // PAGE)
    position = listed["article_id"].eq(shown).to_numpy().argmax() if shown in set(listed["article_id"]) else 0
    page = st.pagination(pages, default=int(position) // PAGE + 1, key=f"report_page {pages}") if pages > 1 else 1
    rows = {row["article_id"]: row for row in listed.iloc[(page - 1) * PAGE : page * PAGE].to_dict("records")}
    st.session_state["report"] = shown if shown in rows else None
    lines = numbered((article_id, title(row)) for article_id, row in rows.items())
    st.radio(
        "Reports",
        list(rows),
        format_func=lines.__getitem__,
        captions=[unmarked(about(row)) for row in rows.values()],
        key="report",
        on_change=take,
        label_visibility="collapsed",
    )


def take() -> None:
    """Show the report that was chosen in the list."""
    st.query_params.from_dict({ARTICLE: st.session_state["report"]})


def title(row: words.Row) -> str:
    """The title; the source, where it has none."""
    return str(row["title"] or row["source"] or "Untitled report")


def about(row: words.Row) -> str:
    """ "Harbour News · 8 February 2023 · 3 events"."""
    events = words.count(int(row["events"]), "event") if row["events"] else "no events"
    source = row["source"] if row["title"] else None
    return joined((source, published(row), events))


def published(row: words.Row) -> str:
    """The days of the report, short."""
    if pd.isna(row["published_first"]):
        return "no day known"
    return words.days(row["published_first"].date(), row["published_last"].date())
