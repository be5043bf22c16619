"""What English words mostly are: noun, verb or adjective, and of which kind of thing or deed.

`words.csv.gz` has a line a word: shares in ninths, in the order of `WordClass`. Inflected forms are led back by rule.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

NINTHS = 9


class WordClass(NamedTuple):
    """Shares of a word's uses, 0 to 1; all 0 where nothing is known of it."""

    noun: float = 0.0
    verb: float = 0.0
    adjective: float = 0.0
    person: float = 0.0
    """This and the next: of its uses as a noun. Somebody: "teacher", "minister"."""
    group: float = 0.0
    """Several people or an institution: "army", "government", "company"."""
    place: float = 0.0
    """Something that stays where it is: "suburb", "airport", "shore"."""
    thing: float = 0.0
    """Something that can be moved: "missile", "oil"."""
    act: float = 0.0
    """A deed or a happening: "attack", "election"."""
    thought: float = 0.0
    """Something thought, said or felt: "request", "view"."""
    state: float = 0.0
    """A condition, relation or possession: "independence", "ties"."""
    measure: float = 0.0
    """An amount or a time: "dollar", "week"."""
    willed: float = 0.0
    """Of its uses as a verb: what only somebody with a will does: saying, deciding, dealing, fighting."""


UNKNOWN = WordClass()
SUPERLATIVE = WordClass(adjective=1.0)
DEED = WordClass(noun=0.3, verb=0.7, act=1.0)
"""Of a form in -ing of which nothing but the verb is known."""


@cache
def _table() -> dict[str, str]:
    text = gzip.decompress(resources.files(__package__).joinpath("words.csv.gz").read_bytes()).decode()
    return dict(line.split(",") for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=20_000)
def word_class(word: str) -> WordClass:
    """What a word in lower case mostly is."""
    digits = _table().get(word)
    if digits is not None:
        return WordClass(*[int(digit) / NINTHS for digit in digits])
    for lemma, ending in stems(word):
        digits = _table().get(lemma)
        if digits is not None:
            return inflected(WordClass(*[int(digit) / NINTHS for digit in digits]), ending)
    return SUPERLATIVE if any(lemma in _table() for lemma in compared(word)) else UNKNOWN


def stems(word: str) -> Iterator[tuple[str, str]]:
    """Words of which a word may be a form, with its ending."""
    if word.endswith("ies"):
        yield word[:-3] + "y", "s"
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1], "s"
        if word.endswith("es"):
            yield word[:-2], "s"
    if word.endswith("ied"):
        yield word[:-3] + "y", "ed"
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield stem + "e", ending
            yield stem, ending
            if stem[-1] == stem[-2]:
                yield stem[:-1], ending


def compared(word: str) -> Iterator[str]:
    """Adjectives of which a word may be the superlative: "largest", "driest"."""
    stem = word.removesuffix("est")
    if stem != word and len(stem) > 1:
        yield stem
        yield stem + "e"
        yield stem[:-1] + "y"
        yield stem[:-1]


def inflected(of: WordClass, ending: str) -> WordClass:
    """What the form of a word with an ending is: no adjective has "-s", nothing but verbs "-ed"."""
    if ending == "s":
        known = of.noun + of.verb
        return of._replace(noun=of.noun / known, verb=of.verb / known, adjective=0.0) if known else UNKNOWN
    return (WordClass(verb=1.0) if ending == "ed" else DEED)._replace(willed=of.willed) if of.verb else UNKNOWN
