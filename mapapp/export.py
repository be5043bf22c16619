"""A table of events to a file that other programs read: GeoJSON, CSV, KML, Parquet, a page of HTML.

Each writer takes the columns of `Store.events_frame`, writes every row, and replaces the file in one step.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd

from mapapp.output import OutputFailed, replacing

DAYS = ("first_day", "last_day", "published_first", "published_last")
LEFT_OUT = ("latitude", "longitude")
"""Columns that GeoJSON and KML have as geometry."""

NESTED = ("figures", "place_alternatives")
"""Columns that hold JSON; GeoJSON has their values, the flat formats their text."""

STARTS_A_FORMULA = re.compile(r"^(?='*[=+\-@\t\r\n＝＋－＠])")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class CoordinateRefused(OutputFailed, ValueError):
    """An event has a coordinate that is not a point on the Earth."""


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


def plain(events: pd.DataFrame) -> pd.DataFrame:
    """The same events with days as ISO 8601 text and None wherever a value is missing."""
    days = {name: events[name].dt.strftime("%Y-%m-%d") for name in DAYS if name in events}
    return events.assign(**days).astype(object).where(events.notna(), None)


def flat(events: pd.DataFrame) -> pd.DataFrame:
    """Days as ISO 8601 text, lists and records as JSON text; numbers stay numbers."""
    days = {name: events[name].dt.strftime("%Y-%m-%d") for name in DAYS if name in events}
    return events.assign(**days, **{name: events[name].map(_as_json) for name in NESTED if name in events})


def export_geojson(events: pd.DataFrame, path: Path) -> None:
    """A FeatureCollection (RFC 7946): longitude first, geometry null where an event has no place."""
    with replacing(path) as file:
        file.write('{"type": "FeatureCollection", "features": [\n')
        file.writelines(_joined(map(_line, map(feature, _rows(events))), ",\n"))
        file.write("\n]}\n")


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """One event as a GeoJSON feature.

    Raises:
        CoordinateRefused: the coordinate is infinite or outside the Earth's range.
    """
    point = _point(row)
    properties = {
        name: _nested(value) if name in NESTED else value for name, value in row.items() if name not in LEFT_OUT
    }
    geometry = None if point is None else {"type": "Point", "coordinates": [point[1], point[0]]}
    return {"type": "Feature", "id": row["event_id"], "geometry": geometry, "properties": properties}


def export_csv(events: pd.DataFrame, path: Path) -> None:
    """Comma-separated (RFC 4180), UTF-8, a header line.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    table = flat(events)
    texts = table.select_dtypes(exclude=["number", "bool"]).columns
    guarded = table.assign(**{name: table[name].map(guard, na_action="ignore") for name in texts})
    with replacing(path) as file:
        guarded.to_csv(file, index=False, lineterminator="\r\n")


def guard(value: object) -> object:
    """Text that no spreadsheet runs; taking one apostrophe off gives the original back."""
    return STARTS_A_FORMULA.sub("'", value.replace("\x00", "\ufffd")) if isinstance(value, str) else value


def export_kml(events: pd.DataFrame, path: Path) -> None:
    """KML 2.2 with a time span a placemark; an event without a place is a placemark without geometry."""
    with replacing(path) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
        file.write("<name>Events</name>\n")
        file.writelines(map(placemark, _rows(events)))
        file.write("</Document></kml>\n")


def placemark(row: Mapping[str, Any]) -> str:
    """One event as a KML placemark, in the order that the schema asks for."""
    point = _point(row)
    where = "" if point is None else f"<Point><coordinates>{point[1]},{point[0]}</coordinates></Point>"
    days = (
        ""
        if row["first_day"] is None
        else (f"<TimeSpan><begin>{row['first_day']}</begin><end>{row['last_day']}</end></TimeSpan>")
    )
    title = ": ".join(str(part) for part in (row["place_label"], row["kind"]) if part)
    data = "".join(
        f'<Data name="{name}"><value>{_xml(row[name])}</value></Data>'
        for name in ("event_id", "status", "grade", "confidence", "article_title", "source", "url", "reason")
        if row.get(name) is not None
    )
    return (
        f"<Placemark><name>{_xml(title)}</name><description>{_xml(row['sentence'])}</description>"
        f"{days}<ExtendedData>{data}</ExtendedData>{where}</Placemark>\n"
    )


def export_parquet(events: pd.DataFrame, path: Path) -> None:
    """Parquet: every column with its type; lists and records as JSON text."""
    buffer = BytesIO()
    events.assign(**{name: events[name].map(_as_json) for name in NESTED if name in events}).to_parquet(
        buffer, index=False
    )
    with replacing(path) as file:
        file.buffer.write(buffer.getvalue())


def export_html(events: pd.DataFrame, path: Path) -> None:
    """One page with map and time control that works from a file, without a network."""
    from mapapp.map import event_map

    with replacing(path) as file:
        file.write(event_map(events).get_root().render())


WRITERS: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {
    "geojson": export_geojson,
    "csv": export_csv,
    "kml": export_kml,
    "parquet": export_parquet,
    "html": export_html,
}
"""Name of a format -> what writes it."""


def _rows(events: pd.DataFrame) -> Iterator[dict[str, Any]]:
    table = plain(events)
    names = list(table.columns)
    return (dict(zip(names, values, strict=True)) for values in table.itertuples(index=False, name=None))


def _point(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude; None where the event has no place."""
    latitude, longitude = row["latitude"], row["longitude"]
    if latitude is None or longitude is None:
        return None
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and math.isfinite(longitude) and abs(longitude) <= 180):
        raise CoordinateRefused(
            f"Event {row['event_id']} has the coordinate {latitude}, {longitude}, which is not on the Earth; nothing "
            "was written. Ingest its article again, and report this if it stays."
        )
    return float(latitude), float(longitude)


def _line(record: dict[str, Any]) -> str:
    # JavaScript ends a line at U+2028 and U+2029, JSON does not: escaped, the file is both.
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, default=_number)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _number(value: Any) -> Any:
    """The Python number in a numpy one."""
    return value.item()


def _nested(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _as_json(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | tuple) else value


def _xml(value: object) -> str:
    return escape(NOT_IN_XML.sub("\ufffd", str(value)), {'"': "&quot;"})


def _joined(parts: Iterable[str], separator: str) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield separator + part if number else part
