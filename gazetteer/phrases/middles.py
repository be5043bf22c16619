"""Phrases that a mark or a word in their middle tells: "X, Y", "X in Y", "the X district of Y"."""

from __future__ import annotations

from functools import lru_cache

from gazetteer.phrases.grammar import Span, Written, described_by, part, sides
from gazetteer.phrases.relations import Described, Node, Relation, words_of

MOST_WORDS_INSIDE = 8
"""Before "in", "near" and the like: a sentence goes on longer than a name."""


def contained(written: Written, span: Span) -> Node | None:
    """ "Merefa (Kharkiv region)", "Bakhmut, Donetsk region, Ukraine"."""
    for at in range(span.start + 1, span.end - 1):
        mark = written.keys[at]
        if mark in (",", "("):
            return within(written, span, at, mark)
    return None


def within(written: Written, span: Span, at: int, mark: str) -> Node | None:
    inner = part(written, span.start, at, span.depth)
    whole = part(written, at + 1, span.end, span.depth)
    return None if inner is None or whole is None else Described(Relation.WITHIN, (inner, whole), mark)


def inside(written: Written, span: Span) -> Node | None:
    """A phrase that a word in its middle tells: "X in Y", "X near Y", "the X district of Y"."""
    for at in range(span.start + 1, min(span.end - 1, span.start + MOST_WORDS_INSIDE)):
        if written.keys[at] in middle_words() and (found := told_inside(written, span, at)):
            return found
    return None


@lru_cache(maxsize=1)
def middle_words() -> frozenset[str]:
    return frozenset({"of", "'s", *words_of("in"), *words_of("near"), *words_of("near-to"), *words_of("border")})


def told_inside(written: Written, span: Span, at: int) -> Node | None:
    """What the word at a position tells of what stands on its two sides; None where that names nothing."""
    key, last, following = written.keys[at], written.keys[at - 1], written.keys[at + 1]
    if key in words_of("border"):
        both = sides(written, span, at, at + 2) if following in ("with", "and", "of") else None
        return None if both is None else Described(Relation.BORDER, both)
    if key == "of" and last in words_of("coast") and at - 2 >= span.start:
        both = sides(written, span, at - 1, at + 1)
        return None if both is None else Described(Relation.COAST, both[::-1])
    if key == "of" and last in words_of("kind") and at - 1 > span.start:
        return kind_of_owner(written, span, at)
    if not capital(written, at + 1, span.end) or (key == "'s" and following in words_of("border")):
        return None
    near = key in words_of("near") or key in words_of("near-to")
    both = sides(written, span, at, at if near else at + 1)
    if both is None:
        return None
    # The owner stands first: "Russia's Belgorod region".
    return Described(Relation.WITHIN, both[::-1] if key == "'s" else both, key)


def capital(written: Written, start: int, end: int) -> bool:
    """Whether a capital stands in some words, or nowhere in the query: "found inside a well" names no place."""
    plain = written.text == written.text.lower()
    return plain or any(word.text[0].isupper() for word in written.words[start:end])


def kind_of_owner(written: Written, span: Span, of: int) -> Node | None:
    """ "the Syrian town of Idlib": one of a kind, in what stands before the word for the kind."""
    kind = words_of("kind")[written.keys[of - 1]]
    inner = described_by(Relation.KIND, part(written, of + 1, span.end, span.depth), kind)
    whole = part(written, span.start, of - 1, span.depth)
    return None if inner is None or whole is None else Described(Relation.WITHIN, (inner, whole), ",")
