"""Reports as columns of numbers, in which millions of pairs can be compared at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gazetteer.place import EARTH_RADIUS_KM, Place, PlaceKind
from mapapp.incidents.report import Report
from mapapp.incidents.tokens import Ints, Tokens
from mapapp.incidents.words import Floats, Words, words_of
from mapapp.model import Status
from mapapp.reading.events.kinds import group_of

Flags = npt.NDArray[np.bool_]

UNKNOWN = -1
"""Code of a place or a day that is not known."""
WIDE_KM = 150.0
"""Areas that reach further are a scene to say little of: a country, a large province."""
SLACK = 1
"""Days told a day apart may be the same night."""
LATE = 10
"""Days between an article and what it tells, at most, where its own day stands for a better one."""
FACT, PLAN, NOT = 0, 1, 2
STANCES = {
    Status.HAPPENED: FACT,
    Status.ONGOING: FACT,
    Status.PLANNED: PLAN,
    Status.THREATENED: PLAN,
    Status.CALLED_FOR: PLAN,
    Status.HYPOTHETICAL: PLAN,
    Status.DENIED: NOT,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a report."""

    words: Words
    article: Ints
    """The same number for reports of one article."""
    kind: Ints
    """The same number for one kind."""
    group: Ints
    """The same number for one group of kinds."""
    stance: Ints
    """FACT, PLAN or NOT."""
    place: Ints
    """The same number for one place; UNKNOWN without one."""
    country: Ints
    """The same number for one country; UNKNOWN where the place lies in none, or there is no place."""
    is_area: Flags
    is_country: Flags
    latitude: Floats
    """Degrees; 0 without a place."""
    longitude: Floats
    radius_km: Floats
    first: Ints
    """Day as a proleptic ordinal; UNKNOWN where there is none."""
    last: Ints
    late: Ints
    """Days by which `first` and `last` may be wrong: LATE where they are the article's own, else 0."""
    published: Ints
    """First day of the article; UNKNOWN where it is not known."""


def columns_of(reports: Sequence[Report], tokens: Tokens) -> Columns:
    """The columns of the reports, in their order, with the words of their sentences."""
    article = _numbered(report.article for report in reports)
    places = [report.place for report in reports]
    group = {kind: group_of(kind).id for kind in {report.kind for report in reports}}
    return Columns(
        words_of(tokens, article),
        article,
        _numbered(report.kind for report in reports),
        _numbered(group[report.kind] for report in reports),
        np.array([STANCES[report.status] for report in reports], np.int64),
        _numbered(place.id if place else None for place in places),
        _numbered((place.country or None) if place else None for place in places),
        np.array([place is not None and place.is_area for place in places], bool),
        np.array([place is not None and place.kind is PlaceKind.COUNTRY for place in places], bool),
        _of_place(places, "latitude"),
        _of_place(places, "longitude"),
        np.array([place.radius_km if place else 0 for place in places], np.float32),
        np.array([report.days.first_day.toordinal() if report.days else UNKNOWN for report in reports], np.int64),
        np.array([report.days.last_day.toordinal() if report.days else UNKNOWN for report in reports], np.int64),
        np.array([LATE if report.by_publication else 0 for report in reports], np.int64),
        np.array(
            [report.published.first_day.toordinal() if report.published else UNKNOWN for report in reports], np.int64
        ),
    )


def _numbered(values: Iterable[Hashable]) -> Ints:
    """The same number for the same value, UNKNOWN for None."""
    numbers: dict[Hashable, int] = {None: UNKNOWN}
    return np.array([numbers.setdefault(value, len(numbers) - 1) for value in values], np.int64)


def _of_place(places: Sequence[Place | None], name: str) -> Floats:
    return np.array([getattr(place.coordinates, name) if place else 0 for place in places], np.float32)


def kilometres(columns: Columns, one: Ints, other: Ints) -> Floats:
    """Great-circle distances between the places of pairs."""
    here, there = np.radians(columns.latitude[one]), np.radians(columns.latitude[other])
    east = np.radians(columns.longitude[other] - columns.longitude[one])
    half = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(east / 2) ** 2
    distances: Floats = (2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))).astype(np.float32)
    return distances
