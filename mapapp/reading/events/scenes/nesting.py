"""Places named together: the narrower of two that lie one in the other, and those that stand in one list."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.place import Place, PlaceKind
from mapapp.reading.events.scenes.governing import FINITE, begins_clause, governor, is_beside
from mapapp.reading.events.scenes.spots import Spot
from mapapp.reading.events.scenes.weighing import Scored
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens
from mapapp.reading.places.unlisted import is_unlisted

NESTED = 6
"""Words between two names of which one lies in the other at most."""
APART = word_list("between_nested")
WIDEST = 8
"""Words between two names of a list at most."""
JOINED_BY = frozenset(("and", "or", "also", ","))
REPEATED = frozenset(("in", "on", "at", "near", "outside"))
JOINING, CONTINUED = frozenset(("and", "or", "also", "time")), 12
"""Words before a preposition that a list repeats, and words over which: "in Homs until noon and in Hama"."""


def most_specific(tokens: Tokens, best: Scored, scored: Sequence[Scored]) -> Scored:
    """ "Kreminna, in Luhansk": the narrower of two places named one in the other."""
    for other in scored:
        inner, outer = other.spot.mention.place, best.spot.mention.place
        near = _adjoin(tokens, best.spot, other.spot) or _follows_in(tokens, best.spot, other.spot)
        if inner and outer and other is not best and near and lies_in(inner, outer):
            best = other
    return next((other for other in scored if _is_near(tokens, other.spot, best.spot)), best)


def _is_near(tokens: Tokens, one: Spot, other: Spot) -> bool:
    """ "Yahidne near Bakhmut": the other name only says where the first one lies."""
    governed, place = governor(tokens, other), one.mention.place
    beside = governed is not None and governed.word == "near" and one.last == governed.at - 1
    return beside and place is not None and (is_unlisted(place) or not place.is_area)


def _adjoin(tokens: Tokens, one: Spot, other: Spot) -> bool:
    """Whether nothing but small words stands between two names: "Homs, a city in Syria"."""
    first, second = (one, other) if one.first < other.first else (other, one)
    between = range(first.last + 1, second.first)
    return len(between) <= NESTED and all(is_beside(tokens, at) or tokens.words[at] in APART for at in between)


def _follows_in(tokens: Tokens, outer: Spot, inner: Spot) -> bool:
    """ "Police in Georgia used water cannon in Tbilisi": behind, in the same clause, with "in" or "at" of its own."""
    governed = governor(tokens, inner)
    between = tokens.words[outer.last + 1 : inner.first]
    same = clause_of(tokens, outer.first, outer.last) == clause_of(tokens, inner.first, inner.last)
    return (
        same and "," not in between and governed is not None and governed.word in REPEATED and governed.at > outer.last
    )


def lies_in(inner: Place, outer: Place) -> bool:
    if inner.id == outer.id or not inner.country or inner.country != outer.country:
        return False
    if is_unlisted(outer):
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.kind is not PlaceKind.COUNTRY
    if outer.kind is PlaceKind.ADMIN1:
        return inner.kind is not PlaceKind.ADMIN1 and inner.admin1 == outer.admin1
    near = inner.coordinates.distance_km(outer.coordinates) <= outer.radius_km
    return outer.kind is PlaceKind.REGION and not inner.is_area and near


def coordinate(tokens: Tokens, best: Scored, scored: Sequence[Scored]) -> list[Scored]:
    """Places that stand beside the best one in a list: "on Kyiv and Kharkiv"."""
    linked = [best]
    for other in sorted(scored, key=lambda choice: abs(choice.spot.first - best.spot.first)):
        apart = other is not best and not any(
            _overlap(one.spot.mention.place, other.spot.mention.place) for one in linked
        )
        if apart and any(_listed(tokens, one.spot, other.spot) for one in linked):
            linked.append(other)
    return linked[1:]


def _overlap(one: Place | None, other: Place | None) -> bool:
    """Whether two places are one, or one lies in the other."""
    return one is not None and other is not None and (one == other or lies_in(one, other) or lies_in(other, one))


def _listed(tokens: Tokens, one: Spot, other: Spot) -> bool:
    """Whether `other` stands in one list with `one`; behind it the subject of a new clause does not."""
    first, second = (one, other) if one.first < other.first else (other, one)
    between = range(first.last + 1, second.first)
    words = frozenset(tokens.words[at] for at in between)
    if "near" in words or JOINED_BY.isdisjoint(words) or (one is first and begins_clause(tokens, second)):
        return False
    if len(between) <= WIDEST and all(is_beside(tokens, at) for at in between):
        return True
    governed = governor(tokens, second)
    before = tokens.words[first.last + 1 : governed.at] if governed else ()
    joined = before[-1:] and (before[-1] in JOINING or (before[-1] == "," and "and" in before))
    small = all(not is_past(tokens.words[at]) and tokens.words[at] not in FINITE for at in between)
    return bool(joined) and small and len(between) <= CONTINUED
