"""The list beside the map that is legend and filter in one: each value with the number of events it would show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from mapapp.app import progress, state, words, workspace
from mapapp.model import Grade
from mapapp.reading.events.kinds import GROUPS
from mapapp.selection import Filters, counts

KEPT: Final = "session"
"""Filters outlive a look at another page."""


def draw(events: pd.DataFrame) -> Filters:
    """The filters, drawn and read."""
    filters = state.filters(frozenset(events["source"].cat.categories))
    numbers = counts(events, filters)
    with st.sidebar:
        st.text_input(
            "Words in reports",
            key="words",
            placeholder="Search words in reports",
            label_visibility="collapsed",
            persist_state=KEPT,
        )
        kinds(numbers["groups"])
        statuses(numbers["statuses"])
        grade(numbers["grades"])
        sources(numbers["sources"])
        st.slider("At least this sure", 0, 95, step=5, format="%d %%", key="at_least", persist_state=KEPT)
        st.button("Show all again", on_click=state.show_all, type="tertiary")
        if workspace.samples():
            progress.offer_removal("samples_on_map")
    return filters


def kinds(numbers: Mapping[str, int]) -> None:
    """One line a group of kinds, in the order of the legend; a group without events stays."""
    st.html(f"<h2>Kind</h2>{spoken({group.label: numbers[group.id] for group in GROUPS})}")
    st.html(written({f"kind_{group.id}": numbers[group.id] for group in GROUPS}))
    for group in GROUPS:
        key = f"kind_{group.id}"
        st.session_state.setdefault(key, True)
        st.checkbox(group.label, key=key, width="stretch", persist_state=KEPT)


def written(numbers: Mapping[str, int]) -> str:
    """Style sheet that sets each number at the end of its line: in the label it would be read out as Markdown."""
    rules = (f'.st-key-{key} label p::after{{content:"{number:,}"}}' for key, number in numbers.items())
    return f"<style>{''.join(rules)}</style>"


def spoken(numbers: Mapping[str, int]) -> str:
    """The same numbers for those who hear the page."""
    text = ", ".join(f"{label} {number:,}" for label, number in numbers.items())
    return f'<p class="spoken" role="status">{text}</p>'


def statuses(numbers: Mapping[str, int]) -> None:
    """One pill a status, with its number."""
    st.session_state.setdefault("statuses", list(words.STATUSES))
    st.pills(
        "Status",
        list(words.STATUSES),
        selection_mode="multi",
        format_func=lambda status: f"{words.STATUSES[status]} {numbers.get(status, 0):,}",
        key="statuses",
        persist_state=KEPT,
    )


def grade(numbers: Mapping[str, int]) -> None:
    """The news of the reports alone, or also what they recall and what they imagine."""
    more = sum(number for value, number in numbers.items() if value != Grade.PRIMARY)
    st.html(written({"background": more}))
    st.checkbox("Background too", key="background", width="stretch", persist_state=KEPT)


def sources(numbers: Mapping[str, int]) -> None:
    """The outlets or files that the reports came from."""
    st.multiselect(
        "Source",
        sorted(numbers),
        format_func=lambda source: f"{source or 'without a name'} ({numbers[source]:,})",
        placeholder=f"All {words.count(len(numbers), 'source')}" if len(numbers) > 1 else "Every source",
        key="sources",
        persist_state=KEPT,
    )
