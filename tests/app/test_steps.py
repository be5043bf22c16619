"""Earlier and later go through time among what filters and window show, from wherever the selected event lies."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
import streamlit

from mapapp.app import state
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
    ("sent", "expected"),
    [
        ({"window": ["2022-03-02", "2022-03-05"], "clicked": 1}, WINDOW),
        ({"window": ["2022-03-05", "2022-03-02"]}, None),
        ({"window": ["yesterday", "<b>"]}, None),
        ({"window": None, "event_id": "a"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_window_is_what_the_map_sent_last(sent: dict[str, object] | None, expected: object) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(streamlit, "session_state", {state.MAP: {"last_active_drawing": {"properties": sent}}})
        assert expected == state.window()
        patched.setattr(streamlit, "session_state", {})
        assert state.window() is None
