"""Names of another time and the years in which they were used."""

from __future__ import annotations

from functools import lru_cache

from gazetteer.names import key
from gazetteer.place import Place, PlaceKind
from gazetteer.sources import table


def years(place: Place, name: str) -> str:
    """ "from 1924 to 2016" for Bakhmut as Artemivsk, "until 1995"; "" where the name is not one of another time."""
    return _years().get((code_of(place), key(name)), "")


def code_of(place: Place) -> str:
    """What stands for a place in the table: country or unit by code, a settlement by its number of GeoNames."""
    if place.kind is PlaceKind.COUNTRY:
        return place.country
    if place.kind is PlaceKind.ADMIN1:
        return f"{place.country}.{place.admin1}"
    return place.id.removeprefix("geonames:")


@lru_cache(maxsize=1)
def _years() -> dict[tuple[str, str], str]:
    return {(row["place"], key(row["name"])): span(row["from"], row["to"]) for row in table("former_names")}


def span(first: str, last: str) -> str:
    """Years in words; one of the two may be unknown."""
    if first and last:
        return f"from {first} to {last}"
    return f"until {last}" if last else f"since {first}"
