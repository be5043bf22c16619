"""GeoNames' own dumps (download.geonames.org/export/dump), read row by row; bad rows are counted and told, never fatal.

python -m gazetteer build --geonames allCountries.txt --alternate-names alternateNamesV2.txt
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from gazetteer.dump_files import Faults, Reading, read, reading, size_of
from gazetteer.names import NameType
from gazetteer.place import PlaceKind
from gazetteer.sources import CYRILLIC_COUNTRIES, Entry, is_usable_name, settlement_radius_km, table
from gazetteer.transliteration import romanised

LONGEST_NAME = 200
"""Letters, as GeoNames has it."""
HIGHEST_NUMBER = 2**31 - 1
MOST_PEOPLE = 10**11
HEAD_BYTES = 1 << 20
PLACE_COLUMNS, NAME_COLUMNS, UNIT_COLUMNS = 19, 10, 4
FEWEST_NAME_COLUMNS = 4
"""The last columns of the alternate names are newer than the file's first version."""


@dataclass(frozen=True, slots=True)
class Dumps:
    """Files of GeoNames' export, as text or zipped."""

    geonames: Path
    """allCountries.txt, or the file of one country."""
    alternate_names: Path | None = None
    """alternateNamesV2.txt."""
    admin1: Path | None = None
    """admin1CodesASCII.txt."""
    admin2: Path | None = None
    """admin2Codes.txt."""

    def files(self) -> dict[str, Path]:
        """Those that were given, by the option that gives them."""
        given = {
            "--geonames": self.geonames,
            "--alternate-names": self.alternate_names,
            "--admin1": self.admin1,
            "--admin2": self.admin2,
        }
        return {option: path for option, path in given.items() if path is not None}

    def stamp(self) -> str:
        """Changes with the size, the time stamp or the head of a file.

        Raises:
            SourceMissing: a file cannot be read.
        """
        digest = hashlib.sha256()
        for option, path in self.files().items():
            with reading(path):
                state = path.stat()
                with path.open("rb") as stream:
                    head = stream.read(HEAD_BYTES)
            digest.update(f"{option} {state.st_size} {state.st_mtime_ns}".encode() + hashlib.sha256(head).digest())
        return digest.hexdigest()[:12]

    def size(self) -> int:
        """Bytes of all files as text."""
        return sum(size_of(path) for path in self.files().values())


class Feature(NamedTuple):
    """What GeoNames' feature code is here."""

    kind: PlaceKind
    radius_km: float
    """0 where the reach comes from the inhabitants."""
    level: int
    """1 or 2 for a unit whose own code stands in the row, else 0."""
    as_town_of: int
    """A text means it as often as a town of so many inhabitants."""


class Row(NamedTuple):
    """A place of a dump."""

    entry: Entry
    level: int
    """1 or 2 for a unit whose own code the entry has, else 0."""
    weight: int
    """A text means it as often as a town of so many inhabitants."""


class AlternateName(NamedTuple):
    number: int
    """GeoNames' number of the place."""
    name: str
    name_type: NameType
    is_short: bool
    is_usual_english: bool


def places(path: Path, faults: Faults, told: Reading) -> Iterator[tuple[int, Row]]:
    """Every good row of a dump of places, with its line.

    Raises:
        SourceMissing: the file cannot be read.
    """
    return read(path, PLACE_COLUMNS, place_of, faults, told)


def alternate_names(path: Path, faults: Faults, told: Reading) -> Iterator[AlternateName]:
    """The names of a dump of alternate names that a text may use; raises as `places`."""
    found = read(path, NAME_COLUMNS, alternate_name_of, faults, told, FEWEST_NAME_COLUMNS)
    return (name for _, name in found if name is not None)


def units(path: Path, faults: Faults) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Code ("UA.05"), names and number of administrative units; raises as `places`."""
    return (unit for _, unit in read(path, UNIT_COLUMNS, unit_of, faults, lambda rows, share: None))


def place_of(fields: list[str]) -> Row:
    """The place of a row.

    Raises:
        ValueError: a cell is wrong; the message says which and why.
    """
    number = number_of(fields[0], "the number of the place", HIGHEST_NUMBER)
    name = name_of(fields[1])
    latitude, longitude = degrees(fields[4], "latitude", 90), degrees(fields[5], "longitude", 180)
    feature = feature_of(fields[6], fields[7])
    country, admin1, admin2 = codes_of(fields[8], fields[10], fields[11])
    population = number_of(fields[14] or "0", "population", MOST_PEOPLE) if fields[14] != "0" else 0
    if feature.kind is PlaceKind.DISTRICT and feature.level != 2:
        # What lies inside a district is not the district, and must not be drawn as it.
        admin2 = ""
    entry = Entry(
        name=name,
        kind=feature.kind,
        latitude=latitude,
        longitude=longitude,
        country=country,
        admin1=admin1,
        admin2="" if feature.level == 1 else admin2,
        population=population,
        radius_km=feature.radius_km or settlement_radius_km(population),
        geonames=number,
    )
    entry.names = names_of(name, fields[2], fields[3], country)
    return Row(entry, feature.level, weight_of(feature, population))


def weight_of(feature: Feature, population: int) -> int:
    """How often a text means a place, as the inhabitants of a town that it means as often.

    A commune has the inhabitants of its town, which is what a text means.
    """
    if feature.kind is PlaceKind.SETTLEMENT and population:
        return population
    return max(feature.as_town_of, population // 10)


def names_of(name: str, ascii_name: str, others: str, country: str) -> list[tuple[str, NameType]]:
    names = {name: NameType.PRIMARY}
    if ascii_name and ascii_name != name and len(ascii_name) <= LONGEST_NAME:
        names[ascii_name] = NameType.ALTERNATE
    for other in others.split(",") if others else ():
        if is_usable_name(other) and not CODE.fullmatch(other):
            names.setdefault(other, NameType.ALTERNATE)
    if country in CYRILLIC_COUNTRIES:
        for given in list(names):
            for form in romanised(given):
                names.setdefault(form, NameType.GENERATED)
    return list(names.items())


CODE = re.compile(r"[A-Z]{5}|[A-Z]+\d+|https?:.*")
"""UN/LOCODEs, numbers in Wikidata and addresses, which the column of further names holds too."""


def alternate_name_of(fields: list[str]) -> AlternateName | None:
    """The name of a row; None where it is a code, an address, or otherwise nothing that a text writes.

    Raises:
        ValueError: a cell is wrong.
    """
    number = number_of(fields[1], "the number of the place", HIGHEST_NUMBER)
    language, flags = fields[2], [flag == "1" for flag in fields[4:8]]
    taken_as = no_languages().get(language, "alternate")
    if not taken_as:
        return None
    name = name_of(fields[3])
    if not (is_usable_name(name) if not language else len(name) > 1):
        return None
    is_preferred, is_short, is_colloquial, is_historic = flags
    usual = language == "en" and is_preferred and not (is_colloquial or is_historic)
    name_type = NameType.PRIMARY if usual else NameType[taken_as.upper()]
    return AlternateName(number, name, name_type, is_short, usual)


def unit_of(fields: list[str]) -> tuple[str, tuple[str, ...], int]:
    code, name, ascii_name, number = fields
    if "." not in code:
        raise ValueError(f"{code!r} is no code of a unit such as UA.05")
    names = tuple(dict.fromkeys((name_of(name), name_of(ascii_name or name))))
    return code, names, number_of(number, "the number of the place", HIGHEST_NUMBER)


def name_of(cell: str) -> str:
    name = cell.strip()
    if not name:
        raise ValueError("no name")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"a name of {len(name)} letters, more than {LONGEST_NAME}")
    return name


def number_of(cell: str, what: str, most: int) -> int:
    if not (cell.isascii() and cell.isdecimal()):
        raise ValueError(f"{what} is {cell[:40]!r}, not a whole number")
    if len(cell) > 12 or int(cell) > most:
        raise ValueError(f"{what} is {cell[:40]}, more than {most:,}")
    return int(cell)


def degrees(cell: str, what: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{what} is {cell[:40]!r}, not a number") from None
    # False for NaN too.
    if not -most <= value <= most:
        raise ValueError(f"{what} is {cell[:40]}, not within {most} degrees")
    return value


def codes_of(country: str, admin1: str, admin2: str) -> tuple[str, str, str]:
    """Country and units of a row; "00" is GeoNames' word for none."""
    if country and not (len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()):
        raise ValueError(f"country is {country[:40]!r}, not two capital letters")
    if not country or admin1 in ("", "00"):
        return country, "", ""
    return country, admin1, admin2


def feature_of(feature_class: str, code: str) -> Feature:
    known = features()
    found = known.get((feature_class, code)) or known.get((feature_class, ""))
    if found is None:
        raise ValueError(f"{feature_class[:40]!r} is none of GeoNames' feature classes")
    return found


@lru_cache(maxsize=1)
def features() -> dict[tuple[str, str], Feature]:
    return {
        (row["class"], row["code"]): Feature(
            PlaceKind(row["kind"]), float(row["radius_km"] or 0), int(row["level"] or 0), int(row["as_town_of"])
        )
        for row in table("feature_codes")
    }


@lru_cache(maxsize=1)
def no_languages() -> dict[str, str]:
    """What stands in the column of languages and is none -> how its names are taken, "" where they are not."""
    return {row["code"]: row["taken_as"] for row in table("name_languages")}
