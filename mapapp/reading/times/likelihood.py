"""Likelihoods over days: what evidence says of each day, and the shortest span that holds its mass.

A day is an index from FIRST_DAY. Scores are natural logarithms; 0 says nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from mapapp.model import TimeSpan

Scores = npt.NDArray[np.float64]
FIRST_DAY, LAST_DAY = date(1985, 1, 1), date(2035, 12, 31)
SIZE = (LAST_DAY - FIRST_DAY).days + 1
INDEX = np.arange(SIZE)
NEGLIGIBLE = 25.0
"""A day this far below the likeliest adds nothing."""
LOST = 50.0
"""All days this far below the likeliest together are less than the rounding of their sum."""
LEAP_CYCLE = 4 * 365 + 1
"""Days after which the calendar of these years comes again."""
_CALENDAR = np.datetime64(FIRST_DAY) + INDEX
YEAR = _CALENDAR.astype("datetime64[Y]").astype(np.int64) + 1970
"""Calendar year of each day."""
AHEAD_DAYS = 150
"""A day without a year is the coming one where that is at most so many days ahead."""
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


def peak(day: date, height: float, slope: float = 4.0) -> Scores:
    """`height` at the day, less `slope` for each day away, never below 0."""
    return np.maximum(0.0, height - slope * np.abs(INDEX - (day - FIRST_DAY).days))


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


def days_since(month: int, day: int) -> npt.NDArray[np.int64]:
    """For each day the days gone since the nearest such day of a year; negative while it is ahead."""
    day = min(day, 28) if month == 2 else day
    starts = [(date(year, month, day) - FIRST_DAY).days for year in range(FIRST_DAY.year - 1, FIRST_DAY.year + 6)]
    cycle = INDEX[:LEAP_CYCLE]
    nearest = np.searchsorted(starts, cycle + AHEAD_DAYS, side="right") - 1
    return np.resize(cycle - np.array(starts)[nearest], SIZE)


def shortest(scores: Scores, mass: float) -> TimeSpan:
    """The shortest run of days that holds this share of the probability."""
    most = scores.max()
    likely = np.flatnonzero(scores > most - NEGLIGIBLE)
    begin, stop = int(likely[0]), int(likely[-1]) + 1
    shares = np.exp(scores[begin:stop] - most)
    total = np.cumsum(shares) / shares.sum()
    starts = np.concatenate(([0.0], total[:-1]))
    ends = np.searchsorted(total, starts + mass - 1e-12)
    widths = np.where(ends < len(total), ends - np.arange(len(total)), SIZE)
    first = int(np.argmin(widths))
    return TimeSpan(day_of(begin + first), day_of(begin + min(int(ends[first]), len(total) - 1)))


def likeliest(scores: Scores, days: int) -> float:
    """The largest share of the probability that lies within so many days on end."""
    return float(_shares_within(scores, days)[0].max())


def widest(scores: Scores, days: int) -> int:
    """Index of the first of so many days on end that hold the largest share."""
    shares, begin = _shares_within(scores, days)
    return begin + int(shares.argmax())


def _shares_within(scores: Scores, days: int) -> tuple[Scores, int]:
    """The shares of so many days on end, from the index that comes with them on; those left out hold nothing."""
    most = scores.max()
    likely = np.flatnonzero(scores > most - LOST)
    begin, stop = max(int(likely[0]) - days, 0), int(likely[-1]) + 1 + days
    shares = np.exp(scores[begin:stop] - most)
    total = np.concatenate(([0.0], np.cumsum(shares / shares.sum())))
    return total[days:] - total[:-days], begin
