"""The filters of the sidebar: widgets and what they mean, what is said of them, and that lists stay short."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import streamlit
from hypothesis import given, settings
from hypothesis import strategies as st
from making import chooser, page_text
from streamlit.testing.v1 import AppTest

from mapapp.app import filter_words, filtering, offering
from mapapp.model import Grade, Status
from mapapp.reading.events.kinds import GROUPS, KINDS
from mapapp.selection import Filters, Tally, Within

Opened = Callable[..., AppTest]
NO_FILTER = Filters(grades=None)


def some(values: list[str], *, least: int = 1) -> st.SearchStrategy[frozenset[str] | None]:
    """A choice that the widgets can show: none, or some of them but not all."""
    return st.none() | st.frozensets(st.sampled_from(values), min_size=least, max_size=len(values) - 1)


DAYS = st.sampled_from(["", "0001-01-01", "2022-02-24", "9999-12-31"])
reachable = st.builds(
    Filters,
    groups=some([group.id for group in GROUPS], least=0),
    kinds=some(list(KINDS)),
    statuses=some([status.value for status in Status], least=0),
    grades=st.sampled_from([None, frozenset({Grade.PRIMARY.value})]),
    voices=some(["report", "own", "other", "someone"]),
    claimants=some(["", "officials", "the army"]),
    doubts=some(["unconfirmed", "plain"]),
    sources=some(["", "a.txt", "b.txt"]),
    articles=some(["a", "b"]),
    countries=some(["UA", "", "BY"]),
    admin1=some(["UA.05", "UA.15"]),
    area=st.sampled_from([(), (49.0, 23.0, 49.0, 39.0, 53.0, 39.0)]),
    place_precision=some(["spot", "near", "region"]),
    first_day=DAYS,
    last_day=DAYS,
    day_precision=some(["day", "week", "wider"]),
    dated_by=some(["text", "publication"]),
    corrections=some(["corrected", "as read"]),
    at_least=st.integers(0, 19).map(lambda step: step * 5 / 100),
    words=st.lists(st.sampled_from(["khar", '"in Kyiv"', "-drone", '-"no one"']), max_size=3).map(" ".join),
    within=st.sampled_from([each.value for each in Within]),
)


@settings(max_examples=60)
@given(reachable)
def test_what_is_put_into_the_widgets_is_what_they_say(asked: Filters) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(streamlit, "session_state", {})
        filtering.put(asked)
        assert asked == filtering.filters()
        on = filter_words.described(asked, lambda facet, value: value or "no name")
        filtering.lift(name for each in on for name in each.names)
        assert replace(NO_FILTER, grades=asked.grades, within=filtering.filters().within) == filtering.filters()


def test_the_filters_that_are_on_are_said_in_a_few_words() -> None:
    asked = Filters(
        groups=frozenset({"strike"}),
        statuses=frozenset(status.value for status in Status if status is not Status.DENIED),
        sources=frozenset({"a", "b", "c"}),
        admin1=frozenset({"UA.07"}),
        at_least=0.5,
        words="khar -drone",
        within=Within.REPORT,
        first_day="2022-02-24",
        corrections=frozenset({"corrected"}),
    )
    on = filter_words.described(asked, lambda facet, value: {"UA.07": "Kharkiv Oblast"}.get(value, value))
    assert [
        "“khar -drone” (whole report)",
        "strike",
        "not denied",
        "a, b and 1 more",
        "Kharkiv Oblast",
        "from 24 February 2022",
        "corrected by people",
        "sure at least 50 %",
    ] == [each.text for each in on]
    assert [] == filter_words.described(Filters(), lambda facet, value: value)


def test_a_drawn_area_is_kept_as_corners_and_cleared() -> None:
    ring = [[23.0, 49.0], [39.0, 49.0], [39.0, 53.0], [23.0, 49.0]]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(streamlit, "session_state", {})
        filtering.take_area({"geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"area": True}})
        assert (49.0, 23.0, 49.0, 39.0, 53.0, 39.0) == filtering.filters().area
        filtering.take_area({"geometry": None, "properties": {"area": None}})
        assert () == filtering.filters().area


def test_a_list_of_thousands_offers_those_with_most_events_and_finds_the_others() -> None:
    values = pd.Index([f"Gov. {number:05}" for number in range(5000)] + ["Łukasz"])
    tally = Tally(values, np.arange(5001))
    offered = offering.matching(tally, "", str, ["Gov. 00003"])
    assert offering.MOST_OFFERED + 1 == len(offered)
    assert ("Łukasz", 5000) == next(iter(offered.items())) and 3 == offered["Gov. 00003"]
    assert {"Łukasz": 5000} == offering.matching(tally, "lukasz", str, [])
    assert ["a", "b", "a · 2"] == list(offering.distinct({"1": "a", "2": "b", "3": "a"}).values())


def test_each_filter_of_the_page_obeys_is_said_and_removed(usual: Path, opened: Opened) -> None:
    app = opened()
    app.session_state["more_filters"] = True
    app.run()
    steps: list[tuple[str, list[str], int, str]] = [
        ("where", ["UA.15"], 1, "Lviv"),
        ("where", ["UA"], 3, "Ukraine"),
        ("articles", ["two"], 2, "Rockets on Lviv"),
        ("words", ["rock"], 2, "“rock”"),
        ("words", ['"rock"'], 0, "rock"),
    ]
    for key, value, number, said in steps:
        app.session_state[key] = value
        app.run()
        assert not app.exception
        assert f"{number} event" in chooser(app).label, key
        chip = next(button for button in app.button if button.label.endswith("✕"))
        assert 1 == sum(each.label.endswith("✕") for each in app.button), [each.label for each in app.button]
        assert said in chip.label
        assert re.findall(r"\d+ filters?:", page_text(app)) == ["1 filter:"]
        chip.click().run()
        assert "4 events" == chooser(app).label
    assert "No filter" not in page_text(app)


def test_an_area_and_days_filter_the_page(usual: Path, opened: Opened) -> None:
    app = opened()
    app.session_state["area"] = (49.0, 23.0, 49.0, 25.0, 51.0, 25.0, 51.0, 23.0)
    assert "1 event" == chooser(app.run()).label
    next(button for button in app.button if "area" in button.label).click().run()
    app.session_state["since"] = pd.Timestamp("2023-03-01").date()
    assert "1 event" == chooser(app.run()).label
    next(button for button in app.button if button.label == "Show all again").click().run()
    assert "5 events" == chooser(app).label


def test_the_kinds_of_a_group_narrow_it(usual: Path, opened: Opened) -> None:
    app = opened()
    app.session_state["kinds_battle"] = ["Battles: Non-state actor overtakes territory"]
    assert "2 events" == chooser(app.run()).label
    assert any("territory taken by an armed group" in button.label for button in app.button)
