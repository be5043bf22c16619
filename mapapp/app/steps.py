"""Earlier and later: from event to event in time, among those that filters and window of the map show."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from mapapp.app import browser, state
from mapapp.app.markup import literal

AT_END = "no_step_farther"
"""Session key of what is said where the window holds no event farther on; absent or None where one was found."""

DIRECTIONS = {-1: "earlier", 1: "later"}


def draw(events: pd.DataFrame, shown: pd.DataFrame) -> None:
    """The buttons; on a narrow screen also the way back to the map.

    Args:
        events: all that could be on the map, in order of time.
        shown: those of them that pass the filters, with their index.
    """
    chosen = state.selected()
    if said := st.session_state.pop(AT_END, None):
        st.html(f'<p class="hint" role="status">{literal(said)}</p>')
    with st.container(horizontal=True, key="steps"):
        for direction, label in ((-1, "◀ Earlier"), (1, "Later ▶")):
            at_end = neighbour(events, shown, chosen, direction) is None
            st.button(label, disabled=at_end, on_click=step, args=(events, shown, direction))
        if chosen:
            st.button("Close", key="close", on_click=state.select, args=(None,))


def step(events: pd.DataFrame, shown: pd.DataFrame, direction: int) -> None:
    """Select the next event in the window that the map shows at the press, or say that there is none."""
    found = neighbour(events, shown, state.selected(), direction, browser.window())
    if found is None:
        st.session_state[AT_END] = f"No {DIRECTIONS[direction]} event in the window of the map."
    else:
        state.select(found)


def neighbour(
    events: pd.DataFrame,
    shown: pd.DataFrame,
    chosen: str | None,
    direction: int,
    window: tuple[date, date] | None = None,
) -> str | None:
    """The event before (-1) or after (1) the chosen one in time, also where that one is hidden; the first without one.

    Args:
        events: all, in order of time.
        shown: some of them, with their index.
        chosen: id of an event.
        direction: -1 or 1.
        window: first and last day; only events that touch it count.
    """
    rows = shown
    if window is not None:
        first, last = (np.datetime64(day) for day in window)
        rows = shown[(shown["last_day"] >= first) & (shown["first_day"] <= last)]
    ids, here = rows["event_id"], events.index[(events["event_id"] == chosen).to_numpy()]
    if here.empty:
        at = 0
    elif direction < 0:
        at = int(rows.index.searchsorted(here[0], side="left")) - 1
    else:
        at = int(rows.index.searchsorted(here[0], side="right"))
    found: str | None = ids.iloc[at] if 0 <= at < len(ids) else None
    return found
