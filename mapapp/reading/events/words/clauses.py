"""Where the clause around some words begins and ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

OPENERS = word_list("openers")
"""Words that begin a clause of their own."""
STOPS = frozenset(";:—–()")
FURTHEST = 40
"""Words after which a clause is no longer followed, so that an endless list costs no more than a sentence."""
COMPARED = (("well",), ("many",), ("much",), ("part",), ("a",), ("an",))
SUBJECTS = word_list("subjects")


def clause_of(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """First and last word of the clause that holds the words from `first` to `last`, all included."""
    cuts = _cuts(tokens.words)
    before, behind = bisect_right(cuts, first), bisect_right(cuts, last)
    begin = max(cuts[before - 1] if before else 0, first - FURTHEST)
    end = min(cuts[behind] if behind < len(cuts) else len(tokens.words), last + FURTHEST)
    return max(0, begin), max(last, end - 1)


@lru_cache(maxsize=64)
def _cuts(words: tuple[str, ...]) -> tuple[int, ...]:
    """Where the clauses of a sentence begin, the first word left out; every part of this room asks for them."""
    return tuple(at for at in range(1, len(words)) if _cut_before(words, at))


def _compares(words: Sequence[str], at: int) -> bool:
    """Whether "as" at a place opens no clause: "as well as", "as many as", "as part of", "such as"."""
    return words[at - 1] in ("such", "well", "many", "much") or words[at + 1 : at + 2] in COMPARED


def _cut_before(words: tuple[str, ...], at: int) -> bool:
    """Whether a clause begins with the word at `at`."""
    word, before = words[at], words[at - 1]
    if before in STOPS or word in STOPS:
        return True
    if word in OPENERS:
        reported = word == "that" and before in ("said", "warned", "if")
        return not reported and not (word == "as" and _compares(words, at))
    if word in ("but", "and"):
        following = words[at + 1] if at + 1 < len(words) else ""
        return word == "but" or following in SUBJECTS or before == ","
    return False
