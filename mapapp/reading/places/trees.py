"""Gradient-boosted trees as plain arrays, evaluated without branches.

Method: QuickScorer (Lucchese et al., "QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of
Regression Trees", SIGIR 2015), with rows as vectors. A tree has at most 16 leaves; a bit stands for a leaf. A test
that fails excludes the leaves of its left branch; the lowest bit that no failed test excludes is the leaf reached.
For each feature the masks of all failed tests are combined once, for each rank of a value among the thresholds, so
that a prediction is one search and one "and" a feature. Features with one threshold are switches: six of them are
looked up at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEAVES = 16
FloatArray = npt.NDArray[np.float64]
ROWS_AT_ONCE = 4096

# Position of the lowest set bit of every 16-bit mask; a mask is never 0, because its rightmost leaf is never excluded.
LOWEST_BIT = np.array([0] + [(bits & -bits).bit_length() - 1 for bits in range(1, 1 << LEAVES)], dtype=np.uint8)


SWITCHES_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Trees:
    """One or more ensembles over the same features; the raw score of each is the sum of one leaf a tree."""

    features: int
    """Number of columns that `scores` expects."""
    ranked: tuple[tuple[int, npt.NDArray[np.float32], npt.NDArray[np.uint16]], ...]
    """Column, its thresholds, ascending, and (thresholds + 1, trees): leaves that remain for a value of that rank."""
    switches: npt.NDArray[np.int64]
    """Columns with one threshold."""
    cuts: npt.NDArray[np.float32]
    """Their thresholds; a test fails where the value is above."""
    digits: npt.NDArray[np.float32]
    """(switches, groups): what an open switch adds to the number of its group."""
    switched: tuple[npt.NDArray[np.uint16], ...]
    """For each group, (numbers, trees): leaves that remain."""
    leaves: FloatArray
    """(ensembles * trees * 16), flat: what a leaf adds."""
    ensembles: int = 1

    def scores(self, rows: npt.NDArray[np.float32]) -> FloatArray:
        """Raw scores (log odds for a binary model) of rows (n, features), as (n,), or (n, ensembles) for several."""
        parts = [self._scores(rows[first : first + ROWS_AT_ONCE]) for first in range(0, len(rows), ROWS_AT_ONCE)]
        whole = np.concatenate(parts) if parts else np.zeros((0, self.ensembles))
        return whole[:, 0] if self.ensembles == 1 else whole

    def _scores(self, rows: npt.NDArray[np.float32]) -> FloatArray:
        trees = len(self.leaves) // LEAVES
        remaining = np.full((len(rows), trees), 0xFFFF, dtype=np.uint16)
        kept = np.empty_like(remaining)
        columns = np.ascontiguousarray(rows.T)
        for column, thresholds, masks in self.ranked:
            masks.take(thresholds.searchsorted(columns[column]), axis=0, out=kept, mode="clip")
            remaining &= kept
        opened = (columns[self.switches] > self.cuts[:, None]).astype(np.float32)
        for number, table in zip((self.digits.T @ opened).astype(np.int64), self.switched, strict=True):
            table.take(number, axis=0, out=kept, mode="clip")
            remaining &= kept
        reached = LOWEST_BIT.take(remaining) + np.arange(0, trees * LEAVES, LEAVES)
        return np.asarray(
            self.leaves.take(reached).reshape(len(rows), self.ensembles, -1).sum(axis=2), dtype=np.float64
        )


def probability(scores: FloatArray) -> FloatArray:
    """Log odds to probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))))


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]], *names: str) -> Trees:
    """Trees from the arrays that `to_arrays` wrote: a test is (feature, threshold, tree, excluded leaves).

    Several names give several ensembles, which have the same features and the same number of trees.
    """
    each = [np.asarray(arrays[f"{name}_leaves"], dtype=np.float64) for name in names]
    owners = [np.asarray(arrays[f"{n}_tree"], np.int64) + i * (len(each[i]) // LEAVES) for i, n in enumerate(names)]
    tree, leaves = np.concatenate(owners), np.concatenate(each)
    feature = np.concatenate([np.asarray(arrays[f"{name}_feature"], dtype=np.int64) for name in names])
    threshold = np.concatenate([np.asarray(arrays[f"{name}_threshold"], dtype=np.float64) for name in names])
    kept = np.concatenate([np.asarray(arrays[f"{name}_mask"], dtype=np.uint16) for name in names])
    columns = int(np.asarray(arrays[f"{names[0]}_columns"]))
    ranked = []
    for column in range(columns):
        tests = np.flatnonzero(feature == column)
        if len(tests):
            cuts = rounded_down(threshold[tests])
            steps = np.unique(cuts)
            table = np.full((len(steps) + 1, len(leaves) // LEAVES), 0xFFFF, dtype=np.uint16)
            np.bitwise_and.at(table, (steps.searchsorted(cuts) + 1, tree[tests]), kept[tests])
            ranked.append((column, steps, np.bitwise_and.accumulate(table, axis=0)))
    several = tuple(one for one in ranked if len(one[1]) > 1)
    return Trees(columns, several, *grouped([one for one in ranked if len(one[1]) == 1]), leaves, len(names))


def grouped(
    ranked: Sequence[tuple[int, npt.NDArray[np.float32], npt.NDArray[np.uint16]]],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32], npt.NDArray[np.float32], tuple[npt.NDArray[np.uint16], ...]]:
    """The four fields of `Trees` for features with one threshold."""
    groups = [ranked[first : first + SWITCHES_AT_ONCE] for first in range(0, len(ranked), SWITCHES_AT_ONCE)]
    digits = np.zeros((len(ranked), len(groups)), np.float32)
    tables = []
    for at, group in enumerate(groups):
        table = np.full((1, group[0][2].shape[1]), 0xFFFF, dtype=np.uint16)
        for place, (_, _, masks) in enumerate(group):
            digits[at * SWITCHES_AT_ONCE + place, at] = 2**place
            table = np.concatenate([table & masks[0], table & masks[1]])
        tables.append(table)
    switches = np.array([column for column, *_ in ranked], dtype=np.int64)
    cuts = np.array([steps[0] for _, steps, _ in ranked], dtype=np.float32)
    return switches, cuts, digits, tuple(tables)


def rounded_down(thresholds: FloatArray) -> npt.NDArray[np.float32]:
    """The largest single-precision numbers not above the thresholds: tests of single-precision values stay the same."""
    single = thresholds.astype(np.float32)
    return np.where(single > thresholds, np.nextafter(single, np.float32(-np.inf)), single)
