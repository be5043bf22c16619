"""The fixed JSON records."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mapapp.intake import Failure
from mapapp.model import Basis, Figure, Mark, MarkKind, Published, TextSpan, TimeSpan
from mapapp.records import (
    days_from,
    days_record,
    failure_record,
    figure_from,
    figure_record,
    marks_from,
    marks_record,
    place_from,
    published_from,
    published_record,
    reading_record,
    spans_from,
    spans_record,
    whole_place_record,
)
from tests.making_readings import reading
from tests.small_reader import BAKHMUT

SPANS = st.tuples(st.integers(0, 10_000), st.integers(0, 100)).map(lambda pair: TextSpan(pair[0], sum(pair)))
DAYS = st.tuples(st.dates(), st.dates()).map(lambda pair: TimeSpan(min(pair), max(pair)))
NUMBERS = st.none() | st.integers(0, 10**9)


@given(st.lists(SPANS).map(tuple), st.none() | DAYS, st.text())
def test_what_is_written_is_read_back(spans: tuple[TextSpan, ...], days: TimeSpan | None, words: str) -> None:
    published = None if days is None else Published(days, Basis.STATED, words)
    marks = tuple(Mark(span, MarkKind.MENU, words) for span in spans)
    assert spans == spans_from(json.loads(json.dumps(spans_record(spans))))
    assert marks == marks_from(json.loads(json.dumps(marks_record(marks))))
    assert days == days_from(days_record(days))
    assert published == published_from(published_record(published))


@given(st.text(), NUMBERS, SPANS, NUMBERS, NUMBERS, st.booleans())
def test_a_figure_is_read_back(
    what: str, count: int | None, span: TextSpan, low: int | None, high: int | None, to_date: bool
) -> None:
    figure = Figure(what, count, span, low, high, to_date)
    assert figure == figure_from(figure_record(figure))


def test_a_place_is_read_back() -> None:
    assert BAKHMUT == place_from(whole_place_record(BAKHMUT))


def test_a_reading_is_the_line_that_others_rely_on() -> None:
    record = json.loads(json.dumps(reading_record(reading("a1")), allow_nan=False))
    assert {
        "id": "a1",
        "title": "A title",
        "url": "https://a.example/1",
        "language": "en",
        "published": {
            "first_day": "2023-03-07",
            "last_day": "2023-03-07",
            "basis": "stated",
            "evidence": "the dateline",
        },
        "body": [[0, 92]],
        "places": [
            {
                "start": 13,
                "end": 20,
                "text": "Bakhmut",
                "role": "location",
                "confidence": 0.9,
                "reason": "a name",
                "place": {
                    "id": "geonames:712441",
                    "name": "Bakhmut",
                    "kind": "settlement",
                    "country": "UA",
                    "lat": 48.59,
                    "lon": 38.0,
                    "radius_km": 5,
                },
            }
        ],
        "times": [
            {
                "start": 24,
                "end": 31,
                "text": "Tuesday",
                "type": "DATE",
                "value": "2023-03-07",
                "first_day": "2023-03-07",
                "last_day": "2023-03-07",
                "basis": "relative",
            }
        ],
    } == {key: value for key, value in record.items() if key != "events"}
    placed, unplaced = record["events"]
    assert ("Explosions/Remote violence: Shelling/artillery/missile attack", "happened", "primary") == (
        placed["kind"],
        placed["status"],
        placed["grade"],
    )
    assert ("officials", 13, 20, "Bakhmut") == (
        placed["claimed_by"],
        placed["place_start"],
        placed["place_end"],
        placed["place"]["name"],
    )
    assert [{"what": "killed", "count": 2, "start": 60, "end": 63}] == placed["figures"]
    assert [None] * 6 == [
        unplaced[key] for key in ("place", "place_start", "place_end", "first_day", "last_day", "date_basis")
    ]
    assert date.fromisoformat(placed["first_day"]) == date(2023, 3, 7)


def test_a_failure_is_a_line_with_id_and_error() -> None:
    assert {"id": "a.jsonl", "error": "line 3: not JSON"} == failure_record(Failure("a.jsonl", "not JSON", 3))
    assert {"id": "a.txt", "error": "empty file"} == failure_record(Failure("a.txt", "empty file"))
