"""Our own annotation of places: whole in itself, without a word of the articles; and how it joins their texts."""

from __future__ import annotations

import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from mapapp.evaluation.figures import distance_km
from mapapp.evaluation.places import NEAR_KM, ROLE_OF_USAGE

if TYPE_CHECKING:
    from gazetteer import Gazetteer

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "war_places.py"
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for line in SCRIPT.with_suffix(".jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def war_places() -> ModuleType:
    spec = importlib.util.spec_from_file_location("war_places", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_documents_are_marked_once_and_without_text() -> None:
    assert 40 == len(DOCUMENTS) == len({document["id"] for document in DOCUMENTS})
    assert {("id", "sha256", "toponyms")} == {tuple(document) for document in DOCUMENTS}
    fields = {tuple(toponym) for document in DOCUMENTS for toponym in document["toponyms"]}
    assert {("start", "end", "geonameid", "lat", "lon", "type")} == fields
    assert all(len(document["sha256"]) == 64 for document in DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_mentions_stand_in_order_and_do_not_overlap(document: dict[str, Any]) -> None:
    toponyms = document["toponyms"]
    assert all(0 <= toponym["start"] < toponym["end"] for toponym in toponyms)
    assert all(before["end"] <= after["start"] for before, after in pairwise(toponyms))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_each_place_is_the_gazetteers_or_has_a_point_of_its_own(document: dict[str, Any], gazetteer: Gazetteer) -> None:
    for toponym in document["toponyms"]:
        assert toponym["type"] in ROLE_OF_USAGE
        assert -90 <= toponym["lat"] <= 90 and -180 <= toponym["lon"] <= 180
        if toponym["geonameid"] is not None:
            place = gazetteer.place(f"geonames:{toponym['geonameid']}")
            assert place is not None, toponym
            here = {"lat": place.coordinates.latitude, "lon": place.coordinates.longitude}
            assert distance_km(here, toponym) <= NEAR_KM, (toponym, place.name)


def test_a_mention_gets_its_name_from_the_text_annotated(war_places: ModuleType) -> None:
    text = "Oslo rejected the offer."
    marks = [{"id": "a", "sha256": war_places.checksum(text), "toponyms": [{"start": 0, "end": 4}]}]
    gold, others = war_places.joined(marks, [{"id": "a", "text": text, "dct": "2022-03-01"}])
    assert [
        {"id": "a", "text": text, "dct": "2022-03-01", "toponyms": [{"start": 0, "end": 4, "text": "Oslo"}]}
    ] == gold
    assert [] == others


def test_a_text_that_changed_or_is_missing_is_said(war_places: ModuleType) -> None:
    marks = [{"id": name, "sha256": war_places.checksum("Oslo"), "toponyms": []} for name in ("a", "b", "c")]
    gold, others = war_places.joined(marks, [{"id": "a", "text": "Oslo."}, {"id": "c", "text": "Oslo"}])
    assert ["c"] == [document["id"] for document in gold]
    assert ["a", "b"] == others


def test_two_readings_agree_on_spans_places_and_roles(war_places: ModuleType) -> None:
    oslo = {"start": 0, "end": 4, "geonameid": 3143244, "lat": 59.91, "lon": 10.75, "type": "Literal"}
    bay = {"start": 9, "end": 12, "geonameid": None, "lat": 60.0, "lon": 10.7, "type": "Literal"}
    missed = {**oslo, "start": 20, "end": 24}
    first = [{"id": "a", "toponyms": [oslo, bay, missed]}]
    second = [{"id": "a", "toponyms": [{**oslo, "geonameid": 1}, {**bay, "lat": 60.1, "type": "Metonymic"}]}]
    figures = {"mentions": (3, 2), "spans": 80.0, "same_place": 50.0, "same_role": 50.0}
    assert figures == war_places.agreement(first, second)


def test_each_document_read_twice_was_read_by_both() -> None:
    lines = SCRIPT.with_name("war_places_twice.jsonl").read_text("utf-8").splitlines()
    twice = [json.loads(line) for line in lines]
    assert {("reader", "id", "sha256", "toponyms")} == {tuple(document) for document in twice}
    readers = [{each["id"]: each["sha256"] for each in twice if each["reader"] == reader} for reader in (1, 2)]
    assert readers[0] == readers[1]
    assert readers[0].items() <= {each["id"]: each["sha256"] for each in DOCUMENTS}.items()


def test_the_choice_is_by_hash_among_unread_articles_of_fit_length(war_places: ModuleType) -> None:
    lengths = {"1_en_1": 2000, "2_en_2": 1499, "3_en_3": 6001, "4_de_4": 2001, "5_en_5": 2002, "6_en_6": 2003}
    news = [{"id": name, "text": "x" * length} for name, length in lengths.items()]
    fit = sorted(["1_en_1", "6_en_6"], key=war_places.checksum)
    assert fit == war_places.chosen(news, {"5_en_5"})
    assert fit[:1] == war_places.chosen(news, {"5_en_5"}, count=1)


def test_a_text_that_comes_twice_is_chosen_once(war_places: ModuleType) -> None:
    names = sorted(["1_en_1", "2_en_2", "3_en_3"], key=war_places.checksum)
    assert names[:1] == war_places.chosen([{"id": name, "text": "x" * 2000} for name in names], ())
