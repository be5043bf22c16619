"""Likelihoods over days: what evidence says of each day, and the shortest span that holds its mass.

A day is an index from FIRST_DAY. Scores are natural logarithms; 0 says nothing.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from mapapp.model import TimeSpan

Scores = npt.NDArray[np.float64]
FIRST_DAY, LAST_DAY = date(1985, 1, 1), date(2035, 12, 31)
SIZE = (LAST_DAY - FIRST_DAY).days + 1
INDEX = np.arange(SIZE)
NEGLIGIBLE = 25.0
"""A day this far below the likeliest adds nothing."""
LEAP_CYCLE = 4 * 365 + 1
"""Days after which the calendar of these years comes again."""
FADING_DAYS = 900.0
_FADING = INDEX / FADING_DAYS
WEEKDAY = (INDEX + FIRST_DAY.weekday()) % 7


def index_of(day: date) -> int:
    """Index of a day, kept within the bounds."""
    return min(max((day - FIRST_DAY).days, 0), SIZE - 1)


def day_of(index: int) -> date:
    return FIRST_DAY + timedelta(index)


def within(first: date, last: date | None, before: float, after: float) -> Scores:
    """0 from the first to the last day, `before` and `after` outside."""
    scores = np.zeros(SIZE)
    scores[: index_of(first)] = before
    if last is not None:
        scores[index_of(last) + 1 :] = after
    return scores


def faded(scores: Scores, first: date) -> Scores:
    """Less from day to day: reports of a thing get e times rarer in `FADING_DAYS`; changes the scores in place."""
    start = index_of(first)
    scores[start:] -= _FADING[: SIZE - start]
    return scores


def peak(day: date, height: float, slope: float = 4.0) -> Scores:
    """`height` at the day, less `slope` for each day away, never below 0."""
    return np.maximum(0.0, height - slope * np.abs(INDEX - (day - FIRST_DAY).days))


def around(day: date, width: float, floor: float) -> Scores:
    """0 at the day, falling by 1 each `width` days, never below `floor`."""
    return np.maximum(floor, -np.abs(INDEX - (day - FIRST_DAY).days) / width)


def plateau(first: date, days: float, slope: float, floor: float) -> Scores:
    """0 for so many days from the first; outside less by 1 each `slope` days, never below `floor`."""
    middle, reach = (first - FIRST_DAY).days + days / 2, days / 2
    scores: Scores = np.maximum(floor, np.minimum(0.0, reach - np.abs(INDEX - middle)) / slope)
    return scores


def yearly(month: int, day: int, steps: tuple[tuple[int, float], ...], floor: float) -> Scores:
    """By the days gone since the nearest such day of a year: the score of the first step (up to, score) that reaches.

    A step's bound counts days after the date; negative ones lie before it.
    """
    bounds = [-366, *[bound for bound, _ in steps]]
    values = [score for _, score in steps]
    scores = np.full(LEAP_CYCLE, floor)
    for year in range(FIRST_DAY.year - 1, FIRST_DAY.year + 6):
        at = (date(year, month, min(day, 28) if month == 2 else day) - FIRST_DAY).days
        for low, high, value in zip(bounds, bounds[1:], values, strict=False):
            first, last = max(at + low + 1, 0), min(at + high + 1, LEAP_CYCLE)
            if first < last:
                scores[first:last] = np.maximum(scores[first:last], value)
    return np.resize(scores, SIZE)


@cache
def _gap_table() -> dict[str, tuple[list[int], list[float]]]:
    """gaps.csv: for a kind of mention how often publication lay so many days after it."""
    table: dict[str, tuple[list[int], list[float]]] = {}
    with resources.files(__package__).joinpath("gaps.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            edges, counts = table.setdefault(row["kind"], ([], []))
            edges.append(int(row["from_days"]))
            counts.append(float(row["count"]))
    return table


@cache
def _gap_density(kind: str) -> Scores:
    """Log density by gap from -SIZE to SIZE days, centred."""
    edges, counts = _gap_table()[kind]
    stops = [*edges[1:], SIZE]
    gaps = np.arange(-SIZE, SIZE + 1)
    total = sum(counts) + 0.3 * len(counts)
    density = np.zeros(len(gaps))
    for first, last, count in zip(edges, stops, counts, strict=True):
        low, high = max(first, -8000), min(last, 12000)
        density[(gaps >= first) & (gaps < last)] = np.log((count + 0.3) / total / max(high - low, 1))
    scaled: Scores = density - density.max()
    return scaled


def gap(kind: str, day: date, weight: float) -> Scores:
    """How likely a text of each day mentions this day, as counted in dated texts."""
    at = (day - FIRST_DAY).days
    density: Scores = weight * _gap_density(kind)[SIZE - at : 2 * SIZE - at]
    return density


def shortest(scores: Scores, mass: float) -> TimeSpan:
    """The shortest run of days that holds this share of the probability."""
    likely = np.flatnonzero(scores > scores.max() - NEGLIGIBLE)
    begin, stop = int(likely[0]), int(likely[-1]) + 1
    shares = np.exp(scores[begin:stop] - scores.max())
    total = np.cumsum(shares) / shares.sum()
    starts = np.concatenate(([0.0], total[:-1]))
    ends = np.searchsorted(total, starts + mass - 1e-12)
    widths = np.where(ends < len(total), ends - np.arange(len(total)), SIZE)
    first = int(np.argmin(widths))
    return TimeSpan(day_of(begin + first), day_of(begin + min(int(ends[first]), len(total) - 1)))


def years(scores: Scores) -> tuple[int, float]:
    """The likeliest year and its probability."""
    shares = np.exp(scores - scores.max())
    by_year = np.add.reduceat(shares, _YEAR_STARTS) / shares.sum()
    best = int(np.argmax(by_year))
    return FIRST_DAY.year + best, float(by_year[best])


_YEAR_STARTS = [index_of(date(year, 1, 1)) for year in range(FIRST_DAY.year, LAST_DAY.year + 1)]
