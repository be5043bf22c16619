"""What befell those whom a number counts: by the verb before it, the verb behind them, or a toll."""

from __future__ import annotations

from mapapp.reading.events.figures.counts import NUMBER_WORDS
from mapapp.reading.events.figures.figure_words import by_phrase, by_word, first_words, listed, phrase_at
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

BEFALLEN, BEFALLS, TOLL = by_phrase("befallen"), by_word("befalls"), by_phrase("toll")
GATHER = by_word("gather")
HEADS, TOLL_HEADS = first_words(BEFALLEN), first_words(TOLL)
WITHIN, TOLL_WITHIN = 14, 10
"""Words from the people to the verb that tells what befell them, and from "toll" to its number."""
BE = word_list("be") | {"got"}
AUXILIARIES = BE | {"has", "have", "had", "did"}
INTRANSITIVE = listed("grammar", "intransitive")
OBJECTS, LEAVING = listed("grammar", "objects"), listed("grammar", "leaving")
MODIFYING, MOVING = listed("grammar", "modifying"), listed("grammar", "moving")
GROUPS = listed("grammar", "groups")
BROKEN = frozenset((";", ":", ".", "“", "”", '"'))


def befalls_before(tokens: Tokens, first: int) -> str | None:
    """ "Killing at least 12": the verb directly before a number and what goes with it."""
    at = first - 1
    while at >= 0 and (tokens.words[at] in MODIFYING or tokens.words[at] in GROUPS):
        at -= 1
    if at < 0 or tokens.words[at] not in BEFALLS:
        return None
    passive = at and (tokens.words[at - 1] in BE or tokens.words[at + 1] in ("in", "by"))
    return None if passive else BEFALLS[tokens.words[at]]


def befallen_behind(tokens: Tokens, end: int) -> str | None:
    """ "... people, two of them small, were killed": the first phrase behind word `end` that tells what befell them."""
    words, first = tokens.words, end + 1
    inserted = words[first : first + 1] == (",",)
    for at in range(first, min(len(words), first + WITHIN)):
        word = words[at]
        if word in BROKEN or (at > first and (word in LEAVING or (word == "," and not inserted))):
            return None
        inserted = inserted and not (word == "," and at > first)
        found = phrase_at(words, at, BEFALLEN) if word in HEADS else None
        if found and _is_told(tokens, at, len(found[0])):
            return found[1]
        if word in GATHER and at <= first + 2:
            return GATHER[word]
        if not (inserted or found or word in AUXILIARIES or words[at - 1] in BE) and is_past(word):
            return None
    return None


def _is_told(tokens: Tokens, at: int, length: int) -> bool:
    """Whether it befell them rather than that they did it: "were killed", "killed in", not "killed six rebels"."""
    words, behind = tokens.words, at + length
    if words[at] in INTRANSITIVE or not BE.isdisjoint(words[max(0, at - 3) : at]) or behind >= len(words):
        return True
    return not (
        words[behind] in OBJECTS
        or words[behind][0].isdigit()
        or words[behind] in NUMBER_WORDS
        or tokens.capital[behind]
    )


def toll_before(tokens: Tokens, first: int) -> str | None:
    """ "The death toll rose to 40": a toll before a number without a noun."""
    words = tokens.words
    for at in range(first - 1, max(-1, first - 1 - TOLL_WITHIN), -1):
        if words[at] in (";", ":", "and", "but") or words[at][0].isdigit():
            return None
        found = phrase_at(words, at, TOLL) if words[at] in TOLL_HEADS else None
        if found and not MOVING.isdisjoint(words[at + len(found[0]) : first]):
            return found[1]
    return None


def is_people(what: str | None) -> bool:
    """Whether something can befall what is counted; None: a number without a noun."""
    return what in (None, "people", "troops", "detained", "displaced", "missing")
