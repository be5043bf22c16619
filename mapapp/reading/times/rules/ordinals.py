"""Days of a month by their number alone: "the 21st", "on 15", "Saturday the 18th", "April the first"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import months_on
from mapapp.reading.times.direction import is_talk
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.rules.dates import closes, day_number, written_day
from mapapp.reading.times.rules.ranges import is_second, start_of

DATE = TimeType.DATE
_DAY_CUES = NEIGHBOURS["before_ordinal"]
_PLACES = NEIGHBOURS["before_place"]
_GO_ON = ("AND", "HYPHEN", "IN")
"""What behind a bare number rather makes it an hour or a count."""
SOON = 45
"""Days within which "sat 19" is a day rather than a number behind a weekday."""
YEAR_OF_MONTHS = 12
"""Months on either side within which a day of the month falls on a given weekday."""


def _nearest(days: Sequence[date], base: date, direction: int) -> date:
    fitting = [day for day in days if (day - base).days * direction >= 0] or days
    return min(fitting, key=lambda day: abs((day - base).days))


def _days_numbered(base: date, number: int, months: int) -> list[date]:
    """The days of this number in the months around."""
    first = base.replace(day=1)
    starts = [months_on(first, step) for step in range(-months, months + 1)]
    return [start.replace(day=number) for start in starts if (start + timedelta(number - 1)).month == start.month]


def nearest_numbered(said: Expression, number: int) -> date | None:
    """The day of a month with this number that the verb points to, else the nearest."""
    base = said.anchors.base
    days = _days_numbered(base, number, 2) if base and 1 <= number <= 31 else []
    return _nearest(days, base, said.direction()) if base and days else None


def _counts_with_another(said: Expression) -> bool:
    """ "the 17th and 18th centuries": what the second of two numbers counts is counted by the first too."""
    behind = [token for token in said.tokens[said.stop + 1 : said.stop + 5] if token.kind not in ("THE", "HYPHEN")]
    paired = said.kind_after() in ("AND", "HYPHEN", "IN") and len(behind) > 1 and behind[0].kind == "ORD"
    return paired and behind[1].kind in ("UNIT", "UNITS", "OTHER") and behind[1].low.isalpha()


def _is_a_day(said: Expression) -> bool:
    """Whether a number with nothing else is a day of the month: a cue before it, and nothing that it counts behind."""
    before, figures = said.before(), said.words[-1][0].isdigit() or "CARD" in said
    if not closes(said) or _counts_with_another(said):
        return False
    if "INT" in said:
        return before == "on" and said.kind_after() not in _GO_ON
    if before in _DAY_CUES:
        return "THE" in said or before in ("on", "until", "since", "by")
    listed = before in ("and", "or", ",") and said.kind_before(2) == "ORD" and said.anchors.told_unit == "D"
    if listed or ((before in ("and", "or", "about", "-") or is_second(said)) and "THE" in said and figures):
        return True
    return figures and "THE" in said and is_talk(said.tokens, said.first) and before not in _PLACES


@RULES.rule("THE? (ORD|CARD HYPHEN? ORD) | THE? INT")
def day_of_month(said: Expression) -> Value:
    """ "on the 21st": of the month that the verb points to, else the nearest."""
    base, number = said.anchors.base, day_number(said)
    if base is None or not 1 <= number <= 31 or not _is_a_day(said):
        return None
    listed = said.kind_before(2) == "ORD" and said.before() in ("and", "or", ",") and said.anchors.told
    if first := start_of(said) or listed or None:
        days = [day for day in _days_numbered(first, number, 1) if day >= first]
        return DATE, days[0].isoformat()
    found = nearest_numbered(said, number)
    return (DATE, found.isoformat()) if found else None


@RULES.rule("WDAY COMMA? (THE? ORD|THE? CARD HYPHEN? ORD|THE? INT)")
def weekday_numbered(said: Expression) -> Value:
    """ "Saturday the 18th": the nearest that agrees with the weekday."""
    base, found = said.anchors.base, numbered_weekday(said) if closes(said) else None
    if base is None or found is None:
        return None
    if said.inside[-1].kind == "INT" and said.kind_after() in _GO_ON:
        return None
    sure = "ORD" in said or "THE" in said or abs((found - base).days) < SOON
    return (DATE, found.isoformat()) if sure else None


def numbered_weekday(said: Expression) -> date | None:
    base, number = said.anchors.base, day_number(said)
    if base is None or not 1 <= number <= 31:
        return None
    days = [day for day in _days_numbered(base, number, YEAR_OF_MONTHS) if day.weekday() == said.value("WDAY")]
    near = [day for day in days if abs((day - base).days) < 190] or days
    return _nearest(near, base, said.direction()) if near else None


@RULES.rule("MONTH THE (ORD|CARD HYPHEN? ORD) (COMMA? YEARS)?")
def month_the_day(said: Expression) -> Value:
    """ "April the first"; not "in April the first troops"."""
    day = written_day(said)
    return (DATE, day) if day and closes(said) else None
