"""Fit the stages of the recogniser, on the corpora and on sentences of our own, and the weights of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gazetteer import Gazetteer
from mapapp.model import Role
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.corpora import own_sentences
from mapapp.reading.places.facts import NameTable
from mapapp.reading.places.fitting import fit
from mapapp.reading.places.lexicon import Lexicon
from mapapp.reading.places.preparing import Labels, Prepared, folds, prepare, without
from mapapp.reading.places.recognising import Chances
from mapapp.reading.places.support import Floats
from mapapp.reading.places.trees import Trees, probability
from mapapp.reading.places.wording import SLOTS, Wording, around

ROUNDS = 150
SETTINGS: dict[str, Any] = {"feature_fraction": 0.3, "lambda_l2": 20.0}
"""Trees that each see few features, with leaves drawn to zero: they keep less of the habits of the corpora taught."""
INVERSE_PENALTY = 0.1
RAREST_WORD = 3
"""Candidates beside which a word must stand to have a weight."""
LEAST_LOG_ODDS = 9.0

Slotted = tuple[int, tuple[str, bool]]
"""A slot of `SLOTS` and the word in it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own with the role of each of its mentions; its other candidates are no mentions."""

    doc: Prepared
    roles: dict[Run, Role]


def examples(file: str, gazetteer: Gazetteer, table: NameTable, words: Lexicon) -> list[Example]:
    """Our own sentences in a file; a mention is the longest name that ends before a tag, a listed one first."""
    result = []
    for document, tagged in own_sentences(file):
        doc = prepare(document, gazetteer, table, words)
        longest: dict[int, Run] = {}
        # Runs that begin earlier come first, and listed ones before the rest.
        for run, _ in sorted(doc.names.items(), key=lambda item: item[1] is None):
            if doc.split.span(run).end in tagged:
                longest.setdefault(run[1], run)
        said = {run: tagged[doc.split.span(run).end] for run in sorted(longest.values())}
        doc.labels = np.array([run in said for run in doc.names], float)
        result.append(Example(doc, said))
    return result


def fit_stage(docs: Sequence[Prepared], rows: Sequence[Floats]) -> tuple[Any, Trees]:
    """Trees that tell place names from other candidates."""
    return fit(np.concatenate(list(rows)), labels_of(docs), ROUNDS, **SETTINGS)


def out_of_fold(docs: Sequence[Prepared], rows: Sequence[Floats]) -> list[Chances]:
    """The probability of each candidate by trees that have not seen its document."""
    result: dict[int, Chances] = {}
    for part in folds([doc.key for doc in docs], 5, seed=3):
        rest = without(len(docs), part)
        trees = fit_stage([docs[i] for i in rest], [rows[i] for i in rest])[1]
        result |= {i: probability(trees.scores(rows[i])) for i in part}
    return [result[i] for i in range(len(docs))]


def words_out_of_fold(docs: Sequence[Prepared], first: Sequence[Chances]) -> list[Floats]:
    """What the words around each candidate say by weights that have not seen its document."""
    result: dict[int, Floats] = {}
    for part in folds([doc.key for doc in docs], 5, seed=11):
        rest = without(len(docs), part)
        wording = fit_wording([docs[i] for i in rest], [first[i] for i in rest])
        result |= {i: wording(docs[i].split, list(docs[i].names)) for i in part}
    return [result[i] for i in range(len(docs))]


def fit_wording(docs: Sequence[Prepared], first: Sequence[Chances]) -> Wording:
    """Weights of words by logistic regression, beside the log odds of the first stage."""
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression

    seen = [list(slotted(doc, run)) for doc in docs for run in doc.names]
    column = {word: at for at, word in enumerate(frequent(seen))}
    cells = [(row, column[word]) for row, words in enumerate(seen) for word in words if word in column]
    places = tuple(zip(*cells, strict=True))
    words = csr_matrix((np.ones(len(cells)), places), (len(seen), len(column)))
    said = hstack([words, csr_matrix(log_odds(first)[:, None])]).tocsr()
    weights = LogisticRegression(C=INVERSE_PENALTY, max_iter=200).fit(said, labels_of(docs)).coef_[0].tolist()
    return Wording(tuple({word: weights[column[slot, word]] for s, word in column if s == slot} for slot in SLOTS_AT))


SLOTS_AT = range(len(SLOTS))


def slotted(doc: Prepared, run: Run) -> Iterator[Slotted]:
    """The words around a candidate with their slots."""
    return zip(SLOTS_AT, around(doc.split, run), strict=True)


def frequent(seen: Iterable[Iterable[Slotted]]) -> list[Slotted]:
    """The words with their slots that are seen often enough, in a fixed order."""
    counts = Counter(word for words in seen for word in words)
    return sorted(word for word, count in counts.items() if count >= RAREST_WORD)


def log_odds(chances: Sequence[Chances]) -> npt.NDArray[np.float64]:
    """Of all chances, one after the other, bounded."""
    every = np.concatenate(list(chances))
    least = float(np.exp(-LEAST_LOG_ODDS))
    bounded = np.clip(every, least, 1 - least)
    return np.asarray(np.log(bounded / (1 - bounded)))


def labels_of(docs: Sequence[Prepared]) -> Labels:
    """1 for each candidate that is a mention, over all documents."""
    return np.concatenate([doc.labels for doc in docs])
