"""Tokens -> time expressions, left to right, longest match first, with the memory that later expressions count from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from mapapp.model import TextSpan, TimeSpan, TimeType
from mapapp.reading.times.almanac import KEPT, days_of_value, in_era
from mapapp.reading.times.anchors import Anchors, is_narrative, writes_day_first
from mapapp.reading.times.direction import is_note
from mapapp.reading.times.expression import RULES, Dated, Expression
from mapapp.reading.times.grammar import CODE
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.names import in_a_name
from mapapp.reading.times.reach import as_timex2, reached
from mapapp.reading.times.rules import durations, quarters, units
from mapapp.reading.times.story import heads_lines, told_by
from mapapp.reading.times.tokens import Token, tokenise

_QUARTER_RULES = (quarters.quarter, units.century_or_unit)
BEFORE_VERB = NEIGHBOURS["before_verb"]
_LONG_RUN_OF_MONTHS = re.compile(r"P(?:[4-9]|\d\d)M")
NO_STARTS = ("OTHER", "POSSESSIVE")
"""Classes with which no expression begins, though rules may: too many words are of them."""
STARTS = RULES.starts(NO_STARTS)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A time expression before it becomes a `TimeMention`."""

    span: TextSpan
    type: TimeType
    value: str
    """TIMEX3 value; X stands for digits that no anchor gave."""
    explicit: bool
    """Whether the year is written in it."""
    before: tuple[str, ...]
    """The three words before it, nearest first."""
    words: tuple[str, ...]
    """Its own words, in lower case."""
    direction: int
    """-1 the sentence looks back, 1 ahead, 0 nothing says."""
    note: bool
    """Whether the text is a note rather than a report (Anchors.note)."""
    days: TimeSpan | None = None
    """The days meant, where the value does not say them."""


@lru_cache(maxsize=2)
def _tokens(text: str) -> tuple[Sequence[Token], Sequence[int]]:
    """Tokens of a text and where they begin, kept for the second reading of the same text."""
    tokens = tokenise(text)
    return tokens, [token.start for token in tokens]


def tokens_of(text: str, spans: Sequence[TextSpan]) -> list[Token]:
    """The tokens that lie in some parts of a text, a BREAK between parts."""
    tokens, starts = _tokens(text)
    found: list[Token] = []
    for span in spans:
        if found:
            found.append(Token(span.start, span.start, "BREAK", None, "\n"))
        found.extend(tokens[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
        while found and found[-1].end > span.end:
            found.pop()
    return found


def tag(text: str, spans: Sequence[TextSpan], document: date | None) -> tuple[Tagged, ...]:
    """All time expressions in these parts of a text, in order; `document` is the day that they count from."""
    return tag_tokens(tokens_of(text, spans), document)


def tag_tokens(tokens: Sequence[Token], document: date | None) -> tuple[Tagged, ...]:
    codes = "".join([CODE[token.kind] for token in tokens])
    history, day_first = is_narrative(tokens, codes, document), writes_day_first(tokens, codes)
    return tuple(_tagged(tokens, codes, Anchors(document, history, is_note(tokens), day_first)))


def _tagged(tokens: Sequence[Token], codes: str, anchors: Anchors) -> Iterator[Tagged]:
    at = behind = 0
    while start := STARTS.search(codes, at):
        at = start.start()
        found = _longest(tokens, codes, at, anchors)
        if found is None:
            at += 1
            continue
        said, meant, rule = found
        kind, value = meant[0], meant[1]
        at = said.stop
        if not value or in_a_name(said):
            continue
        whole = reached(said, kind, behind) if anchors.narrative else said
        at = behind = whole.stop
        yield _as_tagged(said, whole, meant)
        anchors = _remembered(anchors, whole, meant, rule)


def _longest(
    tokens: Sequence[Token], codes: str, at: int, anchors: Anchors
) -> tuple[Expression, tuple[TimeType, str] | Dated, object] | None:
    """The longest match whose value function accepts it."""
    if tokens[at].low == "last" and at and tokens[at - 1].low in BEFORE_VERB:  # "will last three days"
        return None
    for length, value_of in RULES.matches(codes, at):
        said = Expression(tokens, at, at + length, anchors)
        if said.misjoined:
            continue
        try:
            value = value_of(said)
        except (ValueError, OverflowError):  # a day or year that the calendar does not have
            continue
        if value:
            return said, value, value_of
    return None


def _as_tagged(said: Expression, whole: Expression, meant: tuple[TimeType, str] | Dated) -> Tagged:
    before = tuple(said.before(count) for count in (1, 2, 3))
    span = TextSpan(whole.inside[0].start, whole.inside[-1].end)
    days = meant.days if isinstance(meant, Dated) and meant.days.first_day.year not in KEPT else None
    value = as_timex2(said, meant[0], meant[1]) if said.anchors.narrative else meant[1]
    return Tagged(
        span,
        meant[0],
        in_era(value),
        said.explicit,
        before,
        tuple(said.words),
        said.direction(),
        said.anchors.note,
        days,
    )


def _remembered(anchors: Anchors, said: Expression, meant: tuple[TimeType, str] | Dated, rule: object) -> Anchors:
    kind, value = meant[0], meant[1]
    if heads_lines(said):
        anchors = replace(anchors, heading=said.year)
    if anchors.narrative:
        return told_by(anchors, said, meant.days if isinstance(meant, Dated) else days_of_value(value))
    aside = said.before() in ("since", "until")
    if kind in (TimeType.DATE, TimeType.TIME) and not aside:
        anchors = anchors.after(value, explicit=said.explicit)
    if rule in _QUARTER_RULES and "ORD" in said and said.year is None and _is_recent(anchors, value):
        return anchors.with_quarter(value)
    if rule is durations.last_few and "LAST" not in said and _LONG_RUN_OF_MONTHS.fullmatch(value):
        return anchors.without_quarter()
    return anchors


def _is_recent(anchors: Anchors, value: str) -> bool:
    return anchors.base is not None and value[:4].isdigit() and anchors.base.year - int(value[:4]) < 2
