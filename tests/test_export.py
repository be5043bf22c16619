"""Exports: what was written is read back by a strict reader, and nothing in a text can turn into something else."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_events import events

from mapapp.export import WRITERS, CoordinateRefused, between, guard
from mapapp.output import OutputFailed, replacing


def no_constants(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def geojson(path: Path, table: pd.DataFrame) -> list[dict[str, Any]]:
    WRITERS["geojson"](table, path)
    collection = json.loads(path.read_text("utf-8"), parse_constant=no_constants)
    assert "FeatureCollection" == collection["type"]
    return collection["features"]  # type: ignore[no-any-return]


def rows_of_csv(path: Path, table: pd.DataFrame) -> list[dict[str, str]]:
    WRITERS["csv"](table, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_geojson_has_longitude_first_and_plain_days(tmp_path: Path) -> None:
    (feature,) = geojson(tmp_path / "e.geojson", events({}))
    assert {"type": "Point", "coordinates": [37.25, 47.77]} == feature["geometry"]
    assert "2023-02-08" == feature["properties"]["first_day"]
    assert feature["properties"]["published_first"] is None
    assert 3 == feature["properties"]["figures"][0]["count"]
    assert "latitude" not in feature["properties"]


def test_an_event_without_a_place_or_day_has_null_geometry_and_null_days(tmp_path: Path) -> None:
    table = events({"latitude": math.nan, "longitude": math.nan, "first_day": pd.NaT, "last_day": pd.NaT})
    (feature,) = geojson(tmp_path / "e.geojson", table)
    assert feature["geometry"] is None
    assert feature["properties"]["first_day"] is None


@pytest.mark.parametrize(("latitude", "longitude"), [(math.inf, 0), (0, -math.inf), (91, 0), (0, 180.5)])
def test_a_coordinate_off_the_earth_is_refused_and_the_old_file_stays(
    tmp_path: Path, latitude: float, longitude: float
) -> None:
    path = tmp_path / "e.geojson"
    path.write_text("old")
    with pytest.raises(CoordinateRefused, match="e1"):
        WRITERS["geojson"](events({"latitude": latitude, "longitude": longitude}), path)
    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_line_separators_of_javascript_are_escaped(tmp_path: Path) -> None:
    path = tmp_path / "e.geojson"
    (feature,) = geojson(path, events({"sentence": "one\u2028two\u2029three"}))
    assert "one\u2028two\u2029three" == feature["properties"]["sentence"]
    assert not {"\u2028", "\u2029"} & set(path.read_text("utf-8"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'=", "''+"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    text = start + 'HYPERLINK("http://example.org")'
    (row,) = rows_of_csv(tmp_path / "e.csv", events({"article_title": text}))
    assert "'" + text == row["article_title"]


def test_numbers_of_the_csv_stay_numbers(tmp_path: Path) -> None:
    (row,) = rows_of_csv(tmp_path / "e.csv", events({"longitude": -3.7, "latitude": -0.5}))
    assert (-3.7, -0.5) == (float(row["longitude"]), float(row["latitude"]))


TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=12)


@settings(max_examples=20)
@given(TEXTS)
def test_csv_gives_every_text_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "texts.csv"
    texts = [text.replace("\x00", "") for text in texts]
    *found, last = rows_of_csv(path, events(*({"sentence": text} for text in texts), {}))
    for text, row in zip(texts, found, strict=True):
        assert text == (row["sentence"].removeprefix("'") if guard(text) != text else row["sentence"])
    assert "Clashes went on." == last["sentence"]


@settings(max_examples=20)
@given(TEXTS)
def test_geojson_and_kml_hold_any_text(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.getbasetemp()
    table = events(*({"sentence": text, "place_label": text, "reason": text} for text in texts))
    found = geojson(folder / "texts.geojson", table)
    whole = [text.replace("\x00", "\ufffd") for text in texts]
    assert whole == [each["properties"]["sentence"] for each in found]
    WRITERS["kml"](table, folder / "texts.kml")
    marks = ElementTree.parse(folder / "texts.kml").findall(".//{*}Placemark")  # noqa: S314 (our own file)
    assert len(texts) == len(marks)


def test_kml_has_a_time_span_and_leaves_out_a_missing_point(tmp_path: Path) -> None:
    WRITERS["kml"](events({}, {"latitude": math.nan, "longitude": math.nan}), tmp_path / "e.kml")
    marks = ElementTree.parse(tmp_path / "e.kml").findall(".//{*}Placemark")  # noqa: S314
    assert ["37.25,47.77", None] == [mark.findtext(".//{*}coordinates") for mark in marks]
    assert "2023-02-16" == marks[0].findtext(".//{*}end")


def test_parquet_is_read_back(tmp_path: Path) -> None:
    WRITERS["parquet"](events({}, {"latitude": math.nan}), tmp_path / "e.parquet")
    table = pd.read_parquet(tmp_path / "e.parquet")
    assert ["e1", "e1"] == list(table["event_id"])
    assert pd.Timestamp("2023-02-08") == table["first_day"][0]


@pytest.mark.parametrize("name", ["geojson", "csv", "kml", "parquet"])
def test_no_events_make_a_file_too(tmp_path: Path, name: str) -> None:
    WRITERS[name](events({}).iloc[:0], tmp_path / "e")
    assert (tmp_path / "e").stat().st_size > 0


def test_a_period_keeps_what_may_have_happened_in_it() -> None:
    table = events({}, {"event_id": "undated", "first_day": pd.NaT, "last_day": pd.NaT})
    assert ["e1", "undated"] == list(between(table)["event_id"])
    assert ["e1"] == list(between(table, pd.Timestamp("2023-02-16").date())["event_id"])
    assert [] == list(between(table, None, pd.Timestamp("2023-02-07").date())["event_id"])


def test_a_missing_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match=r"could not be written.*--output"):
        WRITERS["csv"](events({}), tmp_path / "nowhere" / "e.csv")


def test_a_failed_block_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def fail() -> None:
        with replacing(path) as file:
            file.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_the_target_of_a_link_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    with replacing(tmp_path / "link") as file:
        file.write("new")
    assert "new" == (tmp_path / "target").read_text()
    assert (tmp_path / "link").is_symlink()


def test_a_device_is_written_to_and_stays_a_device() -> None:
    device = Path("/dev/null")
    with replacing(device) as file:
        file.write("gone")
    assert device.is_char_device()
