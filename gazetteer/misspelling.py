"""What may be a typing error, and what is another name or no name at all."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from gazetteer.sources import table

LONGEST = 60
"""Letters; nothing longer is read for errors."""
SHORTEST_WITH_ONE, SHORTEST_WITH_TWO = 5, 9
SHORTEST_WITH_OTHER_INITIAL = 7
SHORTEST_WORD_WITH_TWO = 7
"""Of a name of several words: "River broke" is not River Grove."""


def allowed(name: str) -> int:
    """How many errors a folded name may hold and still be read: none in a short one."""
    letters = len(name) - name.count(" ")
    if not name.isalpha():
        letters = sum(map(is_letter, name))
    if len(name) > LONGEST:
        return 0
    return int(letters >= SHORTEST_WITH_ONE) + int(letters >= SHORTEST_WITH_TWO)


def is_letter(character: str) -> bool:
    """Whether it is a letter or one of the marks that some scripts write vowels as."""
    return character.isalpha() or unicodedata.category(character)[0] == "M"


def may_be(name: str, other: str, errors: int) -> bool:
    """Whether a name that lies so many errors from another, both folded, may be the other one misspelt."""
    if (errors > 1 or len(name) < SHORTEST_WITH_OTHER_INITIAL) and name[0] != other[0]:
        return False
    return (name.isalpha() and other.isalpha()) or word_by_word(name, other, errors)


def word_by_word(name: str, other: str, errors: int) -> bool:
    """Whether the errors lie in words that may hold them, or are nothing but a space too few, too many or astray."""
    ours, theirs = name.split(), other.split()
    changed = [(one, another) for one, another in zip(ours, theirs, strict=False) if one != another]
    if any(word in function_words() and word not in theirs for word in ours):
        return False
    if "".join(ours) == "".join(theirs):
        return True
    if len(ours) != len(theirs) or not all(map(are_letters, ours, theirs)):
        return False
    # Two errors in two words are one in each.
    return errors == 1 or len(changed) > 1 or len(changed[0][0]) >= SHORTEST_WORD_WITH_TWO


def are_letters(one: str, other: str) -> bool:
    """Whether two words are the same, or both of letters only: a number is never taken for another."""
    return one == other or all(map(is_letter, one + other))


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that a sentence is held together with; whoever writes one means it."""
    return frozenset(row["word"] for row in table("function_words"))
