"""How much speaks for a place of a sentence as the scene of an event that the sentence tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer.place import Place, PlaceKind
from mapapp.model import Role
from mapapp.reading.events.scenes.attaching import (
    STRIKING,
    belongs_elsewhere,
    is_goal,
    is_object,
    is_post,
    is_sufferer,
    stands_where,
)
from mapapp.reading.events.scenes.governing import GROUNDS, Governor, anchor, governor
from mapapp.reading.events.scenes.spots import Spot, names_event, owns_ground
from mapapp.reading.events.scenes.worths import WORTHS
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.tokens import Tokens
from mapapp.reading.places.unlisted import is_unlisted

RULED = "ruling over"
"""What `scenes.toml` reads for two words before a land that is only spoken of: "sovereignty over"."""
RECEIVED = frozenset(("AID", "visit", "evacuation"))
"""Kinds of which a country is where they go, though it is also a government."""
ON_THE_SPOT = frozenset((PlaceKind.BORDER, PlaceKind.SITE, PlaceKind.LANDFORM, PlaceKind.WATER))
"""Of these "on" tells where, while talks "on Syria" are about it."""
ON_IT = 2.6
ROLES = {"visit": "visit", "evacuation": "visit", "disaster": "strike", "fire": "strike", "accident": "strike"}
"""Kinds whose object is the scene though that of their group is not: "visited Kyiv", "a quake hit Kobe"."""
ARRIVING = WORTHS.words("arriving")
"""Of those who flee, verbs that tell where they come to."""
CAUSES = frozenset(("when", "after", "as"))
FOLK = WORTHS.words("folk")
ABOUT = frozenset(("discuss",))
"""Rows of which a place behind the trigger is more likely the subject than the scene."""
LOCATIVE = frozenset(("near", "inside", "across", "throughout", "around", "outside"))
"""Before these even a government's name is a place."""
FRONTED_APART = 8
"""Words from such a name to the trigger that count at most: it holds for the whole sentence."""
FRONTED = 4
"""Words before a name at the beginning of a sentence at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An event whose scene is looked for."""

    tokens: Tokens
    trigger: Trigger
    triggers: Sequence[Trigger]
    """All triggers of the sentence."""
    clause: tuple[int, int]
    """First and last word of its clause, both included."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A place with what speaks for it."""

    spot: Spot
    score: float
    because: str


def weighed(asked: Asked, spot: Spot) -> Scored:
    """A place as the scene: what it is to the trigger, less what stands between them."""
    governed = _governed(asked, spot)
    worth, because = _tie(asked, spot, governed)
    weights = WORTHS.weights
    return Scored(spot, worth + sum(weights[name] * size for name, size in _signs(asked, spot, governed)), because)


def _governed(asked: Asked, spot: Spot) -> Governor | None:
    """The preposition that speaks for a name; None for "sealed off the hills" and "the Homs bombing"."""
    governed, trigger = governor(asked.tokens, spot), asked.trigger
    if governed is None or (names_event(asked.tokens, spot, trigger) and governed.word != RULED):
        return None
    if not (trigger.is_verb and trigger.first < governed.at <= trigger.last):
        return governed
    kind, group = trigger.rule.kind, trigger.rule.group
    as_object = WORTHS.object[_object_role(ROLES.get(kind, group), spot)]
    return governed if WORTHS.of(kind, group, governed.word) >= as_object else None


def _tie(asked: Asked, spot: Spot, governed: Governor | None) -> tuple[float, str]:
    """What a place is to the trigger: governed by "in", its object, what it befalls, or only beside it."""
    tokens, trigger = asked.tokens, asked.trigger
    kind, group = trigger.rule.kind, trigger.rule.group
    role, tie = ROLES.get(kind, group), (0.2, "it stands beside what happened")
    if names_event(tokens, spot, trigger) and not governed:
        tie = (WORTHS.named.get(role, 0.0), f'it names the "{tokens.words[trigger.last]}"')
    elif governed:
        arrives = kind == "evacuation" and not ARRIVING.isdisjoint(tokens.words[trigger.first : trigger.last + 1])
        worth = WORTHS.of("arrival" if arrives else kind, group, governed.word)
        tie = (worth, f'"{governed.word}" stands before the name')
        if governed.word == "on" and spot.mention.place and spot.mention.place.kind in ON_THE_SPOT:
            tie = (max(tie[0], ON_IT), tie[1])
    elif verb := is_object(tokens, trigger, spot):
        tie = (WORTHS.object[_object_role(role, spot)], f'the name follows "{verb}"')
    elif is_sufferer(tokens, trigger, spot):
        tie = (WORTHS.object[role], "it is what the verb is said of")
    if stands_where(tokens, spot, asked.clause):
        return max(tie[0], 0.0) + WORTHS.weights["before where"], 'it stands before "where"'
    return tie


def _object_role(role: str, spot: Spot) -> str:
    """Under pressure "on" a country is its government; what is blocked or sealed off is a spot."""
    place = spot.mention.place
    return "blocked" if role == "pressure" and (place is None or place.kind is not PlaceKind.COUNTRY) else role


def _signs(asked: Asked, spot: Spot, governed: Governor | None) -> Iterator[tuple[str, float]]:
    """What speaks for or against a place beside its tie, by the names of the weights."""
    tokens, trigger, place = asked.tokens, asked.trigger, spot.mention.place
    if place:
        yield f"a {_sort(place)}", 1.0
    located = (governed and governed.word in LOCATIVE) or owns_ground(tokens, spot)
    if spot.mention.role is Role.METONYM and not located:
        receives = trigger.rule.kind in RECEIVED and place is not None and place.kind is PlaceKind.COUNTRY
        yield "a receiving government" if receives else "a government", 1.0
    if trigger.rule.id in ABOUT and spot.first > trigger.last:
        yield "spoken about", 1.0
    if governed and governed.word == "of" and spot.first < trigger.first and tokens.words[governed.at - 1] not in FOLK:
        yield "of something before", 1.0
    if trigger.rule.group == "talks" and is_goal(tokens, trigger, spot):
        yield "a goal of travel", 1.0
    if governed and place and _is_apposed(tokens, place, governed):
        yield "next to another", 1.0
    if governed and governed.at == trigger.last + 1:
        yield "right behind", 1.0
    if governed and is_post(tokens, trigger, governed):
        yield "a post", 1.0
    if governed and belongs_elsewhere(tokens, trigger, governed, asked.triggers):
        yield "belongs elsewhere", 1.0
    yield from _between(asked, spot, fronted=governed is not None and spot.first <= FRONTED)


def _between(asked: Asked, spot: Spot, *, fronted: bool) -> Iterator[tuple[str, float]]:
    """What lies between a place and the trigger; `fronted`: the place opens the sentence, as "In Kyiv" does."""
    tokens, trigger = asked.tokens, asked.trigger
    before, start = spot.last < trigger.first, anchor(tokens, spot)
    apart = trigger.first - spot.last if before else max(0, start - trigger.last)
    yield "a word between", min(apart, FRONTED_APART) if fronted else apart
    if not asked.clause[0] <= start <= asked.clause[1]:
        yield "the clause of its cause" if _tells_cause(asked, start) else "another clause", 1.0
    if tokens.quoted[spot.first] != tokens.quoted[trigger.first]:
        yield "another voice", 1.0
    low, high = (spot.last, trigger.first) if before else (trigger.last, spot.first)
    yield "a trigger between", min(2, sum(low < other.first < high for other in asked.triggers))
    if before and "," in tokens.words[spot.last + 1 : trigger.first] and spot.first > FRONTED:
        yield "a comma between", 1.0
    if before and not fronted:
        yield "before the trigger", 1.0


def _tells_cause(asked: Asked, at: int) -> bool:
    """ "Nine died when a ferry sank off Lampedusa": a clause behind that tells how violence came about."""
    first, _ = clause_of(asked.tokens, at, at)
    return first > asked.trigger.last and asked.trigger.rule.group in STRIKING and asked.tokens.words[first] in CAUSES


def _sort(place: Place) -> PlaceKind:
    """The kind of a place; an area around something unlisted stands for that one spot."""
    return PlaceKind.SITE if is_unlisted(place) else place.kind


def _is_apposed(tokens: Tokens, place: Place, governed: Governor) -> bool:
    """ "Kharkiv, near the Russian border", "Hatay on the border": it only says where the place before it lies."""
    at, words = governed.at, tokens.words
    if governed.word == "near" and at > 1 and words[at - 1] == "," and tokens.capital[at - 2]:
        return True
    named = at > 2 and (tokens.capital[at - 1] or (words[at - 1] in GROUNDS and tokens.capital[at - 2]))
    return place.kind is PlaceKind.BORDER and named
