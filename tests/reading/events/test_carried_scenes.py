"""Scenes that another sentence names, on the reports of tests/cases/events/carried.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from event_sentences import marked

from mapapp.model import Event
from mapapp.reading.events.assembling import entries_of
from mapapp.reading.sentences import sentences

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/events/carried.toml").read_text("utf-8"))["case"]


def events_of(case: dict[str, Any]) -> list[Event]:
    """The events whose trigger the case marks, whether or not they are likely enough to be kept."""
    report = marked(case["text"])
    found = entries_of(report.article, sentences(report.article), report.places, (), None, None)  # type: ignore[arg-type]
    assert report.trigger
    return [entry.event for entry in found if entry.event.trigger.overlaps(report.trigger)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_scene_is_taken_from_another_sentence(case: dict[str, Any]) -> None:
    found = events_of(case)
    assert found, "no event where the case marks one"
    assert case["at"] == [event.place.span.of(marked(case["text"]).text) for event in found if event.place]


@pytest.mark.parametrize("case", [case for case in CASES if case["at"]], ids=lambda case: case["text"])
def test_a_scene_of_another_sentence_says_why_and_is_less_sure(case: dict[str, Any]) -> None:
    for event in events_of(case):
        assert case["why"] in event.reason
        assert event.confidence < 0.8
