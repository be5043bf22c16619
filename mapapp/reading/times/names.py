"""Words of time inside the names of papers, shows, persons: "USA Today", "Friday Night Lights", "June Carter"."""

from __future__ import annotations

from mapapp.reading.times.expression import Expression
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.tokens import Token

_FIRST_NAMES = ("april", "may", "june", "august")
_BEFORE_MONTHS = NEIGHBOURS["before_month"]
_GAME = NEIGHBOURS["words_of_a_game"]
GAME_REACH = 12
"""Tokens on either side in which words of a game tell its quarters from those of the year."""
_SENTENCE_ENDS = ("", "POINT", "BREAK", "COMMA", "DASH", "BRACKET")


def in_a_name(said: Expression) -> bool:
    """Whether the words belong to a name rather than tell a time."""
    if said.anchors.narrative:
        return False
    kinds = tuple(token.kind for token in said.inside)
    if kinds == ("DAYREL",):
        return _is_a_title(said)
    if kinds == ("WDAY",):
        return _is_a_named_day(said)
    if kinds == ("MONTH",):
        return _is_a_person(said)
    if kinds[-1] == "PART" and len(kinds) == 2:
        return _is_a_show(said, kinds[0])
    if kinds[-1] in ("UNIT", "UNITS") and len(kinds) > 1:
        return _is_a_work(said) or ("Q" in said.units and _is_of_a_game(said))
    return False


def _after(said: Expression) -> Token | None:
    return said.tokens[said.stop] if said.stop < len(said.tokens) else None


def _before(said: Expression) -> Token | None:
    return said.tokens[said.first - 1] if said.first else None


def _is_a_title(said: Expression) -> bool:
    """ "USA Today", "the Today show", "Trees for Tomorrow"; a headline has capitals in all of its words."""
    before = _before(said)
    if before is None or not said.inside[0].capital:
        return False
    written = before.low.isalpha() and not before.capital and before.kind not in ("POSSESSIVE", "AMPM")
    return before.low == "usa" or (written and said.kind_before() not in _SENTENCE_ENDS)


def _is_a_named_day(said: Expression) -> bool:
    """ "Bloody Sunday", "Super Tuesday", "the Sunday Times"."""
    before, after = _before(said), _after(said)
    papers = after is not None and after.capital and after.low in NEIGHBOURS["after_paper_day"]
    return papers or (before is not None and before.capital and before.low in NEIGHBOURS["before_named_day"])


def _is_a_person(said: Expression) -> bool:
    """ "April Jones", "the Million Man March"."""
    before, after, word = _before(said), _after(said), said.words[0]
    if word == "march" and before is not None and before.kind == "OTHER" and before.capital and before.low.isalpha():
        return said.kind_before(2) == "OTHER" and said.tokens[said.first - 2].capital
    surname = (
        after is not None and after.kind == "OTHER" and after.capital and after.low.isalpha() and len(after.low) > 1
    )
    free = (
        before is None or before.kind in _SENTENCE_ENDS or (before.kind == "OTHER" and before.low not in _BEFORE_MONTHS)
    )
    return surname and word in _FIRST_NAMES and free and (before is None or before.low != "s")


def _is_a_show(said: Expression, first: str) -> bool:
    """ "Saturday Night Live", "CBS This Morning"."""
    before, after = _before(said), _after(said)
    if not said.inside[1].capital or said.inside[1].low.isupper():
        return False
    if first == "WDAY":
        return after is not None and after.kind == "OTHER" and after.capital
    return first == "THIS" and before is not None and before.capital and before.kind == "OTHER"


def _is_a_work(said: Expression) -> bool:
    """ "the Hundred Years' War", "20th Century Fox"."""
    after, words = _after(said), said.inside[1:] if said.inside[0].kind == "THE" else said.inside
    named = all(token.capital or not token.low[0].isalpha() for token in words) and not words[0].low.isupper()
    century = said.units == ["CE"] and after is not None and after.capital
    return named and after is not None and (century or after.kind == "APOS" or after.low == "war")


def _is_of_a_game(said: Expression) -> bool:
    """The quarters of a match."""
    near = said.tokens[max(0, said.first - GAME_REACH) : said.stop + GAME_REACH]
    return any(token.low in _GAME for token in near)
