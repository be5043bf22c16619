"""Arithmetic on days: shift by a unit, write a day at a granularity, read a TIMEX3 value back as a span of days.

Units are those of `words.toml`: D, W, M, Q, Y, DE (decade), CE (century), WE (weekend), W2 (fortnight), TS, TM, TH.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib import resources

from mapapp.model import TimeSpan

CLOCK_UNITS = ("TS", "TM", "TH")
DAYS_OF = {"D": 1, "W": 7, "WE": 7, "W2": 14}
MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def months_on(day: date, count: int) -> date:
    """The same day of the month so many months later, or the last day of it; ValueError outside years 1 to 9998."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9998:
        raise ValueError(f"year {year} is out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day; None where the calendar has none of these numbers."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date, unit: str, count: float) -> date:
    """The day `count` units later, earlier when negative; clock units leave it as it is."""
    if unit in DAYS_OF:
        return day + timedelta(int(count) * DAYS_OF[unit])
    return months_on(day, int(count) * MONTHS_OF[unit]) if unit in MONTHS_OF else day


ERA = 5000
"""A year n before Christ is counted as the year 5000 - n, so that arithmetic and order hold in a story of it."""
KEPT = range(3000, ERA)
"""Years that stand for years before Christ."""


def in_era(value: str) -> str:
    """The value as TIMEX3 writes it: "4510-08" is "BC0490-08"."""
    year = int(value[:4]) if value[:1] in ("3", "4") and value[:4].isdigit() and len(value) > 3 else 0
    return f"BC{ERA - year:04d}{value[4:]}" if year in KEPT else value


def write(day: date, unit: str) -> str:
    """The day at a granularity, as TIMEX3 writes it: "2022", "2022-02", "2022-W08-WE"."""
    year, week, _ = day.isocalendar()
    if day.year in KEPT and unit in ("DE", "CE"):
        return f"BC{(ERA - day.year) // 10:03d}" if unit == "DE" else f"BC{(ERA - day.year) // 100:02d}"
    written = {
        "Y": f"{day.year:04d}",
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "W": f"{year:04d}-W{week:02d}",
        "WE": f"{year:04d}-W{week:02d}-WE",
        "DE": f"{day.year // 10:03d}",
        "CE": f"{day.year // 100:02d}",
    }
    return written.get(unit, day.isoformat())


def easter(year: int) -> date:
    """Sunday of Easter in the Gregorian calendar (anonymous algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Sunday of Easter by the Julian calendar, written in the Gregorian one (Meeus), right from 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    if nth < 0:
        last = months_on(date(year, month, 1), 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _rows(name: str) -> list[dict[str, str]]:
    with resources.files(__package__).joinpath(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def holidays() -> dict[str, str]:
    """Name of a named day, in lower case, to its rule: "12-25", "4 thu 11 +1", "easter -2" or "table diwali"."""
    return {row["name"]: row["rule"] for row in _rows("holidays.csv")}


@cache
def capital_holidays() -> frozenset[str]:
    """Names of days that are common words without their capitals."""
    return frozenset(row["name"] for row in _rows("holidays.csv") if row["capital"])


def beside(day: date, weekday: int, steps: int, nth: int = 1) -> date:
    """The nth such weekday (0 Monday) after the day, or with steps of -1 before it; never the day itself."""
    away = (steps * (weekday - day.weekday())) % 7 or 7
    return day + timedelta(steps * (away + 7 * (nth - 1)))


@cache
def independence_days() -> dict[str, str]:
    """Name and adjective of a country, in lower case, to the rule of its Independence Day."""
    return {word.lower(): row["rule"] for row in _rows("independence_days.csv") for word in row["words"].split("|")}


@cache
def movable_days() -> dict[int, dict[str, str]]:
    """Days of lunar calendars, 1990 to 2035: year to name to month and day ("" where the table does not say).

    First days, in daylight, as the calendars compute or announced them (source: the tables of PyPI's holidays 0.109).
    """
    return {int(row["year"]): row for row in _rows("movable_days.csv")}


def _movable(name: str, year: int) -> date:
    written = movable_days().get(year, {}).get(name)
    if not written:
        raise ValueError(f"no day of {name} is known for {year}")
    return date(year, int(written[:2]), int(written[3:]))


def holiday(rule: str, year: int) -> date:
    """The day of a rule of `holidays.csv` in a year; ValueError where a table does not reach that year."""
    if found := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return date(year, int(found[1]), int(found[2]))
    words = rule.split()
    offset = int(words.pop()) if words[-1][0] in "+-" else 0
    if words[0] == "table":
        start = _movable(" ".join(words[1:]), year)
    elif words[-1] == "easter":
        start = orthodox_easter(year) if words[0] == "orthodox" else easter(year)
    else:
        start = nth_weekday(year, int(words[2]), WEEKDAYS.index(words[1]), int(words[0]))
    return start + timedelta(offset)


def _day(found: re.Match[str]) -> TimeSpan:
    day = date(int(found[1]), int(found[2]), int(found[3]))
    return TimeSpan(day, day)


def _months(first: date, count: int) -> TimeSpan:
    return TimeSpan(first, months_on(first, count) - timedelta(1))


def _week(found: re.Match[str]) -> TimeSpan:
    first = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
    return TimeSpan(first, first + timedelta(1 if found[3] else 6))


def _years(found: re.Match[str]) -> TimeSpan:
    width = 10 ** (4 - len(found[1]))
    first = int(found[1]) * width
    return TimeSpan(date(first, 1, 1), date(first + width - 1, 12, 31))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], TimeSpan]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"), _day),
    (re.compile(r"(\d{4})-(\d\d)"), lambda m: _months(date(int(m[1]), int(m[2]), 1), 1)),
    (re.compile(r"(\d{4})-W(\d\d)(-WE)?"), _week),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda m: _months(date(int(m[1]), 3 * int(m[2]) - 2, 1), 3)),
    (re.compile(r"(\d{4})-H([12])"), lambda m: _months(date(int(m[1]), 6 * int(m[2]) - 5, 1), 6)),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda m: _months(date(int(m[1]), SEASON_STARTS[m[2]], 1), 3)),
    (re.compile(r"(\d{2,4})"), _years),
)


def days_of_value(value: str) -> TimeSpan | None:
    """The days that a TIMEX3 DATE or TIME value names; None for vague, partial and impossible ones."""
    for pattern, read in _READERS:
        if found := pattern.fullmatch(value):
            try:
                return read(found)
            except (ValueError, OverflowError):
                return None
    return None
