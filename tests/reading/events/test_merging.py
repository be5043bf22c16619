"""One happening once, on the reports of tests/cases/events/merging.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from event_sentences import marked

from mapapp.model import Basis, Published, TimeSpan
from mapapp.reading.events.assembling import entries_of
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/events/merging.toml").read_text("utf-8"))["case"]

DAY = date(2023, 3, 4)
PUBLISHED = Published(TimeSpan(DAY, DAY), Basis.GIVEN, "given")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_each_happening_is_told_once(case: dict[str, Any]) -> None:
    report = marked(case["text"])
    article, spans = report.article, sentences(report.article)
    times = read_times(article, spans, PUBLISHED)
    found = list(entries_of(article, spans, report.places, times, PUBLISHED, None))  # type: ignore[arg-type]
    told = {entry.event.trigger for entry in found if entry.event.kind.startswith(case["kind"])}
    assert case["happenings"] == len(told), [entry.event.reason for entry in found]
