"""When the events of a table may have happened: whole days, or hours where the table has times of day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.int64]
NONE = np.iinfo(np.int64).min
"""numpy's number for "not a time"."""
_HOURS_OF_A_DAY = 24
_LENGTH_OF_A_DAY = len("2023-02-08")
_CLOCK = re.compile(r".{10}[T ]\d\d")
_AT_SOME_HOUR = re.compile(r".{10}[T ](?!00(:00(:00(\.0*)?)?)?(?![.:\d]))\d\d")
"""Midnight alone may just be how a table writes its days."""


@dataclass(frozen=True, slots=True)
class Moments:
    """A number for each row: days or hours since 1970-01-01, NONE where the row has no day."""

    resolution: Literal["day", "hour"]
    first: Numbers
    last: Numbers
    """The last day or hour that is included."""
    likely: tuple[Numbers, Numbers] | None
    """First and last of the likely days or hours, within the others; None where the table says nothing of them."""

    def rows(self, numbers: Numbers) -> Moments:
        """Those of some rows, in this order."""
        likely = (self.likely[0][numbers], self.likely[1][numbers]) if self.likely else None
        return Moments(self.resolution, self.first[numbers], self.last[numbers], likely)


def moments(events: pd.DataFrame) -> Moments:
    """From `first_day`, and `last_day`, `likely_first`, `likely_last` where the table has them.

    A row without a last day lasts a day; one that begins at an hour, an hour. A time with an offset from UTC is taken
    as it stands on the clock there.
    """
    columns = {name: _Column(events[name]) for name in _NAMES if name in events.columns}
    hourly = any(column.has_hours for column in columns.values())
    first = columns["first_day"].starts(hourly)
    own_end = columns["first_day"].ends(hourly)
    last = columns["last_day"].ends(hourly) if "last_day" in columns else own_end
    last = np.maximum(np.where(last == NONE, own_end, last), first)
    return Moments("hour" if hourly else "day", first, last, _likely(columns, hourly, first, last))


_NAMES = ("first_day", "last_day", "likely_first", "likely_last")


class _Column:
    """Days and hours since 1970-01-01 of each row, and which rows have a time of day."""

    def __init__(self, values: pd.Series) -> None:
        if isinstance(values.dtype, pd.DatetimeTZDtype):
            values = values.dt.tz_localize(None)
        if values.dtype.kind == "M":
            times = values.to_numpy()
            clocks = ~np.isnat(times)
            some = bool((times[clocks] != times[clocks].astype("datetime64[D]")).any())
        else:
            texts = [value.isoformat() if isinstance(value, date) else str(value) for value in values]
            times = np.array([_time(text) for text in texts], dtype="datetime64[h]")
            clocks = np.array([_CLOCK.match(text) is not None for text in texts], dtype=bool)
            some = any(_AT_SOME_HOUR.match(text) for text in texts)
        self.days = times.astype("datetime64[D]").astype(np.int64)
        self.timed = clocks & some
        self.hours = times.astype("datetime64[h]").astype(np.int64) if some else None

    @property
    def has_hours(self) -> bool:
        return self.hours is not None

    def starts(self, hourly: bool) -> Numbers:
        return self._numbers(0) if hourly else self.days

    def ends(self, hourly: bool) -> Numbers:
        return self._numbers(_HOURS_OF_A_DAY - 1) if hourly else self.days

    def _numbers(self, of_a_day: int) -> Numbers:
        """Hours; a row that has only a day stands at this hour of it."""
        whole: Numbers = np.where(self.days == NONE, NONE, self.days * _HOURS_OF_A_DAY + of_a_day)
        return whole if self.hours is None else np.where(self.timed, self.hours, whole)


def _time(text: str) -> np.datetime64:
    for length in (_LENGTH_OF_A_DAY + 3, _LENGTH_OF_A_DAY):
        try:
            return np.datetime64(text[:length].replace(" ", "T"), "h")
        except ValueError:
            continue
    return np.datetime64("NaT", "h")


def _likely(columns: dict[str, Any], hourly: bool, first: Numbers, last: Numbers) -> tuple[Numbers, Numbers] | None:
    if "likely_first" not in columns:
        return None
    from_ = columns["likely_first"].starts(hourly)
    to = columns.get("likely_last", columns["likely_first"]).ends(hourly)
    told = (from_ != NONE) & (to >= from_) & (from_ <= last) & (to >= first)
    if not told.any():
        return None
    return np.where(told, np.maximum(from_, first), first), np.where(told, np.minimum(to, last), last)
