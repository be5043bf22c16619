"""Reading places in documents of a corpus of which others were taught. Needs the training environment.

`benchmarks/inside.py CORPORA` teaches on two corpora and all but one part of the third, and reads that part; about ten
minutes. It says what the shipped parameters, which have seen all three, reach on more documents of the same kinds.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gazetteer import open_gazetteer
from mapapp.evaluation.places import places as figures_of
from mapapp.reading.places.corpora import Document, documents, lexicon
from mapapp.reading.places.facts import name_table
from mapapp.reading.places.parameters import from_file
from mapapp.reading.places.preparing import folds, prepare
from mapapp.reading.places.training import CORPORA, gold_records, keep, read_left_out, taught

PARTS = 4


def read_inside(corpus: str, gold: Mapping[str, Sequence[Document]], folder: Path) -> dict[str, dict[str, Any]]:
    """Readings of every document of a corpus by parameters that have not seen it."""
    gazetteer = open_gazetteer()
    table, words = name_table(gazetteer), lexicon(folder, corpus)
    readings: dict[str, dict[str, Any]] = {}
    for part in folds([str(document["id"]) for document in gold[corpus]], PARTS, seed=2):
        seen = {name: [d for at, d in enumerate(gold[name]) if name != corpus or at not in part] for name in CORPORA}
        model = from_file(taught(seen, words, table, gazetteer)[0])
        asked = [prepare(gold[corpus][at], gazetteer, table, words) for at in part]
        readings |= read_left_out(asked, gazetteer, table, model)[0]
    return readings


def main() -> None:
    """The table, a row a corpus."""
    parser = argparse.ArgumentParser(description="Reading places, cross-validated inside each corpus.")
    parser.add_argument("corpora", type=Path, help="folder of the annotated corpora")
    parser.add_argument("--readings", type=Path, help="folder for what is read, as `mapapp extract` writes it")
    asked = parser.parse_args()
    gold = {name: list(documents(asked.corpora / f"{name}.jsonl")) for name in CORPORA}
    print("| inside | recognition F1, all / without demonyms | right of found | end-to-end F1 | role |")
    print(f"|{'---|' * 5}")
    for name in reversed(CORPORA):
        said = read_inside(name, gold, asked.corpora)
        if asked.readings is not None:
            keep(said, asked.readings / f"{name}.jsonl")
        whole = figures_of(gold_records(gold[name]), said)
        less = whole["without_demonyms"]
        found = f"{whole['recognition']['f1']} / {less['recognition']['f1']}"
        right = f"{whole['end_to_end']['f1']} / {less['end_to_end']['f1']}"
        print(f"| {name} | {found} | {whole['right_of_found']} | {right} | {whole['role'] or ''} |", flush=True)


if __name__ == "__main__":
    main()
