"""Words that point back to places named before: "in both cities", "annexed the peninsula", "there"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer.place import PlaceKind
from mapapp.model import PlaceMention, Role, TextSpan
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.scenes.attaching import (
    BEFALLING,
    PASSIVE,
    SUFFERED,
    SUFFERING,
    SUFFERS_WITHIN,
    belongs_elsewhere,
)
from mapapp.reading.events.scenes.governing import GROUNDS, PREPOSITIONS, Governor
from mapapp.reading.events.scenes.naming import BACK, Named
from mapapp.reading.events.scenes.scenes import SPEECH, Scene
from mapapp.reading.events.scenes.worths import WORTHS
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

LOCATED = 1.4
"""What a preposition before such words must be worth for the event's kind."""
TOLD, NAMED = 0.6, 0.45
"""What remains of the certainty of a scene that is only pointed at, and how certain a place is that is only named."""
OTHERS = WORTHS.words("others")
"""Adjectives with which a noun is not the place named last."""
SEVERAL = frozenset(("both", "two", "these", "those", "three"))
DEFINITE = frozenset(("the", "that", "this"))
NOT_THERE = word_list("auxiliaries") | {"'s"}
"""Behind these "there" tells that something is, not where."""
TOWARDS = frozenset(("to", "into", "against", "on"))
GUARDING = frozenset(("patrol", "guard", "defend", "protect", "secure", "reinforce", "hold", "watch"))
"""What troops are sent for; its object is where they go: "sent guards to patrol this area"."""
BETWEEN = 3
"""Words between an article and its noun at most."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """Words of a sentence that stand for a place named before."""

    first: int
    last: int
    """First and last word, both included; the last is the noun."""
    direct: bool
    """Whether they are what the verb is done to or directed at, rather than where."""

    def kinds(self, tokens: Tokens) -> frozenset[str]:
        """Kinds of place that the noun can stand for; every kind for "there"."""
        return frozenset(WORTHS.refers.get(tokens.words[self.last], " ".join(PlaceKind)).split())


def referred(draft: Draft, told: Sequence[Draft], named: Named) -> tuple[Scene, ...]:
    """The scenes that the words around a draft point back to; () where they point to none, or it has its own."""
    if draft.kind in SPEECH:
        return ()
    for pointing in _pointings(draft):
        if not draft.scenes or (pointing.direct and _is_aside(draft)):
            scenes = _resolved(draft.tokens, pointing, told, named)
            if scenes:
                return scenes
    return ()


def _is_aside(draft: Draft) -> bool:
    """Whether the scene of its own stands before the verb or beyond its clause, so that an object outdoes it."""
    mention, tokens, trigger = draft.scenes[0].mention, draft.tokens, draft.trigger
    if mention is None:
        return True
    at = tokens.at(mention.span.start)
    return not trigger.last < at <= clause_of(tokens, trigger.first, trigger.last)[1]


def _pointings(draft: Draft) -> Iterator[Pointing]:
    """What points back in the clause of a draft, what the verb is done to first."""
    tokens, trigger = draft.tokens, draft.trigger
    first, last = clause_of(tokens, trigger.first, trigger.last)
    for at in range(trigger.first, trigger.last):
        if trigger.is_verb and _noun(tokens, at) == trigger.last:
            yield Pointing(at, trigger.last, direct=True)
    for at in _verbs(draft, last):
        if noun := _noun(tokens, at + 1):
            yield Pointing(at + 1, noun, direct=True)
    for at in range(max(first, trigger.first - SUFFERS_WITHIN), trigger.first):
        noun = _noun(tokens, at)
        if (
            noun
            and noun > at
            and not (PASSIVE if trigger.is_verb else SUFFERED).isdisjoint(tokens.words[noun + 1 : trigger.head])
        ):
            yield Pointing(at, noun, direct=True)
    for at in range(first, last + 1):
        noun = _noun(tokens, at + 1) if tokens.words[at] in PREPOSITIONS or tokens.words[at] == "of" else None
        if noun and _is_where(draft, at):
            yield Pointing(at, noun, direct=tokens.words[at] in TOWARDS)
        elif tokens.words[at] == "there" and NOT_THERE.isdisjoint(tokens.words[at + 1 : at + 2]):
            yield Pointing(at, at, direct=False)


def _verbs(draft: Draft, last: int) -> Iterator[int]:
    """Words whose object suffers what a draft tells of: its own verb, or "hit" behind a noun as in "blasts hit"."""
    trigger = draft.trigger
    if trigger.is_verb and draft.group in BEFALLING | {"movement"}:
        yield trigger.last
        if draft.group == "movement":
            behind = range(trigger.last + 1, min(last, trigger.last + SUFFERS_WITHIN) + 1)
            yield from (at for at in behind if draft.tokens.words[at] in GUARDING)
    elif draft.group in BEFALLING:
        near = range(trigger.last + 1, min(last, trigger.last + SUFFERS_WITHIN) + 1)
        yield from (at for at in near if draft.tokens.words[at] in SUFFERING)


def _is_where(draft: Draft, at: int) -> bool:
    """Whether a preposition tells where what a draft tells of takes place: "in the city", not "of the city"."""
    tokens, trigger = draft.tokens, draft.trigger
    word = tokens.words[at]
    if word == "of" and at - 1 > trigger.last:
        return tokens.words[at - 1] in GROUNDS
    governed = Governor(WORTHS.compounds.get(f"{tokens.words[max(0, at - 1)]} {word}", word), at)
    located = WORTHS.of(draft.kind, draft.group, governed.word) >= LOCATED
    return located and not belongs_elsewhere(tokens, trigger, governed, ())


def _noun(tokens: Tokens, at: int) -> int | None:
    """The noun for a place whose phrase begins at a word: "both Syrian cities"; None where a name follows it."""
    words = tokens.words
    if not words[at : at + 1] or words[at] not in DEFINITE | SEVERAL:
        return None
    for spot in range(at + 1, min(len(words), at + 2 + BETWEEN)):
        if words[spot] in WORTHS.refers:
            after = words[spot + 1 : spot + 2]
            compound = after and after[0] in WORTHS.refers
            if not compound:
                return None if after in (("of",), ("'s",)) or any(tokens.capital[spot + 1 : spot + 2]) else spot
        elif not words[spot].isalpha() or words[spot] in PREPOSITIONS | OTHERS:
            return None
    return None


def _resolved(tokens: Tokens, pointing: Pointing, told: Sequence[Draft], named: Named) -> tuple[Scene, ...]:
    """The scenes told shortly before of the kind that the noun means, else the places named."""
    kinds, noun = pointing.kinds(tokens), tokens.words[pointing.last]
    phrase = " ".join(tokens.words[pointing.first : pointing.last + 1])
    because = f'"{phrase}" points back to it'

    def fits(mention: PlaceMention) -> bool:
        place = mention.place
        if place is None:
            return kinds == {PlaceKind.SETTLEMENT} and noun != "capital"
        return place.kind in kinds and (noun != "capital" or named.gazetteer.is_capital(place))

    near = [one for one in told if one.scenes and 0 <= tokens.index - one.tokens.index <= BACK]
    scenes = [scene for one in reversed(near) for scene in one.scenes if scene.mention and fits(scene.mention)]
    found = [Scene(scene.mention, scene.certainty * TOLD, because) for scene in scenes]
    begin = tokens.starts[clause_of(tokens, pointing.first, pointing.last)[0]] if pointing.direct else tokens.span.end
    mentions = [mention for mention in named.before(tokens, pointing.first) if fits(mention)]
    # Whoever invades "the country" is not that country.
    mentions = [mention for mention in mentions if mention.span.start < begin]
    if kinds != {PlaceKind.COUNTRY}:
        mentions = [mention for mention in mentions if mention.role is Role.LOCATION]
    named_last = [Scene(mention, NAMED, because) for mention in mentions]
    nearest = noun == "there" or kinds == {PlaceKind.COUNTRY}
    found = [*named_last, *found] if nearest else [*found, *named_last]
    if tokens.words[pointing.first] in SEVERAL or tokens.words[pointing.last - 1] in SEVERAL or noun.endswith("s"):
        return _several(found)
    return tuple(found[:1])


def _several(found: Sequence[Scene]) -> tuple[Scene, ...]:
    """The two places pointed at last, in the order of the text; () where only one was named."""
    places: dict[str | TextSpan, Scene] = {}
    for scene in found:
        if scene.mention:
            places.setdefault(scene.mention.place.id if scene.mention.place else scene.mention.span, scene)
    two = list(places.values())[:2]
    in_order = sorted(two, key=lambda scene: scene.mention.span.start if scene.mention else 0)
    return tuple(in_order) if len(two) > 1 else ()
