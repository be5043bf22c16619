"""Every format in the programs that people open it with: GDAL, DuckDB, pandas, openpyxl, the schema of KML."""

from __future__ import annotations

import json
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import openpyxl
import pandas as pd
import pyarrow.parquet
import pyogrio
import pytest
from lxml import etree
from making_events import HOSTILE

from mapapp.export import About, acled, content, kml
from mapapp.export.acled import columns
from mapapp.export.excel import LONGEST, ROWS, TooManyRows
from mapapp.reading.events.kinds import GROUPS

Written = dict[str, Path]
POINTS = [
    (37.25, 47.77),
    (-180.0, 90.0),
    (180.0, -90.0),
    (37.25, 47.77),
    None,
    (37.25, 47.77),
    (37.25, 47.77),
    (37.25, 47.77),
]


def points_of(frame: geopandas.GeoDataFrame) -> list[tuple[float, float] | None]:
    return [None if point is None else (point.x, point.y) for point in frame.geometry]


def test_a_gis_reads_the_points_and_columns_of_geojson(written: Written) -> None:
    frame = geopandas.read_file(written["geojson"])
    assert POINTS == points_of(frame)
    assert "EPSG:4326" == frame.crs.to_string()
    assert HOSTILE == frame["sentence"][6]
    assert ["0001-01-01", "1677-03-01", "9999-12-31"] == [str(day)[:10] for day in frame["first_day"][1:4]]
    assert "place: Kyiv instead of Kiev, Texas" == frame["corrected"][0]


def test_geojson_keeps_to_the_rfc(written: Written) -> None:
    collection = json.loads(written["geojson"].read_text("utf-8"))
    assert [-180, -90, 180, 90] == collection["bbox"]
    assert "crs" not in collection
    (ring,) = collection["outlines"]["admin1:UA.05"]["coordinates"]
    assert 0 < sum((x1 - x0) * (y0 + y1) for (x0, y0), (x1, y1) in zip(ring[1:], ring, strict=False))
    assert ["admin1:UA.05"] == list(collection["outlines"])
    assert "Shown: words “bridge”; 8 events." in collection["description"]


def test_geopandas_reads_the_geoparquet(written: Written, odd: pd.DataFrame) -> None:
    frame = geopandas.read_parquet(written["parquet"])
    assert POINTS == points_of(frame)
    assert "OGC:CRS84" == frame.crs.to_string()
    assert list(odd.columns) == list(frame.columns)[:-1]
    assert odd["first_day"].astype("datetime64[ms]").tolist() == frame["first_day"].tolist()
    said = json.loads(pyarrow.parquet.read_schema(written["parquet"]).metadata[b"geo"])
    assert ("1.1.0", "WKB", ["Point"]) == (
        said["version"], said["columns"]["geometry"]["encoding"], said["columns"]["geometry"]["geometry_types"],
    )  # fmt: skip


def test_a_database_reads_parquet_and_csv_alike(written: Written) -> None:
    where = "SELECT count(*), min(year(first_day)), max(year(first_day)), sum(latitude) FROM "
    parquet = duckdb.sql(f"{where} '{written['parquet']}'").fetchall()
    csv = duckdb.sql(f"{where} read_csv('{written['csv']}', types={{'first_day': 'DATE'}})").fetchall()
    assert (8, 1, 9999, 238.85) == pytest.approx(parquet[0])
    assert parquet[0] == pytest.approx(csv[0])


def test_the_csv_has_acleds_columns_with_their_meaning(written: Written) -> None:
    table = pd.read_csv(written["csv"], dtype={"event_date": str}, keep_default_na=False)
    first = [column.name for column in columns() if column.acled]
    assert ["event_id", *first] == list(table.columns)[: len(first) + 1]
    plain = table.iloc[0]
    expected = {
        "event_date": "2023-02-08", "time_precision": "3", "disorder_type": "Political violence",
        "event_type": "Battles", "sub_event_type": "Armed clash",
        "iso": "804", "country": "Ukraine", "country_code": "UA",
        "admin1": "Donetsk Oblast", "location": "Vuhledar", "geo_precision": 1, "notes": "Clashes went on.",
        "fatalities": 3, "timestamp": 1677673800,
    }  # fmt: skip
    assert expected == {name: plain[name] for name in expected}
    assert ["0001-01-01", "1677-03-01", "9999-12-31"] == list(table["event_date"][1:4])
    assert ("Strategic developments", "", "") == (table["event_type"][3], table["event_type"][4], table["country"][4])
    assert (3, "Donetsk Oblast") == (table["geo_precision"][7], table["admin1"][7])


def test_every_column_that_is_written_is_described(written: Written, odd: pd.DataFrame) -> None:
    from mapapp.incidents.frame import COLUMNS
    from mapapp.store.frames import EVENT_COLUMNS

    described = {column.name for column in columns()}
    renamed = {"country": "country_code", "admin1": "admin1_code"}
    assert not {renamed.get(name, name) for name in (*EVENT_COLUMNS, *COLUMNS)} - described
    assert not set(pd.read_csv(written["csv"]).columns) - described
    assert acled.described() in (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")


def test_excel_has_real_dates_numbers_and_no_formula(written: Written) -> None:
    book = openpyxl.load_workbook(written["xlsx"])
    assert ["Events", "About"] == book.sheetnames
    head, *rows = book["Events"].iter_rows()
    at = {cell.value: number for number, cell in enumerate(head)}
    assert [datetime(2023, 2, 8), "0001-01-01", "1677-03-01", datetime(9999, 12, 31), datetime(2023, 2, 8), None] == [
        row[at["event_date"]].value for row in rows[:6]
    ]
    assert "yyyy-mm-dd" == rows[0][at["first_day"]].number_format
    hostile = rows[6][at["notes"]]
    assert (HOSTILE, "s", True) == (hostile.value, hostile.data_type, hostile.quotePrefix)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type in ("f", "e")]
    assert (47.77, 0.8, "n") == (
        rows[0][at["latitude"]].value, rows[0][at["confidence"]].value, rows[0][at["latitude"]].data_type,
    )  # fmt: skip
    about = {name.value: words.value for name, words in book["About"].iter_rows()}
    assert "on 1 March 2023. Shown: words “bridge”; 8 events." in about["What this is"]
    assert about["fatalities"].startswith("ACLED: ")
    assert set(at) <= set(about)


@pytest.mark.parametrize("text", ["#REF!", "=1+1", "bell \a", "x" * (LONGEST + 5), "\ud800"])
def test_a_cell_of_excel_takes_any_text(text: str, odd: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "e.xlsx").write_bytes(content("xlsx", odd.iloc[:1].assign(sentence=pd.Series([text], dtype=object))))
    sheet = openpyxl.load_workbook(tmp_path / "e.xlsx")["Events"]
    (cell,) = [column[1] for column in sheet.iter_cols() if column[0].value == "notes"]
    assert "s" == cell.data_type
    assert cell.value[:2] == text[:2] or cell.value == "?"
    assert len(cell.value) == min(len(text), LONGEST)


def test_more_events_than_excel_has_rows_are_refused_with_the_way_out() -> None:
    many = pd.DataFrame(index=range(ROWS))
    with pytest.raises(TooManyRows, match=r"1,048,576 rows; nothing was written\. Choose fewer by days or filters, or"):
        content("xlsx", many)


def test_kml_is_valid_by_its_schema(written: Written, odd: pd.DataFrame, tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(files("fastkml") / "schema" / "ogckml22.xsd")))
    (tmp_path / "none.kml").write_bytes(content("kml", odd.iloc[:0]))
    for file in (written["kml"], tmp_path / "none.kml"):
        assert schema.validate(etree.parse(str(file))), schema.error_log


def test_kml_has_folders_colours_and_days(written: Written) -> None:
    tree = etree.parse(str(written["kml"]))
    name = {"k": "http://www.opengis.net/kml/2.2"}
    assert ["Battle", "Talks"] == tree.xpath("//k:Folder/k:name/text()", namespaces=name)[:2]
    assert ["0001-01-01", "1677-03-01", "9999-12-31"] == [
        tree.xpath(f"//k:Placemark[.//k:Data[@name='event_id']/k:value='e{number}']//k:begin/text()", namespaces=name)[
            0
        ]
        for number in (1, 2, 3)
    ]
    styles = {
        style.get("id"): style.findtext(".//k:color", namespaces=name) for style in tree.iterfind(".//k:Style", name)
    }
    assert kml.colour(GROUPS[0].colour) == styles["battle"]
    assert "ff0a3cd1" == kml.colour("#d13c0A")
    used = tree.xpath("//k:styleUrl/text()", namespaces=name)
    assert {url.removeprefix("#") for url in used} <= set(styles)


def test_a_gis_reads_the_kml(written: Written) -> None:
    names = {str(name): 0 for name, _ in pyogrio.list_layers(written["kml"])}
    frames = [geopandas.read_file(written["kml"], layer=name) for name in names]
    points = [point for frame in frames for point in points_of(frame)]
    assert sorted(point for point in POINTS if point) == sorted(point for point in points if point)


def test_nothing_of_a_report_is_html_in_a_balloon(written: Written) -> None:
    tree = etree.parse(str(written["kml"]))
    name = {"k": "http://www.opengis.net/kml/2.2"}
    balloons = tree.xpath("//k:description/text()", namespaces=name)
    tags = {element.tag for text in balloons for element in etree.HTML(text).iter()}
    assert tags <= {"html", "body", "h3", "p"}
    assert any("<script>alert(1)</script>" in "".join(etree.HTML(text).itertext()) for text in balloons)
    assert {"$[description]"} == set(tree.xpath("//k:BalloonStyle/k:text/text()", namespaces=name))


def test_a_file_says_how_it_was_made(odd: pd.DataFrame) -> None:
    made: Any = datetime(2023, 3, 1)
    words = About("every event", made).sentence(odd)
    assert words.startswith("Made with mapapp ")
    assert words.endswith(" from 1 report on 1 March 2023. Shown: every event; 8 events.")
    assert date.today() - About().made.date() < pd.Timedelta(days=2)
