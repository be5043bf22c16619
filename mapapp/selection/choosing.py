"""Which events pass the filters, and how many would pass with another value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import and_

import numpy as np
import numpy.typing as npt
import pandas as pd

from mapapp.reading.events.kinds import group_of
from mapapp.selection.area import inside
from mapapp.selection.filters import FACETS, LIFTED, Filters
from mapapp.selection.query import Query, fold, matches, parse
from mapapp.selection.tally import Tally

SEARCHED = ("sentence", "article_title", "place_label")
"""Columns that a search for words looks through, where no index did."""
OF_THEIR_OWN = frozenset({"kinds", "countries", "admin1"})
"""Facets that pass more than their own values."""

Mask = npt.NDArray[np.bool_]


def select(events: pd.DataFrame, filters: Filters, hits: Mask | None = None) -> pd.DataFrame:
    """The prepared events that pass every filter, in the order of the table.

    Args:
        events: prepared.
        filters: what the reader asked to see.
        hits: where an index found the words; None looks through sentences, titles and places.
    """
    return events[choice(events, filters, hits)]


def choice(events: pd.DataFrame, filters: Filters, hits: Mask | None = None) -> Mask:
    """For each prepared event whether it passes every filter; arguments as for `select`."""
    return _all_of(_masks(events, filters, hits), len(events))


def counts(
    events: pd.DataFrame, filters: Filters, hits: Mask | None = None, facets: Collection[str] = tuple(FACETS)
) -> dict[str, Tally]:
    """For each of these facets: how many events each value would show, the other filters applied and its own lifted.

    Values without any event that passes stay, with 0.
    """
    masks = _masks(events, filters, hits)
    failing = np.zeros(len(events), np.uint8)
    for mask in masks.values():
        failing += ~mask
    return {facet: _tally(events[FACETS[facet]], _passing(masks, failing, facet)) for facet in facets}


def hits_in(events: pd.DataFrame, words: str) -> Mask:
    """Where the words stand in sentence, title or place; reads every text, so it is for what has no index."""
    query = parse(words)
    columns = [events[name].astype(object).where(events[name].notna(), "") for name in SEARCHED]
    return np.fromiter((_has(query, texts) for texts in zip(*columns, strict=True)), dtype=bool, count=len(events))


def _has(query: Query, texts: tuple[str, ...]) -> bool:
    return matches(query, map(fold, texts))


def _passing(masks: Mapping[str, Mask], failing: npt.NDArray[np.uint8], facet: str) -> Mask:
    """What passes all masks but those that the facet lifts."""
    lifted = [masks[name] for name in LIFTED.get(facet, frozenset({facet})) if name in masks]
    passing: Mask = failing == sum((~mask).view(np.uint8) for mask in lifted)
    return passing


def _masks(events: pd.DataFrame, filters: Filters, hits: Mask | None) -> dict[str, Mask]:
    """One mask for each filter that is set."""
    chosen = {facet: getattr(filters, facet) for facet in FACETS if facet not in OF_THEIR_OWN}
    masks = {facet: _among(events[FACETS[facet]], values) for facet, values in chosen.items() if values is not None}
    if filters.kinds is not None:
        masks["kinds"] = _of_kinds(events, filters.kinds)
    if filters.countries is not None or filters.admin1 is not None:
        masks["where"] = _among(events["country"], filters.countries) | _among(events["admin1"], filters.admin1)
    if filters.area:
        masks["area"] = _within(events, filters.area)
    if filters.first_day:
        masks["first_day"] = (events["last_day"] >= np.datetime64(filters.first_day, "s")).to_numpy(dtype=bool)
    if filters.last_day:
        masks["last_day"] = (events["first_day"] <= np.datetime64(filters.last_day, "s")).to_numpy(dtype=bool)
    if filters.at_least > 0:
        masks["at_least"] = (events["confidence"] >= filters.at_least).to_numpy(dtype=bool)
    if parse(filters.words):
        masks["words"] = hits_in(events, filters.words) if hits is None else hits
    return masks


def _of_kinds(events: pd.DataFrame, kinds: frozenset[str]) -> Mask:
    narrowed = frozenset(group_of(code).id for code in kinds)
    whole = frozenset(events["group"].cat.categories) - narrowed
    return _among(events["kind"], kinds) | _among(events["group"], whole)


def _within(events: pd.DataFrame, corners: tuple[float, ...]) -> Mask:
    spots = events["spot"].to_numpy()
    points = np.full((2, spots.max(initial=-1) + 2), np.nan)
    # Spot -1 (no point) writes and reads the last place, which stays NaN.
    points[:, spots] = events["latitude"].to_numpy(float), events["longitude"].to_numpy(float)
    points[:, -1] = np.nan
    passes: Mask = inside(corners, *points)[spots]
    return passes


def _among(column: pd.Series, values: frozenset[str] | None) -> Mask:
    passes = column.cat.categories.isin(values or ())
    # Code -1 (no value) reads the appended False.
    among: Mask = np.append(passes, False)[column.cat.codes.to_numpy()]
    return among


def _all_of(masks: Mapping[str, Mask], length: int) -> Mask:
    return reduce(and_, masks.values(), np.ones(length, dtype=bool))


def _tally(column: pd.Series, mask: Mask) -> Tally:
    codes = column.cat.codes.to_numpy()[mask]
    return Tally(column.cat.categories, np.bincount(codes[codes >= 0], minlength=len(column.cat.categories)))
