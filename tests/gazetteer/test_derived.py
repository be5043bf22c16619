"""An id alone makes its place and outline again, in any process."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Context, Gazetteer, Place
from gazetteer.derived import BEARINGS, somewhere_near
from gazetteer.names import words
from gazetteer.sectors import SECTOR_WORDS

UKRAINE = Context(countries=("UA",))
PHRASES = [
    "75 km north of Kyiv",
    "thirty miles south-east of Kharkiv",
    "fifty miles outside Kharkiv",
    "halfway between Kyiv and Kharkiv",
    "northern Kharkiv region",
    "the east of Lviv Oblast",
    "Donetsk region's south",
    "northern Donbas",
    "southern Texas",
    "the country's north-east",
    "north of the country",
    "48.59, 37.99",
    "near Kharkiv",
    "outskirts of Kharkiv",
    "Minsk border",
    "Merefa (Kharkiv region)",
]


def rebuilt(gazetteer: Gazetteer, place: Place) -> bool:
    again = gazetteer.place(place.id)
    return again == place and gazetteer.outline(again) == gazetteer.outline(place)


@pytest.mark.parametrize("query", PHRASES)
def test_the_place_of_a_phrase_is_made_again_from_its_id(query: str, gazetteer: Gazetteer) -> None:
    matches = gazetteer.lookup(query, context=UKRAINE)
    assert matches
    assert all(rebuilt(gazetteer, match.place) for match in matches)


@given(st.integers(0, 10**9), st.sampled_from([*BEARINGS]), st.integers(1, 900))
def test_any_spot_so_far_from_a_place_is_made_again(gazetteer: Gazetteer, at: int, towards: str, away: int) -> None:
    anchor = gazetteer.place_at(at % len(gazetteer.columns))
    place = gazetteer.place(f"offset:{anchor.id}:{away}:{towards}")
    assert place is not None
    assert rebuilt(gazetteer, place)
    assert math.isclose(away, anchor.coordinates.distance_km(place.coordinates), rel_tol=1e-6, abs_tol=1e-3)


@given(st.integers(0, 10**9), st.text(max_size=80).map("House {}".format), st.integers(0, 9999))
def test_what_is_not_listed_is_made_again_near_any_place(gazetteer: Gazetteer, at: int, name: str, reach: int) -> None:
    made = somewhere_near(gazetteer.place_at(at % len(gazetteer.columns)), name, reach)
    assert made == gazetteer.place(made.id)


def test_what_is_not_listed_bears_its_name(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("unlisted:geonames:706483:24:Mercy_Hospital")
    assert place is not None
    assert ("Mercy Hospital, somewhere near Kharkiv", 24.0) == (place.name, place.radius_km)
    assert not place.id.startswith("geonames:")


def test_every_part_of_every_province_of_ukraine_is_made_again(gazetteer: Gazetteer) -> None:
    codes = [code for code in gazetteer.columns.admin1_codes if code.startswith("UA.")]
    made = [gazetteer.place(f"sector:{code}-{direction}") for code, direction in product(codes, SECTOR_WORDS)]
    places = [place for place in made if place is not None]
    assert len(places) > 200
    for place in places:
        assert rebuilt(gazetteer, place)
        assert gazetteer.outline(place) is not None


def test_every_kind_of_id_of_the_index_is_made_again(gazetteer: Gazetteer) -> None:
    rows = [*range(0, len(gazetteer.columns), 5003), *range(len(gazetteer.columns) - 2500, len(gazetteer.columns), 50)]
    for row in rows:
        assert rebuilt(gazetteer, gazetteer.place_at(row))


@pytest.mark.parametrize(
    "place_id",
    ["", ":", "offset:", "offset:geonames:703448:75:NN", "offset:geonames:703448:99999:N", "offset:nothing:75:N",
     "offset:offset:geonames:703448:75:N:75:N", "sector:UA.07-upwards", "sector:-",
     "sector:geonames:703448-upwards", "sector:geonames:690791-north",
     "unlisted:geonames:703448:24:",
     "unlisted:geonames:703448:near:Mercy", "between:geonames:703448",
     "between:geonames:703448+geonames:703448", "point:91,0", "point:1,181", "point:,",
     "geonames:0", "geonames:99999999999", "border:UA-BY", "\u0000", "offset:" + "x" * 10_000],
)  # fmt: skip
def test_an_id_of_no_place_makes_none(place_id: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.place(place_id) is None


@given(
    st.text(max_size=60) | st.from_regex(r"(offset|sector|between|point|unlisted):[a-z0-9:.,+-]{0,40}", fullmatch=True)
)
def test_no_id_makes_it_fail(gazetteer: Gazetteer, place_id: str) -> None:
    place = gazetteer.place(place_id)
    assert place is None or rebuilt(gazetteer, place)


def test_another_process_makes_the_same_places(gazetteer: Gazetteer) -> None:
    ids = [gazetteer.lookup(query, context=UKRAINE)[0].place.id for query in PHRASES]
    code = (
        "import sys; from pathlib import Path; from gazetteer import Gazetteer; g = Gazetteer(Path(sys.argv[1]));"
        "print([g.place(i) for i in sys.argv[2:]])"
    )
    command = [sys.executable, "-c", code, str(gazetteer.folder), *ids]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert str([gazetteer.place(place_id) for place_id in ids]) == answer


def test_parts_of_areas_are_found_in_a_text(gazetteer: Gazetteer) -> None:
    split = words(
        "In northern Kharkiv region and in the country's north-east, then in the south of the country. "
        "Belarus lies north of the country; the country's army is in north-eastern Donetsk region. "
        "Not parts: the eastern Luhansk region, eastern Donbas region, the country's northern neighbour."
    )
    found = gazetteer.find_phrases(split, gazetteer.find_names(split))
    assert [
        "northern Kharkiv region",
        "north-eastern Donetsk region",
        "the country's north-east",
        "south of the country",
    ] == [phrase.query for phrase in found if phrase.kind == "sector"]


def test_what_is_not_said_of_a_country_needs_one_in_the_context(gazetteer: Gazetteer) -> None:
    assert "sector:UA-northeast" == gazetteer.lookup("the country's north-east", context=UKRAINE)[0].place.id
    assert all(not match.place.id.startswith("sector") for match in gazetteer.lookup("the country's north-east"))


def test_directions_are_the_sixteen_of_the_compass() -> None:
    assert [22.5 * step for step in range(16)] == list(BEARINGS.values())
