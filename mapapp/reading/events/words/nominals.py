"""How an event that a noun names stands in its clause: as subject, with which predicate, known or new."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.events.status.verb_groups import PRONOUNS, auxiliaries
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import DETERMINERS, NOMINAL_AFTER, PREPOSITIONS
from mapapp.reading.events.words.tokens import Tokens

PHRASE_LONGEST = 8
"""Words of a noun phrase before its head at most."""
PORTIONS = word_list("portions")
"""Nouns that share the fate of what they measure: "a round of talks was cancelled"."""
TALES = word_list("tales")
"""Nouns that are true or false as what they tell is: "reports of an attack were false"."""
REPORTED = word_list("reported")
RAGING, PREPOSED = word_list("raging"), word_list("preposed")
FUTURE, SET_TO = frozenset(("will", "'ll", "shall")), word_list("set_to")
STARTERS = word_list("starters") | frozenset('."“')
INSTANCES = word_list("including")
DEFINITE = word_list("definite")


def is_subject(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the noun phrase that ends at the word `at` begins its clause, so that what follows is said of it."""
    words = tokens.words
    spot = at - 1
    while spot >= first and at - spot <= PHRASE_LONGEST:
        word = words[spot]
        if word == "," or word in STARTERS:
            return True
        if word == "of" and spot and words[spot - 1] in PORTIONS | TALES:
            spot -= 2
            continue
        if word in REPORTED:
            return True
        if word in PREPOSITIONS or word == "to" or _is_auxiliary(word):
            return False
        if is_past(word) and words[spot - 1 : spot] not in (("the",), ("a",), ("its",)) and spot != first:
            return False
        spot -= 1
    return spot < first


def instance_of(tokens: Tokens, at: int, first: int) -> int | None:
    """Where "including" or "as well as" stands that makes a noun an instance of what is named before it."""
    words = tokens.words
    return next((spot for spot in range(at - 1, first, -1) if words[spot] in INSTANCES), None)


def opening(tokens: Tokens, at: int, first: int) -> int | None:
    """Where the preposition stands that opens the noun phrase ending at the word `at`; None where none does."""
    words = tokens.words
    for spot in range(at - 1, max(first - 1, at - 1 - PHRASE_LONGEST), -1):
        if words[spot] == "of" and spot and words[spot - 1] in PORTIONS:
            continue
        if words[spot] in PREPOSITIONS and words[spot] != "of" and words[spot + 1] != "-":
            return spot
        if words[spot] in ("of", ",", "to", "and") or words[spot] in STARTERS or _is_auxiliary(words[spot]):
            return None
    return None


def _is_auxiliary(word: str) -> bool:
    return word != "'s" and auxiliaries().get(word, "adverbs") != "adverbs"


def coming_words(tokens: Tokens, beside: int, begin: int, end: int) -> str:
    """The words that put a verb between two words into the future, in one voice with `beside`; "" for none."""
    for at in range(begin, min(end, len(tokens.words) - 1)):
        word, after = tokens.words[at : at + 2]
        if tokens.quoted[at] is not tokens.quoted[beside]:
            continue
        if word in FUTURE or (word in SET_TO and after == "to"):
            return f"{word} {after}"
    return ""


def tells_present(words: Sequence[str]) -> bool:
    """Whether a main clause stands in the present."""
    kinds = auxiliaries()
    present = any(kinds.get(word) == "present" and word != "'s" for word in words)
    return present and not any(is_past(word) or kinds.get(word) == "past" for word in words)


def names_deed(tokens: Tokens, head: int, last: int) -> bool:
    """Whether a word in -ing is a noun: "the shelling", "days of fighting in", "fighting rages"."""
    after = tokens.words[last + 1] if last + 1 < len(tokens.words) else "."
    before = tokens.words[head - 1] if head else ""
    measured = before == "of" and head > 1 and tokens.words[head - 2] in PORTIONS
    owned = before == "'s" and head > 1 and tokens.words[head - 2] not in PRONOUNS
    named = before in DETERMINERS or (before in PREPOSED and head == last and after in NOMINAL_AFTER)
    return named or measured or owned or after in RAGING


def clause_start(tokens: Tokens, at: int, first: int) -> int:
    """The comma of a fronted phrase before a subject, else the first word of its clause."""
    return next(
        (spot for spot in range(at - 1, max(first, at - PHRASE_LONGEST), -1) if tokens.words[spot] == ","), first
    )


def has_predicate(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether a verb follows a noun before the next comma."""
    for word in tokens.words[begin:end]:
        if word in (",", ";", "and"):
            return False
        if _is_auxiliary(word) or is_past(word):
            return True
    return False


def is_definite(tokens: Tokens, at: int) -> bool:
    """Whether the noun phrase that ends at the word `at` names something known: "the attack", "last week's strikes"."""
    return not DEFINITE.isdisjoint(tokens.words[max(0, at - 3) : at])
