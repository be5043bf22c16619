"""The figures of `mapapp evaluate`, on documents small enough to count by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mapapp.evaluation import ASKED, TASKS, GoldUnreadable, documents_of, measure, with_texts
from mapapp.evaluation.events import family
from mapapp.evaluation.figures import distance_km, f1
from mapapp.evaluation.place_errors import ErrorType, listing, place_errors
from mapapp.model import Article, Reading, TextSpan
from mapapp.reading.events.kinds import KINDS
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times

PARIS = {"id": "geonames:2988507", "lat": 48.85, "lon": 2.35}
LYON = {"id": "geonames:2996944", "lat": 45.75, "lon": 4.85}


def place(start: int, where: dict[str, Any], role: str = "location") -> dict[str, Any]:
    return {"start": start, "end": start + 5, "place": where, "role": role}


def toponym(start: int, number: int, lat: float, lon: float, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": start + 5, "lat": lat, "lon": lon, "geonameid": number, **more}


def test_places_count_exact_spans_and_places_within_161_km() -> None:
    gold = [{"id": "1", "toponyms": [toponym(0, 2988507, 48.9, 2.3, type="Literal"), toponym(20, 1, 48.9, 2.3)]}]
    said = {"1": {"places": [place(0, PARIS), place(20, LYON), place(40, LYON)]}}
    figures = TASKS["places"](gold, said)
    assert {"precision": 66.7, "recall": 100.0, "f1": 80.0} == figures["recognition"]
    assert {"precision": 33.3, "recall": 50.0, "f1": 40.0} == figures["end_to_end"]
    assert (50.0, 100.0) == (figures["right_of_found"], figures["role"])


def test_times_count_overlaps_once() -> None:
    gold = [{"id": "1", "timexes": [{"start": 0, "end": 9, "value": "2022-02-25", "type": "DATE"}]}]
    right = {"start": 3, "end": 9, "value": "2022-02-25", "type": "DATE"}
    figures = TASKS["times"](gold, {"1": {"times": [right, {**right, "start": 4}]}})
    assert [0.0, 66.7, 66.7, 66.7] == [figures[name]["f1"] for name in ("strict", "relaxed", "value", "type")]


def test_dating_asks_documents_with_a_full_day_only() -> None:
    gold = [{"id": "1", "dct": "2022-02-28"}, {"id": "2", "dct": "2022-02-28T09:00:00Z"}, {"id": "3", "dct": None}]
    said = {"1": {"published": {"first_day": "2022-02-27", "last_day": "2022-03-01"}}, "2": {"published": None}}
    figures = TASKS["dating"](gold, said)
    assert (2, 50.0, 100.0, 0.0) == tuple(
        figures[name] for name in ("documents", "answered", "holds_the_truth_of_answered", "exact_day")
    )


def test_timeline_asks_for_the_one_day() -> None:
    mention = {"start": 5, "end": 9, "date": "2008-03-01"}
    gold = [{"id": "1", "events": [mention, mention, {**mention, "date": "2008-03-XX"}, {**mention, "start": 6}]}]
    event = {"start": 5, "end": 60, "first_day": "2008-03-01", "last_day": "2008-03-01"}
    figures = TASKS["timeline"](gold, {"1": {"events": [event]}})
    assert {"mentions": 2, "covered": 100.0, "day_right": 100.0, "day_right_of_covered": 100.0} == {
        name: figures[name] for name in ("mentions", "covered", "day_right", "day_right_of_covered")
    }


def test_timeline_asks_the_reading_for_the_day_of_each_mention() -> None:
    text = "Shares fell on 3 March 2008. The firm will sell its ships in May 2008. Its debts grew."
    article = Article("1", None, text, (TextSpan(0, len(text)),))
    spans = sentences(article)
    reading = Reading(article, None, spans, (), read_times(article, spans, None), ())
    dated = (("fell", "2008-03-03"), ("sell", "2008-05-XX"), ("grew", "XXXX-XX-XX"))
    gold = {"id": "1", "events": [{"start": text.index(w), "end": text.index(w) + 4, "date": d} for w, d in dated]}
    figures = TASKS["timeline"]([gold], {"1": ASKED["timeline"](gold, reading)})
    assert {"day_right": 100.0, "month_or_year": 1, "within_month_or_year": 100.0} == {
        name: figures["asked"][name] for name in ("day_right", "month_or_year", "within_month_or_year")
    }


def gold_event(**changes: Any) -> dict[str, Any]:
    plain = {"sentence": [0, 50], "trigger": [10, 15], "kinds": ["clash"], "status": ["happened"], "places": [[20, 26]]}
    return {**plain, "claimant": None, "figures": [], "optional": False, **changes}


def our_event(**changes: Any) -> dict[str, Any]:
    plain = {"start": 0, "end": 50, "kind": "Battles: Armed clash", "status": "happened", "place_start": 20}
    return {**plain, "place_end": 26, "claimed_by": None, "figures": [], **changes}


def test_events_match_by_sentence_and_family() -> None:
    gold = [{"id": "1", "events": [gold_event(), gold_event(sentence=[60, 90], trigger=[70, 75], kinds=["sanction"])]}]
    said = {"1": {"events": [our_event(), our_event(start=60, end=90)]}}
    figures = TASKS["events"](gold, said)
    assert (2, 50.0, 50.0, 100.0) == tuple(figures[name] for name in ("gold", "precision", "recall", "scene"))


def test_optional_events_count_for_the_strict_precision_alone() -> None:
    gold = [{"id": "1", "events": [gold_event(), gold_event(sentence=[60, 90], trigger=[70, 75], optional=True)]}]
    figures = TASKS["events"](gold, {"1": {"events": [our_event(), our_event(start=60, end=90)]}})
    assert (100.0, 100.0, 50.0) == tuple(figures[name] for name in ("precision", "recall", "strict_precision"))


@pytest.mark.parametrize("task", TASKS)
def test_a_document_without_a_reading_is_a_miss_and_no_error(task: str) -> None:
    empty = {"toponyms": [], "timexes": [], "events": []}
    assert TASKS[task]([{"id": "1", "dct": "2022-02-28", **empty}], {})


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Strategic developments: Disrupted weapons use", "strike"),
        ("evacuation", "flight"),
        ("troop movement", "forces"),
        ("Protests: Peaceful protest", "protest"),
        ("CONSULT", "talks"),
        ("appointment", "other"),
    ],
)
def test_kinds_of_every_system_have_a_family(kind: str, expected: str) -> None:
    assert expected == family(kind)


def test_most_of_our_kinds_have_a_family() -> None:
    unlike_any = {"appointment", "coup", "crime", "fire", "Strategic developments: Other"}
    assert unlike_any >= {code for code in KINDS if family(code) == "other"}


def test_nothing_of_nothing_is_zero() -> None:
    assert {"precision": 0.0, "recall": 0.0, "f1": 0.0} == f1(0, 0, 0)


def test_distances_are_great_circles() -> None:
    assert distance_km(PARIS, LYON) == pytest.approx(392, abs=4)


def test_a_broken_gold_line_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": 1}\n\n{"text": "no id"}\n')
    with pytest.raises(GoldUnreadable, match=r"gold\.jsonl, line 3"):
        documents_of(gold)


def test_texts_join_by_id_or_the_way_out_is_said() -> None:
    assert [{"id": "1", "text": "a", "events": []}] == with_texts(
        [{"id": "1", "events": []}], [{"id": "1", "text": "a"}]
    )
    with pytest.raises(GoldUnreadable, match="--texts"):
        with_texts([{"id": "1"}], [])


def test_the_errors_of_places_are_listed_by_type() -> None:
    text = "Paris and Lyon lie in France, far from Nice and Metz, Brest and Nancy."
    names = {name: text.index(name) for name in ("Paris", "Lyon", "France", "Nice", "Metz", "Brest", "Nancy")}
    gold = [
        {**toponym(names["Paris"], 1, 48.9, 2.3, type="Literal")},
        {**toponym(names["Lyon"], 2, 48.9, 2.3), "end": names["Lyon"] + 4},
        {**toponym(names["France"], 3, 46.0, 2.0), "end": names["France"] + 6},
        {**toponym(names["Nice"], 4, 43.7, 7.3), "end": names["Nice"] + 4},
        {**toponym(names["Brest"], 5, 48.4, -4.5)},
        {**toponym(names["Nancy"], 6, 0, 0), "lat": None},
    ]
    lyon = {"name": "Lyon", "country": "FR", **LYON}
    shown = {"text": "x", "confidence": 0.5, "role": "location"}
    said = [
        {**place(names["Paris"], {"name": "Paris", **PARIS}, "metonym"), **shown, "role": "metonym"},
        {**place(names["Lyon"], lyon), **shown, "end": names["Lyon"] + 4},
        {**place(names["France"], lyon), **shown},
        {**place(names["Metz"], lyon), **shown, "end": names["Metz"] + 4},
        {**place(names["Brest"], lyon), **shown, "place": None},
        {**place(names["Nancy"], lyon), **shown},
    ]
    document = {"id": "1", "text": text, "toponyms": gold}
    errors = place_errors([document], {"1": {"places": said}})
    of = {text[error.start : error.end]: error.type for error in errors}
    assert of == {
        "Nice": ErrorType.MISSED,
        "Brest": ErrorType.NO_PLACE,
        "France": ErrorType.EDGES,
        "Metz": ErrorType.EXTRA,
        "Nancy": ErrorType.UNLINKED,
        "Lyon": ErrorType.WRONG_PLACE,
        "Paris": ErrorType.WRONG_ROLE,
    }
    lines = list(listing(errors, [document]))
    assert lines[:2] == [
        "\nmissed: 1",
        "  1:39-43  Paris and Lyon lie in France, far from [Nice] and Metz, Brest and Nancy.",
    ]
    assert "metonym, gold location" in lines[-1]


def test_a_corpus_of_another_task_is_said(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": 1, "text": "Rain.", "timexes": []}\n')
    with pytest.raises(GoldUnreadable, match="`toponyms`, the first is 1: this corpus is not annotated for places"):
        measure("places", tmp_path / "gold.jsonl")
