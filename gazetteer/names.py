"""A written name and the key it is looked up by: case, accents, apostrophes, hyphens and short forms are folded.

Texts and names go through the same tokeniser, so a name of the index is found wherever its words stand in a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple


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
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_APOSTROPHES = "'’‘ʼʹʻ`´′‛ʾʿ″”ˈ"
_PATTERN = re.compile(
    rf"(?P<abbreviation>(?<!\w)[^\W\d_](?:\.[^\W\d_]{{1,2}})+(?![\w])\.?)"
    rf"|(?P<saint>\b(?:St|Ste|Mt|Ft|Pt)\.(?=[ \u00a0][^\W\d_]))"
    rf"|(?P<possessive>(?<=\w)['’]s(?![\w]))"
    rf"|(?P<letters>{_LETTER}+(?:(?:[{_APOSTROPHES}](?!s(?!\w))|[{_INVISIBLE}]+){_LETTER}+)*)"
    r"|(?P<digits>\d+)"
    r"|(?P<hyphen>(?<=[\w.])[-‐‑–](?=\w))"
    rf"|(?P<mark>[^\s{_INVISIBLE}])"
)
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
        return _QUOTES.get(text, text)
    if text in ("'s", "’s"):
        return "'s"
    if text.isascii() and text.isalpha():
        plain = text.lower()
        return _LONG_FORMS.get(plain, plain)
    folded = text.translate(_DROPPED).casefold().translate(_LATIN)
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter)) or folded
    if "." in bare:
        short = bare.strip(".")
        return short + "." if "." in short else _LONG_FORMS.get(short, short)
    return _LONG_FORMS.get(bare, bare)


def words(text: str) -> list[Word]:
    """Split a text; offsets are code points into the text as given. Time is linear in its length."""
    found: list[Word] = []
    for match in _PATTERN.finditer(text):
        written = match.group()
        folded = "" if match.lastgroup == "hyphen" else word_key(written)
        found.append(Word(match.start(), match.end(), written, folded))
    return found


def join(keys: Iterable[str]) -> str:
    """The key of a run of words, from the keys of its words."""
    return " ".join(key for key in keys if key)


def key(name: str) -> str:
    """The look-up key of a name; "" where it holds nothing but spaces."""
    return word_key(name) if name.isalpha() else join(word.key for word in words(name))
