"""The year that a month, or a day of a month, means where none is written."""

from __future__ import annotations

from datetime import date

from mapapp.reading.times.almanac import day_or_none
from mapapp.reading.times.expression import Expression
from mapapp.reading.times.rules.ranges import is_first, is_second, on_or_after, start_of
from mapapp.reading.times.story import year_ahead, year_of

_AHEAD = ("delivery", "settlement")
"""What is traded for a month is of the coming one."""
LONGEST_LOOK_AHEAD = 300
"""Days within which a month and day without a year lies where a verb says "ahead" or "back"."""
NOTE_AHEAD, REPORT_AHEAD = 6, 4
"""Months ahead of a note, and of a report, in which a month without a year or a verb may lie."""
LEAP_YEARS = 8
"""Years within which there is a 29 February, the turn of a century included."""


def year_near(said: Expression, month: int, day: int | None = None) -> int | None:
    """The year of a month (and day) without one: the story's, else by verbs and nearness to the document's day."""
    base = said.anchors.base
    if said.anchors.heading and said.kind_before() == "BREAK":  # an entry of a chronology
        return said.anchors.heading
    if base is None:
        return None
    if (written := year_ahead(said, month)) is not None:
        return written
    if day is not None and (first := start_of(said)):
        return on_or_after(first, month, day)
    stated = {"last": -1, "this": 0, "next": 1}.get(said.after()) if said.after(2) == "year" else None
    if stated is not None:
        return base.year + stated
    if day is None:
        return _year_of_a_month(said, base, month)
    if said.anchors.narrative:
        return year_of(said, month, day) or base.year
    return _year_of_day(said, base, month, day)


def _year_of_a_month(said: Expression, base: date, month: int) -> int:
    """ "May to August": the second month follows the first, the first of two past ones comes before the second."""
    if said.anchors.narrative:
        return year_of(said, month) or base.year
    if is_second(said) and said.kind_before(2) == "MONTH":
        first = int(said.tokens[said.first - 2].value)
        return _first_year(said, base, first, month) + (month < first)
    if is_first(said) and said.kind_after(2) == "MONTH":
        return _first_year(said, base, month, said.tokens[said.stop + 1].value)
    return _year_of_month(said, base, month)


def _first_year(said: Expression, base: date, first: int, second: int) -> int:
    if said.direction() >= 0:
        return _year_of_month(said, base, first)
    return _year_of_month(said, base, second) - (first > second)


def goes_on(said: Expression, day: date) -> bool:
    """Whether a report that tells what happened from a day on, in the present, may have come to this one: then a day
    without a year or a verb lies behind it rather than ahead of the report."""
    told = said.anchors.told
    return told is not None and not said.anchors.note and told <= day


def _year_of_month(said: Expression, base: date, month: int) -> int:
    direction = 1 if said.after() in _AHEAD else said.direction()
    if month == base.month:
        return base.year
    if direction == 0:
        ahead = NOTE_AHEAD if said.anchors.note else REPORT_AHEAD
        return base.year + (0 if -7 < month - base.month <= ahead else 1 if month < base.month else -1)
    if direction > 0:
        return base.year + (month < base.month)
    return base.year - (month > base.month)


def _year_of_day(said: Expression, base: date, month: int, day: int) -> int:
    leap = LEAP_YEARS if (month, day) == (2, 29) else 1
    options = [found for year in range(-leap, leap + 1) if (found := day_or_none(base.year + year, month, day))]
    if not options:
        return base.year
    nearest = min(options, key=lambda option: abs((option - base).days))
    direction = said.direction()
    fitting = [option for option in options if (option - base).days * direction >= 0]
    past = [option for option in options if option <= base]
    if direction <= 0 and past and goes_on(said, past[-1]):
        return past[-1].year
    if direction == 0 or not fitting:
        return nearest.year
    best = min(fitting, key=lambda option: abs((option - base).days))
    sure = leap > 1 or said.anchors.note or abs((best - base).days) < LONGEST_LOOK_AHEAD
    return best.year if sure else nearest.year
