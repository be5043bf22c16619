"""Where the clause around some words begins and ends."""

from __future__ import annotations

from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens

OPENERS = word_list("openers")
"""Words that begin a clause of their own."""
STOPS = frozenset(";:—–()")
FURTHEST = 40
"""Words after which a clause is no longer followed, so that an endless list costs no more than a sentence."""
SUBJECTS = word_list("subjects")


def clause_of(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """First and last word of the clause that holds the words from `first` to `last`, all included."""
    begin = first
    while begin > max(0, first - FURTHEST) and not _cut_before(tokens, begin):
        begin -= 1
    end = last
    while end + 1 < min(len(tokens.words), last + FURTHEST) and not _cut_before(tokens, end + 1):
        end += 1
    return begin, end


def _cut_before(tokens: Tokens, at: int) -> bool:
    """Whether a clause begins with the word at `at`."""
    words = tokens.words
    word, before = words[at], words[at - 1]
    if before in STOPS or word in STOPS:
        return True
    if word in OPENERS:
        return not (word == "that" and before in ("said", "warned", "if")) and not (word == "as" and before == "such")
    if word in ("but", "and"):
        following = words[at + 1] if at + 1 < len(words) else ""
        return word == "but" or following in SUBJECTS or before == ","
    return False
