"""Would an analyst enter it, and is it right? Weights learned from annotated reports (`grades.toml`) say how likely.

`training.py` fits the weights, `grades_card.json` says how good they are.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mapapp.model import Grade, Status
from mapapp.reading.events.days.relations import is_earlier
from mapapp.reading.events.days.story import LONG_AGO
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.grading.structure import Dated
from mapapp.reading.events.words.lexicon import word_list

INTENTIONS = word_list("intentions")
TABLE, WORDS = "grades.toml", "grades_words.toml"
PRIMARY_FROM = 0.4
"""`Graded.entered` below which it is background; at 0.5 most of what an analyst enters would be hidden at first."""
UNTOLD_FROM = 0.5
"""`Graded.entered` below which an event that its sentence only speaks of is dropped."""
TOLD, SLIGHT = 2, 0.05
"""Reasons on each side that are told, and the weight (logarithm of odds) up to which a feature is no reason."""
LIKELY = ((0.75, "very likely"), (0.5, "probably"), (0.3, "perhaps"), (0.0, "probably not"))
"""From which probability how an event is said to be news."""


@dataclass(frozen=True, slots=True)
class Graded:
    """How much an event of ours counts."""

    grade: Grade
    entered: float
    """Probability, 0 to 1, that a careful analyst would enter it in a sheet of the news of this report."""
    right: float
    """Probability, 0 to 1, that an annotator lists it, required or optional, with its kind, status and scene."""
    because: str
    """Plain words: how likely it is news, and what speaks for and against it."""
    is_kept: bool
    """Whether it is likely enough to be an event at all."""


def graded(dated: Dated, found: Mapping[str, float]) -> Graded:
    """The grade of an event by its features."""
    model = _model()
    entered = probability(model.entered, found)
    right, kept = probability(model.right, found), is_kept(found, entered, model.kept_from)
    return Graded(_grade(dated, entered), entered, right, newsworthiness(model, found, entered), kept)


def is_kept(found: Mapping[str, float], entered: float, kept_from: float) -> bool:
    """Whether an event is told at all; one that its sentence only speaks of must be news more likely than not."""
    return entered >= (kept_from if "told" in found else UNTOLD_FROM)


def _grade(dated: Dated, entered: float) -> Grade:
    draft, days, published = dated.draft, dated.days, dated.published
    if draft.judged.status is Status.HYPOTHETICAL or _only_intended(draft):
        return Grade.HYPOTHETICAL
    old = bool(days and published and (published.span.first_day - days.last_day).days > LONG_AGO)
    aside = old or entered < PRIMARY_FROM or is_earlier(draft.tokens, draft.trigger)
    return Grade.BACKGROUND if aside else Grade.PRIMARY


def _only_intended(draft: Draft) -> bool:
    """ "Denied any plans to attack": what is denied is a thought, which happened nowhere."""
    denied = draft.judged.status is Status.DENIED and draft.group in ("battle", "strike", "movement")
    return denied and not INTENTIONS.isdisjoint(draft.judged.because.split())


def probability(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """The logistic function of the weighted features."""
    score = weights["bias"] + sum(weights.get(name, 0.0) * size for name, size in found.items())
    return 1 / (1 + math.exp(-score))


def newsworthiness(model: Model, found: Mapping[str, float], entered: float) -> str:
    """How likely it is news and what says most for and against it: "probably news (60%), because ..., although ..."."""
    said = sorted((model.entered.get(name, 0.0), model.words[name]) for name in found if name in model.words)
    against = " and ".join(words for weight, words in said[:TOLD] if weight < -SLIGHT)
    speaks_for = " and ".join(words for weight, words in said[: -TOLD - 1 : -1] if weight > SLIGHT)
    likely = next(words for least, words in LIKELY if entered >= least)
    because, although = (speaks_for, against) if entered >= LIKELY[-2][0] else (against, speaks_for)
    reasons = (f"{opener} {words}" for opener, words in (("because", because), ("although", although)) if words)
    return ", ".join((f"{likely} news of this report ({entered:.0%})", *reasons))


@dataclass(frozen=True, slots=True)
class Model:
    """`grades.toml` and the words of `grades_words.toml`."""

    kept_from: float
    """`Graded.entered` below which an event that its sentence tells is dropped."""
    entered: Mapping[str, float]
    """Weight of each feature for `Graded.entered`."""
    right: Mapping[str, float]
    """The same for `Graded.right`."""
    words: Mapping[str, str]
    """What a feature is called in a reason; features without words are never told."""


@cache
def _model() -> Model:
    table, words = (tomllib.loads(files(__package__).joinpath(name).read_text("utf-8")) for name in (TABLE, WORDS))
    return Model(table["kept_from"], table["entered"], table["right"], words)
