"""The days of what a report tells, case by case (`tests/cases/events/days.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Article, Basis, Mark, MarkKind, Published, Reading, TextSpan, TimeSpan
from mapapp.reading import days_at
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/events/days.toml").read_text("utf-8"))["case"]
THURSDAY = "2022-02-10"


def reading(text: str, day: str) -> Reading:
    """A report of a day; a first paragraph without a full stop is its heading."""
    first, blank, _ = text.partition("\n\n")
    marks = (Mark(TextSpan(0, len(first)), MarkKind.HEADLINE, "first"),) if blank and not first.endswith(".") else ()
    article = Article("a", None, text, (TextSpan(0, len(text)),), marks)
    published = Published(TimeSpan(date.fromisoformat(day), date.fromisoformat(day)), Basis.GIVEN, "given")
    spans = sentences(article)
    return Reading(article, published, spans, (), read_times(article, spans, published), ())


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text']}: {case['word']}" for case in CASES])
def test_days(case: dict[str, Any]) -> None:
    found = re.search(rf"\b{re.escape(case['word'])}\b", case["text"])
    assert found
    ((days, basis, evidence),) = days_at(reading(case["text"], case.get("day", THURSDAY)), [TextSpan(*found.span())])
    expected = [*case["days"], *case["days"][-1:]][:2]
    said = [days.first_day.isoformat(), days.last_day.isoformat()] if days else []
    assert (expected, case.get("basis", "relative") if expected else None) == (said, basis and basis.value), evidence


PARTS = st.sampled_from(
    [
        "troops attacked the port on Monday",
        ", ",
        ". ",
        "\n\n",
        "after the raid",
        "since 2014",
        "will meet",
        "had warned",
        "until 20 February",
        "from Monday to Tuesday",
        "which fell",
        "said that",
        "the attack",
        "in March",
        "“",
        "”",
        "?",
        "2022-02-03",
        "before leaving",
    ]
)


@given(st.lists(PARTS, max_size=12), st.integers(0, 200), st.integers(0, 40), st.booleans())
def test_any_span_has_days_with_a_basis_or_a_reason_for_none(
    parts: list[str], start: int, length: int, dated: bool
) -> None:
    read = reading(" ".join(parts), THURSDAY)
    read = read if dated else replace(read, published=None, times=read_times(read.article, read.sentences, None))
    ((days, basis, evidence),) = days_at(read, [TextSpan(start, start + length)])
    assert (days is None) == (basis is None)
    assert evidence


@given(st.integers(1, 40))
def test_a_report_of_a_later_week_moves_what_is_counted_from_it(weeks: int) -> None:
    """A weekday is counted from the report; nothing else in such a sentence is."""
    text = "Guards fired on Monday. The crowd left."
    day = date.fromisoformat(THURSDAY)
    later = (day + timedelta(weeks=weeks)).isoformat()
    spans = [TextSpan(7, 12), TextSpan(34, 38)]
    for (first, _, _), (second, _, _) in zip(
        days_at(reading(text, THURSDAY), spans), days_at(reading(text, later), spans), strict=True
    ):
        assert first and second and second.first_day - first.first_day == timedelta(weeks=weeks)
