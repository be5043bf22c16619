"""Names that a misspelt one may stand for: Damerau-Levenshtein distance, bounded by the name's length.

Wherever an error stands, it leaves some part of a name whole: one of the halves, or of the thirds where two errors
are looked for. So names lie sorted by length and front, by length and back, and by length and middle, and only those
that share a part are looked at; of these only the ones with nearly the same letters are read. The distance is the
restricted one (optimal string alignment; Damerau 1964): a swapped pair counts once and is not edited again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
import numpy.typing as npt

from gazetteer.mapped import load
from gazetteer.misspelling import LONGEST, SHORTEST_WITH_ONE, allowed, may_be

BITS = 5
"""Of a letter in a sort key: the low ones of its code point. Letters that share them cost time, never an answer."""
LETTERS = 5
"""In a sort key, behind the name's length: as many as 32 bits hold. More make no look-up faster."""
LETTERS_CHANGED = 2
"""Bits of a signature that one error may change: a substitution takes one letter and brings another."""
NAMES_AT_ONCE = 1 << 16
COLUMNS = ("ids", "signatures", "front_keys", "back_keys", "middle_keys")
ARRAYS = ("ids", "signatures", "front_keys", "back_keys", "back_places", "middle_keys", "middle_places")
NOWHERE = np.zeros(0, np.int64)

Numbers = npt.NDArray[Any]
Span = tuple[int, int]
"""Lowest sort key, and the one behind the highest."""


class Thirds(NamedTuple):
    """Where the parts of a name lie that two errors cannot all touch: swapped neighbours never lie in two of them."""

    front: int
    """Letters of the first part, the initial among them."""
    middle: int
    """Position of the second part."""
    behind: int
    """One past it."""
    back: int
    """Letters of the last part."""


def thirds(length: int) -> Thirds:
    between = length - 3
    front, back = 1 + between // 3, (between + 1) // 3
    return Thirds(front, front + 1, length - back - 1, back)


MIDDLES = np.array([max(0, thirds(length).middle) for length in range(LONGEST + 3)])


# Positions in names of the letter that stands at a place of the sort key; the middle stands behind the initial.
def from_front(lengths: Numbers, at: int) -> Numbers:
    return np.full_like(lengths, at)


def from_back(lengths: Numbers, at: int) -> Numbers:
    return lengths - 1 - at


def from_middle(lengths: Numbers, at: int) -> Numbers:
    return MIDDLES[lengths] + at - 1 if at else np.zeros_like(lengths)


def write(folder: Path, names: marisa_trie.Trie) -> None:
    """Write the three orders of all names into an index folder.

    Signatures and ids lie in the order of fronts; the other orders say where in it a name lies.
    """
    keys = (name for name in names.iterkeys() if SHORTEST_WITH_ONE - 1 <= len(name) <= LONGEST + 2)
    parts = [described(names, part) for part in iter(lambda: list(islice(keys, NAMES_AT_ONCE)), [])]
    # Column by column: all of them, and once more in order, would be the largest thing of the whole build.
    columns = dict(zip(COLUMNS, map(list, zip(*parts or [described(names, [])], strict=True)), strict=True))
    del parts
    fronts = np.concatenate(columns.pop("front_keys"))
    by_front = np.argsort(fronts, kind="stable")
    save(folder, "front_keys", fronts[by_front])
    del fronts
    for part in ("ids", "signatures"):
        save(folder, part, np.concatenate(columns.pop(part))[by_front])
    for order in ("back", "middle"):
        unsorted = np.concatenate(columns.pop(f"{order}_keys"))[by_front]
        places = np.argsort(unsorted, kind="stable")
        save(folder, f"{order}_keys", unsorted[places])
        save(folder, f"{order}_places", places.astype(np.int32))


def save(folder: Path, part: str, array: Numbers) -> None:
    np.save(folder / f"spelling_{part}.npy", array)


def described(names: marisa_trie.Trie, keys: Sequence[str]) -> tuple[Numbers, ...]:
    """The `COLUMNS` of some names: ids, signatures, and their sort keys in each order."""
    lengths = np.array([len(name) for name in keys], np.int64)
    letters = np.frombuffer("".join(keys).encode("utf-32-le"), np.uint32) & np.uint32(31)
    first = np.cumsum(lengths) - lengths
    return (
        np.array([names[name] for name in keys], np.int32),
        signatures_of(letters, lengths),
        *(sort_keys_of(letters, first, lengths, position) for position in (from_front, from_back, from_middle)),
    )


def sort_keys_of(letters: Numbers, first: Numbers, lengths: Numbers, position: Callable[..., Numbers]) -> Numbers:
    keys = lengths.astype(np.uint32)
    for at in range(LETTERS):
        where = position(lengths, at)
        within = (where >= 0) & (where < lengths)
        keys <<= np.uint32(BITS)
        keys[within] |= letters[(first + where)[within]]
    return keys


def signatures_of(letters: Numbers, lengths: Numbers) -> Numbers:
    """A bit for each letter of a name, and one for each that stands there more than once."""
    counts = np.zeros((len(lengths), 32), np.uint8)
    np.add.at(counts, (np.repeat(np.arange(len(lengths)), lengths), letters.astype(np.int64)), 1)
    bits = np.uint64(1) << np.arange(64, dtype=np.uint64)
    signatures: Numbers = np.concatenate([counts > 0, counts > 1], axis=1) @ bits
    return signatures


def signature(letters: Iterable[int]) -> int:
    once = more = 0
    for letter in letters:
        bit = 1 << letter
        more |= once & bit
        once |= bit
    return once | more << 32


class Spelling:
    """The names of an index by how they are spelt."""

    def __init__(self, folder: Path, names: marisa_trie.Trie) -> None:
        # Loads compiled code, which a gazetteer that meets no error does without.
        from rapidfuzz.distance import OSA

        self._distance = OSA.distance
        self._names = names
        (
            self._ids,
            self._signatures,
            self._fronts,
            self._backs,
            self._back_places,
            self._middles,
            self._middle_places,
        ) = (load(folder, f"spelling_{part}") for part in ARRAYS)

    def nearest(self, name: str, wanted: Callable[[str], bool] = lambda _: True) -> tuple[int, list[str]]:
        """The number of errors and the wanted names that lie so near to a folded name; none where it may hold none."""
        most = allowed(name)
        if not most:
            return 0, []
        letters = [ord(letter) & 31 for letter in name]
        for errors, near in ((1, self._near_one), (2, self._near_two))[:most]:
            places = self._alike(np.concatenate([NOWHERE, *near(letters)]), letters, errors)
            others = set(map(self._names.restore_key, self._ids[places].tolist()))
            if errors == 1:
                others.add(swapped_in_the_middle(name))
            found = [other for other in others if self._is_meant(name, other, errors) and wanted(other)]
            if found:
                return errors, sorted(found)
        return 0, []

    def _alike(self, places: Numbers, letters: Sequence[int], errors: int) -> Numbers:
        """Those places whose names have nearly the same letters and, with two errors, the same initial."""
        changed = np.bitwise_count(self._signatures[places] ^ np.uint64(signature(letters)))
        near: Numbers = places[changed <= LETTERS_CHANGED * errors]
        if errors > 1:
            initials = self._fronts[near] >> np.uint32(BITS * (LETTERS - 1)) & np.uint32(31)
            near = near[initials == letters[0]]
        return near

    def _is_meant(self, name: str, other: str, errors: int) -> bool:
        away: int = self._distance(name, other, score_cutoff=errors)
        return away == errors and other in self._names and may_be(name, other, errors)

    def _near_one(self, letters: Sequence[int]) -> Iterator[Numbers]:
        """Places of names that share a half."""
        lengths = range(len(letters) - 1, len(letters) + 2)
        back = letters[::-1]
        yield from self._with_fronts([span(length, letters[: length // 2]) for length in lengths])
        yield from self._with_backs([span(length, back[: length - length // 2]) for length in lengths])

    def _near_two(self, letters: Sequence[int]) -> Iterator[Numbers]:
        """Places of names of one initial that share a third."""
        lengths = range(len(letters) - 2, len(letters) + 3)
        back = letters[::-1]
        yield from self._with_fronts([span(length, letters[: thirds(length).front]) for length in lengths])
        yield from self._with_backs([span(length, back[: thirds(length).back]) for length in lengths])
        yield from self._with_middles([part for length in lengths for part in middles(letters, length)])

    def _with_fronts(self, spans: Sequence[Span]) -> Iterator[Numbers]:
        for start, end in ranges(self._fronts, spans):
            yield np.arange(start, end)

    def _with_backs(self, spans: Sequence[Span]) -> Iterator[Numbers]:
        for start, end in ranges(self._backs, spans):
            yield self._back_places[start:end]

    def _with_middles(self, spans: Sequence[Span]) -> Iterator[Numbers]:
        for start, end in ranges(self._middles, spans):
            yield self._middle_places[start:end]


def ranges(keys: Numbers, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Where the names of some spans of sort keys lie; spans of none are left out."""
    ends = keys.searchsorted(np.array(spans, np.uint32)).tolist()
    return [(start, end) for start, end in ends if start < end]


def middles(letters: Sequence[int], length: int) -> Iterator[Span]:
    """The sort keys of names of a length with a middle of ours; there one error stands on either side of it."""
    longer, part = length - len(letters), thirds(length)
    for shift in range(max(-1, -1 - longer), min(1, 1 - longer) + 1):
        yield span(length, [letters[0], *letters[part.middle + shift : part.behind + shift]])


def span(length: int, letters: Sequence[int]) -> Span:
    """The sort keys of names of a length that begin with some letters."""
    known = length
    for letter in letters[:LETTERS]:
        known = known << BITS | letter
    free = BITS * max(0, LETTERS - len(letters))
    return known << free, known + 1 << free


def swapped_in_the_middle(name: str) -> str:
    """What a name may have been of which neither half is whole: the letters on both sides of the middle are swapped."""
    half = len(name) // 2
    return name[: half - 1] + name[half] + name[half - 1] + name[half + 1 :]
