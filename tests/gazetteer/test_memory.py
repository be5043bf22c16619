"""What a person corrected stays corrected, where they said; what a provider answered is not asked twice."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.corrections import NARROWEST_FIRST, Scope, Where
from gazetteer.memory import Memory, MemoryUnusable, State

HERE = Where(article="a1", mention="3-9", country="UA")
SCOPES = st.sampled_from(list(Scope))


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite")


@given(st.lists(SCOPES, min_size=1, max_size=6), st.data())
@settings(max_examples=25)
def test_the_latest_of_the_narrowest_scope_wins_and_undoing_brings_back_what_held(
    scopes: list[Scope], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        memory = Memory(Path(folder) / "memory")
        made = [memory.correct("Lviv", f"geonames:{n}", scope=s, where=HERE, who="me") for n, s in enumerate(scopes)]
        while made:
            best = min(made, key=lambda one: (NARROWEST_FIRST.index(one.scope), -one.number))
            assert best == memory.corrected("L’VIV", HERE)
            gone = data.draw(st.sampled_from(made))
            assert memory.undo(gone.number)
            assert not memory.undo(gone.number)
            made.remove(gone)
        assert memory.corrected("Lviv", HERE) is None
        assert len(scopes) == len(memory.history("Lviv"))
        memory.close()


@pytest.mark.parametrize(
    ("scope", "elsewhere"),
    [
        (Scope.MENTION, Where("a1", "20-25", "UA")),
        (Scope.ARTICLE, Where("a2", "3-9", "UA")),
        (Scope.COUNTRY, Where("a1", "3-9", "PL")),
    ],
)
def test_a_correction_holds_nowhere_else(scope: Scope, elsewhere: Where, memory: Memory) -> None:
    memory.correct("Lviv", "geonames:1", scope=scope, where=HERE, who="me", why="the report says so")
    assert memory.corrected("Lviv", HERE) is not None
    assert memory.corrected("Lviv", elsewhere) is None
    assert memory.corrected("Kyiv", HERE) is None


def test_a_scope_that_means_nothing_is_refused(memory: Memory) -> None:
    with pytest.raises(ValueError, match="which article"):
        memory.correct("Lviv", "geonames:1", scope=Scope.ARTICLE, who="me")


def test_a_failure_is_kept_but_never_in_place_of_an_answer(memory: Memory) -> None:
    assert memory.said("Lviv", "nominatim") is None
    assert State.FAILED is memory.keep("Lviv", "nominatim", State.FAILED).state
    assert {"lat": 1} == memory.keep("Lviv", "nominatim", State.FOUND, {"lat": 1}).record
    memory.keep("lviv", "nominatim", State.FAILED)
    said = memory.said("LVIV", "nominatim")
    assert said is not None
    assert (State.FOUND, {"lat": 1}) == (said.state, said.record)
    assert memory.said("Lviv", "another") is None


def write_many(file: Path, who: str) -> int:
    memory = Memory(file)
    for number in range(20):
        memory.correct("Lviv", f"geonames:{number}", scope=Scope.EVERYWHERE, who=who)
        memory.keep(f"{who} {number}", "nominatim", State.NOT_FOUND)
    return len(memory.history())


def test_two_processes_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(write_many, [file, file], ["one", "other"]))
    memory = Memory(file)
    assert 40 == len(memory.history("Lviv"))
    assert memory.said("other 19", "nominatim") is not None


def test_a_file_that_is_something_else_says_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    file.write_text("no database " * 100)
    with pytest.raises(MemoryUnusable, match="move it away"):
        Memory(file)
