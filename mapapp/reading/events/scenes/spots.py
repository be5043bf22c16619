"""The place names of a sentence as its words see them: which of them can be a scene, and what governs each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.place import PlaceKind
from mapapp.model import PlaceMention, Role
from mapapp.reading.events.scenes.worths import WORTHS
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

SCENES = frozenset((Role.LOCATION, Role.METONYM))
DESCRIBING = frozenset((Role.MODIFIER, Role.NAME_PART))
NAMED_AFTER = frozenset(WORTHS.named)
POINTING = frozenset(("both", "these", "those", "that", "two"))
"""Before "Syrian cities" these point back to cities that were named."""
TOWNS = frozenset((("city",), ("town",), ("village",)))
SIDES = WORTHS.words("sides")
OPENING = frozenset(("in", "at", "near"))
"""Before a name these open a sentence: "In Homs Mr Aziz was hurt", though the name seems to describe him."""
PLACED = frozenset(("in", "at", "near", "on", "from", "to", "of", "outside"))
"""Before a name these begin a phrase of their own: "in Homs blasts were heard"."""
NAME_WITHIN = 2
"""Words between a name and the noun of the event that bears it at most."""
SITES, SOIL, FACILITIES, RECEIVERS = (
    WORTHS.words("sites"),
    WORTHS.words("soil"),
    WORTHS.words("facilities"),
    WORTHS.words("receivers"),
)
COMBINING = WORTHS.words("combining")
ABBREVIATED, FOLLOWING = WORTHS.words("abbreviated"), word_list("following")
ENDING = FOLLOWING - {"and", "or"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place mention in a sentence's words."""

    mention: PlaceMention
    first: int
    last: int


def placed_words(spots: Sequence[Spot]) -> dict[int, PlaceKind | None]:
    """The words that lie inside names of places, each with the kind of its place; adjectives have none."""
    return {
        at: spot.mention.place.kind if spot.mention.place and spot.mention.role in SCENES else None
        for spot in spots
        for at in range(spot.first, spot.last + 1)
    }


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


def can_be_scene(tokens: Tokens, spot: Spot, trigger: Trigger) -> bool:
    """Names of places and of governments; an adjective or a possessive only where a noun behind it lies there.

    "Syrian towns", "Homs airport", "the Homs bombing", and where aid goes to "the Syrian army".
    """
    if _is_compound(tokens, spot):
        return False
    if spot.mention.role in SCENES:
        return True
    place = spot.mention.place
    if spot.mention.role not in DESCRIBING or place is None:
        return False
    after = tokens.words[spot.last + 1 : spot.last + 5]
    if spot.mention.role is Role.MODIFIER and place.kind is PlaceKind.COUNTRY:
        receives = trigger.rule.group == "aid" and not RECEIVERS.isdisjoint(after)
        lies = owns_ground(tokens, spot) or not SOIL.isdisjoint(_noun_phrase(after))
        return _is_bare_name(tokens, spot) or receives or (lies and not _points_to_town(tokens, spot))
    if place.kind is PlaceKind.COUNTRY:
        return False
    if spot.first == 1 and tokens.words[0] in OPENING and spot.mention.role is Role.MODIFIER:
        return True
    facility = spot.mention.role is Role.MODIFIER and not FACILITIES.isdisjoint(_noun_phrase(after))
    return facility or names_event(tokens, spot, trigger)


def _points_to_town(tokens: Tokens, spot: Spot) -> bool:
    """ "These Syrian cities", "the eastern Syrian town": a town that was named before, not its country."""
    words, start = tokens.words, spot.first - 1
    while start > 0 and words[start] in SIDES:
        start -= 1
    behind = words[spot.last + 1 : spot.last + 3]
    the_town = words[max(0, start)] == "the" and behind[:1] in TOWNS and behind[1:] != ("of",)
    named = any(tokens.capital[spot.last + 2 : spot.last + 3])
    return words[max(0, spot.first - 1)] in POINTING or (the_town and not named)


def _is_compound(tokens: Tokens, spot: Spot) -> bool:
    """ "US-made", "Russia-backed": a name with a hyphen that only describes."""
    after = tokens.words[spot.last + 1 : spot.last + 3]
    if _is_combined(tokens, spot):
        return True
    if len(after) < 2 or after[0] != "-" or tokens.capital[spot.last + 2]:
        return False
    joined = tokens.ends[spot.last] == tokens.starts[spot.last + 1]
    return joined and tokens.ends[spot.last + 1] == tokens.starts[spot.last + 2]


def _is_combined(tokens: Tokens, spot: Spot) -> bool:
    """ "Euro-Atlantic", "pro-Moscow": a name behind a hyphen and what only combines."""
    form, hyphen = spot.first - 2, spot.first - 1
    if form < 0 or tokens.words[hyphen] != "-" or tokens.words[form] not in COMBINING:
        return False
    return tokens.ends[form] == tokens.starts[hyphen] and tokens.ends[hyphen] == tokens.starts[spot.first]


def owns_ground(tokens: Tokens, spot: Spot) -> bool:
    """ "Syria's chemical sites", "Ukraine's cities": the possessive of a name before what lies there."""
    after = tokens.words[spot.last + 1 : spot.last + 5]
    return after[:1] == ("'s",) and not (SITES | SOIL).isdisjoint(_noun_phrase(after))


def names_event(tokens: Tokens, spot: Spot, trigger: Trigger) -> bool:
    """ "The Homs bombing", "the Munich security conference": a name of a town or region before the event's noun."""
    verbal = trigger.is_verb and trigger.form is not Form.ING
    bare = spot.mention.role is Role.LOCATION and tokens.words[max(0, spot.first - 1)] not in PLACED
    if verbal or spot.mention.place is None or not (bare or spot.mention.role in DESCRIBING):
        return False
    between = tokens.words[spot.last + 1 : trigger.first]
    own = spot.mention.place.kind is not PlaceKind.COUNTRY and trigger.rule.group in NAMED_AFTER
    close = spot.last < trigger.first <= spot.last + 1 + NAME_WITHIN
    return own and close and all(word.isalpha() for word in between)


def _noun_phrase(words: Sequence[str]) -> Sequence[str]:
    """The words behind a name up to the end of its noun phrase."""
    ends = (at for at, word in enumerate(words) if word in ENDING or not (word.isalpha() or word == "'s"))
    return words[: next(ends, len(words))]


def _is_bare_name(tokens: Tokens, spot: Spot) -> bool:
    """ "To visit the UK in May": no noun follows that the name could describe."""
    after = tokens.words[spot.last + 1 : spot.last + 2]
    abbreviation = spot.first == spot.last and tokens.words[spot.first] in ABBREVIATED
    return abbreviation and (not after or after[0] in FOLLOWING or not after[0].isalpha())
