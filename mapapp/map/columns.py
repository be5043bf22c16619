"""Columns of anyone's own table of events, and numbers and texts as the browser reads them."""

from __future__ import annotations

import json
from base64 import b64encode

import numpy as np
import numpy.typing as npt
import pandas as pd

from gazetteer.place import PlaceKind

VAST_KM = 1500.0
"""What reaches farther (a continent, an ocean) has no outline that would say anything: a square and words do."""

Codes = npt.NDArray[np.int64]


def column(values: npt.ArrayLike) -> str:
    """Numbers as "type:base64", in the smallest type that holds them (float32 for fractions)."""
    array = np.asarray(values)
    if array.dtype.kind == "f":
        return "f4:" + b64encode(array.astype("<f4").tobytes()).decode()
    low, high = int(array.min(initial=0)), int(array.max(initial=0))
    size = "i4" if low < 0 else "u1" if high < 2**8 else "u2" if high < 2**16 else "u4"
    return f"{size}:" + b64encode(array.astype("<" + size).tobytes()).decode()


def bits(flags: npt.NDArray[np.bool_]) -> str:
    """A yes or no for each event as a column of bytes: event i is in byte i // 8, the lowest bit first."""
    return column(np.packbits(flags, bitorder="little"))


def texts(values: pd.Series) -> dict[str, str]:
    """A column of texts, each text once; missing values are empty."""
    codes, table = _coded(values)
    return {"values": json.dumps(table, ensure_ascii=False), "codes": column(codes)}


def coded(table: pd.DataFrame, *names: str) -> tuple[Codes, list[str]]:
    """The first of these columns that the table has: its texts, and the number of its text for each row.

    Missing values are empty, and so is every row where the table has none of the columns.
    """
    for name in names:
        if name in table.columns:
            return _coded(table[name])
    return np.zeros(len(table), dtype=np.int64), [""]


def _coded(values: pd.Series) -> tuple[Codes, list[str]]:
    codes, found = pd.factorize(values, use_na_sentinel=True)
    # A missing value has the code -1, which reads the last of the texts.
    written = [str(each) for each in found.tolist()] + [""]
    return np.where(codes < 0, len(found), codes).astype(np.int64), written


def texts_of(table: pd.DataFrame, *names: str) -> pd.Series:
    """The first of these columns that the table has, as texts; empty where it has none of them."""
    codes, written = coded(table, *names)
    return pd.Series(np.array(written, dtype=object)[codes], index=table.index, dtype=object)


def number_of(table: pd.DataFrame, name: str) -> npt.NDArray[np.float64]:
    """A column of numbers; 0 where there is none."""
    if name not in table.columns:
        return np.zeros(len(table))
    read = pd.to_numeric(table[name], errors="coerce").to_numpy(dtype=float)
    numbers: npt.NDArray[np.float64] = np.nan_to_num(read, posinf=0.0, neginf=0.0)
    return numbers


def is_vast(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Continents, oceans and what else is as wide; a country has an outline that people know, whatever its size."""
    country = (texts_of(table, "place_kind") == PlaceKind.COUNTRY).to_numpy(dtype=bool)
    return (number_of(table, "radius_km") > VAST_KM) & ~country
