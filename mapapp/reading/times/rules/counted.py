"""Days counted from another one: "two weeks after next Friday", "a week on Monday", "the day before the 3rd"."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import beside, shift, write
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.dates import WRITTEN, closes, day_number, written_day
from mapapp.reading.times.rules.ordinals import nearest_numbered
from mapapp.reading.times.rules.seasons import holiday_meant
from mapapp.reading.times.rules.weekdays import weekday_near

DATE, TIME = TimeType.DATE, TimeType.TIME
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
        return holiday_meant(said, base)
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
    return said.number or (1 if "A" in said else None)


@RULES.rule(f"ABOUT? (NUMBER|A|A FEW OF?) UNITANY (AFTER|BEFORE|IN) {_DAY}")
def counted_from(said: Expression) -> Value:
    """ "two weeks after next Friday", "three days before Christmas", "a week from Monday", "a fortnight on Monday"."""
    units = next(index for index, token in enumerate(said.inside) if token.kind in _UNITS)
    at = units + 1
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
    coming = beside(base, said.value("WDAY"), 1) if "WDAY" in said else shift(base, "D", said.value("DAYREL"))
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


@RULES.rule(f"UNIT {_DAY}")
def week_commencing(said: Expression) -> Value:
    """ "w/c 21 September", "w/e 27 September": the week that begins or ends with a day."""
    day = day_meant(said.part(1, len(said))) if said.words[0] in ("w/c", "w/e") else None
    return (DATE, write(day, "W")) if day else None


@RULES.rule("HOLIDAY UNIT")
def holiday_week(said: Expression) -> Value:
    """ "Thanksgiving weekend", "Christmas week"."""
    day = day_meant(said.part(0, 1)) if said.unit in ("W", "WE") else None
    before = timedelta(3 if day and said.unit == "WE" and day.weekday() < 2 else 0)  # a Monday's weekend ends with it
    return (DATE, write(day - before, said.unit)) if day else None


@RULES.rule(f"THE? (ORD|LAST)? WDAY (AFTER|BEFORE) {_DAY}")
def weekday_beside(said: Expression) -> Value:
    """ "the Monday after Christmas", "the first Friday after 1 October", "the last Sunday before Lent"."""
    at = next(index for index, token in enumerate(said.inside) if token.kind in ("AFTER", "BEFORE"))
    steps, nth = (1 if said.inside[at].kind == "AFTER" else -1), said.part(0, at).value("ORD") or 1
    day = day_meant(said.part(at + 1, len(said)))
    if day is None or nth > 5:
        return None
    return DATE, beside(day, said.value("WDAY"), steps, nth).isoformat()


@RULES.rule("NUMBER WDAYS (AGO|IN NOW)")
def weekdays_away(said: Expression) -> Value:
    """ "two Fridays ago", "three Mondays from now"."""
    base, steps = said.anchors.base, -1 if "AGO" in said else 1
    count = said.part(0, next(i for i, token in enumerate(said.inside) if token.kind == "WDAYS")).number
    if base is None or not count or said.value("WDAYS") > 6 or ("IN" in said and "from" not in said.words):
        return None
    return DATE, beside(base, said.value("WDAYS"), steps, int(count)).isoformat()


@RULES.rule("(THIS|THE? SAME) (TIME|UNIT) ((NEXT|LAST) UNIT|DAYREL)")
def same_time(said: Expression) -> Value:
    """ "this time next week", "this day last year"."""
    base, unit = said.anchors.document, said.unit
    if base is None or ("TIME" not in said and said.units[0] != "D") or said.anchors.narrative:
        return None
    if "DAYREL" in said:
        return DATE, shift(base, "D", said.value("DAYREL")).isoformat()
    return (DATE, shift(base, unit, said.steps).isoformat()) if unit in ("W", "M", "Y") else None


@RULES.rule(f"(EARLY IN?)? THE? UNIT (AFTER|BEFORE|OF|COMMENCING|EDGE|ENDED) {_DAY}")
def unit_beside(said: Expression) -> Value:
    """ "the day after Christmas", "the week before 3 March", "the weekend of the 12th", "week commencing 4 July"."""
    at = next(index for index, token in enumerate(said.inside) if token.kind == "UNIT") + 1
    unit, link = said.unit, said.inside[at]
    if unit not in ("D", "W", "WE") or (unit == "D" and link.kind not in ("AFTER", "BEFORE")):
        return None
    if link.low in ("end", "start", "middle", "rest", "remainder", "ended"):
        return None
    day = day_meant(said.part(at + 1, len(said)))
    if day is None:
        return None
    steps = {"AFTER": 1, "BEFORE": -1}.get(link.kind, 0)
    if unit == "WE" and steps:
        return DATE, write(day - timedelta(day.weekday() + 1) if steps < 0 else day + timedelta(7), "WE")
    return DATE, write(shift(day, unit, steps), unit)


@RULES.rule("THE? (UNIT|WDAY|PART) (AFTER NEXT|BEFORE LAST)")
def after_next(said: Expression) -> Value:
    """ "the week after next", "the Friday before last"."""
    base, words = said.anchors.base, said.words
    if base is None or words[-1] not in ("next", "last") or said.unit in ("TH", "TM", "TS"):
        return None
    steps = 1 if "NEXT" in said else -1
    if "PART" in said:
        return TIME, f"{shift(base, 'D', 2 * steps).isoformat()}T{said.value('PART')}"
    if "UNIT" in said:
        return DATE, write(shift(base, said.unit, 2 * steps), said.unit)
    return DATE, beside(base, said.value("WDAY"), steps, 2).isoformat()


@RULES.rule(
    "(NUMBER|A|FEW|A FEW OF?) UNITANY AGO IN? (WDAY|DAYREL)", "WDAY (NUMBER|A) UNITANY AGO | WDAY IN (NUMBER|A) UNITANY"
)
def ago_on(said: Expression) -> Value:
    """ "a year ago today", "two weeks ago on Tuesday", "Tuesday two weeks ago", "Friday in two weeks"."""
    base = said.anchors.document or said.anchors.base
    at = next(index for index, token in enumerate(said.inside) if token.kind in _UNITS)
    ahead = "AGO" not in said
    count = _count(said.part((said.inside[0].kind == "WDAY") + ahead, at))
    if base is None or count is None or said.unit not in _COUNTED or (ahead and said.words[1] != "in"):
        return None
    there = shift(shift(base, "D", said.value("DAYREL") or 0), said.unit, count if ahead else -count)
    if "WDAY" in said:
        if said.unit not in ("W", "W2"):
            return None
        there += timedelta(said.value("WDAY") - there.weekday())
    return DATE, there.isoformat()
