"""How far an expression reaches in a story: the words before and after it that belong to the same noun phrase.

TIMEX2, by which histories are annotated, counts in "about two months of fierce battles" every word, and in "the time he
left office" the clause; TimeML, by which reports are, only "two months".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapapp.model import TimeType
from mapapp.reading.times.direction import cue
from mapapp.reading.times.expression import Expression
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.tokens import Token

LONGEST_PHRASE, LONGEST_CLAUSE = 12, 20
"""Tokens after an expression that are looked at."""
_ENDS = frozenset(("POINT", "BREAK", "COMMA", "BRACKET", "DASH"))
_END_MARKS = frozenset(";:?![]{}")
_NO_PHRASE = NEIGHBOURS["ends_noun_phrase"]
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "its", "their", "our", "this", "that", "s"))
_QUOTES = ('"', "\u201d", "\u201c")
_OPENERS = frozenset(("of", "and", "in", "between", "after", "before", "following", "since"))
_ABOUT_LENGTHS = NEIGHBOURS["about_length"]
_ABOUT_DATES = NEIGHBOURS["about_date"]
_LASTING = frozenset(("took", "lasted", "lasting", "spent", "well", "just", "where"))
"""Words after which \"over a year\" is more than one, not during it."""
_UNITS = ("UNIT", "UNITS")
_BESIDE = frozenset(("following", "since", "before", "after", "between", "preceding"))
_OF_EVENTS = ("time", "duration", "period", "anniversary")


_SETS = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}


def as_timex2(said: Expression, kind: TimeType, value: str) -> str:
    """What TIMEX2 writes otherwise: "daily" is any day, two decades are "P2DE" and not twenty years."""
    if kind is TimeType.SET and said.inside[0].kind in ("SETADV", "EVERY"):
        return _SETS.get(value, value)
    years = re.fullmatch(r"P(\d+)0Y", value) if kind is TimeType.DURATION and said.unit in ("DE", "CE") else None
    if years is None:
        return value
    return f"P{int(years[1])}DE" if said.unit == "DE" else f"P{int(years[1]) // 10}CE"


def reached(said: Expression, kind: TimeType, floor: int) -> Expression:
    """The expression with all of its phrase; `floor` is the token at which the expression before it stops."""
    first, stop = said.first, said.stop
    while first > floor and _belongs_before(said.tokens, first, said, kind):
        first -= 1
    return Expression(said.tokens, first, max(stop, _phrase_stop(said, kind)), said.anchors)


def _belongs_before(tokens: Sequence[Token], first: int, said: Expression, kind: TimeType) -> bool:
    word, before = tokens[first - 1].low, tokens[max(first - 2, 0)]
    if said.inside[0].kind in ("THE", "THIS", "THAT", "THESE", "EARLY"):
        return False
    counted = kind is TimeType.DURATION or (said.inside[-1].kind in ("LATER", "EARLIER", "AFTER", "BEFORE", "AGO"))
    if not counted and word == "." and before.low in _ABOUT_DATES:
        return "YEAR" in said or "BC" in said
    if not counted:
        return word in _ABOUT_DATES and ("YEAR" in said or "BC" in said)
    if word in ("over", "under"):
        return before.kind != "OTHER" or before.low in _LASTING
    if word == "a":
        return tokens[first].low in ("mere", "little")
    if word == "to":
        return before.low == "close"
    return word in _ABOUT_LENGTHS or (word == "close" and tokens[first].low == "to")


def _phrase_stop(said: Expression, kind: TimeType) -> int:
    """Where the phrase ends that "of", "after" or a clause goes on with; 0 where nothing does."""
    last, after = said.inside[-1].kind, said.after()
    if after == "old" or (after == "of" and said.after(2) == "age" and last in _UNITS):
        return said.stop + (1 if after == "old" else 2)
    if said.words[-1] in _OF_EVENTS and after == "of":
        return noun_phrase_stop(said.tokens, said.stop)
    if (last in ("AFTER", "BEFORE") or said.words[-1] == "following") and after[:1].isalnum():
        return _event_stop(said)
    if last in _UNITS and after == "of" and (kind is TimeType.DURATION or "ORD" in said):
        return noun_phrase_stop(said.tokens, said.stop)
    if last == "UNITS" and said.words[0] == "the" and after in _BESIDE:
        return noun_phrase_stop(said.tokens, said.stop)
    if last == "UNITS" and after == "that" and said.after(2) in ("followed", "passed"):
        return said.stop + 2
    if last == "UNIT" and after == "-" and said.after(2) == "old":
        return said.stop + 2
    if said.words == ["the", "time"] and said.before() == "by":
        return _clause_stop(said.tokens, said.stop)
    return 0


def _event_stop(said: Expression) -> int:
    """The end of the event that "after" or "before" names, by a noun phrase or by a clause."""
    stop = noun_phrase_stop(said.tokens, said.stop - 1)
    is_clause = stop and stop < len(said.tokens) and cue(said.tokens, stop)
    return _clause_stop(said.tokens, stop) if is_clause else stop


def noun_phrase_stop(tokens: Sequence[Token], first: int) -> int:
    """The end of the noun phrase that begins with the preposition tokens[first]; 0 where none is seen."""
    for index in range(first + 1, min(first + LONGEST_PHRASE, len(tokens))):
        if _ends_phrase(tokens, index, first):
            return _without_marks(tokens, first, index)
    return len(tokens) if len(tokens) <= first + LONGEST_PHRASE else 0


def _clause_stop(tokens: Sequence[Token], first: int) -> int:
    """The end of the clause that begins here: its first comma, point or bracket."""
    for index in range(first, min(first + LONGEST_CLAUSE, len(tokens))):
        if tokens[index].kind in _ENDS or tokens[index].low in _END_MARKS:
            return index
    return 0


def _ends_phrase(tokens: Sequence[Token], index: int, first: int) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token.kind in _ENDS or token.low in _END_MARKS:
        return True
    if token.low in _QUOTES and token.start == before.end and index > first + 1:
        return not any(earlier.low in _QUOTES for earlier in tokens[first + 1 : index])
    if before.low in _DETERMINERS or before.low in _OPENERS or index == first + 1:
        return token.kind == "IN" and index > first + 1
    if token.low in _DETERMINERS and token.kind != "POSSESSIVE":
        return index != first + 2 or not before.low.endswith("ing") or tokens[first].kind not in ("AFTER", "BEFORE")
    if token.kind in ("INT", "NUM") or before.kind == "YEAR":
        return True
    if token.kind == "AND":
        return tokens[index + 1].low in _DETERMINERS if index + 1 < len(tokens) else True
    if token.low in _NO_PHRASE or (token.kind == "IN" and token.low != "in"):
        return True
    if token.low.endswith("ing") and before.capital:
        return True
    if token.capital and before.low.isalpha() and not before.capital and not before.low.endswith("ing"):
        return True
    return cue(tokens, index) != 0 or (token.low.endswith("ly") and len(token.low) > 4)


def _without_marks(tokens: Sequence[Token], first: int, stop: int) -> int:
    """Without the quotation mark, "and" or "in" that the phrase seemed to go on with."""
    while stop > first and (not tokens[stop - 1].low[:1].isalnum() or tokens[stop - 1].low in _OPENERS):
        stop -= 1
    return stop if stop > first + 1 else 0
