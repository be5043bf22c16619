"""How much the single words around a candidate speak for a place: "in", "outskirts of", "police", "High".

The trees know classes of words, from tables; a word that no table holds has a weight here, learnt from annotated
texts beside what the first stage says of the candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.tokens import Tokens

SLOTS = ("before", "two_before", "behind", "two_behind", "run_end")
"""Where a word stands: beside the candidate, one further, and last in the capitalised run that goes on behind it."""
EDGE = ""
"""What stands where no word of the same paragraph does."""

Weights = Mapping[tuple[str, bool], float]
"""Of a folded word, by whether it is written as a name."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The weights of words in each of `SLOTS`, in log odds; a word without one says nothing."""

    weights: tuple[Weights, ...]

    def __call__(self, tokens: Tokens, runs: Sequence[Run]) -> npt.NDArray[np.float32]:
        """(n,): the sum of the weights of the words around each candidate."""
        before, two_before, behind, two_behind, run_end = (table.get for table in self.weights)
        rows = []
        for run in runs:
            p1, p2, q1, q2, last = around(tokens, run)
            known = before(p1, 0.0), two_before(p2, 0.0), behind(q1, 0.0), two_behind(q2, 0.0), run_end(last, 0.0)
            rows.append(sum(known))
        return np.array(rows, np.float32)


def around(tokens: Tokens, run: Run) -> tuple[tuple[str, bool], ...]:
    """The words in the slots of a candidate, each with whether it is written as a name."""
    i, j = run
    keys, capital, breaks, total = tokens.keys, tokens.capital, tokens.breaks, len(tokens.keys)
    nothing = EDGE, False
    before = two_before = behind = two_behind = run_end = nothing
    if i and not breaks[i]:
        before = keys[i - 1], capital[i - 1]
        if i > 1 and not breaks[i - 1]:
            two_before = keys[i - 2], capital[i - 2]
    if j < total and not breaks[j]:
        behind = keys[j], capital[j]
        if capital[j]:
            run_end = keys[tokens.last[j]], True
        if j + 1 < total and not breaks[j + 1]:
            two_behind = keys[j + 1], capital[j + 1]
    return before, two_before, behind, two_behind, run_end


def pack_wording(wording: Wording) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the file: a line a word, and its weight."""
    lines, weights = [], []
    for slot, table in enumerate(wording.weights):
        for (word, capital), weight in sorted(table.items()):
            lines.append(f"{slot}{int(capital)}{word}")
            weights.append(weight)
    text = np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)
    return {"wording_words": text, "wording_weights": np.array(weights, np.float32)}


def unpack_wording(arrays: Mapping[str, npt.NDArray[Any]]) -> Wording:
    """The weights that `pack_wording` packed."""
    tables: tuple[dict[tuple[str, bool], float], ...] = tuple({} for _ in SLOTS)
    for (slot, capital, word), weight in zip(
        lines(arrays["wording_words"]), arrays["wording_weights"].tolist(), strict=True
    ):
        tables[slot][word, capital] = weight
    return Wording(tables)


def lines(text: npt.NDArray[np.uint8]) -> Iterator[tuple[int, bool, str]]:
    """Slot, whether it is a name, and word of each line."""
    for line in bytes(text).decode().split("\n") if len(text) else ():
        yield int(line[0]), line[1] == "1", line[2:]
