"""Parquet with GeoParquet 1.1 metadata: every column with its type, and the point of each event as WKB."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import shapely

from mapapp.export.about import About
from mapapp.export.values import NESTED, as_json, points

GEOMETRY = "geometry"
TEXTS = frozenset({"object", "str", "string"})
"""Types of pandas that may hold text."""


def write(events: pd.DataFrame, file: BinaryIO, about: About) -> None:
    """Days are timestamps of a millisecond, for years from 1 to 9999; lists and records are JSON text."""
    where = points(events)
    arrays = {str(name): _array(events[name].map(as_json) if name in NESTED else events[name]) for name in events}
    said = {"geo": json.dumps(_metadata(where)), "mapapp": about.sentence(events)}
    table = pa.table({**arrays, GEOMETRY: pa.array(_wkb(where), pa.binary())}, metadata=said)
    pa.parquet.write_table(table, file, compression="zstd", coerce_timestamps="ms")


def _array(column: pd.Series) -> pa.Array:
    """A column with its type; text is text also where every value is missing, so that no column is untyped."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    if column.dtype.name not in TEXTS:
        return pa.Array.from_pandas(column)
    values = [None if _is_missing(value) else value for value in column]
    if all(value is None or isinstance(value, str) for value in values):
        return pa.array([value and value.encode("utf-8", "replace").decode() for value in values], pa.string())
    return pa.Array.from_pandas(column)


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value))


def _wkb(where: npt.NDArray[np.float64]) -> list[bytes | None]:
    """The points as well-known binary, longitude first; None where there is none."""
    placed = ~np.isnan(where[:, 0])
    found: list[bytes | None] = [None] * len(where)
    for row, wkb in zip(np.flatnonzero(placed), shapely.to_wkb(shapely.points(where[placed])), strict=True):
        found[int(row)] = wkb
    return found


def _metadata(where: npt.NDArray[np.float64]) -> dict[str, Any]:
    """The file's `geo` metadata; without a `crs` it is longitude and latitude on WGS 84."""
    placed = where[~np.isnan(where[:, 0])]
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if len(placed) else []}
    if len(placed):
        column["bbox"] = [*placed.min(axis=0).tolist(), *placed.max(axis=0).tolist()]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
