"""Where an event takes place: a scored choice among the places of its sentence and none (`scenes.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.model import PlaceMention, Role
from mapapp.reading.events.kinds import SPOKEN
from mapapp.reading.events.scenes.nesting import coordinate, most_specific
from mapapp.reading.events.scenes.spots import Spot, can_be_scene
from mapapp.reading.events.scenes.weighing import Asked, weighed
from mapapp.reading.events.scenes.worths import WORTHS
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.tokens import Tokens

UNLIKELY = -0.5
"""Below this a place is not even asked whether it is the narrower one of two."""
FAR = 45
"""Words from the trigger beyond which a place is not asked."""
SPEECH = SPOKEN | {"SUPPORT"}
"""Kinds that consist in saying something; the places in them are mostly those that are spoken of."""
SPOKEN_AT = 3.5
"""What a place must reach to be the scene of such a kind."""
BREAKING = frozenset(("disaster", "accident", "fire"))
THINGS = WORTHS.words("breakable")
BROKEN_WITHIN, NAME_OF_THING = 8, 0.5
"""Words between what broke and its verb at most, and how sure a scene is that is only part of a name."""
MOST_SCENES = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """The choice: a mention or none, how sure, and why."""

    mention: PlaceMention | None
    certainty: float
    """0 to 1: how clearly the place won over the others and over none."""
    because: str


def scenes_of(
    tokens: Tokens, trigger: Trigger, spots: Sequence[Spot], triggers: Sequence[Trigger]
) -> tuple[Scene, ...]:
    """The scenes of a trigger within its sentence, the likeliest first; () where none is likely."""
    asked = Asked(tokens, trigger, triggers, clause_of(tokens, trigger.first, trigger.last))
    scored = [
        weighed(asked, spot)
        for spot in spots
        if can_be_scene(tokens, spot, trigger) and abs(spot.first - trigger.head) <= FAR
    ]
    likely = [choice for choice in scored if choice.score > UNLIKELY]
    broken = _broken(tokens, trigger, spots)
    if broken:
        return (broken,)
    if not likely:
        return ()
    best = max(scored, key=lambda choice: choice.score)
    threshold = SPOKEN_AT if trigger.rule.kind in SPEECH else WORTHS.threshold[trigger.rule.group]
    if best.score < threshold:
        return ()
    best = most_specific(tokens, best, likely)
    chosen = [best, *coordinate(tokens, best, scored)]
    certainty = min(0.97, 0.55 + 0.12 * (best.score - threshold) + (0.1 if len(likely) <= len(chosen) else 0.0))
    return tuple(Scene(choice.spot.mention, certainty, choice.because) for choice in chosen[:MOST_SCENES])


def _broken(tokens: Tokens, trigger: Trigger, spots: Sequence[Spot]) -> Scene | None:
    """ "The Kariba dam burst": what broke stands at the place whose name it bears, though the name only describes."""
    if trigger.rule.kind not in BREAKING or not trigger.is_verb:
        return None
    for spot in spots:
        ends = tokens.words[spot.last] if tokens.words[spot.last] in THINGS else ""
        ends = ends or next(iter(word for word in tokens.words[spot.last + 1 : spot.last + 3] if word in THINGS), "")
        named = spot.mention.role in (Role.MODIFIER, Role.NAME_PART, Role.METONYM) and spot.mention.place is not None
        if ends and named and spot.last < trigger.first <= spot.last + BROKEN_WITHIN:
            return Scene(spot.mention, NAME_OF_THING, f"the {ends} that broke bears its name")
    return None
