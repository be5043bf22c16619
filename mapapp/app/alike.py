"""The other reports of a happening: why they go together, who says which number, and the way to each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from mapapp.app import state, words, workspace
from mapapp.app.markup import literal, unmarked
from mapapp.app.panel import published, short, small, title
from mapapp.incidents import Incident, Told

LONGEST_LIST = 8
"""Other reports that the panel names."""


def draw(event: pd.Series, incident: Incident, also: pd.DataFrame) -> None:
    """Heading, reasons, the numbers side by side, and a button for each other report.

    Args:
        event: the selected row of the table of events.
        incident: the one it belongs to.
        also: rows of the other events of the incident.
    """
    if also.empty:
        return
    near = also.head(LONGEST_LIST)
    both = pd.concat([event.to_frame().T, near])
    st.html(f'<section class="event">{heading(incident)}{figures(both, incident)}</section>')
    on_map = set(workspace.events()["event_id"])
    with st.container(key="alike"):
        for _, row in near.iterrows():
            if row["event_id"] in on_map:
                st.button(
                    unmarked(line(row, incident)),
                    key=f"go_to_{row['event_id']}",
                    on_click=state.select,
                    args=(row["event_id"],),
                    type="tertiary",
                )
            else:
                st.html(f"<p>{literal(line(row, incident))}, not on the map</p>")
    if len(also) > len(near):
        st.html(f'<p class="hint">And {len(also) - len(near):,} more.</p>')


def heading(incident: Incident) -> str:
    """ "The same happening: 5 reports from 3 sources", why, and which of them are copies."""
    sources = words.count(incident.sources, "source")
    days = incident.days and f"Days in common: {words.days(incident.days.first_day, incident.days.last_day)}"
    reasons = [incident.reason, words.sure(incident.confidence), *map(copied, incident.copies), days or ""]
    return f"<h2>The same happening: {words.count(incident.articles, 'report')} from {sources}</h2>{small(reasons)}"


def copied(articles: tuple[str, ...]) -> str:
    """ "2 of them are copies of one text"."""
    return f"{len(articles)} of them are copies of one text"


def line(row: pd.Series, incident: Incident) -> str:
    """Another report: its title, its own day, whether it is a copy, and how its sentence begins."""
    is_copy = any(row["article_id"] in articles for articles in incident.copies)
    about = ", ".join(part for part in (title(row), published(row), "a copy" if is_copy else "") if part)
    return f"{about}: {short(str(row['sentence']))}"


def figures(rows: pd.DataFrame, incident: Incident) -> str:
    """A table of who says which number; "" where no report gives one."""
    counted = [each for each in incident.figures if any(told.event in set(rows["event_id"]) for told in each.told)]
    if not counted:
        return ""
    head = "".join(f'<th scope="col">{literal(each.what)}</th>' for each in counted)
    body = "".join(
        f'<tr><th scope="row">{literal(short(title(row)))}</th>'
        + "".join(f"<td>{said(each.told, row['event_id'])}</td>" for each in counted)
        + "</tr>"
        for _, row in rows.iterrows()
    )
    return f'<table class="figures"><tr><th scope="col">Report</th>{head}</tr>{body}</table>{compared(incident)}'


def said(told: tuple[Told, ...], event_id: str) -> str:
    """ "9", "at least 9", "9 to 12"; a dash where this report gives no number."""
    return ", ".join(number(each) for each in told if each.event == event_id) or "–"


def number(told: Told) -> str:
    if told.high is None:
        return f"at least {told.low:,}"
    return f"{told.low:,}" if told.low == told.high else f"{told.low:,} to {told.high:,}"


def compared(incident: Incident) -> str:
    """The counts on which reports differ, as ranges."""
    differing = [each for each in incident.figures if len({(told.low, told.high) for told in each.told}) > 1]
    return small(
        f"{each.low:,} to {each.high:,} {each.what}: the reports "
        + ("can all be right" if each.agreed else "contradict each other")
        for each in differing
    )
