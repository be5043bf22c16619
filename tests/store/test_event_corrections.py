"""What people say of events, in the workspace: at once, whatever is read again, and taken back exactly."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from mapapp.correcting_events import added_id
from mapapp.event_corrections import Anchor, Aspect, EventCorrection, Reach
from mapapp.model import Reading, TextSpan
from mapapp.records import whole_place_record
from mapapp.store import NoSuchEvent, SourceFile, Store, open_store
from mapapp.store.migrations import VERSION
from tests.making_readings import TEXT, reading
from tests.small_reader import BAKHMUT, LVIV

FILE = SourceFile("/reports/a.jsonl", "a.jsonl", "0" * 64, "stamp")
LABELS = {BAKHMUT.id: "Bakhmut, Donetsk Oblast, Ukraine"}
LVIV_VALUE = {"place": whole_place_record(LVIV), "label": "Lviv, Lviv Oblast, Ukraine"}
ADDED = {"kind": "fire", "status": "happened", **LVIV_VALUE, "first_day": "2023-03-07", "last_day": "2023-03-07"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two copies of one report."""
    made = open_store(tmp_path / "workspace")
    for article in ("a1", "a2"):
        made.save(reading(article), FILE, LABELS)
    made.finish(FILE)
    return made


def say(
    store: Store, aspect: Aspect, value: dict[str, object], reach: Reach = Reach.EVENT, who: str = "Ana"
) -> EventCorrection:
    """Correct the shelling of a1, or add an event to its second sentence."""
    anchor = store.event_corrections.anchor("a1-shelling")
    if aspect is Aspect.ADDED:
        anchor = Anchor("a1", anchor.text_hash, anchor.source, anchor.url, "It killed two people.", 49)
    one = EventCorrection(uuid4().hex, aspect, reach, anchor, value, who, "I was there", datetime.now(UTC))
    return store.event_corrections.keep(one).correction


def row(store: Store, event_id: str) -> dict[str, object]:
    events = store.events_frame()
    found: dict[str, object] = events[events["event_id"] == event_id].iloc[0].to_dict()
    return found


def test_a_correction_shows_at_once_and_says_what_people_changed(store: Store) -> None:
    say(store, Aspect.PLACE, LVIV_VALUE)
    say(store, Aspect.DAYS, {"first_day": "2023-03-08", "last_day": "2023-03-09"})
    corrected, other = row(store, "a1-shelling"), row(store, "a2-shelling")
    assert ("Lviv, Lviv Oblast, Ukraine", "place, days") == (corrected["place_label"], corrected["corrected"])
    assert ("Bakhmut, Donetsk Oblast, Ukraine", "") == (other["place_label"], other["corrected"])
    assert ["place", "days"] == [one.aspect for one in store.event_corrections.of_event("a1-shelling")]
    assert reading("a1").events == store.reading("a1").as_read
    assert reading("a1").events[0] == store.event_corrections.as_read("a1-shelling")[1]
    assert reading("a2") == store.reading("a2")


def test_what_is_taken_back_is_as_it_was_read(store: Store) -> None:
    before = store.events_frame()
    ones = [
        say(store, Aspect.NO_EVENT, {}),
        say(store, Aspect.ADDED, ADDED),
        say(store, Aspect.KIND, {"kind": "fire"}, Reach.WORDS),
    ]
    assert {"a1-talks", "a2-shelling", "a2-talks", added_id(ones[1].key)} == set(store.events_frame()["event_id"])
    for one in ones:
        assert store.event_corrections.undo(one.number) and not store.event_corrections.undo(one.number)
    assert before.equals(store.events_frame())
    assert [reading(each) for each in ("a1", "a2")] == [store.reading(each) for each in ("a1", "a2")]
    assert [True] * 3 == [one.undone is not None for one in store.event_corrections.history()]


def test_corrections_outlive_reading_again_and_ingesting_again(store: Store, tmp_path: Path) -> None:
    say(store, Aspect.PLACE, LVIV_VALUE)
    added = say(store, Aspect.ADDED, ADDED)
    expected = store.events_frame().drop(columns=["is_sample"])
    store.save(reading("a1"), FILE, LABELS)
    assert expected.equals(store.events_frame().drop(columns=["is_sample"]))
    with store.writing() as transaction:
        transaction.replace(reading("a1"), "another stamp", LABELS)
    assert expected.equals(store.events_frame().drop(columns=["is_sample"]))
    again = open_store(tmp_path / "workspace")
    assert {"place", "added"} == set(again.events_frame()["corrected"]) - {""}
    assert {added.number: 1} == {n: c for n, c in again.event_corrections.applied().items() if n == added.number}


def other_version(article_id: str, text: str, by: int) -> Reading:
    """The same report with words before it."""
    moved = reading(article_id, text)
    events = tuple(
        replace(
            event,
            id=f"{article_id}-{event.kind}",
            sentence=TextSpan(event.sentence.start + by, event.sentence.end + by),
            trigger=TextSpan(event.trigger.start + by, event.trigger.end + by),
            place=None,
        )
        for event in moved.events
    )
    sentences = tuple(TextSpan(span.start + by, span.end + by) for span in moved.sentences)
    return replace(moved, sentences=sentences, events=events)


def test_a_changed_file_keeps_its_corrections_where_the_sentence_still_stands(store: Store) -> None:
    say(store, Aspect.KIND, {"kind": "fire"})
    say(store, Aspect.ADDED, ADDED)
    changed = replace(FILE, content_hash="1" * 64)
    store.save(other_version("b7", f"Late news. {TEXT}", 11), changed, LABELS)
    store.finish(changed)
    events = store.events_frame()
    assert {"b7"} == set(events["article_id"])
    assert {"kind", "added", ""} == set(events["corrected"])
    gone = replace(FILE, content_hash="2" * 64)
    store.save(other_version("c8", "Quite another text. " * 6, 0), gone)
    store.finish(gone)
    assert {""} == set(store.events_frame()["corrected"])
    assert {} == store.event_corrections.applied()
    assert 2 == len(store.event_corrections.history())


def test_all_alike_are_listed_before_and_changed_then(store: Store) -> None:
    anchor = store.event_corrections.anchor("a1-shelling")
    assert ("a1-shelling",) == store.event_corrections.alike(anchor, Reach.EVENT)
    for reach in (Reach.SENTENCE, Reach.WORDS):
        assert ("a1-shelling", "a2-shelling") == store.event_corrections.alike(anchor, reach)
    say(store, Aspect.STATUS, {"status": "denied"}, Reach.WORDS)
    assert ("a1-shelling", "a2-shelling") == store.event_corrections.alike(anchor, Reach.WORDS)
    store.save(reading("a3"), FILE)
    events = store.events_frame().set_index("event_id")
    assert ["denied"] * 3 == events.loc[["a1-shelling", "a2-shelling", "a3-shelling"], "status"].to_list()


def test_of_two_people_the_last_one_holds_and_is_told_whose_word_it_replaced(store: Store) -> None:
    other = open_store(store.workspace)
    say(store, Aspect.KIND, {"kind": "fire"}, who="Anna")
    anchor = other.event_corrections.anchor("a1-shelling")
    early = datetime(2020, 1, 1, tzinfo=UTC)
    one = EventCorrection(uuid4().hex, Aspect.KIND, Reach.EVENT, anchor, {"kind": "CONSULT"}, "Ben", "", early)
    kept = other.event_corrections.keep(one)
    assert kept.replaced is not None and "Anna" == kept.replaced.who
    assert "CONSULT" == row(store, "a1-shelling")["kind"]
    other.event_corrections.undo(kept.correction.number)
    assert "fire" == row(store, "a1-shelling")["kind"]


def test_an_added_event_can_be_corrected_and_what_is_no_event_is_still_found(store: Store) -> None:
    added = added_id(say(store, Aspect.ADDED, ADDED).key)
    anchor = store.event_corrections.anchor(added)
    later = EventCorrection(
        uuid4().hex, Aspect.STATUS, Reach.EVENT, anchor, {"status": "denied"}, "Ben", "", datetime.now(UTC)
    )
    store.event_corrections.keep(later)
    assert ("denied", "added, status") == (row(store, added)["status"], row(store, added)["corrected"])
    say(store, Aspect.NO_EVENT, {})
    assert "a1-shelling" == store.event_corrections.anchor("a1-shelling").event
    with pytest.raises(NoSuchEvent):
        store.event_corrections.anchor("nothing")


def test_what_is_said_to_be_no_event_is_listed_as_left_out(store: Store) -> None:
    say(store, Aspect.NO_EVENT, {})
    left = store.left_out_frame()
    rows = left[left["what"] == "not an event"].to_dict("records")
    assert [("a1-shelling", TEXT[:48])] == [(each["event_id"], each["sentence"]) for each in rows]
    assert "Ana said so on" in rows[0]["reason"]


def test_an_older_workspace_gets_the_tables(tmp_path: Path) -> None:
    open_store(tmp_path / "old").save(reading("a1"), FILE)
    with sqlite3.connect(tmp_path / "old/mapapp.sqlite") as database:
        for table in ("followed", "as_read", "event_correction"):
            database.execute(f"DROP TABLE {table}")
        database.execute("PRAGMA user_version = 3")
    store = open_store(tmp_path / "old")
    assert say(store, Aspect.KIND, {"kind": "fire"}).number == 1
    with sqlite3.connect(tmp_path / "old/mapapp.sqlite") as database:
        assert VERSION == database.execute("PRAGMA user_version").fetchone()[0]


def test_who_takes_a_correction_back_is_kept_and_a_workspace_of_before_names_nobody(tmp_path: Path) -> None:
    store = open_store(tmp_path / "old")
    store.save(reading("a1"), FILE)
    store.event_corrections.undo(say(store, Aspect.KIND, {"kind": "fire"}).number)
    with sqlite3.connect(tmp_path / "old/mapapp.sqlite") as database:
        database.execute("ALTER TABLE event_correction DROP COLUMN undone_by")
        database.execute("PRAGMA user_version = 6")
    store = open_store(tmp_path / "old")
    store.event_corrections.undo(say(store, Aspect.KIND, {"kind": "fire"}).number, "Ben\n")
    assert ["", "Ben"] == [one.undone_by for one in store.event_corrections.history()]


def test_a_correction_waits_for_an_ingest_and_is_followed_by_what_it_stores(store: Store) -> None:
    other = open_store(store.workspace)
    with ThreadPoolExecutor() as pool:
        with other.writing() as ingest:
            ingest.save(reading("a1"), FILE, LABELS)
            kept = pool.submit(say, store, Aspect.KIND, {"kind": "fire"})
            ingest.save(reading("a2"), FILE, LABELS)
        assert 1 == kept.result(timeout=30).number
    assert ("fire", "kind") == (row(store, "a1-shelling")["kind"], row(store, "a1-shelling")["corrected"])


def test_a_removed_article_takes_its_followed_rows_with_it(store: Store) -> None:
    say(store, Aspect.KIND, {"kind": "fire"})
    empty = replace(FILE, content_hash="3" * 64)
    store.finish(empty)
    assert store.is_empty
    assert {} == store.event_corrections.applied()
    store.save(reading("a1"), empty)
    assert "fire" == row(store, "a1-shelling")["kind"]
