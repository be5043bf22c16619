"""What the value functions ask of a matched run of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from mapapp.model import TimeSpan, TimeType
from mapapp.reading.times.anchors import Anchors
from mapapp.reading.times.direction import direction
from mapapp.reading.times.grammar import RuleBook
from mapapp.reading.times.numeric import whole_year
from mapapp.reading.times.tokens import Token


class Dated(NamedTuple):
    """A value that does not say all: "the rest of the month", "the first two weeks of May" have days of their own."""

    type: TimeType
    value: str
    """TIMEX3 value."""
    days: TimeSpan
    """The days meant."""


Value = tuple[TimeType, str] | Dated | None
"""Type and TIMEX3 value; None: not a time after all; IMPOSSIBLE: no time, and no part of it is one either."""
IMPOSSIBLE: Value = (TimeType.DATE, "")
"""A written day that the calendar does not have."""
RULES: RuleBook[Value] = RuleBook()
"""Every rule of the package `rules`, in the order of registration."""
_WITH_YEAR = frozenset(("YEAR", "ISO", "SLASH", "SHORTYEAR"))
_EARLYISH = ("EARLY", "EARLIER", "LATER")
_BE = frozenset(("be", "been", "is", "are", "was", "were", "m", "re", "s", "am", "too", "not"))
_KEPT_INSIDE = ("in", "on", "during")
NUMBER_KINDS = ("INT", "NUM", "YEAR", "CARD", "HUNDRED", "FRAC", "HALF", "A", "AND")


class Expression:
    """The tokens of one possible expression, those around it, and the anchors at this point of the text."""

    __slots__ = ("anchors", "first", "stop", "tokens", "whole")

    def __init__(
        self, tokens: Sequence[Token], first: int, stop: int, anchors: Anchors, whole: tuple[int, int] | None = None
    ) -> None:
        self.tokens, self.first, self.stop, self.anchors = tokens, first, stop, anchors
        self.whole = whole or (first, stop)
        """First and one past the last token of the expression that this is a part of."""

    @property
    def inside(self) -> Sequence[Token]:
        return self.tokens[self.first : self.stop]

    def __len__(self) -> int:
        return self.stop - self.first

    def __contains__(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.inside)

    def value(self, kind: str) -> Any:
        """What the first token of this class carries; None where there is none."""
        return next((token.value for token in self.inside if token.kind == kind), None)

    @property
    def words(self) -> list[str]:
        return [token.low for token in self.inside]

    def before(self, count: int = 1) -> str:
        """The word so many tokens before the expression, in lower case; "" at the beginning."""
        return self.tokens[self.first - count].low if self.first >= count else ""

    def after(self, count: int = 1) -> str:
        at = self.stop + count - 1
        return self.tokens[at].low if at < len(self.tokens) else ""

    def kind_before(self, count: int = 1) -> str:
        return self.tokens[self.first - count].kind if self.first >= count else ""

    def kind_after(self, count: int = 1) -> str:
        at = self.stop + count - 1
        return self.tokens[at].kind if at < len(self.tokens) else ""

    @property
    def units(self) -> list[str]:
        return [token.value for token in self.inside if token.kind in ("UNIT", "UNITS")]

    @property
    def unit(self) -> str:
        """The last unit: "D", "W", ...; "" where there is none."""
        units = self.units
        return units[-1] if units else ""

    @property
    def steps(self) -> int:
        """-1 for "last", 1 for "next", else 0."""
        return self.value("LAST") or self.value("NEXT") or 0

    @property
    def number(self) -> float | None:
        return number_of([token for token in self.inside if token.kind in NUMBER_KINDS])

    @property
    def year(self) -> int | None:
        """The year that is written, "'16" as 2016."""
        written: int | None = self.value("YEAR")
        short: int | None = self.value("SHORTYEAR")
        return whole_year(short) if written is None and short is not None else written

    @property
    def explicit(self) -> bool:
        """Whether a year is written in it."""
        return any(token.kind in _WITH_YEAR for token in self.inside)

    @property
    def misjoined(self) -> bool:
        """ "late until April 15", "he is coming Tuesday", "he was late on Monday": a word that belongs to what stands
        before it, or a preposition that no expression keeps behind "early" and "late"."""
        words = self.inside
        if len(words) < 2 or not (words[0].kind in _EARLYISH or words[0].low == "coming"):
            return False
        if self.before() in _BE and (words[0].low == "coming" or words[1].kind == "IN"):
            return True
        return len(words) > 2 and words[1].kind == "IN" and words[1].low not in _KEPT_INSIDE

    def part(self, first: int, stop: int) -> Expression:
        """Some of the expression's own tokens, counted from its first."""
        return Expression(self.tokens, self.first + first, self.first + stop, self.anchors, self.whole)

    def direction(self) -> int:
        """-1 the sentence looks back, 1 ahead, 0 nothing says."""
        return direction(self.tokens, *self.whole, note=self.anchors.note)


def _fraction(low: str) -> float:
    over, under = low.split("/")
    return int(over) / int(under) if int(under) else 0.0


def _side_by_side(tokens: Sequence[Token]) -> bool:
    """ "one two-hour show", "in 1984 two months": two numbers rather than one; "twenty-five" is one."""
    values = [(token.kind, token.value) for token in tokens if token.kind in ("INT", "NUM", "YEAR", "CARD")]
    pairs = pairwise(values)
    alone = len(values) == sum(token.kind not in ("A", "AND", "HALF", "FRAC") for token in tokens)
    return alone and any(first[0] != "CARD" or first[1] < 20 or second[1] > 9 for first, second in pairs)


def number_of(tokens: Sequence[Token]) -> float | None:
    """The number that words and digits add up to; None where there is none; ValueError for two of them."""
    if _side_by_side(tokens):
        raise ValueError("two numbers, not one")
    total = part = 0.0
    seen = False
    for token in tokens:
        if token.kind in ("FRAC", "HALF"):
            total += _fraction(token.low) if token.kind == "FRAC" else 0.5
        elif token.kind == "HUNDRED":
            part = (part or 1) * token.value
            if token.value == 1000:
                total, part = total + part, 0
        elif token.value is None:
            continue
        else:
            part += token.value
        seen = True
    kinds = [token.kind for token in tokens]
    total = part / 2 if kinds[:1] == ["HALF"] and "HUNDRED" in kinds else total + part  # "half a dozen"
    return (int(total) if total == int(total) else total) if seen else None
