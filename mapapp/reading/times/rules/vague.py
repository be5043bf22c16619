"""Vague references: now, recently, soon, once."""

from __future__ import annotations

from mapapp.model import TimeType
from mapapp.reading.times.expression import RULES, Expression, Value

DATE = TimeType.DATE


@RULES.rule("FORMER")
def former(said: Expression) -> Value:
    return (DATE, "PAST_REF") if said.anchors.narrative else None


@RULES.rule("NOW | CURRENT | RIGHT NOW | THE MOMENT | THIS MOMENT")
def present(said: Expression) -> Value:
    if said.words == ["the", "moment"] and said.before() not in ("at", "for"):
        return None
    if said.words == ["current"] and (said.after() == "account" or said.before() in ("electric", "alternating")):
        return None
    return DATE, "PRESENT_REF"


@RULES.rule("(MORE|LATEST)? RECENTLY | RECENT")
def past(said: Expression) -> Value:
    if said.words == ["recently"] and said.before() == "as" and said.after() == "as":
        return None
    return DATE, "PAST_REF"


@RULES.rule("THE LAST")
def the_past(said: Expression) -> Value:
    alone = said.kind_after() not in ("UNIT", "UNITS", "INT", "NUM", "CARD", "HUNDRED", "FEW", "ORD", "SEASON", "WDAY")
    fits = said.words[1] == "past" and said.before() in ("in", "of", "from") and alone
    return (DATE, "PAST_REF") if fits else None


def _is_no_date(said: Expression) -> bool:
    words, narrative = said.words, said.anchors.narrative
    if words == ["future"]:
        return not narrative
    if words == ["the", "future"] and said.after() == "of":
        return not narrative
    if words[0] == "as":
        return words[-1] != "possible"
    if words == ["soon"]:
        return said.before() == "as" or said.after() in ("after", "as") or narrative or said.direction() < 0
    return False


@RULES.rule("THE? FUTURE | SOON | THE (SHORT|LONG|EARLY) TERM | THE SHORT FUTURE | AS SOON AS OTHER")
def coming(said: Expression) -> Value:
    return None if _is_no_date(said) else (DATE, "FUTURE_REF")
