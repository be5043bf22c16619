"""Candidates in order, given a context; a share for each and the reason in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer import former, weighing
from gazetteer.names import NameType, key
from gazetteer.place import KINDS, Place, PlaceKind
from gazetteer.sphere import unit_vectors

if TYPE_CHECKING:
    from gazetteer.index import Index

SURE_OF_ANOTHER_SPELLING = 0.6
"""What one typing error leaves of the confidence."""
NEAR_KM = 200
"""A place that the text names is told as a reason up to here."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the text around a name; every part may be absent."""

    countries: tuple[str, ...] = ()
    """ISO codes, likeliest first; where there are none, those of the places count."""
    places: tuple[Place, ...] = ()
    """Places that the text names."""
    home: Place | None = None
    """Where the source is at home: the town of a local paper."""
    language: str = ""
    """ISO 639-1 code of the text's language."""

    def __bool__(self) -> bool:
        return bool(self.countries or self.places or self.home or self.language)


class Bearing(NamedTuple):
    """How a place bears a name that was looked up; its reason is put in words when it is read."""

    name_type: NameType
    bearers: int
    """How many places bear the name."""
    context: Context


class Match(NamedTuple):
    """A place that a written name may mean."""

    place: Place
    name: str
    """The name as it was matched."""
    confidence: float
    """How likely it is the place meant, 0 to 1; all of a name add up to 1 less what is left for unlisted places."""
    why: str | Bearing
    """The reason, or what it is made from."""

    @property
    def reason(self) -> str:
        """Plain words."""
        return self.why if isinstance(self.why, str) else reason(self.place, self.name, self.why)


TYPE_WORDS = {
    NameType.ALTERNATE: "another name of it",
    NameType.VARIANT: "another spelling of it",
    NameType.DEMONYM: "named after it",
    NameType.ABBREVIATION: "its usual short form",
    NameType.CODE: "its code",
    NameType.SHORT: "its name without the word for its kind",
    NameType.GENERATED: "another way to write it",
}


def surroundings(context: Context, index: Index) -> weighing.Surroundings:
    """A context by the numbers of the index."""
    columns = index.columns
    found = [index.row_of(place.id) for place in context.places]
    rows = np.array([-1 if row is None else row for row in found], np.int64)
    named = [place.country for place in context.places if place.country]
    codes = context.countries or [code for code, _ in Counter(named).most_common()]
    points = [(place.coordinates.latitude, place.coordinates.longitude) for place in context.places]
    return weighing.Surroundings(
        countries=tuple(index.country_number(code) for code in codes),
        rows=rows,
        kinds=np.array([KINDS.index(place.kind) for place in context.places], np.uint8),
        country=np.array([index.country_number(place.country) for place in context.places], np.int64),
        admin1=np.array([index.unit_number(place) for place in context.places], np.int64),
        admin2=np.array([columns.admin2[row] if row >= 0 else 0 for row in rows], np.int64),
        points=unit_vectors(*np.array(points).T) if points else np.zeros((0, 3)),
        home=home_of(context.home, index),
        speaking=index.speaking(context.language) if context.language else None,
    )


def home_of(place: Place | None, index: Index) -> weighing.Home | None:
    if place is None:
        return None
    point = unit_vectors([place.coordinates.latitude], [place.coordinates.longitude])[0]
    return weighing.Home(index.country_number(place.country), index.unit_number(place), point)


def as_misspelt(match: Match, name: str, written: str, errors: int) -> Match:
    """A match of another name than the one written: less sure with each error, and the reason says so."""
    read = match.place.name if key(match.place.name) == name else name.title()
    confidence = match.confidence * SURE_OF_ANOTHER_SPELLING**errors
    return Match(match.place, read, confidence, f"read as {read}; written {written}; {match.reason}")


def nearest_km(place: Place, others: Sequence[Place]) -> float | None:
    local = [other for other in others if other.id != place.id and other.kind is not PlaceKind.COUNTRY]
    return min((place.coordinates.distance_km(other.coordinates) for other in local), default=None)


def reason(place: Place, name: str, bearing: Bearing) -> str:
    name_type, count, context = bearing
    said = ["the only place of that name" if count == 1 else f"one of {count} places of that name"]
    if used := former.years(place, name):
        said.append(f"a name of {place.name} in use {used}")
    elif name_type in TYPE_WORDS:
        said.append(TYPE_WORDS[name_type])
    if context:
        said.extend(of_context(place, context))
    if place.population:
        said.append(f"{place.population:,} inhabitants")
    return ", ".join(said)


def of_context(place: Place, context: Context) -> list[str]:
    """What of the context speaks for a place."""
    said = []
    if any(other.id == place.id for other in context.places):
        said.append("a place that the text names")
    if place.country and (
        place.country in context.countries or any(o.country == place.country for o in context.places)
    ):
        said.append("in a country that the text names")
    near = nearest_km(place, context.places)
    if near is not None and near <= NEAR_KM:
        said.append(f"{round(near)} km from a place that the text names")
    away = context.home.coordinates.distance_km(place.coordinates) if context.home else None
    if away is not None and away <= NEAR_KM:
        said.append(f"{round(away)} km from where the source is at home")
    return said
