"""How many happenings a sentence tells: tests/cases/events/happenings.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from event_sentences import marked

from mapapp.reading.events.assembling import entries_of
from mapapp.reading.sentences import sentences

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "events" / "happenings.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_sentence_tells_each_happening_once(case: dict[str, Any]) -> None:
    sentence = marked(case["text"])
    spans = sentences(sentence.article)
    entries = entries_of(sentence.article, spans, sentence.places, (), None, None)  # type: ignore[arg-type]
    found = sorted((entry.event for entry in entries), key=lambda event: event.trigger.start)
    assert case["kinds"] == [event.kind for event in found]
