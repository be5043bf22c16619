"""The words of a report, each with what it is worth: a rare word in common is evidence, a common one is none.

A word is worth the less the more sentences of news have it (`common_words.csv`) and the more of the articles at hand.
Its worth depends on the articles that have the word and on no others, so what is unrelated changes nothing.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from mapapp.incidents.tokens import Ints, Tokens, distinct

Floats = npt.NDArray[np.float32]

STEM = 7
"""Letters of a word that count: Zelensky and Zelenskiy are one name, "sanctions" and "sanctioned" one word."""
KEPT = 24
"""Words of a report that are compared: those worth most."""
UNKNOWN_BITS = 14.0
"""Worth of a word that the table of common words lacks."""
LEAST_BITS = 4.0
"""Worth below which a word is not compared at all."""
MANY = 1500.0
"""Articles that have a word from which it is worth a bit and less."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of each report as columns: `KEPT` of each, those worth most first."""

    number: npt.NDArray[np.int32]
    """Report by place: number of the stem, -1 where a report has fewer words."""
    bits: Floats
    """Report by place: what the word is worth; 0 where there is none."""
    length: Floats
    """Report: length of the vector of the worths of all its words; at least 1."""
    stems: tuple[str, ...]
    """What the numbers stand for."""
    hashes: npt.NDArray[np.uint32]
    """Stem: a number that depends on its letters only."""
    is_name: npt.NDArray[np.bool_]
    """Stem: whether it is only ever written with a capital."""


@cache
def common() -> Mapping[str, float]:
    """Stem -> bits: the binary logarithm of one in how many sentences of news has it; `benchmarks/common_words.py`."""
    lines = files(__package__).joinpath("common_words.csv").read_text("utf-8").splitlines()
    return {row["stem"]: float(row["bits"]) for row in csv.DictReader(lines)}


def stem(word: str) -> str:
    """A word without case, commas between digits, a plural's s and what follows the first letters."""
    if word[0].isdigit():
        return word.replace(",", "")
    lower = word.lower()
    if len(lower) > 3 and lower.endswith("s") and not lower.endswith("ss"):
        lower = lower[:-1]
    return lower[:STEM]


def words_of(tokens: Tokens, articles: Ints) -> Words:
    """The words of each sentence; `articles` says which article each sentence is of, by numbers from 0."""
    stems, bits, number = _stems(tokens.written)
    flat = number[tokens.word]
    size = len(stems)
    once = distinct((tokens.row * size + flat)[flat >= 0])
    report, flat = once // size, once % size
    in_articles = np.bincount(distinct(articles[report] * size + flat) % size, minlength=size)
    worth = np.minimum(bits, np.log2(1 + MANY / np.maximum(in_articles, 1))).astype(np.float32)[flat]
    hashes = np.array([zlib.crc32(each.encode()) for each in stems], np.uint32)
    is_name = np.ones(size, bool)
    # A stem that is ever written in lower case is no name.
    is_name[[at for at, word in zip(number.tolist(), tokens.written, strict=True) if not word[0].isupper()]] = False
    return Words(*_most_worth(report, flat, worth, hashes, len(articles)), tuple(stems), hashes, is_name)


def _stems(written: Sequence[str]) -> tuple[list[str], Floats, Ints]:
    """The stems, what each is worth by the table, and the number of each written word's, -1 for one too common."""
    numbers: dict[str, int] = {}
    found = []
    for short in map(stem, written):
        is_common = len(short) < 2 or common().get(short, UNKNOWN_BITS) < LEAST_BITS
        found.append(-1 if is_common else numbers.setdefault(short, len(numbers)))
    # Never empty, so that every array of stems can be indexed.
    stems = list(numbers) or [""]
    return stems, np.array([common().get(each, UNKNOWN_BITS) for each in stems], np.float32), np.array(found, np.int64)


def _most_worth(
    report: Ints, flat: Ints, worth: Floats, hashes: npt.NDArray[np.uint32], count: int
) -> tuple[npt.NDArray[np.int32], Floats, Floats]:
    # Report, worth and hash in one number: it is sorted ten times as fast as three.
    rank = ((16 - worth) * 2048).astype(np.int64)
    order = np.argsort((report << 32) | (rank << 16) | (hashes[flat] >> np.uint32(16)).astype(np.int64), kind="stable")
    report, flat, worth = report[order], flat[order], worth[order]
    at = np.arange(len(report)) - np.searchsorted(report, np.arange(count))[report]
    number = np.full((count, KEPT), -1, np.int32)
    bits = np.zeros((count, KEPT), np.float32)
    kept = at < KEPT
    number[report[kept], at[kept]] = flat[kept]
    bits[report[kept], at[kept]] = worth[kept]
    squares = np.bincount(report, worth.astype(np.float64) ** 2, minlength=count)
    return number, bits, np.sqrt(np.maximum(squares, 1)).astype(np.float32)
