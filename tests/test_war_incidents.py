"""Our own groups of reports: whole in themselves, without a word of the articles; and the figures made with them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.making_readings import TEXT, reading

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "incidents.py"
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for line in SCRIPT.with_name("war_incidents.jsonl").read_text("utf-8").splitlines()
]
MARKS = [mark for document in DOCUMENTS for mark in document["events"]]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("incidents_benchmark", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_marks_are_offsets_in_order_and_no_text() -> None:
    assert len(DOCUMENTS) == len({document["id"] for document in DOCUMENTS})
    for mark in MARKS:
        assert {"sentence", "trigger", "scene", "group"} == mark.keys()
        start, end = mark["sentence"]
        assert start <= mark["trigger"][0] < mark["trigger"][1] <= end


def test_both_halves_have_groups_over_several_articles_and_lone_reports_that_look_alike(benchmark: ModuleType) -> None:
    articles: dict[int, set[str]] = {}
    for document in DOCUMENTS:
        for mark in document["events"]:
            articles.setdefault(mark["group"], set()).add(document["id"])
    sizes = Counter(mark["group"] for mark in MARKS)
    for at in (0, 1):
        groups = [group for group in sizes if benchmark.half(group) == at]
        assert sum(len(articles[group]) > 1 for group in groups) >= 60
        assert sum(sizes[group] == 1 for group in groups) >= 15


def test_a_mark_finds_the_event_with_its_trigger_in_the_text_that_was_marked(benchmark: ModuleType) -> None:
    mark = {"sentence": [0, 48], "trigger": [2, 6], "scene": [13, 20], "group": 7}
    document = {"id": "a1", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "events": [mark]}
    assert {"a1-shelling": 7} == benchmark.marked([document], {"a1": reading("a1")})
    assert {} == benchmark.marked([document | {"sha256": "0" * 64}], {"a1": reading("a1")})


def test_b_cubed_counts_for_each_event_who_is_rightly_with_it_and_who_is_missing(benchmark: ModuleType) -> None:
    gold = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert (100, 100, 100) == benchmark.b_cubed({"a": "x", "b": "x", "c": "x", "d": "y"}, gold)
    precision, recall, _ = benchmark.b_cubed({event: event for event in gold}, gold)
    assert (100, 50) == (precision, recall)
    precision, recall, _ = benchmark.b_cubed(dict.fromkeys(gold, "x"), gold)
    assert (62.5, 100) == (precision, recall)


def test_made_up_events_are_the_same_each_time_and_as_skewed_as_they_say(benchmark: ModuleType) -> None:
    made = list(benchmark.made(3000))
    assert made == list(benchmark.made(3000)) and len({report.event for report in made}) == 3000
    towns = Counter(report.place.id for report in made if report.place)
    assert 0.15 < towns["geonames:0"] / len(made) < 0.25
    sentences = Counter(report.sentence for report in made)
    assert max(sentences.values()) >= 8
