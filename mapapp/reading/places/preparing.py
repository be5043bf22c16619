"""Annotated documents made ready for training: split, measured, with what is known of each candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gazetteer import Gazetteer
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.corpora import Document, article, cut_short
from mapapp.reading.places.facts import NameTable
from mapapp.reading.places.instances import Context, context_of
from mapapp.reading.places.lexicon import Lexicon
from mapapp.reading.places.mentions import Measured, measure
from mapapp.reading.places.support import Floats
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.sentences import sentences

Labels = npt.NDArray[np.float64]


@dataclass(slots=True)
class Prepared:
    """A document with its candidates, and what training finds out about them."""

    document: Document
    measured: Measured
    labels: Labels
    """1 where a candidate is a gold mention."""
    chance: npt.NDArray[np.float64]
    context: Context

    @property
    def key(self) -> str:
        """The same for a document and its beginning, and for no other."""
        return str(self.document["id"])

    @property
    def split(self) -> Tokens:
        return self.measured.split

    @property
    def names(self) -> dict[Run, int | None]:
        return self.measured.names

    @property
    def rows(self) -> Floats:
        return self.measured.rows

    @property
    def gold(self) -> dict[Run, Mapping[str, Any]]:
        """The gold toponym of each candidate that is one."""
        spans = ((run, self.split.span(run)) for run in self.names)
        annotated = self.document["gold"]
        return {run: annotated[s.start, s.end] for run, s in spans if (s.start, s.end) in annotated}


def prepare_all(texts: Iterable[Document], gazetteer: Gazetteer, table: NameTable, words: Lexicon) -> list[Prepared]:
    """The documents to teach from: each whole, and its beginning as a short report."""
    every = (each for document in texts for each in (document, cut_short(document)) if each is not None)
    return [prepare(document, gazetteer, table, words) for document in every]


def prepare(document: Document, gazetteer: Gazetteer, table: NameTable, words: Lexicon) -> Prepared:
    """Split a document and measure its candidates."""
    read = article(document)
    measured = measure(read, sentences(read), gazetteer, table, words)
    none = np.zeros(len(measured.names))
    prepared = Prepared(document, measured, none, none, context_of(measured.names, none.tolist()))
    gold = prepared.gold
    prepared.labels = np.array([run in gold for run in measured.names], float)
    return prepared


def folds(keys: Sequence[str], number: int, seed: int) -> list[list[int]]:
    """Split the positions of the keys into parts by chance, the same on every run; equal keys stay together."""
    distinct = list(dict.fromkeys(keys))
    order = np.random.RandomState(seed).permutation(len(distinct))
    part_of = {distinct[at]: place % number for place, at in enumerate(order.tolist())}
    return [[at for at, key in enumerate(keys) if part_of[key] == part] for part in range(number)]


def without(count: int, part: Sequence[int]) -> list[int]:
    """The rest of a fold."""
    return sorted(set(range(count)) - set(part))
