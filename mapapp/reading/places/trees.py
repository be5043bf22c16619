"""Gradient-boosted trees as plain arrays, evaluated without branches.

Method: QuickScorer (Lucchese et al., "QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of
Regression Trees", SIGIR 2015), with rows as vectors. A tree has at most 16 leaves; a bit stands for a leaf. A test
that fails excludes the leaves of its left branch; the lowest bit that no failed test excludes is the leaf reached.
For each feature the masks of all failed tests are combined once, for each rank of a value among the thresholds, so
that a prediction is one search and one "and" a feature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEAVES = 16
FloatArray = npt.NDArray[np.float64]
ROWS_AT_ONCE = 4096

# Position of the lowest set bit of every 16-bit mask; a mask is never 0, because its rightmost leaf is never excluded.
LOWEST_BIT = np.array([0] + [(bits & -bits).bit_length() - 1 for bits in range(1, 1 << LEAVES)], dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble whose raw score is the sum of one leaf a tree."""

    thresholds: tuple[npt.NDArray[np.float32], ...]
    """For each feature, ascending; a test fails where the value is above its threshold."""
    masks: tuple[npt.NDArray[np.uint16], ...]
    """For each feature, (thresholds + 1, trees): leaves that remain for a value of that rank."""
    leaves: FloatArray
    """(trees, 16), flat: what a leaf adds."""

    @property
    def features(self) -> int:
        """Number of columns that `scores` expects."""
        return len(self.thresholds)

    def scores(self, rows: npt.NDArray[np.float32]) -> FloatArray:
        """Raw scores (log odds for a binary model) of rows (n, features), as (n,)."""
        parts = [self._scores(rows[first : first + ROWS_AT_ONCE]) for first in range(0, len(rows), ROWS_AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _scores(self, rows: npt.NDArray[np.float32]) -> FloatArray:
        trees = len(self.leaves) // LEAVES
        remaining = np.full((len(rows), trees), 0xFFFF, dtype=np.uint16)
        kept = np.empty_like(remaining)
        for values, thresholds, masks in zip(np.ascontiguousarray(rows.T), self.thresholds, self.masks, strict=True):
            if len(thresholds):
                masks.take(thresholds.searchsorted(values), axis=0, out=kept, mode="clip")
                remaining &= kept
        reached = LOWEST_BIT[remaining] + np.arange(0, trees * LEAVES, LEAVES)
        return np.asarray(self.leaves[reached].sum(axis=1), dtype=np.float64)


def probability(scores: FloatArray) -> FloatArray:
    """Log odds to probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))))


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Trees:
    """Trees from the arrays that `to_arrays` wrote: a test is (feature, threshold, tree, excluded leaves)."""
    feature = np.asarray(arrays[f"{name}_feature"], dtype=np.int64)
    threshold = rounded_down(np.asarray(arrays[f"{name}_threshold"], dtype=np.float64))
    tree = np.asarray(arrays[f"{name}_tree"], dtype=np.int64)
    kept = np.asarray(arrays[f"{name}_mask"], dtype=np.uint16)
    leaves = np.asarray(arrays[f"{name}_leaves"], dtype=np.float64)
    thresholds, masks = [], []
    for column in range(int(np.asarray(arrays[f"{name}_columns"]))):
        tests = np.flatnonzero(feature == column)
        steps = np.unique(threshold[tests])
        table = np.full((len(steps) + 1, len(leaves) // LEAVES), 0xFFFF, dtype=np.uint16)
        np.bitwise_and.at(table, (steps.searchsorted(threshold[tests]) + 1, tree[tests]), kept[tests])
        thresholds.append(steps)
        masks.append(np.bitwise_and.accumulate(table, axis=0))
    return Trees(tuple(thresholds), tuple(masks), leaves)


def rounded_down(thresholds: FloatArray) -> npt.NDArray[np.float32]:
    """The largest single-precision numbers not above the thresholds: tests of single-precision values stay the same."""
    single = thresholds.astype(np.float32)
    return np.where(single > thresholds, np.nextafter(single, np.float32(-np.inf)), single)
