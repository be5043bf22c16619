"""Earlier and later: from event to event in time, among those that filters and window of the map show."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from mapapp.app import state, workspace
from mapapp.app.markup import literal

AT_END = "no_step_farther"
"""Session key of where the window held no event farther on: the selected one, the window and the direction."""

DIRECTIONS = {-1: "earlier", 1: "later"}


def draw(shown: pd.DataFrame) -> None:
    """The buttons; on a narrow screen also the way back to the map.

    Args:
        shown: those of `workspace.events()` that pass the filters, with their index.
    """
    here = workspace.position(state.selected())
    # In a box that stays: what comes and goes would make the buttons anew, and a press be lost.
    with st.container():
        if said := at_end():
            st.html(f'<p class="hint" role="status">{literal(said)}</p>')
    with st.container(horizontal=True, key="steps"):
        for direction, label in ((-1, "◀ Earlier"), (1, "Later ▶")):
            is_last = neighbour(shown, here, direction) is None
            st.button(label, disabled=is_last, on_click=step, args=(shown, direction))
        if state.selected():
            st.button("Close", key="close", on_click=state.select, args=(None,))


def step(shown: pd.DataFrame, direction: int) -> None:
    """Select the next event in the window that the map shows at the press, or say that there is none."""
    window = state.window()
    found = neighbour(shown, workspace.position(state.selected()), direction, window)
    if found is None:
        st.session_state[AT_END] = state.selected(), window, direction
    else:
        state.select(found)


def at_end() -> str:
    """That no event is farther on, while event and window are those of the press; "" where none was missed."""
    selected, window, direction = st.session_state.get(AT_END) or (None, None, 0)
    holds = direction and (selected, window) == (state.selected(), state.window())
    return f"No {DIRECTIONS[direction]} event in the window of the map." if holds else ""


def neighbour(
    shown: pd.DataFrame, here: int | None, direction: int, window: tuple[date, date] | None = None
) -> str | None:
    """The event before (-1) or after (1) the chosen one in time, also where that one is hidden; the first without one.

    Args:
        shown: some of all events, which are in order of time, with their index among all.
        here: index of the chosen one among all.
        direction: -1 or 1.
        window: first and last day; only events that touch it count.
    """
    rows = shown
    if window is not None:
        first, last = (np.datetime64(day) for day in window)
        rows = shown[(shown["last_day"] >= first) & (shown["first_day"] <= last)]
    if here is None:
        at = 0
    elif direction < 0:
        at = int(rows.index.searchsorted(here, side="left")) - 1
    else:
        at = int(rows.index.searchsorted(here, side="right"))
    found: str | None = rows["event_id"].iloc[at] if 0 <= at < len(rows) else None
    return found
