"""Fit the weights of features by logistic regression, and judge each document by weights that have not seen it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from mapapp.evaluation.events import Record

FOLDS = 10
PENALTY = 200.0
"""Of the squared weights of features of unit spread: chosen on the same folds, flat between 100 and 400."""
FEWEST_DOCUMENTS = 5
"""Documents in which a feature must hold to get a weight."""
NARROWEST = 0.1
"""Spread below which a feature is taken to have this one, so that rare ones get no large weights."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """An entry of ours in an annotated document, and what the annotator says of it."""

    document: str
    features: Mapping[str, float]
    record: Record
    required: bool
    """Whether it meets a required event by kind and sentence."""
    listed: bool
    """The same for any event."""
    right: bool
    """Whether it meets one of its status and scene."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over named features."""

    bias: float
    by_name: Mapping[str, float]

    def of(self, features: Mapping[str, float]) -> float:
        score = self.bias + sum(self.by_name.get(name, 0.0) * size for name, size in features.items())
        return float(1 / (1 + np.exp(-score)))


def names_of(taught: Sequence[Example]) -> list[str]:
    """The features that enough documents have."""
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for example in taught:
        for name in example.features:
            documents[name].add(example.document)
    return sorted(name for name, having in documents.items() if len(having) >= FEWEST_DOCUMENTS)


def fit(taught: Sequence[Example], holds: Sequence[bool]) -> Weights:
    """The weights that make the labels likeliest, large ones penalised."""
    names = names_of(taught)
    table = np.array([[example.features.get(name, 0.0) for name in names] for example in taught])
    middle, spread = table.mean(axis=0), np.maximum(table.std(axis=0), NARROWEST)
    scaled = logistic((table - middle) / spread, np.array(holds, dtype=float), PENALTY)
    plain = scaled[:-1] / spread
    bias = float(scaled[-1] - plain @ middle)
    return Weights(bias, dict(zip(names, plain.tolist(), strict=True)))


def logistic(table: Floats, labels: Floats, penalty: float) -> Floats:
    """Weights of the columns and, last, the bias, by Newton's steps."""
    table = np.hstack([table, np.ones((len(table), 1))])
    weights, costs = np.zeros(table.shape[1]), np.full(table.shape[1], penalty)
    costs[-1] = 1e-6
    for _ in range(50):
        said = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (labels - said) - costs * weights
        curve = (table * (said * (1 - said))[:, None]).T @ table + np.diag(costs)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def fold_of(document: str) -> int:
    """The same for copies of a text, whose ids end alike."""
    return crc32(document.split("_")[-1].encode()) // 7 % FOLDS


def left_out(everything: Sequence[Example], holds: Sequence[bool]) -> list[float]:
    """The probability of each example by weights that have not seen its document."""
    said = [0.0] * len(everything)
    for fold in range(FOLDS):
        seen = [at for at, example in enumerate(everything) if fold_of(example.document) != fold]
        weights = fit([everything[at] for at in seen], [holds[at] for at in seen])
        for at, example in enumerate(everything):
            if fold_of(example.document) == fold:
                said[at] = weights.of(example.features)
    return said
