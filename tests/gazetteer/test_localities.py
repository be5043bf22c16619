"""Small settlements and airports are found, and well-known places stay before them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Coordinates, Gazetteer, PlaceKind
from gazetteer.localities import airports, small_settlements
from gazetteer.names import NameType
from gazetteer.naming import MOST_BEARERS
from gazetteer.sources import Entry, table
from gazetteer.transliteration import in_english

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "gazetteer" / "localities.toml").read_text(encoding="utf-8")
)["case"]
VILLAGES, AIRPORTS = list(small_settlements()), list(airports(()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["query"]))
def test_a_small_place_or_an_airport_is_found(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup(case["query"])[0].place
    assert (case["kind"], case["country"]) == (place.kind.value, place.country)
    assert place.coordinates.distance_km(Coordinates(*case["near"])) <= case.get("within_km", 15)


def test_every_row_has_an_id_of_its_own() -> None:
    ids = [entry.own_id for entry in (*VILLAGES, *AIRPORTS)]
    assert len(ids) == len(set(ids))


@given(entry=st.sampled_from(VILLAGES), which=st.integers(0, 5))
def test_a_village_is_among_the_bearers_of_each_of_its_names(gazetteer: Gazetteer, entry: Entry, which: int) -> None:
    name, _ = entry.names[which % len(entry.names)]
    found = gazetteer.candidates(name)
    assert len(found) >= MOST_BEARERS or entry.own_id in {match.place.id for match in found}


@given(entry=st.sampled_from(AIRPORTS))
def test_an_airport_is_among_the_bearers_of_its_name(gazetteer: Gazetteer, entry: Entry) -> None:
    # One that the table of sites has too is found there.
    point = Coordinates(entry.latitude, entry.longitude)
    assert any(match.place.coordinates.distance_km(point) <= 6 for match in gazetteer.candidates(entry.name))


def test_an_airport_that_is_among_the_sites_gives_its_names_to_it() -> None:
    row = next(row for row in table("airports") if row["iata"] == "LHR")
    point = float(row["latitude"]), float(row["longitude"])
    site = Entry("Heathrow Airport", PlaceKind.SITE, *point, country="GB", own_id="site:heathrow")
    site.add(NameType.PRIMARY, site.name)
    assert "airport:LHR" not in {entry.own_id for entry in airports([site])}
    assert "LHR Airport" in {name for name, _ in site.names}


def test_the_largest_towns_stand_before_every_village_of_their_name(gazetteer: Gazetteer) -> None:
    columns = gazetteer.columns
    towns = np.flatnonzero((columns.kind == 0) & (columns.population >= 1_000_000))
    for row in towns.tolist():
        town = gazetteer.place_at(row)
        assert not gazetteer.candidates(town.name)[0].place.id.startswith(("village:", "township:", "airport:"))


@pytest.mark.parametrize(
    ("name", "country", "latin"),
    [
        ("Гостра Могила", "UA", "Hostra Mohyla"),
        ("Большой Бащелак", "RU", "Bolshoy Bashchelak"),
        ("Lutonina", "CZ", "Lutonina"),
    ],
)
def test_a_cyrillic_name_is_written_as_its_country_does(name: str, country: str, latin: str) -> None:
    assert latin == in_english(name, country)
