"""Noun or verb, by the neighbours of a word: enough for forms such as "attacks", "strike" and "visit"."""

from __future__ import annotations

from mapapp.reading.events.inflection import is_past
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens

DETERMINERS = word_list("determiners")
PREPOSITIONS = word_list("prepositions")
VERBAL_BEFORE = word_list("verbal_before")
GOVERNING = frozenset(("to", "will", "would", "could", "can", "must", "should", "may", "might"))
"""Before a verb whose object a plural is: "to strike targets"."""
OBJECTS = word_list("objects")
NOMINAL_AFTER = word_list("nominal_after")


def reads_as_noun(tokens: Tokens, at: int, *, plural: bool) -> bool:
    """Whether a word that can be noun or verb is a noun here; `plural` says that it ends in s."""
    words = tokens.words
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else "."
    if before == "to":
        return plural
    if plural and at > 1 and words[at - 2] in GOVERNING:
        return True
    if before in VERBAL_BEFORE:
        return False
    if before in DETERMINERS or before in PREPOSITIONS or before[:1].isdigit():
        return True
    if after in OBJECTS and after != "that":
        return False
    if at and tokens.capital[at - 1] and plural:
        return after in NOMINAL_AFTER and not tokens.capital[min(at + 1, len(words) - 1)]
    if not plural and before.endswith("s") and len(before) > 3 and after not in ("on", "of", ",", ".", "against"):
        return False
    if before in ("and", "or") and at > 1:
        return words[at - 2].endswith("s") or after in NOMINAL_AFTER
    if not plural and len(after) > 3 and is_past(after):
        return True
    return after in NOMINAL_AFTER or not at or before[-2:] in ("al", "ic", "an", "ed", "le", "ng", "ry", "us", "ve")
