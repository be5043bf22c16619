"""Each part of the events room on the sentences of tests/cases/events: a new case is a new line there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from event_sentences import Marked, marked

from mapapp.reading.events.claims.claimants import claimant_of
from mapapp.reading.events.figures.figures import figures_of
from mapapp.reading.events.kinds import GROUPS, KINDS, group_of
from mapapp.reading.events.scenes.scenes import scenes_of
from mapapp.reading.events.scenes.spots import placed_words, spots_of
from mapapp.reading.events.status.status import status_of
from mapapp.reading.events.triggers.triggers import Trigger, find_triggers, table

FOLDER = Path(__file__).parents[2] / "cases" / "events"


def rows(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def triggers(sentence: Marked) -> tuple[Trigger, ...]:
    return find_triggers(sentence.tokens, placed_words(spots_of(sentence.tokens, sentence.places)))


def trigger_of(sentence: Marked) -> Trigger:
    """The trigger that stands where the sentence marks it."""
    assert sentence.trigger
    first = sentence.tokens.at(sentence.trigger.start)
    last = sentence.tokens.at(sentence.trigger.end) - 1
    found = [one for one in triggers(sentence) if one.first <= last and first <= one.last]
    assert found, f"no trigger in {sentence.text!r}"
    return found[0]


TRIGGERS = rows("triggers")
STATUS = [(status, text) for status, texts in rows("status").items() for text in texts]


def test_every_row_of_the_table_has_a_sentence_for_and_one_against() -> None:
    assert [rule.id for rule in table()] == list(TRIGGERS)


@pytest.mark.parametrize("rule", TRIGGERS)
def test_a_row_finds_its_sentence(rule: str) -> None:
    assert rule in {one.rule.id for one in triggers(marked(TRIGGERS[rule][0]))}


@pytest.mark.parametrize("rule", TRIGGERS)
def test_a_row_leaves_other_senses_alone(rule: str) -> None:
    assert rule not in {one.rule.id for one in triggers(marked(TRIGGERS[rule][1]))}


def test_every_row_names_a_kind_and_every_kind_a_group() -> None:
    assert {rule.kind for rule in table()} <= set(KINDS)
    assert {kind.group for kind in KINDS.values()} == {group.id for group in GROUPS}
    assert group_of("a kind of another version").id == "other"


@pytest.mark.parametrize(("status", "text"), STATUS, ids=[text for _, text in STATUS])
def test_status_of_the_marked_words(status: str, text: str) -> None:
    sentence = marked(text)
    judged = status_of(sentence.tokens, trigger_of(sentence))
    assert status == ("idle" if judged.idle else judged.status.value)


@pytest.mark.parametrize("case", rows("claimants")["case"], ids=lambda case: case["text"])
def test_who_says_so(case: dict[str, str]) -> None:
    sentence = marked(case["text"])
    tokens = sentence.tokens
    assert sentence.trigger
    first, last = tokens.at(sentence.trigger.start), tokens.at(sentence.trigger.end) - 1
    kinds = [one.rule.kind for one in triggers(sentence) if one.first <= last and first <= one.last]
    claimant = claimant_of(tokens, first, last, kind=kinds[0] if kinds else "")
    assert case["by"] == (claimant.of(sentence.text) if claimant else "")


@pytest.mark.parametrize("case", rows("figures")["case"], ids=lambda case: case["text"])
def test_figures_of_the_sentence(case: dict[str, Any]) -> None:
    found = [counted.figure for counted in figures_of(marked(case["text"]).tokens)]
    wanted = [
        (
            what,
            None if count < 0 else count,
            low if low or not count else None,
            high if high or not count else None,
            to_date,
        )
        for what, count, low, high, to_date in case["figures"]
    ]
    assert wanted == [(one.what, one.count, one.low, one.high, one.to_date) for one in found]


@pytest.mark.parametrize("case", rows("scenes")["case"], ids=lambda case: case["text"])
def test_scenes_of_the_trigger(case: dict[str, Any]) -> None:
    sentence = marked(case["text"])
    spots = spots_of(sentence.tokens, sentence.places)
    scenes = scenes_of(sentence.tokens, trigger_of(sentence), spots, triggers(sentence))
    mentions = sorted((scene.mention for scene in scenes if scene.mention), key=lambda mention: mention.span.start)
    assert case["at"] == [mention.span.of(sentence.text) for mention in mentions]
