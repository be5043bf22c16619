"""Lists to choose from that stay quick however many values there are, and words to offer while someone types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from mapapp.app import workspace
from mapapp.selection import Tally, fold
from mapapp.store import spelled

KEPT: Final = "session"
"""Filters outlive a look at another page."""
MOST_OFFERED: Final = 200
"""Values in a list; where there are more, a field above it looks for others."""
WORDS_OFFERED: Final = 400
NAMES_OFFERED: Final = 150
"""Sent again with every click; any other word can be typed."""
TEXTS_LOOKED_AT: Final = 4000
"""Sentences that tell how a word is written."""


def several(label: str, key: str, values: Tally, named: Callable[[str], str], *, every: str) -> None:
    """A list of values with their numbers, those with most events first; nothing chosen lets all pass."""
    chosen: Sequence[str] = st.session_state.get(key) or ()
    looked_for = ""
    if len(values) > MOST_OFFERED:
        looked_for = st.text_input(
            f"Find among {len(values):,}", key=f"find_{key}", placeholder=f"Find among {len(values):,}"
        )
    offered = matching(values, looked_for, named, chosen)
    labels = distinct({value: f"{named(value)} ({number:,})" for value, number in offered.items()})
    st.multiselect(
        label,
        list(labels),
        format_func=labels.__getitem__,
        placeholder=every,
        filter_mode="contains",
        select_all=False,
        key=key,
        persist_state=KEPT,
    )


def matching(values: Tally, looked_for: str, named: Callable[[str], str], also: Collection[str]) -> dict[str, int]:
    """The values to offer: those whose name has the words that are looked for, as many as a list holds."""
    if not (wanted := fold(looked_for)):
        return values.top(MOST_OFFERED, also)
    found = [value for value in values if f" {wanted}" in f" {fold(named(value))}"]
    most = sorted(found, key=lambda value: -values[value])[:MOST_OFFERED]
    return {value: values.get(value, 0) for value in dict.fromkeys([*most, *also])}


def distinct(labels: dict[str, str]) -> dict[str, str]:
    """The same with alike ones numbered: the browser answers with the label."""
    seen: Counter[str] = Counter()
    told = {}
    for value, label in labels.items():
        seen[label] += 1
        told[value] = label if seen[label] == 1 else f"{label} · {seen[label]}"
    return told


def words() -> dict[str, str]:
    """What to offer to someone who types into the search: places, claimants and words that occur, with numbers."""
    return _words(workspace.folder(), workspace.stamp())


@st.cache_resource(show_spinner=False, max_entries=2)
def _words(path: Path, stamp: workspace.Stamp) -> dict[str, str]:
    events = workspace.events()
    offered: dict[str, str] = {}
    for column, what in (("place_name", "place"), ("claimant", "says so")):
        for name, number in most(events[column]).items():
            term = name if len(fold(name).split()) == 1 and fold(name) == name.lower() else f'"{name}"'
            offered.setdefault(term, f"{name} · {what}, {number:,}")
    vocabulary = workspace.store().vocabulary(WORDS_OFFERED)
    step = max(1, len(events) // TEXTS_LOOKED_AT)
    written = spelled(vocabulary, events["sentence"].iloc[::step])
    for term, number in vocabulary.items():
        offered.setdefault(written[term], f"{written[term]} · {number:,}")
    return distinct(offered)


def most(values: pd.Series) -> dict[str, int]:
    """The names that most events have; none that could not be typed as a phrase."""
    numbers = values.value_counts()
    named = {str(name): int(number) for name, number in numbers.items() if number and fold(str(name))}
    return {name: number for name, number in list(named.items())[:NAMES_OFFERED] if '"' not in name}
