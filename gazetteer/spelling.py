"""Names that a misspelt one may stand for: Damerau-Levenshtein distance, bounded by the name's length.

Names lie sorted by first letter and length, each with a mask of its letters and one of its pairs of letters: an
edit changes few bits of either, so nearly all names are passed over without being read. The distance is the
restricted one (optimal string alignment; Damerau 1964): a swapped pair counts once and is not edited again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import numpy.typing as npt

LONGEST = 60
"""Letters; nothing longer is read for errors."""
SHORTEST_WITH_ONE, SHORTEST_WITH_TWO = 5, 9
SHORTEST_WITH_OTHER_INITIAL = 7
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LETTERS_CHANGED, PAIRS_CHANGED = 2, 6
"""Bits of the masks that one error may change: a substitution two letters, a swap six pairs."""


def allowed(name: str) -> int:
    """How many errors a name may hold and still be read: none in a short one."""
    count = sum(letter.isalpha() for letter in name)
    if count != len(name.replace(" ", "")) or len(name) > LONGEST:
        return 0
    return int(count >= SHORTEST_WITH_ONE) + int(count >= SHORTEST_WITH_TWO)


def write(folder: Path, names: marisa_trie.Trie) -> None:
    """Write the masks of all names, sorted by group, into an index folder."""
    keys = [name for name in names.iterkeys() if SHORTEST_WITH_ONE - 1 <= len(name) <= LONGEST + 2]
    letters, pairs = masks(keys)
    groups = np.array([group(ord(name[0]), len(name)) for name in keys], np.int32)
    order = np.argsort(groups, kind="stable")
    arrays: dict[str, npt.NDArray[Any]] = {
        "groups": groups,
        "letters": letters,
        "pairs": pairs,
        "ids": np.array([names[k] for k in keys], np.int32),
    }
    for name, array in arrays.items():
        np.save(folder / f"spelling_{name}.npy", array[order])


def group(initial: int, length: int) -> int:
    return initial * 128 + length


def masks(keys: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """A bit for each letter of a name, and one for each pair of neighbours, word ends included."""
    if not keys:
        return np.zeros(0, np.uint64), np.zeros(0, np.uint64)
    lengths = np.array([len(name) + 2 for name in keys])
    text = np.frombuffer("".join(f" {name} " for name in keys).encode("utf-32-le"), np.uint32).astype(np.uint64)
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    one = np.uint64(1)
    letters = np.bitwise_or.reduceat(one << (text & np.uint64(63)), first)
    mixed = (text[:-1] * np.uint64(2654435761) ^ text[1:] * np.uint64(40503)) >> np.uint64(7)
    bits = np.append(one << (mixed & np.uint64(63)), np.uint64(0))
    bits[first[1:] - 1] = 0
    return letters, np.bitwise_or.reduceat(bits, first)


class Spelling:
    """The names of an index by how they are spelt."""

    def __init__(self, folder: Path, names: marisa_trie.Trie) -> None:
        self._names = names
        self._groups, self._letters, self._pairs, self._ids = (
            load(folder, part) for part in ("groups", "letters", "pairs", "ids")
        )

    def nearest(self, name: str) -> tuple[int, list[str]]:
        """The number of errors and the names that lie so near to a folded name; none where it may hold no error."""
        for errors in range(1, allowed(name) + 1):
            found = {other for other in self._of_one_initial(name, errors) if distance(name, other, errors) == errors}
            if errors == 1 and len(name) >= SHORTEST_WITH_OTHER_INITIAL:
                found |= {other for other in other_initials(name) if other in self._names}
            if found:
                return errors, sorted(found)
        return 0, []

    def _of_one_initial(self, name: str, errors: int) -> Iterator[str]:
        initial = ord(name[0])
        low, high = (group(initial, min(127, max(0, len(name) + more))) for more in (-errors, errors + 1))
        start, end = np.searchsorted(self._groups, [low, high])
        letters, pairs = masks([name])
        near = np.bitwise_count(self._pairs[start:end] ^ pairs[0]) <= PAIRS_CHANGED * errors
        near &= np.bitwise_count(self._letters[start:end] ^ letters[0]) <= LETTERS_CHANGED * errors
        for number in self._ids[start:end][near].tolist():
            yield self._names.restore_key(number)


def other_initials(name: str) -> Iterator[str]:
    """What a name is with one error undone at its first letter."""
    yield name[1:]
    yield name[1] + name[0] + name[2:]
    for letter in ALPHABET:
        yield letter + name
        yield letter + name[1:]


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words (a letter more, less or another, two swapped); `most` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        now = [i] + [most + 1] * len(other)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            cost = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            now[j] = cost
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)


def load(folder: Path, part: str) -> Any:
    return np.load(folder / f"spelling_{part}.npy", mmap_mode="r", allow_pickle=False)
