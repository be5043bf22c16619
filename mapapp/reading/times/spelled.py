"""Years in words: "twenty sixteen", "nineteen oh five", "two thousand and five"."""

from __future__ import annotations

import re

from mapapp.reading.times.lexicon import ENTRIES

_CENTURIES = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
YEAR_HEADS = frozenset((*_CENTURIES, "two"))
"""Words with which a year in words begins."""


def _cards(first: int, last: int) -> str:
    return "|".join(word for word, (kind, value) in ENTRIES.items() if kind == "CARD" and first <= value <= last)


_UNITS, _TEENS, _TENS = _cards(1, 9), _cards(10, 19), _cards(20, 90)
_GAP = r"[ \xa0-]+"
_BELOW_HUNDRED = rf"(?:(?P<teen>{_TEENS})|(?P<ten>{_TENS})(?:{_GAP}(?P<unit>{_UNITS}))?)"
_PAIRED = re.compile(
    rf"(?P<century>{'|'.join(_CENTURIES)}){_GAP}"
    rf"(?:hundred(?:{_GAP}and{_GAP}(?P<late>{_UNITS}))?|(?:oh|o){_GAP}(?P<oh>{_UNITS})|{_BELOW_HUNDRED})(?!\w)",
    re.IGNORECASE,
)
_THOUSAND = re.compile(
    rf"two{_GAP}thousand(?:{_GAP}and)?{_GAP}(?:{_BELOW_HUNDRED}|(?P<late>{_UNITS}))(?!\w)", re.IGNORECASE
)
_BEFORE_A_YEAR = re.compile(
    r"(?:^|\W)(?:in|of|since|until|till|by|from|to|year|for|before|after|early|late|mid"
    r"|\d(?:st|nd|rd|th)?,?|\w{1,9}(?:st|nd|rd|th),?"
    r"|[a-z]{0,6}(?:ary|ch|ril|may|june|july|ust|ber|spring|summer|winter),?)[ \xa0-]$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"[ \xa0-]+(?:years?|months?|days?|hours?|minutes?|per[ \xa0]?cent|hundred|thousand|million)(?!\w)", re.IGNORECASE
)
"""What follows a number that is no year."""
_PLURAL = re.compile(r"[ \xa0]+(?!(?:is|was|has|this|as)\b)[a-z]+s\b")


def spelled_year(text: str, begin: int) -> tuple[int, int] | None:
    """End and number of the year whose words begin here; None where there is none, or where it counts something."""
    found = _PAIRED.match(text, begin) or _THOUSAND.match(text, begin)
    if found is None or _COUNTS.match(text, found.end()):
        return None
    parts = found.groupdict()
    plain = parts.get("century", "two").lower() in ("two", "twenty")
    if plain and (_PLURAL.match(text, found.end()) or not _BEFORE_A_YEAR.search(text[max(0, begin - 14) : begin])):
        return None
    century = _CENTURIES[parts["century"].lower()] if parts.get("century") else 20
    rest = [parts[key] for key in ("late", "oh", "teen", "ten", "unit") if parts.get(key)]
    return found.end(), 100 * century + sum(ENTRIES[word.lower()].value for word in rest)
