"""Rules over classes of tokens: a token becomes one character, a rule a regular expression over classes.

A pattern is written with the class names of `lexicon.CLASSES`, names of MACROS, and the signs ( ) | ? * + {m,n} (?= ).
Each rule has one value function. The longest match wins, ties go to the rule that was registered first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mapapp.reading.times.lexicon import CLASSES

CODE = {name: chr(0x100 + index) for index, name in enumerate(CLASSES)}
"""Class to the one character that stands for it."""
MACROS = {
    "NUMWORD": "(INT|NUM|YEAR|CARD)",
    "NUMBER": "(NUMWORD (AND? FRAC|AND A? HALF|(HYPHEN? CARD){0,4} (HUNDRED (AND? CARD HYPHEN? CARD?)?)?)|FRAC"
    "|A HUNDRED|HUNDRED|HALF A HUNDRED|HALF HYPHEN? HUNDRED)",
    "YEARS": "(YEAR|SHORTYEAR)",
    "ABOUT": "(NEARLY|NO? MORE THAN|AT LEAST|AT LATEST|UP IN)",
    "DAY": "(INT|ORD|CARD HYPHEN ORD|CARD ORD)",
    "EARLYISH": "(THE? EARLY HYPHEN?|EARLIER|LATER|EARLY IN|EARLIER IN|LATER IN|(LATEST OF)? THE? EDGE OF"
    "|THE FINAL OTHER OF)",
    "ONDAY": "(DATE|(LAST|NEXT|THIS)? WDAY|WDAY COMMA? THE? ORD|THE ORD|DAYREL|HOLIDAY YEARS?)",
    "HOUR": "((NEARLY? CLOCK AMPM?|NUM AMPM|NEARLY? INT POINT? AMPM|NEARLY? CARD AMPM|NOON|(INT|CARD) OCLOCK)"
    " (ZONE TIME?|OTHER TIME)?)",
    "DATE": "(((THIS|NEXT|LAST){0,2} WDAY COMMA?)? MONTH DAY ((COMMA|OF)? YEARS)?"
    "|((THIS|NEXT|LAST){0,2} WDAY COMMA?)? (THE? DAY OF?) MONTH (COMMA? YEARS)?"
    "|DAY HYPHEN MONTH|MONTH HYPHEN (INT|ORD)|(WDAY COMMA? THE?)? (ISO|SLASH|FRAC))",
    "WHOLE": "((LAST|NEXT|THIS)? MONTH (OF? COMMA? YEARS)?|(THE|LAST|NEXT|THIS|THE NEXT|THE LAST) UNIT"
    "|(THE UNIT)? YEARS)",
    "UNITANY": "(UNIT|UNITS)",
}
_SIGNS = re.compile(r"\(\?=|[A-Z0-9]+|\{\d+,\d*\}|[()|?*+]")

Value = TypeVar("Value")
Openings = frozenset[str]
"""With which two characters a match can begin; one or none where it may end there."""


NOTHING: Openings = frozenset(("",))


@dataclass(frozen=True, slots=True)
class Rule(Generic[Value]):
    """One way of writing a time."""

    pattern: re.Pattern[str]
    openings: Openings
    value: Callable[..., Value]
    """Type and value of a match; None rejects it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A compiled piece of a pattern."""

    source: str
    openings: Openings


class _Reader:
    """Recursive descent over the signs of one pattern."""

    def __init__(self, pattern: str) -> None:
        self.signs: list[str] = _SIGNS.findall(pattern)
        self.at = 0

    def peek(self) -> str:
        return self.signs[self.at] if self.at < len(self.signs) else ""

    def take(self) -> str:
        self.at += 1
        return self.signs[self.at - 1]

    def alternatives(self) -> list[_Part]:
        parts = [self.sequence()]
        while self.peek() == "|":
            self.take()
            parts.append(self.sequence())
        return parts

    def sequence(self) -> _Part:
        source, openings = "", NOTHING
        while self.peek() not in ("", "|", ")"):
            part = self.repeated()
            source, openings = source + part.source, _in_turn(openings, part.openings)
        return _Part(source, openings)

    def repeated(self) -> _Part:
        part = self.single()
        sign = self.peek()
        if sign and sign[0] in "?*+{":
            self.take()
            openings = part.openings if sign == "?" else part.openings | _in_turn(part.openings, part.openings)
            return _Part(part.source + sign, openings | NOTHING if sign[0] in "?*" or sign[:2] == "{0" else openings)
        return part

    def single(self) -> _Part:
        sign = self.take()
        if sign in ("(", "(?="):
            inner = _either(self.alternatives())
            self.take()
            return _Part(f"(?={inner.source})", NOTHING) if sign == "(?=" else inner
        if sign in MACROS:
            return _either(_Reader(MACROS[sign]).alternatives())
        return _Part(CODE[sign], frozenset((CODE[sign],)))


def _either(parts: Sequence[_Part]) -> _Part:
    source = "(?:" + "|".join(part.source for part in parts) + ")"
    return _Part(source, frozenset().union(*(part.openings for part in parts)))


def _in_turn(first: Openings, second: Openings) -> Openings:
    return frozenset((one + other)[:2] for one in first for other in second)


def compile_rules(pattern: str, value: Callable[..., Value]) -> list[Rule[Value]]:
    """One rule an alternative at the top, so that the longest of them can win; KeyError names an unknown class."""
    return [Rule(re.compile(part.source), part.openings, value) for part in _Reader(pattern).alternatives()]


LONGEST_MATCH = 60
"""Tokens of the longest stretch that rules are tried on."""
MOST_KNOWN = 50_000
"""Stretches whose matches are kept."""
_PLAIN = CODE["OTHER"]
_WINDOW = re.compile(f"[^{_PLAIN}]*{_PLAIN}?[^{_PLAIN}]*{_PLAIN}?")
"""No rule reaches over a second word without a class, so that what matches here depends on no more than this."""


class RuleBook(Generic[Value]):
    """The rules of the grammar, by the class with which they can begin."""

    def __init__(self) -> None:
        self._starting: dict[str, list[Rule[Value]]] = {}
        self._known: dict[str, Sequence[tuple[int, Callable[..., Value]]]] = {}

    def rule(self, *patterns: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
        """Registers the function below it as the value of what the patterns match."""

        def register(value: Callable[..., Value]) -> Callable[..., Value]:
            for pattern in patterns:
                for rule in compile_rules(pattern, value):
                    for head in {opening[:1] for opening in rule.openings}:
                        self._starting.setdefault(head, []).append(rule)
            return value

        return register

    def starts(self, without: Sequence[str]) -> re.Pattern[str]:
        """Where a match may begin, told by two classes; never with some classes."""
        following: dict[str, set[str]] = {}
        for rule in (rule for rules in self._starting.values() for rule in rules):
            for opening in rule.openings:
                following.setdefault(opening[:1], set()).add(opening[1:])
        for kind in without:
            following.pop(CODE[kind], None)
        alone = [first for first, seconds in following.items() if "" in seconds]
        pairs = [f"{first}[{''.join(sorted(seconds))}]" for first, seconds in following.items() if "" not in seconds]
        return re.compile("|".join([f"[{''.join(alone)}]", *pairs]))

    def matches(self, codes: str, at: int) -> Sequence[tuple[int, Callable[..., Value]]]:
        """(length, value function) of every rule that matches here, longest first."""
        found = _WINDOW.match(codes, at, at + LONGEST_MATCH)
        window = found[0] if found else ""
        known = self._known.get(window)
        if known is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            known = self._known[window] = self._matches(window)
        return known

    def _matches(self, window: str) -> Sequence[tuple[int, Callable[..., Value]]]:
        found = []
        for order, rule in enumerate(self._starting.get(window[:1], ())):
            hit = rule.pattern.match(window)
            if hit:
                found.append((-hit.end(), order, rule.value))
        return [(-length, value) for length, _, value in sorted(found, key=lambda match: match[:2])]
