"""The list beside the map that is legend and filter in one: each value with the number of events it would show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from mapapp.app import filter_words, filtering, offering, progress, words, workspace
from mapapp.app.lines import cut
from mapapp.app.markup import isolated, unmarked
from mapapp.app.offering import KEPT
from mapapp.model import Grade
from mapapp.reading.events.kinds import GROUPS, Group, group_of
from mapapp.selection import Filters, Tally, Within, counts

AT_FIRST: Final = ("groups", "kinds", "statuses", "grades", "sources", "countries", "admin1")
"""Facets that are seen without opening anything."""
MORE: Final = "more_filters"
"""Key of the part that holds the rarer ones."""
RARER: Final = (
    "voices",
    "claimants",
    "doubts",
    "articles",
    "place_precision",
    "day_precision",
    "dated_by",
    "corrections",
)


def draw(events: pd.DataFrame) -> Filters:
    """The filters, drawn and read."""
    filters = filtering.filters()
    facets = (*AT_FIRST, *RARER) if st.session_state.get(MORE) else AT_FIRST
    numbers = counts(events, filters, workspace.hits(filters), facets)
    with st.sidebar:
        # What comes and goes stands in boxes that stay, or all below would move and be made anew, and a press be lost.
        with st.container():
            search(filters)
        with st.container():
            those_that_are_on(filters)
        kinds(numbers["groups"], numbers["kinds"])
        statuses(numbers["statuses"])
        grade(numbers["grades"])
        sources(numbers["sources"])
        where(numbers["countries"], numbers["admin1"])
        st.slider("At least this sure", 0, 95, step=filtering.STEP, format="%d %%", key="at_least", persist_state=KEPT)
        more(numbers)
        if workspace.samples():
            progress.offer_removal("samples_on_map")
    return filters


def search(filters: Filters) -> None:
    """Words to look for, with what occurs offered while one types; where they must stand, once there are some."""
    offered = offering.words()
    asked = st.session_state.get("words") or []
    st.multiselect(
        "Words in reports",
        list(dict.fromkeys([*offered, *asked])),
        format_func=lambda term: offered.get(term, term),
        placeholder="Search words in reports",
        help='All words must occur; “khar” finds Kharkiv. "In quotes" stands for just these words in this order, '
        "-drone for reports without it.",
        label_visibility="collapsed",
        accept_new_options=True,
        filter_mode="contains",
        select_all=False,
        key="words",
        persist_state=KEPT,
    )
    if filters.words:
        st.session_state.setdefault("within", Within.SENTENCE.value)
        st.selectbox(
            "Where the words stand",
            [each.value for each in Within],
            format_func=lambda each: WITHIN_SAID[Within(each)],
            label_visibility="collapsed",
            key="within",
            persist_state=KEPT,
        )


WITHIN_SAID: Final = {
    Within.SENTENCE: "In the sentence, title or place",
    Within.PARAGRAPH: "Also in the sentences around",
    Within.REPORT: "Anywhere in the report",
}


def those_that_are_on(filters: Filters) -> None:
    """Which filters are on, each removed with a press, and the way back to all."""
    on = filter_words.described(filters, workspace.name_of)
    if not on:
        return
    with st.container(key="filters_on"):
        st.html(f'<p role="status">{words.count(len(on), "filter")}:</p>')
        for each in on:
            st.button(
                f"{unmarked(isolated(cut(each.text)))} ✕",
                key=f"lift_{each.names[0]}",
                help="Remove this filter",
                on_click=filtering.lift,
                args=(each.names,),
            )
        st.button("Show all again", on_click=filtering.show_all, type="tertiary")


def kinds(numbers: Mapping[str, int], of_kinds: Tally) -> None:
    """One line a group of kinds, in the order of the legend, with its kinds on request; one without events stays."""
    st.html(f"<h2>Kind</h2>{spoken({group.label: numbers[group.id] for group in GROUPS})}")
    st.html(written({f"kind_{group.id}": numbers[group.id] for group in GROUPS}))
    for group in GROUPS:
        present = {code: number for code, number in of_kinds.items() if group_of(code) == group}
        with st.container(key=f"row_{group.id}", horizontal=True, gap=None):
            key = f"kind_{group.id}"
            st.session_state.setdefault(key, True)
            st.checkbox(group.label, key=key, width="stretch", persist_state=KEPT)
            if len(present) > 1:
                kinds_of(group, present)


def kinds_of(group: Group, present: Mapping[str, int]) -> None:
    """The kinds of a group, to show some of them only; drawn once they are asked for."""
    opened = st.popover(f"Kinds: {group.label}", type="tertiary", key=f"more_{group.id}", on_change="rerun")
    if opened.open:
        with opened:
            st.pills(
                f"Only some of “{group.label}”",
                list(present),
                selection_mode="multi",
                format_func=lambda code: f"{words.kind(code)} {present[code]:,}",
                key=f"kinds_{group.id}",
                persist_state=KEPT,
            )


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
    st.session_state.setdefault("statuses", list(filtering.STATUSES))
    pills("Status", "statuses", {status.value: label for status, label in words.STATUSES.items()}, numbers)


def pills(label: str, key: str, values: Mapping[str, str], numbers: Mapping[str, int]) -> None:
    """One pill a value, with its number."""
    st.pills(
        label,
        list(values),
        selection_mode="multi",
        format_func=lambda value: f"{values[value]} {numbers.get(value, 0):,}",
        key=key,
        persist_state=KEPT,
    )


def grade(numbers: Mapping[str, int]) -> None:
    """The news of the reports alone, or also what they recall and what they imagine."""
    more = sum(number for value, number in numbers.items() if value != Grade.PRIMARY)
    st.html(written({"background": more}))
    st.checkbox("Background too", key="background", width="stretch", persist_state=KEPT)


def sources(numbers: Tally) -> None:
    """The outlets or files that the reports came from."""
    every = f"All {words.count(len(numbers), 'source')}" if len(numbers) > 1 else "Every source"
    offering.several("Source", "sources", numbers, lambda value: workspace.name_of("sources", value), every=every)


def where(countries: Tally, units: Tally) -> None:
    """Countries and their regions in one list: what lies in any of them."""
    codes = countries.with_(units)
    offering.several("Place", filtering.WHERE, codes, region, every="Anywhere")


def region(code: str) -> str:
    """What a person calls a country or a region."""
    return workspace.name_of("admin1" if "." in code else "countries", code)


def more(numbers: Mapping[str, Tally]) -> None:
    """The rarer filters, drawn once they are asked for."""
    opened = st.expander("More filters", key=MORE, on_change="rerun")
    if not opened.open:
        return
    with opened:
        days()
        for facet in ("place_precision", "day_precision", "dated_by", "voices"):
            pills(filter_words.LABELS[facet], facet, filter_words.VALUES[facet], numbers[facet])
        several("Who says so", "claimants", numbers, every="Anyone")
        several("Report", "articles", numbers, every="Every report")
        for facet in ("doubts", "corrections"):
            pills(filter_words.LABELS[facet], facet, filter_words.VALUES[facet], numbers[facet])


def several(label: str, facet: str, numbers: Mapping[str, Tally], *, every: str) -> None:
    offering.several(label, facet, numbers[facet], lambda value: workspace.name_of(facet, value), every=every)


def days() -> None:
    """The days that are of interest at all; the map's window moves within them."""
    with st.container(horizontal=True):
        for label, key in (("From", "since"), ("Until", "until")):
            st.session_state.setdefault(key, None)
            st.date_input(
                label,
                value=None,
                min_value=date.min,
                max_value=date.max,
                format="DD/MM/YYYY",
                key=key,
                persist_state=KEPT,
            )
