"""What a person splits and joins stays so: in the store, on the command line, when reports are read again."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mapapp import judging
from mapapp.incidents import Incident, Verdict
from mapapp.store import SourceFile, Store, open_store
from tests.making_readings import reading

FILE = SourceFile("/reports/a.jsonl", "a.jsonl", "0" * 64, "stamp")
ONE, TWO, THREE = (f"{article}-shelling" for article in ("a1", "a2", "a3"))
Run = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three reports of one shelling in the same words."""
    made = open_store(tmp_path / "workspace")
    for article in ("a1", "a2", "a3"):
        made.save(reading(article), FILE)
    return made


def found(store: Store) -> tuple[Incident, ...]:
    return judging.incidents_of(store, store.events_frame())


def together(store: Store, event: str) -> set[str]:
    return next(set(each.events) for each in found(store) if event in each.events)


def test_copies_of_a_report_in_the_store_are_one_incident_of_one_source(store: Store) -> None:
    incident = next(each for each in found(store) if ONE in each.events)
    assert ({ONE, TWO, THREE}, 3, 1) == (set(incident.events), incident.articles, incident.sources)


def test_a_split_outlives_reading_again_and_reopening_and_is_undone(store: Store, tmp_path: Path) -> None:
    kept = judging.split(store, found(store), TWO, (), "Ana", "another night")
    assert ({TWO}, {ONE, THREE}) == (together(store, TWO), together(store, ONE))
    store.save(reading("a2"), FILE)
    again = open_store(tmp_path / "workspace")
    assert {TWO} == together(again, TWO)
    assert again.undo_judgement(kept.number) and not again.undo_judgement(kept.number)
    assert {ONE, TWO, THREE} == together(again, TWO)
    assert "undone on" in judging.sentence(again.judgements()[0], {ONE, TWO, THREE})


def test_a_split_outlives_a_corrected_place_that_gives_the_event_another_id(store: Store) -> None:
    judging.split(store, found(store), TWO, (), "Ana", "")
    again = reading("a2")
    moved = replace(again.events[0], id="a2-shelling-elsewhere")
    store.save(replace(again, events=(moved, *again.events[1:])), FILE)
    assert moved.id == store.judgements()[0].event
    assert {moved.id} == together(store, moved.id)
    twice = replace(moved, id="a2-shelling-twice")
    store.save(replace(again, events=(moved, twice)), FILE)
    assert TWO == store.judgements()[0].event


def test_a_join_holds_over_kinds_and_says_who_joined(store: Store) -> None:
    judging.join(store, found(store), ONE, ["a1-talks"], "Ana", "one evening")
    incident = next(each for each in found(store) if ONE in each.events)
    assert "a1-talks" in incident.events and incident.by_person
    assert incident.reason.startswith("Ana joined them: one evening")


def test_a_judgement_of_an_event_that_is_not_read_any_more_says_so(store: Store) -> None:
    kept = judging.split(store, found(store), TWO, [ONE], "Ana", "")
    assert judging.sentence(kept, {ONE, THREE}).endswith(f"; not read any more: {TWO})")


def test_what_a_judgement_needs_is_said(store: Store) -> None:
    with pytest.raises(judging.NoSuchEvent, match="no event nowhere is read"):
        judging.join(store, found(store), ONE, ["nowhere"], "Ana", "")
    with pytest.raises(ValueError, match="say who"):
        judging.join(store, found(store), ONE, [TWO], " ", "")
    with pytest.raises(ValueError, match="at least one other"):
        store.judge(Verdict.SPLIT, ONE, [ONE], who="Ana")
    judging.split(store, found(store), ONE, (), "Ana", "")
    with pytest.raises(judging.NoSuchEvent, match="stands alone"):
        judging.split(store, found(store), ONE, (), "Ana", "")


def test_a_workspace_from_before_there_were_judgements_gets_their_table(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    open_store(folder)
    (file,) = folder.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE judgement")
        connection.execute("PRAGMA user_version = 1")
    assert () == open_store(folder).judgements()


def test_from_a_split_on_the_command_line_to_an_export_and_back(store: Store, call_mapapp: Run, tmp_path: Path) -> None:
    listed = call_mapapp("incidents").stdout
    assert "3 reports, 1 source, 2023-03-07 to 2023-03-07" in listed and ONE in listed and "the same words" in listed
    said = call_mapapp("split", TWO, "--why", "another night", "--who", "Ana").stdout
    assert said.startswith(f"1  {TWO} is another happening than {ONE}, {THREE} (Ana, ")
    assert [TWO] == _exported(call_mapapp, tmp_path, TWO)
    again = call_mapapp("join", TWO, ONE, THREE, "--why", "no", "--who", "Ben").stdout
    assert again.startswith(f"2  {TWO} is the same happening as {ONE}, {THREE} (Ben, ")
    assert [ONE, TWO, THREE] == _exported(call_mapapp, tmp_path, TWO)
    undone = call_mapapp("judgements", "--undo", "2").stdout
    assert "undone on" in undone and [TWO] == _exported(call_mapapp, tmp_path, TWO)
    assert 2 == call_mapapp("judgements", "--undo", "2").returncode
    wrong = call_mapapp("split", "x", "--why", "y", "--who", "Ana").stderr
    assert "no event x is read" in " ".join(wrong.split())


def _exported(call_mapapp: Run, tmp_path: Path, event: str) -> list[str]:
    """Events that an export gives the same incident as one."""
    call_mapapp("export", "--format", "csv", "--output", tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    incident = {row["event_id"]: row["incident_id"] for row in rows}
    return sorted(each for each, its in incident.items() if its == incident[event])
