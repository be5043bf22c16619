"""What each group of features gives to the reading of places, as a Markdown table. Needs the training environment.

`benchmarks/ablation.py CORPORA` trains recogniser and ranker with each corpus left out, whole and without one group of
`ablation.toml` at a time, and prints how many points of recognition and end-to-end F1 go with it. About 15 minutes.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from gazetteer import Gazetteer, open_gazetteer
from mapapp.evaluation.places import places as figures_of
from mapapp.reading.places import fitting_recogniser, teaching
from mapapp.reading.places.corpora import documents, lexicon
from mapapp.reading.places.facts import NameTable, name_table
from mapapp.reading.places.features import FEATURES
from mapapp.reading.places.fitting import fit
from mapapp.reading.places.parameters import from_file
from mapapp.reading.places.preparing import Prepared, prepare
from mapapp.reading.places.ranking import RANKING_FEATURES
from mapapp.reading.places.recognising import SECOND_FEATURES, THIRD_FEATURES
from mapapp.reading.places.training import CORPORA, gold_records, read_left_out

MODELS: Mapping[int, tuple[str, Sequence[str]]] = {
    len(FEATURES): ("recognising", FEATURES),
    len(SECOND_FEATURES): ("recognising", SECOND_FEATURES),
    len(THIRD_FEATURES): ("recognising", THIRD_FEATURES),
    len(RANKING_FEATURES): ("ranking", RANKING_FEATURES),
}
"""Width of the rows -> the model and the names of their columns; the widths differ."""

Column = tuple[str, str]
"""A model and a feature of it."""


def groups() -> dict[str, list[Column]]:
    """Name of a group -> its columns, from `ablation.toml`.

    Raises:
        SystemExit: a feature is in no group or in two, or a group has one that is gone.
    """
    table: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    result = {
        f"{model}: {name}": [(model, one) for one in names] for model in table for name, names in table[model].items()
    }
    known = {(model, name) for model, names in MODELS.values() for name in names}
    listed = [column for columns in result.values() for column in columns]
    wrong = known.symmetric_difference(listed) | {column for column in listed if listed.count(column) > 1}
    if wrong:
        said = ", ".join(".".join(column) for column in sorted(wrong))
        raise SystemExit(f"ablation.toml must have each feature in one group; mend these: {said}")
    return result


def blind(left_out: Collection[Column]) -> Any:
    """`fitting.fit` on rows whose columns of these names are constant, so that no tree looks at them."""

    def fit_blind(rows: npt.NDArray[np.float32], *rest: Any, **settings: Any) -> Any:
        model, names = MODELS.get(rows.shape[1], ("", ()))
        shown = rows.copy()
        shown[:, [at for at, name in enumerate(names) if (model, name) in left_out]] = 0
        return fit(shown, *rest, **settings)

    return fit_blind


def figures(
    folder: Path,
    corpus: str,
    prepared: Mapping[str, Sequence[Prepared]],
    left_out: Collection[Column],
    gazetteer: Gazetteer,
) -> tuple[float, float]:
    """Recognition and end-to-end F1 on one corpus by trees taught on the others without some features."""
    table: NameTable = name_table(gazetteer)
    taught = [doc for name in CORPORA if name != corpus for doc in prepared[name]]
    words = lexicon(folder, corpus)
    texts = teaching.role_texts([], gazetteer, table, words)
    fitting = blind(left_out)
    with patch.object(teaching, "fit", fitting), patch.object(fitting_recogniser, "fit", fitting):
        arrays = teaching.fit_all(taught, texts, table, gazetteer)
    model = from_file(arrays | teaching.lexicon_arrays(words))
    readings, _ = read_left_out(prepared[corpus], gazetteer, table, model)
    said = figures_of(gold_records(list(documents(folder / f"{corpus}.jsonl"))), readings)
    return said["recognition"]["f1"], said["end_to_end"]["f1"]


def main() -> None:
    """The table, a row a group."""
    parser = argparse.ArgumentParser(description="What each group of features gives.")
    parser.add_argument("corpora", type=Path, help="folder of the annotated corpora")
    folder: Path = parser.parse_args().corpora
    gazetteer = open_gazetteer()
    table, removed = name_table(gazetteer), {"(nothing)": [], **groups()}
    gained: dict[str, list[tuple[float, float]]] = {name: [] for name in removed}
    for corpus in CORPORA:
        words = lexicon(folder, corpus)
        gold = {name: list(documents(folder / f"{name}.jsonl")) for name in CORPORA}
        prepared = {name: [prepare(doc, gazetteer, table, words) for doc in gold[name]] for name in CORPORA}
        for name, features in removed.items():
            gained[name].append(figures(folder, corpus, prepared, features, gazetteer))
    print(f"| without | features | {' | '.join(CORPORA)} |\n|---|---:|{'---|' * len(CORPORA)}")
    whole = gained["(nothing)"]
    for name, rows in gained.items():
        change = [f"{a - c:+.1f} / {b - d:+.1f}" for (a, b), (c, d) in zip(rows, whole, strict=True)]
        shown = [f"{a:.1f} / {b:.1f}" for a, b in rows] if rows is whole else change
        print(f"| {name} | {len(removed[name])} | {' | '.join(shown)} |")


if __name__ == "__main__":
    main()
