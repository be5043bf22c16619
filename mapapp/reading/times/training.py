"""Teach the dating of articles from dated corpora, and say how good it is.

    python -m mapapp.reading.times.training CORPORA

`CORPORA` is a folder of .jsonl files whose documents have `id`, `text` and `dct`, the day of publication. Half of the
documents (by the checksum of their ids) teach and write `likelihoods.csv` beside this module; before that they are
cross-validated. The other half measures. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np

from mapapp.model import Article, TextSpan
from mapapp.reading.sentences import sentences
from mapapp.reading.times.dating import WIDEST_DAYS, after_edition, collected
from mapapp.reading.times.evidence import Piece
from mapapp.reading.times.fitting import Example, example, fit
from mapapp.reading.times.learned import TABLE, rows
from mapapp.reading.times.likelihood import FIRST_DAY, LAST_DAY, Scores, index_of, likeliest, widest

CORPORA = ("ukraine_war_news", "timebank", "aquaint", "trnews", "lgl")
FOLDS = 5
HALVED = 6
"""Sentences from which on a text is halved."""
STEPS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99)
"""Shares of the probability within a year by which outcomes are listed."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Outcome = tuple[float, bool]
"""Share of the probability within the likeliest year on end, and whether that year holds the day."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A dated document with its evidence, its own date lines left out."""

    name: str
    teaches: bool
    fold: int
    true: int
    pieces: Sequence[Piece]
    examples: Sequence[Example]
    """The document and its halves, where it teaches."""


def documents(path: Path) -> Iterable[Document]:
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if _DAY.match(row.get("dct") or "") and FIRST_DAY <= date.fromisoformat(row["dct"][:10]) <= LAST_DAY:
                yield _document(str(row["id"]), row["text"], index_of(date.fromisoformat(row["dct"][:10])))


def _document(name: str, text: str, true: int) -> Document:
    """The fold is the same for copies of a text, whose ids end alike."""
    pieces = _evidence(text)
    teaches = crc32(name.encode()) % 2 == 0
    fold = crc32(name.split("_")[-1].encode()) // 7 % FOLDS
    taught = [pieces, *map(_evidence, _halves(text))] if teaches else []
    return Document(name, teaches, fold, true, pieces, [example(one, after_edition(), true) for one in taught])


def _evidence(text: str) -> list[Piece]:
    article = Article("", None, text, (TextSpan(0, len(text)),))
    return [piece for piece in collected(article, sentences(article)) if not piece.day]


def _halves(text: str) -> list[str]:
    """The halves of a text of some length: each could stand alone, and teaches what short texts say."""
    found = sentences(Article("", None, text, (TextSpan(0, len(text)),)))
    middle = found[len(found) // 2].start if len(found) >= HALVED else 0
    return [text[:middle], text[middle:]] if middle else []


def outcome(document: Document, table: Scores) -> Outcome:
    scores = after_edition().copy()
    for piece in document.pieces:
        scores += piece.scores if piece.cells is None else table[piece.cells] * piece.weight
    first = widest(scores, WIDEST_DAYS)
    return likeliest(scores, WIDEST_DAYS), first <= document.true < first + WIDEST_DAYS


def cross_validated(teaching: Sequence[Document]) -> list[tuple[Document, Outcome]]:
    found = []
    for fold in range(FOLDS):
        table = fit([part for one in teaching if one.fold != fold for part in one.examples])
        found += [(one, outcome(one, table)) for one in teaching if one.fold == fold]
    return found


def report(title: str, outcomes: Sequence[Outcome]) -> None:
    """How many lie above each step, and how many of those are right; then the same between steps."""
    print(f"{title}: {len(outcomes)} documents")
    for low, high in zip(STEPS, (*STEPS[1:], 1.01), strict=True):
        above = [right for share, right in outcomes if share >= low]
        between = [(share, right) for share, right in outcomes if low <= share < high]
        if between:
            answered, held = 100 * len(above) / len(outcomes), 100 * np.mean(above)
            said, right = (100 * np.mean([pair[part] for pair in between]) for part in (0, 1))
            print(f"  from {low}: {answered:5.1f} % answered, {held:5.1f} % right", end="; ")
            print(f"up to {high}: {len(between)}, {said:.1f} % said, {right:.1f} % right")


def write(table: Scores) -> None:
    with Path(__file__).with_name(TABLE).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("kind", "from", "score"))
        lines.writerows((kind, step, f"{score:.2f}") for (kind, step, _), score in zip(rows(), table, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    folder = parser.parse_args().corpora
    found = {corpus: list(documents(folder / f"{corpus}.jsonl")) for corpus in CORPORA}
    teaching = [one for of_corpus in found.values() for one in of_corpus if one.teaches]
    validated = cross_validated(teaching)
    table = fit([part for one in teaching for part in one.examples])
    for corpus, of_corpus in found.items():
        report(f"{corpus}, cross-validated", [said for one, said in validated if one in of_corpus])
        report(f"{corpus}, the other half", [outcome(one, table) for one in of_corpus if not one.teaches])
    write(table)


if __name__ == "__main__":
    main()
