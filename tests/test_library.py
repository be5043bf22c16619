"""The library: six lines from texts to a map, anybody's own table, and a notebook that shows it."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from gazetteer import Gazetteer
from mapapp import Readings, event_map, read
from mapapp.library import NothingRead
from mapapp.map.own_events import MOST_KINDS, fitting
from mapapp.reading.events.kinds import GROUPS
from mapapp.store.frames import EVENT_COLUMNS

REPORT = (
    "Shells hit Kharkiv on 28 February 2022 and killed at least 11 people, the governor said.\n\n"
    "Envoys of both sides will meet at the Belarus–Ukraine border on 3 March 2022."
)


@pytest.fixture(scope="module")
def readings(gazetteer: Gazetteer) -> Readings:
    return read(REPORT, gazetteer=gazetteer)


def test_a_text_becomes_a_table_of_events(readings: Readings) -> None:
    events = readings.events
    assert list(EVENT_COLUMNS) == list(events.columns)
    assert {"Kharkiv", "Belarus–Ukraine border"} <= set(events["place_name"])
    kharkiv = events[events["place_name"] == "Kharkiv"].iloc[0]
    assert (pd.Timestamp(2022, 2, 28), "UA.07") == (kharkiv["first_day"], kharkiv["admin1"])
    assert kharkiv["sentence"] == REPORT.split("\n")[0]
    assert "1 article, 2 events" in repr(readings)


def test_the_table_is_the_one_that_a_workspace_gives(gazetteer: Gazetteer, tmp_path: Path) -> None:
    from mapapp.ingest import ingest
    from mapapp.store import open_store

    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    store = open_store(tmp_path / "workspace", gazetteer_version=gazetteer.version)
    ingest(store, [tmp_path / "report.txt"], workers=1)
    read_here = read(tmp_path / "report.txt", gazetteer=gazetteer).events
    pd.testing.assert_frame_equal(store.events_frame(), read_here, check_dtype=True)


def test_files_folders_and_texts_are_read_together(gazetteer: Gazetteer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.bin").write_bytes(bytes(range(256)) * 40)
    found = read(tmp_path, "Fire broke out in Lviv on Friday.", gazetteer=gazetteer, published="2022-03-06")
    assert [2, 1] == [len(found), len(found.failures)]
    lviv = found.events[found.events["place_name"] == "Lviv"]
    assert [date(2022, 3, 4)] == [day.date() for day in lviv["first_day"]]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nothing-there.txt", "there is no such file"),
        ("https://example.org/report", "mapapp ingest"),
        (7, "a int cannot be read: give a text, a path, or an Article"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_way_out(source: str, words: str, gazetteer: Gazetteer) -> None:
    with pytest.raises(NothingRead, match=words):
        read(source, gazetteer=gazetteer)


def test_a_day_of_publication_that_is_none_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(NothingRead, match="Write it like 2022-02-28"):
        read(REPORT, gazetteer=gazetteer, published="soon")


def test_importing_mapapp_loads_nothing_of_it() -> None:
    code = "import sys, mapapp; print(sorted(set(sys.modules) & {'pandas', 'folium', 'numpy', 'gazetteer'}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == said.stdout.strip()


def own(**columns: object) -> pd.DataFrame:
    table = {"latitude": [50.4], "longitude": [30.5], "first_day": ["2023-02-01"], "text": ["A bridge was opened."]}
    return pd.DataFrame({**table, **columns})


def test_the_text_of_anybodys_table_is_the_snippet() -> None:
    assert "A bridge was opened." in event_map(own()).get_root().render().replace("\\u0020", " ")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (own().rename(columns={"latitude": "Lat", "longitude": "lng"}),
         "no column latitude and longitude; rename the ones that hold it: "
         "events.rename(columns={'Lat': 'latitude', 'lng': 'longitude'})"),
        (own().rename(columns={"first_day": "date"}), "events.rename(columns={'date': 'first_day'})"),
        (own().drop(columns="first_day"), "no column first_day: add it, or rename the one that holds it "
         "(there are: latitude, longitude, text)"),
    ],
)  # fmt: skip
def test_a_missing_column_is_named_and_the_likely_one_too(table: pd.DataFrame, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        event_map(table)


def test_kinds_of_ones_own_get_colours_of_their_own_the_commonest_first() -> None:
    kinds = [f"kind {number}" for number in range(MOST_KINDS + 2) for _ in range(20 - number)]
    table = pd.DataFrame({"latitude": 1.0, "longitude": 2.0, "first_day": "2023-02-01", "kind": kinds})
    made, groups = fitting(table)
    assert [f"kind {number}" for number in range(MOST_KINDS)] == [group.label for group in groups[:-1]]
    assert "other" == groups[-1].id
    assert MOST_KINDS == len({group.colour for group in groups[:-1]})
    assert {"other"} == set(made["group"][made["kind"] == "kind 13"])
    assert len(table.columns) == 4


def test_kinds_of_ones_own_keep_clear_of_the_colours_of_those_that_are_known() -> None:
    table = pd.concat([own(kind=["Battles: Armed clash"]), own(kind=["Flood"]), own(kind=[None])], ignore_index=True)
    made, groups = fitting(table)
    assert ["kind:Flood", "battle", "other"] == [group.id for group in groups]
    assert ["battle", "kind:Flood", "other"] == made["group"].tolist()
    assert 3 == len({(group.colour, group.symbol) for group in groups})
    assert GROUPS is fitting(own(kind=["CONSULT"]))[1]
