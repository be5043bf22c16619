"""Texts that try to run are in every format what they are: the whole list at once, in every column that holds text."""

from __future__ import annotations

import io
import json
from functools import cache

import geopandas
import openpyxl
import pandas as pd
import pyarrow.parquet as parquet
import pytest
from lxml import etree, html
from making_events import events
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from mapapp.export import About, content
from mapapp.export.csv_file import STARTS_A_FORMULA
from mapapp.export.values import xml_text
from tests.hostile import TEXTS

COLUMNS = (
    "article_title",
    "source",
    "url",
    "place_name",
    "place_label",
    "sentence",
    "reason",
    "place_reason",
    "date_evidence",
    "claimed_by",
    "unconfirmed",
    "corrected",
    "kind",
)
ABOUT = About(filters=" ".join(TEXTS), name=TEXTS[0])
KML = {"kml": "http://www.opengis.net/kml/2.2"}


def table(texts: list[str]) -> pd.DataFrame:
    """An event a text, with the text in every column that may hold any."""
    return events(*({"event_id": f"e{at}", **dict.fromkeys(COLUMNS, text)} for at, text in enumerate(texts)))


@cache
def written(name: str) -> bytes:
    return content(name, table(TEXTS), ABOUT)


def shown(found: pd.DataFrame, column: str) -> list[str]:
    order = found.set_index("event_id")[column]
    return [order[f"e{at}"] for at in range(len(TEXTS))]


@pytest.mark.parametrize("column", COLUMNS)
def test_csv_holds_them_and_runs_none_as_a_formula(column: str) -> None:
    found = shown(
        pd.read_csv(io.BytesIO(written("csv")), dtype=str, keep_default_na=False, lineterminator=None), column
    )
    assert [text.replace("\x00", "\ufffd") for text in TEXTS] == [
        cell[1:] if cell.startswith("'") and STARTS_A_FORMULA.match(cell[1:]) else cell for cell in found
    ]
    assert not [cell for cell in found if cell[:1] in tuple("=+-@\t\r\n")]


def test_a_workbook_holds_them_as_texts() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx")))["Events"]
    head, *rows = sheet.iter_rows()
    for column in COLUMNS:
        at = [cell.value for cell in head].index(column)
        assert {"s"} == {row[at].data_type for row in rows}
        assert [ILLEGAL_CHARACTERS_RE.sub("\ufffd", text) for text in TEXTS] == [row[at].value for row in rows]


def test_json_and_parquet_hold_them_as_they_are() -> None:
    features = json.loads(written("geojson"))["features"]
    points = geopandas.read_file(io.BytesIO(written("geojson")))
    columns = parquet.read_table(io.BytesIO(written("parquet"))).to_pandas()
    for column in COLUMNS:
        assert TEXTS == shown(columns, column)
        whole = [text.replace("\x00", "\ufffd") for text in TEXTS]  # GDAL reads to the character 0
        assert whole == [feature["properties"][column] for feature in features]
        assert whole == shown(points, column)


def test_a_globe_gets_words_and_no_element_of_theirs() -> None:
    root = etree.fromstring(written("kml"))
    plain = etree.fromstring(content("kml", table([f"word {at}" for at in range(len(TEXTS))])))
    assert {element.tag for element in plain.iter()} == {element.tag for element in root.iter()}
    marks = {mark.find("kml:ExtendedData/kml:Data[@name='event_id']/kml:value", KML).text: mark for mark in
             root.iterfind(".//kml:Placemark", KML)}  # fmt: skip
    for at, text in enumerate(TEXTS):
        mark = marks[f"e{at}"]
        assert xml_text(text) == mark.find("kml:ExtendedData/kml:Data[@name='sentence']/kml:value", KML).text
        balloon = html.fragment_fromstring(mark.find("kml:description", KML).text, create_parent="div")
        assert {"div", "h3", "p"} == {element.tag for element in balloon.iter()}
        assert not [element for element in balloon.iter() if element.attrib]
        assert xml_text(text).split() == balloon.findall("p")[0].text_content().split()


def test_a_saved_page_has_the_elements_of_a_page_of_plain_words() -> None:
    words = table([f"word {at}" for at in range(len(TEXTS))])
    plain = elements(content("html", words, About(filters="every event", name="words")))
    assert plain == elements(written("html"))


def elements(page: bytes) -> list[tuple[str, list[str]]]:
    """Every element with the names of its attributes, in order."""
    root = html.document_fromstring(page.decode())
    return [(str(element.tag), sorted(element.attrib)) for element in root.iter() if isinstance(element.tag, str)]
