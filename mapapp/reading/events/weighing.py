"""How much speaks for a place of a sentence as the scene of an event that the sentence tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.place import Place, PlaceKind
from mapapp.model import Role
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.spots import SKIPPED, Spot, preposition
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.triggers import Trigger
from mapapp.reading.events.worths import WORTHS
from mapapp.reading.places.unlisted import is_unlisted

WHERE = 2.5
"""What it is worth to stand before "where", in whose clause the trigger is."""
PER_WORD, OTHER_CLAUSE, BEFORE, BETWEEN = 0.06, 0.8, 0.5, 0.5
"""What a word of distance, a clause boundary, standing before the trigger, and another trigger between them cost."""
SPECIFIC = {PlaceKind.SETTLEMENT: 0.5, PlaceKind.SITE: 0.6, PlaceKind.DISTRICT: 0.4, PlaceKind.BORDER: 0.6}
SPECIFIC |= {PlaceKind.ADMIN1: 0.3, PlaceKind.REGION: 0.3, PlaceKind.COUNTRY: -0.2}
RECEIVED, RECEIVER = frozenset(("AID", "visit", "evacuation")), 0.4
GOVERNMENT = 1.2
"""What a name that looks like a government's costs: only a clear "in" or "to" makes it the scene."""
ON_THE_SPOT = frozenset((PlaceKind.BORDER, PlaceKind.SITE, PlaceKind.LANDFORM, PlaceKind.WATER))
"""Of these "on" tells where, while talks "on Syria" are about it."""
ROLES = {"visit": "visit", "evacuation": "visit", "disaster": "strike", "fire": "strike", "accident": "strike"}
"""Kinds whose object is the scene though that of their group is not: "visited Kyiv", "a quake hit Kobe"."""
ABOUT = {"discuss": 1.5}
"""By row, what a place behind the trigger costs because it is more likely the subject than the scene."""
NEXT_TO = 2.0
"""What it costs a place that it is named only to say where another lies."""
LOCATIVE = frozenset(("near", "inside", "across", "throughout", "around", "outside"))
"""Before these even a government's name is a place."""
OTHER_VOICE = 1.0
"""What it costs that one of trigger and place stands in a quotation and the other outside."""
ASIDE = 0.8
"""What a comma between a place and a trigger behind it costs."""
STATES = frozenset(("fell", "fallen", "stood", "stands", "stand", "lay", "lies", "lie"))
"""Verbs whose subject undergoes what happens, as that of a passive does."""
APPOSED = 12
"""Words from a name over an apposition between commas to its verb at most."""
OBJECT_WITHIN, LISTED_WITHIN = 5, 9
"""Words between a verb and the name that is its object at most; with nothing but names and their epithets between."""
PASSIVE = word_list("passive")
NO_OBJECT = word_list("no_object")


@dataclass(frozen=True, slots=True)
class Scored:
    spot: Spot
    score: float
    because: str


def weighed(
    tokens: Tokens, trigger: Trigger, spot: Spot, triggers: Sequence[Trigger], clause: tuple[int, int]
) -> Scored:
    group = trigger.rule.group
    role = ROLES.get(trigger.rule.kind, group)
    name = " ".join(tokens.words[spot.first : spot.last + 1])
    word = preposition(tokens, spot)
    if word:
        score, because = WORTHS.of(trigger.rule.kind, group, word), f'"{word}" stands before the name'
        if word == "on" and spot.mention.place and spot.mention.place.kind in ON_THE_SPOT:
            score = max(score, 2.6)
        if spot.first < trigger.first and word == "of":
            score -= 1.0
    elif _is_object(tokens, trigger, spot):
        score, because = WORTHS.object[role], f'the name follows "{tokens.words[trigger.last]}"'
    elif _is_passive_subject(tokens, trigger, spot):
        score, because = WORTHS.object[role], "it is what the verb is said of"
    else:
        score, because = 0.2, f"{name} stands beside it"
    if 0 < clause[0] - spot.last <= 2 and tokens.words[clause[0]] == "where":
        score, because = max(score, 0.0) + WHERE, 'it stands before "where"'
    if trigger.rule.id in ABOUT and spot.first > trigger.last:
        score -= ABOUT[trigger.rule.id]
    if word == "near" and _is_apposed(tokens, spot):
        score -= NEXT_TO
    place = spot.mention.place
    if spot.mention.role is Role.METONYM and word not in LOCATIVE:
        score -= _government_cost(trigger, spot)
    score += _specific(place) if place else 0.0
    return Scored(spot, score - _distance(tokens, trigger, spot, triggers, clause), because)


def _specific(place: Place) -> float:
    """What the kind of a place is worth: an area around something unlisted stands for that one spot."""
    return SPECIFIC.get(PlaceKind.SITE if is_unlisted(place) else place.kind, 0.0)


def _is_apposed(tokens: Tokens, spot: Spot) -> bool:
    """ "Kharkiv, near the Russian border": it only says where the place before it lies."""
    words = tokens.words
    at = next((at for at in range(spot.first - 1, max(1, spot.first - 5), -1) if words[at] == "near"), 0)
    return at > 1 and words[at - 1] == "," and tokens.capital[at - 2]


def _distance(
    tokens: Tokens, trigger: Trigger, spot: Spot, triggers: Sequence[Trigger], clause: tuple[int, int]
) -> float:
    before = spot.last < trigger.first
    gap = trigger.first - spot.last if before else max(0, spot.first - trigger.last)
    cost = PER_WORD * gap
    begin, end = clause
    if not begin <= spot.first <= end:
        cost += OTHER_CLAUSE
    if tokens.quoted[spot.first] != tokens.quoted[trigger.first]:
        cost += OTHER_VOICE
    low, high = (spot.last, trigger.first) if before else (trigger.last, spot.first)
    cost += BETWEEN * min(2, sum(low < other.first < high for other in triggers))
    if before and "," in tokens.words[spot.last + 1 : trigger.first] and spot.first > 4:
        cost += ASIDE
    fronted = before and spot.first <= 4 and preposition(tokens, spot) is not None
    return cost + (BEFORE if before and not fronted else 0.0)


def _government_cost(trigger: Trigger, spot: Spot) -> float:
    """A country that gets aid or a visit is where it goes, though it is also a government."""
    place = spot.mention.place
    receives = trigger.rule.kind in RECEIVED and place is not None and place.kind is PlaceKind.COUNTRY
    return RECEIVER if receives else GOVERNMENT


def _is_object(tokens: Tokens, trigger: Trigger, spot: Spot) -> bool:
    between = tokens.words[trigger.last + 1 : spot.first]
    apart = spot.first - trigger.last - 1
    if not trigger.is_verb or not 0 <= apart <= LISTED_WITHIN:
        return False
    listed = all(tokens.capital[at] or tokens.words[at] in SKIPPED for at in range(trigger.last + 1, spot.first))
    return listed or (apart <= OBJECT_WITHIN and NO_OBJECT.isdisjoint(between))


def _is_passive_subject(tokens: Tokens, trigger: Trigger, spot: Spot) -> bool:
    between = tokens.words[spot.last + 1 : trigger.head + 1]
    if between.count(",") == 2 and between[0] == "," and len(between) <= APPOSED:
        between = between[len(between) - between[::-1].index(",") :]
    if not (trigger.is_verb and 0 < len(between) <= OBJECT_WITHIN + 1):
        return False
    if "," in between[1:]:
        return False
    return not PASSIVE.isdisjoint(between) or tokens.words[trigger.head] in STATES
