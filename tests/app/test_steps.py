"""Earlier and later go through time among what filters and window show, from wherever the selected event lies."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from mapapp.app.browser import window_of
from mapapp.app.steps import neighbour

DAYS = ["2022-03-01", "2022-03-02", "2022-03-05", "2022-03-09"]
EVENTS = pd.DataFrame({"event_id": list("abcd"), "first_day": pd.to_datetime(DAYS), "last_day": pd.to_datetime(DAYS)})
WINDOW = date(2022, 3, 2), date(2022, 3, 5)


@pytest.mark.parametrize(
    ("kept", "chosen", "direction", "window", "expected"),
    [
        ("abcd", "b", 1, None, "c"),
        ("abcd", "b", -1, None, "a"),
        ("abcd", "d", 1, None, None),
        ("abcd", None, 1, None, "a"),
        ("abcd", None, -1, WINDOW, "b"),
        ("abcd", "b", -1, WINDOW, None),
        ("abcd", "c", 1, WINDOW, None),
        ("abcd", "a", 1, WINDOW, "b"),
        ("abcd", "d", -1, WINDOW, "c"),
        ("acd", "b", 1, None, "c"),
        ("acd", "b", -1, None, "a"),
        ("acd", "gone", 1, None, "a"),
        ("", "b", 1, None, None),
        ("abcd", "b", 1, (date(1, 1, 1), date(9999, 12, 31)), "c"),
    ],
)
def test_a_step_goes_to_the_nearest_that_is_shown(
    kept: str, chosen: str | None, direction: int, window: tuple[date, date] | None, expected: str | None
) -> None:
    shown = EVENTS[EVENTS["event_id"].isin(list(kept))]
    here = "abcd".find(chosen or "none")
    assert expected == neighbour(shown, None if here < 0 else here, direction, window)


def test_an_event_of_several_days_is_reached_where_it_touches_the_window() -> None:
    long = EVENTS.assign(last_day=pd.to_datetime(["2022-03-03", *DAYS[1:]]))
    assert "a" == neighbour(long, 1, -1, WINDOW)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8501/?from=2022-03-02&to=2022-03-05&at=48,38,7&x=<b>", WINDOW),
        ("http://127.0.0.1:8501/?from=2022-03-02", (date(2022, 3, 2), date(2022, 3, 2))),
        ("http://127.0.0.1:8501/?from=yesterday&to=2022-03-05", None),
        ("http://127.0.0.1:8501/?event=a", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_the_window_is_read_from_the_address(address: str, expected: object) -> None:
    assert expected == window_of(address)
