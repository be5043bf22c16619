"""Small tables of events, and what the browser would make of a record, in Python."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import numpy as np
import pandas as pd

PLACES = {
    "Bakhmut": (48.59, 38.0),
    "Kyiv": (50.45, 30.52),
    "Lviv": (49.84, 24.03),
    "Minsk": (53.9, 27.57),
}


def event(place: str, first: str, last: str | None = None, **more: object) -> dict[str, object]:
    """One row of a table of events."""
    latitude, longitude = PLACES[place]
    row = {"latitude": latitude, "longitude": longitude, "place_name": place, "place_id": f"test:{place}"}
    return {**row, "first_day": first, "last_day": last or first, "kind": "Battles: Armed clash", **more}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    """Rows as a table with an `event_id` and the columns that the map cannot do without."""
    frame = pd.DataFrame([{"event_id": f"e{number}", **row} for number, row in enumerate(rows)])
    return frame.reindex(columns=[*dict.fromkeys([*frame.columns, "latitude", "longitude", "first_day"])])


def column(text: str) -> np.ndarray[Any, Any]:
    """A column of a record, as data.js reads it."""
    return np.frombuffer(b64decode(text[3:]), dtype="<" + text[:2])


def varints(raw: bytes) -> list[int]:
    """LEB128, as data.js reads it."""
    values, value, shift = [], 0, 0
    for byte in raw:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value = shift = 0
    return values


def lines(shape: dict[str, Any]) -> list[np.ndarray[Any, Any]]:
    """Lines of a packed shape: longitude and latitude in degrees."""
    numbers = np.array(varints(b64decode(shape["points"])), dtype=np.int64)
    deltas = np.where(numbers % 2 == 0, numbers // 2, -(numbers + 1) // 2).reshape(-1, 2)
    ends = np.cumsum(shape["sizes"])
    return [np.cumsum(part, axis=0) * shape["step"] for part in np.split(deltas, ends[:-1])] if len(ends) else []


def texts(record: dict[str, Any], name: str) -> list[str]:
    """A column of texts of a record."""
    values = json.loads(record["texts"][name]["values"])
    return [values[code] for code in column(record["texts"][name]["codes"])]
