"""Candidates in order, given a context; a share for each and the reason in plain words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.names import NameType, key
from gazetteer.place import Place, PlaceKind

LEAST_SHARE_OF_A_NAMESAKE = 0.1
"""Of a province's inhabitants; a smaller town of its name is not what a text means (Quebec)."""
LARGE = 50_000
"""Inhabitants of a town whose own name is not taken for another town's other name."""
COMPARABLE = 0.3
"""Of the other town's inhabitants; a smaller one may well not be meant (Odessa in Texas)."""
OTHER_NAME_BEHIND = 0.5
SHARPNESS = 2.0
"""How fast the share falls with the score: a tenfold population is worth a score of 1."""


SURE_OF_ANOTHER_SPELLING = 0.6
"""What one typing error leaves of the confidence."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the text around a name has named."""

    countries: tuple[str, ...] = ()
    """ISO codes, likeliest first."""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a written name may mean."""

    place: Place
    name: str
    """The name as it was matched."""
    confidence: float
    """Share among the candidates, 0 to 1."""
    reason: str
    """Plain words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place with what the index knows of it as the bearer of a name."""

    place: Place
    name_type: NameType
    prior: float


TAKEN_OFF = {
    NameType.ALTERNATE: 0.3,
    NameType.DEMONYM: 0.5,
    NameType.CODE: 1.0,
    NameType.SHORT: 1.5,
    NameType.GENERATED: 0.5,
}
TYPE_WORDS = {
    NameType.ALTERNATE: "another name of it",
    NameType.DEMONYM: "named after it",
    NameType.ABBREVIATION: "its usual short form",
    NameType.CODE: "its code",
    NameType.SHORT: "its name without the word for its kind",
    NameType.GENERATED: "another way to write it",
}


def ranked(name: str, candidates: Sequence[Candidate], context: Context, limit: int | None = None) -> tuple[Match, ...]:
    """Candidates, best first, at most `limit`; the confidences of all add up to 1."""
    scores = own_names_first(candidates, [score(candidate, context) for candidate in candidates])
    scores = towns_first(candidates, scores)
    scored = sorted(zip(scores, candidates, strict=True), key=lambda pair: -pair[0])
    if not scored:
        return ()
    weights = [math.exp(SHARPNESS * (value - scored[0][0])) for value, _ in scored]
    whole = sum(weights)
    return tuple(
        Match(candidate.place, name, weight / whole, reason(candidate, context, len(scored)))
        for weight, (_, candidate) in zip(weights[:limit], scored[:limit], strict=True)
    )


def own_names_first(candidates: Sequence[Candidate], scores: Sequence[float]) -> list[float]:
    """Scores with towns that only used to bear a name, or bear it beside another, behind a large one that bears it.

    "Philadelphia" is an old name of Amman, and the name of a city of its size; "Lvov" is no city's own name.
    """
    large = max((one.place.population for one in candidates if _is_own_name(one)), default=0)
    best = max((value for one, value in zip(candidates, scores, strict=True) if _is_own_name(one)), default=0.0)
    return [
        min(value, best - OTHER_NAME_BEHIND)
        if one.name_type is NameType.ALTERNATE
        and one.place.kind is PlaceKind.SETTLEMENT
        and large >= max(LARGE, COMPARABLE * one.place.population)
        else value
        for one, value in zip(candidates, scores, strict=True)
    ]


def _is_own_name(candidate: Candidate) -> bool:
    return candidate.name_type is NameType.PRIMARY and candidate.place.kind is PlaceKind.SETTLEMENT


def towns_first(candidates: Sequence[Candidate], scores: Sequence[float]) -> list[float]:
    """Scores with a province behind the town that it is named after: "São Paulo" is the city before it is the state."""
    towns = {
        (one.place.country, one.place.admin1): (one.place.population, value)
        for one, value in sorted(zip(candidates, scores, strict=True), key=lambda pair: pair[1])
        if one.place.kind is PlaceKind.SETTLEMENT and one.name_type is NameType.PRIMARY
    }
    result = []
    for one, value in zip(candidates, scores, strict=True):
        town = towns.get((one.place.country, one.place.admin1)) if one.place.kind is PlaceKind.ADMIN1 else None
        namesake = town is not None and town[0] >= LEAST_SHARE_OF_A_NAMESAKE * one.place.population
        result.append(min(value, town[1] - 0.3) if town is not None and namesake else value)
    return result


def score(candidate: Candidate, context: Context) -> float:
    place = candidate.place
    value = candidate.prior - TAKEN_OFF.get(candidate.name_type, 0.0)
    if candidate.name_type is NameType.GENERATED and place.kind is PlaceKind.REGION:
        value -= 3.0  # "Western Australia" is the state before it is the west of the country
    if place.country and place.country in context.countries:
        value += 3.5 / (1 + context.countries.index(place.country)) + 0.5
    near = nearest_km(place, context)
    if near is not None and place.kind is not PlaceKind.COUNTRY:
        value += 2.0 * math.exp(-near / 200)
    return value


def as_misspelt(match: Match, name: str, written: str, errors: int) -> Match:
    """A match of another name than the one written: less sure with each error, and the reason says so."""
    read = match.place.name if key(match.place.name) == name else name.title()
    confidence = match.confidence * SURE_OF_ANOTHER_SPELLING**errors
    return Match(match.place, read, confidence, f"read as {read}; written {written}; {match.reason}")


def nearest_km(place: Place, context: Context) -> float | None:
    others = [other for other in context.places if other.id != place.id and other.kind is not PlaceKind.COUNTRY]
    return min((place.coordinates.distance_km(other.coordinates) for other in others), default=None)


def reason(candidate: Candidate, context: Context, count: int) -> str:
    said = ["the only place of that name" if count == 1 else f"one of {count} places of that name"]
    if candidate.name_type in TYPE_WORDS:
        said.append(TYPE_WORDS[candidate.name_type])
    if candidate.place.country and candidate.place.country in context.countries:
        said.append("in a country that the text names")
    near = nearest_km(candidate.place, context)
    if near is not None and near <= 200:
        said.append(f"{round(near)} km from a place that the text names")
    if candidate.place.population:
        said.append(f"{candidate.place.population:,} inhabitants")
    return ", ".join(said)
