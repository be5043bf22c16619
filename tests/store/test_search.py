"""Words are found in the store as people type them, whatever they type, and never fall out of step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from mapapp.event_corrections import Aspect, EventCorrection, Reach
from mapapp.model import Reading, TextSpan
from mapapp.records import whole_place_record
from mapapp.selection import Within, parse
from mapapp.store import SourceFile, Store, open_store, search
from tests.making_readings import reading, shelling
from tests.small_reader import BAKHMUT, LVIV

FILE = SourceFile("/reports/a.jsonl", "a.jsonl", "0" * 64, "stamp")
SENTENCES = (
    "Ракети влучили в Харків у п’ятницю.",
    "Всё ещё идут бои под Изюмом.",
    "Protesters met in Łódź and Kraków.",
    "A missile strike hit the port.",
    "The port was closed after the strike.",
    "Nothing else happened.",
)
MENU = "Weather Sport"
ID = "a1"


def told(article_id: str = ID, sentences: tuple[str, ...] = SENTENCES, title: str = "Late news") -> Reading:
    """A report with an event a sentence but for the last; what stands below it is no report."""
    text = " ".join(sentences) + "\n" + MENU
    starts = [text.index(sentence) for sentence in sentences]
    spans = tuple(TextSpan(at, at + len(said)) for at, said in zip(starts, sentences, strict=True))
    made = reading(article_id)
    body = (TextSpan(0, len(text) - len(MENU)),)
    article = replace(made.article, title=title, text=text, body=body, marks=())
    events = tuple(
        replace(
            shelling(article_id),
            id=f"{article_id}-{number}",
            sentence=span,
            trigger=span,
            place=None,
            claimed_by=None,
            unconfirmed=None,
            figures=(),
            repeats=(),
        )
        for number, span in enumerate(spans[:-1])
    )
    return replace(made, article=article, sentences=spans, places=(), times=(), events=events)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = open_store(tmp_path_factory.mktemp("search") / "workspace")
    opened.save(told(), FILE)
    return opened


def found(store: Store, words: str, within: Within = Within.SENTENCE) -> list[int]:
    return sorted(int(each.rpartition("-")[2]) for each in store.found(parse(words), within))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("strike", [3, 4]),
        ("port strike", [3, 4]),
        ('"missile strike"', [3]),
        ('"strike missile"', []),
        ("strike -missile", [4]),
        ('port -"missile strike"', [4]),
        ("prot", [2]),
        ('"prot"', []),
        ("lodz KRAKOW", [2]),
        ("харків", [0]),
        ("ХАРК", [0]),
        ("п'ятницю", [0]),
        ("все еще", [1]),
        ("late news", [0, 1, 2, 3, 4]),
        ("-port", [0, 1, 2]),
        ("nothing", []),
        ("sport", []),
    ],
)
def test_words_are_found_as_people_type_them(store: Store, words: str, expected: list[int]) -> None:
    assert store.has_full_text
    assert expected == found(store, words)


def test_the_circle_widens_from_the_sentence_to_its_neighbours_to_the_report(store: Store) -> None:
    assert [4] == found(store, "nothing", Within.PARAGRAPH)
    assert [0, 1, 2, 3, 4] == found(store, "nothing", Within.REPORT)
    assert [3, 4] == found(store, "missile", Within.PARAGRAPH)[1:]
    assert [] == found(store, "weather", Within.REPORT)


@pytest.mark.parametrize("has_index", [True, False])
def test_reports_are_found_by_their_text_also_those_without_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_index: bool
) -> None:
    store = open_store(tmp_path / "workspace")
    store.save(told(), FILE)
    store.save(replace(told("b1"), events=()), FILE)
    if not has_index:
        monkeypatch.setattr(search, "is_usable", lambda connection: False)
    assert ["a1", "b1"] == sorted(store.articles_with(parse("missile nothing")))
    assert [] == store.articles_with(parse("missile weather")) == store.articles_with(parse("missile -port"))


HOSTILE = st.text(st.sampled_from("ab\"*^:(){}-+ .,NEAR ANDOT\\'\0%_й"), max_size=16)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    HOSTILE | st.sampled_from([*SENTENCES, 'NEAR("a" "b", 5)', "title : port", "port OR", "^port", "{title} : a"]),
    st.sampled_from(list(Within)),
)
def test_any_text_is_a_query_and_reading_every_text_finds_the_same(store: Store, words: str, within: Within) -> None:
    query = parse(words)
    with store._engine.connect() as connection:
        assert sorted(search._read_through(connection, query, within)) == sorted(
            search.found(connection, query, within)
        )


def test_what_is_read_again_or_removed_is_found_as_it_is_now(tmp_path: Path) -> None:
    store = open_store(tmp_path / "workspace")
    store.save(told(), FILE)
    store.save(told("b1"), FILE)
    with store.writing() as writing:
        writing.replace(told(sentences=("A bridge burned.", "It rained."), title="Early news"), "stamp 2")
    assert ["a1-0"] == store.found(parse("bridge"))
    assert ["a1-0"] == store.found(parse("early"))
    assert ["b1-3"] == store.found(parse("missile"))
    store.finish(replace(FILE, content_hash="1" * 64))
    store.remove_samples()
    assert [] == store.found(parse("missile"), Within.REPORT)
    with store._engine.connect() as connection:
        assert 0 == connection.execute(text("SELECT count(*) FROM event_words")).scalar()
        assert 0 == connection.execute(text("SELECT count(*) FROM article_words")).scalar()


def test_a_reading_that_is_refused_leaves_the_full_text_as_it_was(tmp_path: Path) -> None:
    store = open_store(tmp_path / "workspace")
    store.save(told(), FILE)
    with pytest.raises(RuntimeError), store.writing() as writing:
        writing.replace(told(sentences=("A bridge burned.", "It rained.")), "stamp 2")
        raise RuntimeError
    assert [] == store.found(parse("bridge"))
    assert ["a1-3"] == store.found(parse("missile"))


def test_a_workspace_of_before_gets_its_full_text_when_it_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    open_store(folder).save(told(), FILE)
    without(folder, "PRAGMA user_version = 4")
    opened = open_store(folder)
    assert opened.has_full_text and ["a1-3"] == opened.found(parse("missile"))


def without(folder: Path, *more: str) -> None:
    """Take the full text out of a workspace, as a program of before leaves it."""
    with sqlite3.connect(folder / "mapapp.sqlite") as connection:
        for name in search.TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for name in search.NAMES:
            connection.execute(f"DROP TABLE {name}")
        for statement in more:
            connection.execute(statement)
    connection.close()


def test_without_fts5_words_are_found_by_reading_and_it_comes_back_in_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    open_store(folder).save(told(), FILE)
    with monkeypatch.context() as patched:
        never: Callable[[Connection], bool] = lambda connection: False  # noqa: E731 - stands for a name
        patched.setattr(search, "is_available", never)
        plain = open_store(folder)
        assert not plain.has_full_text
        plain.save(told("b1"), FILE)
        assert ["a1-3", "b1-3"] == plain.found(parse("missile"))
    again = open_store(folder)
    assert again.has_full_text
    assert ["a1-3", "b1-3"] == again.found(parse("missile"))


def test_words_that_occur_are_offered_with_their_number_as_they_are_written(store: Store) -> None:
    words = store.vocabulary(100)
    assert {"strike": 2, "харків": 1} == {word: words[word] for word in ("strike", "харків")}
    assert "the" not in words
    assert {"харків": "Харків", "все": "Всё", "gone": "gone"} == search.spelled(["харків", "все", "gone"], SENTENCES)


def test_a_corrected_place_is_found_by_its_new_name_and_by_the_old_one_when_it_is_taken_back(tmp_path: Path) -> None:
    store = open_store(tmp_path / "workspace")
    store.save(reading("a1"), FILE, {BAKHMUT.id: "Bakhmut, Donetsk Oblast"})
    said = EventCorrection(
        uuid4().hex,
        Aspect.PLACE,
        Reach.EVENT,
        store.event_corrections.anchor("a1-shelling"),
        {"place": whole_place_record(LVIV), "label": "Lviv, Lviv Raion"},
        "Ana",
        "",
        datetime.now(UTC),
    )
    kept = store.event_corrections.keep(said).correction
    assert (["a1-shelling"], []) == (store.found(parse("raion")), store.found(parse("oblast")))
    store.event_corrections.undo(kept.number)
    assert ([], ["a1-shelling"]) == (store.found(parse("raion")), store.found(parse("oblast")))
