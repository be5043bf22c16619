"""Parts of a month, year or week that is named beside them: "the last Friday of next month", "the rest of the week"."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeSpan, TimeType
from mapapp.reading.times.almanac import days_of_value, months_on, nth_weekday, shift, write
from mapapp.reading.times.direction import is_talk
from mapapp.reading.times.expression import RULES, Dated, Expression, Value
from mapapp.reading.times.rules.dates import day_number
from mapapp.reading.times.rules.durations import amount
from mapapp.reading.times.rules.months import month_meant
from mapapp.reading.times.rules.ranges import is_second, second_end

DATE, DURATION = TimeType.DATE, TimeType.DURATION
_SPANS = ("DE", "CE", "Y", "Q", "M", "W")
"""Units that have parts."""
_YEAR = (365, 366)
SATURDAY = 5
"""The first weekday that is no working day."""


def period(said: Expression) -> TimeSpan | None:
    """The days of "May 2016", "next month", "the year", "2016"."""
    base = said.anchors.base
    if "MONTH" in said:
        value = month_meant(said)
    elif said.year:
        value = f"{said.year:04d}"
    elif base and said.unit in _SPANS:
        value = write(shift(base, said.unit, said.steps), said.unit)
    else:
        value = None
    return days_of_value(value) if value else None


def _behind_of(said: Expression) -> Expression:
    """What stands behind the last "of" or "in"."""
    at = max(index for index, token in enumerate(said.inside) if token.kind in ("OF", "IN"))
    return said.part(at + 1, len(said))


def _of(said: Expression) -> bool:
    return all(token.low in ("in", "of") for token in said.inside if token.kind == "IN")


def _nth(said: Expression) -> int:
    """1 for "first", -1 for "last", 0 for another word."""
    head = said.part(0, 2)
    return int(head.value("ORD") or (-1 if "LAST" in head else 0))


@RULES.rule("THE? (ORD|LAST) (WDAY|UNIT) (OF|IN) WHOLE")
def nth_in_period(said: Expression) -> Value:
    """ "the last Friday of March", "the second week of 2016", "the first day of next month"."""
    nth, days = _nth(said), period(_behind_of(said))
    if not nth or days is None or not _of(said):
        return None
    head = said.part(0, 3)
    if "WDAY" in head:
        return _nth_weekday(days, head.value("WDAY"), nth)
    found = _NTH[head.unit](days, nth) if head.unit in _NTH else None
    return (DATE, write(found, head.unit)) if found and days.first_day <= found <= days.last_day else None


def _nth_weekday(days: TimeSpan, weekday: int, nth: int) -> Value:
    start = days.first_day + timedelta((weekday - days.first_day.weekday()) % 7)
    last = days.last_day - timedelta((days.last_day.weekday() - weekday) % 7)
    found = last if nth < 0 else start + timedelta(7 * (nth - 1))
    return (DATE, found.isoformat()) if found <= days.last_day else None


def _nth_day(days: TimeSpan, nth: int) -> date:
    return days.last_day if nth < 0 else days.first_day + timedelta(nth - 1)


def _nth_week(days: TimeSpan, nth: int) -> date:
    """By the rule of ISO 8601 for years: the first week is the one with four of the days."""
    return days.last_day - timedelta(3) if nth < 0 else days.first_day + timedelta(7 * nth - 4)


def _nth_weekend(days: TimeSpan, nth: int) -> date:
    if nth < 0:
        return nth_weekday(days.last_day.year, days.last_day.month, 5, -1)
    return nth_weekday(days.first_day.year, days.first_day.month, 5, nth)


def _nth_month(days: TimeSpan, nth: int) -> date:
    return days.last_day if nth < 0 else months_on(days.first_day, nth - 1)


def _nth_quarter(days: TimeSpan, nth: int) -> date:
    return days.last_day if nth < 0 else months_on(days.first_day, 3 * (nth - 1))


_NTH = {"D": _nth_day, "W": _nth_week, "WE": _nth_weekend, "M": _nth_month, "Q": _nth_quarter}
"""Unit to the function that finds a day of the nth of it."""


@RULES.rule("THE? (ORD|LAST) TRADING UNIT (OF|IN) WHOLE")
def working_day(said: Expression) -> Value:
    """ "the last working day of the month": from Monday to Friday."""
    nth, days = _nth(said), period(_behind_of(said))
    if days is None or not nth or said.words[2 - ("THE" not in said.part(0, 1))] not in ("working", "business"):
        return None
    every = [days.first_day + timedelta(step) for step in range(min(days.days, 366))]
    working = [day for day in every if day.weekday() < SATURDAY]
    return DATE, working[nth if nth < 0 else nth - 1].isoformat()


@RULES.rule("THE? (ORD|LAST) NUMBER UNITS (OF|IN) WHOLE")
def some_of_period(said: Expression) -> Value:
    """ "the first two weeks of May", "the last 2 months of 2020": a length with its days."""
    if not is_talk(said.tokens, said.first) and not said.anchors.narrative:  # reports are annotated with the two apart
        return None
    nth, days = _nth(said), period(_behind_of(said))
    at = next(index for index, token in enumerate(said.inside) if token.kind == "UNITS")
    unit, count = said.inside[at].value, said.part(1 if said.words[0] != "the" else 2, at).number
    if days is None or count is None or nth not in (1, -1) or unit not in ("D", "W", "M", "Q", "Y") or not _of(said):
        return None
    if nth > 0:
        meant = TimeSpan(days.first_day, shift(days.first_day, unit, count) - timedelta(1))
    else:
        meant = TimeSpan(shift(days.last_day + timedelta(1), unit, -count), days.last_day)
    return Dated(DURATION, amount(count, unit), meant) if meant.days <= days.days else None


def _written(said: Expression, days: TimeSpan) -> str:
    return write(days.first_day, said.unit or ("M" if "MONTH" in said else "Y"))


@RULES.rule("THE? (ORD|LAST|FINAL) HALF OF? WHOLE")
def half_of_period(said: Expression) -> Value:
    """ "the first half of July": its days; halves of years have values of their own."""
    at = next(index for index, token in enumerate(said.inside) if token.kind == "HALF") + 1
    behind = said.part(at + (said.inside[at].kind == "OF"), len(said))
    nth, days = _nth(said), period(behind)
    nth = 2 if nth < 0 or "FINAL" in said else nth
    if days is None or nth not in (1, 2):
        return None
    if _YEAR[0] <= days.days <= _YEAR[1]:
        return DATE, f"{days.first_day.year:04d}-H{nth}"
    half = days.days // 2 if days.days != 31 else 15
    middle = days.first_day + timedelta(half - 1)
    meant = TimeSpan(days.first_day, middle) if nth == 1 else TimeSpan(middle + timedelta(1), days.last_day)
    return Dated(DATE, _written(behind, days), meant)


@RULES.rule("ALL OF? (THE|THIS|NEXT|LAST)? UNIT | (THE|THIS) FULL UNIT")
def whole_unit(said: Expression) -> Value:
    """ "all week", "all of next month", "the whole week"."""
    base, unit = said.anchors.base, said.unit
    fits = base and unit in ("W", "M", "Y") and is_talk(said.tokens, said.first)
    return (DATE, write(shift(base, unit, said.steps), unit)) if base and fits else None


@RULES.rule("THE? FULL? UNIT OF (MONTH (OF? COMMA? YEARS)?|YEARS)")
def unit_of(said: Expression) -> Value:
    """ "the month of July", "the year of 2010"."""
    unit, days = said.unit, period(_behind_of(said))
    fits = unit == ("M" if "MONTH" in said else "Y")
    return (DATE, write(days.first_day, unit)) if days and fits else None


@RULES.rule("(INT|THE? ORD) (?=(HYPHEN|IN|AND) THE? (INT|ORD) (OF|IN)? (THE|THIS|NEXT|LAST) (UNIT|MONTH))")
def first_of_unit(said: Expression) -> Value:
    """ "from the 5th to the 9th of next month": the first day is of the month of the second."""
    end = second_end(said)
    number = said.value("ORD") or said.value("INT")
    if end is None or end[1] is None or len(end[1][1]) != len("2020-09-16"):
        return None
    return DATE, date.fromisoformat(end[1][1]).replace(day=number).isoformat()


@RULES.rule(
    "THE? (ORD|CARD HYPHEN? ORD|INT) OF (THE|NEXT|LAST|THIS) UNIT | THE? ORD (NEXT|LAST|THIS) UNIT",
    "THE? (INT|ORD) (OF|IN)? (NEXT|LAST|THIS) (UNIT|MONTH)",
)
def day_of_unit(said: Expression) -> Value:
    """ "the 3rd of next month"; without "of" the end of a range, "5-9 next month"."""
    number = day_number(said)
    loose = "OF" not in said and ("INT" in said or "IN" in said or "MONTH" in said)
    days = period(said.part(len(said) - 2, len(said)))
    fits = days is not None and said.unit in ("M", "") and 1 <= number <= days.days
    if (loose and not is_second(said)) or not _of(said):
        return None
    return (DATE, _nth_day(days, number).isoformat()) if days and fits else None
