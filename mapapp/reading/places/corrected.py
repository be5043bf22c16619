"""What people said that names mean, laid over what was read: their word is certain, and the reason says whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.corrections import Correction, Corrections, Scope, Where, because, folded, vanished
from gazetteer.names import Word, words
from gazetteer.place import Place
from mapapp.model import Alternative, Article, PlaceMention, Role, TextSpan
from mapapp.reading.places.reasons import ROLE_WORDS
from mapapp.reading.places.unlisted import lies_near, near_another

if TYPE_CHECKING:
    from gazetteer import Gazetteer

NARROW = frozenset((Scope.MENTION, Scope.ARTICLE))
OFFSET = "offset:"
SURE = 0.9
"""Of a spot that is reckoned from a place a person named: distances in reports are round."""
UNKNOWN = "a name in it was corrected, and what the whole then means is not known"


def with_corrections(
    article: Article, mentions: Sequence[PlaceMention], gazetteer: Gazetteer, corrections: Corrections
) -> tuple[PlaceMention, ...]:
    """The mentions of an article, in order, those whose written name a person corrected with the place they named.

    A name that the reader took for none is a mention where a person said so of this article, or the gazetteer does
    not know the name. Phrases around a corrected name ("10 km north of X") are reckoned anew.
    """
    touching = corrections.touching(article.text, article.id)
    if not touching:
        return tuple(mentions)
    # Which country the report is about is told by what holds in any country.
    country = home([meant(one, article, "", gazetteer, corrections) for one in mentions])
    new = [
        one
        for one in unread(article, mentions, touching, gazetteer)
        if corrections.holding(one.span.of(article.text), where(one, article, country))
    ]
    read = sorted([*(part_of_a_name(one, new) for one in mentions), *new], key=position)
    said = [meant(one, article, country, gazetteer, corrections) for one in read]
    pairs = [(before, after) for before, after in zip(read, said, strict=True) if before.place != after.place]
    return tuple(reckoned(one, pairs, gazetteer) for one in said)


def where(mention: PlaceMention, article: Article, country: str) -> Where:
    return Where(article.id, f"{mention.span.start}-{mention.span.end}", country)


def part_of_a_name(mention: PlaceMention, names: Sequence[PlaceMention]) -> PlaceMention:
    """A mention inside a longer name that a person corrected is a part of that name."""
    if not any(name.span.contains(mention.span) for name in names):
        return mention
    return replace(mention, role=Role.NAME_PART, reason=ROLE_WORDS[Role.NAME_PART])


def position(mention: PlaceMention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def meant(
    mention: PlaceMention, article: Article, country: str, gazetteer: Gazetteer, corrections: Corrections
) -> PlaceMention:
    """A mention as a person said that it is meant; as it was read, where no one said so."""
    correction = corrections.holding(mention.span.of(article.text), where(mention, article, country))
    return mention if correction is None else told(mention, correction, gazetteer)


def told(mention: PlaceMention, correction: Correction, gazetteer: Gazetteer) -> PlaceMention:
    """A mention with the word of a person."""
    others = (*([mention.place] if mention.place else []), *(one.place for one in mention.alternatives))
    why = because(correction, gazetteer)
    if not correction.place_id:
        return replace(
            mention, role=Role.OTHER, place=None, confidence=1.0, reason=why, alternatives=behind(None, others)
        )
    place = gazetteer.place(correction.place_id)
    if place is None:
        return replace(mention, reason="; ".join(filter(None, (mention.reason, vanished(correction)))))
    role = Role.LOCATION if mention.role is Role.OTHER else mention.role
    reason = "; ".join(filter(None, (why, ROLE_WORDS[role])))
    return replace(mention, role=role, place=place, confidence=1.0, reason=reason, alternatives=behind(place, others))


def behind(place: Place | None, others: Sequence[Place]) -> tuple[Alternative, ...]:
    """What was read instead; a person's word leaves it no share."""
    return tuple(Alternative(other, 0.0) for other in dict.fromkeys(others) if place is None or other.id != place.id)


def home(mentions: Sequence[PlaceMention]) -> str:
    """The country in which most places of an article lie; "" where none lies in a country."""
    places = {mention.place.id: mention.place for mention in mentions if mention.place}
    counted = Counter(place.country for place in places.values() if place.country)
    return min(counted, key=lambda code: (-counted[code], code), default="")


def unread(
    article: Article, mentions: Sequence[PlaceMention], touching: Sequence[Correction], gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """Corrected names that the reader took for none, as mentions without a word of their own yet."""
    wanted = {
        tuple(folded(one.name).split())
        for one in touching
        if one.place_id and (one.scope in NARROW or not gazetteer.as_written(one.name, limit=1))
    }
    taken = [mention.span for mention in mentions]
    for body in article.body if wanted else ():
        split = [word for word in words(body.of(article.text)) if word.key]
        for name in sorted(wanted):
            for run in runs(split, name):
                span = TextSpan(body.start + run[0].start, body.start + run[-1].end)
                if is_name(run) and not any(crosses(span, other) for other in taken):
                    taken.append(span)
                    yield PlaceMention(span, Role.LOCATION, None, 0.0, "")


def crosses(span: TextSpan, taken: TextSpan) -> bool:
    """Whether a name would stand over a mention that is no smaller part of it."""
    return span.overlaps(taken) and (span == taken or not span.contains(taken))


def runs(split: Sequence[Word], name: tuple[str, ...]) -> Iterator[Sequence[Word]]:
    """Where the words of a name follow one another."""
    keys = [word.key for word in split]
    for at, word in enumerate(keys):
        if word == name[0] and tuple(keys[at : at + len(name)]) == name:
            yield split[at : at + len(name)]


def is_name(run: Sequence[Word]) -> bool:
    """Whether it is written as a name: with a capital, or in a script that has none."""
    return not run[0].text[0].islower()


def reckoned(
    mention: PlaceMention, pairs: Sequence[tuple[PlaceMention, PlaceMention]], gazetteer: Gazetteer
) -> PlaceMention:
    """A phrase around a corrected name with the place that it then means; any other mention as it is.

    What is not listed goes with the town that it lies near.
    """
    for town, moved in pairs:
        if town.place is not None and lies_near(mention, town.place):
            return near_another(mention, moved.place, town.place)
    inside = [
        (before, after) for before, after in pairs if mention.span.contains(after.span) and mention.span != after.span
    ]
    if mention.place is None or not inside:
        return mention
    before, after = inside[-1]
    if mention.place.id.startswith(OFFSET) and after.place is not None:
        way = mention.place.id.rsplit(":", 2)[1:]
        place = gazetteer.place(":".join((OFFSET.rstrip(":"), after.place.id, *way)))
        if place is not None:
            why = after.reason.removesuffix(f"; {ROLE_WORDS[after.role]}")
            return replace(mention, place=place, confidence=SURE, reason=f"{mention.reason}; {why}")
    if after.place is None or before.place is None or after.place.country != before.place.country:
        return replace(mention, place=None, reason=f"{UNKNOWN}; {after.reason}")
    return mention
