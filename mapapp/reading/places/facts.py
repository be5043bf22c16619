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
AREA_TYPES = (NameType.PRIMARY, NameType.ABBREVIATION, NameType.CODE, NameType.GENERATED)
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
    "type_code", "type_short", "type_generated", "log_bearers", "prior", "is_capital", "in_us", "is_first",
    "is_site", "is_uncounted",
)  # fmt: skip


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
    adjective: bool
    """Whether the name is the adjective or the people of a place before it is anything else."""
    area: bool
    """Whether it stands for a district, a first-order unit or a country, and not as an adjective."""
    known_short: bool
    """Whether more than a settlement or a district bears it, or one by a short form: "US", "UAE", "D.C."."""
    composed: bool
    """Whether it is a border or a part of a country, even one with a name of its own ("Southern Ukraine")."""


class NameTable:
    """The facts of names that were asked for, for one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._kept: dict[int, NameFacts] = {}
        self._places: dict[int, Place] = {}

    def __getitem__(self, name_id: int) -> NameFacts:
        facts = self._kept.get(name_id)
        if facts is None:
            if len(self._kept) >= MOST_NAMES_KEPT:
                self._kept.clear()
            facts = self._kept[name_id] = name_facts(self._gazetteer, name_id)
        return facts

    def place(self, row: int) -> Place:
        """The place of a row."""
        place = self._places.get(row)
        if place is None:
            if len(self._places) >= MOST_NAMES_KEPT:
                self._places.clear()
            place = self._places[row] = self._gazetteer.place_at(row)
        return place

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
    name = describe_name(kinds, types, population, np.asarray(columns.is_capital[rows], bool))
    weight = prior_weight(kinds, types, population)
    order = np.argsort(-weight, kind="stable")[:MOST_BEARERS]
    rows, types, kinds, weight = rows[order], types[order], kinds[order], weight[order]
    prior = np.exp(weight - weight.max())
    prior /= prior.sum()
    country = np.asarray(columns.country[rows], np.int32)
    in_us = np.array([columns.country_codes[code] == "US" for code in country])
    facts = describe_places(kinds, types, population[order], len(name), prior)
    facts[:, PLACE_FACTS.index("log_bearers")] = math.log1p(len(bearers.rows))
    facts[:, PLACE_FACTS.index("is_capital")] = columns.is_capital[rows]
    facts[:, PLACE_FACTS.index("in_us")] = in_us
    return NameFacts(
        name=name,
        rows=rows.astype(np.int32),
        types=types,
        prior=prior.astype(np.float32),
        kinds=kinds,
        country=country,
        admin1=np.asarray(columns.admin1[rows], np.int32),
        admin2=np.asarray(columns.admin2[rows], np.int32),
        points=unit_vectors(columns.latitude[rows], columns.longitude[rows]).astype(np.float32),
        places=facts,
        fame=fame(kinds, prior),
        adjective=bool(types[0] == NameType.DEMONYM),
        area=names_area(kinds, types),
        known_short=any(name[2:6]) or any(name[7:9]),
        composed=is_composed(gazetteer, rows, kinds),
    )


def fame(kinds: npt.NDArray[np.uint8], prior: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """The numbers of `NameFacts.fame`, at least -7."""
    towns = kinds == SETTLEMENT
    most = prior[towns].max(initial=1e-9)
    return np.where(towns, np.log(prior / most + 1e-3), 0.0).astype(np.float32)


def names_area(kinds: npt.NDArray[np.uint8], types: npt.NDArray[np.uint8]) -> bool:
    """Whether a name stands for a district, a first-order unit or a country, and not as an adjective."""
    areas = np.isin(kinds, (DISTRICT, ADMIN1, COUNTRY)) & np.isin(types, AREA_TYPES)
    return bool(areas.any() and types[0] != NameType.DEMONYM)


def is_composed(gazetteer: Gazetteer, rows: npt.NDArray[np.int64], kinds: npt.NDArray[np.uint8]) -> bool:
    """Whether a name is that of a border or a part of a country, and of nothing but regions besides."""
    if not np.isin(kinds, (BORDER, REGION)).all():
        return False
    parts = (gazetteer.place_at(int(row)).id.startswith("sector:") for row in rows[kinds == REGION])
    return bool((kinds == BORDER).all()) or any(parts)


def prior_weight(
    kinds: npt.NDArray[np.uint8], types: npt.NDArray[np.uint8], population: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """How likely each place is meant, before any context, as log odds up to a constant."""
    by_kind = np.zeros(len(KINDS))
    by_kind[[COUNTRY, ADMIN1]] = 3.0, 1.0
    by_type = np.zeros(max(NameType) + 1)
    by_type[[NameType.ALTERNATE, NameType.CODE, NameType.SHORT, NameType.GENERATED]] = -2.5, -1.0, -1.5, -0.5
    return np.asarray(0.8 * population + by_kind[kinds] + by_type[types])


def describe_name(
    kinds: npt.NDArray[np.uint8],
    types: npt.NDArray[np.uint8],
    population: npt.NDArray[np.float64],
    capital: npt.NDArray[np.bool_],
) -> tuple[float, ...]:
    """The numbers of `NAME_FACTS`."""

    def most(chosen: npt.NDArray[np.bool_]) -> float:
        return float(population[chosen].max(initial=0.0))

    main = types == NameType.PRIMARY
    return (
        *(float((kinds == kind).any()) for kind in (SETTLEMENT, DISTRICT, ADMIN1, COUNTRY, REGION)),
        float((kinds > REGION).any()),
        float((types == NameType.DEMONYM).any()),
        float((types == NameType.ABBREVIATION).any()),
        float((types == NameType.CODE).any()),
        float((types == NameType.SHORT).any()),
        float((types == NameType.GENERATED).any()),
        most(main),
        most(types == NameType.ALTERNATE),
        most(kinds == SETTLEMENT),
        math.log1p(len(kinds)),
        float(types.min()),
        float((capital & (main | (types == NameType.ALTERNATE))).any()),
        float((kinds == SITE).any()),
        float(((kinds == SETTLEMENT) & (population == 0)).all()),
        1.0,
    )


def describe_places(
    kinds: npt.NDArray[np.uint8],
    types: npt.NDArray[np.uint8],
    population: npt.NDArray[np.float64],
    bearers: int,
    prior: npt.NDArray[np.float64],
) -> npt.NDArray[np.float32]:
    """The numbers of `PLACE_FACTS` that need no columns of the gazetteer."""
    facts = np.zeros((len(kinds), len(PLACE_FACTS)), np.float32)
    rank = np.argsort(np.argsort(-population, kind="stable"), kind="stable")
    facts[:, 0], facts[:, 1], facts[:, 2] = population, rank, population - population.max(initial=0.0)
    for column, kind in enumerate((SETTLEMENT, DISTRICT, ADMIN1, COUNTRY, REGION)):
        facts[:, 3 + column] = kinds == kind
    facts[:, 8] = kinds > REGION
    for kind in NameType:
        facts[:, 9 + kind] = types == kind
    facts[:, PLACE_FACTS.index("prior")] = np.log(prior + 1e-4)
    facts[:, PLACE_FACTS.index("is_first")] = rank == 0
    facts[:, PLACE_FACTS.index("is_site")] = kinds == SITE
    facts[:, PLACE_FACTS.index("is_uncounted")] = (kinds == SETTLEMENT) & (population == 0)
    return facts
