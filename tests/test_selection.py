"""The laws of filters: what passes, what is counted, and that both agree."""

from __future__ import annotations

import time
from dataclasses import fields, replace

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Grade, Status
from mapapp.reading.events.kinds import GROUPS, KINDS, group_of
from mapapp.selection import FACETS, Filters, counts, located, prepare, select

NO_FILTER = Filters(grades=None)
SOURCES = ("Courier", "Gazette", "")
WORDS = ("shelling", "talks", "Łódź", "a.c", "$1", "")


def table(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Events as a store gives them, with plain values for what a row does not say."""
    usual = {
        "event_id": "e",
        "article_id": "a",
        "article_title": "A title",
        "source": "Courier",
        "kind": "CONSULT",
        "status": "happened",
        "grade": "primary",
        "place_id": "geonames:1",
        "place_label": "Somewhere",
        "country": "UA",
        "latitude": 50.0,
        "first_day": "2022-02-28",
        "last_day": "2022-02-28",
        "confidence": 0.9,
        "sentence": "They met.",
    }
    events = pd.DataFrame([{**usual, "event_id": f"e{number}", **row} for number, row in enumerate(rows)])
    for column in ("first_day", "last_day"):
        events[column] = pd.to_datetime(events[column]).astype("datetime64[s]")
    return events


rows = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from([*KINDS, "of a later version"]),
            "status": st.sampled_from(list(Status)),
            "grade": st.sampled_from(list(Grade)),
            "source": st.sampled_from([*SOURCES, None]),
            "country": st.sampled_from(["UA", "BY", "", None]),
            "confidence": st.floats(0, 1),
            "sentence": st.sampled_from(["Shelling of A.C. and more.", "Talks in Łódź cost $1.", "ABC"]),
        }
    ),
    min_size=1,
    max_size=25,
)


def among(values: list[str]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(values))


filters = st.builds(
    Filters,
    groups=among([group.id for group in GROUPS]),
    statuses=among([str(status) for status in Status]),
    grades=among([str(grade) for grade in Grade]),
    sources=among(list(SOURCES)),
    countries=among(["UA", "BY", ""]),
    at_least=st.floats(0, 1),
    words=st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
)


def passes(row: dict[str, object], asked: Filters) -> bool:
    """The definition, one row at a time."""
    text = f"{row['sentence']}\n{row['article_title']}\n{row['place_label']}".lower()
    return (
        (asked.groups is None or group_of(str(row["kind"])).id in asked.groups)
        and (asked.statuses is None or row["status"] in asked.statuses)
        and (asked.grades is None or row["grade"] in asked.grades)
        and (asked.sources is None or (row["source"] or "") in asked.sources)
        and (asked.countries is None or (row["country"] or "") in asked.countries)
        and float(str(row["confidence"])) >= asked.at_least
        and all(word in text for word in asked.words.lower().split())
    )


@given(rows, filters)
def test_exactly_the_events_that_pass_every_filter_are_selected(
    values: list[dict[str, object]], asked: Filters
) -> None:
    events = table(values)
    plain = events.astype(object).where(events.notna(), None).to_dict("records")
    expected = [row["event_id"] for row in plain if passes(row, asked)]
    assert expected == select(prepare(events), asked)["event_id"].tolist()


@given(rows, filters)
def test_a_count_is_what_would_be_shown_if_that_value_alone_were_chosen(
    values: list[dict[str, object]], asked: Filters
) -> None:
    events = prepare(table(values))
    for facet, numbers in counts(events, asked).items():
        for value, number in numbers.items():
            alone = replace(asked, **{facet: frozenset({value})})
            assert number == len(select(events, alone)), (facet, value)


@given(rows, filters)
def test_filters_only_take_away_and_keep_the_order(values: list[dict[str, object]], asked: Filters) -> None:
    events = prepare(table(values))
    shown = select(events, asked)
    assert shown.index.is_monotonic_increasing
    assert len(events) == len(select(events, NO_FILTER))
    pd.testing.assert_frame_equal(shown, select(shown, asked))


def test_the_news_of_the_reports_is_shown_at_first_and_background_on_request() -> None:
    events = prepare(table([{"grade": "primary"}, {"grade": "background"}, {"grade": "hypothetical"}]))
    assert ["e0"] == select(events, Filters())["event_id"].tolist()
    assert {"background": 1, "hypothetical": 1, "primary": 1} == counts(events, Filters())["grades"]


def test_a_group_without_events_is_counted_with_zero_in_the_order_of_the_legend() -> None:
    numbers = counts(prepare(table([{"kind": "CONSULT"}])), NO_FILTER)["groups"]
    assert [group.id for group in GROUPS] == list(numbers)
    assert {"talks": 1} == {group: number for group, number in numbers.items() if number}


def test_every_facet_is_a_field_of_the_filters() -> None:
    assert set(FACETS) <= {field.name for field in fields(Filters)}


def test_only_events_with_a_place_and_a_day_are_located() -> None:
    events = table([{}, {"latitude": np.nan}, {"first_day": None}])
    assert ["e0"] == located(events)["event_id"].tolist()


def test_a_hundred_thousand_events_are_filtered_and_counted_in_a_blink() -> None:
    values = [{"kind": code, "status": status} for code in KINDS for status in Status]
    events = prepare(pd.concat([table(values)] * (100_000 // len(values) + 1), ignore_index=True))
    asked = Filters(groups=frozenset({"battle", "talks"}), at_least=0.5, words="met")
    best = min(_seconds(events, asked) for _ in range(3))
    assert len(events) >= 100_000
    assert best < 0.25


def _seconds(events: pd.DataFrame, asked: Filters) -> float:
    begin = time.perf_counter()
    select(events, asked)
    counts(events, asked)
    return time.perf_counter() - begin
