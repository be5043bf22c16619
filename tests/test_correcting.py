"""What a person corrects stays corrected: on the command line, in the store, and when reports are read again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gazetteer import Gazetteer
from gazetteer.corrections import Scope, Where
from mapapp import correcting
from mapapp.ingest import ingest
from mapapp.model import Article
from mapapp.rereading import reread
from mapapp.store import MEMORY, Store, open_store
from mapapp.workers import Reader, Result
from tests.nominatim_server import Server, serving
from tests.small_reader import LVIV, read, small_reader

Run = Callable[..., Any]
OHIO, MISSOURI = "geonames:4525353", "geonames:4409896"
REPORT = "Shells hit Springfield on Tuesday, 7 March 2023, and killed two people."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "workspace")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A report in a file of its own, and five in a file of many."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("Shells fell near Bakhmut on Monday.")
    names = ["Bakhmut", "Lviv", "Lviv", "Bakhmut", "Lviv"]
    lines = [{"id": f"d{n}", "text": f"Shells fell near {name}, report {n}."} for n, name in enumerate(names)]
    (folder / "d.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def noting_reader(log: str) -> Reader:
    """The small reader, that writes down the articles it reads."""

    def result(article: Article) -> Result:
        with Path(log).open("a") as stream:
            stream.write(f"{article.id}\n")
        return Result(read(article), {})

    return result


def correct(store: Store, name: str, scope: Scope = Scope.EVERYWHERE, article: str = "") -> int:
    return store.memory.correct(name, LVIV.id, scope=scope, where=Where(article), who="Ana").number


def test_only_the_reports_that_hold_a_corrected_name_are_read_again(
    store: Store, reports: Path, tmp_path: Path
) -> None:
    ingest(store, [reports], workers=1, make_reader=small_reader)
    noting = partial(noting_reader, str(tmp_path / "log"))
    number = correct(store, "Bakhmut")
    outcome = ingest(store, [reports], workers=1, make_reader=noting)
    log = (tmp_path / "log").read_text().split()
    assert (0, 2, 3) == (outcome.read, outcome.unchanged, outcome.again)
    assert 3 == len(log) and {"d0", "d3"} < set(log)
    assert 0 == ingest(store, [reports], workers=1, make_reader=noting).again
    store.memory.undo(number)
    assert 3 == reread(store, workers=1, make_reader=noting).read
    assert 0 == reread(store, workers=1, make_reader=noting).read


def test_a_correction_of_one_report_touches_no_other(store: Store, reports: Path) -> None:
    ingest(store, [reports], workers=1, make_reader=small_reader)
    correct(store, "Bakhmut", Scope.ARTICLE, "d3")
    assert ["d3"] == store.stale(store.corrections())
    correct(store, "Nowhere")
    assert ["d3"] == store.stale(store.corrections())


def test_a_file_that_changed_is_read_with_what_holds_then(store: Store, reports: Path) -> None:
    correct(store, "Bakhmut")
    ingest(store, [reports], workers=1, make_reader=small_reader)
    (reports / "a.txt").write_text("Shells fell near Bakhmut on Sunday.")
    outcome = ingest(store, [reports], workers=1, make_reader=small_reader)
    assert (1, 1, 0) == (outcome.read, outcome.unchanged, outcome.again)
    assert not store.stale(store.corrections())


def correcting_reader(workspace: str) -> Reader:
    """A person corrects a name while reports are read that were begun before."""
    store = open_store(Path(workspace))
    if not store.corrections():
        correct(store, "Bakhmut")
    return small_reader()


def test_what_is_corrected_while_reports_are_read_is_followed_at_the_end(store: Store, reports: Path) -> None:
    outcome = ingest(store, [reports], workers=1, make_reader=partial(correcting_reader, str(store.workspace)))
    assert (6, 3) == (outcome.read, outcome.again)
    assert not store.stale(store.corrections())


def failing_reader() -> Reader:
    raise ValueError("as asked")


def test_a_report_that_cannot_be_read_again_stays_and_is_tried_again(store: Store, reports: Path) -> None:
    ingest(store, [reports], workers=1, make_reader=small_reader)
    before = store.events_frame()
    correct(store, "Bakhmut")
    again = reread(store, workers=1, make_reader=failing_reader)
    assert (0, 3) == (again.read, len(again.failures))
    assert before.equals(store.events_frame())
    assert 3 == reread(store, workers=1, make_reader=small_reader).read


def test_a_report_that_was_removed_does_not_come_back(store: Store, reports: Path) -> None:
    ingest(store, [reports], workers=1, make_reader=small_reader)
    reading = store.reading("d0")
    (reports / "d.jsonl").write_text('{"id": "d1", "text": "Quiet in Lviv."}\n')
    ingest(store, [reports], workers=1, make_reader=small_reader)
    with store.writing() as transaction:
        transaction.replace(reading, "stamp")
    assert "d0" not in set(store.articles_frame()["article_id"])


def test_the_real_reader_follows_corrections_in_its_own_process(
    store: Store, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    ingest(store, [tmp_path / "a.txt"], workers=1)
    label = "Springfield, Missouri, United States"
    for place_id, place_name in ((MISSOURI, label), (OHIO, "Springfield, Ohio, United States")):
        store.memory.correct("Springfield", place_id, scope=Scope.EVERYWHERE, who="Ana", why="a reason of hers")
        assert 1 == reread(store, workers=1).read
        (event,) = store.events_frame().to_dict("records")
        assert (place_id, place_name) == (event["place_id"], event["place_label"])
        assert "a reason of hers" in event["place_reason"]
    assert 1 == len(store.articles_frame())


# The command line


def started(folder: Path, *words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MAPAPP_WORKSPACE": str(folder / "workspace")}
    command = [sys.executable, "-m", "mapapp", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environment, timeout=300, input=stdin
    )


def test_from_a_correction_to_the_map_and_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    run = partial(started, tmp_path)
    run("ingest", "a.txt")
    said = run("correct", "Springfield", "--place", OHIO, "--why", "it names Clark County", "--who", "Ana")
    assert 0 == said.returncode, said.stderr
    assert "means Springfield, Ohio, United States everywhere (Ana, " in said.stdout
    assert "1 report read again: 1 event" in said.stdout
    run("export", "--format", "csv", "--output", "events.csv")
    assert OHIO in (tmp_path / "events.csv").read_text("utf-8")
    again = run("ingest", "a.txt")
    assert "0 reports read, 1 unchanged: 0 events\n" == again.stdout
    plain = json.loads(run("extract", "a.txt").stdout)
    assert 1.0 != plain["places"][0]["confidence"]
    (followed,) = json.loads(run("extract", "a.txt", "--workspace", "workspace").stdout)["places"]
    assert (OHIO, 1.0) == (followed["place"]["id"], followed["confidence"])
    assert "Ana said so" in followed["reason"] and "it names Clark County" in followed["reason"]
    undone = run("corrections", "--undo", "1")
    assert "1 report read again" in undone.stdout and "undone on" in undone.stdout


def test_geocode_follows_the_workspace_and_says_who_said_so(call_mapapp: Run, tmp_path: Path) -> None:
    assert 0 == call_mapapp("correct", "Springfield", "--place", OHIO, "--why", "we know", "--who", "Ana").returncode
    call_mapapp("correct", "Reading", "--none", "--why", "books", "--who", "Ana")
    first = call_mapapp("geocode", "Springfield").stdout.splitlines()[0]
    assert first.startswith("100%  Springfield, Ohio") and "Ana said so" in first and "we know" in first
    record = json.loads(call_mapapp("geocode", "Reading", "--json").stdout)
    assert record["place"] is None and "Ana said that it is no place" in record["reason"]
    none = call_mapapp("geocode", "Reading")
    assert (1, "") == (none.returncode, none.stdout)
    assert "Ana said that it is no place" in none.stderr
    elsewhere = call_mapapp("geocode", "Springfield", "--workspace", tmp_path / "another")
    assert "Ana" not in elsewhere.stdout + elsewhere.stderr
    assert not (tmp_path / "another").exists(), "asking makes no workspace"


def test_a_correction_for_a_country_a_report_or_a_spot_says_so(call_mapapp: Run) -> None:
    words = ("correct", "Paris", "--place", "Paris, Texas", "--why", "ours", "--who", "Ana")
    assert "for texts about United States" in call_mapapp(*words, "--country", "us").stdout
    assert "for the report r1" in call_mapapp(*words, "--article", "r1").stdout
    assert "characters 3-8 of the report r1" in call_mapapp(*words, "--article", "r1", "--mention", "3-8").stdout
    listed = call_mapapp("corrections", "Paris").stdout.splitlines()
    assert ["1", "2", "3"] == [line.split()[0] for line in listed]
    assert "" == call_mapapp("corrections", "London").stdout


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        ((), "--place PLACE"),
        (("--place", "geonames:702550", "--none"), "--none"),
        (("--none", "--country", "UA", "--article", "a"), "--country CC, or --article ID"),
        (("--none", "--mention", "1-2"), "--article ID"),
        (("--none", "--article", "a", "--mention", "2-1"), "120-127"),
        (("--none", "--who", " "), "say who"),
    ],
)
def test_what_a_correction_needs_is_said(call_mapapp: Run, words: tuple[str, ...], way_out: str) -> None:
    said = call_mapapp("correct", "Paris", "--why", "because", *words)
    assert 2 == said.returncode
    assert way_out in " ".join(said.stderr.replace("│", " ").split())


@pytest.mark.parametrize("place", ["geonames:999999999", "Qwxyzivka", "Springfield", "95, 12.5"])
def test_what_is_no_place_or_not_one_alone_is_said_with_the_way_out(call_mapapp: Run, place: str) -> None:
    said = call_mapapp("correct", "Paris", "--place", place, "--why", "because")
    assert (1, "") == (said.returncode, said.stdout)
    assert "mapapp geocode" in said.stderr and "Traceback" not in said.stderr


def test_a_place_that_vanished_is_said_in_the_list_and_in_a_look_up(call_mapapp: Run, tmp_path: Path) -> None:
    store = open_store(tmp_path / "workspace")
    store.memory.correct("Lviv", "geonames:999999999", place_label="Old Town", scope=Scope.EVERYWHERE, who="Ana")
    assert "this gazetteer does not have that place" in call_mapapp("corrections").stdout
    said = call_mapapp("geocode", "Lviv")
    assert 0 == said.returncode and "Lviv, Lviv Oblast" in said.stdout
    assert "Old Town" in said.stderr and "undo correction 1" in said.stderr


def test_a_number_that_does_not_hold_cannot_be_undone(call_mapapp: Run, tmp_path: Path) -> None:
    assert 2 == call_mapapp("corrections", "--undo", "7").returncode
    open_store(tmp_path / "workspace")
    said = call_mapapp("corrections", "--undo", "7")
    assert 2 == said.returncode and "no correction 7" in " ".join(said.stderr.split())


def test_a_damaged_file_of_corrections_stops_the_ingest_and_says_the_way_out(call_mapapp: Run, tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / MEMORY).write_text("no database " * 100)
    (tmp_path / "a.txt").write_text(REPORT)
    for words in (("ingest", "a.txt"), ("geocode", "Lviv"), ("corrections",)):
        said = call_mapapp(*words)
        assert 1 == said.returncode
        assert "move it away" in said.stderr


def test_a_place_may_be_given_in_any_way_that_is_clear(gazetteer: Gazetteer) -> None:
    assert LVIV.id == correcting.meant(gazetteer, " geonames:702550 ").id
    assert "point:48.59,37.99" == correcting.meant(gazetteer, "48.59, 37.99").id
    assert "Bakhmut" == correcting.meant(gazetteer, "Bakhmut, Donetsk region").name
    assert "border:BY-UA" == correcting.meant(gazetteer, "border:BY-UA").id
    with pytest.raises(correcting.NoSuchPlace):
        correcting.meant(gazetteer, "")


# Online


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def online(server: Server) -> tuple[str, ...]:
    return "--online", "--user-agent", "tests", "--email", "me@example.org", "--server", server.address


def test_nothing_is_sent_unless_it_is_switched_on(call_mapapp: Run, server: Server) -> None:
    assert 1 == call_mapapp("geocode", "Qwxyzivka", *online(server)[1:]).returncode
    assert [] == server.asked


def test_a_name_that_is_lacking_is_asked_under_the_persons_name_and_the_screen_says_so(
    call_mapapp: Run, server: Server
) -> None:
    said = call_mapapp("geocode", "Qwxyzivka", *online(server))
    assert 0 == said.returncode
    assert f"Names are sent to {server.address} as tests (me@example.org)" in said.stderr
    assert "Nominatim (127.0.0.1" in said.stdout and "not in the gazetteer" in said.stdout
    assert 0 == call_mapapp("geocode", "Lviv", *online(server)).returncode
    again = call_mapapp("geocode", "qwxyzivka", *online(server))
    assert "sent" not in again.stderr, "what was answered is kept"
    assert [("Qwxyzivka", "tests (me@example.org)")] == [asked[1:] for asked in server.asked]


def test_not_found_and_failed_are_told_apart(call_mapapp: Run, server: Server) -> None:
    assert "did not know it on" in call_mapapp("geocode", "Nowhere", *online(server)).stderr
    assert "gave no answer on" in call_mapapp("geocode", "Fails 500", *online(server)).stderr


def test_a_refusal_ends_the_asking_and_not_the_work(call_mapapp: Run, server: Server, tmp_path: Path) -> None:
    names = ["Lviv", "Refused 429", "Qwxyzivka", "Kyiv"]
    lines = [json.dumps({"id": n, "location": name}) + "\n" for n, name in enumerate(names)]
    (tmp_path / "names.jsonl").write_text("".join(lines))
    said = call_mapapp("geocode", "--jsonl", "names.jsonl", *online(server))
    records = [json.loads(line) for line in said.stdout.splitlines()]
    assert ["Lviv", None, None, "Kyiv"] == [record["place"] and record["place"]["name"] for record in records]
    assert "refused" in records[2]["reason"]
    assert 1 == said.returncode and "refused" in said.stderr
    assert ["Refused 429"] == [name for _, name, _ in server.asked]


def test_nobody_asks_without_saying_who_they_are(call_mapapp: Run, server: Server) -> None:
    said = call_mapapp("geocode", "Qwxyzivka", "--online", "--server", server.address)
    assert 2 == said.returncode
    assert "--email me@example.org" in " ".join(said.stderr.replace("│", " ").split())
    assert [] == server.asked
