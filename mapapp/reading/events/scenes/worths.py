"""What speaks for a place as the scene of an event, and how much: `scenes.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Worths:
    """`scenes.toml`."""

    prepositions: Mapping[str, Mapping[str, float]]
    """By group of kinds, then by preposition before the name; "any" where a group has no entry."""
    kinds: Mapping[str, Mapping[str, float]]
    """By kind, then by preposition: before the entries of its group."""
    object: Mapping[str, float]
    """By group, or by a kind whose object is the scene though that of its group is not."""
    named: Mapping[str, float]
    """By group or kind, what it is worth to stand before the noun of the event: "the Homs bombing"."""
    weights: Mapping[str, float]
    """What speaks for or against a place beside its tie, by the names that `weighing` gives."""
    threshold: Mapping[str, float]
    """By group, what a place must reach to be the scene rather than none."""
    compounds: Mapping[str, str]
    """Two words before a name and the preposition whose worth they have: "close to" that of "near"."""
    refers: Mapping[str, str]
    """Nouns that point back to places, each with the kinds of place it can stand for, parted by spaces."""
    lists: Mapping[str, str]
    """Closed lists of words, parted by spaces."""

    def of(self, kind: str, group: str, word: str) -> float:
        """What a preposition before a name is worth; 0 for one that is not in the table."""
        rows = (self.kinds.get(kind, {}), self.prepositions.get(group, {}), self.prepositions["any"])
        return next((float(row[word]) for row in rows if word in row), 0.0)

    def words(self, name: str) -> frozenset[str]:
        """A list of the table."""
        return frozenset(self.lists[name].split())


WORTHS = Worths(**tomllib.loads(files(__package__).joinpath("scenes.toml").read_text(encoding="utf-8")))
