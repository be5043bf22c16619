"""Words that point back to places named before: "in both cities", "near the town", "there"."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.scenes import SPEECH, Scene
from mapapp.reading.events.tokens import Tokens

BACK = 3
"""Sentences over which such words point back."""
REFERRED = 0.6
"""What remains of the certainty of a scene that is only pointed at."""
WHERE = frozenset(("in", "near", "at", "on", "to", "into", "around", "outside", "across", "inside", "of", "from"))
SEVERAL = frozenset(("both", "two", "these", "those", "three"))
ONE_PLACE, MANY_PLACES = word_list("one_place"), word_list("many_places")
BETWEEN = 3
"""Words between the preposition and the noun at most."""


def referred(draft: Draft, told: Sequence[Draft]) -> tuple[Scene, ...]:
    """The scenes that the words around a draft point back to; () where they point to none."""
    if draft.scenes or draft.kind in SPEECH:
        return ()
    phrase, several = _pointing(draft)
    near = [one for one in told if one.scenes and 0 <= draft.tokens.index - one.tokens.index <= BACK]
    if not phrase or not near:
        return ()
    scenes = [scene for scene in near[-1].scenes if scene.mention and scene.mention.place]
    spots = [scene for scene in scenes if scene.mention and scene.mention.place and not scene.mention.place.is_area]
    chosen = scenes if several else (spots or scenes)[-1:]
    if several and len(chosen) < 2:
        return ()
    because = f'"{phrase}" points back to it'
    return tuple(Scene(scene.mention, scene.certainty * REFERRED, because) for scene in chosen)


def _pointing(draft: Draft) -> tuple[str, bool]:
    """The words that point back, and whether to several places; "" where there are none."""
    tokens, trigger = draft.tokens, draft.trigger
    first, last = clause_of(tokens, trigger.first, trigger.last)
    for at in range(first, last + 1):
        if tokens.words[at] in WHERE:
            found = _noun_behind(tokens, at)
            if found:
                return " ".join(tokens.words[at : found + 1]), tokens.words[found] in MANY_PLACES
    return "", False


def _noun_behind(tokens: Tokens, at: int) -> int | None:
    """The noun for a place that a preposition governs: "in both Syrian cities"; None where a name follows it."""
    words = tokens.words
    opening = words[at + 1] if at + 1 < len(words) else ""
    for spot in range(at + 2, min(len(words), at + 3 + BETWEEN)):
        several = words[spot] in MANY_PLACES and (opening in SEVERAL or words[at + 2] in SEVERAL)
        if several or (words[spot] in ONE_PLACE and opening in ("the", "that", "this")):
            return None if words[spot + 1 : spot + 2] == ("of",) or any(tokens.capital[spot + 1 : spot + 2]) else spot
    return None
