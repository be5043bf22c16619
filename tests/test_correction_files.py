"""Corrections go to a colleague as a file and hold there too: on the command line, twice without a change."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from gazetteer.corrections import Scope, Where
from mapapp.correction_files import NotCorrections, lines, take_in
from mapapp.event_corrections import Aspect, EventCorrection, Reach
from mapapp.incidents import Verdict
from mapapp.store import SourceFile, Store, open_store
from tests.making_readings import reading
from tests.small_reader import LVIV

FILE = SourceFile("/reports/a.jsonl", "a.jsonl", "0" * 64, "stamp")
Run = Callable[..., Any]


def made(folder: Path) -> Store:
    store = open_store(folder)
    for article in ("a1", "a2"):
        store.save(reading(article), FILE)
    return store


def say(store: Store, kind: str, who: str, event: str = "a1-shelling", later: int = 0) -> int:
    now = datetime.now(UTC) + timedelta(hours=later)
    anchor = store.event_corrections.anchor(event)
    one = EventCorrection(uuid4().hex, Aspect.KIND, Reach.EVENT, anchor, {"kind": kind}, who, "<b>${why}</b>", now)
    return store.event_corrections.keep(one).correction.number


@pytest.fixture
def ours(tmp_path: Path) -> Store:
    """An event, a name and two incidents corrected, one of each taken back."""
    store = made(tmp_path / "ours")
    say(store, "fire", "Ana")
    store.event_corrections.undo(say(store, "CONSULT", "Ana", "a2-talks"))
    for name in ("Bakhmut", "Lviv"):
        kept = store.memory.correct(name, LVIV.id, scope=Scope.ARTICLE, where=Where(article="a1"), who="Ana")
    store.memory.undo(kept.number)
    store.judge(Verdict.SPLIT, "a1-shelling", ["a2-shelling"], who="Ana")
    store.undo_judgement(store.judge(Verdict.JOIN, "a1-talks", ["a2-talks"], who="Ana").number)
    return store


def test_all_of_it_arrives_and_a_second_time_changes_nothing(ours: Store, tmp_path: Path) -> None:
    file = list(lines(ours))
    theirs = made(tmp_path / "theirs")
    came = take_in(theirs, file)
    assert (6, 0, (), (), ()) == (came.new, came.known, came.waiting, came.conflicts, came.refused)
    assert ours.events_frame().equals(theirs.events_frame())
    assert "fire" in set(theirs.events_frame()["kind"])
    assert file == list(lines(theirs))
    again = take_in(theirs, file)
    assert (0, 6, 0) == (again.new, again.known, again.undone)
    assert file == list(lines(theirs))


def test_what_is_taken_back_there_is_taken_back_here(ours: Store, tmp_path: Path) -> None:
    theirs = made(tmp_path / "theirs")
    take_in(theirs, lines(ours))
    ours.event_corrections.undo(1, "Ben")
    ours.memory.undo(1)
    ours.undo_judgement(1)
    assert 3 == take_in(theirs, lines(ours)).undone
    assert "Ben" == theirs.event_corrections.history()[0].undone_by
    assert list(lines(ours)) == list(lines(theirs))
    assert {""} == set(theirs.events_frame()["corrected"])


def test_a_file_from_before_that_names_nobody_who_took_it_back_is_read(ours: Store, tmp_path: Path) -> None:
    records = [json.loads(line) for line in lines(ours)]
    before = [json.dumps({key: value for key, value in each.items() if key != "undone_by"}) for each in records]
    theirs = made(tmp_path / "theirs")
    came = take_in(theirs, before)
    assert (6, ()) == (came.new, came.refused)
    assert ["", ""] == [one.undone_by for one in theirs.event_corrections.history()]


@pytest.mark.parametrize("later", [1, -1])
def test_a_conflict_is_said_and_the_later_word_holds_on_both_machines(tmp_path: Path, later: int) -> None:
    ours, theirs = made(tmp_path / "ours"), made(tmp_path / "theirs")
    say(ours, "fire", "Ana", later=later)
    say(theirs, "CONSULT", "Ben")
    for store, other in ((ours, list(lines(theirs))), (theirs, list(lines(ours)))):
        (conflict,) = take_in(store, other).conflicts
        assert f"what {'Ana' if later > 0 else 'Ben'} said later holds" in conflict
        kinds = store.events_frame().set_index("event_id")["kind"]
        assert ("fire" if later > 0 else "CONSULT") == kinds["a1-shelling"]


def test_names_that_two_people_correct_otherwise_are_said(ours: Store, tmp_path: Path) -> None:
    theirs = made(tmp_path / "theirs")
    theirs.memory.correct("Bakhmut", "", scope=Scope.ARTICLE, where=Where(article="a1"), who="Ben")
    (conflict,) = take_in(theirs, lines(ours)).conflicts
    assert "is no place as Ben says" in conflict and "what Ben said later holds" in conflict
    holding = theirs.memory.corrections().holding("Bakhmut", Where(article="a1"))
    assert holding is not None and "Ben" == holding.who


def test_what_stands_in_no_report_here_waits_for_it(ours: Store, tmp_path: Path) -> None:
    empty = open_store(tmp_path / "empty")
    came = take_in(empty, lines(ours))
    assert 1 == len(came.waiting) and "is not read in this workspace" in came.waiting[0]
    empty.save(reading("a1"), FILE)
    assert "fire" in set(empty.events_frame()["kind"])


def test_lines_that_say_nothing_are_refused_with_the_reason_and_the_rest_is_done(ours: Store, tmp_path: Path) -> None:
    head, event, *rest = lines(ours)
    wrong = json.loads(event)
    spoilt = [
        "{",
        "[1]",
        json.dumps({"what": "spell"}),
        json.dumps(wrong | {"value": {"kind": "no such"}}),
        json.dumps(wrong | {"when": "2026-01-01"}),
        json.dumps(wrong | {"who": " "}),
        json.dumps({key: value for key, value in wrong.items() if key != "anchor"}),
        json.dumps(wrong | {"anchor": {"article": "a1"}}),
    ]
    came = take_in(made(tmp_path / "theirs"), [head, *spoilt, event, *rest])
    assert (6, len(spoilt)) == (came.new, len(came.refused))
    assert ["line 2", "line 9"] == [each.split(":")[0] for each in (came.refused[0], came.refused[-1])]


@pytest.mark.parametrize("head", ["", "{}", '{"format": "other"}', '{"format": "mapapp corrections", "version": 99}'])
def test_another_file_is_refused_whole(head: str, ours: Store) -> None:
    before = list(lines(ours))
    with pytest.raises(NotCorrections, match="mapapp"):
        take_in(ours, [head, *before[1:]])
    assert before == list(lines(ours))


def test_a_sign_that_ends_lines_elsewhere_ends_none_of_the_file(call_mapapp: Run, tmp_path: Path) -> None:
    corrections = made(tmp_path / "workspace").event_corrections
    (event_id,) = open_store(tmp_path / "workspace").events_frame()["event_id"][:1]
    said = (Aspect.KIND, Reach.EVENT, corrections.anchor(event_id), {"kind": "fire"}, "Ana", "one\u2028two\x85three")
    corrections.keep(EventCorrection("k", *said, datetime.now(UTC)))
    call_mapapp("corrections", "export", "ours.jsonl")
    given = tmp_path / "ours.jsonl"
    given.write_text("\ufeff" + given.read_text("utf-8"), "utf-8")
    told = call_mapapp("corrections", "import", "ours.jsonl", "--workspace", tmp_path / "other")
    assert 0 == told.returncode and told.stdout.startswith("1 new")


def test_the_command_writes_reads_lists_and_takes_back(call_mapapp: Run, tmp_path: Path) -> None:
    store = made(tmp_path / "workspace")
    say(store, "fire", "Ana")
    assert "1 correction in ours.jsonl" in call_mapapp("corrections", "export", "ours.jsonl").stdout
    said = call_mapapp("corrections", "import", "ours.jsonl", "--workspace", tmp_path / "other")
    again = call_mapapp("corrections", "import", "ours.jsonl")
    assert (0, True) == (again.returncode, again.stdout.startswith("0 new, 1 known before"))
    assert "1 new, 0 known before, 0 taken back" in said.stdout and "waits: Kind of “Shelling hit" in said.stdout
    listed = call_mapapp("corrections").stdout
    assert "event 1  Kind of “Shelling hit Bakhmut on Tuesday, officials said.”: " in listed
    assert "<b>${why}</b>" in listed
    assert "taken back on" in call_mapapp("corrections", "--undo-event", "1").stdout
    assert {""} == set(store.events_frame()["corrected"])
    for words in (("--undo-event", "1"), ("export",), ("import", "missing.jsonl"), ("spell", "x.jsonl")):
        refused = call_mapapp("corrections", *words)
        assert 2 == refused.returncode and "Traceback" not in refused.stderr
