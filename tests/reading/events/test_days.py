"""The days of what a report tells, case by case (`tests/cases/events/days.toml`)."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

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
