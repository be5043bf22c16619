"""Dates in figures: which part is the day, which the month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mapapp.reading.times.almanac import day_or_none

LATEST_SHORT_YEAR = 40
"""Two digits of a year up to which it is of this century."""


def whole_year(year: int) -> int:
    """2016 of 16, 1998 of 98; years of more digits as they are."""
    return year + (0 if year > 99 else 1900 if year > LATEST_SHORT_YEAR else 2000)


def _parts(written: str) -> list[int]:
    return [int(part) for part in re.split(r"[-/.]", written.strip("."))]


def _orders(first: int, second: int, *, day_first: bool) -> Iterator[tuple[int, int]]:
    """Month and day: the likelier order before the other, only those that a calendar has."""
    both = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    return ((month, day) for month, day in both if 1 <= month <= 12 and 1 <= day <= 31)


def day_in_figures(written: str, *, day_first: bool = False, weekday: int | None = None) -> date | None:
    """ "2022-2-28", "28.02.2022", "2/28/22": month first, unless a point separates, the first cannot be a month, other
    dates of the text are written with the day first, or only that order agrees with the weekday written beside it."""
    first, second, third = _parts(written)
    if len(written) > 4 and written[:4].isdigit():
        return day_or_none(first, second, third)
    orders = _orders(first, second, day_first=day_first or "." in written)
    days = [day for month, number in orders if (day := day_or_none(whole_year(third), month, number))]
    return next((day for day in days if day.weekday() == weekday), days[0] if days else None)


def month_and_day(written: str, *, day_first: bool = False) -> tuple[int, int] | None:
    """ "6/20", "20.6": month and day; None where they cannot be."""
    first, second = _parts(written)
    return next(_orders(first, second, day_first=day_first or "." in written), None)


def month_and_year(written: str) -> str | None:
    """ "5/2014", "2014-05" as "2014-05"; None where they cannot be."""
    month, year = sorted(_parts(written))
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and 1900 <= year <= 2100 else None
