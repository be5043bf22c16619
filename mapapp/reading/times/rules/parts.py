"""Parts of a day that is named beside them, and the ends of days: "the small hours of Sunday", "end of day"."""

from __future__ import annotations

from datetime import timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import months_on, shift, write
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.counted import day_meant
from mapapp.reading.times.rules.dates import WRITTEN, written_day
from mapapp.reading.times.rules.months import month_meant
from mapapp.reading.times.rules.weekdays import weekday_near

DATE, TIME = TimeType.DATE, TimeType.TIME
_BEFORE_EDGE = frozenset(("by", "until", "till", "from", "since", "at", "to", "before", "after", "around"))
_DEADLINES = frozenset(("by", "until", "till", "before", "at"))


@RULES.rule("THE? (EARLY|SMALL) UNITS OF (WDAY|DAYREL|DATE) | THE SMALL UNITS")
def small_hours(said: Expression) -> Value:
    """ "in the small hours of Sunday": the early morning of that day."""
    if said.unit != "TH" or said.kind_after() == "PART":
        return None
    if WRITTEN & {token.kind for token in said.inside}:
        at = said.words.index("of")
        day = written_day(said.part(at + 1, len(said)))
        return (TIME, f"{day}TMO") if day else None
    base = said.anchors.base
    if "WDAY" in said:
        found = weekday_near(said, said.value("WDAY"))
    else:
        found = shift(base, "D", said.value("DAYREL") or 0) if base else None
    return (TIME, f"{found.isoformat()}TMO") if found else None


@RULES.rule("PART IN (WDAY|DAYREL) | (WDAY|DAYREL) AT PART")
def part_on_day(said: Expression) -> Value:
    """ "dawn on Tuesday", "yesterday at dusk"."""
    if "IN" in said and said.before() not in ("at", "by", "the", "before", "until", "since"):
        return None
    day = day_meant(said)
    return (TIME, f"{day.isoformat()}T{said.value('PART')}") if day else None


@RULES.rule("ENDOF | ENDOF IN? (WDAY|DAYREL|DATE)")
def end_of_business(said: Expression) -> Value:
    """ "eom": the last day of the month; "eod Friday"."""
    base, unit = said.anchors.base, said.value("ENDOF")
    if len(said) > 1:
        day = day_meant(said.part(1 + ("IN" in said), len(said))) if unit == "D" else None
        return (DATE, day.isoformat()) if day else None
    if base is None:
        return None
    if unit == "W":
        return DATE, write(base, unit)
    last = {"D": base, "M": months_on(base.replace(day=1), 1) - timedelta(1), "Y": base.replace(month=12, day=31)}
    return DATE, last[unit].isoformat()


@RULES.rule("EDGE (MONTH (COMMA? YEARS)?|YEARS)")
def end_month(said: Expression) -> Value:
    """ "by end July", "from start 2021"."""
    if said.before() not in _BEFORE_EDGE or said.words[0] not in ("end", "start", "beginning", "middle"):
        return None
    return DATE, month_meant(said) if "MONTH" in said else f"{said.year:04d}"


@RULES.rule("(WDAY|DAYREL) (AMPM|EVE)")
def half_of_day(said: Expression) -> Value:
    """ "Friday a.m.", "sunday eve"."""
    day = day_meant(said.part(0, 1))
    half = "EV" if "EVE" in said else "MO" if said.inside[-1].low[0] == "a" else "AF"
    return (TIME, f"{day.isoformat()}T{half}") if day else None


@RULES.rule("THE? EDGE OF (THE? UNIT|DAYREL|WDAY)")
def end_of_day(said: Expression) -> Value:
    """ "by the end of the day", "end of tomorrow", "end of week"."""
    base, unit = said.anchors.base, said.unit
    if "UNIT" not in said:
        day = day_meant(said.part(len(said) - 1, len(said)))
        return (DATE, day.isoformat()) if day else None
    if base is None or ("THE" in said.part(len(said) - 2, len(said)) and unit != "D"):
        return None
    deadline = said.before() in _DEADLINES and (unit != "D" or said.before() in ("by", "until", "before"))
    return (DATE, write(base, unit)) if deadline and unit in ("D", "W", "M", "Y") else None
