"""Texts that are copies of each other, whoever prints them: MinHash of runs of five words, in linear time."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mapapp.incidents.sets import leader
from mapapp.incidents.tokens import GOLDEN, Hashes, Ints, Tokens, distinct, spread

RUN = 5
"""Words of a shingle."""
BANDS, ROWS = 32, 2
"""Texts that share a band of hashes are compared: of pairs that are half alike one in ten thousand is missed."""
NEXT = 8
"""Later texts of a band that each is compared with."""
ALIKE = 0.5
"""Share of runs that two texts have in common (Jaccard) from which they are copies."""
CONTAINED = 0.8
"""Share of the shorter text's runs that the longer one has, from which it is a shortened copy."""
LONG = 12
"""Runs of a text from which containment says something."""
OF_HASH = np.uint64(38)
"""Bits of a run's hash; the others of a number tell the text, up to 67 million of them."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Hashes of the runs of words of many sentences."""

    hash: Hashes
    row: Ints
    """Which sentence it stands in."""


def runs_of(tokens: Tokens) -> Runs:
    """Each run of `RUN` words of a sentence; a shorter sentence is one run."""
    words = np.array([zlib.crc32(word.casefold().encode()) for word in tokens.written] or [0], np.uint64)
    flat = words[tokens.word]
    hashes = np.zeros(len(flat), np.uint64)
    for step in range(RUN):
        ahead = np.roll(flat, -step)
        ahead[tokens.left <= step] = 0
        hashes = spread((hashes + ahead) * GOLDEN)
    begins = np.append(True, tokens.row[1:] != tokens.row[:-1])[: len(flat)]
    kept = (tokens.left >= RUN) | begins
    return Runs(hashes[kept], tokens.row[kept])


def copies(runs: Runs, text: Ints) -> Ints:
    """For each text, by number, the lowest number of a text that says the same in the same words.

    Args:
        runs: of the sentences.
        text: the number of the text that each sentence belongs to, from 0; -1 for one that is left out.
    """
    count = int(text.max(initial=-1)) + 1
    hashes, owner = _each_once(runs, text)
    sizes = np.bincount(owner, minlength=count)
    signatures = _signatures(hashes, owner, sizes)
    leaders = list(range(count))
    for one, other in _likely(signatures, sizes > 0).tolist():
        alike = float((signatures[one] == signatures[other]).mean())
        if alike >= ALIKE or _contained(alike, int(sizes[one]), int(sizes[other])):
            low, high = sorted((leader(leaders, one), leader(leaders, other)))
            leaders[high] = low
    return np.array([leader(leaders, at) for at in range(count)], np.int64)


def _contained(alike: float, one: int, other: int) -> bool:
    """Whether the shorter of two texts is a part of the longer, from their likeness and their numbers of runs."""
    shorter = min(one, other)
    return shorter >= LONG and alike / (1 + alike) * (one + other) >= CONTAINED * shorter


def _each_once(runs: Runs, text: Ints) -> tuple[Hashes, Ints]:
    """Hash and text of each run, in the order of the texts."""
    owner = text[runs.row]
    kept = owner >= 0
    # Text and hash in one number: it is sorted ten times as fast as two.
    both = np.sort((owner[kept].astype(np.uint64) << OF_HASH) | (runs.hash[kept] >> (np.uint64(64) - OF_HASH)))
    both = both[np.append(True, both[1:] != both[:-1])[: len(both)]]
    return both & ((np.uint64(1) << OF_HASH) - np.uint64(1)), (both >> OF_HASH).astype(np.int64)


def _signatures(shingles: Hashes, owner: Ints, sizes: Ints) -> npt.NDArray[np.uint32]:
    """For each text the lowest of each permutation of its hashes."""
    having = np.flatnonzero(sizes)
    starts = np.searchsorted(owner, having)
    signatures = np.zeros((len(sizes), BANDS * ROWS), np.uint32)
    for at in range(BANDS * ROWS):
        permuted = (spread((shingles ^ np.uint64(at * 0x9E3779B9 + 1)) * GOLDEN) >> np.uint64(32)).astype(np.uint32)
        if len(starts):
            signatures[having, at] = np.minimum.reduceat(permuted, starts)
    return signatures


def _likely(signatures: npt.NDArray[np.uint32], having: npt.NDArray[np.bool_]) -> Ints:
    """Pairs that share a band, each text with the next few, each pair once."""
    rows = np.flatnonzero(having)
    count = len(signatures)
    found = [np.empty(0, np.int64)]
    for band in range(BANDS):
        one, other = (signatures[rows, band * ROWS + at].astype(np.uint64) for at in range(ROWS))
        keys = (one << np.uint64(32)) | other
        order = np.argsort(keys, kind="stable")
        inside, keys = rows[order], keys[order]
        for step in range(1, NEXT + 1):
            same = keys[step:] == keys[:-step]
            found.append(inside[:-step][same] * count + inside[step:][same])
    pairs = distinct(np.concatenate(found))
    return np.stack([pairs // max(count, 1), pairs % max(count, 1)], axis=1)
