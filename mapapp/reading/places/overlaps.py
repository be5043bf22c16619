"""How mentions and phrases lie to each other, in time linear in their number: a table may hold thousands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from mapapp.model import PlaceMention, TextSpan
from mapapp.reading.places.tokens import Tokens


def beside(mentions: Sequence[PlaceMention], phrases: Sequence[PlaceMention], split: Tokens) -> list[PlaceMention]:
    """The mentions without the article that reaches out of a phrase: "The | Ukraine-Belarus border"."""
    starts = {phrase.span.start for phrase in phrases}
    after_article = {
        word.start: split.words[at].start
        for at, word in enumerate(split.words[:-1], start=1)
        if word.key == "the" and split.words[at].start in starts
    }
    cut = {start: then for start, then in after_article.items() if start not in starts}
    return [
        replace(m, span=TextSpan(cut[m.span.start], m.span.end))
        if m.span.start in cut and m.span.end > cut[m.span.start]
        else m
        for m in mentions
    ]


def are_within(mentions: Iterable[PlaceMention], phrases: Sequence[PlaceMention]) -> list[bool]:
    """Which mentions lie inside a phrase."""
    starts, reach = reaches(phrases)
    return [mention.span.end <= reach[bisect_right(starts, mention.span.start)] for mention in mentions]


def touch(mentions: Iterable[PlaceMention], phrases: Sequence[PlaceMention]) -> list[bool]:
    """Which mentions share a character with a phrase."""
    starts, reach = reaches(phrases)
    return [mention.span.start < reach[bisect_left(starts, mention.span.end)] for mention in mentions]


def reaches(phrases: Sequence[PlaceMention]) -> tuple[list[int], list[int]]:
    """Where phrases start, in order, and how far the first 0, 1, 2 ... of them go."""
    ordered = sorted(phrases, key=lambda phrase: phrase.span.start)
    starts = [phrase.span.start for phrase in ordered]
    return starts, [0, *accumulate((phrase.span.end for phrase in ordered), max)]
