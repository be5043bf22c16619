"""The place names of a sentence as its words see them: which of them can be a scene, and what governs each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.place import PlaceKind
from mapapp.model import PlaceMention, Role
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.worths import WORTHS

SCENES = frozenset((Role.LOCATION, Role.METONYM))
REGION_WORDS = frozenset(("region", "regions", "oblast", "province", "provinces", "district", "districts", "border"))
ABBREVIATED, FOLLOWING = frozenset(("uk", "us", "usa", "uae", "eu", "drc")), word_list("following")
WITNESSED = frozenset(("reported", "heard"))
"""Behind these "from" names the place that the news came from, which is where it happened."""
SKIPPED = word_list("skipped")
"""Words between a preposition and the name that it governs."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place mention in a sentence's words."""

    mention: PlaceMention
    first: int
    last: int


def placed_words(spots: Sequence[Spot]) -> dict[int, PlaceKind | None]:
    """The words that lie inside names of places, each with the kind of its place; adjectives have none."""
    return {
        at: spot.mention.place.kind if spot.mention.place and spot.mention.role in SCENES else None
        for spot in spots
        for at in range(spot.first, spot.last + 1)
    }


def spots_of(tokens: Tokens, places: Sequence[PlaceMention]) -> tuple[Spot, ...]:
    """Every place mention that lies in a sentence, with its words."""
    found = []
    for mention in places:
        if tokens.span.contains(mention.span):
            first = tokens.at(mention.span.start)
            last = max(first, tokens.at(mention.span.end) - 1)
            if first < len(tokens.words):
                found.append(Spot(mention, first, last))
    return tuple(found)


def can_be_scene(tokens: Tokens, spot: Spot) -> bool:
    """Names of places and of governments; an adjective only before "territory", a town's name only before "region"."""
    if spot.mention.role in SCENES:
        return True
    place = spot.mention.place
    if spot.mention.role is not Role.MODIFIER or place is None:
        return False
    after = tokens.words[spot.last + 1 : spot.last + 4]
    if place.kind is PlaceKind.COUNTRY:
        if _is_bare_name(tokens, spot):
            return True
        return after[:1] in (("territory",), ("soil",), ("airspace",), ("waters",))
    return not REGION_WORDS.isdisjoint(after)


def _is_bare_name(tokens: Tokens, spot: Spot) -> bool:
    """ "To visit the UK in May": no noun follows that the name could describe."""
    after = tokens.words[spot.last + 1 : spot.last + 2]
    abbreviation = spot.first == spot.last and tokens.words[spot.first] in ABBREVIATED
    return abbreviation and (not after or after[0] in FOLLOWING or not after[0].isalpha())


def preposition(tokens: Tokens, spot: Spot) -> str | None:
    """The preposition that governs a name, over articles, adjectives and names joined by "and"."""
    known = WORTHS.prepositions["any"]
    words = tokens.words
    inside = next((words[at] for at in range(spot.first, spot.last + 1) if words[at] in ("border", "borders")), "")
    for at in range(spot.first - 1, max(-1, spot.first - 9), -1):
        word = words[at]
        if word == "with" and at and words[at - 1] in ("border", "borders", "frontier"):
            return "near"
        if word == "of" and at and words[at - 1] == "out":
            return "from"
        if word == "from" and at and words[at - 1] in WITNESSED:
            return f"{words[at - 1]} from"
        if word in known and word not in ("and", "of", "as"):
            return word
        if word == "of" and not (at and words[at - 1] in SKIPPED):
            return word
        if word not in SKIPPED and word != "of" and not (tokens.capital[at] and at and not inside):
            return None
    return None
