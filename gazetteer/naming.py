"""Names on their way into the index: in parts on disk, so that names of millions of places need little memory.

A name's hash says in which part it lies, so all its bearers meet in one. Each part is sorted by itself; the trie is
made from the names of all parts, and its ids say where the bearers of each go.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import marisa_trie
import numpy as np
import numpy.typing as npt

MOST_BEARERS = 60
"""Places kept for one name; San Antonio has more, the least likely are left out."""
PARTS = 64
KEPT_IN_MEMORY = 1 << 20
"""Names; more are written to the disk."""
BEHIND = 128
"""Added to a name's type: it counts only where its place does not bear the name already."""

Numbers = npt.NDArray[Any]
Scores = Callable[[Numbers, Numbers, Numbers], Numbers]
"""From name numbers (those of one name side by side), rows and types to what is the higher the likelier is meant."""


class Naming:
    """Collects (name, row, type), then writes the trie of names and the bearers of each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir()
        self._empty()

    def add(self, name: str, row: int, name_type: int) -> None:
        """A folded name of a place, and its `NameType`, with `BEHIND` or without it."""
        # Not `hash`, which differs from process to process.
        part = crc32(name.encode()) % PARTS
        self._names[part].append(name)
        self._rows[part].append(row)
        self._types[part].append(name_type)
        self._count += 1
        if self._count >= KEPT_IN_MEMORY:
            self._spill()

    def _empty(self) -> None:
        self._count = 0
        self._names: list[list[str]] = [[] for _ in range(PARTS)]
        self._rows = [array("i") for _ in range(PARTS)]
        self._types = [bytearray() for _ in range(PARTS)]

    def _spill(self) -> None:
        for part in range(PARTS):
            with self._file("names", part).open("ab") as stream:
                # A folded name holds no line break: words are parted at white space.
                stream.write("".join(f"{name}\n" for name in self._names[part]).encode())
            for kind, values in (("rows", self._rows[part]), ("types", self._types[part])):
                with self._file(kind, part).open("ab") as stream:
                    stream.write(values)
        self._empty()

    def write(self, index: Path, scores: Scores) -> marisa_trie.Trie:
        """Write names and bearers into the folder of an index; what was collected is removed on the way."""
        self._spill()
        trie = marisa_trie.Trie(self._arranged(scores))
        save(trie, index / "names.marisa")
        # Mapped it needs no memory of its own.
        trie = marisa_trie.Trie()
        trie.mmap(str(index / "names.marisa"))
        counts = np.zeros(len(trie), np.uint8)
        for part in range(PARTS):
            numbers = np.fromiter((trie[name] for name in self._distinct(part)), np.int32)
            counts[numbers] = self._load("counts", part)
            np.save(self._file("ids", part), numbers)
        starts = starts_of(counts)
        for what, dtype in (("rows", np.int32), ("types", np.uint8), ("scores", np.float32)):
            np.save(index / f"bearer_{what}.npy", self._put_together(what, dtype, starts))
        np.save(index / "bearer_starts.npy", starts)
        for path in self._folder.iterdir():
            path.unlink()
        self._folder.rmdir()
        return trie

    def _arranged(self, scores: Scores) -> Iterator[str]:
        """Every name once, as its part is sorted."""
        for part in range(PARTS):
            names = self._distinct(part)
            numbers: dict[str, int] = {}
            ids = np.fromiter((numbers.setdefault(name, len(numbers)) for name in names), np.int32, len(names))
            del names
            rows = np.fromfile(self._file("rows", part), np.int32)
            types = np.fromfile(self._file("types", part), np.uint8)
            for what, values in likeliest(ids, rows, types, scores)._asdict().items():
                np.save(self._file(what, part), values)
            self._file("names", part).write_bytes("".join(f"{name}\n" for name in numbers).encode())
            yield from numbers

    def _put_together(self, what: str, dtype: npt.DTypeLike, starts: Numbers) -> Numbers:
        whole = np.empty(int(starts[-1]), dtype)
        for part in range(PARTS):
            counts = self._load("counts", part).astype(np.int64)
            first = starts[self._load("ids", part)]
            within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
            whole[np.repeat(first, counts) + within] = self._load(what, part)
        return whole

    def _distinct(self, part: int) -> list[str]:
        return self._file("names", part).read_text(encoding="utf-8").split("\n")[:-1]

    def _load(self, what: str, part: int) -> Numbers:
        loaded: Numbers = np.load(self._file(what, part), allow_pickle=False)
        return loaded

    def _file(self, what: str, part: int) -> Path:
        return self._folder / f"{what}-{part}.npy"


class Bearers(NamedTuple):
    """The bearers that are kept of the names of a part, likeliest first."""

    counts: Numbers
    """How many each name has."""
    rows: Numbers
    types: Numbers
    scores: Numbers


def likeliest(ids: Numbers, rows: Numbers, types: Numbers, scores: Scores) -> Bearers:
    """The bearers to be kept of those that names have, by the numbers of the names."""
    # A place that bears a name twice bears it in the more usual way.
    order = np.lexsort((types, rows, ids))
    ids, rows, types = ids[order], rows[order], types[order] % BEHIND
    once = np.flatnonzero((np.diff(ids, prepend=-1) != 0) | (np.diff(rows, prepend=-1) != 0))
    ids, rows, types = ids[once], rows[once], types[once]
    found = scores(ids, rows, types)
    order = np.lexsort((rows, -found, ids))
    counts = np.bincount(ids)
    kept = order[np.arange(len(ids)) - starts_of(counts)[ids] < MOST_BEARERS]
    return Bearers(np.minimum(counts, MOST_BEARERS).astype(np.uint8), rows[kept], types[kept], found[kept])


def starts_of(counts: npt.ArrayLike) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])


def save(trie: marisa_trie.Trie, path: Path) -> None:
    """Save a trie.

    Raises:
        OSError: it cannot be written; marisa itself says no more than that.
    """
    try:
        trie.save(str(path))
    except RuntimeError as error:
        raise OSError(f"{path} cannot be written: {error}") from error
