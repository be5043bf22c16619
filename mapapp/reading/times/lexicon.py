"""The words of time expressions: `words.toml` as one table, word in lower case -> class and value."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any, NamedTuple

from mapapp.reading.times.almanac import holidays


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
FUTURE_CUES, PLANNED, PAST_CUES, SAYING, NOT_VERBS = (
    _words("direction", key) for key in ("future", "planned", "past", "saying", "not_verbs")
)
NEIGHBOURS = {key: _words("neighbours", key) for key in _TABLES["neighbours"]}
"""Words beside an expression that tell a time from something else, by what they tell."""
ORDINALS = frozenset(_TABLES["ORD"])
"""Ordinal numbers in words."""


def _head(name: str) -> str:
    """The first word, as a token: without a possessive s."""
    return name.split()[0].split("'")[0].rstrip(".")


HOLIDAY_HEADS: dict[str, tuple[str, ...]] = {
    head: tuple(sorted((name for name in holidays() if _head(name) == head), key=len, reverse=True))
    for head in {_head(name) for name in holidays()}
}
"""First word of a named day to the names that begin with it, longest first."""
