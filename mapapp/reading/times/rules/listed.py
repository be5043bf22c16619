"""Days of one month that share its name: "24-26 March", "May 3, 4 and 5"."""

from __future__ import annotations

from mapapp.model import TimeType
from mapapp.reading.times.almanac import day_or_none
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.unwritten_years import year_near
from mapapp.reading.times.tokens import Token

DATE = TimeType.DATE


@RULES.rule(
    "DAY (?=(HYPHEN|IN|AND) DAY OF? MONTH) | DAY (?=COMMA DAY COMMA? (HYPHEN|AND) DAY OF? MONTH)",
    "THE ORD (?=(HYPHEN|IN|AND) THE? ORD OF? MONTH)",
)
def first_of_days(said: Expression) -> Value:
    """The first of two days of one month, written before it."""
    ahead = range(said.stop, min(said.stop + 10, len(said.tokens)))
    at = next(index for index in ahead if said.tokens[index].kind == "MONTH")
    day = said.value("INT") or said.value("ORD")
    if "CARD" in said or not day:
        return None
    follows = said.tokens[at + 1] if at + 1 < len(said.tokens) else None
    year = follows.value if follows and follows.kind == "YEAR" else year_near(said, said.tokens[at].value, day)
    found = day_or_none(year, said.tokens[at].value, day) if year else None
    return (DATE, found.isoformat()) if found else None


LONGEST_LIST = 12
"""Tokens of the longest list of days behind a month."""
_AFTER_A_RANGE = ("", "COMMA", "POINT", "OTHER", "IN", "YEAR", "BREAK", "BRACKET")


def _after_a_day(tokens: list[Token]) -> bool:
    kinds = [token.kind for token in tokens]
    joined = kinds[-1:] in (["HYPHEN"], ["AND"]) or [token.low for token in tokens[-1:]] in (["to"], ["through"])
    return joined and kinds[:2] in (["MONTH", "INT"], ["MONTH", "ORD"])


@RULES.rule("INT (?=(AND INT|COMMA INT? AND INT))", "INT")
def listed_day(said: Expression) -> Value:
    """ "On May 3, [4] and [5]": the later days of a list that follows its month."""
    behind = list(said.tokens[max(said.first - LONGEST_LIST, 0) : said.first])
    kinds = [token.kind for token in behind]
    at = max((index for index, kind in enumerate(kinds) if kind == "MONTH"), default=None)
    if at is None or kinds[at + 1 : at + 3] != ["INT", "COMMA"] or set(kinds[at + 1 :]) - {"INT", "COMMA", "AND"}:
        return None
    ends = kinds[-1] == "AND" and said.kind_after() in _AFTER_A_RANGE and said.after() not in ("percent", "people")
    if not ends and said.kind_after() not in ("AND", "COMMA"):
        return None
    days = [token.value for token in behind[at + 1 :] if token.kind == "INT"]
    year = year_near(said, behind[at].value, said.value("INT")) if days[-1] < said.value("INT") else None
    found = day_or_none(year, behind[at].value, said.value("INT")) if year else None
    return (DATE, found.isoformat()) if found else None


@RULES.rule("(INT|ORD) (COMMA? YEARS)?")
def second_of_days(said: Expression) -> Value:
    """The second of two days of one month, written after it."""
    tokens = list(said.tokens[max(said.first - 3, 0) : said.first])
    if not _after_a_day(tokens) or said.kind_after() not in _AFTER_A_RANGE:
        return None
    month, day = tokens[0].value, said.value("INT") or said.value("ORD")
    year = said.year or year_near(said, month, day)
    found = day_or_none(year, month, day) if year else None
    return (DATE, found.isoformat()) if found else None
