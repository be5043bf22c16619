"""A written name and the key it is looked up by: case, accents, apostrophes, hyphens and short forms are folded.

Texts and names go through the same tokeniser, so a name of the index is found wherever its words stand in a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple, cast


class NameType(IntEnum):
    """How a name belongs to its place; lower is the more usual."""

    PRIMARY = 0
    ALTERNATE = 1
    DEMONYM = 2
    """"Ukrainian", "Texans": people or things of the place."""
    ABBREVIATION = 3
    """"U.S.", "Calif."."""
    CODE = 4
    """ISO or postal code: "TX"."""
    SHORT = 5
    """A form without its generic word: "Rapides" for Rapides Parish."""
    GENERATED = 6
    """Made by rule: "Kharkiv region", a transliteration."""
    VARIANT = 7
    """A town's usual name in another spelling: "Kharkov", "Basra" for Basrah."""


class Word(NamedTuple):
    """A word or a punctuation mark of a text."""

    start: int
    """First code point in the text."""
    end: int
    """One past the last code point."""
    text: str
    """The characters as written."""
    key: str
    """The folded form; "" for a hyphen inside a word, which no key holds."""


# Brahmic and South-East Asian scripts write vowels as marks that `\w` does not know, so their blocks count whole.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u05b0-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
)
# Raised and lowered digits are marks of notes: "Lviv¹" is Lviv.
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
_LETTERS = rf"(?:[^\W\d_{_RAISED}]++|[{_MARKS}]++)++"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_APOSTROPHES = "'’‘ʼʹʻ`´′‛ʾʿ″”ˈ"
# Most words are plain, so they stand first: followed by what no rule below could add to them.
_PLAIN = r"[A-Za-z]{2,}+(?![^\x00-\x7f]|['`.])"
_ABBREVIATION = r"(?<!\w)[^\W\d_](?:\.[^\W\d_]{1,2})+(?![\w])\.?"
_SAINT = r"\b(?:S[Tt][Ee]?|M[Tt]|F[Tt]|P[Tt])\.(?=[ \u00a0\u202f-][^\W\d_])"
_POSSESSIVE = r"(?<=\w)['’]s(?![\w])"
_WORD = rf"{_LETTERS}(?:(?:[{_APOSTROPHES}](?!s(?!\w))|[{_INVISIBLE}]+){_LETTERS})*"
_PATTERN = re.compile(rf"({_PLAIN}|{_ABBREVIATION}|{_SAINT}|{_POSSESSIVE}|{_WORD}|\d+|[^\s{_INVISIBLE}])")
_HYPHENS = frozenset("-‐‑–")
_HYPHEN_WITHIN = re.compile(rf"(?<=[\w.{_INVISIBLE}])[-‐‑–](?=[\w{_INVISIBLE}])")
_DROPPED = str.maketrans("", "", "'’‘ʼʹʻ`´′‛ʾʿ″”ˈ\u00ad\u200b\u200c\u200d\u2060\ufeff")
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h", "ə": "a"}
)
_LONG_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}


@lru_cache(maxsize=65536)
def word_key(text: str) -> str:
    """Fold one word: "L'viv" -> "lviv", "Zürich" -> "zurich", "St." -> "saint", "U.S" -> "u.s."."""
    if len(text) == 1 and not text.isalnum():
        # A lone half of a surrogate pair cannot be looked up in an index of UTF-8.
        return "\ufffd" if "\ud800" <= text <= "\udfff" else _QUOTES.get(text, text)
    if text in ("'s", "’s"):
        return "'s"
    if text.isascii() and text.isalpha():
        plain = text.lower()
        return _LONG_FORMS.get(plain, plain)
    folded = text.translate(_DROPPED).casefold().translate(_LATIN)
    # Letters of mathematics and the like are capitals again once they are taken apart.
    decomposed = unicodedata.normalize("NFKD", folded).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter)) or folded
    if "." in bare:
        short = bare.strip(".")
        return short + "." if "." in short else _LONG_FORMS.get(short, short)
    return _LONG_FORMS.get(bare, bare)


def words(text: str) -> list[Word]:
    """Split a text; offsets are code points into the text as given. Time is linear in its length."""
    # Gaps and words by turns; their lengths give the offsets without a match object for each word.
    parts = _PATTERN.split(text)
    offsets = list(accumulate(map(len, parts)))
    written = parts[1::2]
    keys = list(map(word_key, written))
    starts = offsets[0::2]
    if not _HYPHENS.isdisjoint(written):
        for position, word in enumerate(written):
            if word in _HYPHENS and _HYPHEN_WITHIN.match(text, starts[position]):
                keys[position] = ""
    return list(map(_word_of, zip(starts, offsets[1::2], written, keys, strict=False)))


# Calling `Word` itself costs more than all the rest of a word.
_word_of = cast(Callable[[tuple[int, int, str, str]], Word], partial(tuple.__new__, Word))


def join(keys: Iterable[str]) -> str:
    """The key of a run of words, from the keys of its words."""
    return " ".join(key for key in keys if key)


def key(name: str) -> str:
    """The look-up key of a name; "" where it holds nothing but spaces."""
    if name.isalpha():
        return word_key(name)
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join(map(word_key, name.split()))
    return join(word.key for word in words(name))
