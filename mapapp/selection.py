"""What the reader asked to see: a table of events in, a table of events out.

Pure. A table has one row an event with the columns of `Store.events_frame`. `prepare` it once and every later
`select` and `counts` is a handful of boolean masks: milliseconds at 100,000 rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np
import numpy.typing as npt
import pandas as pd

from mapapp.model import Grade
from mapapp.reading.events.kinds import GROUPS, group_of

FACETS: Mapping[str, str] = {
    "groups": "group",
    "statuses": "status",
    "grades": "grade",
    "sources": "source",
    "countries": "country",
    "articles": "article_id",
}
"""Field of `Filters` -> the column that it chooses values of."""

SEARCHED = ("sentence", "article_title", "place_label")
"""Columns that a search for words looks through."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked to see; None for a facet lets every value pass, the empty set lets none."""

    groups: frozenset[str] | None = None
    """Ids of groups of kinds: "battle", "strike", ..."""
    statuses: frozenset[str] | None = None
    grades: frozenset[str] | None = frozenset({Grade.PRIMARY.value})
    """The news of the reports at first; None adds background."""
    sources: frozenset[str] | None = None
    countries: frozenset[str] | None = None
    """ISO 3166-1 alpha-2; "" for places of no one country."""
    articles: frozenset[str] | None = None
    at_least: float = 0.0
    """Least confidence, 0 to 1."""
    words: str = ""
    """Each must stand in the sentence, the title or the place's name, in any case."""


def prepare(events: pd.DataFrame) -> pd.DataFrame:
    """The same events with a `group` column and the columns that filters choose from as categories.

    `text` holds what a search for words looks through, in lower case.
    """
    groups = events["kind"].map({code: group_of(code).id for code in events["kind"].unique()})
    facets = events.assign(group=groups, country=events["country"].fillna(""), source=events["source"].fillna(""))
    columns = {column: facets[column].astype("category") for column in FACETS.values()}
    columns["group"] = columns["group"].cat.set_categories([group.id for group in GROUPS])
    texts = (facets[column].fillna("").astype(str) for column in SEARCHED)
    return facets.assign(**columns, text=reduce(lambda left, right: left + "\n" + right, texts).str.lower())


def located(events: pd.DataFrame) -> pd.DataFrame:
    """The events that a map with a time line can show: those with a place and a day."""
    return events[events["latitude"].notna() & events["first_day"].notna()]


def select(events: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The prepared events that pass every filter, in the order of the table."""
    return events[_all_of(_masks(events, filters), len(events))]


def counts(events: pd.DataFrame, filters: Filters) -> dict[str, dict[str, int]]:
    """For each facet: how many events each value would show, the other filters applied and its own lifted.

    Values without any event that passes stay, with 0.
    """
    masks = _masks(events, filters)
    return {
        facet: _count(
            events[column], _all_of({name: mask for name, mask in masks.items() if name != facet}, len(events))
        )
        for facet, column in FACETS.items()
    }


def _masks(events: pd.DataFrame, filters: Filters) -> dict[str, Mask]:
    """One mask for each filter that is set."""
    chosen = {facet: getattr(filters, facet) for facet in FACETS}
    masks = {facet: _among(events[FACETS[facet]], values) for facet, values in chosen.items() if values is not None}
    if filters.at_least > 0:
        masks["at_least"] = (events["confidence"] >= filters.at_least).to_numpy(dtype=bool)
    for word in filters.words.lower().split():
        masks[f"word {word}"] = events["text"].str.contains(word, regex=False).to_numpy(dtype=bool)
    return masks


def _among(column: pd.Series, values: frozenset[str]) -> Mask:
    passes = column.cat.categories.isin(values)
    # Code -1 (no value) reads the appended False.
    return np.append(passes, False)[column.cat.codes.to_numpy()]


def _all_of(masks: Mapping[str, Mask], length: int) -> Mask:
    return reduce(and_, masks.values(), np.ones(length, dtype=bool))


def _count(column: pd.Series, mask: Mask) -> dict[str, int]:
    codes = column.cat.codes.to_numpy()[mask]
    numbers = np.bincount(codes[codes >= 0], minlength=len(column.cat.categories))
    return {str(value): int(number) for value, number in zip(column.cat.categories, numbers, strict=True)}
