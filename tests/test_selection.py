"""The laws of filters: what passes, what is counted, and that both agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Grade, Status
from mapapp.reading.events.kinds import GROUPS, group_of
from mapapp.selection import FACETS, Filters, counts, fold, located, parse, prepare, select
from mapapp.selection.query import Term

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
        "admin1": "UA.05",
        "place_kind": "settlement",
        "radius_km": 5.0,
        "latitude": 50.0,
        "longitude": 30.0,
        "date_basis": "stated",
        "first_day": "2022-02-28",
        "last_day": "2022-02-28",
        "confidence": 0.9,
        "sentence": "They met.",
    }
    events = pd.DataFrame([{**usual, "event_id": f"e{number}", **row} for number, row in enumerate(rows)])
    for column in ("first_day", "last_day"):
        events[column] = pd.to_datetime(events[column]).astype("datetime64[s]")
    return events


DAYS = ("2022-02-25", "2022-02-28", "2022-03-03", "2023-01-01")
CORNERS = (49.0, 23.0, 49.0, 39.0, 53.0, 39.0, 53.0, 23.0)

rows = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["CONSULT", "AGREE", "Battles: Armed clash", "fire", "of a later version"]),
            "status": st.sampled_from(list(Status)),
            "grade": st.sampled_from(list(Grade)),
            "source": st.sampled_from([*SOURCES, None]),
            "country": st.sampled_from(["UA", "BY", "", None]),
            "admin1": st.sampled_from(["UA.05", "UA.15", ""]),
            "article_id": st.sampled_from(["a", "b"]),
            "claimed_by": st.sampled_from([None, "officials", "the  army"]),
            "claim_side": st.sampled_from([None, "own", "other"]),
            "unconfirmed": st.sampled_from([None, "reportedly"]),
            "corrected": st.sampled_from(["", "place"]),
            "place_kind": st.sampled_from(["settlement", "district", "region", "country"]),
            "radius_km": st.sampled_from([5.0, 50.0, 300.0]),
            "latitude": st.sampled_from([48.0, 50.0, 53.0]),
            "longitude": st.sampled_from([22.0, 23.0, 30.0]),
            "first_day": st.sampled_from(DAYS[:2]),
            "last_day": st.sampled_from(DAYS[1:]),
            "date_basis": st.sampled_from(["stated", "relative", "publication"]),
            "confidence": st.floats(0, 1),
            "sentence": st.sampled_from(["Shelling of A.C. and more.", "Talks in Łódź cost $1.", "ABC"]),
        }
    ),
    min_size=1,
    max_size=12,
)


def among(values: list[str]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(values))


KINDS_ASKED = ["CONSULT", "Battles: Armed clash", "fire"]
ASKED = {
    "groups": among([group.id for group in GROUPS]),
    "kinds": among(KINDS_ASKED),
    "statuses": among([str(status) for status in Status]),
    "grades": among([str(grade) for grade in Grade]),
    "voices": among(["report", "own", "other", "someone"]),
    "claimants": among(["", "officials", "the army"]),
    "doubts": among(["unconfirmed", "plain"]),
    "sources": among(list(SOURCES)),
    "articles": among(["a", "nowhere"]),
    "countries": among(["UA", "BY", ""]),
    "admin1": among(["UA.05", "UA.15"]),
    "area": st.sampled_from([(), CORNERS]),
    "place_precision": among(["spot", "near", "region"]),
    "first_day": st.sampled_from(["", *DAYS]),
    "last_day": st.sampled_from(["", *DAYS]),
    "day_precision": among(["day", "week", "wider"]),
    "dated_by": among(["text", "publication"]),
    "corrections": among(["corrected", "as read"]),
    "at_least": st.floats(0, 1),
    "words": st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
}


@st.composite
def some_filters(draw: st.DrawFn) -> Filters:
    """A few filters at once: with all of them nothing would ever pass."""
    set_ = draw(st.sets(st.sampled_from(sorted(ASKED)), max_size=3))
    return replace(NO_FILTER, **{name: draw(ASKED[name]) for name in sorted(set_)})


filters = some_filters()


def place_precision(row: dict[str, Any]) -> str:
    if row["place_kind"] == "settlement":
        return "spot"
    return "near" if row["place_kind"] == "district" or row["radius_km"] <= 50 else "region"


def day_precision(row: dict[str, Any]) -> str:
    width = (row["last_day"] - row["first_day"]).days + 1
    return "day" if width == 1 else "week" if width <= 7 else "wider"


def voice(row: dict[str, Any]) -> str:
    return "report" if not row["claimed_by"] else row["claim_side"] or "someone"


def where(row: dict[str, Any], asked: Filters) -> bool:
    if asked.countries is None and asked.admin1 is None:
        return True
    return (row["country"] or "") in (asked.countries or ()) or row["admin1"] in (asked.admin1 or ())


def values(row: dict[str, Any]) -> dict[str, str]:
    """Of the facets that pass exactly what was chosen."""
    return {
        "groups": group_of(row["kind"]).id,
        "statuses": row["status"],
        "grades": row["grade"],
        "voices": voice(row),
        "claimants": " ".join((row["claimed_by"] or "").split()),
        "doubts": "unconfirmed" if row["unconfirmed"] else "plain",
        "sources": row["source"] or "",
        "articles": row["article_id"],
        "place_precision": place_precision(row),
        "day_precision": day_precision(row),
        "dated_by": "publication" if row["date_basis"] == "publication" else "text",
        "corrections": "corrected" if row["corrected"] else "as read",
    }


BOTH = ("countries", "admin1")


def facet_values(facet: str) -> Callable[[dict[str, Any]], str]:
    own = {"kinds": "kind", "countries": "country", "admin1": "admin1"}
    if facet in own:
        return lambda row: row[own[facet]] or ""
    return lambda row: values(row)[facet]


def passes(row: dict[str, Any], asked: Filters) -> bool:
    """The definition, one row at a time."""
    of_group = {code for code in asked.kinds or () if group_of(code) == group_of(row["kind"])}
    texts = f"{row['sentence']}\n{row['article_title']}\n{row['place_label']}"
    return (
        all(getattr(asked, name) is None or value in getattr(asked, name) for name, value in values(row).items())
        and (not of_group or row["kind"] in of_group)
        and where(row, asked)
        and (not asked.area or (49 <= row["latitude"] <= 53 and 23 <= row["longitude"] <= 39))
        and (not asked.first_day or row["last_day"] >= pd.Timestamp(asked.first_day))
        and (not asked.last_day or row["first_day"] <= pd.Timestamp(asked.last_day))
        and row["confidence"] >= asked.at_least
        and all(f" {fold(word)}" in f" {fold(texts)}" for word in asked.words.split() if fold(word))
    )


@settings(max_examples=30)
@given(rows, filters)
def test_exactly_the_events_that_pass_every_filter_are_selected(
    values: list[dict[str, object]], asked: Filters
) -> None:
    events = table(values)
    plain = events.astype(object).where(events.notna(), None).to_dict("records")
    expected = [row["event_id"] for row in plain if passes(row, asked)]
    assert expected == select(prepare(events), asked)["event_id"].tolist()


@settings(max_examples=30)
@given(rows, filters)
def test_a_count_is_what_has_the_value_among_what_the_other_filters_pass(
    made: list[dict[str, object]], asked: Filters
) -> None:
    plain = table(made)
    every = plain.astype(object).where(plain.notna(), None).to_dict("records")
    for facet, numbers in counts(prepare(plain), asked).items():
        lifted = {"kinds": ("kinds", "groups"), "countries": BOTH, "admin1": BOTH}.get(facet, (facet,))
        rest = [row for row in every if passes(row, replace(asked, **dict.fromkeys(lifted)))]
        column = facet_values(facet)
        assert dict(numbers) == {value: sum(column(row) == value for row in rest) for value in numbers}, facet
        assert {column(row) for row in rest} <= set(numbers)


@settings(max_examples=30)
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


def test_kinds_narrow_their_own_group_and_leave_the_others_whole() -> None:
    events = prepare(table([{"kind": "CONSULT"}, {"kind": "AGREE"}, {"kind": "fire"}]))
    assert ["e0", "e2"] == select(events, replace(NO_FILTER, kinds=frozenset({"CONSULT"})))["event_id"].tolist()


def test_a_country_or_a_region_of_another_both_pass() -> None:
    events = prepare(table([{"country": "BY", "admin1": ""}, {"admin1": "UA.05"}, {"admin1": "UA.15"}]))
    asked = replace(NO_FILTER, countries=frozenset({"BY"}), admin1=frozenset({"UA.15"}))
    assert ["e0", "e2"] == select(events, asked)["event_id"].tolist()


def test_an_area_across_the_date_line_takes_both_sides_and_its_edge() -> None:
    points = [(0.0, 179.0), (0.0, -179.0), (0.0, 170.0), (0.0, 0.0), (np.nan, np.nan)]
    events = prepare(table([{"latitude": latitude, "longitude": longitude} for latitude, longitude in points]))
    for east in (0.0, 360.0):
        corners = tuple(np.array([-5.0, 170.0 - east, -5.0, 190.0 - east, 5.0, 190.0 - east, 5.0, 170.0 - east]))
        shown = select(events, replace(NO_FILTER, area=corners))
        assert ["e0", "e1", "e2"] == shown["event_id"].tolist()


def test_an_area_that_crosses_itself_or_has_no_surface_is_no_error() -> None:
    events = prepare(table([{}]))
    for corners, number in (
        ((49.0, 29.0, 51.0, 31.0, 51.0, 29.0, 49.0, 31.0), 1),
        ((50.0, 30.0) * 3, 0),
        ((1.0, 2.0), 0),
    ):
        assert number == len(select(events, replace(NO_FILTER, area=corners)))


def test_a_table_of_before_and_one_without_place_or_day_are_prepared_too() -> None:
    bare = table([{}, {"latitude": np.nan, "country": None}, {"first_day": None, "last_day": None}])
    events = prepare(bare.drop(columns=["admin1", "date_basis", "radius_km", "place_kind"]))
    assert events[["place_precision", "day_precision"]].isna().sum().tolist() == [1, 1]
    assert 3 == len(select(events, NO_FILTER))


@pytest.mark.parametrize("wrong", [{"first_day": "soon"}, {"within": "nowhere"}, {"at_least": 2.0}, {"area": (1.0,)}])
def test_filters_that_mean_nothing_are_not_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Filters(**wrong)


def test_a_query_is_read_as_people_write_it() -> None:
    assert (
        Term(("missile", "strike"), is_prefix=False),
        Term(("kharkiv",), is_prefix=True),
        Term(("drone",), is_prefix=True, is_excluded=True),
        Term(("in", "kyiv"), is_prefix=False, is_excluded=True),
        Term(("russia", "ukraine"), is_prefix=True),
    ) == parse('"Missile  strike" KHARKIV -drone -“in Kyiv” Russia-Ukraine').terms
    assert not parse(' * -- " -" () NEAR').terms[1:] and not parse('*"()^: -')


def test_words_are_alike_whatever_their_case_accents_and_apostrophes() -> None:
    for one, other in (
        ("Łódź", "lodz"),
        ("П’ЯТЬ", "п'ять"),
        ("Ёлка Київ", "елка Киıв".replace("ı", "і")),
        ("ﬁn", "FIN"),
        ("STRASSE", "straße"),
    ):
        assert fold(one) == fold(other)


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_every_text_is_a_query(text: str) -> None:
    assert fold(text) == fold(fold(text))
    assert all(token == fold(token) for term in parse(text).terms for token in term.tokens)
