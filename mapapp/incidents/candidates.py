"""Pairs of reports worth comparing, in linear time: reports that share a key, each with the next few of its block.

A key is a rare word of a report, a band of a MinHash of its words, or its place with a day or word.
In a block the reports stand in order of their days, so that a town with a fifth of all events, or a sentence that
stands everywhere, costs no more than others.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mapapp.incidents.columns import SLACK, UNKNOWN, Columns
from mapapp.incidents.tokens import GOLDEN, Hashes, Ints, distinct, spread

NEXT = 6
"""Later reports of its block that each is compared with."""
SINGLE = 12
"""Words of a report that are keys by themselves: those worth most."""
BANDS = 12
"""Keys from a MinHash of the words, of two hashes each: likeness of .35 gives one in four of five cases."""
DAY = np.uint64(22)
"""Bits of a day's ordinal; the others of a number tell the key."""


def candidates(columns: Columns) -> Ints:
    """Pairs of rows, the lower first, each once and in order; at most a fixed number for each row."""
    count = len(columns.article)
    found = distinct(np.concatenate([_neighbours(columns, keys, known) for keys, known in _keys(columns)]))
    return np.stack([found // count, found % count], axis=1) if count else np.empty((0, 2), np.int64)


def _keys(columns: Columns) -> Iterator[tuple[Hashes, npt.NDArray[np.bool_]]]:
    """A key for each report, and for which reports it is one."""
    number = columns.words.number
    hashes = columns.words.hashes[number].astype(np.uint64)
    has = number >= 0
    for at in range(SINGLE):
        yield _mixed(hashes[:, at], np.uint64(0)), has[:, at]
    for band in range(BANDS):
        yield _mixed(*(_minimum(hashes, has, 2 * band + at) for at in (1, 2))) + np.uint64(band), has[:, 0]
    somewhere = (columns.place != UNKNOWN) & ~columns.is_country & (columns.first != UNKNOWN)
    spot = _mixed(columns.place.astype(np.uint64), columns.group.astype(np.uint64))
    for day in (columns.first, columns.first + 1):
        yield _mixed(spot, day.astype(np.uint64) // np.uint64(2)), somewhere
    for at in range(3):
        yield _mixed(spot, hashes[:, at]), somewhere & has[:, at]


def _minimum(hashes: Hashes, has: npt.NDArray[np.bool_], seed: int) -> Hashes:
    mixed = _mixed(hashes, np.uint64(seed))
    mixed[~has] = np.iinfo(np.uint64).max
    least: Hashes = mixed.min(axis=1)
    return least


def _mixed(one: Hashes, other: Hashes | np.uint64) -> Hashes:
    """A number that depends on both, evenly spread."""
    return spread((one * GOLDEN) ^ (other + np.uint64(0x632BE59BD9B4E019)))


def _neighbours(columns: Columns, keys: Hashes, known: npt.NDArray[np.bool_]) -> Ints:
    """Pairs as lower row times number of rows plus higher row."""
    count = len(keys)
    rows = np.flatnonzero(known)
    keys = keys[rows]
    day = np.where(columns.first == UNKNOWN, columns.published, columns.first)[rows]
    keys >>= DAY
    # Key and day in one number: it is sorted ten times as fast as two.
    order = np.argsort((keys << DAY) | (day & ((1 << int(DAY)) - 1)).astype(np.uint64), kind="stable")
    rows, keys = rows[order], keys[order]
    # Spares the sorting of pairs whose days are far apart.
    late = SLACK + columns.late[rows]
    first = np.where(columns.first[rows] == UNKNOWN, UNKNOWN, columns.first[rows] - late)
    last = np.where(columns.first[rows] == UNKNOWN, np.iinfo(np.int64).max, columns.last[rows] + late)
    found = []
    for step in range(1, NEXT + 1):
        same = (keys[step:] == keys[:-step]) & (first[step:] <= last[:-step])
        one, other = rows[:-step][same], rows[step:][same]
        found.append(np.minimum(one, other) * count + np.maximum(one, other))
    return np.concatenate(found)
