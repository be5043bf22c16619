"""The words of time expressions: `words.toml` as one table, word in lower case -> class and value."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any, NamedTuple

from mapapp.reading.times.almanac import capital_holidays, holidays


class Entry(NamedTuple):
    """What the grammar knows of a word."""

    kind: str
    """Class of the grammar, in capitals."""
    value: Any
    """What value functions need: a number, a unit, a rule; its type goes with the class."""


PUNCTUATION = {
    "-": "HYPHEN", "–": "HYPHEN", "—": "DASH", ",": "COMMA", "'": "APOS", "’": "APOS", ".": "POINT",
    "$": "DOLLAR", "%": "PERCENT", "(": "BRACKET", ")": "BRACKET", "/": "STROKE",
}  # fmt: skip
DIGIT_CLASSES = ("YEAR", "INT", "NUM", "FRAC", "CLOCK", "ISO", "SLASH", "SHORTYEAR", "PERIODCODE")
OTHER_CLASSES = ("OTHER", "BREAK", "HOLIDAY", "POSSESSIVE", "OCLOCK")
_NOT_CLASSES = ("words", "capital", "names", "abbreviated", "direction", "neighbours")


_TABLES: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _entries() -> dict[str, Entry]:
    known = {mark: Entry(kind, None) for mark, kind in PUNCTUATION.items()}
    for kind, text in _TABLES["words"].items():
        known.update({word: Entry(kind, None) for word in text.split()})
    for kind, table in _TABLES.items():
        if kind not in _NOT_CLASSES:
            known.update({word: Entry(kind, value) for word, value in table.items()})
    return known


def _words(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(_TABLES[table][key].split())


ENTRIES = _entries()
"""Word or mark to its class and value."""
CLASSES = tuple(sorted({entry.kind for entry in ENTRIES.values()} | set(DIGIT_CLASSES) | set(OTHER_CLASSES)))
"""All classes of the grammar."""
CAPITAL = _words("capital")
"""Months and weekdays that count only with a capital letter."""
SHORT_NAMES = _words("names")
"""Short forms of months and weekdays that are rather a name when they stand alone."""
ABBREVIATED = _words("abbreviated")
"""Words that take a point after them along."""
FUTURE_CUES, PLANNED, PAST_CUES, SAYING, NOT_VERBS, NOUNS_TOO, DETERMINERS = (
    _words("direction", key) for key in ("future", "planned", "past", "saying", "not_verbs", "nouns_too", "determiners")
)
IMPERATIVES, PRESENT, TALKING, PUT_OFF, PARTICIPLES = (
    _words("direction", key) for key in ("imperatives", "present", "talking", "put_off", "participles")
)
NEIGHBOURS = {key: _words("neighbours", key) for key in _TABLES["neighbours"]}
"""Words beside an expression that tell a time from something else, by what they tell."""
ORDINALS = frozenset(_TABLES["ORD"])
"""Ordinal numbers in words."""


def _written_as(name: str) -> re.Pattern[str]:
    """How a named day is written: capitals, apostrophes, points and the kind of blank do not matter."""
    escaped = re.escape(name).replace("'", "['’]?").replace("\\.", r"\.?").replace("\\-", "[- ]")
    return re.compile(escaped.replace("\\ ", r"[^\S\r\n]+") + r"(?!\w)", re.IGNORECASE)


def _heads(name: str) -> set[str]:
    """The first word as the scan cuts it: without a possessive s, and with it where the apostrophe is left out."""
    first = re.split(r"[\s.-]", name)[0]
    return {first.split("'")[0], first.replace("'", "")}


HOLIDAY_HEADS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    head: tuple((_written_as(name), name) for name in sorted(holidays(), key=len, reverse=True) if head in _heads(name))
    for head in {head for name in holidays() for head in _heads(name)}
}
"""First word of a named day to how the days that begin with it are written, longest first."""
LOW_HOLIDAY_HEADS = frozenset(head for name in holidays() if name not in capital_holidays() for head in _heads(name))
"""First words of named days that need no capital."""
