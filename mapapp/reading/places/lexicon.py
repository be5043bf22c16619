"""How words are used in general: how often in lower case, and how often as a person's name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts of folded words; a word that is not in a table counts 0."""

    lower: Mapping[str, float]
    """Times seen in lower case."""
    upper: Mapping[str, float]
    """Times seen with a capital inside a sentence."""
    given: Mapping[str, float]
    """Frequency as a given name, in percent of people."""
    family: Mapping[str, float]
    """Frequency as a family name, in percent of people."""

    def lower_share(self, word: str) -> float:
        """Share of lower case in a word's uses, pulled to a half where it is rare."""
        low = self.lower.get(word, 0.0)
        return (low + 0.5) / (low + self.upper.get(word, 0.0) + 1.0)

    def usually_name(self, word: str) -> bool:
        """Whether a word is mostly written with a capital."""
        return self.lower_share(word) <= 0.5


TABLES = ("lower", "upper", "given", "family")
STEPS = 16.0
"""Logarithms of frequencies are kept in sixteenths, one byte each."""


def pack(table: Mapping[str, float]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """A table as UTF-8 lines and one byte a word; the frequencies come back within 4 %."""
    words = sorted(word for word in table if word and "\n" not in word)
    text = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    steps = [min(255, round(math.log1p(1000 * table[word]) * STEPS)) for word in words]
    return text, np.array(steps, dtype=np.uint8)


def unpack(text: npt.NDArray[np.uint8], steps: npt.NDArray[np.uint8]) -> dict[str, float]:
    """The table that `pack` packed."""
    words = bytes(text).decode().split("\n") if len(text) else []
    values = np.expm1(steps.astype(np.float64) / STEPS) / 1000
    return dict(zip(words, values.tolist(), strict=True))
