"""Scenes that another sentence names: of the same kind told just before, of the talks, of words that point back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mapapp.reading.events.days.relations import is_aside
from mapapp.reading.events.days.story import inside
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.kinds import KINDS, VIOLENT
from mapapp.reading.events.merging import points_back
from mapapp.reading.events.scenes.datelines import dateline_of
from mapapp.reading.events.scenes.naming import Named
from mapapp.reading.events.scenes.officials import seat_of_official
from mapapp.reading.events.scenes.references import referred
from mapapp.reading.events.scenes.scenes import Scene
from mapapp.reading.events.scenes.spots import Spot

LOOKED_BACK = 60
"""Drafts before another in which its scene may be told."""
CARRIED = 0.6
"""What remains of the certainty of a scene that another sentence names."""
AT_DATELINE = frozenset(kind.code for kind in KINDS.values() if kind.group in VIOLENT)
AT_DATELINE |= {"disaster", "accident", "fire", "crime", "rescue", "evacuation"}
"""Kinds of which a report without any other place tells where it is sent from."""
ONLY_TOWN = 0.4
"""How certain the only town named so far is as the scene."""
OFFICIAL = 0.45
"""How certain the seat of an official who tells of something is as its scene."""
ARRESTS = "Strategic developments: Arrests"
"""They may be made far from what they are for."""
DATED = 4
"""Sentences behind a dateline that still are about that place."""
OWN_DATELINE, FAR_DATELINE = 0.5, 0.35
"""How certain a dateline is as the scene, of its own sentence and of one behind it."""


def carried(drafts: list[Draft], named: Named) -> list[Draft]:
    """Drafts without a scene take that of the same kind of event told just before, less surely."""
    made: list[Draft] = []
    datelines = datelines_of(named)
    for draft in drafts:
        told = made[-LOOKED_BACK:]
        scenes = referred(draft, told, named) or draft.scenes or _talks_before(draft, told)
        scenes = scenes or _from_dateline(draft, datelines, own=True) or _of_official(draft, named)
        scenes = scenes or _just_told(draft, told)
        scenes = scenes or _from_dateline(draft, datelines, own=False) or _only_town(draft, named)
        made.append(replace(draft, scenes=scenes))
    return made


def datelines_of(named: Named) -> Mapping[int, Spot]:
    """The datelines of a report, by the number of their sentence."""
    each = zip(named.sentences, inside(named.places, named.sentences), strict=True)
    found = ((tokens.index, dateline_of(tokens, places)) for tokens, places in each)
    return {index: spot for index, spot in found if spot}


def _of_official(draft: Draft, named: Named) -> tuple[Scene, ...]:
    """What a governor or mayor tells of happened in his region or town."""
    if draft.group not in VIOLENT:
        return ()
    spot = seat_of_official(draft.tokens, named.inside(draft.tokens))
    return (Scene(spot.mention, OFFICIAL, "its officials tell of it"),) if spot else ()


def _from_dateline(draft: Draft, datelines: Mapping[int, Spot], *, own: bool) -> tuple[Scene, ...]:
    """ "JUBA: Long queues formed": what happened without any other place happened where the report is sent from."""
    index = draft.tokens.index
    lines = [line for line in range(index - (0 if own else DATED), index + 1) if line in datelines]
    fits = draft.kind in AT_DATELINE or (own and draft.group == "other")
    if not lines or not fits or not draft.judged.is_fact:
        return ()
    because = "the report is sent from there"
    return (Scene(datelines[max(lines)].mention, OWN_DATELINE if own else FAR_DATELINE, because),)


def _only_town(draft: Draft, named: Named) -> tuple[Scene, ...]:
    """What happened without a place happened at the one town that the report has named so far."""
    if draft.kind not in AT_DATELINE - {ARRESTS} or not draft.judged.is_fact:
        return ()
    town = named.only_town(draft.tokens)
    return (Scene(town, ONLY_TOWN, "it is the only town that the report has named so far"),) if town else ()


def _just_told(draft: Draft, told: Sequence[Draft]) -> tuple[Scene, ...]:
    """The scene of the same sort of happening in the sentence before."""
    before = _main_before(draft, told) if draft.group in VIOLENT else None
    because = "it is the scene of the sentence before"
    return tuple(
        Scene(scene.mention, scene.certainty * CARRIED, because) for scene in (before.scenes[:1] if before else ())
    )


def _talks_before(draft: Draft, told: Sequence[Draft]) -> tuple[Scene, ...]:
    return _of_talks_before(draft, told) if draft.group == "talks" and points_back(draft) else ()


def _of_talks_before(draft: Draft, told: Sequence[Draft]) -> tuple[Scene, ...]:
    """ "The talks began on Sunday" are those that were told with a place before."""
    near = [one for one in told if one.kind == draft.kind and one.judged.is_fact and one.scenes]
    because = "the talks told before were held there"
    return tuple(Scene(scene.mention, scene.certainty * CARRIED, because) for one in near[-1:] for scene in one.scenes)


def _main_before(draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """What the nearest sentence before tells of the same sort in its main clause."""
    near = [
        one
        for one in told
        if one.scenes
        and one.group in VIOLENT
        and 0 <= draft.tokens.index - one.tokens.index <= 2
        and draft.tokens.paragraph - one.tokens.paragraph <= 1
    ]
    nearest = [one for one in near if one.tokens.index == near[-1].tokens.index]
    return next((one for one in nearest if not is_aside(one.tokens, one.trigger)), None)
