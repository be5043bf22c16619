"""What a phrase says, and the words that say it.

"20 km north of the Polish-Ukrainian border" is `Described(OFFSET, (Described(BORDER, (Name, Name)),), "N", 20)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gazetteer.sources import listed, table


class Relation(StrEnum):
    """How a place lies to those that it is described by."""

    OFFSET = "offset"
    """So far from one, in the direction of `detail`; in any where that is "", off its coast where it is `OFFSHORE`."""
    TOWARDS = "towards"
    """Beyond a town or in a part of an area, whichever the anchor is: "north of X"."""
    SECTOR = "sector"
    """The part of one in the direction of `detail`."""
    HALFWAY = "halfway"
    BETWEEN = "between"
    """Somewhere on the way from one to the other."""
    BORDER = "border"
    """Of two; or of one with what the context names."""
    COAST = "coast"
    """Of one, or of the first by the second: "Ukraine's Black Sea coast"."""
    BANK = "bank"
    EDGE = "edge"
    """Outskirts, in the direction of `detail` or all around."""
    NEAR = "near"
    CENTRE = "centre"
    WITHIN = "within"
    """The first, which lies in the second; `detail` is the word or mark that says so."""
    KIND = "kind"
    """One that is of the kinds in `detail`: "the village of X"."""
    CAPITAL = "capital"
    CALLED_BY = "called_by"
    """An institution that is called by a place, and mostly stands there: "Colchester General Hospital"."""
    COUNTRY = "country"
    """The country that the context is about; of no anchor."""


OFFSHORE = "offshore"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written."""

    text: str
    key: str
    """What it is looked up by."""


@dataclass(frozen=True, slots=True)
class Described:
    """A place by others."""

    relation: Relation
    anchors: tuple[Name | Described, ...]
    detail: str = ""
    """Point of the compass ("NNW"), kind, mark; what it is, the relation says."""
    km: float = 0.0
    """How far; 0 where that is not said."""


Node = Name | Described


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Mapping[str, str]]:
    """Role -> words -> value, from `data/relations.csv`."""
    found: dict[str, dict[str, str]] = {}
    for row in table("relations"):
        for word in listed(row["words"]):
            found.setdefault(row["role"], {}).setdefault(word, row["value"])
    return found


def words_of(role: str) -> Mapping[str, str]:
    return roles()[role]


def numbers_of(role: str) -> Mapping[str, float]:
    return {word: float(value) for word, value in roles()[role].items()}


@lru_cache(maxsize=1)
def telling_words() -> frozenset[str]:
    """Words and marks of which a phrase holds at least one; a query without them is a name and nothing more."""
    silent = (
        "number",
        "about",
        "far",
        "unit",
        "time",
        "travel",
        "nautical",
        "sea",
        "several",
        "behind-border",
        "side",
        "plural",
    )
    words = {word for role, each in roles().items() if role not in silent for word in each}
    return frozenset(words | {",", "(", "'s"})
