"""Phrases that their last word tells: "X-Y border", "X's north-east", "X suburbs"."""

from __future__ import annotations

from gazetteer.phrases import quantities
from gazetteer.phrases.grammar import Rule, Span, Written, described_by, is_article, name, pair, part
from gazetteer.phrases.relations import Described, Node, Relation, words_of


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
