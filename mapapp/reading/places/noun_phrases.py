"""The noun that a name describes: "Oslo | residents", "the US | military operations", "Chad's | army"."""

from __future__ import annotations

from typing import NamedTuple

from mapapp.reading.places.cues import cue
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.word_classes import UNKNOWN, word_class

FUNCTION, TITLE, AUXILIARY = cue("function_word"), cue("title"), cue("auxiliary")
LONGEST = 6
"""Words behind a name among which its noun is looked for."""
IRREGULAR_PAST = cue("irregular_past")
ADJECTIVE_IN_ED = frozenset({"armed", "retired", "combined", "allied", "listed", "united", "wounded", "unemployed"})
LEAST_NOUN = 0.25
LEAST_VERB = 0.3
MOSTLY = 0.6
OBJECT_BEGINS = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "to", "that", "it", "them", "no", "on", "all"}
)
BEFORE_ADJECTIVE = frozenset({"most", "more", "very", "own", "first", "last", "next", "only", "second", "third", "two"})
JOINING = frozenset({"and", ",", "-"})
POSSESSIVES = frozenset({"'s", "'", "’"})


class Described(NamedTuple):
    """What follows a name and belongs to it."""

    head: int
    """The token of the noun; -1 where none follows."""
    possessive: bool
    titled: bool
    """Whether a title stands among the words: "Oslo | Mayor Anne Lindboe"."""


def described(tokens: Tokens, at: int) -> Described:
    """The noun phrase that goes on at the token behind a name."""
    possessive = at < len(tokens) and tokens.keys[at] in POSSESSIVES
    head, titled = -1, False
    start = at + possessive
    for position in range(start, min(len(tokens), start + LONGEST)):
        if tokens.breaks[position] or tokens.sentence[position] != tokens.sentence[at - 1]:
            break
        word = tokens.keys[position]
        titled = titled or (word in TITLE and (head < 0 or tokens.capital[position]))
        if tokens.capital[position]:
            head = position
        elif possessive and head < 0 and (word in BEFORE_ADJECTIVE or (start < position and word in JOINING)):
            continue
        elif word in FUNCTION or word in AUXILIARY or not word.isalpha():
            break
        elif is_noun(tokens, position, described=position > start or possessive):
            head = position
        elif not may_stand_before_noun(word, first=position == start and not possessive):
            break
    return Described(head, possessive, titled)


def may_stand_before_noun(word: str, *, first: bool) -> bool:
    """Whether a word may be an adjective; one in "-ed" that follows the name at once is its verb."""
    if first and word.endswith("ed") and word not in ADJECTIVE_IN_ED:
        return False
    kind = word_class(word)
    return kind.adjective > MOSTLY or kind is UNKNOWN


def is_noun(tokens: Tokens, at: int, *, described: bool) -> bool:
    """Whether a lower-case word behind a name is a noun rather than the verb of the name, or an adjective.

    `described`: the word stands behind an adjective or a possessive, which no verb does in its base form.
    """
    word = tokens.keys[at]
    kind = word_class(word)
    after = tokens.keys[at + 1] if at + 1 < len(tokens) else ""
    plain = not word.endswith(("s", "ed", "ing")) and word not in IRREGULAR_PAST
    if kind.verb < LEAST_VERB or (described and plain):
        return kind.noun > 0 and kind.noun >= kind.adjective / 2
    if word.endswith("ed") and not described and word not in ADJECTIVE_IN_ED:
        return False
    # "Oslo plans to", "Peru exports the", "Spain face Chile", but "Peru exports rose", "US support for".
    if after in OBJECT_BEGINS or (at + 1 < len(tokens) and tokens.capital[at + 1]):
        return False
    alone = plain or after in AUXILIARY or word_class(after).verb > MOSTLY
    return kind.noun > kind.verb if not alone else kind.noun >= LEAST_NOUN
