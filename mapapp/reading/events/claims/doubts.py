"""What a report leaves unconfirmed, and on whose side a claimant stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from mapapp.model import ClaimSide, PlaceMention, Role, TextSpan
from mapapp.reading.events.claims.saying import BE
from mapapp.reading.events.claims.speech_words import phrases_of, words_of
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.tokens import Tokens

DOUBTING, PASSIVE = words_of("doubt", "words"), words_of("doubt", "passive")
UNCHECKED = phrases_of("doubt", "unchecked")
LOOSE = 6
"""Words over which the words of "not ... verified" may be spread."""
NEXT = 2
"""Sentences behind a claim in which "could not be verified" speaks of it."""
BESIDE = 12
"""Words between "reportedly" and what it leaves in doubt at most."""
OF_A_SIDE = frozenset((Role.METONYM, Role.MODIFIER, Role.DEMONYM, Role.LOCATION))


def doubt_of(tokens: Tokens, first: int, last: int) -> TextSpan | None:
    """The words of the clause that leave it unconfirmed: "reportedly", "is said to have"."""
    begin, end = clause_of(tokens, first, last)
    words = tokens.words
    for at in range(max(begin, first - BESIDE), min(end, last + BESIDE) + 1):
        if words[at] in DOUBTING:
            return tokens.span_of(at, at)
        if at < first and words[at] in PASSIVE and words[at - 1] in BE and words[at + 1 : at + 2] == ("to",):
            return tokens.span_of(at - 1, at)
    return None


def unchecked_of(sentences: Sequence[Tokens]) -> dict[int, TextSpan]:
    """Number of a sentence -> the words, there or just behind, that say that claims could not be checked."""
    found: dict[int, TextSpan] = {}
    for tokens in sentences:
        span = _unchecked(tokens)
        if span:
            found |= {index: found.get(index, span) for index in range(tokens.index - NEXT, tokens.index + 1)}
    return found


def _unchecked(tokens: Tokens) -> TextSpan | None:
    for phrase in UNCHECKED:
        if phrase[0] not in tokens.words:
            continue
        spots = [tokens.words.index(phrase[0])]
        for word in phrase[1:]:
            near = tokens.words[spots[-1] + 1 : spots[-1] + 1 + LOOSE]
            if word not in near:
                break
            spots.append(spots[-1] + 1 + near.index(word))
        if len(spots) == len(phrase):
            return tokens.span_of(spots[0], spots[-1])
    return None


def side_of(tokens: Tokens, first: int, claimant: TextSpan, places: Sequence[PlaceMention]) -> ClaimSide | None:
    """Whether the claimant is of the country that does it, by the places both are named by; None: not told."""
    ours = _countries(places, claimant)
    begin, _ = clause_of(tokens, first, first)
    if first <= begin or len(ours) != 1:
        return None
    subject = TextSpan(tokens.starts[begin], tokens.starts[first])
    theirs = _countries([each for each in _within(places, subject) if not claimant.contains(each.span)], subject)
    if len(theirs) != 1 or not BE.isdisjoint(tokens.words[begin:first]):
        return None
    return ClaimSide.OWN if ours == theirs else ClaimSide.OTHER


def _countries(places: Sequence[PlaceMention], span: TextSpan) -> frozenset[str]:
    named = (each.place.country for each in _within(places, span) if each.place and each.role in OF_A_SIDE)
    return frozenset(country for country in named if country)


def _within(places: Sequence[PlaceMention], span: TextSpan) -> Sequence[PlaceMention]:
    first = bisect_left(places, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(places, span.end, key=lambda mention: mention.span.start)
    return places[first:last]
