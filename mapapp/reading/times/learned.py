"""Learned scores: for each kind of evidence, and each step of days after it, how likely a report is of such a day.

`likelihoods.csv` holds them; `training` fits them to dated corpora. A cell is the number of a row of that table.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from mapapp.reading.times.likelihood import FIRST_DAY, INDEX, SIZE, Scores, index_of

TABLE = "likelihoods.csv"
Cells = npt.NDArray[np.uint16]
"""For each day the row of the table that holds its score."""
Lasting = tuple[date, date | None]
"""First and last day; None while it lasts."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of evidence with its steps."""

    bounds: tuple[int, ...]
    """Where each step but the lowest begins."""
    lowest: int
    """Cell of the lowest step; those of the others follow."""
    by_gap: Cells
    """Cells of days from SIZE before the evidence to SIZE after it."""

    def cells(self, values: npt.NDArray[np.int64]) -> Cells:
        """The cell of each value, which is a number of days, years or happenings from -SIZE to SIZE."""
        return self.by_gap.take(values + SIZE)


@cache
def rows() -> list[tuple[str, str, float]]:
    """(kind, from, score) as in the table; `from` is empty for the lowest step."""
    with resources.files(__package__).joinpath(TABLE).open(encoding="utf-8") as lines:
        return [(row["kind"], row["from"], float(row["score"])) for row in csv.DictReader(lines)]


@cache
def kinds() -> dict[str, Kind]:
    found: dict[str, list[int]] = {}
    for cell, (kind, _, _) in enumerate(rows()):
        found.setdefault(kind, []).append(cell)
    return {kind: _kind(cells) for kind, cells in found.items()}


def _kind(cells: Sequence[int]) -> Kind:
    bounds = tuple(int(rows()[cell][1]) for cell in cells[1:])
    gaps = np.arange(-SIZE, SIZE + 1)
    return Kind(bounds, cells[0], (cells[0] + np.searchsorted(bounds, gaps, side="right")).astype(np.uint16))


@cache
def table_scores() -> Scores:
    return np.array([score for _, _, score in rows()])


def since(kind: str, day: date) -> Cells:
    """Cells by the days gone since a day."""
    at = min(max((day - FIRST_DAY).days, 0), SIZE)
    return kinds()[kind].by_gap[SIZE - at : 2 * SIZE - at]


def lasting(kind: str, over: str, span: Lasting) -> Cells:
    """Cells by the days since something began, and since it ended once it has."""
    first, last = span
    cells = since(kind, first)
    if last is None or index_of(last) == SIZE - 1:
        return cells
    end = index_of(last) + 1
    return np.concatenate((cells[:end], since(over, last)[end:]))


def of_nearest(spans: Sequence[Lasting], cells: Sequence[Cells]) -> Cells:
    """For each day the cell of the span that holds it, the latest begun one where several do, else of the nearest."""
    first, *others = sorted(range(len(spans)), key=lambda one: spans[one][0], reverse=True)
    if not others:
        return cells[first]
    nearest, least = cells[first].copy(), _away(spans[first])
    for one in others:
        away = _away(spans[one])
        np.copyto(nearest, cells[one], where=away < least)
        np.minimum(least, away, out=least)
    return nearest


def _away(span: Lasting) -> npt.NDArray[np.int64]:
    """Days between each day and a span; 0 inside."""
    first, last = index_of(span[0]), SIZE if span[1] is None else index_of(span[1])
    return np.maximum(np.maximum(first - INDEX, INDEX - last), 0)
