"""How likely each place of a name is the one meant: a conditional logit over its places (McFadden 1974).

Two steps with weights of their own, from `data/ranking.csv` (made by `gazetteer/training.py`): a prior from what is
known of place and name, weighed once when the index is built; and the context, weighed when a name is looked up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from gazetteer.names import NameType
from gazetteer.place import KINDS
from gazetteer.sources import table
from gazetteer.sphere import Floats, km_between, unit_vectors

if TYPE_CHECKING:
    from gazetteer.index import Columns

SETTLEMENT, DISTRICT, ADMIN1, COUNTRY, REGION = range(5)
LARGE = 50_000
"""Inhabitants of a town whose own name is seldom meant for a town that bears it as another name."""
COMPARABLE = 0.3
"""Of the other town's inhabitants; a smaller town may well not be meant (Odessa in Texas)."""
NAMESAKE = 0.1
"""Of a province's inhabitants; a smaller town of its name is not what it is named after (Quebec)."""
NEAR_KM = 161
"""The field's bound for the right place: 100 miles."""

PRIOR_FEATURES = (
    *(kind.value for kind in KINDS[1:]), "people_of_settlement", "people_of_unit", "people_of_country", "no_people",
    "small", "area", "capital", *(kind.name.lower() for kind in tuple(NameType)[1:]), "alternate_of_settlement",
    "generated_of_region", "behind_own_name", "behind_namesake_town", "people_of_its_country",
    "of_no_one_country",
)  # fmt: skip
CONTEXT_FEATURES = (
    "prior", "first_country", "listed_country", "share_of_country", "share_of_unit", "country_named", "unit_named",
    "district_named", "holds", "within_50_km", "within_200_km", "within_1000_km", "log_distance", "count_within_161_km",
    "country_among_places", "settlement_among_places", "home_within_50_km", "home_within_200_km", "home_unit",
    "home_country", "speaks",
)  # fmt: skip

UNLISTED = "unlisted"


class Weights(NamedTuple):
    """What was learnt; arrays in the order of the features."""

    prior: Floats
    context: Floats
    unlisted: float
    """Log odds, on the scale of the prior, that a name means a place which the gazetteer lacks."""
    unlisted_in_context: float
    """What a context adds to these."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    read = {(row["step"], row["feature"]): float(row["weight"]) for row in table("ranking")}
    return Weights(
        np.array([read["prior", name] for name in PRIOR_FEATURES]),
        np.array([read["context", name] for name in CONTEXT_FEATURES]),
        read["prior", UNLISTED],
        read["context", UNLISTED],
    )


def people_by_country(places: Columns) -> Floats:
    """Inhabitants of each country, by its number in `Columns.country`; 0 where there is none."""
    people = np.zeros(int(places.country.max(initial=0)) + 1)
    rows = np.flatnonzero(places.kind == COUNTRY)
    people[places.country[rows]] = places.population[rows]
    return people


def prior_features(
    rows: npt.NDArray[np.int32],
    types: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    places: Columns,
    people: Floats,
) -> npt.NDArray[np.float32]:
    """What is known of each bearer, (bearers, `PRIOR_FEATURES`).

    Args:
        rows: places of many names, one name after the other.
        types: the `NameType` of the name for each.
        starts: where the bearers of each name begin.
        people: `people_by_country`.
    """
    kinds, population = places.kind[rows], places.population[rows].astype(np.float64)
    size = np.log10(population + 10)
    town = kinds == SETTLEMENT
    own = town & np.isin(types, (NameType.PRIMARY, NameType.VARIANT))
    unnumbered = places.geonames[rows] == 0
    extent = np.log10(np.pi * places.radius_km[rows].astype(np.float64) ** 2 + 10)
    columns = {
        **{kind.value: kinds == number for number, kind in enumerate(KINDS)},
        **{kind.name.lower(): types == kind for kind in NameType},
        "people_of_settlement": np.where(town, size, 0),
        "people_of_unit": np.where((kinds == DISTRICT) | (kinds == ADMIN1), size, 0),
        "people_of_country": np.where(kinds == COUNTRY, size, 0),
        # Few people, though nobody says how few: not the same as a town whose people nobody counted.
        "small": town & unnumbered,
        "no_people": town & (population == 0) & ~unnumbered,
        "area": np.where(kinds >= REGION, extent, 0),
        "capital": places.is_capital[rows],
        "alternate_of_settlement": town & (types == NameType.ALTERNATE),
        "generated_of_region": (kinds == REGION) & (types == NameType.GENERATED),
        "behind_own_name": town & (types == NameType.ALTERNATE) & is_behind(population, own, starts),
        "behind_namesake_town": (kinds == ADMIN1) & has_namesake(places.admin1[rows], population, own, starts),
        "of_no_one_country": (kinds >= REGION) & (places.country[rows] == 0),
        "people_of_its_country": np.log10(people[places.country[rows]] + 1e5),
    }
    return np.stack([columns[name] for name in PRIOR_FEATURES], axis=1).astype(np.float32)


def is_behind(population: Floats, own: npt.NDArray[np.bool_], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether a large town bears the name as its own: "Philadelphia" is an old name of Amman."""
    largest = np.maximum.reduceat(np.where(own, population, 0), starts)[owners(starts, len(own))]
    return largest >= np.maximum(LARGE, COMPARABLE * population)


def has_namesake(
    units: npt.NDArray[np.int32], population: Floats, own: npt.NDArray[np.bool_], starts: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Whether a fair-sized town of the name lies in the same unit: "São Paulo" is the city before it is the state."""
    pairs = owners(starts, len(own)) * (np.int64(units.max(initial=0)) + 1) + units
    codes, number = np.unique(pairs, return_inverse=True)
    largest = np.zeros(len(codes))
    np.maximum.at(largest, number[own], population[own])
    return (largest[number] >= NAMESAKE * population) & (largest[number] > 0)


def owners(starts: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    """The number of the name that each of `count` bearers belongs to."""
    return np.repeat(np.arange(len(starts)), np.diff(starts, append=count))


def prior_scores(
    rows: npt.NDArray[np.int32],
    types: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    places: Columns,
    people: Floats,
) -> npt.NDArray[np.float32]:
    """Log odds of each bearer before any context, up to one constant; arguments as for `prior_features`."""
    if not len(rows):
        return np.zeros(0, np.float32)
    return (prior_features(rows, types, starts, places, people) @ weights().prior).astype(np.float32)


class Home(NamedTuple):
    """Where a source is at home, by the numbers of the columns."""

    country: int
    admin1: int
    point: Floats
    """On the unit sphere."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A context by the numbers of the columns; (k,) arrays go by the places that the text names."""

    countries: tuple[int, ...]
    """Likeliest first."""
    rows: npt.NDArray[np.int64]
    """-1 for a place that the index does not hold."""
    kinds: npt.NDArray[np.uint8]
    country: npt.NDArray[np.int64]
    admin1: npt.NDArray[np.int64]
    admin2: npt.NDArray[np.int64]
    points: Floats
    """(k, 3): on the unit sphere."""
    home: Home | None
    speaking: npt.NDArray[np.float32] | None
    """By number of country: 1 where the text's language is spoken first, 0.5 where it is spoken too."""


def context_features(rows: npt.NDArray[np.int32], prior: Floats, places: Columns, around: Surroundings) -> Floats:
    """What the context says for each bearer of one name, (bearers, `CONTEXT_FEATURES`); `prior` as of `log_shares`."""
    country = places.country[rows].astype(np.int64)
    values = np.zeros((len(rows), len(CONTEXT_FEATURES)))
    columns = {name: values[:, at] for at, name in enumerate(CONTEXT_FEATURES)}
    columns["prior"][:] = prior
    if around.countries:
        columns["first_country"][:] = country == around.countries[0]
        columns["listed_country"][:] = np.isin(country, around.countries)
    if around.speaking is not None:
        columns["speaks"][:] = around.speaking[country]
    points = unit_vectors(places.latitude[rows], places.longitude[rows])
    if len(around.rows):
        among(columns, rows, places, around)
        local = (around.kinds != COUNTRY) & (around.kinds != ADMIN1)
        if local.any():
            near(columns, points, around.points[local])
    if around.home is not None:
        at_home(columns, points, country, places.admin1[rows], around.home)
    return values


def among(columns: dict[str, Floats], rows: npt.NDArray[np.int32], places: Columns, around: Surroundings) -> None:
    """Fill in what a bearer has to do with the other places: the same country or unit, what holds it, what it holds."""
    kinds, country = places.kind[rows], places.country[rows][:, None]
    admin1, admin2 = places.admin1[rows][:, None], places.admin2[rows][:, None]
    same_country = (country == around.country) & (country > 0)
    same_unit, same_district = (admin1 == around.admin1) & (admin1 > 0), (admin2 == around.admin2) & (admin2 > 0)
    other = around.rows != rows[:, None]
    columns["share_of_country"][:] = same_country.mean(axis=1)
    columns["share_of_unit"][:] = same_unit.mean(axis=1)
    columns["country_named"][:] = (same_country & other & (around.kinds == COUNTRY)).any(axis=1)
    columns["unit_named"][:] = (same_unit & other & (around.kinds == ADMIN1)).any(axis=1)
    columns["district_named"][:] = (same_district & other & (around.kinds == DISTRICT)).any(axis=1)
    held = (same_country & (kinds == COUNTRY)[:, None]) | (same_unit & (kinds == ADMIN1)[:, None])
    held |= same_district & (kinds == DISTRICT)[:, None]
    columns["holds"][:] = np.log1p((held & other).sum(axis=1))
    columns["country_among_places"][:] = kinds == COUNTRY
    columns["settlement_among_places"][:] = kinds == SETTLEMENT


def near(columns: dict[str, Floats], points: Floats, others: Floats) -> None:
    """Fill in how near the other places lie; nearness fades with distance, so that no bound decides."""
    away = km_between(points, others)
    nearest = away.min(axis=1)
    for reach in (50, 200, 1000):
        columns[f"within_{reach}_km"][:] = np.exp(-nearest / reach)
    columns["log_distance"][:] = np.log1p(nearest) / 10
    columns["count_within_161_km"][:] = np.log1p((away < NEAR_KM).sum(axis=1))


def at_home(
    columns: dict[str, Floats],
    points: Floats,
    country: npt.NDArray[np.int64],
    admin1: npt.NDArray[np.int32],
    home: Home,
) -> None:
    """Fill in how near the bearers lie to where the source is at home."""
    away = km_between(points, home.point[None, :])[:, 0]
    columns["home_within_50_km"][:], columns["home_within_200_km"][:] = np.exp(-away / 50), np.exp(-away / 200)
    columns["home_unit"][:] = (admin1 == home.admin1) & (home.admin1 > 0)
    columns["home_country"][:] = (country == home.country) & (home.country > 0)


def prior_shares(scores: Sequence[float]) -> list[float]:
    """Probability of each bearer of one name without a context; what is missing to 1 is for places that are not listed.

    In plain Python, since most names have one or two bearers.
    """
    unlisted = weights().unlisted
    highest = max(*scores, unlisted)
    odds = [math.exp(score - highest) for score in scores]
    whole = sum(odds) + math.exp(unlisted - highest)
    return [each / whole for each in odds]


def context_shares(
    rows: npt.NDArray[np.int32], scores: npt.NDArray[np.float32], places: Columns, around: Surroundings
) -> Floats:
    """Probability of each bearer of one name in a context; what is missing to 1 is for places that are not listed."""
    learnt = weights()
    prior, unlisted = log_shares(scores, learnt.unlisted)
    values = context_features(rows, prior, places, around) @ learnt.context
    unlisted = unlisted * learnt.context[0] + learnt.unlisted_in_context
    odds = np.exp(np.append(values, unlisted) - max(values.max(), unlisted))
    return np.asarray(odds[:-1] / odds.sum())


def log_shares(scores: npt.NDArray[np.floating], unlisted: float) -> tuple[Floats, float]:
    """Scores of the bearers of one name, and that of none of them, as logarithms of their shares."""
    whole = np.logaddexp.reduce(np.append(scores.astype(np.float64), unlisted))
    return scores - whole, float(unlisted - whole)
