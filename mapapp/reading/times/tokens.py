"""Text -> tokens with the classes of the grammar, in one pass and in linear time.

No class is given to numbers of more than twelve characters: `int()` of endless digits costs more than linear time.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

from mapapp.reading.times.almanac import capital_holidays, holidays
from mapapp.reading.times.casing import is_a_time
from mapapp.reading.times.lexicon import ABBREVIATED, CAPITAL, ENTRIES, HOLIDAY_HEADS, LOW_HOLIDAY_HEADS, Entry
from mapapp.reading.times.spelled import YEAR_HEADS, spelled_year


class Token(NamedTuple):
    """A word, number or mark of the text."""

    start: int
    """First character, in code points."""
    end: int
    """One past the last character."""
    kind: str
    """Class of the grammar."""
    value: Any
    """What value functions need of it (lexicon.Entry.value)."""
    low: str
    """The written form in lower case."""
    capital: bool = False
    """Whether it begins with a capital letter."""


# Possessive quantifiers (++) never give a character back, so no input makes the scan slower than linear.
_TOKEN = re.compile(
    r"""(?:[QH][1-4])(?!\w) | [Ww]/[EeCc](?!\w) | [Bb]4(?!\w) | 2(?:nite|night|day|moro|morrow|mrw)(?!\w) | [^\W\d_]++
    | \d{4}(?P<sign>[-/.])\d\d?(?P=sign)\d\d?(?!\d) | \d\d?(?P<mark>[-/.])\d\d?(?P=mark)(?:\d{4}|\d\d)(?!\d)
    | \d\d?[:]\d\d(?!\d) | 1\d{3}(?=/\d\d(?![\d/])) | \d++/\d++ | \d++(?:,\d{3}(?!\d))++(?:\.\d++)? | \d++\.\d++
    | \d++(?:(?:st|nd|rd|th|s)(?!\w))?
    | ['’]\d0s(?!\w) | ['’]\d\d(?!\w)
    | (?:\r\n?|\n|\u2029)[^\S\r\n]*+(?:\r\n?|\n|\u2029)\s*+
    | [^\s\w\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]""",
    re.VERBOSE,
)
_OTHER = Entry("OTHER", None)
LONGEST_FORM = 40
"""Characters of the longest form that is looked up; longer runs are words of nobody's table."""
_HALF_DAY = re.compile(r"\.\s?[Mm]\b\.?")
_CHRIST = re.compile(r"\.[Cc]\b\.?")
_RUN_TOGETHER = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
"""A date of eight digits."""
_ROUND_DECADES = frozenset(f"{tens}0s" for tens in range(2, 10))


def _written(low: str) -> Entry:
    """Class of a token that begins with a digit, or with an apostrophe before digits."""
    if len(low) > 12 or not (low.isascii() or low[0] == "’"):
        return _OTHER
    if low in ENTRIES:
        return ENTRIES[low]
    if low[0] in "'’":
        return Entry("DECADE", int(low[1])) if low.endswith("s") else Entry("SHORTYEAR", int(low[1:3]))
    if ":" in low:
        return Entry("CLOCK", low)
    if len(re.findall(r"[-/.]", low)) == 2:
        return Entry("ISO" if low[:4].isdigit() else "SLASH", low)
    if "/" in low:
        return Entry("FRAC", low)
    return _number(low)


def _number(low: str) -> Entry:
    if low[-1] == "s":
        number = int(low[:-1])
        decade = (len(low) in (4, 5) and number % 10 == 0) or low in _ROUND_DECADES
        return Entry("DECADE", number // 10) if decade else _OTHER
    if low[-1].isalpha():
        return Entry("ORD", int(low[:-2]))
    if not low.isdigit():
        return Entry("NUM", float(low.replace(",", "")))
    number = int(low)
    if _RUN_TOGETHER.fullmatch(low):
        return Entry("ISO", f"{low[:4]}-{low[4:6]}-{low[6:]}")
    if len(low) == 4 and 1000 <= number <= 2100:
        return Entry("YEAR", number)
    return Entry("INT" if len(low) <= 2 and 1 <= number <= 31 else "NUM", number)


def _word(word: str, low: str) -> Entry:
    known = ENTRIES.get(low)
    if known is None or (low in CAPITAL and not (word[0].isupper() and (word[1:].islower() or len(word) == 1))):
        return _OTHER
    return known


def _joined(text: str, start: int, end: int, low: str) -> tuple[int, Entry] | None:
    """A form of several words or with points inside, which begins with this word: its end and class."""
    for written, name in HOLIDAY_HEADS.get(low, ()):
        if (found := written.match(text, start)) and (text[start].isupper() or name not in capital_holidays()):
            return found.end(), Entry("HOLIDAY", holidays()[name])
    if text[end : end + 1] in ("'", "’") and low == "o" and text[end + 1 : end + 6].lower() == "clock":
        return end + 6, Entry("OCLOCK", None)
    if low in ("a", "p") and (found := _HALF_DAY.match(text, end)):
        return found.end(), Entry("AMPM", low)
    if low == "b" and (found := _CHRIST.match(text, end)):
        return found.end(), ENTRIES["bc"]
    return None


_UP_TO = re.compile(r"\s{1,4}to\b")
_HEADS = frozenset(HOLIDAY_HEADS) | {"o", "a", "p", "b"}
_FIGURES = frozenset(("INT", "NUM", "YEAR"))
_BEFORE_MARKS = ABBREVIATED | {"o", "a", "p", "b"}
"""Words whose class depends on a point or an apostrophe behind them."""
_MARKS = ".'’"


class _Form(NamedTuple):
    """What a written form is wherever it stands, unless `look_on`."""

    kind: str
    value: Any
    low: str
    capital: bool
    look_on: str
    """"" the same everywhere; "mark" unless a mark follows; "always" where the neighbours decide."""


_ENDLESS = _Form("OTHER", None, "", False, "")
_TUPLE = tuple.__new__
"""Makes a Token in a third of the time that its own constructor takes."""


def _lower(word: str) -> str:
    """The word in lower case, the digits of any script as ASCII ones."""
    low = word.lower()
    if low.isascii() or not any(sign.isdecimal() for sign in low):
        return low
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in low)


@lru_cache(maxsize=20_000)
def _form(word: str) -> _Form:
    low = _lower(word)
    entry = _OTHER
    if len(low) == 2 and low[1].isdigit() and low[0] in "qh":
        entry = Entry("PERIODCODE", word)
    elif low[0].isalpha():
        entry = _word(word, low)
    elif low[0].isdigit() or len(low) > 1:
        entry = _written(low) if low.strip() else Entry("BREAK", None)
    else:
        entry = ENTRIES.get(low, _OTHER)
    capital = word[0].isupper()
    named = low in LOW_HOLIDAY_HEADS or (capital and low in HOLIDAY_HEADS)
    always = named or low in ("s", "up") or low in YEAR_HEADS or (low in CAPITAL and entry.kind == "OTHER")
    look_on = "always" if always else "mark" if low in _BEFORE_MARKS else ""
    return _Form(entry.kind, entry.value, low, capital, look_on)


def _in_place(text: str, begin: int, stop: int, form: _Form) -> Token:
    """The token of a word whose class depends on its neighbours."""
    low, entry = form.low, Entry(form.kind, form.value)
    if entry.kind == "OTHER" and low in CAPITAL and is_a_time(text, begin, stop):
        entry = ENTRIES[low]
    if low in YEAR_HEADS and (spelled := spelled_year(text, begin)):
        return Token(begin, spelled[0], "YEAR", spelled[1], text[begin : spelled[0]].lower(), form.capital)
    if low in _HEADS and (joined := _joined(text, begin, stop, low)):
        stop, entry = joined
    elif low in ABBREVIATED and text[stop : stop + 1] == "." and (form.capital or entry.kind != "OTHER"):
        stop, low = stop + 1, low + "."
    elif low == "up" and not _UP_TO.match(text, stop):
        entry = _OTHER
    elif low == "s" and text[begin - 1 : begin] in ("'", "’"):
        entry = Entry("POSSESSIVE", None)
    return Token(begin, stop, entry.kind, entry.value, low, form.capital)


def _is_plain(token: Token) -> bool:
    """A word that a number belongs to, as in "BA2012"; the W of a week does not take it."""
    return token.kind == "OTHER" and token.low.isalpha() and token.low != "w"


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, in order; a BREAK stands where a blank line separates paragraphs."""
    tokens: list[Token] = []
    skip = 0
    for found in _TOKEN.finditer(text):
        begin, stop = found.span()
        if begin < skip:
            continue
        kind, value, low, capital, look_on = _form(found[0]) if stop - begin <= LONGEST_FORM else _ENDLESS
        if kind in _FIGURES and tokens and tokens[-1].end == begin and _is_plain(tokens[-1]):
            kind, value = "OTHER", None  # "BA2012", "b4"
        if look_on and (look_on == "always" or text[stop : stop + 1] in _MARKS):
            tokens.append(_in_place(text, begin, stop, _form(found[0])))
            skip = tokens[-1].end
        else:
            tokens.append(_TUPLE(Token, (begin, stop, kind, value, low, capital)))
    return tokens
