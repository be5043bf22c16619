"""Train the recogniser, the ranker and the roles on annotated corpora, and say how good they are.

    python -m mapapp.reading.places.training CORPORA

`CORPORA` is a folder with lgl.jsonl, trnews.jsonl and geowebnews_dev.jsonl (places) and any other .jsonl whose `text`
tells how words are written. Each of the three is left out in turn; then all three together give `parameters.npz` and
the card `card.json` beside this module. The same input gives the same files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gazetteer import Gazetteer, open_gazetteer
from mapapp.evaluation.places import is_right
from mapapp.evaluation.places import places as figures_of
from mapapp.model import PlaceMention
from mapapp.reading.places.corpora import Document, article, documents, lexicon
from mapapp.reading.places.facts import NameTable, name_table
from mapapp.reading.places.features import FEATURES
from mapapp.reading.places.fitting import Arrays
from mapapp.reading.places.home import NO_HOMES, Homes, hearth, learnt
from mapapp.reading.places.lexicon import Lexicon
from mapapp.reading.places.mentions import calibrated, find, log_odds, with_phrases, write
from mapapp.reading.places.parameters import FILE, Parameters, from_file
from mapapp.reading.places.preparing import Prepared, prepare, prepare_all
from mapapp.reading.places.ranking import RANKING_FEATURES
from mapapp.reading.places.recognising import SECOND_FEATURES, THIRD_FEATURES
from mapapp.reading.places.role_features import ROLE_FEATURES
from mapapp.reading.places.teaching import ROUNDS, RoleText, fit_all, lexicon_arrays, role_accuracy, role_texts
from mapapp.records import place_mention_record

CORPORA = ("lgl", "trnews", "geowebnews_dev")
ROLE_CORPUS = "geowebnews_dev"
Outcome = tuple[float, float, bool]
"""Probability of a span, share of its place, and whether both were right."""


def read_left_out(
    docs: Sequence[Prepared], gazetteer: Gazetteer, table: NameTable, model: Parameters, homes: Homes = NO_HOMES
) -> tuple[dict[str, dict[str, Any]], list[Outcome]]:
    """Readings as `mapapp extract` writes them, and (chance, share, right) of each mention with a place."""
    readings, outcomes = {}, []
    for doc in docs:
        home = homes.of(article(doc.document))
        found = find(doc.measured, table, model, hearth(home, gazetteer))
        mentions = write(doc.split, found, table, model, home)
        for one, mention in zip(found, mentions, strict=True):
            if mention.place is not None and one.shares is not None:
                outcomes.append((one.chance, float(one.shares.max()), is_gold(doc, mention)))
        whole = with_phrases(doc.measured, found, mentions, gazetteer)
        text = doc.document["text"]
        readings[str(doc.document["id"])] = {"places": [place_mention_record(mention, text) for mention in whole]}
    return readings, outcomes


def learnt_homes(docs: Sequence[Prepared], table: NameTable, model: Parameters) -> Homes:
    """Where the outlets of the documents are at home, from readings that knew nothing of it."""
    return learnt(
        (article(doc.document), write(doc.split, find(doc.measured, table, model), table, model)) for doc in docs
    )


def is_gold(doc: Prepared, mention: PlaceMention) -> bool:
    """Whether span and place of a mention are the annotators'."""
    gold = doc.document["gold"].get((mention.span.start, mention.span.end))
    return gold is not None and is_right(gold, place_mention_record(mention, doc.document["text"]))


def calibrate(outcomes: Sequence[Outcome]) -> npt.NDArray[np.float64]:
    """Platt's method with two scores and their product: their weights and that of 1 (logistic regression).

    More of a mention (places of its name, surnames, hamlets, others in its country) made no left-out corpus better.
    """
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    pairs = [(chance, share) for chance, share, _ in outcomes]
    model = LogisticRegression(C=100.0).fit(log_odds(pairs), [right for *_, right in outcomes])
    return np.array([*model.coef_[0], model.intercept_[0]])


def reliability(outcomes: Mapping[str, Sequence[Outcome]]) -> list[list[float]]:
    """By tenth of confidence: mean confidence, share right, mentions.

    Each corpus is weighed by what the others taught, so that no table entry has seen its own outcome.
    """
    said, right = [], []
    for corpus, seen in outcomes.items():
        weights = calibrate([one for other, rest in outcomes.items() if other != corpus for one in rest])
        said.append(calibrated([(chance, share) for chance, share, _ in seen], weights))
        right.append(np.array([each for *_, each in seen]))
    sure, correct = np.concatenate(said), np.concatenate(right)
    tenths = [np.flatnonzero((sure * 10).astype(int).clip(0, 9) == tenth) for tenth in range(10)]
    return [[round(float(sure[t].mean()), 3), round(float(correct[t].mean()), 3), len(t)] for t in tenths if len(t)]


def main() -> None:
    """Cross-validate by corpus, then fit on everything and write the parameters and the card."""
    parser = argparse.ArgumentParser(description="Train the reading of places.")
    parser.add_argument(
        "corpora", type=Path, help="folder with lgl.jsonl, trnews.jsonl, geowebnews_dev.jsonl and others"
    )
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).parent, help="where parameters and card are written"
    )
    parser.add_argument(
        "--readings", type=Path, help="folder for what is read of each corpus left out, as `mapapp extract` writes it"
    )
    options = parser.parse_args()
    train(options.corpora, options.output, open_gazetteer(), print, options.readings)


def taught(
    gold: Mapping[str, Sequence[Document]], words: Lexicon, table: NameTable, gazetteer: Gazetteer
) -> tuple[Arrays, list[RoleText]]:
    """The arrays of all that these corpora and our own sentences teach, but the calibration; the texts of the roles."""
    docs = prepare_all((doc for each in gold.values() for doc in each), gazetteer, table, words)
    with_roles = [prepare(doc, gazetteer, table, words) for doc in gold.get(ROLE_CORPUS, ())]
    texts = role_texts(with_roles, gazetteer, table, words)
    return fit_all(docs, texts, table, gazetteer) | lexicon_arrays(words), texts


def keep(readings: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Write readings as the lines of `mapapp extract`."""
    path.write_text("".join(json.dumps({"id": one, **said}) + "\n" for one, said in readings.items()), "utf-8")


def train(
    folder: Path, output: Path, gazetteer: Gazetteer, say: Callable[[str], None], kept: Path | None = None
) -> None:
    """The whole training; `parameters.npz` and `card.json` go into `output`, readings of corpora left out to `kept`."""
    table = name_table(gazetteer)
    gold = {name: list(documents(folder / f"{name}.jsonl")) for name in CORPORA}
    figures: dict[str, Any] = {}
    figures_at_home: dict[str, Any] = {}
    outcomes: dict[str, list[Outcome]] = {}
    for left_out in CORPORA:
        words = lexicon(folder, left_out)
        asked = [prepare(doc, gazetteer, table, words) for doc in gold[left_out]]
        rest = {name: docs for name, docs in gold.items() if name != left_out}
        model = from_file(taught(rest, words, table, gazetteer)[0])
        readings, seen = read_left_out(asked, gazetteer, table, model)
        figures[left_out] = figures_of(gold_records(gold[left_out]), readings)
        outcomes[left_out] = seen
        at_home, _ = read_left_out(asked, gazetteer, table, model, learnt_homes(asked, table, model))
        figures_at_home[left_out] = figures_of(gold_records(gold[left_out]), at_home)
        if kept is not None:
            keep(readings, kept / f"{left_out}.jsonl")
        say(f"{left_out} left out: {json.dumps(figures[left_out])}")
    arrays, texts = taught(gold, lexicon(folder), table, gazetteer)
    arrays["calibration"] = calibrate([one for seen in outcomes.values() for one in seen])
    save: Any = np.savez_compressed
    save(output / FILE, **arrays)
    card = {
        "data": {name: len(gold[name]) for name in CORPORA},
        "gazetteer": gazetteer.version,
        "left_out": figures,
        "left_out_with_home": figures_at_home,
        "roles_cross_validated": role_accuracy(texts),
        "reliability": reliability(outcomes),
        "features": {
            "recognising": [*FEATURES],
            "recognising_2": [*SECOND_FEATURES[len(FEATURES) :]],
            "recognising_3": [*THIRD_FEATURES[len(SECOND_FEATURES) :]],
            "ranking": [*RANKING_FEATURES],
            "roles": [*ROLE_FEATURES],
        },
        "rounds": ROUNDS,
    }
    (output / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    say(f"roles, five folds: {card['roles_cross_validated']}; written to {output}")


def gold_records(docs: Sequence[Document]) -> list[dict[str, Any]]:
    """Documents as the evaluation expects them: the id as text."""
    return [{**doc, "id": str(doc["id"])} for doc in docs]


if __name__ == "__main__":
    main()
