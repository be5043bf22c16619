"""What governs a place name: the preposition before it, over all that may stand between, and the noun before that."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapapp.reading.events.figures.counts import NUMBER_WORDS
from mapapp.reading.events.scenes.spots import Spot
from mapapp.reading.events.scenes.worths import WORTHS
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

PREPOSITIONS = frozenset(WORTHS.prepositions["any"]) - {"and", "of", "as", "like"}
GROUNDS, SEVERAL, BESIDE = WORTHS.words("grounds"), WORTHS.words("several"), WORTHS.words("beside")
ADJECTIVE = re.compile(r"[a-z]{2,}(?:ern|ian|ish|ese)$|\d+$")
FURTHEST, LIST_FURTHEST = 12, 18
"""Words over which a preposition is looked for, and over which the noun that "including" gives instances of."""
LOOSE = 3
"""Words of any sort before a noun such as "city" in "of": "the bustling trading city of"."""
INSTANCES = word_list("especially")
CALENDAR = word_list("months") | word_list("weekdays")
"""Names that belong to no place."""
ON_THE_PART_OF = ("on", "the", "part", "of")
FINITE = word_list("auxiliaries") | {"says"}
DETERMINERS = frozenset(("the", "a", "an", "its", "their", "this", "these", "several", "some", "many", "all"))


@dataclass(frozen=True, slots=True)
class Governor:
    """The preposition that a name depends on."""

    word: str
    """As `scenes.toml` knows it: "close to" is "near"."""
    at: int
    """Its number among the words; for a list of two words that of the last."""


def governor(tokens: Tokens, spot: Spot) -> Governor | None:
    """The preposition before a name, over articles, epithets, "city of", names in a list and "cities including"."""
    edge, listed = phrase_of(tokens, spot)
    if edge < 0 or (listed and begins_clause(tokens, spot)):
        return None
    word = tokens.words[edge]
    if word in PREPOSITIONS or word == "of":
        before = tokens.words[edge - 1] if edge else ""
        word = "by" if tokens.words[edge : edge + 4] == ON_THE_PART_OF else word
        return Governor(WORTHS.compounds.get(f"{before} {word}", word), edge)
    return None


def phrase_of(tokens: Tokens, spot: Spot) -> tuple[int, bool]:
    """The word before the noun phrase of a name, -1 where none is near, and whether a comma stands in between."""
    start = anchor(tokens, spot)
    words, loose, listed = tokens.words, 0, False
    for at in range(start - 1, max(-1, start - FURTHEST), -1):
        word = words[at]
        if word == "of" and at and words[at - 1] in GROUNDS:
            loose = LOOSE
        elif word not in PREPOSITIONS and (is_beside(tokens, at) or (loose and _is_loose(tokens, at))):
            listed = listed or word == ","
            loose = 0 if word in DETERMINERS else max(0, loose - (word not in GROUNDS))
        else:
            return at, listed
    return -1, listed


def anchor(tokens: Tokens, spot: Spot) -> int:
    """The first word of a name, or of the noun that it is an instance of: "cities" in "cities including Homs"."""
    words = tokens.words
    for at in range(spot.first - 1, max(0, spot.first - LIST_FURTHEST), -1):
        if words[at] in INSTANCES or (words[at] == "as" and words[at - 1] == "such"):
            nouns = [back for back in range(at - 1, max(-1, at - LIST_FURTHEST), -1) if words[back] in SEVERAL]
            return nouns[0] if nouns else spot.first
        if not is_beside(tokens, at):
            return spot.first
    return spot.first


def is_beside(tokens: Tokens, at: int) -> bool:
    """Whether a word may stand between a preposition and the name that it governs."""
    word = tokens.words[at]
    if word == "-":
        return tokens.ends[at] == tokens.starts[min(at + 1, len(tokens.words) - 1)]
    before = tokens.words[at - 1] if at else ""
    if is_past(word) and not (
        before in BESIDE or before in PREPOSITIONS | NUMBER_WORDS or before == "-" or before.endswith("ly")
    ):
        return False
    if word in BESIDE or word in GROUNDS or word in NUMBER_WORDS or word in ("and", "or", "well", "as"):
        return True
    return (tokens.capital[at] and at > 0 and word not in CALENDAR) or (
        ADJECTIVE.match(word) is not None and not is_past(word)
    )


def _is_loose(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    before = tokens.words[at - 1] if at else ""
    acting = word.endswith("ing") and before not in BESIDE
    return word.isalpha() and not is_past(word) and word not in FINITE and not acting


def begins_clause(tokens: Tokens, spot: Spot) -> bool:
    """ "In Geneva, Russia said": behind a comma a name with a verb after it begins the clause."""
    after = tokens.words[spot.last + 1 : spot.last + 3]
    return bool(after) and (after[0] in FINITE or (is_past(after[0]) and after[1:2] != ("by",)))
