"""Where an event takes place: a scored choice among the places of its sentence and none (`scenes.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gazetteer.place import Place, PlaceKind
from mapapp.model import PlaceMention, Role
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.triggers import Trigger
from mapapp.reading.places.unlisted import is_unlisted

UNLIKELY = -0.5
"""Below this a place is not even asked whether it is the narrower one of two."""
WHERE = 2.5
"""What it is worth to stand before "where", in whose clause the trigger is."""
FAR = 45
"""Words from the trigger beyond which a place is not asked."""
PER_WORD, OTHER_CLAUSE, BEFORE, BETWEEN = 0.06, 0.8, 0.5, 0.5
"""What a word of distance, a clause boundary, standing before the trigger, and another trigger between them cost."""
SPECIFIC = {PlaceKind.SETTLEMENT: 0.5, PlaceKind.SITE: 0.6, PlaceKind.DISTRICT: 0.4, PlaceKind.BORDER: 0.6}
SPECIFIC |= {PlaceKind.ADMIN1: 0.3, PlaceKind.REGION: 0.3, PlaceKind.COUNTRY: -0.2}
SCENES = frozenset((Role.LOCATION, Role.METONYM))
RECEIVED, RECEIVER = frozenset(("AID", "visit", "evacuation")), 0.4
GOVERNMENT = 1.2
"""What a name that looks like a government's costs: only a clear "in" or "to" makes it the scene."""
REGION_WORDS = frozenset(("region", "regions", "oblast", "province", "provinces", "district", "districts", "border"))
ON_THE_SPOT = frozenset((PlaceKind.BORDER, PlaceKind.SITE, PlaceKind.LANDFORM, PlaceKind.WATER))
"""Of these "on" tells where, while talks "on Syria" are about it."""
ROLES = {"visit": "visit", "evacuation": "visit", "disaster": "strike", "fire": "strike", "accident": "strike"}
"""Kinds whose object is the scene though that of their group is not: "visited Kyiv", "a quake hit Kobe"."""
ABOUT = {"discuss": 1.5}
"""By row, what a place behind the trigger costs because it is more likely the subject than the scene."""
NEXT_TO = 2.0
"""What it costs a place that it is named only to say where another lies."""
ABBREVIATED, FOLLOWING = frozenset(("uk", "us", "usa", "uae", "eu", "drc")), word_list("following")
LOCATIVE = frozenset(("near", "inside", "across", "throughout", "around", "outside"))
"""Before these even a government's name is a place."""
OTHER_VOICE = 1.0
"""What it costs that one of trigger and place stands in a quotation and the other outside."""
ASIDE = 0.8
"""What a comma between a place and a trigger behind it costs."""
WITNESSED = frozenset(("reported", "heard"))
"""Behind these "from" names the place that the news came from, which is where it happened."""
SPEECH = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"))
"""Kinds that consist in saying something; the places in them are mostly those that are spoken of."""
SPOKEN_AT = 3.2
STATES = frozenset(("fell", "fallen", "stood", "stands", "stand", "lay", "lies", "lie"))
"""Verbs whose subject undergoes what happens, as that of a passive does."""
APPOSED = 12
"""Words from a name over an apposition between commas to its verb at most."""
BREAKING = frozenset(("disaster", "accident", "fire"))
THINGS = frozenset(("dam", "bridge", "dyke", "dike", "levee", "reservoir", "plant", "mine", "tunnel", "refinery"))
BROKEN_WITHIN, NAME_OF_THING = 8, 0.5
"""Words between what broke and its verb at most, and how sure a scene is that is only part of a name."""
MOST_SCENES = 8
OBJECT_WITHIN, LISTED_WITHIN = 5, 9
"""Words between a verb and the name that is its object at most; with nothing but names and their epithets between."""
SKIPPED = word_list("skipped")
"""Words between a preposition and the name that it governs."""
PASSIVE = word_list("passive")
NO_OBJECT = word_list("no_object")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place mention in a sentence's words."""

    mention: PlaceMention
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Scene:
    """The choice: a mention or none, how sure, and why."""

    mention: PlaceMention | None
    certainty: float
    """0 to 1: how clearly the place won over the others and over none."""
    because: str


@dataclass(frozen=True, slots=True)
class Scored:
    spot: Spot
    score: float
    because: str


def spots_of(tokens: Tokens, places: Sequence[PlaceMention]) -> tuple[Spot, ...]:
    """Every place mention that lies in a sentence, with its words."""
    found = []
    for mention in places:
        if tokens.span.contains(mention.span):
            first = tokens.at(mention.span.start)
            last = max(first, tokens.at(mention.span.end) - 1)
            if first < len(tokens.words):
                found.append(Spot(mention, first, last))
    return tuple(found)


def scenes_of(
    tokens: Tokens, trigger: Trigger, spots: Sequence[Spot], triggers: Sequence[Trigger]
) -> tuple[Scene, ...]:
    """The scenes of a trigger within its sentence, the likeliest first; () where none is likely."""
    clause = clause_of(tokens, trigger.first, trigger.last)
    scored = [
        _scored(tokens, trigger, spot, triggers, clause)
        for spot in spots
        if _can_be_scene(tokens, spot) and abs(spot.first - trigger.head) <= FAR
    ]
    scored = [choice for choice in scored if choice.score > UNLIKELY]
    broken = _broken(tokens, trigger, spots)
    if broken:
        return (broken,)
    if not scored:
        return ()
    best = max(scored, key=lambda choice: choice.score)
    threshold = SPOKEN_AT if trigger.rule.kind in SPEECH else _table().threshold[trigger.rule.group]
    if best.score < threshold:
        return ()
    best = _most_specific(tokens, best, scored)
    chosen = [best, *_coordinate(tokens, best, scored, trigger)]
    certainty = min(0.97, 0.55 + 0.12 * (best.score - threshold) + (0.1 if len(scored) == len(chosen) else 0.0))
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


def _scored(
    tokens: Tokens, trigger: Trigger, spot: Spot, triggers: Sequence[Trigger], clause: tuple[int, int]
) -> Scored:
    group = trigger.rule.group
    role = ROLES.get(trigger.rule.kind, group)
    name = " ".join(tokens.words[spot.first : spot.last + 1])
    word = _preposition(tokens, spot)
    if word:
        score, because = _worth(trigger.rule.kind, group, word), f'"{word}" stands before the name'
        if word == "on" and spot.mention.place and spot.mention.place.kind in ON_THE_SPOT:
            score = max(score, 2.6)
        if spot.first < trigger.first and word == "of":
            score -= 1.0
    elif _is_object(tokens, trigger, spot):
        score, because = _table().object[role], f'the name follows "{tokens.words[trigger.last]}"'
    elif _is_passive_subject(tokens, trigger, spot):
        score, because = _table().object[role], "it is what the verb is said of"
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
    fronted = before and spot.first <= 4 and _preposition(tokens, spot) is not None
    return cost + (BEFORE if before and not fronted else 0.0)


def _preposition(tokens: Tokens, spot: Spot) -> str | None:
    """The preposition that governs a name, over articles, adjectives and names joined by "and"."""
    known = _table().prepositions["any"]
    words = tokens.words
    inside = next((words[at] for at in range(spot.first, spot.last + 1) if words[at] in ("border", "borders")), "")
    for at in range(spot.first - 1, max(-1, spot.first - 9), -1):
        word = words[at]
        if word == "with" and at and words[at - 1] in ("border", "borders", "frontier"):
            return "near"
        if word == "of" and at and words[at - 1] == "out":
            return "from"
        if word == "from" and at and words[at - 1] in WITNESSED:
            return f"{words[at - 1]} from"
        if word in known and word not in ("and", "of", "as"):
            return word
        if word == "of" and not (at and words[at - 1] in SKIPPED):
            return word
        if word not in SKIPPED and word != "of" and not (tokens.capital[at] and at and not inside):
            return None
    return None


def _government_cost(trigger: Trigger, spot: Spot) -> float:
    """A country that gets aid or a visit is where it goes, though it is also a government."""
    place = spot.mention.place
    receives = trigger.rule.kind in RECEIVED and place is not None and place.kind is PlaceKind.COUNTRY
    return RECEIVER if receives else GOVERNMENT


def _can_be_scene(tokens: Tokens, spot: Spot) -> bool:
    """Names of places and of governments; an adjective only before "territory", a town's name only before "region"."""
    if spot.mention.role in SCENES:
        return True
    place = spot.mention.place
    if spot.mention.role is not Role.MODIFIER or place is None:
        return False
    after = tokens.words[spot.last + 1 : spot.last + 4]
    if place.kind is PlaceKind.COUNTRY:
        if _is_bare_name(tokens, spot):
            return True
        return after[:1] in (("territory",), ("soil",), ("airspace",), ("waters",))
    return not REGION_WORDS.isdisjoint(after)


def _is_bare_name(tokens: Tokens, spot: Spot) -> bool:
    """ "To visit the UK in May": no noun follows that the name could describe."""
    after = tokens.words[spot.last + 1 : spot.last + 2]
    abbreviation = spot.first == spot.last and tokens.words[spot.first] in ABBREVIATED
    return abbreviation and (not after or after[0] in FOLLOWING or not after[0].isalpha())


def _worth(kind: str, group: str, word: str) -> float:
    table = _table()
    for row in (table.kinds.get(kind, {}), table.prepositions.get(group, {}), table.prepositions["any"]):
        if word in row:
            return float(row[word])
    return 0.0


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


def _most_specific(tokens: Tokens, best: Scored, scored: Sequence[Scored]) -> Scored:
    """ "Kreminna, in Luhansk": the narrower of two places named one in the other."""
    for other in scored:
        inner, outer = other.spot.mention.place, best.spot.mention.place
        if (
            inner
            and outer
            and other is not best
            and _lies_in(inner, outer)
            and abs(other.spot.first - best.spot.last) <= 6
        ):
            best = other
    return best


def _lies_in(inner: Place, outer: Place) -> bool:
    if inner.id == outer.id or not inner.country or inner.country != outer.country:
        return False
    if is_unlisted(outer):
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.kind is not PlaceKind.COUNTRY
    if outer.kind is PlaceKind.ADMIN1:
        return inner.kind is not PlaceKind.ADMIN1 and inner.admin1 == outer.admin1
    near = inner.coordinates.distance_km(outer.coordinates) <= outer.radius_km
    return outer.kind is PlaceKind.REGION and not inner.is_area and near


def _coordinate(tokens: Tokens, best: Scored, scored: Sequence[Scored], trigger: Trigger) -> list[Scored]:
    """Places that stand beside the best one in a list: "on Kyiv and Kharkiv"."""
    chosen, linked = [], [best]
    for other in sorted(scored, key=lambda choice: abs(choice.spot.first - best.spot.first)):
        place = other.spot.mention.place
        if other is best or place is None or any(place == one.spot.mention.place for one in linked):
            continue
        if any(_listed(tokens, one.spot, other.spot) for one in linked) and not any(
            one.spot.mention.place
            and (_lies_in(place, one.spot.mention.place) or _lies_in(one.spot.mention.place, place))
            for one in linked
        ):
            linked.append(other)
            chosen.append(other)
    return chosen


def _listed(tokens: Tokens, one: Spot, other: Spot) -> bool:
    first, second = (one, other) if one.first < other.first else (other, one)
    between = tokens.words[first.last + 1 : second.first]
    return (
        len(between) <= 8
        and "near" not in between
        and bool(between)
        and all(word in SKIPPED or word in ("in", "on", "at", "or", "as", "well", "largest", "to") for word in between)
        and ("and" in between or "," in between or "or" in between)
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """`scenes.toml`."""

    prepositions: Mapping[str, Mapping[str, float]]
    kinds: Mapping[str, Mapping[str, float]]
    object: Mapping[str, float]
    threshold: Mapping[str, float]


@cache
def _table() -> _Table:
    return _Table(**tomllib.loads(files(__package__).joinpath("scenes.toml").read_text(encoding="utf-8")))
