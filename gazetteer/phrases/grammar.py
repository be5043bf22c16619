"""Words -> what they describe: a small grammar, which reads a phrase from its first word, its last or its middle.

Which runs of words are names is asked of the gazetteer, so that no name is taken apart: "North Korea" is no north of
anything. Phrases nest at most `DEEPEST` deep and a pair is parted at one of `MOST_PARTINGS` places, so the work is
bounded by a multiple of the number of words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gazetteer.names import Word, join
from gazetteer.phrases.relations import Described, Name, Node, Relation, telling_words, words_of

DEEPEST = 5
MOST_PARTINGS = 8
MOST_WORDS = 60
"""Of a query; no place is described by more."""
ARTICLES = ("the", "a", "an")
EDGES = frozenset({"'s", ",", "(", ")", "'", "-", "", ":", ";", '"', "."})
"""Marks that are no part of what stands between them."""


@dataclass(frozen=True, slots=True)
class Written:
    """A query in words, and which keys are names."""

    text: str
    words: Sequence[Word]
    keys: Sequence[str]
    known: Callable[[str], bool]


class Span(NamedTuple):
    """Words from `start` to before `end`, so many phrases deep."""

    start: int
    end: int
    depth: int


Rule = Callable[[Written, Span], Node | None]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All that read a phrase, in the order in which they are tried."""
    # They read the parts of a phrase by this module, so it is there before them.
    from gazetteer.phrases import endings, middles, openings

    return (openings.opening, middles.contained, endings.ending, middles.inside, endings.kind_before)


def phrase(written: Written, span: Span) -> Node | None:
    if span.depth >= DEEPEST or span.end - span.start < 2:
        return None
    inner = Span(span.start, span.end, span.depth + 1)
    return next((found for rule in rules() if (found := rule(written, inner))), None)


def described(written: Written) -> Node | None:
    """What a query that is no name describes; None where it is no phrase."""
    if len(written.keys) > MOST_WORDS or telling_words().isdisjoint(written.keys):
        return None
    return phrase(written, Span(0, len(written.keys), 0))


def part(written: Written, start: int, end: int, depth: int) -> Node | None:
    """What a run of words within a phrase means: a name wherever it is one, else a phrase; None where it is empty."""
    start, end = bare(written.keys, start, end)
    if start >= end:
        return None
    whole = name(written, start, end)
    if written.known(whole.key):
        return whole
    if written.keys[start] in ARTICLES and end - start > 1:
        start += 1
        whole = name(written, start, end)
        if written.known(whole.key):
            return whole
        if whole.key in words_of("country"):
            return Described(Relation.COUNTRY, ())
        found = phrase(written, Span(start - 1, end, depth))
    else:
        found = phrase(written, Span(start, end, depth))
    return found or whole


def bare(keys: Sequence[str], start: int, end: int) -> tuple[int, int]:
    while start < end and keys[start] in EDGES:
        start += 1
    while end > start and keys[end - 1] in EDGES:
        end -= 1
    return start, end


def name(written: Written, start: int, end: int) -> Name:
    text = written.text[written.words[start].start : written.words[end - 1].end]
    return Name(text, join(written.keys[start:end]))


def described_by(relation: Relation, anchor: Node | None, detail: str = "", km: float = 0.0) -> Described | None:
    return None if anchor is None else Described(relation, (anchor,), detail, km)


def behind(written: Written, at: int, end: int, *words: str) -> int | None:
    """The position behind one of some words; None where another word stands there."""
    return at + 1 if at < end and written.keys[at] in words else None


def is_article(written: Written, span: Span) -> bool:
    return written.keys[span.start] == "the"


def is_the(written: Written, at: int) -> bool:
    return at > 0 and written.keys[at - 1] == "the"


def sides(written: Written, span: Span, end: int, start: int) -> tuple[Node, Node] | None:
    """What stands before one position and from another one on."""
    one, other = part(written, span.start, end, span.depth), part(written, start, span.end, span.depth)
    return None if one is None or other is None else (one, other)


def pair(written: Written, span: Span, joins: Sequence[str] = ("", "-", "/", "and")) -> tuple[Node, Node] | None:
    """Two that a hyphen or a word joins, parted where both sides are names if there is such a place."""
    partings = [at for at in range(span.start + 1, span.end - 1) if written.keys[at] in joins][:MOST_PARTINGS]
    if not partings:
        return None
    singular = words_of("plural").get(written.keys[span.end - 1])
    if singular is not None and span.end - 2 > partings[0]:
        # "Kharkiv and Donetsk regions": the word goes with both.
        span = Span(span.start, span.end - 1, span.depth)
    best = max(partings, key=lambda at: names_beside(written, span, at))
    one, other = part(written, span.start, best, span.depth), part(written, best + 1, span.end, span.depth)
    return (
        None if one is None or other is None else (each_of(written, one, singular), each_of(written, other, singular))
    )


def each_of(written: Written, node: Node, singular: str | None) -> Node:
    """A name with the word for its kind, where it is one so."""
    longer = f"{node.key} {singular}" if isinstance(node, Name) else ""
    return Name(f"{node.text} {singular}", longer) if isinstance(node, Name) and written.known(longer) else node


def names_beside(written: Written, span: Span, at: int) -> int:
    """How many of the two sides of a parting are names."""
    sides = [bare(written.keys, span.start, at), bare(written.keys, at + 1, span.end)]
    named = [(start + (start < end and written.keys[start] == "the"), end) for start, end in sides]
    return sum(start < end and written.known(join(written.keys[start:end])) for start, end in named)
