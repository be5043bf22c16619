"""Whose a claim, an accusation or an appeal is: "Peru's claim", "accusations from Lima", "his call for"."""

from __future__ import annotations

from mapapp.reading.events.claims.speakers import TIMELY, Words, named_behind_cue, subject_of
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.tokens import Tokens

WHOSE = frozenset(("his", "her", "its", "their"))
OWNED_WITHIN = 4
"""Words from an owner to the noun at most."""
TIMES = TIMELY | {"last", "this", "week", "month", "year"}
"""Between a noun and what it claims: "the claim last week that"."""


def content_behind(tokens: Tokens, noun: int) -> int:
    """The first word behind a noun that does not tell when."""
    behind = noun + 1
    while behind < len(tokens.words) - 1 and tokens.words[behind] in TIMES:
        behind += 1
    return behind


def source_of(tokens: Tokens, noun: int) -> Words | None:
    """Who stands behind "by" or "from" next to the noun."""
    beside = tokens.words[noun + 1 : noun + 2]
    return named_behind_cue(tokens, noun + 2) if beside in (("by",), ("from",)) else None


def owner_of(tokens: Tokens, noun: int, first: int) -> Words | None:
    """Who has the noun: a possessive before it, or for "his" the subject of the verb before that."""
    words = tokens.words
    for at in range(noun - 1, max(first, noun - OWNED_WITHIN), -1):
        if words[at] == "'s":
            return subject_of(tokens, at, first)
        if words[at] in WHOSE:
            return subject_of(tokens, at - 1, first) if is_past(words[at - 1]) else None
    return None
