"""What the gazetteer does not list lies somewhere near what the text ties it to: an area, never a spot."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.corrections import Correction, Corrections, Scope
from gazetteer.place import PlaceKind
from mapapp.map.payload import AREA_KINDS, LEAST_RADIUS_KM
from mapapp.model import Article, PlaceMention, Reading, Role, TextSpan
from mapapp.reading import read
from mapapp.reading.places.tying import NARROWEST_KM
from mapapp.reading.places.unlisted import NOWHERE, area_of
from tests.gazetteer.making_corrections import correction

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "unlisted" / "things.toml").read_text("utf-8"))["case"]
KHARKIV, LVIV = "geonames:706483", "geonames:702550"
STRUCK = "KHARKIV, Ukraine - Shells fell.\n\nA rocket struck Saint Nicholas Church at dawn, killing five people."


def reading(text: str, gazetteer: Gazetteer, *corrections: Correction) -> Reading:
    return read(Article("a 1", None, text, (TextSpan(0, len(text)),)), gazetteer, Corrections.of(corrections))


def mention(said: Reading, written: str) -> PlaceMention:
    (found,) = (each for each in said.places if each.span.of(said.article.text) == written)
    return found


def scenes(said: Reading, written: str) -> list[str | None]:
    """Ids of the scenes of events that are told by a word."""
    told = (each for each in said.events if written in each.trigger.of(said.article.text))
    return [each.place.place.id if each.place and each.place.place else None for each in told]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_thing_lies_near_what_the_text_ties_it_to(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    said = reading(case["text"], gazetteer)
    if case.get("absent", False):
        assert case["thing"] not in {each.span.of(case["text"]) for each in said.places}
        return
    found = mention(said, case["thing"])
    area = found.place or area_of(found)
    if not case["near"]:
        assert (None, NOWHERE) == (area, found.reason)
        return
    assert area is not None
    prefix, reach, name = area.id.rsplit(":", 2)
    town = gazetteer.place(case["near"])
    assert town is not None
    assert (f"unlisted:{case['near']}", case["thing"].replace(" ", "_")) == (prefix, name)
    assert case.get("place", False) is (found.place is not None)
    assert case.get("inside", False) is (float(reach) < town.radius_km + 49)
    assert "not in the gazetteer: somewhere" in found.reason
    assert area == gazetteer.place(area.id)


def test_such_a_place_is_drawn_as_an_area() -> None:
    assert PlaceKind.REGION in AREA_KINDS
    assert NARROWEST_KM >= LEAST_RADIUS_KM


def test_a_strike_on_a_thing_in_a_town_happened_in_the_town(gazetteer: Gazetteer) -> None:
    said = reading("A missile hit Mercy Hospital in Kharkiv on Monday, killing three people.", gazetteer)
    assert [KHARKIV] == scenes(said, "hit")


def test_a_strike_on_a_thing_near_a_town_named_before_is_drawn_as_wide_as_it_is_unsure(gazetteer: Gazetteer) -> None:
    said = reading(STRUCK, gazetteer)
    (scene,) = scenes(said, "struck")
    assert f"unlisted:{KHARKIV}:64:Saint_Nicholas_Church" == scene
    (event,) = (each for each in said.events if "struck" in each.trigger.of(said.article.text))
    assert event.geo_precision == 3
    assert event.confidence < 0.6


def test_a_village_that_is_not_listed_is_the_scene_rather_than_the_town_near_it(gazetteer: Gazetteer) -> None:
    said = reading("Shelling killed two people in the village of Novopetrenkove near Bakhmut, Ukraine.", gazetteer)
    (scene,) = scenes(said, "Shelling")
    assert scene is not None
    assert scene.endswith("Novopetrenkove")


def test_a_person_says_where_it_is(gazetteer: Gazetteer) -> None:
    said = reading(STRUCK, gazetteer, correction(1, "Saint Nicholas Church", LVIV))
    found = mention(said, "Saint Nicholas Church")
    assert found.place is not None
    assert (LVIV, 1.0) == (found.place.id, found.confidence)
    assert [LVIV] == scenes(said, "struck")


def test_a_person_says_that_it_is_no_place(gazetteer: Gazetteer) -> None:
    said = reading(STRUCK, gazetteer, correction(1, "Saint Nicholas Church", ""))
    found = mention(said, "Saint Nicholas Church")
    assert (None, Role.OTHER, None) == (found.place, found.role, area_of(found))


def test_it_goes_with_the_town_that_a_person_corrected(gazetteer: Gazetteer) -> None:
    said = reading(STRUCK, gazetteer, correction(1, "Kharkiv", LVIV))
    area = area_of(mention(said, "Saint Nicholas Church"))
    assert area is not None
    assert area.id.startswith(f"unlisted:{LVIV}:")
    assert "Lviv" in mention(said, "Saint Nicholas Church").reason
    nowhere = mention(reading(STRUCK, gazetteer, correction(1, "Kharkiv", "")), "Saint Nicholas Church")
    assert (None, NOWHERE) == (area_of(nowhere), nowhere.reason)


def test_a_name_may_be_corrected_with_its_id(gazetteer: Gazetteer) -> None:
    area = area_of(mention(reading(STRUCK, gazetteer), "Saint Nicholas Church"))
    assert area is not None
    said = reading(STRUCK, gazetteer, correction(1, "Saint Nicholas Church", area.id, scope=Scope.EVERYWHERE))
    assert area == mention(said, "Saint Nicholas Church").place


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Lake",
                "River",
                "Hospital",
                "of",
                "the",
                "'s",
                "-",
                "St.",
                "Mercy",
                "village",
                "in",
                "Kharkiv",
                ",",
                "was",
                "hit",
                "9",
                "\n\n",
                ".",
            ]
        ),
        max_size=25,
    )
)
def test_any_row_of_such_words_is_read_in_order_and_within_the_text(gazetteer: Gazetteer, row: list[str]) -> None:
    text = " ".join(row)
    found = reading(text, gazetteer).places
    assert sorted(each.span.start for each in found) == [each.span.start for each in found]
    for each in found:
        area = each.place or area_of(each)
        assert each.span.of(text)
        assert area is None or area == gazetteer.place(area.id)
