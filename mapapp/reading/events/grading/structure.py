"""What the structure of a sentence, and its place in the report, say of an event: the features of its grade."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapapp.model import Published, Role, TimeBasis, TimeSpan
from mapapp.reading.events.days.relations import is_aside, is_earlier
from mapapp.reading.events.days.story import LONG_AGO, Story
from mapapp.reading.events.days.telling import Telling
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.scenes.scenes import Scene
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form, is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.places.unlisted import is_unlisted

BESIDE, BEFORE = 3, 5
"""Words before a noun in which its article, and its preposition or light verb, stand."""
LEAD = 3
"""Sentences below the headings in which the news stands."""
YEAR, WEEK = 365, 7
"""Days."""
RECENT = word_list("recent")
FIRST_PERSON = word_list("first_person")
SUBORDINATE = word_list("subordinate")
LIGHT = word_list("light_verbs")
OPINION = word_list("opinion")
TOPICS = word_list("topics")
POSSESSIVE = word_list("possessive")
MODAL = word_list("modal")
LOOSE = word_list("loose")
NEGATIONS = word_list("negations")
INDEFINITE = frozenset(("a", "an", "another", "one"))
POINTING = frozenset(("this", "that", "these", "those", "such"))
CONDITIONS = frozenset(("if", "whether", "unless", "should"))
WHERE = frozenset(("in", "at", "near", "on", "to", "into", "from", "outside", "around"))


@dataclass(frozen=True, slots=True)
class Dated:
    """A draft with the days that were found for it."""

    draft: Draft
    telling: Telling
    published: Published | None
    """Day of the report, or of its part of a live page."""
    days: TimeSpan | None
    basis: TimeBasis | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells in all, as far as it says how much one draft counts."""

    story: Story
    of_kind: Mapping[str, int]
    """How many drafts of each kind it has."""
    in_sentence: Mapping[int, int]
    """How many drafts each sentence has."""


def report_of(story: Story, drafts: Sequence[Draft]) -> Report:
    """The report that tells some drafts."""
    of_kind = Counter(draft.kind for draft in drafts)
    return Report(story, of_kind, Counter(draft.tokens.index for draft in drafts))


def features(dated: Dated, scene: Scene, report: Report) -> Mapping[str, float]:
    """The features that hold, each with its size; what is not there is 0."""
    draft, story = dated.draft, report.story
    found = dict.fromkeys(_kinds(dated), 1.0)
    found |= {name: 1.0 for name, holds in _clause(draft).items() if holds}
    found |= {name: 1.0 for name, holds in (_verb if draft.trigger.is_verb else _noun)(dated).items() if holds}
    found |= {name: 1.0 for name, holds in _sentence(draft, story).items() if holds}
    found |= dict.fromkeys(_days(dated), 1.0)
    return found | _sizes(draft, report) | _scene(draft, scene)


def _kinds(dated: Dated) -> Iterator[str]:
    draft = dated.draft
    yield f"kind: {draft.kind}"
    yield f"status: {draft.judged.status.value}"
    yield f"form: {draft.trigger.form.value}"


def _sizes(draft: Draft, report: Report) -> dict[str, float]:
    """Lengths and counts; what is longer than reports that were annotated counts as the longest of them."""
    tokens = draft.tokens
    return {
        "words of the sentence": _steps(len(tokens.words), 80),
        "names of the sentence": _steps(len(tokens.names), 20),
        "sentences before": _steps(tokens.index, 60),
        "beside others": _steps(report.in_sentence.get(tokens.index, 1) - 1, 6),
        "others of its kind": _steps(report.of_kind.get(draft.kind, 1) - 1, 10),
        "words of the trigger": _steps(len(draft.said) - 1, 5),
        "depth in the sentence": draft.trigger.first / max(1, len(tokens.words)),
    }


def _steps(count: int, most: int) -> float:
    """A logarithm: the step from none to one counts most."""
    return math.log(1 + min(count, most))


def _clause(draft: Draft) -> Mapping[str, bool]:
    tokens, trigger = draft.tokens, draft.trigger
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    clause = tokens.words[first : trigger.first]
    return {
        "aside": is_aside(tokens, trigger),
        "earlier": is_earlier(tokens, trigger),
        "first clause": first == 0,
        "negated": not NEGATIONS.isdisjoint(clause[-BEFORE:]),
        "modal": not MODAL.isdisjoint(clause),
        "condition": not CONDITIONS.isdisjoint(tokens.words[max(0, first - 1) : trigger.first]),
        "told": draft.is_told,
        "claimant": draft.claimant is not None,
        "claimant elsewhere": draft.claimant is not None and not tokens.span.contains(draft.claimant),
        "name behind": any(tokens.capital[trigger.last + 1 : trigger.last + BEFORE]),
        "number behind": any(word[0].isdigit() for word in tokens.words[trigger.last + 1 : trigger.last + BEFORE]),
        "quoted": tokens.quoted[trigger.first],
        "figures": any(not figure.to_date for figure in draft.figures),
        "total to date": any(figure.to_date for figure in draft.figures),
        "topic": not TOPICS.isdisjoint(draft.said),
    }


def _noun(dated: Dated) -> Mapping[str, bool]:
    words, trigger = dated.draft.tokens.words, dated.draft.trigger
    beside, before = (words[max(0, trigger.first - reach) : trigger.first] for reach in (BESIDE, BEFORE))
    return {
        "noun: the": "the" in beside,
        "noun: a": not INDEFINITE.isdisjoint(beside),
        "noun: owned": not POSSESSIVE.isdisjoint(beside),
        "noun: pointed at": not POINTING.isdisjoint(beside),
        "noun: recent": not RECENT.isdisjoint(before),
        "noun: beside the point": not SUBORDINATE.isdisjoint(before),
        "noun: for": words[trigger.first - 1 : trigger.first] in (("for",), ("by",)),
        "noun: in": words[trigger.first - 1 : trigger.first] == ("in",),
        "noun: light verb": not LIGHT.isdisjoint(before),
        "noun: loose": not LOOSE.isdisjoint(beside),
        "noun: begins": trigger.first < BESIDE,
    }


def _verb(dated: Dated) -> Mapping[str, bool]:
    tokens, trigger = dated.draft.tokens, dated.draft.trigger
    bare = trigger.form is Form.ING and not dated.draft.judged.because
    return {
        f"verb: {dated.telling.tense.value}": True,
        "verb: finite": not bare and trigger.form is not Form.BASE,
        "verb: participle": bare or dated.draft.is_reduced,
        "verb: first": not any(map(is_past, tokens.words[: trigger.first])),
    }


def _sentence(draft: Draft, story: Story) -> Mapping[str, bool]:
    tokens, trigger = draft.tokens, draft.trigger
    words = frozenset(tokens.words)
    own = not FIRST_PERSON.isdisjoint(words)
    headings = sum(number < tokens.index for number in story.headlines)
    return {
        "lead": tokens.index not in story.headlines and tokens.index - headings < LEAD,
        "first person": own,
        "own opinion": own and not tokens.quoted[trigger.first],
        "opinion": not OPINION.isdisjoint(words),
        "no name": not any(tokens.capital[1:]),
        "past tense": any(map(is_past, tokens.words)),
        "number": any(word[0].isdigit() for word in tokens.words),
    }


def _days(dated: Dated) -> Iterator[str]:
    if dated.days is None or dated.basis is None:
        yield "days: none"
        return
    yield f"days: {dated.basis.value}"
    yield "days: one" if dated.days.days == 1 else "days: several"
    if dated.draft.dated:
        yield "days: beside it"
    if dated.published:
        ago = (dated.published.span.first_day - dated.days.last_day).days
        yield "days: long ago" if ago > YEAR else "days: months ago" if ago > LONG_AGO else "days: now"


def _scene(draft: Draft, scene: Scene) -> dict[str, float]:
    mention, tokens = scene.mention, draft.tokens
    if mention is None:
        return {"no scene": 1.0}
    found = {"scene": 1.0, "scene: certainty": scene.certainty * mention.confidence}
    if mention.place:
        found[f"scene: {'unlisted' if is_unlisted(mention.place) else mention.place.kind.value}"] = 1.0
    if mention.role is not Role.LOCATION:
        found["scene: metonym"] = 1.0
    if len(draft.scenes) > 1:
        found["scene: one of several"] = 1.0
    if not tokens.span.contains(mention.span):
        return found | {"scene: elsewhere": 1.0}
    at = tokens.at(mention.span.start)
    found["scene: distance"] = math.log(1 + abs(at - draft.trigger.first))
    if at < draft.trigger.first:
        found["scene: before"] = 1.0
    if not WHERE.isdisjoint(tokens.words[max(0, at - BESIDE) : at]):
        found["scene: preposition"] = 1.0
    return found
