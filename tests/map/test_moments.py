"""When events happened: days, or hours where a table has times of day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from drawing import column, event, table
from hypothesis import given
from hypothesis import strategies as st

from mapapp.map import payload
from mapapp.map.moments import NONE, moments

FEBRUARY_8 = (date(2023, 2, 8) - date(1970, 1, 1)).days


def read(**columns: list[object]) -> tuple[str, list[int], list[int]]:
    found = moments(pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()}))
    return found.resolution, found.first.tolist(), found.last.tolist()


@pytest.mark.parametrize(
    "day",
    [
        "2023-02-08",
        "2023-02-08T00:00:00.000Z",
        date(2023, 2, 8),
        datetime(2023, 2, 8),
        pd.Timestamp("2023-02-08"),
        pd.Timestamp("2023-02-08", tz="Europe/Kyiv"),
        np.datetime64("2023-02-08"),
    ],
)
def test_days_of_any_sort_are_read(day: object) -> None:
    assert ("day", [FEBRUARY_8], [FEBRUARY_8]) == read(first_day=[day])
    assert [FEBRUARY_8] == moments(pd.DataFrame({"first_day": [day]})).first.tolist()


@pytest.mark.parametrize(
    "time",
    [
        "2023-02-08T23:59:00",
        "2023-02-08 23:00",
        datetime(2023, 2, 8, 23, 5),
        pd.Timestamp("2023-02-08 23:00", tz="Europe/Kyiv"),
        np.datetime64("2023-02-08T23"),
    ],
)
def test_a_time_of_day_makes_hours_as_the_clock_there_says(time: object) -> None:
    hour = FEBRUARY_8 * 24 + 23
    assert ("hour", [hour], [hour]) == read(first_day=[time])
    assert [hour] == moments(pd.DataFrame({"first_day": [time]})).last.tolist()


def test_a_row_without_a_time_of_day_lasts_the_day_beside_rows_with_one() -> None:
    day = FEBRUARY_8 * 24
    times: list[object] = ["2023-02-08T06:30", "2023-02-08", "2023-02-08T00:00", None]
    assert ("hour", [day + 6, day, day, NONE], [day + 6, day + 23, day, NONE]) == read(first_day=times)
    lasts: list[object] = ["2023-02-09", "2023-02-08T12:00", None, None]
    assert [day + 47, day + 12, day, NONE] == read(first_day=times, last_day=lasts)[2]


@given(st.lists(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)), min_size=1, max_size=9))
def test_texts_and_times_say_the_same(times: list[datetime]) -> None:
    texts = [time.isoformat() for time in times]
    resolution, first, last = read(first_day=[*texts])
    assert (resolution, first, last) == read(first_day=[*times])
    size = timedelta(hours=1) if resolution == "hour" else timedelta(days=1)
    assert [(time - datetime(1970, 1, 1)) // size for time in times] == first


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_days_of_any_year_are_read(day: date) -> None:
    assert [(day - date(1970, 1, 1)).days, NONE] == read(first_day=[day, None])[1]


@pytest.mark.parametrize("day", [None, "yesterday", float("nan"), pd.NaT])
def test_what_is_no_day_is_no_day(day: object) -> None:
    assert [NONE] == read(first_day=[day])[1]


def test_likely_days_lie_within_the_others_and_without_them_none_are_said() -> None:
    days = {"first_day": ["2023-02-01"] * 4, "last_day": ["2023-02-28"] * 4}
    assert moments(pd.DataFrame(days)).likely is None
    first = ["2023-02-10", "2023-01-20", None, "2023-05-01"]
    last = ["2023-02-12", "2023-02-03", None, "2023-05-02"]
    found = moments(pd.DataFrame({**days, "likely_first": first, "likely_last": last})).likely
    assert found is not None
    start = FEBRUARY_8 - 7
    assert [(9, 11), (0, 2), (0, 27), (0, 27)] == [
        (int(a) - start, int(b) - start) for a, b in zip(*found, strict=True)
    ]


def test_the_record_carries_hours_and_likely_days() -> None:
    rows = table(event("Kyiv", "2023-02-08T10:00", "2023-02-08T19:00", likely_first="2023-02-08T12:00"))
    record = payload.record(rows, outlines={})
    assert ("hour", [FEBRUARY_8 * 24 + 10, FEBRUARY_8 * 24 + 19]) == (record["resolution"], record["extent"])
    assert ([2], [0]) == (column(record["likely_skip"]).tolist(), column(record["likely_width"]).tolist())
