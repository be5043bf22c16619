"""Scenes that another sentence names: of the same kind told just before, of the talks, of words that point back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapapp.model import Status
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.merging import points_back
from mapapp.reading.events.references import Named, referred
from mapapp.reading.events.relations import is_aside
from mapapp.reading.events.scenes import Scene

LOOKED_BACK = 60
"""Drafts before another in which its scene may be told."""
CARRIED = 0.6
"""What remains of the certainty of a scene that another sentence names."""
CARRIED_GROUPS = frozenset(("battle", "strike", "civilians", "protest"))
HELD = frozenset((Status.HAPPENED, Status.ONGOING))


def carried(drafts: list[Draft], named: Named) -> list[Draft]:
    """Drafts without a scene take that of the same kind of event told just before, less surely."""
    made: list[Draft] = []
    for draft in drafts:
        told = made[-LOOKED_BACK:]
        if scenes := referred(draft, told, named):
            draft = replace(draft, scenes=scenes)
        if not draft.scenes and draft.group == "talks" and points_back(draft):
            draft = replace(draft, scenes=_of_talks_before(draft, told))
        if not draft.scenes and draft.group in CARRIED_GROUPS:
            before = _main_before(draft, told)
            scenes = tuple(
                Scene(scene.mention, scene.certainty * CARRIED, "it is the scene of the sentence before")
                for scene in (before.scenes[:1] if before else ())
            )
            draft = replace(draft, scenes=scenes)
        made.append(draft)
    return made


def _of_talks_before(draft: Draft, told: Sequence[Draft]) -> tuple[Scene, ...]:
    """ "The talks began on Sunday" are those that were told with a place before."""
    near = [one for one in told if one.kind == draft.kind and one.judged.status in HELD and one.scenes]
    because = "the talks told before were held there"
    return tuple(Scene(scene.mention, scene.certainty * CARRIED, because) for one in near[-1:] for scene in one.scenes)


def _main_before(draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """What the nearest sentence before tells of the same sort in its main clause."""
    near = [
        one
        for one in told
        if one.scenes
        and one.group in CARRIED_GROUPS
        and 0 < draft.tokens.index - one.tokens.index <= 2
        and draft.tokens.paragraph - one.tokens.paragraph <= 1
    ]
    nearest = [one for one in near if one.tokens.index == near[-1].tokens.index]
    return next((one for one in nearest if not is_aside(one.tokens, one.trigger)), None)
