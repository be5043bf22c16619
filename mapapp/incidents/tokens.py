"""Sentences as rows of numbered words: each is cut once, and every distinct word is looked at once."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WORD = re.compile(r"[^\W_]+(?:[,.]\d+)*")

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""The golden ratio as a fraction of 2**64: what is multiplied by it differs in its high bits."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of many sentences, one after the other."""

    word: Ints
    """Number of the written word."""
    row: Ints
    """Which sentence it stands in."""
    left: Ints
    """How many words of its sentence come from here on, this one counted."""
    written: tuple[str, ...]
    """What the numbers stand for."""


class _Numbers(dict[str, int]):
    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def tokens_of(sentences: Iterable[str]) -> Tokens:
    """The words of the sentences, in their order."""
    numbers, flat, lengths = _Numbers(), array("q"), array("q")
    for sentence in sentences:
        before = len(flat)
        flat.extend([numbers[word] for word in WORD.findall(sentence)])
        lengths.append(len(flat) - before)
    counts = np.array(lengths, np.int64)
    word = np.array(flat, np.int64)
    left = np.repeat(np.cumsum(counts), counts) - np.arange(len(word))
    return Tokens(word, np.repeat(np.arange(len(counts)), counts), left, tuple(numbers))


def distinct(values: Ints) -> Ints:
    """Each value once, in order. By sorting: numpy's own hashes numbers like these badly."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def spread(numbers: Hashes) -> Hashes:
    """A hash of each number, evenly spread over 64 bits."""
    mixed: Hashes = numbers ^ (numbers >> np.uint64(29))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(32))
