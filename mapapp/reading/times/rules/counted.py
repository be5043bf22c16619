"""Days counted from another one: "two weeks after next Friday", "a week on Monday", "the day before the 3rd"."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import holiday, shift, write
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.dates import WRITTEN, closes, day_number, written_day
from mapapp.reading.times.rules.ordinals import nearest_numbered
from mapapp.reading.times.rules.seasons import holiday_year
from mapapp.reading.times.rules.weekdays import weekday_near

DATE = TimeType.DATE
_COUNTED = ("D", "W", "M", "Y", "W2")
"""Units in which days are counted."""
_DAY = "((LAST|NEXT|THIS)? WDAY|HOLIDAY YEARS?|DATE|THE ORD|DAYREL)"


def day_meant(said: Expression) -> date | None:
    """The day that a weekday, a named day, a date, "the 3rd" or "yesterday" means."""
    kinds = {token.kind for token in said.inside}
    base = said.anchors.document or said.anchors.base
    if WRITTEN & kinds:
        written = written_day(said)
        return date.fromisoformat(written) if written and "X" not in written else None
    if "HOLIDAY" in kinds:
        year = said.year or (holiday_year(said, base, said.value("HOLIDAY")) if base else None)
        return holiday(said.value("HOLIDAY"), year) if year else None
    if "WDAY" in kinds:
        return weekday_near(said, said.value("WDAY"))
    if "ORD" in kinds:
        numbered = said.words[-1][0].isdigit() and closes(said)
        return nearest_numbered(said, day_number(said)) if numbered else None
    return shift(base, "D", said.value("DAYREL")) if base and "DAYREL" in kinds else None


def _coming(base: date, weekday: int) -> date:
    return base + timedelta((weekday - base.weekday()) % 7)


def _count(said: Expression) -> float | None:
    if "couple" in said.words:
        return 2
    return said.number or (1 if said.inside[0].kind == "A" else None)


@RULES.rule(f"(NUMBER|A|A FEW OF?) UNITANY (AFTER|BEFORE|IN) {_DAY}")
def counted_from(said: Expression) -> Value:
    """ "two weeks after next Friday", "three days before Christmas", "a week from Monday", "a fortnight on Monday"."""
    at = next(index for index, token in enumerate(said.inside) if token.kind in ("AFTER", "BEFORE", "IN"))
    link, day_part, unit = said.inside[at], said.part(at + 1, len(said)), said.unit
    count = _count(said.part(0, at))
    day = _start_onward(said, link.low, day_part) if link.kind == "IN" else day_meant(day_part)
    if day is None or count is None or unit not in _COUNTED:
        return None
    return DATE, shift(day, unit, -count if link.kind == "BEFORE" else count).isoformat()


def _start_onward(said: Expression, link: str, day: Expression) -> date | None:
    """What "a week from Friday", "a week on Friday" count from: the coming Friday."""
    base = said.anchors.base
    weekly = link == "on" and said.unit in ("W", "W2") and said.direction() >= 0 and len(day) == 1
    if base is None or not (link == "from" or weekly) or "MONTH" in said or "LAST" in said:
        return None
    return _coming(base, day.value("WDAY")) if len(day) == 1 and "WDAY" in day else day_meant(day)


@RULES.rule("(NUMBER|A) UNITANY DAYREL")
def counted_from_today(said: Expression) -> Value:
    """ "a week today", "two weeks tomorrow"; not "for a week today"."""
    base, count = said.anchors.document, _count(said.part(0, len(said) - 1))
    aside = said.before() in ("for", "of", "about", "over", "since", "in") or said.direction() < 0
    if base is None or count is None or aside or said.unit not in ("W", "W2", "M", "Y"):
        return None
    return DATE, shift(shift(base, "D", said.value("DAYREL")), said.unit, count).isoformat()


@RULES.rule("(WDAY|DAYREL) UNIT")
def weekday_week(said: Expression) -> Value:
    """ "Monday week": a week after the coming Monday."""
    base = said.anchors.base
    fits = said.unit in ("W", "W2") and closes(said) and said.kind_after() != "HYPHEN"
    if base is None or not fits or (said.value("DAYREL") or 0) < 0:
        return None
    if "WDAY" in said:
        coming = base + timedelta((said.value("WDAY") - base.weekday()) % 7 or 7)
    else:
        coming = shift(base, "D", said.value("DAYREL"))
    return DATE, shift(coming, said.unit, 1).isoformat()


@RULES.rule("(NUMBER|A|FEW|A FEW OF?) UNITANY APOS? POSSESSIVE? TIME")
def in_times(said: Expression) -> Value:
    """ "in three days' time"."""
    base, count = (
        said.anchors.base,
        _count(said.part(0, next(i for i, t in enumerate(said.inside) if t.kind in _UNITS))),
    )
    told = said.anchors.narrative or said.before() != "in"
    if base is None or count is None or told or said.unit not in _COUNTED:
        return None
    return DATE, shift(base, said.unit, count).isoformat()


_UNITS = ("UNIT", "UNITS")


@RULES.rule(f"THE? UNIT (AFTER|BEFORE|OF|COMMENCING|EDGE) {_DAY}")
def unit_beside(said: Expression) -> Value:
    """ "the day after Christmas", "the week before 3 March", "the weekend of the 12th", "week commencing 4 July"."""
    at = 1 + ("THE" in said.part(0, 1))
    unit, link = said.unit, said.inside[at]
    if unit not in ("D", "W", "WE") or (unit == "D" and link.kind not in ("AFTER", "BEFORE")):
        return None
    if link.kind == "EDGE" and link.low not in ("beginning", "starting"):
        return None
    day = day_meant(said.part(at + 1, len(said)))
    if day is None:
        return None
    steps = {"AFTER": 1, "BEFORE": -1}.get(link.kind, 0)
    if unit == "WE" and steps:
        return DATE, write(day - timedelta(day.weekday() + 1) if steps < 0 else day + timedelta(7), "WE")
    return DATE, write(shift(day, unit, steps), unit)


@RULES.rule("THE? (UNIT|WDAY) (AFTER NEXT|BEFORE LAST)")
def after_next(said: Expression) -> Value:
    """ "the week after next", "the Friday before last"."""
    base, words = said.anchors.base, said.words
    if base is None or words[-1] not in ("next", "last") or said.unit in ("TH", "TM", "TS"):
        return None
    steps = 1 if "NEXT" in said else -1
    if "UNIT" in said:
        return DATE, write(shift(base, said.unit, 2 * steps), said.unit)
    nearest = base + timedelta(steps * ((steps * (said.value("WDAY") - base.weekday())) % 7 or 7))
    return DATE, (nearest + timedelta(7 * steps)).isoformat()


@RULES.rule("(NUMBER|A|FEW|A FEW OF?) UNITANY AGO IN? (WDAY|DAYREL)", "WDAY (NUMBER|A) UNITANY AGO")
def ago_on(said: Expression) -> Value:
    """ "a year ago today", "two weeks ago on Tuesday", "Tuesday two weeks ago"."""
    base = said.anchors.document or said.anchors.base
    at = next(index for index, token in enumerate(said.inside) if token.kind in _UNITS)
    count = _count(said.part(1 if said.inside[0].kind == "WDAY" else 0, at))
    if base is None or count is None or said.unit not in ("D", "W", "M", "Y", "W2"):
        return None
    there = shift(shift(base, "D", said.value("DAYREL") or 0), said.unit, -count)
    if "WDAY" in said:
        if said.unit not in ("W", "W2"):
            return None
        there += timedelta(said.value("WDAY") - there.weekday())
    return DATE, there.isoformat()
