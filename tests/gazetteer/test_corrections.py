"""What a person said of a name comes first wherever it is looked up; what the gazetteer says stands behind it."""

from __future__ import annotations

import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer, GazetteerGeocoder
from gazetteer.__main__ import main
from gazetteer.corrections import NO_CORRECTIONS, Corrections, Found, Scope, Where, look_up
from gazetteer.memory import Memory, corrections_in
from tests.gazetteer.making_corrections import correction

PARIS_TEXAS, LVIV = "geonames:4717560", "geonames:702550"
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite")


def ids(found: Found) -> list[str]:
    return [match.place.id for match in found.matches]


def test_the_place_that_a_person_named_comes_first_and_the_others_behind(gazetteer: Gazetteer, memory: Memory) -> None:
    plain = look_up(gazetteer, "Paris")
    memory.correct("Paris", PARIS_TEXAS, scope=Scope.EVERYWHERE, who="Ana", why="we report from Lamar County")
    found = look_up(gazetteer, "the PARIS", memory.corrections(), limit=10)
    assert PARIS_TEXAS == ids(found)[0] != ids(plain)[0]
    assert 1 == ids(found).count(PARIS_TEXAS)
    assert set(ids(plain)) <= {*ids(found), ids(plain)[-1]}
    assert [1.0, 0.0] == [match.confidence for match in found.matches[:2]]
    assert re.fullmatch(rf"Ana said so on {DAY}: we report from Lamar County", found.matches[0].reason)
    assert plain == look_up(gazetteer, "Paris", NO_CORRECTIONS)


def test_a_name_that_no_place_bears_gets_the_place_that_a_person_named(gazetteer: Gazetteer, memory: Memory) -> None:
    memory.correct("Position Zwölf", "point:48.59,37.99", scope=Scope.EVERYWHERE, who="Ana")
    assert ["point:48.59,37.99"] == ids(look_up(gazetteer, "position zwolf", memory.corrections()))


def test_a_correction_for_one_country_holds_where_that_country_is_told(gazetteer: Gazetteer, memory: Memory) -> None:
    memory.correct("Paris", PARIS_TEXAS, scope=Scope.COUNTRY, where=Where(country="US"), who="Ana")
    corrections = memory.corrections()
    assert PARIS_TEXAS == ids(look_up(gazetteer, "Paris", corrections, countries=["US"]))[0]
    assert look_up(gazetteer, "Paris") == look_up(gazetteer, "Paris", corrections)
    assert (
        "for texts about United States" in look_up(gazetteer, "Paris", corrections, countries=["US"]).matches[0].reason
    )


def test_a_country_that_was_asked_for_is_kept_to_and_the_correction_is_told(
    gazetteer: Gazetteer, memory: Memory
) -> None:
    memory.correct("Paris", PARIS_TEXAS, scope=Scope.EVERYWHERE, who="Ana")
    found = look_up(gazetteer, "Paris", memory.corrections(), countries=["CA"])
    assert {"CA"} == {match.place.country for match in found.matches}
    assert "Ana said so" in found.note and "Texas" in found.note


def test_what_a_person_said_is_no_place_has_no_answer_but_the_reason(gazetteer: Gazetteer, memory: Memory) -> None:
    memory.correct("Reading", "", scope=Scope.EVERYWHERE, who="Ana", why="we write about books")
    found = look_up(gazetteer, "Reading", memory.corrections())
    assert () == found.matches
    assert re.fullmatch(rf"Ana said that it is no place on {DAY}: we write about books", found.note)


def test_a_place_that_vanished_is_said_and_the_gazetteer_answers(gazetteer: Gazetteer, memory: Memory) -> None:
    label = "Old Lviv, Ukraine"
    made = memory.correct("Lviv", "geonames:999999999", place_label=label, scope=Scope.EVERYWHERE, who="Ana")
    found = look_up(gazetteer, "Lviv", memory.corrections())
    assert LVIV == ids(found)[0]
    assert label in found.note and f"undo correction {made.number}" in found.note


def test_a_correction_of_a_report_changes_no_look_up(gazetteer: Gazetteer, memory: Memory) -> None:
    memory.correct("Paris", PARIS_TEXAS, scope=Scope.ARTICLE, where=Where("a1"), who="Ana")
    assert look_up(gazetteer, "Paris") == look_up(gazetteer, "Paris", memory.corrections())


def test_the_snapshot_is_that_of_its_moment_and_pickles(memory: Memory, tmp_path: Path) -> None:
    before = memory.corrections()
    made = memory.correct("Lviv", LVIV, scope=Scope.EVERYWHERE, who="Ana")
    assert not before
    assert made == memory.corrections().holding("L’viv")
    assert memory.corrections() == pickle.loads(pickle.dumps(memory.corrections()))  # noqa: S301
    other = pickle.loads(pickle.dumps(memory))  # noqa: S301
    other.undo(made.number)
    assert not memory.corrections(), "what another one writes is seen"
    assert NO_CORRECTIONS == corrections_in(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


@given(st.sampled_from(["Lviv", "L'viv", "St. Louis", "Zürich", "U.S.", "Saint-Étienne"]), st.booleans())
def test_a_correction_touches_the_texts_that_hold_its_name(name: str, is_there: bool) -> None:
    held = Corrections.of([correction(1, name, LVIV)])
    text = f"They met in {name} on Friday." if is_there else "They met in Kyiv on Friday."
    assert is_there == bool(held.touching(text)) == bool(held.mark(text))
    assert held.mark(text) == Corrections.of([correction(1, name, LVIV)]).mark(text)
    assert not is_there or held.mark(text) != Corrections.of([correction(2, name, LVIV)]).mark(text)


def test_a_geocoder_honours_corrections_also_later_ones_and_undone_ones(gazetteer: Gazetteer, memory: Memory) -> None:
    geocoder = GazetteerGeocoder(gazetteer, memory=memory)
    before = geocoder.geocode("Paris")
    made = memory.correct("Paris", PARIS_TEXAS, scope=Scope.EVERYWHERE, who="Ana", why="it is ours")
    said = geocoder.geocode("Paris", viewbox=[(45, 0), (50, 5)])
    assert PARIS_TEXAS == said.raw["id"]
    assert 1.0 == said.raw["confidence"] and "Ana said so" in said.raw["reason"]
    assert geocoder.geocode("Paris") == pickle.loads(pickle.dumps(geocoder)).geocode("Paris")  # noqa: S301
    memory.correct("Reading", "", scope=Scope.EVERYWHERE, who="Ana")
    assert geocoder.geocode("Reading") is None
    memory.undo(made.number)
    assert before == geocoder.geocode("Paris")


def test_threads_share_a_geocoder_with_corrections(gazetteer: Gazetteer, memory: Memory) -> None:
    geocoder = GazetteerGeocoder(gazetteer, memory=memory)
    for number in range(5):
        memory.correct(f"Post {number}", LVIV, scope=Scope.EVERYWHERE, who="Ana")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(geocoder.geocode, [f"Post {number % 5}" for number in range(40)]))
    assert {LVIV} == {one.raw["id"] for one in found}


def test_the_command_honours_a_file_of_corrections(memory: Memory, capsys: pytest.CaptureFixture[str]) -> None:
    memory.correct("Paris", PARIS_TEXAS, scope=Scope.COUNTRY, where=Where(country="US"), who="Ana")
    memory.correct("Reading", "", scope=Scope.EVERYWHERE, who="Ana")
    words = ["lookup", "--memory", str(memory.file), "--country", "us", "Paris"]
    assert 0 == main(words)
    assert "Ana said so" in capsys.readouterr().out.splitlines()[0]
    assert 1 == main(["lookup", "--memory", str(memory.file), "Reading"])
    assert "Ana said that it is no place" in capsys.readouterr().out
    assert 0 == main(["lookup", "Paris"])
    assert "Ana" not in capsys.readouterr().out
