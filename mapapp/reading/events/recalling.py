"""The same happening told again: "the launch" after "launched on 3 May" is of 3 May too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mapapp.model import TimeMention, TimeType
from mapapp.reading.events.belonging import times_of
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.inflection import lemma_of
from mapapp.reading.events.mentions import trigger_of
from mapapp.reading.events.tokens import COMMON, Tokens
from mapapp.reading.events.triggers import Trigger

Told = Mapping[str, Sequence[tuple[int, TimeMention]]]
"""For each stem: in which sentences it is told with its day, and the expression that names the day."""
ENDING = re.compile(r"(?:ations?|[st]?ions?|ments?|ings?|ies|ied|ed|es|s|y|al)$")
SHORTEST, LONGEST = 3, 6
"""Letters of a stem at least and at most."""
WIDEST = 31
"""Days of the widest expression that is carried over."""
POINTERS = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "'s"))


def stem(word: str) -> str:
    """What forms and nouns of one verb share: "suspended" and "suspension"; good enough within one report."""
    base = lemma_of(word)
    cut = ENDING.sub("", base)
    cut = (cut if len(cut) >= SHORTEST else base).rstrip("e")
    return cut[:LONGEST]


def told_with_days(sentences: Sequence[Tokens], times: Sequence[Sequence[TimeMention]]) -> Told:
    """The happenings of a report that are told with a day of their own."""
    told: dict[str, list[tuple[int, TimeMention]]] = {}
    for tokens, each in zip(sentences, times, strict=True):
        for time in each:
            if time.days and time.days.days <= WIDEST and time.covers != "until" and time.type is not TimeType.DURATION:
                for word in _words_dated_by(tokens, time):
                    told.setdefault(stem(word), []).append((tokens.index, time))
    return told


def _words_dated_by(tokens: Tokens, time: TimeMention) -> list[str]:
    at = tokens.at(time.span.start)
    first, last = clause_of(tokens, at, at)
    spots = [spot for spot in range(first, last + 1) if _tells(tokens, spot) and not _within(tokens, spot, time)]
    return [tokens.words[spot] for spot in spots if times_of(tokens, trigger_of(tokens, spot, spot), (time,))]


def _tells(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return word.isalpha() and len(word) > SHORTEST and word not in COMMON and (at == 0 or not tokens.capital[at])


def _within(tokens: Tokens, at: int, time: TimeMention) -> bool:
    return time.span.start <= tokens.starts[at] < time.span.end


def recalled(told: Told, tokens: Tokens, trigger: Trigger, *, heading: bool) -> TimeMention | None:
    """The day of what a noun points back to, or a heading ahead; the nearest of several."""
    found = told.get(stem(tokens.words[trigger.head]), ())
    if heading:
        return next((time for index, time in found if index > tokens.index), None)
    before = tokens.words[max(0, trigger.first - 2) : trigger.first]
    if trigger.is_verb or POINTERS.isdisjoint(before):
        return None
    return next((time for index, time in reversed(found) if index < tokens.index), None)
