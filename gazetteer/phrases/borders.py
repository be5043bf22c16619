"""Borders of countries and of provinces, by both sides or by one; by a town of the context, the part next to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gazetteer import cuttings
from gazetteer.phrases.questions import Question
from gazetteer.phrases.relations import Described, Node
from gazetteer.place import Place, PlaceKind
from gazetteer.ranking import Context, Match

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer

MOST_SIDES = 6
MOST_PAIRS = 6
UNITS = (PlaceKind.ADMIN1, PlaceKind.DISTRICT)
SPOTS = (PlaceKind.SETTLEMENT, PlaceKind.SITE)
WITH_UNKNOWN = "the text does not say with whom"


class Side(NamedTuple):
    """One side of a border."""

    code: str
    level: str
    """Kind of area; "" for a country that another place stands for, as a capital does."""
    confidence: float


def border(node: Described, question: Question) -> tuple[Match, ...]:
    if len(node.anchors) == 1:
        found = of_one(node.anchors[0], question)
    else:
        one, other = (sides(anchor, question) for anchor in node.anchors)
        found = next(of_two(one, other, question), None)
    return () if found is None else by_town((found,), question.gazetteer, question.context)


def sides(node: Node, question: Question) -> list[Side]:
    """What a name may mean as one side of a border, likeliest first."""
    found = []
    for match in question.likely_areas(node, MOST_SIDES):
        place = match.place
        if place.kind is PlaceKind.COUNTRY or place.kind in UNITS:
            found.append(Side(cuttings.code_of(place), place.kind.value, match.confidence))
        if place.country and place.kind is not PlaceKind.COUNTRY:
            found.append(Side(place.country, "", match.confidence))
    return list(dict.fromkeys(found))


def of_two(ones: Sequence[Side], others: Sequence[Side], question: Question) -> Iterator[Match]:
    """Borders that two names may mean: of two countries, of two provinces, of two districts, then of unlike areas."""
    pairs = [(one, other) for one in ones for other in others if one.code != other.code]
    pairs.sort(key=lambda pair: (rank(*pair), -pair[0].confidence * pair[1].confidence))
    for one, other in pairs[:MOST_PAIRS]:
        place = cuttings.border_of(one.code, other.code, question.gazetteer)
        if place is not None:
            sure = min(1.0, 0.5 + max(one.confidence * other.confidence, 0.25) / 2)
            yield Match(place, question.query, sure, "the border of the two that are named")


def rank(one: Side, other: Side) -> int:
    levels = (one.level, other.level)
    if "" in levels:
        return 4
    order = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.DISTRICT)
    return order.index(PlaceKind(one.level)) if one.level == other.level else 3


SIDE_NAMED, SIDE_CHOSEN = 0.8, 0.55
"""How sure the other side of a border is where the text names one neighbour, and where it names several."""


def of_one(node: Node, question: Question) -> Match | None:
    """ "Minsk border": of Minsk's country with a country of the context, else with its one neighbour, else all."""
    gazetteer, context = question.gazetteer, question.context
    # Without the context, for what it names is the other side.
    named = question.anew(Context()).likely(node, 1)
    place = named[0].place if named else None
    if place is None or not place.country:
        return None
    sure = named[0].confidence
    others = list(dict.fromkeys([*context.countries, *(place.country for place in context.places)]))
    codes = [cuttings.code_of(place)] if place.kind in UNITS else []
    for code in (*codes, place.country):
        sides = (cuttings.border_of(code, other, gazetteer) for other in others if other and other != code[:2])
        found = [border for border in sides if border is not None]
        if found:
            why = "the border with a country that the text names"
            return Match(found[0], question.query, sure * (SIDE_NAMED if len(found) == 1 else SIDE_CHOSEN), why)
    neighbours = gazetteer.neighbours(place.country)
    if len(neighbours) == 1:
        border = cuttings.border_of(place.country, neighbours[0], gazetteer)
        if border is not None:
            return Match(border, question.query, sure, "the border with its only neighbour")
    whole = gazetteer.country(place.country)
    return None if whole is None else Match(whole, question.query, sure / 2, WITH_UNKNOWN)


def by_town(found: tuple[Match, ...], gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """The same answers, borders as seen from the town of the context that lies nearest to them, where one is near."""
    if not context.places or not found or found[0].place.kind is not PlaceKind.BORDER:
        return found
    return tuple(nearest(match, gazetteer, context.places) for match in found)


def nearest(match: Match, gazetteer: Gazetteer, places: Sequence[Place]) -> Match:
    if match.place.kind is not PlaceKind.BORDER or "@" in match.place.id:
        return match
    towns = [place for place in places if place.kind in SPOTS and gazetteer.indexed(place.id) is not None]
    parts = [(town, cuttings.border_by(match.place, town, gazetteer)) for town in towns]
    known = [(town, part, part.coordinates.distance_km(town.coordinates)) for town, part in parts if part is not None]
    if not known:
        return match
    town, part, away = min(known, key=lambda each: each[2])
    reason = f"{match.reason}; its point nearest to {town.name}, {round(away)} km off"
    return Match(part, match.name, match.confidence, reason)
