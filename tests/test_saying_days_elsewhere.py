"""The days of reports that people gave go to a colleague in the file of corrections, and hold there too."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from mapapp import saying_days
from mapapp.correction_files import lines, take_in
from mapapp.ingest import ingest
from mapapp.model import TimeSpan
from mapapp.rereading import reread
from mapapp.store import Store, open_store

TEXT = "Shells hit Kharkiv on Monday and killed three people, the mayor said."
TUESDAY = TimeSpan(date(2022, 3, 1), date(2022, 3, 1))
IN_MAY = TimeSpan(date(2022, 5, 3), date(2022, 5, 4))
MONDAY = date(2022, 2, 28)


def workspace(folder: Path, gazetteer: Gazetteer) -> Store:
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    return open_store(folder / "workspace", gazetteer_version=gazetteer.version)


def filled(folder: Path, gazetteer: Gazetteer) -> Store:
    store = workspace(folder, gazetteer)
    ingest(store, [folder / "a.txt"], workers=1)
    return store


def day_of_event(store: Store) -> date | None:
    (article,) = store.articles()
    (event,) = store.reading(article.id).events
    return event.days.first_day if event.days else None


@pytest.fixture
def ours(tmp_path: Path, gazetteer: Gazetteer) -> Store:
    store = filled(tmp_path / "ours", gazetteer)
    (article,) = store.articles()
    saying_days.say(store, gazetteer, article.id, None, who="Ben")
    saying_days.say(store, gazetteer, article.id, TUESDAY, who="Ana", why="the <printed> paper")
    return store


def test_a_day_arrives_its_events_follow_and_a_second_time_changes_nothing(
    ours: Store, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    theirs, file = filled(tmp_path / "theirs", gazetteer), list(lines(ours))
    assert day_of_event(theirs) is None
    came = take_in(theirs, file)
    assert (2, 0, 0, (), (), (), True) == (
        came.new,
        came.known,
        came.undone,
        came.waiting,
        came.conflicts,
        came.refused,
        came.again,
    )
    assert (1, MONDAY) == (reread(theirs, workers=1).read, day_of_event(theirs))
    assert (file, ours.said_days.history()) == (list(lines(theirs)), theirs.said_days.history())
    again = take_in(theirs, file)
    assert (0, 2, False) == (again.new, again.known, again.again)
    assert 0 == reread(theirs, workers=1).read


def test_a_day_that_is_taken_back_there_is_taken_back_here(ours: Store, tmp_path: Path, gazetteer: Gazetteer) -> None:
    theirs = filled(tmp_path / "theirs", gazetteer)
    take_in(theirs, lines(ours))
    reread(theirs, workers=1)
    (article,) = ours.articles()
    saying_days.take_back(ours, gazetteer, article.id)
    came = take_in(theirs, lines(ours))
    assert (1, True) == (came.undone, came.again)
    assert (1, None) == (reread(theirs, workers=1).read, day_of_event(theirs))
    assert list(lines(ours)) == list(lines(theirs))


@pytest.mark.parametrize("later", [True, False])
def test_of_two_days_the_later_word_holds_on_both_machines(
    ours: Store, tmp_path: Path, gazetteer: Gazetteer, later: bool
) -> None:
    theirs = filled(tmp_path / "theirs", gazetteer)
    (article,) = ours.articles()
    (head,) = lines(theirs)
    when = datetime.now(UTC) + timedelta(days=1 if later else -1)
    said = {"what": "day", "article": article.id, "first_day": "2022-05-03", "last_day": "2022-05-04"}
    bens = json.dumps({**said, "who": "Ben", "why": "", "when": when.isoformat(), "undone": None})
    take_in(theirs, [head, bens])
    for store, other in ((ours, list(lines(theirs))), (theirs, list(lines(ours)))):
        (conflict,) = take_in(store, other).conflicts
        assert f"what {'Ben' if later else 'Ana'} said later holds" in conflict
        assert (IN_MAY if later else TUESDAY) == store.said_days.holding()[article.id].days
    assert 0 == take_in(ours, lines(theirs)).new == take_in(theirs, lines(ours)).new


def test_a_day_of_a_report_that_is_not_here_waits_for_it(ours: Store, tmp_path: Path, gazetteer: Gazetteer) -> None:
    empty = workspace(tmp_path / "theirs", gazetteer)
    came = take_in(empty, lines(ours))
    (article,) = ours.articles()
    assert ((f"Day of {article.id}: this report is not read in this workspace",), False) == (came.waiting, came.again)
    ingest(empty, [tmp_path / "theirs" / "a.txt"], workers=1)
    assert MONDAY == day_of_event(empty)


def test_a_file_from_before_days_is_read_and_lines_that_give_no_day_are_refused(
    ours: Store, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    head, *days = lines(ours)
    assert (0, ()) == ((old := take_in(ours, [head])).new, old.refused)
    good = json.loads(days[-1])
    spoilt = [
        json.dumps(good | {"first_day": "2022-02-30"}),
        json.dumps(good | {"last_day": None}),
        json.dumps(good | {"last_day": "2021-01-01"}),
        json.dumps(good | {"article": ""}),
        json.dumps(good | {"who": " "}),
        json.dumps({key: value for key, value in good.items() if key != "first_day"}),
    ]
    came = take_in(filled(tmp_path / "theirs", gazetteer), [head, *spoilt, *days])
    assert (len(days), len(spoilt)) == (came.new, len(came.refused))
