"""A place that is told by others is found, and every phrase is answered in bounded work."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import get_coordinates

from gazetteer import Context, Coordinates, Gazetteer, Place
from gazetteer.derived import BEARINGS, WORDS, bearing_to
from gazetteer.names import words
from gazetteer.phrases.grammar import Written, described
from gazetteer.phrases.quantities import direction, distance
from gazetteer.phrases.relations import Described, Name, Node, Relation, roles
from gazetteer.place import KINDS, PlaceKind
from gazetteer.sectors import SECTOR_WORDS
from gazetteer.shapes import SECTORS, main_body

NAMES = (
    "Kyiv",
    "Donetsk region",
    "North Korea",
    "Georgia",
    "Guinea-Bissau",
    "Springfield",
    "Black Sea",
    "Texas",
    "Xyz",
)
WORDS_OF_PHRASES = sorted({word for role in roles().values() for word in role} | set(NAMES))
SOUP = st.lists(st.sampled_from([*WORDS_OF_PHRASES, ",", "(", ")", "'s", "-", "–", "the", "75", "1.5"]), max_size=24)


def parsed(text: str, gazetteer: Gazetteer) -> Node | None:
    split = words(text)
    return described(Written(text, split, [word.key for word in split], gazetteer.is_name))


def test_a_phrase_is_read_as_relations_and_anchors(gazetteer: Gazetteer) -> None:
    kyiv, lviv = Name("Kyiv", "kyiv"), Name("Lviv", "lviv")
    border = Described(Relation.BORDER, (Name("Kharkiv", "kharkiv"), Name("Donetsk", "donetsk")))
    assert Described(Relation.OFFSET, (border,), "N", 20) == parsed(
        "20 km north of the Kharkiv-Donetsk border", gazetteer
    )
    assert Described(Relation.HALFWAY, (kyiv, lviv)) == parsed("halfway between Kyiv and Lviv", gazetteer)
    assert Described(Relation.EDGE, (kyiv,), "E") == parsed("Kyiv's eastern outskirts", gazetteer)
    assert Described(Relation.SECTOR, (Described(Relation.COUNTRY, ()),), "NE") == parsed(
        "the country's north-east", gazetteer
    )


@pytest.mark.parametrize("plain", ["Kyiv", "Saint Petersburg", "Bayt Lahya", "Qwertzuiop Asdfghjkl", "", "75"])
def test_what_holds_no_telling_word_is_no_phrase(plain: str, gazetteer: Gazetteer) -> None:
    assert parsed(plain, gazetteer) is None


@given(SOUP.map(" ".join) | st.text(max_size=80))
def test_no_run_of_words_makes_it_fail(gazetteer: Gazetteer, text: str) -> None:
    for match in gazetteer.lookup(text, context=Context(("UA",))):
        assert 0 <= match.confidence <= 1
        assert match.reason
        assert gazetteer.place(match.place.id) == match.place


@given(SOUP)
def test_the_work_on_a_phrase_is_bounded_by_its_words(gazetteer: Gazetteer, soup: list[str]) -> None:
    asked: list[str] = []

    def known(key: str) -> bool:
        asked.append(key)
        return gazetteer.is_name(key)

    text = " ".join(soup)
    split = words(text)
    described(Written(text, split, [word.key for word in split], known))
    assert len(asked) <= 40 * (len(split) + 1)


@pytest.mark.parametrize("words_of_it", ["north of ", "border ", "X and ", "(", "10 km from ", "the ", "'s ", "X, "])
def test_a_phrase_without_end_is_refused(words_of_it: str, gazetteer: Gazetteer) -> None:
    assert () == gazetteer.as_written(words_of_it * 5000)


PLACES = st.integers(0, 10**9)


def settlement(gazetteer: Gazetteer, at: int) -> Place:
    place = gazetteer.place_at(at % len(gazetteer.columns))
    while place.kind is not PlaceKind.SETTLEMENT or abs(place.coordinates.latitude) > 65:
        at = at * 7 + 1
        place = gazetteer.place_at(at % len(gazetteer.columns))
    return place


@given(PLACES, st.integers(1, 500), st.sampled_from([*BEARINGS]))
def test_so_far_from_a_place_lies_so_far_from_it_in_that_direction(
    gazetteer: Gazetteer, at: int, away: int, bearing: str
) -> None:
    town = settlement(gazetteer, at)
    found = gazetteer.as_written(f"{away} km {WORDS[bearing]} of {town.name}", context=Context(places=(town,)))
    if not found or found[0].place.id.split(":")[1:-2] != town.id.split(":"):
        return  # its name is a phrase itself, or another place of that name is meant
    spot = found[0].place.coordinates
    assert math.isclose(away, town.coordinates.distance_km(spot), rel_tol=1e-6, abs_tol=1e-3)
    turned = bearing_to(town.coordinates, spot) - BEARINGS[bearing]
    assert abs((turned + 180) % 360 - 180) < 0.01


@given(st.data())
def test_a_border_is_the_same_from_both_sides(gazetteer: Gazetteer, data: st.DataObject) -> None:
    codes = [code for code in gazetteer.columns.country_codes if code and gazetteer.neighbours(code)]
    code = data.draw(st.sampled_from(codes))
    other = data.draw(st.sampled_from(gazetteer.neighbours(code)))
    names = [place.name for place in (gazetteer.country(code), gazetteer.country(other)) if place is not None]
    ways = (
        f"{names[0]}-{names[-1]} border",
        f"{names[-1]}–{names[0]} border",
        f"border between {names[-1]} and {names[0]}",
    )
    ids = {gazetteer.lookup(way)[0].place.id for way in ways}
    assert {f"border:{'-'.join(sorted((code, other)))}"} == ids


@pytest.mark.parametrize(("one", "other"), [("Texas", "Oklahoma"), ("Bihar", "Jharkhand"), ("Donetsk", "Luhansk")])
def test_the_border_of_two_provinces_is_the_same_from_both_sides(one: str, other: str, gazetteer: Gazetteer) -> None:
    there, back = (gazetteer.lookup(f"{a}-{b} border")[0].place for a, b in ((one, other), (other, one)))
    assert there == back
    line = gazetteer.outline(there)
    assert line is not None
    ends = [Coordinates(latitude, longitude) for longitude, latitude in get_coordinates(line).tolist()]
    assert max(there.coordinates.distance_km(end) for end in ends) <= there.radius_km + 1


@given(st.data(), st.sampled_from([*SECTOR_WORDS]))
def test_a_sector_lies_in_its_direction_within_the_outline(
    gazetteer: Gazetteer, data: st.DataObject, towards: str
) -> None:
    codes = [code for code in gazetteer.columns.admin1_codes if code.startswith(("UA.", "NG.", "BR.", "IN.", "US."))]
    whole = gazetteer.whole(data.draw(st.sampled_from(codes)))
    place = None if whole is None else gazetteer.place(f"sector:{whole.country}.{whole.admin1}-{towards}")
    outline = gazetteer.outline(whole) if whole is not None else None
    if place is None or outline is None:
        return
    west, south, east, north = main_body(outline).bounds
    left, low, right, high = SECTORS[towards]
    assert west + left * (east - west) - 1e-6 <= place.coordinates.longitude <= west + right * (east - west) + 1e-6
    assert south + low * (north - south) - 1e-6 <= place.coordinates.latitude <= south + high * (north - south) + 1e-6


@given(PLACES, st.sampled_from([way for way in SECTOR_WORDS if way != "centre"]))
def test_a_part_of_a_town_lies_within_its_reach(gazetteer: Gazetteer, at: int, towards: str) -> None:
    town = settlement(gazetteer, at)
    part = gazetteer.place(f"sector:{town.id}-{towards}")
    assert part is not None
    assert part.coordinates.distance_km(town.coordinates) + part.radius_km <= town.radius_km * 1.01 + 0.6
    assert KINDS.index(part.kind) == KINDS.index(PlaceKind.DISTRICT)


def test_what_is_told_of_a_name_of_many_places_keeps_those_behind_the_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("10 km north of Springfield")
    assert len(found) > 1
    assert sorted((match.confidence for match in found), reverse=True) == [match.confidence for match in found]


@pytest.mark.parametrize(
    ("written", "km"),
    [("75 km", 75), ("1,200 km", 1200), ("2.5 miles", 4.023), ("half a mile", 0.805), ("a few kilometres", 4),
     ("two hundred metres", 0.2), ("twenty-five km", 25), ("10-15 km", 12.5), ("30 nautical miles", 55.56),
     ("two hours' drive", 120), ("a 20-minute walk", 1.667), ("two dozen km", 24), ("one hundred and twenty km", 120),
     ("45 miles (72 km)", 72.42), ("an hour", 60), ("at least 5 km", 5)],
)  # fmt: skip
def test_a_distance_is_read(written: str, km: float) -> None:
    keys = [word.key for word in words(written)]
    found = distance(keys, 0)
    assert found is not None
    assert (km, len(keys)) == (pytest.approx(found[0], rel=1e-3), found[1])


@pytest.mark.parametrize("written", ["", "km", "seventy", "75", "75 people", "1.2.3 km", "north", "a", "of km", "half"])
def test_what_is_no_distance_is_none(written: str) -> None:
    assert distance([word.key for word in words(written)], 0) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [("north", "N"), ("north-east", "NE"), ("northeast", "NE"), ("north east", "NE"), ("NNW", "NNW"), ("SW", "SW"),
     ("north-north-west", "NNW"), ("west-southwest", "WSW")],
)  # fmt: skip
def test_a_direction_is_read(written: str, code: str) -> None:
    keys = [word.key for word in words(written)]
    assert (code, len(keys)) == direction(keys, 0)


def test_a_border_whose_other_side_is_chosen_is_less_sure_than_one_that_is_named(gazetteer: Gazetteer) -> None:
    named = gazetteer.lookup("Russia-Ukraine border")[0]
    one = gazetteer.lookup("Russian border", context=Context(countries=("UA",)))[0]
    several = gazetteer.lookup("Russian border", context=Context(countries=("UA", "PL", "KZ")))[0]
    assert named.place.id == one.place.id == several.place.id == "border:RU-UA"
    assert named.confidence > one.confidence > several.confidence > 0.4
