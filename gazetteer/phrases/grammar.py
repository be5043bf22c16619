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
from gazetteer.phrases import quantities
from gazetteer.phrases.relations import OFFSHORE, Described, Name, Node, Relation, roles, telling_words, words_of

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


def described(written: Written) -> Node | None:
    """What a query that is no name describes; None where it is no phrase."""
    if len(written.keys) > MOST_WORDS or telling_words().isdisjoint(written.keys):
        return None
    return phrase(written, Span(0, len(written.keys), 0))


def phrase(written: Written, span: Span) -> Node | None:
    if span.depth >= DEEPEST or span.end - span.start < 2:
        return None
    inner = Span(span.start, span.end, span.depth + 1)
    rules = (opening, contained, ending, inside, kind_before)
    return next((found for rule in rules if (found := rule(written, inner))), None)


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


def described_by(relation: Relation, anchor: Node | None, detail: str = "", km: float = 0.0) -> Described | None:
    return None if anchor is None else Described(relation, (anchor,), detail, km)


def is_the(written: Written, at: int) -> bool:
    return at > 0 and written.keys[at - 1] == "the"


def behind(written: Written, at: int, end: int, *words: str) -> int | None:
    """The position behind one of some words; None where another word stands there."""
    return at + 1 if at < end and written.keys[at] in words else None


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


def ending(written: Written, span: Span) -> Node | None:
    """A phrase that its last word tells."""
    keys, end = written.keys, span.end
    if keys[end - 1] in words_of("behind-border") and end - 2 > span.start and keys[end - 2] in words_of("border"):
        end -= 1
    for role, rule in ENDINGS:
        if keys[end - 1] in words_of(role) and (found := rule(written, Span(span.start, end, span.depth))):
            return found
    return None


def owner(written: Written, span: Span) -> int | None:
    """The position of the "'s" behind the owner, None where nobody owns: "Ukraine | 's far east"."""
    keys = written.keys
    at = next((at for at in range(span.start + 1, span.end) if keys[at] == "'s"), None)
    if at is None and "'" in keys[span.start + 1 : span.end]:
        at = next(at for at in range(span.start + 1, span.end) if keys[at] == "'")
    return at


def border_of(written: Written, span: Span) -> Node | None:
    """ "X-Y border", "X's Y border", "X border"."""
    end, his = span.end - 1, owner(written, span)
    if his is not None and his + 1 < end:
        told = quantities.direction(written.keys[:end], his + 1, adjectives=True)
        if told is not None and told[1] == end:
            return described_by(Relation.SECTOR, part(written, span.start, his, span.depth), told[0])
        one, other = part(written, span.start, his, span.depth), part(written, his + 1, end, span.depth)
        return None if one is None or other is None else Described(Relation.BORDER, (one, other))
    end = his if his is not None else end
    alone = name(written, span.start + is_article(written, span), end) if end > span.start + 1 else None
    both = None if alone is not None and written.known(alone.key) else pair(written, Span(span.start, end, span.depth))
    if both is not None:
        return Described(Relation.BORDER, both)
    return described_by(Relation.BORDER, part(written, span.start, end, span.depth))


def is_article(written: Written, span: Span) -> bool:
    return written.keys[span.start] == "the"


def sector_of(written: Written, span: Span) -> Node | None:
    """ "X's north-east", "X's eastern part"."""
    his = owner(written, span)
    if his is None:
        return None
    at = his + 1
    while at < span.end and written.keys[at] in words_of("far"):
        at += 1
    told = quantities.direction(written.keys[: span.end], at, adjectives=True)
    if told is None or span.end - told[1] not in (0, 1):
        return None
    return described_by(Relation.SECTOR, part(written, span.start, his, span.depth), told[0])


def coast_of(written: Written, span: Span) -> Node | None:
    """ "X coast", "X's southern coast", "X's Black Sea coast"."""
    end, his = span.end - 1, owner(written, span)
    if his is None:
        told = quantities.direction(written.keys[:end], span.start + is_article(written, span), adjectives=True)
        wind, at = told or ("", span.start)
        return described_by(Relation.COAST, part(written, at, end, span.depth), wind)
    told = quantities.direction(written.keys[:end], his + 1, adjectives=True)
    wind, at = told if told is not None and told[1] <= end else ("", his + 1)
    land, sea = part(written, span.start, his, span.depth), part(written, at, end, span.depth)
    anchors = (land,) if sea is None else (land, sea)
    return None if land is None else Described(Relation.COAST, tuple(a for a in anchors if a is not None), wind)


def edge_of(written: Written, span: Span) -> Node | None:
    """ "X suburbs", "X's northern outskirts"."""
    end, his = span.end - 1, owner(written, span)
    told = None if his is None else quantities.direction(written.keys[:end], his + 1, adjectives=True)
    wind = told[0] if told is not None and told[1] == end else ""
    return described_by(Relation.EDGE, part(written, span.start, end if his is None else his, span.depth), wind)


def bank_of(written: Written, span: Span) -> Node | None:
    his = owner(written, span)
    return None if his is None else described_by(Relation.BANK, part(written, span.start, his, span.depth))


def before(relation: Relation, *also: str) -> Rule:
    """A rule for a word behind its anchor, and words that may stand between."""

    def read(written: Written, span: Span) -> Node | None:
        end = span.end - 1
        end -= end - 1 > span.start and written.keys[end - 1] in also
        end -= end - 1 > span.start and written.keys[end - 1] == "'s"
        return described_by(relation, part(written, span.start, end, span.depth))

    return read


def kind_before(written: Written, span: Span) -> Node | None:
    """ "X village"."""
    kind = words_of("kind").get(written.keys[span.end - 1])
    if kind is None:
        return None
    return described_by(Relation.KIND, part(written, span.start, span.end - 1, span.depth), kind)


def called_by(written: Written, span: Span) -> Node | None:
    """ "X General Hospital": the longest name that it begins with."""
    start = span.start + is_article(written, span)
    names = (name(written, start, at) for at in range(span.end - 1, start, -1))
    return described_by(Relation.CALLED_BY, next((each for each in names if written.known(each.key)), None))


def road_between(written: Written, span: Span) -> Node | None:
    """ "X-Y highway"."""
    both = pair(written, Span(span.start, span.end - 1, span.depth), ("", "-"))
    return None if both is None else Described(Relation.BETWEEN, both)


ENDINGS: tuple[tuple[str, Rule], ...] = (
    ("border", border_of),
    ("wind", sector_of),
    ("part", sector_of),
    ("coast", coast_of),
    ("edge", edge_of),
    ("bank", bank_of),
    ("middle", before(Relation.CENTRE, "city", "town")),
    ("near-of", before(Relation.NEAR)),
    ("capital", before(Relation.CAPITAL)),
    ("road", road_between),
    ("institution", called_by),
)


def inside(written: Written, span: Span) -> Node | None:
    """A phrase that a word in its middle tells: "X in Y", "X near Y", "the X district of Y"."""
    for at in range(span.start + 1, span.end - 1):
        key = written.keys[at]
        if key == "of" and written.keys[at - 1] in words_of("coast") and at - 2 >= span.start:
            anchors = part(written, at + 1, span.end, span.depth), part(written, span.start, at - 1, span.depth)
            return None if None in anchors else Described(Relation.COAST, tuple(a for a in anchors if a is not None))
        if key == "of" and written.keys[at - 1] in words_of("kind") and at - 1 > span.start:
            return kind_of_owner(written, span, at)
        if key in words_of("border") and written.keys[at + 1] in ("with", "and", "of"):
            sides = part(written, span.start, at, span.depth), part(written, at + 2, span.end, span.depth)
            return None if None in sides else Described(Relation.BORDER, tuple(a for a in sides if a is not None))
        if key == "'s" and written.keys[at + 1] not in words_of("border"):
            return within_owner(written, span, at)
        if key in words_of("in") or key == "of":
            return within(written, span, at, key)
        if key in words_of("near") or key in words_of("near-to"):
            inner, whole = part(written, span.start, at, span.depth), part(written, at, span.end, span.depth)
            return None if inner is None or whole is None else Described(Relation.WITHIN, (inner, whole), key)
    return None


def within_owner(written: Written, span: Span, his: int) -> Node | None:
    """ "Russia's Belgorod region"."""
    inner, whole = part(written, his + 1, span.end, span.depth), part(written, span.start, his, span.depth)
    return None if inner is None or whole is None else Described(Relation.WITHIN, (inner, whole), ",")


def kind_of_owner(written: Written, span: Span, of: int) -> Node | None:
    """ "the Syrian town of Idlib": one of a kind, in what stands before the word for the kind."""
    kind = words_of("kind")[written.keys[of - 1]]
    inner = described_by(Relation.KIND, part(written, of + 1, span.end, span.depth), kind)
    whole = part(written, span.start, of - 1, span.depth)
    return None if inner is None or whole is None else Described(Relation.WITHIN, (inner, whole), ",")


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
