"""Fits the learned scores: a conditional logit over the weeks on which a document may have been published.

The score of a week is the sum of the learned scores of its cells, and of what set pieces say. Fitted by Newton's method
to the likelihood of the true weeks, with penalties for large scores and for jumps between neighbouring steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mapapp.reading.times.evidence import Piece
from mapapp.reading.times.learned import kinds, rows
from mapapp.reading.times.likelihood import SIZE, Scores

LARGE, JUMP = 0.5, 2.0
"""Penalties of the square of a score, and of the square of the difference to the next step."""
NOT_BEGUN, BEGUN = -3.0, ("happening", "office", "office holder", "former office", "recalled with its year")
"""The score that days before a beginning are drawn to, and the kinds of evidence that begin."""
ROUNDS, STEADY = 25, 0.01
LONGEST_STEP = 2.0
FINEST = 20
"""Set scores are told apart by so many parts of 1."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A dated document: its weeks, alike ones together."""

    used: npt.NDArray[np.intp]
    """The cells that occur."""
    counts: Floats
    """Group of weeks x used cell: weight of the cell."""
    offset: Floats
    """What set pieces say of each group, and the logarithm of the number of its weeks."""
    true: int
    """The group of the true week."""


def example(pieces: Sequence[Piece], prior: Scores, true: int) -> Example:
    """`true` is the index of the day of publication; weeks are counted from it both ways."""
    weeks = np.arange(true % 7, SIZE, 7)
    taught = [piece for piece in pieces if piece.cells is not None]
    given = sum((piece.scores[weeks] for piece in pieces if piece.cells is None), np.zeros(len(weeks)))
    cells = np.array([piece.cells[weeks] for piece in taught if piece.cells is not None], dtype=np.int64)
    cells = cells.reshape(len(taught), len(weeks))
    keys = np.vstack((cells, np.rint(given * FINEST).astype(np.int64)))
    _, first, group = np.unique(keys, axis=1, return_index=True, return_inverse=True)
    group = group.ravel()
    counts = np.zeros((len(first), len(rows())))
    for piece, of_piece in zip(taught, cells, strict=True):
        counts[np.arange(len(first)), of_piece[first]] += piece.weight
    used = np.flatnonzero(counts.any(axis=0))
    weekly = np.log(np.bincount(group, weights=np.exp(prior[weeks])))
    at = int(np.flatnonzero(weeks == true)[0])
    return Example(used, counts[:, used], given[first] + weekly, int(group[at]))


def penalties() -> Floats:
    """The matrix of the quadratic penalty."""
    size = len(rows())
    penalty = LARGE * np.eye(size)
    for kind in kinds().values():
        for low in range(kind.lowest, kind.lowest + len(kind.bounds)):
            jump = np.zeros(size)
            jump[low], jump[low + 1] = 1.0, -1.0
            penalty += JUMP * np.outer(jump, jump)
    return penalty


def expected() -> Scores:
    """What the penalties draw the scores to: days before something began are unlikely, however few documents say so."""
    drawn = np.zeros(len(rows()))
    for kind in BEGUN:
        lowest, bounds = kinds()[kind].lowest, kinds()[kind].bounds
        drawn[lowest : lowest + bounds.index(0) + 1] = NOT_BEGUN
    return drawn


def fit(examples: Sequence[Example]) -> Scores:
    """Scores of the table's rows."""
    penalty, drawn = penalties(), expected()
    scores = drawn.copy()
    for _ in range(ROUNDS):
        slope, curve = penalty @ (drawn - scores), penalty.copy()
        for one in examples:
            _add(one, scores, slope, curve)
        step = np.linalg.solve(curve, slope)
        longest = float(np.abs(step).max())
        scores = scores + step * min(1.0, LONGEST_STEP / longest)
        if longest < STEADY:
            break
    return scores


def _add(one: Example, scores: Scores, slope: Floats, curve: Floats) -> None:
    """Adds an example's slope and curvature of the log likelihood."""
    logs = one.counts @ scores[one.used] + one.offset
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    expected = shares @ one.counts
    slope[one.used] += one.counts[one.true] - expected
    spread = (one.counts * shares[:, None]).T @ one.counts - np.outer(expected, expected)
    curve[np.ix_(one.used, one.used)] += spread
