"""GeoJSON (RFC 7946): longitude first, an outline once a place, geometry null where an event has none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pandas as pd
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from mapapp.export.about import About
from mapapp.export.values import NESTED, nested, points, rows

LEFT_OUT = ("latitude", "longitude")
"""Columns that GeoJSON has as geometry."""
DIGITS = 5
"""Decimals of an outline's degrees: a metre."""


def write(events: pd.DataFrame, file: BinaryIO, about: About) -> None:
    """A FeatureCollection, a line a feature.

    A country is named by many events, so outlines are a member of the collection, `outlines`, by `place_id`: a reader
    that does not know the member passes over it, as the RFC asks.
    """
    where = points(events)
    head = {"type": "FeatureCollection", "description": about.sentence(events), **_bbox(where)}
    file.write(_line(head).removesuffix("}").encode() + b', "features": [\n')
    features = (_line(feature(row, point)) for row, point in zip(rows(events), where, strict=True))
    file.writelines(text.encode("utf-8", "replace") for text in _joined(features, ",\n"))
    file.write(b"\n]")
    if found := _outlines(events, about):
        file.write(b', "outlines": ' + _line(found).encode())
    file.write(b"}\n")


def feature(row: Mapping[str, Any], point: npt.NDArray[np.float64]) -> dict[str, Any]:
    """One event as a GeoJSON feature; the point is longitude and latitude, NaN where it has none."""
    properties = {
        name: nested(value) if name in NESTED else _whole(value) for name, value in row.items() if name not in LEFT_OUT
    }
    geometry = None if np.isnan(point[0]) else {"type": "Point", "coordinates": point.tolist()}
    own = {"id": row["event_id"]} if row.get("event_id") is not None else {}
    return {"type": "Feature", **own, "geometry": geometry, "properties": properties}


def _whole(value: Any) -> Any:
    """Text that readers in C read to its end: they stop at the character 0."""
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value


def _bbox(where: npt.NDArray[np.float64]) -> dict[str, Any]:
    """West, south, east, north around the points; nothing where there are none."""
    placed = where[~np.isnan(where[:, 0])]
    return {"bbox": [*placed.min(axis=0).tolist(), *placed.max(axis=0).tolist()]} if len(placed) else {}


def _outlines(events: pd.DataFrame, about: About) -> dict[str, Any]:
    """The outlines of the places that these events name, outer rings counter-clockwise."""
    named = dict.fromkeys(events["place_id"]) if "place_id" in events else {}
    return {str(place): _wound(about.outlines[place]) for place in named if place in about.outlines}


def _wound(geometry: Mapping[str, Any]) -> dict[str, Any]:
    found: BaseGeometry = shape(dict(geometry))
    if isinstance(found, Polygon):
        found = orient(found)
    elif isinstance(found, MultiPolygon):
        found = MultiPolygon([orient(part) for part in found.geoms])
    plain = mapping(found)
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float | int):
        return round(float(coordinates), DIGITS)
    return [_rounded(each) for each in coordinates]


def _line(record: dict[str, Any]) -> str:
    # JavaScript ends a line at U+2028 and U+2029, JSON does not: escaped, the file is both.
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, default=_number)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _number(value: Any) -> Any:
    """The Python number in a numpy one, the text of anything else (a day of somebody's own table)."""
    return value.item() if isinstance(value, np.generic) else str(value)


def _joined(parts: Iterable[str], separator: str) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield separator + part if number else part
