"""Whether "may", "sat", "mar" in lower case, or "MAY" in capitals, are the month or weekday: what is beside says so.

Everyday writing leaves capitals out; the words themselves are also verbs and nouns, so that each needs a neighbour.
"""

from __future__ import annotations

import re

from mapapp.reading.times.lexicon import ENTRIES, NEIGHBOURS

REACH = 24
"""Characters looked at on either side."""
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_GOES_ON = r"at|to|till?|until|through|and|or|from|for|with|when|if|@|['’]?\d{2,4}|\d{1,2}(?::\d\d)?\s?[ap]m"
_CLOSE = rf"(?=\s*\n|\s*(?:$|[,.;!?()/–—-]|(?:{_GOES_ON})(?!\w)))"
"""What may follow a date, so that "may 5 people" and "march 10 miles" are none."""
_DAY_BEFORE = re.compile(rf"(?:^|[\s(,/–-])(?:the\s+)?{_DAY}(?:\s+of)?[\s-]*$", re.IGNORECASE)
_DAY_AFTER = re.compile(rf"[\s.-]{{0,2}}(?:the\s+)?{_DAY}(?!\w|:\d)", re.IGNORECASE)
_DAY_ALONE_AFTER = re.compile(
    rf"[\s.-]{{1,2}}(?:the\s+)?(?:{_DAY}(?!\d){_CLOSE}|\d{{1,2}}(?:st|nd|rd|th)(?!\w))", re.IGNORECASE
)
_PART_OF = re.compile(
    r"(?:\w(?:st|nd|rd|th)|second|third|first|end|start|beginning|middle|month|rest|half|week|weekend|days?)"
    r"\s+(?:of|in)\s+$",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(r"[\s,-]+(?:of\s+)?(?:(?:19|20)\d\d|['’]\d\d)(?!\w)")
_END = re.compile(_CLOSE)
_LINE_ENDS = re.compile(r"[\r\n\u2028\u2029]")
"""What stands on another line says nothing."""
_DAYS = r"(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)[a-z]{0,6}"
_JOINED_DAYS = (
    re.compile(rf"\s*(?:[-–/&]|to|and|or|through)\s*{_DAYS}(?!\w)", re.IGNORECASE),
    re.compile(rf"(?:^|\W){_DAYS}\s*(?:[-–/&]|to|and|or|through)\s*$", re.IGNORECASE),
)
_TIME_AFTER = re.compile(
    r"\s+(?:(?:at|@)\s*\d|\d{1,2}(?:[:.]\d\d)?\s?[ap]m|[ap]m\b|morn|arvo|afternoon|evening|eve\b|night|nite|noon|lunch)",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE_AFTER = re.compile(rf",?\s+(?:(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTHS}|{_MONTHS}\s+\d)", re.IGNORECASE)
_MONTHS_TOO = frozenset(("may", "march"))
"""Verbs of everyday speech, which need more than a number beside them."""


def _preceded(before: str, words: frozenset[str]) -> bool:
    found = re.search(r"([a-z]+)[\s-]*$", before.lower())
    return found is not None and found[1] in words


def _is_month(word: str, before: str, after: str) -> bool:
    if _YEAR_AFTER.match(after) or _PART_OF.search(before):
        return True
    if _DAY_BEFORE.search(before):
        return word not in _MONTHS_TOO or bool(_END.match(after))
    return bool((_DAY_AFTER if word not in _MONTHS_TOO else _DAY_ALONE_AFTER).match(after))


def _is_weekday(before: str, after: str) -> bool:
    joined = _JOINED_DAYS[0].match(after) or _JOINED_DAYS[1].search(before)
    return bool(joined or _DATE_AFTER.match(after) or _TIME_AFTER.match(after) or _DAY_ALONE_AFTER.match(after))


def is_a_time(text: str, begin: int, stop: int) -> bool:
    """Whether the word of `[capital]` at this place, written without its capital, is the month or weekday after all."""
    word = text[begin:stop].lower()
    before = _LINE_ENDS.split(text[max(0, begin - REACH) : begin])[-1]
    after = _LINE_ENDS.split(text[stop : stop + REACH])[0]
    if word in NEIGHBOURS["no_other_word"]:
        return True
    if ENTRIES[word].kind == "MONTH":
        return _is_month(word, before, after) or _preceded(before, NEIGHBOURS["before_low_month"])
    return _is_weekday(before, after) or _preceded(before, NEIGHBOURS["before_low_weekday"])
