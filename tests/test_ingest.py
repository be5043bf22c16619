"""Ingest: killable workers, a consistent store whatever happens, and nothing read twice."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mapapp.ingest import Outcome, ingest, results
from mapapp.intake import Failure
from mapapp.model import Reading
from mapapp.store import Store, open_store
from mapapp.workers import Job, Workers
from tests.small_reader import small_reader, troubled_reader

ROOT = Path(__file__).resolve().parent.parent

INGEST = """
import signal, sys
# What a shell starts in the background does not hear Ctrl+C, nor does what that starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from mapapp.ingest import ingest
from mapapp.store import open_store
from tests.small_reader import small_reader
print("begun", flush=True)
outcome = ingest(open_store(Path(sys.argv[1])), sys.argv[2:], workers=1, make_reader=small_reader)
print(outcome.read, outcome.unchanged, len(outcome.failures))
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "workspace")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with three text files and a JSON Lines file of twenty."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(
            f"Report {name}: shells fell near Bakhmut and drones flew to Lviv on Monday."
        )
    write_lines(folder / "d.jsonl", range(20))
    return folder


def write_lines(path: Path, numbers: range, text: str = "Shells fell near Bakhmut, report {}.") -> None:
    lines = (json.dumps({"id": f"d{number}", "text": text.format(number)}) + "\n" for number in numbers)
    path.write_text("".join(lines))


def run(store: Store, *paths: Path | str, make_reader: Callable[..., object] = small_reader) -> Outcome:
    return ingest(store, paths, workers=1, make_reader=make_reader)  # type: ignore[arg-type]


def contents(store: Store) -> list[object]:
    """All that is stored, without the times of day."""
    with sqlite3.connect(store.workspace / "mapapp.sqlite") as connection:
        tables = ("article", "event", "place_mention", "time_mention", "source", "source_article", "failure", "ledger")
        return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]  # noqa: S608


def test_ingesting_twice_changes_nothing(store: Store, reports: Path) -> None:
    (reports / "d.jsonl").open("a").write("{broken\n")
    first = run(store, reports)
    before = contents(store)
    second = run(store, reports)
    assert (23, 0, 26) == (first.read, first.unchanged, first.events)
    assert (0, 4, 0) == (second.read, second.unchanged, second.events)
    assert first.failures == second.failures
    assert [("d.jsonl", 21)] == [(failure.source, failure.line) for failure in first.failures]
    assert before == contents(store)


def test_a_changed_file_replaces_what_was_read_of_it(store: Store, reports: Path) -> None:
    run(store, reports)
    (reports / "a.txt").write_text("Report a: quiet in Lviv.")
    write_lines(reports / "d.jsonl", range(5, 22))
    outcome = run(store, reports)
    assert (18, 2) == (outcome.read, outcome.unchanged)
    ids = set(store.articles_frame()["article_id"])
    assert {f"d{number}" for number in range(5, 22)} == {each for each in ids if each.startswith("d") and len(each) < 4}
    assert 20 == len(ids)
    assert 1 == sum("quiet in Lviv" in article.text for article in store.articles())


def test_two_files_may_call_different_articles_by_one_id(store: Store, tmp_path: Path) -> None:
    for name, place in (("a.jsonl", "Bakhmut"), ("b.jsonl", "Lviv"), ("c.jsonl", "Bakhmut")):
        write_lines(tmp_path / name, range(3), "Shells fell near " + place + ", report {}.")
    files = [tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.jsonl")]
    run(store, *files)
    articles = store.articles_frame()["article_id"].to_list()
    assert 6 == len(set(articles))
    assert {"d0", "d1", "d2"} < set(articles)
    before = contents(store)
    assert 3 == run(store, *files).unchanged
    assert before == contents(store)


def test_a_missing_source_is_said_and_the_rest_is_read(store: Store, reports: Path, tmp_path: Path) -> None:
    outcome = run(store, tmp_path / "nowhere", reports, "https://example.org/a")
    assert 23 == outcome.read
    assert 2 == len(outcome.failures)
    assert "there is no such file or folder" in store.failures()[0].reason


def test_what_failed_is_tried_again_and_forgotten_when_it_is_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert "empty file" in run(store, path).failures[0].reason
    assert 1 == len(store.failures())
    path.write_text("Quiet in Lviv on Monday.")
    assert (1, ()) == (run(store, path).read, store.failures())


def test_trouble_costs_the_article_that_makes_it(tmp_path: Path) -> None:
    lines = ["Quiet in Lviv.", "PLEASE DIE", "PLEASE FAIL", "PLEASE GROW", "Quiet in Bakhmut."]
    text = "".join(json.dumps({"id": line.lower(), "text": line}) + "\n" for line in lines)
    (tmp_path / "a.jsonl").write_text(text)
    found = list(results([tmp_path / "a.jsonl"], workers=1, make_reader=troubled_reader))
    reasons = {each.source: each.reason for each in found if isinstance(each, Failure)}
    assert ["quiet in lviv.", "quiet in bakhmut."] == [each.article.id for each in found if isinstance(each, Reading)]
    assert ["please die", "please fail", "please grow"] == list(reasons)
    assert "the process that read it ended" in reasons["please die"]
    assert "please report it" in reasons["please fail"]
    assert "more memory than a worker may have" in reasons["please grow"]


def test_a_document_that_takes_too_long_is_stopped(reports: Path) -> None:
    (reports / "b.txt").write_text("PLEASE HANG near Lviv.")
    from mapapp.intake import sources

    jobs = [(source.name, Job(source)) for source in sources([reports]) if source.suffix == ".txt"]
    with Workers(1, troubled_reader, seconds=1) as pool:
        answers = dict(pool.answers(jobs))
    assert ["a.txt", "b.txt", "c.txt"] == list(answers)
    (failure,) = answers["b.txt"]
    assert isinstance(failure, Failure)
    assert "took longer than 1 s" in failure.reason
    assert not any(isinstance(each, Failure) for each in answers["a.txt"] + answers["c.txt"])


def test_the_order_of_the_input_is_kept(reports: Path) -> None:
    found = list(results([reports], workers=2, make_reader=small_reader))
    names = [each.article.source if each.article.source != "d.jsonl" else each.article.id for each in found]  # type: ignore[union-attr]
    assert ["a.txt", "b.txt", "c.txt", *(f"d{number}" for number in range(20))] == names


def test_progress_ends_at_the_whole(store: Store, reports: Path) -> None:
    told: list[tuple[str, float]] = []
    ingest(store, [reports], workers=1, make_reader=small_reader, progress=lambda *step: told.append(step))
    shares = [share for _, share in told]
    assert sorted(shares) == shares
    assert 1.0 == shares[-1]


def start(workspace: Path, *paths: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", INGEST, str(workspace), *map(str, paths)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def whole_articles(workspace: Path) -> int:
    """Number of stored articles; each must have exactly the events that the reader finds."""
    store = open_store(workspace)
    articles, events = store.articles_frame(), store.events_frame()
    counts = events.groupby("article_id").size().to_dict()
    assert all(1 == counts.get(article_id) for article_id in articles["article_id"])
    assert set(counts) <= set(articles["article_id"])
    return len(articles)


def test_a_kill_at_any_moment_leaves_no_half_article(tmp_path: Path) -> None:
    articles = 5_000  # more than a fast machine reads before it is killed
    write_lines(tmp_path / "d.jsonl", range(articles))
    workspace = tmp_path / "workspace"
    open_store(workspace)
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for _ in range(2):
        with start(workspace, tmp_path / "d.jsonl") as process:
            assert process.stdout is not None
            assert "begun\n" == process.stdout.readline()
            time.sleep(chance.uniform(0.3, 1.0))
            os.kill(process.pid, signal.SIGKILL)
        whole_articles(workspace)
    with start(workspace, tmp_path / "d.jsonl") as process:
        assert f"begun\n{articles} 0 0\n" == process.communicate()[0]
    assert articles == whole_articles(workspace)


def test_an_interruption_keeps_what_was_read(tmp_path: Path) -> None:
    write_lines(tmp_path / "d.jsonl", range(50_000))
    workspace = tmp_path / "workspace"
    open_store(workspace)
    with start(workspace, tmp_path / "d.jsonl") as process:
        assert process.stdout is not None
        process.stdout.readline()
        deadline = time.monotonic() + 120
        # Whether each article is whole is asked when nobody writes: two readings of a growing
        # store are of two moments.
        while open_store(workspace).articles_frame().empty and time.monotonic() < deadline:
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        try:
            process.wait(120)
        finally:
            process.kill()
    assert 0 < whole_articles(workspace) < 50_000


def test_a_pool_that_does_not_hear_of_its_end_is_left(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mapapp.intake import sources

    monkeypatch.setattr("mapapp.workers.PATIENCE", 0.2)
    jobs = [(source.name, Job(source)) for source in sources([reports])]
    left = threading.Event()

    def work() -> None:
        with Workers(1, small_reader) as workers:
            list(workers.answers(jobs))
            workers._pool._context.task_queue.put = lambda *_: None
        left.set()

    threading.Thread(target=work, daemon=True).start()
    assert left.wait(30)


def test_two_ingests_of_overlapping_folders_both_finish(tmp_path: Path) -> None:
    for name, numbers in (("a", range(60)), ("b", range(40, 100))):
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "d.jsonl", numbers)
    workspace = tmp_path / "workspace"
    with start(workspace, tmp_path / "a") as one, start(workspace, tmp_path / "b") as two:
        assert ("begun\n60 0 0\n", "") == one.communicate()
        assert ("begun\n60 0 0\n", "") == two.communicate()
    assert 100 == whole_articles(workspace)
