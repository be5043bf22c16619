"""The address of the page and what is on it: whichever a person changed, the other follows.

Streamlit sends the address with every run. Where it is another than the one we know, the person went there (a link, or
back and forward), and the page follows it. Where filters or selection changed, the address follows, as a new step of
the browser's history. Window and view are written by the map itself, without a run of the page.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from mapapp.app import browser, state
from mapapp.app.markup import literal
from mapapp.app.permalink import View, from_params, own, present, to_params
from mapapp.map import day_numbers
from mapapp.selection import FACETS, Filters

HERE = "address"
"""Session key of what is known of the address."""

LISTED = 30
"""Ignored parameters that are named."""

PAGE = "page_shown"
"""Session key of the page that ran last."""


@dataclass
class Here:
    """The address as it is known, and what it stands for."""

    known: list[dict[str, str]]
    """Parameters that need no following, without the map's own: those of the address, and none after the menu."""
    meant: dict[str, str] | None = None
    """The parameters that filters and selection would have; None until they are known."""
    by_menu: bool = False
    """Whether the menu led here, by an address without parameters: then the map adds them."""
    problems: list[str] = field(default_factory=list)
    view: View = field(default_factory=View)
    went: int = 0
    """When the person went here, in ms: another number tells the map to follow `view`."""


def turn_to(page: str) -> None:
    """Note which page is shown; call it before the page runs."""
    if st.session_state.get(PAGE) != page and HERE in st.session_state and not browser.went_back():
        st.session_state[HERE].known.append({})  # the menu leads to an address without parameters
    st.session_state[PAGE] = page


def follow(events: pd.DataFrame) -> None:
    """Take filters and selection from the address where the person went to it."""
    params = st.query_params.to_dict()
    here: Here | None = st.session_state.get(HERE)
    if here is not None and own(params) in here.known:
        here.by_menu = own(params) != here.known[0]
        if not here.by_menu:
            del here.known[1:]
        return
    view, problems = from_params(params)
    values = {name: events[column].cat.categories for name, column in FACETS.items() if column in events}
    view, missing = present(view, values, frozenset(events["event_id"]))
    state.put(view.filters)
    state.select(view.event)
    went = time.time_ns() // 1_000_000
    st.session_state[HERE] = Here([own(params)], problems=[*problems, *missing], view=view, went=went)


def lead(filters: Filters) -> None:
    """Write filters and selection into the address where they changed."""
    here: Here = st.session_state[HERE]
    now = to_params(View(filters, state.selected()))
    if here.meant is not None and now != here.meant:
        st.query_params.from_dict(now)
        here.known, here.problems, here.by_menu = [now], [], False
    here.meant = now


def wishes() -> dict[str, Any]:
    """What the map has to know: where the person went, and what of the address it has to add."""
    here: Here = st.session_state[HERE]
    return {
        "went": here.went,
        "window": day_numbers(here.view.window),
        "mode": here.view.mode,
        "view": list(here.view.at) if here.view.at else None,
        "page": here.known[0],
        "fills": here.by_menu,
    }


def to_event(event_id: str) -> dict[str, str]:
    """Parameters of the map with this event, and the filters as they are."""
    here: Here | None = st.session_state.get(HERE)
    return {**((here and here.meant) or {}), "event": event_id}


def say() -> None:
    """What of the address was ignored."""
    problems = st.session_state[HERE].problems
    if problems:
        lines = "".join(f"<li>{literal(problem)}</li>" for problem in problems[:LISTED])
        rest = f"<li>And {len(problems) - LISTED:,} more.</li>" if len(problems) > LISTED else ""
        st.html(f'<ul class="ignored" role="alert">{lines}{rest}</ul>')
