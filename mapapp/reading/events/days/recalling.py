"""The same happening told again: "the launch" after "launched on 3 May" is of 3 May too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from mapapp.model import Status, TimeMention, TimeType
from mapapp.reading.events.days.belonging import times_of
from mapapp.reading.events.days.telling import Telling
from mapapp.reading.events.words.inflection import lemma_of
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.mentions import trigger_of
from mapapp.reading.events.words.tokens import Tokens

Spots = Mapping[str, Sequence[tuple[int, int]]]
"""For each stem the sentences with a time that hold it, and which word of them it is; in the order of the text."""
ENDING = re.compile(r"(?:ations?|[st]?ions?|ments?|ings?|ies|ied|ed|es|s|y|al)$")
SHORTEST, LONGEST = 3, 6
"""Letters of a stem at least and at most."""
WIDEST = 31
"""Days of the widest expression that is carried over."""
MOST_LOOKED_AT = 8
"""Places with the same stem that are looked at, the nearest first."""
POINTERS = word_list("definite")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What forms and nouns of one verb share: "suspended" and "suspension"; good enough within one report."""
    base = lemma_of(word)
    cut = ENDING.sub("", base)
    cut = (cut if len(cut) >= SHORTEST else base).rstrip("e")
    return cut[:LONGEST]


def spots_by_stem(sentences: Sequence[Tokens], times: Sequence[Sequence[TimeMention]]) -> Spots:
    """Where the sentences that name a day tell of what."""
    spots: dict[str, list[tuple[int, int]]] = {}
    for tokens, each in zip(sentences, times, strict=True):
        if any(_can_be_carried(time) for time in each):
            for at, word in enumerate(tokens.words):
                if word in tokens.content and word.isalpha() and len(word) > SHORTEST:
                    spots.setdefault(stem(word), []).append((tokens.index, at))
    return spots


def _can_be_carried(time: TimeMention) -> bool:
    return bool(time.days) and time.type is not TimeType.DURATION and time.covers != "until" and _days(time) <= WIDEST


def _days(time: TimeMention) -> int:
    return time.days.days if time.days else 0


def recalled(
    telling: Telling, spots: Spots, sentences: Sequence[Tokens], times: Sequence[Sequence[TimeMention]]
) -> TimeMention | None:
    """The day of what a noun points back to, or a heading ahead; of several the nearest."""
    tokens, trigger = telling.tokens, telling.trigger
    if not telling.heading and not _points_back(telling):
        return None
    same = _in_order(telling, spots.get(stem(tokens.words[trigger.head]), ()))
    for index, at in islice(same, MOST_LOOKED_AT):
        named = [time for time in times[index] if _can_be_carried(time)]
        if own := times_of(sentences[index], trigger_of(sentences[index], at, at), named):
            return own[0]
    return None


def _points_back(telling: Telling) -> bool:
    """ "The launch", "its launch": of what goes on still no day that was named before tells all."""
    tokens, trigger = telling.tokens, telling.trigger
    pointing = not POINTERS.isdisjoint(tokens.words[max(0, trigger.first - 2) : trigger.first])
    return pointing and not trigger.is_verb and telling.judged.status is not Status.ONGOING


def _in_order(telling: Telling, spots: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if telling.heading:
        return (spot for spot in spots if spot[0] > telling.index)
    return (spot for spot in reversed(spots) if spot[0] < telling.index)
