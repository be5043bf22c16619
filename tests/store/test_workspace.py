"""The workspace: what is stored comes back, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mapapp.intake import Failure
from mapapp.model import Basis, Published, Reading, TimeBasis, TimeSpan
from mapapp.store import (
    ARTICLE_COLUMNS,
    DATABASE,
    EVENT_COLUMNS,
    LEFT_OUT_COLUMNS,
    SourceFile,
    Store,
    StoreError,
    Unstorable,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceNewer,
    WorkspaceNotAFolder,
    WorkspaceReadOnly,
    open_store,
)
from mapapp.store.migrations import VERSION
from mapapp.store.opening import journal_mode
from mapapp.store.unstored import frame_of
from tests.making_readings import TEXT, reading
from tests.small_reader import BAKHMUT

FILE = SourceFile("/reports/a.jsonl", "a.jsonl", "0" * 64, "stamp")
OPEN_AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from mapapp.store import WorkspaceReadOnly, open_store
if os.getuid() == 0:
    os.setuid(65534)
try:
    open_store(Path(sys.argv[1]))
except WorkspaceReadOnly as error:
    print(type(error).__name__, error)
"""
LABELS = {BAKHMUT.id: "Bakhmut, Donetsk Oblast, Ukraine"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "workspace")


def test_a_reading_comes_back_as_it_was(store: Store) -> None:
    store.save(reading("a1"), FILE, LABELS)
    assert reading("a1") == store.reading("a1")
    assert reading("a1").article == store.article("a1")
    assert [reading("a1").article] == list(store.articles())


def test_saving_twice_changes_nothing(store: Store) -> None:
    for _ in range(2):
        store.save(reading("a1"), FILE, LABELS)
        store.save(reading("a2"), FILE, LABELS)
        store.finish(FILE)
    assert 2 == len(store.articles_frame())
    assert 0 < store.event_count == len(store.events_frame())
    assert ["a1-shelling", "a1-talks", "a2-shelling", "a2-talks"] == store.events_frame()["event_id"].to_list()
    assert [reading("a1").article, reading("a2").article] == list(store.articles())


def test_the_frame_of_events_has_what_map_and_panel_need(store: Store) -> None:
    store.save(reading("a1"), FILE, LABELS)
    events = store.events_frame()
    assert list(EVENT_COLUMNS) == list(events.columns)
    placed, unplaced = events.to_dict("records")
    assert "Bakhmut, Donetsk Oblast, Ukraine" == placed["place_label"]
    assert TEXT[0:48] == placed["sentence"]
    assert "officials" == placed["claimed_by"]
    assert ("other", TEXT[43:47]) == (placed["claim_side"], placed["unconfirmed"])
    assert (unplaced["claim_side"], unplaced["unconfirmed"]) == (None, None)
    assert (48.59, 38.0) == (placed["latitude"], placed["longitude"])
    assert pd.Timestamp("2023-03-07") == placed["first_day"]
    assert np.isnan(unplaced["latitude"])
    assert pd.isna(unplaced["first_day"])
    assert unplaced["claimed_by"] is None
    assert {"datetime64[s]"} == {str(events[name].dtype) for name in ("first_day", "last_day", "published_first")}


def test_an_empty_workspace_has_empty_frames(store: Store) -> None:
    assert store.is_empty and 0 == store.event_count
    assert list(EVENT_COLUMNS) == list(store.events_frame().columns)
    assert list(LEFT_OUT_COLUMNS) == list(store.left_out_frame().columns)
    assert list(ARTICLE_COLUMNS) == list(store.articles_frame().columns)
    assert 0 == len(store.events_frame()) + len(store.left_out_frame()) + len(store.articles_frame())


def test_what_is_left_out_is_listed_with_the_reason(store: Store) -> None:
    bodiless = replace(reading("a2").article, body=(), notes=("nothing in the text looks like a report",))
    store.save(reading("a1"), FILE, LABELS)
    store.save(replace(reading("a2"), article=bodiless, events=()), FILE)
    store.finish(FILE, [Failure("a.jsonl", "not JSON", 3)])
    assert [
        ("event without place and day", "talks without a place; no day is named"),
        ("article", "nothing in the text looks like a report"),
        ("source", "not JSON"),
    ] == list(store.left_out_frame()[["what", "reason"]].itertuples(index=False, name=None))


def test_an_article_that_its_file_holds_no_more_is_removed(store: Store) -> None:
    for name in ("a1", "a2"):
        store.save(reading(name), FILE)
    store.finish(FILE)
    changed = replace(FILE, content_hash="1" * 64)
    store.save(reading("a2"), changed)
    store.finish(changed)
    assert ["a2"] == store.articles_frame()["article_id"].to_list()
    assert {"a2"} == set(store.events_frame()["article_id"])


def test_an_article_that_another_file_holds_stays(store: Store) -> None:
    copy = replace(FILE, path="/copies/a.jsonl")
    for file in (FILE, copy):
        store.save(reading("a1"), file)
        store.finish(file)
    store.finish(replace(FILE, content_hash="1" * 64))
    assert ["a1"] == store.articles_frame()["article_id"].to_list()
    store.finish(replace(copy, content_hash="1" * 64))
    assert store.is_empty


def test_samples_are_removed_and_nothing_else(store: Store) -> None:
    sample = replace(FILE, path="/samples/b.txt", is_sample=True)
    store.save(reading("a1"), FILE)
    store.save(reading("b1"), sample)
    store.finish(FILE)
    store.finish(sample)
    assert [False, False, True, True] == store.events_frame()["is_sample"].to_list()
    store.remove_samples()
    assert ["a1"] == store.articles_frame()["article_id"].to_list()
    assert store.source("/samples/b.txt") is None


def test_a_reading_that_breaks_a_rule_is_refused_whole(store: Store) -> None:
    good = reading("a1")
    wrong = replace(good, events=(good.events[0], replace(good.events[1], confidence=1.5)))
    with pytest.raises(Unstorable, match="confidence_in_range"):
        store.save(wrong, FILE)
    assert store.is_empty
    assert 0 == len(store.events_frame())


def test_the_database_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        open_store(tmp_path / "workspace")
    finally:
        os.umask(old)
    assert 0o600 == stat.S_IMODE((tmp_path / "workspace" / "mapapp.sqlite").stat().st_mode)


def test_the_write_ahead_log_is_used_only_where_it_cannot_lose_a_write() -> None:
    assert ["truncate", "truncate", "wal", "wal"] == [
        journal_mode(version) for version in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (3, 53, 0))
    ]


def test_a_new_workspace_has_this_version_and_a_newer_one_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path)
    with sqlite3.connect(tmp_path / "mapapp.sqlite") as connection:
        assert (VERSION,) == connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(WorkspaceNewer, match=f"its version is {VERSION + 1}, this program knows up to {VERSION}"):
        open_store(tmp_path)


def test_an_older_workspace_says_once_that_it_is_brought_to_this_version(tmp_path: Path) -> None:
    code = "import sys, pathlib; from mapapp.store import open_store; open_store(pathlib.Path(sys.argv[1]))"

    def said() -> str:
        command = [sys.executable, "-c", code, str(tmp_path)]
        return subprocess.run(command, check=False, capture_output=True, text=True).stderr

    assert "" == said()
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute(f"PRAGMA user_version = {VERSION - 1}")
    assert f"the workspace {tmp_path} is of an older mapapp" in said()
    assert "" == said()


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "mapapp.sqlite") as connection:
        connection.execute("CREATE TABLE bookmark (address TEXT)")
    with pytest.raises(WorkspaceDamaged, match="belongs to another program"):
        open_store(tmp_path)


@pytest.mark.parametrize("wrong", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 500])
def test_a_damaged_database_is_said(wrong: bytes, tmp_path: Path) -> None:
    (tmp_path / "mapapp.sqlite").write_bytes(wrong)
    with pytest.raises(WorkspaceDamaged, match="is damaged; move it away"):
        open_store(tmp_path)


def test_zeroed_pages_are_noticed(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for number in range(40):
        store.save(reading(f"a{number}"), FILE)
    path = tmp_path / "mapapp.sqlite"
    data = bytearray(path.read_bytes())
    data[4096 * 4 : 4096 * 30] = bytes(4096 * 26)
    path.write_bytes(data)
    with pytest.raises(WorkspaceDamaged):
        open_store(tmp_path)


def test_a_workspace_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceNotAFolder, match="is a file, not a folder"):
        open_store(tmp_path / "file")


def test_a_folder_without_the_right_to_write_is_said(tmp_path: Path) -> None:
    # The superuser may write anywhere, so that another user must try.
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(0o755)
    tried = subprocess.run(
        [sys.executable, "-c", OPEN_AS_ANOTHER_USER, str(folder)], capture_output=True, text=True, check=False
    )
    assert WorkspaceReadOnly.__name__ in tried.stdout, tried.stderr
    assert "make the folder writable" in tried.stdout


def test_a_write_waits_for_another_process(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys, time\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(1.0); c.execute('COMMIT')",
            str(tmp_path / "mapapp.sqlite"),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert "held\n" == holder.stdout.readline()
        began = time.monotonic()
        store.save(reading("a1"), FILE)
        assert time.monotonic() - began > 0.3
    assert not store.is_empty


def test_the_kept_copy_has_the_hash_of_its_bytes(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    kept, digest = store.keep(tmp_path / "a.txt")
    assert digest == kept.name == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert b"abc" == kept.read_bytes()
    assert 0o600 == stat.S_IMODE(kept.stat().st_mode)


def test_each_error_is_a_sentence_with_the_way_out() -> None:
    assert issubclass(WorkspaceReadOnly, PermissionError)
    assert all(issubclass(kind, StoreError) for kind in (WorkspaceNewer, WorkspaceDamaged, WorkspaceNotAFolder))


def test_a_hundred_thousand_events_are_a_frame(store: Store) -> None:
    few = reading("a")
    many = tuple(replace(few.events[0], id=str(number)) for number in range(5_000))
    for number in range(20):
        store.save(
            replace(few, article=replace(few.article, id=f"a{number}"), events=many if number == 0 else ()), FILE
        )
    with sqlite3.connect(store.workspace / "mapapp.sqlite") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(event)")]
        same = ", ".join(name for name in columns if name not in ("number", "id", "article_id"))
        for number in range(1, 20):
            connection.execute(
                f"INSERT INTO event (id, article_id, {same}) "  # noqa: S608 - names of our own columns
                f"SELECT id || '-{number}', 'a{number}', {same} FROM event WHERE article_id = 'a0'"
            )
    assert 100_000 == len(store.events_frame())


def test_a_write_that_another_process_keeps_out_says_so_and_stores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapapp.store.opening.BUSY_SECONDS", 0)
    store = open_store(tmp_path / "held")
    with sqlite3.connect(tmp_path / "held" / DATABASE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceBusy, match="another process has been writing"):
            store.save(reading("a"), FILE)
        other.execute("ROLLBACK")
    assert store.is_empty
    store.save(reading("a"), FILE)
    assert not store.is_empty


MARCH = TimeSpan(date(2023, 3, 1), date(2023, 3, 20))
LIKELY = TimeSpan(date(2023, 3, 7), date(2023, 3, 9))


def undated(article_id: str) -> Reading:
    """A report whose day is worked out, with an event of its days, and one that has a day of its own."""
    one = reading(article_id)
    of_report = replace(one.events[0], days=MARCH, date_basis=TimeBasis.PUBLICATION)
    published = Published(MARCH, Basis.INFERRED, "what it tells", LIKELY)
    return replace(one, published=published, events=(of_report, *one.events[1:]))


def test_the_likely_days_of_a_report_are_those_of_the_events_that_it_dates(store: Store) -> None:
    store.save(undated("a"), FILE)
    assert LIKELY == store.reading("a").published.likely
    kept = store.events_frame()
    unkept = frame_of([undated("a")], {})
    for frame in (kept, unkept):
        first, *others = frame["likely_first"].tolist()
        assert pd.Timestamp(LIKELY.first_day) == first and all(map(pd.isna, others)) and others
        assert pd.Timestamp(LIKELY.last_day) == frame["likely_last"].iloc[0]


def test_an_older_workspace_learns_likely_days(tmp_path: Path) -> None:
    open_store(tmp_path).save(undated("a"), FILE)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        for name in ("published_likely_first", "published_likely_last"):
            database.execute(f"ALTER TABLE article DROP COLUMN {name}")
        database.execute("PRAGMA user_version = 7")
    store = open_store(tmp_path)
    assert store.events_frame()["likely_first"].isna().all() and store.reading("a").published.likely is None
    store.save(undated("a"), FILE)
    assert store.events_frame()["likely_first"].notna().any()
