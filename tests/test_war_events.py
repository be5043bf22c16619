"""Our own annotation of events: whole in itself, without a word of the articles; and how it is scored."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mapapp.evaluation.events import family, is_right
from mapapp.model import Status

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "war_events.py"
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for line in SCRIPT.with_suffix(".jsonl").read_text("utf-8").splitlines()
]
EVENT = {
    "sentence": [0, 20],
    "trigger": [8, 14],
    "kinds": ["shelling"],
    "status": ["happened"],
    "places": [[15, 19]],
    "claimant": None,
    "figures": [],
    "optional": False,
}
OURS = {
    "start": 0,
    "end": 20,
    "kind": "Explosions/Remote violence: Shelling/artillery/missile attack",
    "status": "happened",
    "grade": "primary",
    "place_start": 15,
    "place_end": 19,
    "claimed_by": None,
    "figures": [],
    "confidence": 0.85,
    "reason": "told",
}


@pytest.fixture(scope="module")
def war_events() -> ModuleType:
    spec = importlib.util.spec_from_file_location("war_events", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_documents_are_marked_once_and_without_text() -> None:
    assert 60 == len(DOCUMENTS) == len({document["id"] for document in DOCUMENTS})
    assert {("id", "sha256", "events")} == {tuple(document) for document in DOCUMENTS}
    fields = {tuple(event) for document in DOCUMENTS for event in document["events"]}
    assert {tuple(EVENT)} == fields
    words = [kind for document in DOCUMENTS for event in document["events"] for kind in event["kinds"]]
    assert max(map(len, words)) < 12


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_each_event_has_its_words_in_its_sentence_a_kind_and_a_status(document: dict[str, Any]) -> None:
    for event in document["events"]:
        (begin, end), (first, last) = event["sentence"], event["trigger"]
        assert begin <= first < last <= end
        assert event["kinds"] and set(event["status"]) <= {status.value for status in Status}
        spans = [*event["places"], *(figure["span"] for figure in event["figures"])]
        assert all(0 <= span[0] < span[1] for span in [*spans, *([event["claimant"]] if event["claimant"] else [])])


def test_what_belongs_to_no_family_is_fire_crime_and_the_rest() -> None:
    kinds = {kind for document in DOCUMENTS for event in document["events"] for kind in event["kinds"]}
    assert {"other", "fire", "crime"} == {kind for kind in kinds if family(kind) == "other"}


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"status": "denied"}, False),
        ({"place_start": 0, "place_end": 5}, False),
        ({"kind": "visit"}, False),
    ],
)
def test_confidence_is_of_kind_status_and_scene(change: dict[str, Any], right: bool) -> None:
    assert right is is_right(OURS | change, [EVENT | {"optional": True}])


def test_grades_are_set_beside_what_the_annotator_says(war_events: ModuleType) -> None:
    gold = [{"id": "a", "text": "", "events": [EVENT]}, {"id": "b", "text": "", "events": [EVENT | {"optional": True}]}]
    said = {"a": [OURS, OURS | {"kind": "visit"}], "b": [OURS | {"grade": "background"}]}
    assert {"primary": {"required": 1, "none": 1}, "background": {"optional": 1}} == war_events.grades(gold, said)
    assert [{"from": 0.8, "events": 3, "said": 0.85, "holds": 0.667}] == war_events.tenths(gold, said)


def test_errors_name_what_is_false_missed_and_wrong(war_events: ModuleType) -> None:
    document = {"id": "a", "text": "Cannons shelled Orba.", "events": [EVENT]}
    kinds = [line.split()[0] for line in war_events.errors(document, [OURS | {"status": "denied"}])]
    assert ["STATUS"] == kinds
    assert ["FALSE", "MISSED"] == [line.split()[0] for line in war_events.errors(document, [OURS | {"kind": "visit"}])]
