"""Phrases that their first word tells: "north of X", "border between X and Y", "75 km from X"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gazetteer.phrases import quantities
from gazetteer.phrases.grammar import (
    ARTICLES,
    Rule,
    Span,
    Written,
    behind,
    described_by,
    is_article,
    is_the,
    pair,
    part,
)
from gazetteer.phrases.relations import OFFSHORE, Described, Node, Relation, roles, words_of


def opening(written: Written, span: Span) -> Node | None:
    """A phrase that its first word tells."""
    at = span.start + is_article(written, span)
    first = written.keys[at] if at < span.end else ""
    if first.isdecimal():
        return offset(written, Span(at, span.end, span.depth))
    for rule in openings().get(first, ()):
        if found := rule(written, Span(at, span.end, span.depth)):
            return found
    # "A border crossing", where "a mile" was tried before.
    return opening(written, Span(at + 1, span.end, span.depth)) if first in ARTICLES and at + 1 < span.end else None


@lru_cache(maxsize=1)
def openings() -> dict[str, tuple[Rule, ...]]:
    """First word -> the rules that may read the phrase."""
    rules: Sequence[tuple[str, Rule]] = (
        ("number", offset), ("about", offset), ("about", just_near), ("wind", of_direction),
        ("part-wind", of_direction), ("far", of_direction), ("middle", simple(Relation.CENTRE, "of")),
        ("near", simple(Relation.NEAR, "of")),
        ("near-of", simple(Relation.NEAR, "of", "around", needed=True)),
        ("capital", simple(Relation.CAPITAL, "of", needed=True)), ("kind", of_kind), ("border", of_border),
        ("near-to", simple(Relation.NEAR, "to", needed=True)), ("edge", simple(Relation.EDGE, "of", needed=True)),
        ("coast", of_coast), ("off", of_coast),
        ("side", of_bank), ("bank", of_bank), ("halfway", of_two), ("between", of_two), ("road", of_two), ("in", in_it),
        ("institution", simple(Relation.CALLED_BY, "of", needed=True)),
    )  # fmt: skip
    found: dict[str, list[Rule]] = {}
    for role, rule in rules:
        for word in roles()[role]:
            found.setdefault(word, []).append(rule)
    return {word: tuple(each) for word, each in found.items()}


def offset(written: Written, span: Span) -> Node | None:
    """ "75 km north of Kyiv", "a few miles outside Mosul", "30 miles off the coast of Libya"."""
    keys, end = written.keys[: span.end], span.end
    far = quantities.distance(keys, span.start)
    if far is None:
        return None
    km, at = far
    while at < end and keys[at] in ("away", "to", "the", "due", "further", "inland", "directly"):
        at += 1
    told = quantities.direction(keys, at)
    wind, at = told if told is not None else ("", at)
    off = behind(written, at, end, *words_of("off"))
    reading = off or behind(written, at, end, "of", "from", *words_of("near"))
    if reading is None:
        return None
    reading = behind(written, reading, end, "of") or reading
    anchor = part(written, reading, end, span.depth)
    if anchor is None:
        return None
    at_sea = not wind and (off is not None or (isinstance(anchor, Described) and anchor.detail == OFFSHORE))
    return Described(Relation.OFFSET, (anchor,), OFFSHORE if at_sea else wind, km)


def of_direction(written: Written, span: Span) -> Node | None:
    """ "eastern X", "the far north of X", "south-eastern outskirts of X", "the western part of X"."""
    keys, end, definite = written.keys, span.end, is_the(written, span.start)
    at = span.start
    while at < end and keys[at] in words_of("far"):
        at += 1
    told = quantities.direction(keys[:end], at, adjectives=True)
    if told is None:
        return None
    wind, at = told
    adjective = keys[at - 1] in words_of("part-wind")
    if at < end and keys[at] in words_of("part"):
        definite, at = True, at + 1
    for role, relation in (("edge", Relation.EDGE), ("coast", Relation.COAST), ("bank", Relation.BANK)):
        if at + 1 < end and keys[at] in words_of(role) and keys[at + 1] == "of":
            return described_by(relation, part(written, at + 2, end, span.depth), wind)
    if (of := behind(written, at, end, "of")) is not None:
        relation = Relation.SECTOR if definite or adjective else Relation.TOWARDS
        return described_by(relation, part(written, of, end, span.depth), wind)
    ends_otherwise = keys[end - 1] in words_of("border") or keys[end - 1] in words_of("coast")
    anchor = None if ends_otherwise else part(written, at, end, span.depth)
    # "The eastern city of Kharkiv", "the western Ukrainian city of Lviv": the town lies there, no part of it is meant.
    town = anchor.anchors[0] if isinstance(anchor, Described) and anchor.relation is Relation.WITHIN else anchor
    if adjective and isinstance(town, Described) and town.relation is Relation.KIND:
        return anchor
    return described_by(Relation.SECTOR, anchor, wind)


def simple(relation: Relation, *following: str, needed: bool = False) -> Rule:
    """A rule for a word before its anchor, with some words that may stand between, or must."""

    def read(written: Written, span: Span) -> Node | None:
        at = behind(written, span.start + 1, span.end, *following)
        if at is None and needed:
            return None
        return described_by(relation, part(written, at or span.start + 1, span.end, span.depth))

    return read


def of_kind(written: Written, span: Span) -> Node | None:
    """ "the village of X", "the village X"."""
    at = behind(written, span.start + 1, span.end, "of") or span.start + 1
    kind = words_of("kind")[written.keys[span.start]]
    return described_by(Relation.KIND, part(written, at, span.end, span.depth), kind)


def of_border(written: Written, span: Span) -> Node | None:
    """ "border between X and Y", "border of X with Y", "border with Y"."""
    at = span.start + 1
    at = behind(written, at, span.end, *words_of("behind-border")) or at
    reading = behind(written, at, span.end, "between", "of", "with", "from")
    if reading is None:
        return None
    both = pair(written, Span(reading, span.end, span.depth), ("and", "with", "", "-", "/"))
    if both is not None:
        return Described(Relation.BORDER, both)
    return described_by(Relation.BORDER, part(written, reading, span.end, span.depth))


def of_coast(written: Written, span: Span) -> Node | None:
    """ "coast of X", "off X", "off the coast of X"."""
    if written.keys[span.start] not in words_of("off"):
        return simple(Relation.COAST, "of", needed=True)(written, span)
    anchor = part(written, span.start + 1, span.end, span.depth)
    if isinstance(anchor, Described) and anchor.relation is Relation.COAST:
        return Described(Relation.COAST, anchor.anchors, OFFSHORE)
    return described_by(Relation.COAST, anchor, OFFSHORE)


def of_bank(written: Written, span: Span) -> Node | None:
    """ "left bank of X", "banks of X"."""
    at = span.start + (written.keys[span.start] in words_of("side"))
    bank = behind(written, at, span.end, *words_of("bank"))
    of = None if bank is None else behind(written, bank, span.end, "of")
    return None if of is None else described_by(Relation.BANK, part(written, of, span.end, span.depth))


def of_two(written: Written, span: Span) -> Node | None:
    """ "halfway between X and Y", "the road from X to Y"."""
    at, relation = span.start, Relation.BETWEEN
    if written.keys[at] in words_of("halfway"):
        at, relation = at + 1, Relation.HALFWAY
    elif written.keys[at] in words_of("road"):
        at = behind(written, at + 1, span.end, "leading", "running", "going", "linking") or at + 1
    reading = behind(written, at, span.end, "between", "from", "linking", "connecting")
    both = None if reading is None else pair(written, Span(reading, span.end, span.depth), ("and", "to"))
    return None if both is None else Described(relation, both)


def in_it(written: Written, span: Span) -> Node | None:
    """ "in X", "in and around X", "on the border with X": a preposition says nothing more."""
    at = span.start + 1
    at += at + 1 < span.end and written.keys[at] == "and" and written.keys[at + 1] in words_of("near")
    return part(written, at, span.end, span.depth)


def just_near(written: Written, span: Span) -> Node | None:
    """ "just outside X"."""
    at = span.start + 1
    if at >= span.end or written.keys[at] not in words_of("near"):
        return None
    return simple(Relation.NEAR, "of")(written, Span(at, span.end, span.depth))
