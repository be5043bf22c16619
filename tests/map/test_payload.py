"""A table of events becomes the record that the browser draws."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import date

import numpy as np
import pandas as pd
import pytest
from drawing import PLACES, column, event, lines, table, texts, varints
from hypothesis import given
from hypothesis import strategies as st

from mapapp.map import columns, payload, shapes
from mapapp.reading.events.kinds import GROUPS

FEBRUARY_8 = (date(2023, 2, 8) - date(1970, 1, 1)).days


@given(st.lists(st.integers(0, 2**40)))
def test_varints_come_back_as_they_went(values: list[int]) -> None:
    assert values == varints(shapes.varints(np.array(values, dtype=np.uint64)))


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=40))
def test_a_packed_line_lies_within_half_a_step_of_the_line(points: list[tuple[float, float]]) -> None:
    packed = shapes.pack_geometry({"type": "LineString", "coordinates": points}, 0.01, fewest=1)
    assert packed is not None
    (found,) = lines(packed)
    assert all(np.abs(found - np.array(point)).max(axis=1).min() <= 0.0051 for point in points)


@given(st.text())
def test_a_script_literal_gives_the_same_text_back_and_holds_no_sign_that_could_end_it(text: str) -> None:
    literal = payload.script_literal({"text": text})
    assert {"text": text} == json.loads(json.loads(literal))
    assert not set(literal) & set("<>&'{}_`$\u2028\u2029\n")


@given(st.lists(st.tuples(st.sampled_from(sorted(PLACES)), st.integers(0, 3000), st.integers(0, 40)), max_size=30))
def test_every_event_arrives_with_its_place_and_days(rows: list[tuple[str, int, int]]) -> None:
    days = [
        (np.datetime64("2020-01-01") + first, np.datetime64("2020-01-01") + first + width) for _, first, width in rows
    ]
    frame = table(*(event(place, str(a), str(b)) for (place, _, _), (a, b) in zip(rows, days, strict=True)))
    record = payload.record(frame, outlines={})
    starts = np.cumsum([0, *column(record["spot_count"])])
    arrived = set()
    for spot, (place, latitude) in enumerate(
        zip(column(record["spot_place"]), column(record["spot_latitude"]), strict=True)
    ):
        for index in range(starts[spot], starts[spot + 1]):
            name = record["places"][place]
            assert abs(PLACES[name][0] - latitude) < 1e-5
            first = int(column(record["first"])[index])
            arrived.add((json.loads(record["ids"])[index], name, first, first + int(column(record["width"])[index])))
    expected = {
        (f"e{number}", place, int(a.astype(int)), int(b.astype(int)))
        for number, ((place, _, _), (a, b)) in enumerate(zip(rows, days, strict=True))
    }
    assert expected == arrived


def test_events_without_day_or_place_are_counted_and_not_drawn() -> None:
    frame = table(
        event("Kyiv", "2023-02-08"), event("Kyiv", "NaT"), {**event("Kyiv", "2023-02-08"), "latitude": float("nan")}
    )
    record = payload.record(frame, outlines={})
    assert (1, {"undated": 1, "unplaced": 1}) == (record["size"], record["left_out"])


def test_a_last_day_that_is_missing_or_early_counts_as_the_first() -> None:
    frame = table(event("Kyiv", "2023-02-08", "2023-02-01"), event("Kyiv", "2023-02-08", "NaT"))
    assert [0, 0] == column(payload.record(frame, outlines={})["width"]).tolist()


def test_a_table_of_anyones_own_needs_three_columns() -> None:
    frame = pd.DataFrame({"latitude": [50.45], "longitude": [30.52], "first_day": ["2023-02-08"]}, index=["mine"])
    record = payload.record(frame, outlines={})
    assert (1, ["mine"], [FEBRUARY_8, FEBRUARY_8]) == (record["size"], json.loads(record["ids"]), record["extent"])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="no column longitude, first_day: add it"):
        payload.record(pd.DataFrame({"latitude": [1.0]}), outlines={})


def test_group_status_and_whether_somebody_says_so_share_a_number() -> None:
    denied = event("Kyiv", "2023-02-08", status="denied", claimed_by=None)
    said = event("Lviv", "2023-02-08", kind="of no known kind", claimed_by="the mayor")
    frame = table(denied, said)
    record = payload.record(frame, outlines={})
    looks = dict(zip(json.loads(record["ids"]), column(record["look"]).tolist(), strict=True))
    ids = [group.id for group in GROUPS]
    assert looks == {
        "e0": ids.index("battle") * 16 + payload.STATUSES.index("denied") * 2,
        "e1": ids.index("other") * 16 + 1,
    }


def test_an_area_with_an_outline_is_drawn_as_one_and_without_as_a_circle() -> None:
    square = {"type": "Polygon", "coordinates": [[[30, 50], [31, 50], [31, 51], [30, 51], [30, 50]]]}
    frame = table(
        event("Kyiv", "2023-02-08", place_kind="admin1", place_id="admin1:UA.13", radius_km=90.0),
        event("Lviv", "2023-02-08", place_kind="admin1", place_id="admin1:UA.15", radius_km=90.0),
        event("Minsk", "2023-02-08", place_kind="settlement"),
    )
    record = payload.record(frame, outlines={"admin1:UA.13": square})
    forms = {}
    for place, area in zip(column(record["spot_place"]), column(record["spot_area"]), strict=True):
        forms[record["places"][place]] = None if area < 0 else record["areas"][area]
    assert (5, 90.0, None) == (forms["Kyiv"]["shape"]["sizes"][0], forms["Lviv"]["radius_km"], forms["Lviv"]["shape"])
    assert forms["Minsk"] is None


def test_a_border_is_a_line() -> None:
    line = {"type": "LineString", "coordinates": [[30, 51], [31, 52]]}
    frame = table(event("Minsk", "2023-02-08", place_kind="border", place_id="border:BY-UA", radius_km=300.0))
    assert ["line"] == [area["form"] for area in payload.record(frame, outlines={"border:BY-UA": line})["areas"]]


def test_texts_stand_once_and_only_where_asked_for() -> None:
    frame = table(*(event("Kyiv", "2023-02-08", sentence="Our own words.") for _ in range(3)))
    record = payload.record(frame, outlines={})
    assert ["Our own words."] * 3 == texts(record, "sentence")
    assert 1 == record["texts"]["sentence"]["values"].count("Our own words.")
    assert {} == payload.record(frame, outlines={}, snippets=False)["texts"]


def test_the_key_changes_with_the_events_and_with_nothing_else() -> None:
    one = table(event("Kyiv", "2023-02-08"))
    key = payload.record(one, outlines={})["key"]
    assert key == payload.record(one.copy(), outlines={})["key"]
    assert key != payload.record(table(event("Kyiv", "2023-02-09")), outlines={})["key"]


def test_a_hundred_thousand_events_take_few_bytes_each() -> None:
    size = 100_000
    generator = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "event_id": np.arange(size).astype(str),
            "latitude": generator.integers(40, 60, size),
            "longitude": generator.integers(20, 50, size),
            "first_day": np.datetime64("2020-01-01") + generator.integers(0, 1500, size),
        }
    )
    assert len(payload.script_literal(payload.record(frame, outlines={}))) < 25 * size


def test_a_column_takes_the_smallest_type() -> None:
    assert ["u1", "u2", "u4", "i4", "f4"] == [
        columns.column(values)[:2] for values in ([255], [256], [65536], [-1], [0.5])
    ]
    assert b"" == b64decode(columns.column([])[3:])


def test_a_continent_is_a_square_and_words_and_has_no_ring() -> None:
    europe = event("Lviv", "2023-02-08", place_name="Europe", place_id="e", place_kind="region", radius_km=2500.0)
    record = payload.record(table(europe), outlines={"e": {"type": "LineString", "coordinates": [[0, 0], [9, 9]]}})
    assert ["somewhere in Europe"] == record["places"]
    assert [{"form": "area", "shape": None, "radius_km": 0.0}] == record["areas"]


def test_the_first_view_leaves_a_continent_and_one_far_report_out() -> None:
    far = {**event("Lviv", "2023-02-08"), "latitude": 40.7, "longitude": -74.0}
    vast = {**event("Minsk", "2023-02-08"), "radius_km": 2500.0, "place_kind": "region"}
    near = [event(place, "2023-02-08") for place in ("Kyiv", "Bakhmut", "Lviv") for _ in range(4)]
    (south, west), (north, east) = payload.record(table(*near, far, vast), outlines={})["bounds"]
    assert (48.59, 24.03, 50.45, 38.0) == (south, west, north, east)


def test_events_in_a_continent_alone_set_the_first_view() -> None:
    vast = {**event("Minsk", "2023-02-08"), "radius_km": 2500.0}
    assert [[53.9, 27.57], [53.9, 27.57]] == payload.record(table(vast), outlines={})["bounds"]


def test_the_first_view_shows_every_event_within_a_thousand_kilometres_of_the_middle() -> None:
    near = [event(place, "2023-02-08") for place in ("Kyiv", "Bakhmut") for _ in range(20)]
    (_, west), (_, east) = payload.record(table(*near, event("Lviv", "2023-02-08")), outlines={})["bounds"]
    assert (24.03, 38.0) == (west, east)


@given(st.lists(st.booleans(), max_size=20))
def test_a_choice_has_a_bit_for_each_event_in_the_order_of_the_record(passes: list[bool]) -> None:
    rows = [event(sorted(PLACES)[number % 4], f"2023-02-{20 - number % 9:02}") for number in range(len(passes))]
    whole = payload.drawn(table(*rows))
    record = payload.recorded(whole, outlines={})
    made = payload.choice(whole, record["key"], np.array(passes, dtype=bool))
    shown = np.unpackbits(column(made["chosen"]), bitorder="little")[: len(rows)]
    ids = [each for each, bit in zip(json.loads(record["ids"]), shown, strict=True) if bit]
    assert {f"e{number}" for number, passed in enumerate(passes) if passed} == set(ids)
    alone = payload.record(table(*rows)[np.array(passes, dtype=bool)], outlines={})
    assert (record["key"], alone["bounds"], alone["focus"]) == (made["of"], made["bounds"], made["focus"])


def test_a_choice_of_a_hundred_thousand_events_takes_few_kilobytes() -> None:
    size = 100_000
    frame = pd.DataFrame(
        {"latitude": 50.0, "longitude": np.arange(size) % 90, "first_day": np.datetime64("2023-02-08")}
    )
    made = payload.choice(payload.drawn(frame), "key", np.arange(size) % 3 == 0)
    assert len(json.dumps(made)) < 18_000


def test_what_people_changed_arrives_with_its_event_and_costs_nothing_where_they_did_not() -> None:
    events = table(*(event(name, "2023-02-08") for name in ("Lviv", "Bakhmut", "Bakhmut"))).assign(
        corrected=["", "place, days", ""]
    )
    made = payload.record(events, outlines={})
    assert ["place, days"] == list(made["corrected"].values())
    (index,) = made["corrected"]
    assert events["event_id"].iloc[1] == json.loads(made["ids"])[int(index)]
    assert {} == payload.record(events.assign(corrected=""), outlines={})["corrected"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "days"),
    [
        (90.0, 180.0, ("0001-01-01", "9999-12-31")),
        (-90.0, -180.0, ("0001-01-01", "0001-01-01")),
        (0.0, 180.0, ("9999-12-31", "9999-12-31")),
    ],
)
def test_the_ends_of_the_world_and_of_time_arrive(latitude: float, longitude: float, days: tuple[str, str]) -> None:
    row = {**event("Kyiv", *days), "latitude": latitude, "longitude": longitude}
    made = payload.record(table(row), outlines={})
    first, last = (int(np.datetime64(day).astype(int)) for day in days)
    assert (1, [first, last], [[latitude, longitude]] * 2) == (made["size"], made["extent"], made["bounds"])
    assert [latitude, longitude] == [column(made[f"spot_{name}"])[0] for name in ("latitude", "longitude")]


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 90.5, None, "north"])
def test_what_is_no_latitude_is_counted_and_not_drawn(wrong: object) -> None:
    rows = table({**event("Kyiv", "2023-02-08"), "latitude": wrong}, event("Lviv", "2023-02-08"))
    made = payload.record(rows, outlines={})
    assert (1, {"undated": 0, "unplaced": 1}) == (made["size"], made["left_out"])


def test_fifty_thousand_events_on_one_point_are_one_spot() -> None:
    size = 50_000
    frame = pd.DataFrame(
        {"latitude": 50.0, "longitude": 30.0, "first_day": ["2023-02-08"] * size, "place_name": "Here"}
    )
    made = payload.record(frame, outlines={})
    assert ([size], ["Here"]) == (column(made["spot_count"]).tolist(), made["places"])
