"""How a place name hangs on what is told: as object, as what it befalls, behind "where", or on another noun instead."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.events.kinds import VIOLENT
from mapapp.reading.events.scenes.governing import PREPOSITIONS, Governor, anchor, is_beside, phrase_of
from mapapp.reading.events.scenes.spots import Spot, owns_ground
from mapapp.reading.events.scenes.worths import WORTHS
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

STATES = word_list("undergoing")
"""Verbs whose subject undergoes what happens, as that of a passive does."""
APPOSED = 12
"""Words from a name over an apposition between commas to its verb at most."""
OBJECT_WITHIN, LISTED_WITHIN = 5, 9
"""Words between a verb and the name that is its object at most; with nothing but names and their epithets between."""
SUFFERS_WITHIN = 7
"""Words between a noun for violence and the place that suffers it at most."""
PASSIVE, NO_OBJECT = word_list("passive"), word_list("no_object") | word_list("openers") | {"if", "unless"}
SETTINGS, SUFFERING, SUFFERED = WORTHS.words("settings"), WORTHS.words("suffering"), WORTHS.words("suffered")
SEEN = frozenset(("saw", "seen", "witnessed"))
"""Between a place and what happened there: "Lima saw thousands march"."""
POSTS = WORTHS.words("posts")
BLOCKING = frozenset(("COERCE", "territory taken"))
"""Kinds whose trigger may hold its object: "blocked the Kerch bridge"."""
STRIKING = VIOLENT | {"other"}
"""Groups of kinds that befall a place."""
BEFALLING, ACTIVE = STRIKING | {"aid"}, frozenset((Form.PAST, Form.BASE, Form.PRESENT))
SHARED = word_list("at_one_spot")
"""Before another happening these say that both take place at one spot: "killed in a strike on Homs"."""
SHARED_VIOLENCE = SHARED | {"after", "following", "to", "amid", "and", ","}
SAYING, SAID_WITHIN = WORTHS.words("saying"), 6
"""Verbs of saying, and words from one to "in" at most: "told a press conference in"."""
SPOKEN_AT = frozenset(("in", "at", "from"))
RESTING = frozenset(("in", "of", "over", "inside", "across", "within"))
"""Prepositions that tell where a state of things is, not where something goes."""
TRAVEL, PURPOSE, GOAL_WITHIN = WORTHS.words("travel"), frozenset(("to", "for")), 9
"""Verbs of travelling, and the words between where it goes and what for: that many at most."""
OPENS = 2
"""Words at the beginning of a sentence in which "the war in Sudan" would be its subject."""
NOUN_PHRASE = 5
"""Words back from a noun to the word before its phrase at most."""


def is_object(tokens: Tokens, trigger: Trigger, spot: Spot) -> str:
    """The verb whose object the name is: the trigger, or one by which violence befalls it; "" where it is none."""
    if trigger.first < spot.first and spot.last <= trigger.last:
        return tokens.words[trigger.first] if trigger.is_verb and trigger.rule.kind in BLOCKING else ""
    if tokens.words[spot.last + 1 : spot.last + 2] == ("'s",) and not owns_ground(tokens, spot):
        return ""
    start = anchor(tokens, spot)
    between = tokens.words[trigger.last + 1 : start]
    apart = len(between)
    if start <= trigger.last or apart > LISTED_WITHIN:
        return ""
    edge, _ = phrase_of(tokens, spot)
    near = trigger.rule.group in BEFALLING and 0 < edge - trigger.last <= SUFFERS_WITHIN
    if near and trigger.form not in ACTIVE and tokens.words[edge] in SUFFERING:
        return tokens.words[edge]
    direct = edge <= trigger.last or (apart <= OBJECT_WITHIN and NO_OBJECT.isdisjoint(between))
    return tokens.words[trigger.last] if trigger.is_verb and direct else ""


def is_sufferer(tokens: Tokens, trigger: Trigger, spot: Spot) -> bool:
    """ "Kharkiv was shelled", "Kharkiv came under fire", "Kharkiv was hit by explosions"."""
    between = tokens.words[spot.last + 1 : trigger.head + 1]
    if between.count(",") == 2 and between[0] == "," and len(between) <= APPOSED:
        between = between[len(between) - between[::-1].index(",") :]
    if not 0 < len(between) <= SUFFERS_WITHIN + 1 or "," in between[1:]:
        return False
    if not trigger.is_verb:
        return trigger.rule.group in STRIKING and not SUFFERED.isdisjoint(between)
    if len(between) > OBJECT_WITHIN + 1:
        return False
    if not SEEN.isdisjoint(between):
        return True
    active = trigger.form is Form.ING and "being" not in between and "under" not in between
    return (not active and not PASSIVE.isdisjoint(between)) or tokens.words[trigger.head] in STATES


def stands_where(tokens: Tokens, spot: Spot, clause: tuple[int, int]) -> bool:
    """Whether the name stands just before the "where" that opens the trigger's clause."""
    return 0 < clause[0] - spot.last <= 2 and tokens.words[clause[0]] == "where"


def is_goal(tokens: Tokens, trigger: Trigger, spot: Spot) -> bool:
    """ "Flew to Geneva to meet", "visited Homs for talks": where a journey goes, those who travel meet."""
    between = tokens.words[spot.last + 1 : trigger.first]
    if not 0 < len(between) <= GOAL_WITHIN or PURPOSE.isdisjoint(between) or tokens.words[spot.last + 1] == "'s":
        return False
    edge, _ = phrase_of(tokens, spot)
    return not TRAVEL.isdisjoint(tokens.words[max(0, edge - 2) : edge + 1])


def belongs_elsewhere(tokens: Tokens, trigger: Trigger, governed: Governor, triggers: Sequence[Trigger]) -> bool:
    """Whether the preposition depends on something else that is told: "met to discuss the war in Sudan"."""
    owner = governed.at - 1
    if owner < 0 or trigger.first <= owner <= trigger.last:
        return False
    if _is_said(tokens, trigger, governed):
        return True
    spoken = trigger.rule.group not in STRIKING | {"movement", "aid"}
    if governed.at < trigger.first:
        return spoken and governed.at > OPENS and tokens.words[owner] in SETTINGS
    first = next((other.first for other in triggers if other.first <= owner <= other.last), owner)
    if first == owner and (tokens.words[owner] not in SETTINGS or governed.word not in RESTING):
        return False
    before = first - 1
    while before > max(trigger.last, first - NOUN_PHRASE) and is_beside(tokens, before):
        before -= 1
    if before <= trigger.last:
        return False
    shared = SHARED_VIOLENCE if trigger.rule.group in STRIKING | {"movement"} else SHARED
    return tokens.words[before] not in shared


def is_post(tokens: Tokens, trigger: Trigger, governed: Governor) -> bool:
    """ "Officials in Lima denied it", "asked its embassy in Lima to leave as drills began": a post."""
    if not 0 < governed.at < trigger.first or tokens.words[governed.at - 1] not in POSTS:
        return False
    if trigger.rule.group in VIOLENT:
        return False  # what officials in a town tell of befell that town
    clause, _ = clause_of(tokens, trigger.first, trigger.last)
    return governed.at < clause or not trigger.is_verb


def _is_saying(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in SAYING and not tokens.capital[at]


def _is_said(tokens: Tokens, trigger: Trigger, governed: Governor) -> bool:
    """ "Troops will leave, a spokesman said in Kampala", "told reporters in Oslo that": where somebody spoke of it."""
    if governed.word not in SPOKEN_AT:
        return False
    saying = [at for at in range(max(0, governed.at - SAID_WITHIN), governed.at) if _is_saying(tokens, at)]
    if not saying or trigger.first <= saying[-1] <= trigger.last:
        return False
    said = tokens.words[saying[-1] + 1 : governed.at]
    if any(word in NO_OBJECT or word in PREPOSITIONS for word in said):
        return False
    return saying[-1] > trigger.last or "that" in tokens.words[governed.at : trigger.first]
