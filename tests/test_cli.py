"""The command line, as a person meets it, with good input and with bad."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
"""Words of a command -> `returncode`, `stdout`, `stderr`."""

COMMANDS = [
    *("open", "ingest", "extract", "geocode", "correct", "corrections"),
    *("incidents", "join", "split", "judgements", "export", "evaluate", "doctor"),
]

REPORT = """Shells hit Kherson on Tuesday

Russian artillery shelled Kherson on Tuesday, 7 March 2023, and killed two people, the governor said.
"""
NOT_TEXT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
SOURCES = {
    "a_report.txt": REPORT.encode(),
    "b_many.jsonl": "".join(
        json.dumps({"id": f"n{number}", "text": f"{REPORT}\n{number}", "dct": "2023-03-07"}) + "\n"
        for number in range(20)
    ).encode(),
    "c_image.txt": NOT_TEXT,
    "d_empty.txt": b"",
    "e_broken.txt": REPORT.encode() + b"\xff\xfe\xfa At the market of Kherson.\n",
    "f_plain.txt": b"The committee thanked everyone for the good work and the cake.\n",
    "g_long.txt": b"Shells hit Kherson on Tuesday. " + b"The committee thanked everyone for the work. " * 10_000,
}
"""Good and bad sources, in the order in which a folder of them is read."""


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def is_a_sentence(said: str) -> bool:
    """True for something to read: no traceback, no name of an exception."""
    return bool(said.strip()) and "Traceback" not in said and "Error:" not in said and "does not know" not in said


def unwrapped(said: str) -> str:
    """A message without the frame and the line breaks that the terminal's width gave it."""
    return " ".join(said.replace("│", " ").split())


def started(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with its workspace in the folder."""
    environment = {**os.environ, "MAPAPP_WORKSPACE": str(folder / "workspace")}
    command = [sys.executable, "-m", "mapapp", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environment, timeout=300
    )


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every good and bad source."""
    folder = tmp_path_factory.mktemp("sources")
    for name, content in SOURCES.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def extracted(sources: Path) -> subprocess.CompletedProcess[str]:
    """What `extract` says of all of them, and of one that is not there."""
    return started(sources.parent, "extract", sources, "missing.txt")


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A workspace with the report, and what was said while it was made."""
    folder = tmp_path_factory.mktemp("ingested")
    (folder / "report.txt").write_text(REPORT, "utf-8")
    (folder / "image.txt").write_bytes(NOT_TEXT)
    said = started(folder, "ingest", "image.txt", "no-such-folder", "report.txt")
    return folder / "workspace", said


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(call_mapapp: Run, command: str) -> None:
    said = call_mapapp(command, "--help")
    assert 0 == said.returncode
    assert f"mapapp {command}" in said.stdout[said.stdout.index("Example") :]


def test_help_does_not_import_the_heavy_packages() -> None:
    probe = "import sys, mapapp.cli; print(*[name for name in sys.modules if '.' not in name])"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pandas", "numpy", "streamlit", "sqlalchemy", "folium", "geopy"} & set(loaded)


# extract


def test_extract_answers_in_the_order_of_the_input(extracted: Any) -> None:
    said = records(extracted.stdout)
    assert [f"n{number}" for number in range(20)] == [record["id"] for record in said[1:21]]
    assert [False] * 21 + [True, True, False, False, False, True] == ["error" in record for record in said]


def test_extract_goes_on_after_a_failure_and_ends_with_status_1(extracted: Any) -> None:
    assert 1 == extracted.returncode
    assert is_a_sentence(extracted.stderr)
    assert all(is_a_sentence(record["error"]) for record in records(extracted.stdout) if "error" in record)


def test_spans_of_extract_slice_the_text(extracted: Any) -> None:
    record = records(extracted.stdout)[0]
    mentions = record["places"] + record["times"]
    assert {"Kherson", "Tuesday"} <= {mention["text"] for mention in mentions}
    assert all(mention["text"] == REPORT[mention["start"] : mention["end"]] for mention in mentions)


def test_an_event_has_its_place_and_its_day(extracted: Any) -> None:
    events = [event for event in records(extracted.stdout)[1]["events"] if event["place"]]
    assert {"Kherson"} == {event["place"]["name"] for event in events}
    assert "2023-03-07" in {event["first_day"] for event in events}


def test_a_broken_encoding_is_read_and_what_is_whole_is_found(extracted: Any) -> None:
    broken = records(extracted.stdout)[23]
    assert "Kherson" in {mention["text"] for mention in broken["places"]}


def test_a_text_without_place_or_time_has_no_made_up_ones(extracted: Any) -> None:
    plain = records(extracted.stdout)[24]
    assert ([], [], None) == (plain["places"], plain["times"], plain["published"])
    assert not [event for event in plain["events"] if event["place"] or event["first_day"]]


def test_a_very_long_line_is_read(extracted: Any) -> None:
    assert "Kherson" in {mention["text"] for mention in records(extracted.stdout)[25]["places"]}


def test_output_of_extract_is_whole_and_a_given_day_wins(report: Path) -> None:
    said = started(report.parent, "extract", report, "--output", "readings.jsonl", "--published", "2023-03-08")
    assert (0, "") == (said.returncode, said.stdout), said.stderr
    (record,) = records((report.parent / "readings.jsonl").read_text("utf-8"))
    assert {"2023-03-08", "given"} <= set(record["published"].values())


def test_an_output_that_cannot_be_written_is_said(call_mapapp: Run, report: Path) -> None:
    said = call_mapapp("extract", report, "--output", "nowhere/readings.jsonl")
    assert 1 == said.returncode
    assert is_a_sentence(said.stderr) and "--output" in said.stderr


# ingest and export


def test_what_cannot_be_ingested_is_said_and_the_rest_done(ingested: Any) -> None:
    _, said = ingested
    assert 1 == said.returncode
    assert is_a_sentence(said.stderr) and {"image.txt:", "no-such-folder:"} <= set(said.stderr.split())
    assert said.stdout.startswith("1 report read")


def test_ingest_twice_changes_nothing(ingested: Any) -> None:
    workspace, _ = ingested
    again = started(workspace.parent, "ingest", "report.txt")
    assert (0, "0 reports read, 1 unchanged: 0 events\n") == (again.returncode, again.stdout), again.stderr


def test_a_text_without_events_is_read_and_said_to_have_none(call_mapapp: Run, tmp_path: Path) -> None:
    recipe = "Beat two eggs and strike the dough on the table. Fire up the oven; the crust may explode.\n"
    (tmp_path / "bread.txt").write_text(recipe, encoding="utf-8")
    said = call_mapapp("ingest", "bread.txt")
    assert 0 == said.returncode, said.stderr
    assert "1 report read, 0 unchanged: 0 events\n1 report without an event" in said.stdout


def test_an_empty_folder_is_said(call_mapapp: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = call_mapapp("ingest", "empty")
    assert 1 == said.returncode
    assert is_a_sentence(said.stderr) and "empty" in said.stderr


def test_what_was_ingested_is_exported(call_mapapp: Run, ingested: Any, tmp_path: Path) -> None:
    said = call_mapapp("export", "--format", "geojson", "--output", "events.geojson", "--workspace", ingested[0])
    assert 0 == said.returncode, said.stderr
    features = json.loads((tmp_path / "events.geojson").read_text("utf-8"))["features"]
    assert "Kherson" in {feature["properties"]["place_name"] for feature in features}
    assert f"{len(features)} event" in said.stdout


def test_a_period_is_kept_to(call_mapapp: Run, ingested: Any, tmp_path: Path) -> None:
    command = ("export", "--format", "csv", "--output", "events.csv", "--workspace", ingested[0])
    call_mapapp(*command, "--from", "2023-03", "--to", "2023-03-31")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "events.csv").read_text("utf-8"), newline="")))
    assert {"2023-03-07"} == {row["first_day"] for row in rows}
    call_mapapp(*command, "--from", "2024")
    assert 1 == len((tmp_path / "events.csv").read_text("utf-8").splitlines())


@pytest.mark.parametrize("format", ["kml", "parquet", "html"])
def test_every_format_is_written(call_mapapp: Run, ingested: Any, tmp_path: Path, format: str) -> None:
    said = call_mapapp("export", "--format", format, "--output", "events", "--workspace", ingested[0])
    assert 0 == said.returncode, said.stderr
    assert (tmp_path / "events").stat().st_size > 500


def test_a_workspace_of_a_newer_version_is_left_alone(call_mapapp: Run, ingested: Any, tmp_path: Path) -> None:
    newer = shutil.copytree(ingested[0], tmp_path / "newer")
    (database,) = [
        path for path in newer.iterdir() if path.is_file() and path.read_bytes().startswith(b"SQLite format 3")
    ]
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 9999")
    said = call_mapapp("export", "--format", "csv", "--output", "events.csv", "--workspace", newer)
    assert 1 == said.returncode
    assert is_a_sentence(said.stderr) and "newer" in said.stderr


def test_no_workspace_yet(call_mapapp: Run) -> None:
    said = call_mapapp("export", "--format", "csv", "--output", "events.csv")
    assert 2 == said.returncode
    assert "mapapp ingest" in unwrapped(said.stderr)


# geocode


def test_geocode_names_the_place_and_how_sure_it_is(call_mapapp: Run) -> None:
    first = call_mapapp("geocode", "Київ").stdout.splitlines()[0]
    assert "Kyiv" in first and "50.4" in first and "%" in first


def test_geocode_keeps_to_the_country(call_mapapp: Run) -> None:
    (record,) = records(call_mapapp("geocode", "Paris", "--country", "us", "--json").stdout)
    assert {"US"} == {record["place"]["country"], *(each["country"] for each in record["alternatives"])}


def test_geocode_answers_a_line_for_a_line(call_mapapp: Run, tmp_path: Path) -> None:
    questions = '{"id": 1, "location": "Lviv"}\n\n{"id": 2, "location": "Atlantis"}\nnot json\n[]\n{"location": 3}\n'
    (tmp_path / "names.jsonl").write_text(questions)
    said = call_mapapp("geocode", "--jsonl", "names.jsonl")
    lviv, atlantis, broken, list_, number = records(said.stdout)
    assert (1, "Lviv", "UA") == (lviv["id"], lviv["location"], lviv["place"]["country"])
    assert (2, None, []) == (atlantis["id"], atlantis["place"], atlantis["alternatives"])
    assert "line 4" in broken["error"] and "line 5" in list_["error"]
    assert number["place"] is None
    assert 1 == said.returncode


def test_a_place_that_is_not_known_is_said(call_mapapp: Run) -> None:
    said = call_mapapp("geocode", "Atlantis")
    assert (1, "") == (said.returncode, said.stdout)
    assert "not in the gazetteer" in said.stderr


@pytest.mark.parametrize("words", [(), ("Lviv", "--jsonl", "names.jsonl"), ("--jsonl", "no-such-file")])
def test_geocode_says_what_it_needs(call_mapapp: Run, words: tuple[str, ...]) -> None:
    said = call_mapapp("geocode", *words)
    assert 2 == said.returncode
    assert "NAME" in said.stderr or "no-such-file" in said.stderr


def test_a_country_that_is_none(call_mapapp: Run) -> None:
    said = call_mapapp("geocode", "Lviv", "--country", "Ukraine")
    assert 2 == said.returncode
    assert "Write two letters" in unwrapped(said.stderr)


def test_a_cache_folder_that_cannot_be_written(
    call_mapapp: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file in the way stops everybody, the administrator too.
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MAPAPP_CACHE", str(tmp_path / "file" / "cache"))
    said = call_mapapp("geocode", "Lviv")
    assert 1 == said.returncode
    assert is_a_sentence(said.stderr) and "MAPAPP_CACHE" in said.stderr


# the others


def test_evaluate_prints_one_object(tmp_path: Path) -> None:
    toponym = {"start": 57, "end": 64, "text": "Kherson", "lat": 46.64, "lon": 32.61, "geonameid": 706448}
    assert "Kherson" == REPORT[57:64]
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": 1, "text": REPORT, "toponyms": [toponym]}) + "\n")
    said = started(tmp_path, "evaluate", "places", "gold.jsonl")
    assert 0 == said.returncode, said.stderr
    assert 100.0 == json.loads(said.stdout)["recognition"]["recall"]


def test_evaluate_lists_errors_of_places_and_says_what_has_none(call_mapapp: Run, tmp_path: Path) -> None:
    toponym = {"start": 0, "end": 3, "text": REPORT[:3], "lat": 46.64, "lon": 32.61, "geonameid": 706448}
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": 1, "text": REPORT, "toponyms": [toponym]}) + "\n")
    said = call_mapapp("evaluate", "places", "gold.jsonl", "--errors")
    assert 0 == said.returncode, said.stderr
    assert "missed: 1\n  1:0-3  [" in said.stdout
    refused = call_mapapp("evaluate", "times", "gold.jsonl", "--errors")
    assert 2 == refused.returncode and "places has" in refused.stderr


def test_evaluate_names_the_line_that_is_wrong(call_mapapp: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("not json\n")
    said = call_mapapp("evaluate", "times", "gold.jsonl")
    assert 1 == said.returncode
    assert is_a_sentence(said.stderr) and "gold.jsonl, line 1" in said.stderr


def test_doctor_finds_nothing_wrong_here(call_mapapp: Run, ingested: Any) -> None:
    said = call_mapapp("doctor", "--workspace", ingested[0])
    assert 0 == said.returncode, said.stdout
    assert "wrong" not in {line.split()[0] for line in said.stdout.splitlines()}


def test_doctor_says_what_is_wrong_and_what_to_do(call_mapapp: Run, tmp_path: Path) -> None:
    (tmp_path / "workspace").write_text("a file in the way")
    said = call_mapapp("doctor")
    assert 1 == said.returncode
    assert any(line.startswith("wrong") and "Workspace" in line for line in said.stdout.splitlines())


def test_a_taken_port(call_mapapp: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = call_mapapp("open", "--port", str(port))
    assert 1 == said.returncode
    assert is_a_sentence(said.stderr) and str(port) in said.stderr and "--port" in said.stderr


@pytest.mark.parametrize("day", ["2022-02-30", "yesterday", "05/06/2021", "２０２２-01-01", "0000", "2022-13"])
def test_a_day_that_is_none(call_mapapp: Run, report: Path, day: str) -> None:
    said = call_mapapp("extract", report, "--published", day)
    assert 2 == said.returncode
    assert "Write it like 2022-02-28" in unwrapped(said.stderr)


def test_what_mapapp_does_not_know_is_logged(call_mapapp: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("mapapp.terminal.gazetteer", broken)
    said = call_mapapp("geocode", "Lviv")
    (log,) = (tmp_path / "state").rglob("error-*.txt")
    assert str(log) in said.stderr
    assert "ZeroDivisionError" in log.read_text()


def test_an_export_obeys_the_filters_of_the_map(call_mapapp: Callable[..., Any], tmp_path: Path) -> None:
    from mapapp.store import SourceFile, open_store
    from tests.making_readings import reading

    store = open_store(tmp_path / "workspace")
    store.save(reading("a1"), SourceFile("/a", "a", "0" * 64, "stamp"))

    def exported(*options: str) -> int:
        said = call_mapapp("export", "--format", "geojson", "--output", "out.geojson", *options)
        assert 0 == said.returncode, said.stderr
        return len(json.loads((tmp_path / "out.geojson").read_text("utf-8"))["features"])

    assert 2 == exported()
    for options in (
        ("--kind", "strike"),
        ("--kind", "Shelling, missiles"),
        ("--country", "ua"),
        ("--admin1", "UA.05"),
        ("--area", "48,37,48,39,49,39,49,37"),
        ("--words", "-talks shell"),
        ("--precision", "spot"),
    ):
        assert 1 == exported(*options), options
    assert 2 == exported("--words", "killed", "--within", "report")
    assert 0 == exported("--words", "killed", "--kind", "talks", "--corrected")
    assert "is no kind" in call_mapapp("export", "--format", "csv", "--output", "x", "--kind", "wat").stderr
    assert "three corners" in call_mapapp("export", "--format", "csv", "--output", "x", "--area", "1,2").stderr
