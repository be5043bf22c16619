"""Teach the grade and the confidence of events from annotated reports, and say how good they are.

    python -m mapapp.reading.events.grading.training GOLD.jsonl ... --texts CORPUS.jsonl

A gold file has `id` and `events`, and the `text` or where it lies in the corpus; documents without a text, or with
another than the one annotated, are left out. Every tenth of the documents is graded by weights that have not seen it:
these grades choose the threshold and are what grades_card.json tells. All documents together give the weights of
grades.toml. The same input gives the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from gazetteer import Gazetteer, open_gazetteer
from mapapp.evaluation import documents_of
from mapapp.evaluation.events import Record, events, is_right, met_by
from mapapp.evaluation.figures import Figures, Gold
from mapapp.ingest import results
from mapapp.model import Reading
from mapapp.reading.events.assembling import entries_of
from mapapp.reading.events.grading.fitting import Example, Weights, fit, left_out
from mapapp.reading.events.grading.grading import PRIMARY_FROM, TABLE, is_kept
from mapapp.records import event_record

STEPS = tuple(round(0.1 + 0.01 * step, 2) for step in range(61))
"""Thresholds that are tried."""
SMOOTHED = 5
"""Steps on either side over which their worth is averaged: one document more must not move the threshold far."""
WORTH = 0.25
"""How much a point of strict precision is worth, in points of F1."""
CARD = "grades_card.json"
UNREAD = "events_dev"
"""Of this source the half with odd checksums was only scored while the rules were written, never read."""
DEVELOPED_ON = "developed on"
"""Holds of all other documents, on which the rules do better than on new ones, and of no article to come."""


def readings(gold: Iterable[Gold]) -> Iterator[Reading]:
    """The documents read; their day is given only where they have `published`."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        shown = ({name: document.get(name) for name in ("id", "text", "published")} for document in gold)
        corpus.write_text("".join(json.dumps(document) + "\n" for document in shown), "utf-8")
        yield from (result for result in results([corpus]) if isinstance(result, Reading))


def examples(reading: Reading, document: Gold, gazetteer: Gazetteer) -> list[Example]:
    """What an annotator says of all that could be an event of an article."""
    article = reading.article
    beside = {} if is_unread(document) else {DEVELOPED_ON: 1.0}
    parts = (article, reading.sentences, reading.places, reading.times, reading.published)
    entries = list(entries_of(*parts, gazetteer))
    records = [event_record(entry.event, article.text) for entry in entries]
    return [
        _example({**entry.features, **beside}, record, article.id, document["events"])
        for entry, record in zip(entries, records, strict=True)
    ]


def is_unread(document: Gold) -> bool:
    """Whether nobody who wrote rules has read it."""
    return bool(document["source"] == UNREAD and crc32(document["id"].encode()) % 2)


def _example(features: Mapping[str, float], record: Record, document: str, gold: Sequence[Record]) -> Example:
    met = met_by(record, gold)
    required = any(not event["optional"] for event in met)
    return Example(document, features, record, required, bool(met), is_right(record, gold))


def required(everything: Sequence[Example]) -> list[bool]:
    return [one.required for one in everything]


def right(everything: Sequence[Example]) -> list[bool]:
    return [one.right for one in everything]


def figures_from(gold: Iterable[Gold], everything: Sequence[Example], kept: Sequence[bool]) -> Figures:
    """The figures of `mapapp evaluate events` where only some of the entries are said."""
    said: defaultdict[str, list[Record]] = defaultdict(list)
    for example, keep in zip(everything, kept, strict=True):
        if keep:
            said[example.document].append(example.record)
    return events(gold, {document: {"events": records} for document, records in said.items()})


def by_source(gold: Iterable[Gold]) -> Mapping[str, Sequence[Gold]]:
    found: defaultdict[str, list[Gold]] = defaultdict(list)
    for document in gold:
        found[f"{document['source']}, {'unread' if is_unread(document) else 'developed on'}"].append(document)
    return found


def threshold(gold: Sequence[Gold], everything: Sequence[Example], entered: Sequence[float]) -> float:
    """The best probability to keep events from, each source of documents counting the same."""
    sources = by_source(gold).values()

    def value(step: float) -> float:
        figures = [figures_from(documents, everything, kept(everything, entered, step)) for documents in sources]
        return float(sum(each["f1"] + WORTH * each["strict_precision"] for each in figures))

    values = [value(step) for step in STEPS]
    smooth = np.convolve(np.pad(values, SMOOTHED, mode="edge"), np.ones(2 * SMOOTHED + 1), mode="valid")
    return STEPS[int(np.argmax(smooth))]


def kept(everything: Sequence[Example], entered: Sequence[float], kept_from: float) -> list[bool]:
    return [is_kept(one.features, share, kept_from) for one, share in zip(everything, entered, strict=True)]


def ranked(holds: Sequence[bool], said: Sequence[float]) -> float:
    """How often of two examples the one that holds is said to be likelier (area under the curve)."""
    pairs = [
        (a, b) for a, one in zip(said, holds, strict=True) if one for b, two in zip(said, holds, strict=True) if not two
    ]
    return round(sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs), 3)


def reliability(holds: Sequence[bool], said: Sequence[float]) -> list[dict[str, float]]:
    """By tenths of probability: how many, the mean that was said, and the share that holds."""
    rows = []
    for tenth in range(10):
        here = [(share, held) for share, held in zip(said, holds, strict=True) if int(min(share, 0.999) * 10) == tenth]
        if here:
            means = [round(float(np.mean([pair[part] for pair in here])), 3) for part in (0, 1)]
            rows.append({"from": tenth / 10, "events": len(here), "said": means[0], "holds": means[1]})
    return rows


def card(gold: Sequence[Gold], everything: Sequence[Example], shares: Shares) -> dict[str, Any]:
    """What is known of the grades, each document graded by weights that have not seen it."""
    keeps = kept(everything, shares.entered, shares.kept_from)
    primary = [keep and share >= PRIMARY_FROM for keep, share in zip(keeps, shares.entered, strict=True)]
    entered, held = required(everything), right(everything)
    confident = [at for at, keep in enumerate(keeps) if keep]
    unread = [at for at in confident if DEVELOPED_ON not in everything[at].features]
    return {
        "documents": len(gold),
        "entries": {
            "all": len(everything),
            "required": sum(entered),
            "optional": sum(one.listed for one in everything) - sum(entered),
            "kept": sum(keeps),
            "primary": sum(primary),
        },
        "ranked_right": {"entered": ranked(entered, shares.entered), "right": ranked(held, shares.right)},
        "figures": {
            source: {
                "nothing dropped": figures_from(documents, everything, [True] * len(keeps)),
                "kept": figures_from(documents, everything, keeps),
                "primary": figures_from(documents, everything, primary),
            }
            for source, documents in by_source(gold).items()
        },
        "confidence": reliability([held[at] for at in confident], [shares.right[at] for at in confident]),
        "confidence_unread": reliability([held[at] for at in unread], [shares.right[at] for at in unread]),
        "entered": reliability(entered, shares.entered),
    }


@dataclass(frozen=True, slots=True)
class Shares:
    """Probabilities of all examples by weights that have not seen their documents, and the threshold they choose."""

    entered: Sequence[float]
    right: Sequence[float]
    kept_from: float


def shares_of(gold: Sequence[Gold], everything: Sequence[Example]) -> Shares:
    entered = left_out(everything, required(everything))
    return Shares(entered, left_out(everything, right(everything)), threshold(gold, everything, entered))


def write(shares: Shares, entered: Weights, confidence: Weights) -> None:
    """The thresholds and weights as a table that can be read."""
    lines = [
        "# Written by training.py: the probability from which an event is kept, and the",
        "# weights of the features of structure.py in the logistic regressions of grading.py.",
        f"kept_from = {shares.kept_from}",
    ]
    for name, weights in (("entered", entered), ("right", confidence)):
        found = {name: weight for name, weight in weights.by_name.items() if name != DEVELOPED_ON}
        rows = {"bias": weights.bias, **found}
        lines += ["", f"[{name}]", *(f"{json.dumps(each)} = {weight:.3f}" for each, weight in rows.items())]
    Path(__file__).with_name(TABLE).write_text("\n".join(lines) + "\n", "utf-8")


def documents(files: Sequence[Path], corpus: Path) -> list[Gold]:
    """The annotated documents of which the text is known."""
    texts = {document["id"]: document["text"] for document in documents_of(corpus)}
    found = []
    for path in files:
        gold = [{"text": texts.get(document["id"]), **document, "source": path.stem} for document in documents_of(path)]
        found += [document for document in gold if _is_of(document)]
        print(f"{path.name}: {sum(map(_is_of, gold))} of {len(gold)} documents have their text")
    return found


def _is_of(document: Gold) -> bool:
    """Whether it has a text, the one that was annotated."""
    text, checksum = document["text"], document.get("sha256")
    return text is not None and checksum in (None, hashlib.sha256(text.encode()).hexdigest())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="annotated documents, one a line")
    parser.add_argument("--texts", type=Path, required=True, help="where the texts of documents without one lie")
    asked = parser.parse_args()
    gold, gazetteer = documents(asked.gold, asked.texts), open_gazetteer()
    by_id = {document["id"]: document for document in gold}
    read = sorted(readings(gold), key=lambda reading: reading.article.id)
    everything = [example for reading in read for example in examples(reading, by_id[reading.article.id], gazetteer)]
    shares = shares_of(gold, everything)
    figures = card(gold, everything, shares)
    Path(__file__).with_name(CARD).write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    write(shares, fit(everything, required(everything)), fit(everything, right(everything)))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
