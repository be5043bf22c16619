"""A table of events to a file that other programs read: GeoJSON, CSV, KML, Parquet, Excel, a page of HTML.

Each format takes the columns of `Store.events_frame`, writes every row, and replaces the file in one step:
`export("geojson", events, path)`. `content` gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from mapapp.export import csv_file, excel, geojson, geoparquet, kml, page
from mapapp.export.about import About
from mapapp.export.csv_file import guard
from mapapp.export.values import CoordinateRefused
from mapapp.output import replacing

__all__ = ["FORMATS", "WRITERS", "About", "CoordinateRefused", "Format", "between", "content", "export", "guard"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that events can be written to."""

    label: str
    """What the page calls it."""
    words: str
    """What it is good for, in a few words."""
    mime: str
    write: Callable[[pd.DataFrame, BinaryIO, About], None]


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(
        "Excel",
        "A sheet of events with real dates, and one that says how to read it.",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        excel.write,
    ),
    "csv": Format("CSV", "A table with ACLED's column names, for any program.", "text/csv", csv_file.write),
    "geojson": Format(
        "GeoJSON", "Points with all columns, for QGIS and web maps.", "application/geo+json", geojson.write
    ),
    "kml": Format("KML", "Placemarks with days, for Google Earth.", "application/vnd.google-earth.kml+xml", kml.write),
    "parquet": Format(
        "Parquet",
        "Typed columns with points (GeoParquet), for pandas and DuckDB.",
        "application/vnd.apache.parquet",
        geoparquet.write,
    ),
    "html": Format(
        "Web page", "This map, with its time line and sentences, as one file for anybody.", "text/html", page.write
    ),
}
"""Ending of the file, which is the name of the format too -> what it is and what writes it."""


def export(name: str, events: pd.DataFrame, path: Path, about: About | None = None) -> None:
    """Write the events to a file that appears whole or not at all.

    Raises:
        OutputFailed: it cannot be written, or the format cannot hold it; the sentence says the way out.
    """
    with replacing(path) as file:
        FORMATS[name].write(events, file.buffer, about or About())


def content(name: str, events: pd.DataFrame, about: About | None = None) -> bytes:
    """The bytes of the file."""
    buffer = BytesIO()
    FORMATS[name].write(events, buffer, about or About())
    return buffer.getvalue()


WRITERS: Mapping[str, Callable[..., None]] = {name: partial(export, name) for name in FORMATS}
"""Name of a format -> what writes it: events, path, and what is said of them."""


def between(events: pd.DataFrame, first: date | None = None, last: date | None = None) -> pd.DataFrame:
    """The events that may have happened from `first` to `last`, both included.

    Events without a day pass only where neither is given.
    """
    chosen = events
    if first is not None:
        chosen = chosen[chosen["last_day"] >= pd.Timestamp(first)]
    if last is not None:
        chosen = chosen[chosen["first_day"] <= pd.Timestamp(last)]
    return chosen
