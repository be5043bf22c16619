"""Weeks by number and days of a named week: "week 12", "Thursday of next week"."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import shift, write
from mapapp.reading.times.direction import is_talk
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.dates import closes

DATE = TimeType.DATE


@RULES.rule("FULL? UNIT (INT|NUM) (OF? COMMA? YEARS)?", "YEAR HYPHEN OTHER (INT|NUM)")
def numbered_week(said: Expression) -> Value:
    number = int(said.value("INT") or said.value("NUM") or 0)
    written = "HYPHEN" in said
    if not 1 <= number <= 53 or (said.words[2] != "w" if written else said.unit != "W"):
        return None
    base = said.anchors.base
    sure = written or said.year or said.words[0] == "calendar" or said.before() in ("in", "during", "by", "until")
    sure = (
        sure
        or said.words[0] in ("wk", "cw")
        or (is_talk(said.tokens, said.first) and closes(said) and not said.inside[0].capital)
    )
    year = said.year or (base.year if base and said.after() != "of" else None)
    if not sure or year is None:
        return None
    return DATE, write(date.fromisocalendar(year, number, 1), "W")


@RULES.rule("WDAY (OF|IN|COMMA)? UNIT (INT|NUM) (COMMA? YEARS)?")
def weekday_of_numbered(said: Expression) -> Value:
    """ "Monday of week 45"."""
    base, number = said.anchors.base, int(said.value("INT") or said.value("NUM"))
    year = said.year or (base.year if base else None)
    if year is None or said.unit != "W":
        return None
    return DATE, date.fromisocalendar(year, number, said.value("WDAY") + 1).isoformat()


@RULES.rule(
    "WDAY (OF|IN|COMMA)? THE? (NEXT|LAST|THIS) UNIT",
    "(NEXT|LAST|THIS) UNIT (OF|IN|COMMA)? WDAY",
)
def weekday_of_week(said: Expression) -> Value:
    """ "Thursday of next week", "next week on Thursday"."""
    base = said.anchors.base
    links = {token.low for token in said.inside if token.kind == "IN"}
    if base is None or said.unit != "W" or links - {"in", "on"}:
        return None
    monday = shift(base, "W", said.steps) - timedelta(base.weekday())
    return DATE, (monday + timedelta(said.value("WDAY"))).isoformat()
