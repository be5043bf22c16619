"""Hours of the day: "5:45 a.m. Friday", "noon", "14:00 on 28 February", "at 6 in the morning"."""

from __future__ import annotations

import re
from datetime import date

from mapapp.model import TimeType
from mapapp.reading.times.almanac import shift
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.counted import day_meant
from mapapp.reading.times.rules.dates import WRITTEN, closes, written_day
from mapapp.reading.times.rules.ordinals import nearest_numbered, numbered_weekday
from mapapp.reading.times.rules.ranges import is_first, second_end
from mapapp.reading.times.rules.weekdays import weekday_value

TIME = TimeType.TIME
_SECOND_HALF = ("AF", "EV", "NI")
_JOINS_DAY = frozenset(("on", "at", "of", "around", "about", "in", "by"))
_BEFORE_NOON = ("to", "till", "and", "at", "by", "until", "before", "after", "around", "about", "from")


def _half(said: Expression) -> str:
    """ "a" or "p"; "" where the text does not say."""
    written = next((token.low[0] for token in said.inside if token.kind == "AMPM"), "")
    return written or ("p" if said.value("PART") in _SECOND_HALF or "TONIGHT" in said else "")


_POINTED = re.compile(r"(\d\d?)\.(\d\d)")


def _at(said: Expression, kind: str) -> int:
    return next(index for index, token in enumerate(said.inside) if token.kind == kind)


def _hour_and_minute(said: Expression) -> tuple[int, int] | None:
    if "past" in said.words and said.inside[said.words.index("past")].kind == "LAST":
        return _past_the_hour(said)
    if "AMPM" in said and (pointed := _POINTED.fullmatch(said.inside[_at(said, "AMPM") - 1].low)):
        return int(pointed[1]), int(pointed[2])
    if said.inside[0].kind in ("NUM", "YEAR") and ("ZONE" in said or said.unit):
        return _run_together(said)
    if "CLOCK" in said:
        hour, minute = said.value("CLOCK").split(":")
        return int(hour), int(minute)
    marks = [index for index, token in enumerate(said.inside) if token.kind in ("AMPM", "OCLOCK")]
    before = said.inside[: marks[0]] if marks else said.inside
    hours = [token.value for token in before if token.kind in ("INT", "CARD")]
    return (int(hours[-1]), 0) if hours else None


def _past_the_hour(said: Expression) -> tuple[int, int] | None:
    """ "half past six", "a quarter past nine"."""
    at = next(index for index, token in enumerate(said.inside) if token.kind == "LAST")
    first, last = said.inside[at - 1], said.inside[at + 1]
    minutes = {"HALF": 30, "UNIT": 15}.get(first.kind, first.value)
    known = said.inside[at].low == "past" and (first.kind != "UNIT" or first.value == "Q")
    return (int(last.value), int(minutes)) if known and last.value <= 12 else None


def _run_together(said: Expression) -> tuple[int, int] | None:
    """ "0630 GMT", "0400 hours"."""
    if (said.kind_before() == "BRACKET" and "ZONE" not in said) or said.unit not in ("", "TH"):
        return None
    found = re.fullmatch(r"(\d\d)(\d\d)", said.words[0])
    return (int(found[1]), int(found[2])) if found else None


def _is_no_clock(said: Expression) -> bool:
    """A ratio, a race, a verse: "(4:15", "in 2:05", "Romans 8:28"."""
    if said.before() == "-" and said.kind_before(2) == "CLOCK":
        return False
    named = said.first > 1 and said.tokens[said.first - 1].capital and said.kind_before() == "OTHER"
    return said.before() in ("-", "(", "/", ":", "in") or (named and said.kind_before(2) not in ("POINT", "BREAK"))


def _time_of_day(said: Expression) -> str | None:
    """ "T05:45"; None where there is no such time."""
    if "NOON" in said:
        return str(said.value("NOON"))
    written, half = _hour_and_minute(said), _half(said)
    if written is None:
        return None
    hour, minute = written
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (len(said) == 1 and _is_no_clock(said)):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{minute:02d}"


def _in_a_zone(said: Expression) -> bool:
    """ "5 p.m. Moscow time"."""
    named = all(token.capital for token in said.inside if token.kind == "OTHER")
    return named and "TIME" in said and not said.anchors.narrative


_MARKS = ("CLOCK", "NOON", "AMPM", "OCLOCK")
_DAYS = WRITTEN | {"WDAY", "ORD", "DAYREL", "HOLIDAY"}
"""Classes that tell the day."""


def _kinds(said: Expression) -> frozenset[str]:
    return frozenset(token.kind for token in said.inside)


def _day_part(said: Expression) -> Expression:
    """The tokens of the day: those behind the hour, or those before it."""
    at = next((index for index, token in enumerate(said.inside) if token.kind in _MARKS), None)
    if at is None:
        return said
    behind = said.part(at + 1, len(said))
    return behind if _DAYS & _kinds(behind) else said.part(0, at - (said.inside[at].kind in ("AMPM", "OCLOCK")))


def _day(said: Expression) -> str | None:
    day_part = _day_part(said)
    kinds = _kinds(day_part)
    if WRITTEN & kinds:
        return written_day(day_part)
    if kinds >= {"WDAY", "ORD"}:
        return _iso(numbered_weekday(day_part)) if closes(said) else None
    if "WDAY" in kinds:
        return weekday_value(said)
    if "ORD" in kinds:
        return _iso(nearest_numbered(said, said.value("ORD"))) if closes(said) else None
    if "HOLIDAY" in kinds:
        return _iso(day_meant(day_part))
    if not _DAY_WORDS & kinds and (day := _day_of_second(said)):
        return day
    anchors = said.anchors
    told = "DAYREL" not in kinds and anchors.told_unit == "D" and not anchors.narrative
    base = anchors.scene if told else anchors.base
    return shift(base, "D", said.value("DAYREL") or 0).isoformat() if base else "XXXX-XX-XX"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_of_second(said: Expression) -> str | None:
    """ "2pm to 5pm tomorrow"."""
    end = second_end(said)
    return end[1][1].split("T")[0] if end and end[1] and end[1][0] is TIME else None


_DAY_WORDS = frozenset(("DAYREL", "TONIGHT", "THIS"))


@RULES.rule("(INT|CARD) (?=(HYPHEN|IN|AND) HOUR)")
def first_hour(said: Expression) -> Value:
    """ "2 to 5 pm": the first hour has the half and the day of the second."""
    end = second_end(said)
    if end is None or end[1] is None or end[1][0] is not TIME or "T" not in end[1][1]:
        return None
    day, later = end[1][1].split("T")
    hour, last = int(said.inside[0].value), int(later[:2])
    if hour > 12 or not later[:2].isdigit() or "CLOCK" in end[0]:
        return None
    return TIME, f"{day}T{hour + 12 if hour < 12 and hour + 12 <= last else hour % 12 if last < 12 else hour:02d}:00"


@RULES.rule(
    "(DAYREL|WDAY|TONIGHT|DATE|THIS PART|(DAYREL|WDAY) PART|THE ORD) AT (INT|CARD)",
    "(INT|CARD) (DAYREL|TONIGHT|THIS PART|(DAYREL|WDAY) PART)",
)
def bare_hour(said: Expression) -> Value:
    """ "Tuesday at 10", "at 7 tomorrow"."""
    hours = [token for token in said.inside if token.kind in ("INT", "CARD")]
    hour = hours[0] if "AT" not in said else hours[-1]
    behind = closes(said) if "AT" in said else said.before() in ("at", "@", "by", "until", "around")
    if not behind or hour.value > 24 or (said.kind_after() in ("HYPHEN", "IN") and "AT" in said and is_first(said)):
        return None
    day = _day(said.part(0, len(said) - 2) if "AT" in said else said.part(1, len(said)))
    late = 12 if _half(said) == "p" and hour.value < 12 else 0
    return (TIME, f"{day}T{hour.value + late:02d}:00") if day else None


@RULES.rule(
    "HOUR (IN THE PART)? | HOUR (COMMA|IN)? (EARLY? WDAY|DAYREL) | HOUR (COMMA|IN)? ONDAY | ONDAY (COMMA|IN|AT)? HOUR",
    "(NUM|YEAR) ZONE (COMMA|IN)? (WDAY|DAYREL|DATE) | (NUM|YEAR) (ZONE|UNITS) | ISO OTHER CLOCK ZONE?",
    "(HALF|A? UNIT|CARD) LAST (CARD|INT) (IN? (WDAY|DAYREL))?",
    "(DAYREL|WDAY) PART (COMMA|IN|AT)? HOUR | (DAYREL|WDAY) (COMMA|AT)? (INT|CARD) IN THE PART",
    "TONIGHT (COMMA|AT)? HOUR | (THIS|LAST) PART (COMMA|AT)? HOUR",
    "((INT|CARD)|HOUR) IN THE PART (COMMA|IN)? (WDAY|DAYREL) | (YEAR|NUM) UNITS (COMMA|IN)? (WDAY|DAYREL)",
    "HOUR IN? (WDAY|DAYREL) PART | HOUR (TONIGHT|THIS PART|LAST PART) | (INT|CARD) IN THE PART",
)
def clock(said: Expression) -> Value:
    if "OTHER" in said and said.words[1] != "t" and not _in_a_zone(said):
        return None
    if any(token.kind == "IN" and token.low not in _JOINS_DAY for token in said.inside):
        return None
    if said.words == ["noon"] and said.before() not in _BEFORE_NOON:
        return None
    time = _time_of_day(said)
    day = _day(said) if time else None
    return (TIME, f"{day}{time}") if day else None
