"""Which event a figure belongs to: the nearest of its sentence that can have it, for casualties also the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mapapp.model import Figure
from mapapp.reading.events.drafts import CASUALTIES_AFTER, Draft
from mapapp.reading.events.figures.figure_words import TABLE
from mapapp.reading.events.figures.figures import CASUALTIES, Counted, figures_of
from mapapp.reading.events.words.tokens import Tokens

GROUPS: dict[str, frozenset[str]] = {what: frozenset(groups.split()) for what, groups in TABLE["belongs"].items()}
"""Groups of events that such a figure can belong to; figures not named here go to any."""
TOTAL_BEHIND = 40
"""Words that a total to date is farther from an event told behind it: it belongs rather to what stands before it."""

Told = tuple[Tokens, list[Draft]]
"""A sentence and its drafts."""


def with_figures(sentences: Sequence[Told]) -> Iterator[Draft]:
    """All drafts in order, each with the figures that belong to it."""
    drafts = [draft for _, told in sentences for draft in told]
    held: dict[int, list[Figure]] = {}
    first = 0
    for tokens, told in sentences:
        here = range(first, first + len(told))
        first += len(told)
        before = _harmful_before(drafts, here.start, tokens)
        for counted in figures_of(tokens) if told or before is not None else ():
            owner = _owner(drafts, here, before, counted)
            if owner is not None:
                held.setdefault(owner, []).append(counted.figure)
    for index, draft in enumerate(drafts):
        yield replace(draft, figures=tuple(held[index])) if index in held else draft


def _harmful_before(drafts: Sequence[Draft], end: int, tokens: Tokens) -> int | None:
    """The last event before a sentence, near enough, in which people can have been killed or hurt."""
    for index in range(end - 1, -1, -1):
        draft = drafts[index]
        if tokens.index - draft.tokens.index > CASUALTIES_AFTER:
            return None
        if draft.takes_casualties and draft.judged.is_fact:
            return index
    return None


def _owner(drafts: Sequence[Draft], here: range, before: int | None, counted: Counted) -> int | None:
    fitting = [i for i in here if _can_have(drafts[i], counted) and not _is_elsewhere(drafts[i], counted)]
    if fitting:
        return min(fitting, key=lambda i: _apart(drafts[i], counted))
    if counted.figure.what not in CASUALTIES or counted.figure.to_date:
        return None
    spoken = GROUPS["casualties"]
    near = [i for i in here if drafts[i].group not in spoken] if before is None else []
    return before if before is not None else min(near, key=lambda i: _apart(drafts[i], counted), default=None)


def _apart(draft: Draft, counted: Counted) -> int:
    """Words between a draft and a number."""
    behind = counted.figure.to_date and draft.trigger.first > counted.at
    return abs(draft.trigger.first - counted.at) + (TOTAL_BEHIND if behind else 0)


def _can_have(draft: Draft, counted: Counted) -> bool:
    what = counted.figure.what
    if what in CASUALTIES:
        return draft.takes_casualties
    return draft.group in GROUPS.get(what, (draft.group,))


def _is_elsewhere(draft: Draft, counted: Counted) -> bool:
    """Whether people are counted behind a semicolon without a word of what befell them."""
    low, high = sorted((draft.trigger.first, counted.at))
    return counted.figure.what == "people" and ";" in draft.tokens.words[low:high]
