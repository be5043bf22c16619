"""Is it news of this report? A small structural score decides the grade and enters the confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mapapp.model import Grade, Published, Status, TimeBasis, TimeSpan
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.inflection import Form
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.relations import is_aside, is_earlier
from mapapp.reading.events.scenes import SPEECH

LONG_AGO = 60
"""Days before the report from which an event is background."""
DEPLORED = word_list("deplored")
RECENT = frozenset(("recent", "previous", "past", "earlier", "former", "first"))
FIRST_PERSON = frozenset(("i", "my", "our", "we", "me"))
SUBORDINATE = word_list("subordinate")
INTENTIONS = word_list("intentions")
WEIGHTS: Mapping[str, float] = {
    "bias": 0.0,
    "stated day": 0.9,
    "scene": 0.7,
    "figures": 0.5,
    "finite verb": 0.7,
    "participle": -0.6,
    "own opinion": -1.2,
    "deplored": -0.8,
    "aside": -0.7,
    "recent": -1.2,
    "reduced": -1.0,
    "quoted": -0.9,
    "claimant": 0.3,
    "early": 0.4,
    "subordinate": -0.8,
    "speech": -0.4,
    "no name": -0.5,
    "hypothetical": -1.0,
}


@dataclass(frozen=True, slots=True)
class Graded:
    grade: Grade
    weight: float
    """Probability, 0 to 1, that a careful analyst would enter the event."""


def graded(draft: Draft, days: TimeSpan | None, basis: TimeBasis | None, published: Published | None) -> Graded:
    """The grade of a draft and how likely it is news."""
    score = sum(WEIGHTS[name] for name, holds in features(draft, basis).items() if holds) + WEIGHTS["bias"]
    weight = 1 / (1 + math.exp(-score))
    if draft.judged.status is Status.HYPOTHETICAL or _only_intended(draft):
        return Graded(Grade.HYPOTHETICAL, weight)
    old = bool(days and published and (published.span.first_day - days.last_day).days > LONG_AGO)
    aside = old or weight < 0.5 or is_earlier(draft.tokens, draft.trigger)
    return Graded(Grade.BACKGROUND if aside else Grade.PRIMARY, weight)


def _only_intended(draft: Draft) -> bool:
    """ "Denied any plans to attack": what is denied is a thought, which happened nowhere."""
    denied = draft.judged.status is Status.DENIED and draft.group in ("battle", "strike", "movement")
    return denied and not INTENTIONS.isdisjoint(draft.judged.because.split())


def features(draft: Draft, basis: TimeBasis | None) -> dict[str, bool]:
    """What the structure of the sentence says about the draft."""
    tokens, trigger = draft.tokens, draft.trigger
    before = tokens.words[max(0, trigger.first - 5) : trigger.first]
    return {
        "stated day": basis is not None and basis is not TimeBasis.PUBLICATION,
        "scene": bool(draft.scenes),
        "figures": any(not figure.to_date for figure in draft.figures),
        "finite verb": trigger.is_verb and not (trigger.form is Form.ING and not draft.judged.because),
        "participle": trigger.form is Form.ING and not draft.judged.because,
        "own opinion": not tokens.quoted[trigger.first] and not FIRST_PERSON.isdisjoint(tokens.words),
        "deplored": not trigger.is_verb
        and not DEPLORED.isdisjoint(tokens.words[max(0, trigger.first - 14) : trigger.first]),
        "aside": is_aside(tokens, trigger),
        "recent": not trigger.is_verb and not RECENT.isdisjoint(before),
        "reduced": draft.is_reduced,
        "quoted": tokens.quoted[trigger.first],
        "claimant": draft.claimant is not None,
        "early": tokens.index < 4,
        "subordinate": not trigger.is_verb and not SUBORDINATE.isdisjoint(before),
        "speech": draft.kind in SPEECH,
        "no name": not any(tokens.capital[1:]),
        "hypothetical": draft.judged.status is Status.HYPOTHETICAL,
    }
