"""The cells of a table of events as files want them: days as ISO 8601 text, JSON as JSON, points on the Earth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mapapp.output import OutputFailed

DAYS = ("first_day", "last_day", "likely_first", "likely_last", "published_first", "published_last")
NESTED = ("figures", "place_alternatives")
"""Columns that hold JSON; GeoJSON has their values, the flat formats their text."""

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class CoordinateRefused(OutputFailed, ValueError):
    """An event has a coordinate that is not a point on the Earth."""


def iso_days(column: pd.Series) -> npt.NDArray[np.object_]:
    """Days as "2023-02-08", None where there is none; of any year from 1 to 9999, four digits always."""
    days = column.to_numpy().astype("datetime64[D]") if column.dtype.kind == "M" else _parsed(column)
    texts = np.datetime_as_string(days).astype(object)
    texts[np.isnat(days)] = None
    return texts


def _parsed(column: pd.Series) -> npt.NDArray[np.datetime64]:
    """Dates, timestamps and ISO 8601 texts as numpy's days."""
    return np.array(["NaT" if pd.isna(value) else str(value)[:10] for value in column], dtype="datetime64[D]")


def flat(events: pd.DataFrame) -> pd.DataFrame:
    """Days as ISO 8601 text, lists and records as JSON text, categories as their values; numbers stay numbers."""
    days = {name: pd.Series(iso_days(events[name]), events.index, dtype=object) for name in DAYS if name in events}
    nested = {name: events[name].map(as_json) for name in NESTED if name in events}
    chosen = [str(name) for name in events if isinstance(events[name].dtype, pd.CategoricalDtype)]
    return events.assign(**days, **nested, **{name: events[name].astype(object) for name in chosen})


def rows(events: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each event by column name, as Python's own values; None wherever a value is missing."""
    table = flat(events).astype(object)
    table = table.where(table.notna(), None)
    names = [str(name) for name in table.columns]
    return (dict(zip(names, values, strict=True)) for values in table.itertuples(index=False, name=None))


def points(events: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Longitude and latitude of each event, shape (n, 2); NaN where it has no place.

    Raises:
        CoordinateRefused: a coordinate is infinite or outside the Earth's range.
    """
    found = events[["longitude", "latitude"]].to_numpy(dtype=float, copy=True)
    found[np.isnan(found).any(axis=1)] = np.nan
    wrong = np.flatnonzero((np.abs(found) > (180.0, 90.0)).any(axis=1))
    if len(wrong):
        longitude, latitude = found[wrong[0]]
        raise CoordinateRefused(
            f"Event {_name(events, int(wrong[0]))} has the coordinate {latitude}, {longitude}, which is not on the "
            "Earth; nothing was written. Ingest its article again, and report this if it stays."
        )
    return found


def _name(events: pd.DataFrame, row: int) -> str:
    return str(events["event_id"].iloc[row]) if "event_id" in events else str(events.index[row])


def nested(value: Any) -> Any:
    """What JSON text says; anything else as it is."""
    return json.loads(value) if isinstance(value, str) and value else value


def as_json(value: Any) -> Any:
    """Lists and records as JSON text; anything else as it is."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | tuple) else value


def xml_text(value: object) -> str:
    """Text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", str(value))
