"""What the gazetteer knows of a name, as numbers: made once a name and kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from gazetteer.names import NameType
from gazetteer.place import KINDS, Place, PlaceKind
from gazetteer.sphere import unit_vectors

if TYPE_CHECKING:
    from gazetteer import Gazetteer

SETTLEMENT, DISTRICT, ADMIN1, COUNTRY, REGION = (
    KINDS.index(kind)
    for kind in (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.ADMIN1, PlaceKind.COUNTRY, PlaceKind.REGION)
)
BORDER, SITE = KINDS.index(PlaceKind.BORDER), KINDS.index(PlaceKind.SITE)
MOST_BEARERS = 24
"""Places of a name that are ranked, likeliest by prior first; one in a hundred meant is beyond the twelfth."""
AREAS = frozenset((DISTRICT, ADMIN1, COUNTRY))
AREA_TYPES = frozenset((NameType.PRIMARY, NameType.ABBREVIATION, NameType.CODE, NameType.GENERATED))
USUAL_TYPES = frozenset((NameType.PRIMARY, NameType.ALTERNATE))
NAMED_BY_TYPE = (NameType.DEMONYM, NameType.ABBREVIATION, NameType.CODE, NameType.SHORT, NameType.GENERATED)
TOWN_RATHER = 1.0
"""Log odds against a province that is named after its town where no word says "province"."""
WEIGHT_BY_KIND = np.zeros(len(KINDS))
WEIGHT_BY_KIND[[COUNTRY, ADMIN1]] = 3.0, 1.0
WEIGHT_BY_TYPE = np.zeros(len(NameType))
WEIGHT_BY_TYPE[[NameType.ALTERNATE, NameType.CODE, NameType.SHORT, NameType.GENERATED]] = -2.5, -1.0, -1.5, -0.5
MOST_NAMES_KEPT = 200_000
EARTH_KM = 6371.0

NAME_FACTS = (
    "settlement", "district", "admin1", "country", "region", "nature", "demonym", "abbreviation", "code", "short",
    "generated", "population_primary", "population_alternate", "population_settlement", "bearers", "best_type",
    "capital", "site", "uncounted", "known",
)  # fmt: skip
UNKNOWN_NAME = (*(0.0 for _ in range(15)), 9.0, 0.0, 0.0, 0.0, 0.0)
PLACE_FACTS = (
    "population", "population_rank", "population_below_first", "is_settlement", "is_district", "is_admin1",
    "is_country", "is_region", "is_nature", "type_primary", "type_alternate", "type_demonym", "type_abbreviation",
    "type_code", "type_short", "type_generated", "log_bearers", "prior", "is_capital", "is_first",
    "is_site", "is_uncounted",
)  # fmt: skip
IS_SETTLEMENT, TYPE_PRIMARY = PLACE_FACTS.index("is_settlement"), PLACE_FACTS.index("type_primary")
"""Columns from which kinds, up to the region, and types of names stand in their order."""


@dataclass(frozen=True, slots=True)
class NameFacts:
    """A name and the places that bear it, likeliest first, at most `MOST_BEARERS`."""

    name: tuple[float, ...]
    """The numbers of `NAME_FACTS`."""
    rows: npt.NDArray[np.int32]
    """Rows of the gazetteer's columns."""
    types: npt.NDArray[np.uint8]
    """`NameType` of the name for each place."""
    prior: npt.NDArray[np.float32]
    """Share of each place before any context."""
    kinds: npt.NDArray[np.uint8]
    country: npt.NDArray[np.int32]
    admin1: npt.NDArray[np.int32]
    admin2: npt.NDArray[np.int32]
    """Codes unique over the world; 0 for none."""
    points: npt.NDArray[np.float32]
    """(n, 3): unit vectors of the places' points."""
    places: npt.NDArray[np.float32]
    """(n, len(PLACE_FACTS))."""
    fame: npt.NDArray[np.float32]
    """How far each town falls behind the best known one of the name, in log odds; 0 for what is no town."""
    town_rather: npt.NDArray[np.float32]
    """Log odds against first-order units that bear the name of a town inside them: "San Jose", "Kharkov"; 0 else."""
    adjective: bool
    """Whether the name is the adjective or the people of a place before it is anything else."""
    area: bool
    """Whether it stands for a district, a first-order unit or a country, and not as an adjective."""
    container: bool
    """Whether it is that of a country or a first-order unit, in full or short: what follows a comma after a town."""
    known_short: bool
    """Whether more than a settlement or a district bears it, or one by a short form: "US", "UAE", "D.C."."""
    composed: bool
    """Whether it is a border or a part of a country, even one with a name of its own ("Southern Ukraine")."""


class NameTable(dict[int, NameFacts]):
    """The facts of names that were asked for, for one gazetteer, by the names' ids."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer
        self._places: dict[int, Place] = {}
        self._neighbours: dict[int, frozenset[int]] = {}

    def __missing__(self, name_id: int) -> NameFacts:
        if len(self) >= MOST_NAMES_KEPT:
            self.clear()
        facts = self[name_id] = name_facts(self._gazetteer, name_id)
        return facts

    def place(self, row: int) -> Place:
        """The place of a row."""
        place = self._places.get(row)
        if place is None:
            if len(self._places) >= MOST_NAMES_KEPT:
                self._places.clear()
            place = self._places[row] = self._gazetteer.place_at(row)
        return place

    def neighbours(self, country: int) -> frozenset[int]:
        """The countries that share a land border with one; all by their numbers in `NameFacts.country`."""
        found = self._neighbours.get(country)
        if found is None:
            codes = self._gazetteer.neighbours(self._gazetteer.columns.country_codes[country])
            found = self._neighbours[country] = frozenset(map(self._gazetteer.country_number, codes))
        return found

    @cached_property
    def country_names(self) -> dict[str, str]:
        """English names of countries by code."""
        rows = np.flatnonzero(np.asarray(self._gazetteer.columns.kind) == COUNTRY)
        return {place.country: place.name for place in map(self.place, rows.tolist())}


_TABLES: WeakKeyDictionary[Gazetteer, NameTable] = WeakKeyDictionary()


def name_table(gazetteer: Gazetteer) -> NameTable:
    """The table of a gazetteer; one for as long as the gazetteer is open."""
    table = _TABLES.get(gazetteer)
    if table is None:
        table = _TABLES[gazetteer] = NameTable(gazetteer)
    return table


def name_facts(gazetteer: Gazetteer, name_id: int) -> NameFacts:
    """Read the bearers of a name from the gazetteer's columns."""
    bearers, columns = gazetteer.bearers(name_id), gazetteer.columns
    rows, types = np.asarray(bearers.rows, np.int64), np.asarray(bearers.name_types, np.uint8)
    # Here a usual name in another spelling is another name of its place: told apart, it made reading no better.
    types = np.where(types == NameType.VARIANT, np.uint8(NameType.ALTERNATE), types)
    kinds = np.asarray(columns.kind[rows], np.uint8)
    population = np.log1p(np.maximum(np.asarray(columns.population[rows], np.float64), 0))
    capital = np.asarray(columns.is_capital[rows], bool)
    name = describe_name(kinds, types, population, capital)
    weight = prior_weight(kinds, types, population)
    order = np.argsort(-weight, kind="stable")[:MOST_BEARERS]
    rows, types, kinds, weight = rows[order], types[order], kinds[order], weight[order]
    prior = np.exp(weight - weight.max())
    prior /= prior.sum()
    country, admin1 = np.asarray(columns.country[rows], np.int32), np.asarray(columns.admin1[rows], np.int32)
    facts = describe_places(kinds, types, population[order], prior)
    facts[:, PLACE_FACTS.index("log_bearers")] = math.log1p(len(bearers.rows))
    facts[:, PLACE_FACTS.index("is_capital")] = capital[order]
    return NameFacts(
        name=name,
        rows=rows.astype(np.int32),
        types=types,
        prior=prior.astype(np.float32),
        kinds=kinds,
        country=country,
        admin1=admin1,
        admin2=np.asarray(columns.admin2[rows], np.int32),
        points=unit_vectors(columns.latitude[rows], columns.longitude[rows]).astype(np.float32),
        places=facts,
        fame=fame(kinds, prior),
        town_rather=town_rather(kinds, admin1),
        adjective=bool(types[0] == NameType.DEMONYM),
        area=names_area(kinds, types),
        container=is_container(name),
        known_short=any(name[2:6]) or any(name[7:9]),
        composed=is_composed(gazetteer, rows, kinds),
    )


def fame(kinds: npt.NDArray[np.uint8], prior: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """The numbers of `NameFacts.fame`, at least -7."""
    towns = kinds == SETTLEMENT
    most = prior[towns].max(initial=1e-9)
    return np.where(towns, np.log(prior / most + 1e-3), 0.0).astype(np.float32)


def town_rather(kinds: npt.NDArray[np.uint8], admin1: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
    """The numbers of `NameFacts.town_rather`."""
    towns = set(admin1[kinds == SETTLEMENT].tolist()) - {0}
    pairs = zip(kinds.tolist(), admin1.tolist(), strict=True)
    return np.array([-TOWN_RATHER if kind == ADMIN1 and unit in towns else 0.0 for kind, unit in pairs], np.float32)


def is_container(name: tuple[float, ...]) -> bool:
    """The value of `NameFacts.container` from the numbers of the name."""
    fact = dict(zip(NAME_FACTS, name, strict=True))
    return bool(fact["country"] or fact["admin1"]) and not (fact["demonym"] and fact["best_type"] > 1)


def names_area(kinds: npt.NDArray[np.uint8], types: npt.NDArray[np.uint8]) -> bool:
    """Whether a name stands for a district, a first-order unit or a country, and not as an adjective."""
    pairs = zip(kinds.tolist(), types.tolist(), strict=True)
    return bool(types[0] != NameType.DEMONYM) and any(kind in AREAS and way in AREA_TYPES for kind, way in pairs)


def is_composed(gazetteer: Gazetteer, rows: npt.NDArray[np.int64], kinds: npt.NDArray[np.uint8]) -> bool:
    """Whether a name is that of a border or a part of a country, and of nothing but regions besides."""
    if not {BORDER, REGION}.issuperset(kinds.tolist()):
        return False
    parts = (gazetteer.place_at(int(row)).id.startswith("sector:") for row in rows[kinds == REGION])
    return bool((kinds == BORDER).all()) or any(parts)


def prior_weight(
    kinds: npt.NDArray[np.uint8], types: npt.NDArray[np.uint8], population: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """How likely each place is meant, before any context, as log odds up to a constant."""
    return np.asarray(0.8 * population + WEIGHT_BY_KIND[kinds] + WEIGHT_BY_TYPE[types])


def describe_name(
    kinds: npt.NDArray[np.uint8],
    types: npt.NDArray[np.uint8],
    population: npt.NDArray[np.float64],
    capital: npt.NDArray[np.bool_],
) -> tuple[float, ...]:
    """The numbers of `NAME_FACTS`."""

    def most(chosen: npt.NDArray[np.bool_]) -> float:
        return float(population[chosen].max(initial=0.0))

    some_kinds, some_types = set(kinds.tolist()), set(types.tolist())
    towns = kinds == SETTLEMENT
    return (
        *(float(kind in some_kinds) for kind in (SETTLEMENT, DISTRICT, ADMIN1, COUNTRY, REGION)),
        float(max(some_kinds) > REGION),
        *(float(way in some_types) for way in NAMED_BY_TYPE),
        most(types == NameType.PRIMARY),
        most(types == NameType.ALTERNATE),
        most(towns),
        math.log1p(len(kinds)),
        float(min(some_types)),
        float(not USUAL_TYPES.isdisjoint(types[capital].tolist())),
        float(SITE in some_kinds),
        float((towns & (population == 0)).all()),
        1.0,
    )


def describe_places(
    kinds: npt.NDArray[np.uint8],
    types: npt.NDArray[np.uint8],
    population: npt.NDArray[np.float64],
    prior: npt.NDArray[np.float64],
) -> npt.NDArray[np.float32]:
    """The numbers of `PLACE_FACTS` that need no columns of the gazetteer."""
    facts = np.zeros((len(kinds), len(PLACE_FACTS)), np.float32)
    rank = np.argsort(np.argsort(-population, kind="stable"), kind="stable")
    facts[:, 0], facts[:, 1], facts[:, 2] = population, rank, population - population.max(initial=0.0)
    places = np.arange(len(kinds))
    facts[places, IS_SETTLEMENT + np.minimum(kinds, REGION + 1)] = 1.0
    facts[places, TYPE_PRIMARY + types] = 1.0
    facts[:, PLACE_FACTS.index("prior")] = np.log(prior + 1e-4)
    facts[:, PLACE_FACTS.index("is_first")] = rank == 0
    facts[:, PLACE_FACTS.index("is_site")] = kinds == SITE
    facts[:, PLACE_FACTS.index("is_uncounted")] = (kinds == SETTLEMENT) & (population == 0)
    return facts
