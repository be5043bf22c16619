"""How an event that a noun names stands in its clause: as subject, with which predicate, known or new."""

from __future__ import annotations

from itertools import pairwise

from mapapp.reading.events.inflection import is_past
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.speech_parts import DETERMINERS, NOMINAL_AFTER, PREPOSITIONS
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.verb_groups import auxiliaries

PHRASE_LONGEST = 8
"""Words of a noun phrase before its head at most."""
PORTIONS = word_list("portions")
"""Nouns that share the fate of what they measure: "a round of talks was cancelled"."""
RAGING, PREPOSED = word_list("raging"), word_list("preposed")
FUTURE, SET_TO = frozenset(("will", "'ll", "shall")), word_list("set_to")
STARTERS = frozenset(("that", "while", "as", "because", "but", "and", "when", "where", "although", "though", '"', "“"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "'s", "its", "their", "his", "her", "last"))


def is_subject(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the noun phrase that ends at the word `at` begins its clause, so that what follows is said of it."""
    words = tokens.words
    spot = at - 1
    while spot >= first and at - spot <= PHRASE_LONGEST:
        word = words[spot]
        if word == "," or word in STARTERS:
            return True
        if word == "of" and spot and words[spot - 1] in PORTIONS:
            spot -= 2
            continue
        if word in PREPOSITIONS or word == "to" or (auxiliaries().get(word, "adverbs") != "adverbs" and word != "'s"):
            return False
        if is_past(word) and words[spot - 1 : spot] not in (("the",), ("a",), ("its",)) and spot != first:
            return False
        spot -= 1
    return spot < first


def opening(tokens: Tokens, at: int, first: int) -> str:
    """The preposition before the noun phrase that ends at the word `at`; "" where none opens it."""
    for spot in range(at - 1, max(first - 1, at - 1 - PHRASE_LONGEST), -1):
        word = tokens.words[spot]
        if word in PREPOSITIONS and word != "of":
            return word
        if (
            word in ("of", ",", "to", "and")
            or word in STARTERS
            or (auxiliaries().get(word, "adverbs") != "adverbs" and word != "'s")
        ):
            return ""
    return ""


def coming_words(tokens: Tokens) -> str:
    """The words of a sentence that put its main verb into the future; "" for none."""
    for word, after in pairwise(tokens.words):
        if word in FUTURE or (word in SET_TO and after == "to"):
            return f"{word} {after}"
    return ""


def tells_present(tokens: Tokens) -> bool:
    """Whether the first finite auxiliary of a sentence stands in the present."""
    kinds = auxiliaries()
    tense = next((kinds[word] for word in tokens.words if kinds.get(word) in ("present", "past") and word != "'s"), "")
    return tense == "present"


def names_deed(tokens: Tokens, head: int, last: int) -> bool:
    """Whether a word in -ing is a noun: "the shelling", "days of fighting in", "fighting rages"."""
    after = tokens.words[last + 1] if last + 1 < len(tokens.words) else "."
    before = tokens.words[head - 1] if head else ""
    return after in RAGING or before in DETERMINERS or (before in PREPOSED and after in NOMINAL_AFTER)


def is_definite(tokens: Tokens, at: int) -> bool:
    """Whether the noun phrase that ends at the word `at` names something known: "the attack", "last week's strikes"."""
    return not DEFINITE.isdisjoint(tokens.words[max(0, at - 3) : at])
