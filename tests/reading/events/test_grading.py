"""The grade of an event: what its sentence says for and against it, and how its weights are learned."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files

import numpy as np
import pytest
from event_sentences import marked

from mapapp.model import Article, Event, Grade, TextSpan
from mapapp.reading.events.assembling import entries_of
from mapapp.reading.events.grading.fitting import Example, fit, fold_of, left_out, logistic
from mapapp.reading.events.grading.grading import (
    PRIMARY_FROM,
    TABLE,
    WORDS,
    Model,
    is_kept,
    newsworthiness,
    probability,
)
from mapapp.reading.events.grading.training import CARD, ranked, reliability, threshold
from mapapp.reading.sentences import sentences

ROOM = files("mapapp.reading.events.grading")
WEIGHTS = tomllib.loads(ROOM.joinpath(TABLE).read_text("utf-8"))


def entry(text: str) -> tuple[Event, dict[str, float]]:
    """The first event of a text and its features."""
    sentence = marked(text)
    article = Article("a", None, sentence.text, (TextSpan(0, len(sentence.text)),))
    found = next(entries_of(article, sentences(article), sentence.places, (), None, None))  # type: ignore[arg-type]
    return found.event, dict(found.features)


def entered(text: str) -> float:
    return probability(WEIGHTS["entered"], entry(text)[1])


@pytest.mark.parametrize(
    ("likelier", "less"),
    [
        ("Rockets struck [Sumy] and killed 12 people.", "Rockets could strike [Sumy], analysts fear."),
        ("Envoys of Kenya and Chad met in [Geneva].", "Nobody knows whether envoys of Kenya and Chad met."),
        ("Kenya imposed sanctions on Chad.", "I think Kenya could impose sanctions on Chad."),
        ("Troops shelled [Sumy].", "If troops shelled [Sumy], Kenya would protest."),
        ("The army launched an offensive on [Sumy].", "Prices rose amid the offensive on [Sumy]."),
    ],
)
def test_what_a_sentence_tells_is_likelier_news_than_what_it_only_speaks_of(likelier: str, less: str) -> None:
    assert entered(less) < entered(likelier)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Troops were shelling [Sumy].",
            '"shelling" tells of shelling or missiles as having happened ("were shelling"); '
            'the scene is "Sumy": the name follows "shelling"; ',
        ),
        (
            "Rockets could strike.",
            '"strike" tells of shelling or missiles as only possible ("could strike"); '
            "its sentence names no place where it happened; ",
        ),
    ],
)
def test_a_reason_tells_what_it_is_and_where_and_then_whether_it_is_news(text: str, told: str) -> None:
    assert entry(text)[0].reason.startswith(told)
    assert " news of this report (" in entry(text)[0].reason.removeprefix(told)


@pytest.mark.parametrize(
    ("found", "share", "told"),
    [
        (
            ("told", "lead", "figures", "quoted"),
            0.81,
            "very likely news of this report (81%), because its sentence tells it and figures go with it, "
            "although it stands in a quotation",
        ),
        (("told",), 0.6, "probably news of this report (60%), because its sentence tells it"),
        (("unnamed", "slight"), 0.4, "perhaps news of this report (40%)"),
        (
            ("told", "quoted"),
            0.12,
            "probably not news of this report (12%), because it stands in a quotation, although its sentence tells it",
        ),
    ],
)
def test_how_likely_it_is_news_is_said_with_what_speaks_most_for_and_against_it(
    found: tuple[str, ...], share: float, told: str
) -> None:
    weights = {"told": 2.0, "figures": 1.0, "lead": 0.5, "quoted": -1.0, "unnamed": -3.0, "slight": -0.04}
    words = {
        "told": "its sentence tells it",
        "figures": "figures go with it",
        "lead": "it stands at the start of the report",
        "quoted": "it stands in a quotation",
        "slight": "it was long ago",
    }
    assert told == newsworthiness(Model(0.35, weights, {}, words), dict.fromkeys(found, 1.0), share)


def test_what_is_possible_only_is_graded_so_however_likely_it_is_entered() -> None:
    assert entry("Rockets could strike [Sumy] on Monday.")[0].grade is Grade.HYPOTHETICAL


def test_what_is_only_spoken_of_is_kept_where_it_is_news_more_likely_than_not() -> None:
    assert [True, False, True] == [is_kept({"told": 1.0}, 0.45, 0.3), is_kept({}, 0.45, 0.3), is_kept({}, 0.55, 0.3)]


def test_each_feature_that_has_words_has_a_weight() -> None:
    words = tomllib.loads(ROOM.joinpath(WORDS).read_text("utf-8"))
    assert set() == set(words) - set(WEIGHTS["entered"])


def test_the_thresholds_are_in_order_and_the_card_tells_of_as_many_events_in_tenths() -> None:
    card = json.loads(ROOM.joinpath(CARD).read_text("utf-8"))
    assert 0 < WEIGHTS["kept_from"] <= PRIMARY_FROM
    assert card["entries"]["kept"] == sum(row["events"] for row in card["confidence"])


def test_most_events_of_a_tenth_of_confidence_are_as_often_right_as_it_says() -> None:
    rows = json.loads(ROOM.joinpath(CARD).read_text("utf-8"))["confidence"]
    apart = sum(row["events"] * abs(row["said"] - row["holds"]) for row in rows) / sum(row["events"] for row in rows)
    assert apart < 0.06


def test_the_regression_finds_the_weights_that_made_its_labels() -> None:
    table = np.random.default_rng(1).normal(size=(4000, 2))
    chances = 1 / (1 + np.exp(-(table @ np.array([1.5, -0.5]) + 0.3)))
    labels = (np.random.default_rng(2).random(4000) < chances).astype(float)
    assert np.allclose([1.5, -0.5, 0.3], logistic(table, labels, 1e-3), atol=0.15)


def examples() -> list[Example]:
    """Documents in which what is quoted is never required."""
    said = {"status": "happened", "place_start": None, "figures": [], "claimed_by": None}
    record = {"kind": "visit", "start": 0, "end": 9, **said}
    return [
        Example(f"d_{n}", {"told": 1.0, "quoted" if n % 2 else "lead": 1.0}, record, not n % 2, True, not n % 2)
        for n in range(60)
    ]


def test_examples_are_judged_by_weights_that_have_not_seen_their_document() -> None:
    taught = examples()
    holds = [one.required for one in taught]
    assert 1.0 == ranked(holds, left_out(taught, holds))
    weights = fit(taught, holds)
    assert weights.of({"quoted": 1.0}) < 0.5 < weights.of({"lead": 1.0})


def test_copies_of_a_text_stay_on_one_side() -> None:
    assert fold_of("20230101_GB_en_8d006a54b7") == fold_of("20230102_PL_en_8d006a54b7")


def test_a_threshold_drops_what_no_annotator_requires() -> None:
    event = {"sentence": [0, 9], "trigger": [2, 4], "kinds": ["diplo"], "status": [], "places": [], "claimant": None}
    gold = [
        {"id": f"d_{n}", "source": "ours", "events": [{**event, "figures": [], "optional": False}] if not n % 2 else []}
        for n in range(60)
    ]
    taught = examples()
    said = [0.65 if one.required else 0.2 for one in taught]
    assert 0.2 < threshold(gold, taught, said) <= 0.65


def test_reliability_sets_what_was_said_beside_what_holds() -> None:
    tenth = {"from": 0.8, "events": 4, "said": 0.85, "holds": 0.75}
    assert [tenth] == reliability([True, True, True, False], [0.85] * 4)
