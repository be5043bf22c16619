"""The second reading of events: whole in itself, without a word of the articles; how two readings are compared.

And the guide, docs/annotation.md: it knows every kind.
"""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mapapp.evaluation.events import family
from mapapp.model import Status

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "benchmarks"
KINDS = ROOT / "mapapp" / "reading" / "events" / "kinds.toml"
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for line in (BENCHMARKS / "events_second.jsonl").read_text("utf-8").splitlines()
]
FIELDS = ("sentence", "trigger", "kinds", "status", "places", "claimant", "figures", "optional")
ALONE = {"other", "fire", "crime"}
"""Kinds that belong to no family."""


@pytest.fixture(scope="module")
def agreement() -> ModuleType:
    spec = importlib.util.spec_from_file_location("agreement", BENCHMARKS / "agreement.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_documents_are_read_once_and_without_text() -> None:
    assert 32 == len(DOCUMENTS) == len({document["id"] for document in DOCUMENTS})
    assert {("id", "sha256", "events")} == {tuple(document) for document in DOCUMENTS}
    assert {64} == {len(document["sha256"]) for document in DOCUMENTS}
    assert {FIELDS} == {tuple(event) for document in DOCUMENTS for event in document["events"]}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_events_are_spans_in_order_with_kinds_and_statuses_that_are_known(document: dict[str, Any]) -> None:
    events = document["events"]
    assert all(before["trigger"] <= after["trigger"] for before, after in pairwise(events))
    for event in events:
        (start, end), (sentence_start, sentence_end) = event["trigger"], event["sentence"]
        assert sentence_start <= start < end <= sentence_end
        others = [*event["places"], *filter(None, [event["claimant"]]), *(each["span"] for each in event["figures"])]
        assert all(0 <= first < last for first, last in others)
        assert event["kinds"] and all(family(kind) != "other" or kind in ALONE for kind in event["kinds"])
        assert event["status"] and {Status(status) for status in event["status"]}


def mark(start: int, kinds: str, status: str, **told: Any) -> dict[str, Any]:
    """An event of five letters in a sentence of a hundred."""
    sentence = [start // 100 * 100, start // 100 * 100 + 100]
    event = {"sentence": sentence, "trigger": [start, start + 5], "kinds": kinds.split(), "status": status.split()}
    return event | {"places": [], "claimant": None, "figures": [], "optional": False} | told


def reading(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "a", "events": events}]


def test_events_are_paired_by_family_and_by_the_nearest_words(agreement: ModuleType) -> None:
    first = [mark(10, "shelling", "happened"), mark(40, "airstrike", "happened"), mark(110, "consult", "planned")]
    second = [mark(42, "explosion", "happened"), mark(110, "law", "planned"), mark(12, "law shelling", "happened")]
    assert [(10, 12), (40, 42)] == sorted(
        (one["trigger"][0], other["trigger"][0]) for one, other in agreement.paired(first, second)
    )


def test_two_readings_agree_on_events_and_on_what_is_told_of_them(agreement: ModuleType) -> None:
    first = reading(
        mark(10, "shelling", "happened", places=[[20, 24]], figures=[{"what": "killed", "span": [30, 33]}]),
        mark(110, "consult", "planned", claimant=[150, 155]),
        mark(210, "sanction", "happened", optional=True),
        mark(310, "arrest", "happened"),
    )
    second = reading(
        mark(10, "airstrike", "happened ongoing", places=[[20, 24]], figures=[{"what": "killed", "span": [27, 33]}]),
        mark(110, "diplo", "called_for", places=[[120, 124]], claimant=[150, 160]),
        mark(210, "econ", "happened"),
        mark(410, "move", "ongoing", optional=True),
    )
    figures = agreement.agreement(first, second)
    assert figures["documents"] == 1
    assert figures["required"] == {
        "first": 3,
        "second": 3,
        "f1": 66.7,
        "of_first_marked_by_second": 66.7,
        "of_second_marked_by_first": 100.0,
        "marked_f1": 83.3,
        "second_evaluated_by_first": 80.0,
        "first_evaluated_by_second": 66.7,
    }
    assert figures["optional"] == {"pairs": 3, "agree": 66.7, "same": 66.7, "kappa": 0.0}
    assert figures["family_in_a_sentence"] == {"events": 6, "agree": 100.0}
    assert figures["pairs_that_both_require"] == {
        "status": {"pairs": 2, "agree": 50.0, "same": 0.0, "kappa": 0.33},
        "scene": {"pairs": 2, "agree": 50.0, "any_kappa": 0.0, "only_first": 0, "only_second": 1, "elsewhere": 0},
        "claimant": {"pairs": 2, "agree": 100.0, "any_kappa": 1.0, "only_first": 0, "only_second": 0, "elsewhere": 0},
        "figures": {"first": 1, "second": 1, "agree": 100.0},
    }


def test_kinds_of_other_families_in_a_sentence_are_no_agreement(agreement: ModuleType) -> None:
    figures = agreement.agreement(reading(mark(10, "protest", "happened")), reading(mark(10, "fire", "happened")))
    assert figures["family_in_a_sentence"] == {"events": 2, "agree": 0.0}
    assert figures["family_of_the_same_words"] == {"pairs": 1, "agree": 0.0, "same": 0.0, "kappa": 0.0}
    assert figures["optional"]["pairs"] == 0


def test_strictly_an_event_is_what_its_reader_named_first(agreement: ModuleType) -> None:
    first = reading(mark(10, "shelling", "happened"))
    second = reading(mark(10, "law shelling", "planned happened"))
    assert agreement.agreement(first, second)["all_pairs"]["status"]["agree"] == 100.0
    assert agreement.agreement(*map(agreement.strict, (first, second)))["required"]["marked_f1"] == 0.0


def test_kappa_is_cohens_and_takes_several_answers(agreement: ModuleType) -> None:
    """Twenty yes of both, fifteen no of both, five and ten apart: the example of the textbooks, 0.4."""
    sides = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement.kappa([(frozenset([one]), frozenset([other])) for one, other in sides]) == 0.4
    assert agreement.kappa([(frozenset("ab"), frozenset("b")), (frozenset("c"), frozenset("c"))]) == 1.0


def rows_of_the_guide() -> list[list[list[str]]]:
    """The table of kinds: of each row the words in code font of each column."""
    lines = (ROOT / "docs" / "annotation.md").read_text("utf-8").splitlines()
    table = lines[lines.index("| family | short codes | codes of kinds.toml | borders |") + 2 :]
    rows = table[: next(number for number, line in enumerate(table) if not line.startswith("|"))]
    return [[re.findall(r"`([^`]+)`", cell) for cell in row.strip("|").split("|")] for row in rows]


def test_the_guide_has_every_kind_in_its_family() -> None:
    rows = rows_of_the_guide()
    codes = {kind["code"] for kind in tomllib.loads(KINDS.read_text("utf-8"))["kind"]}
    assert codes == {code for _, _, found, _ in rows for code in found}
    for (name,), short, found, _ in rows:
        assert {name} == {family(kind) for kind in short + found}
    used = {kind for document in DOCUMENTS for event in document["events"] for kind in event["kinds"]}
    assert used <= {kind for _, short, _, _ in rows for kind in short}
