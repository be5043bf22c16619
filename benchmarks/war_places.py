"""Places in 40 articles on the war in Ukraine that we annotated ourselves and never train on.

`benchmarks/war_places.py ukraine_war_news.jsonl [--errors] [--output GOLD.jsonl]`. The texts are not ours to give, so
war_places.jsonl has ids, offsets, places, usage types and a checksum of each text. This joins them with the corpus,
says which text is another than the one annotated, and prints the figures of `mapapp evaluate places` on the rest.
`--agreement` compares the two readings of six of them in war_places_twice.jsonl. The rules of the annotation:
docs/annotating-places.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from mapapp.evaluation import documents_of, measure
from mapapp.evaluation.figures import Figures, distance_km, f1, percent
from mapapp.evaluation.places import NEAR_KM, ROLE_OF_USAGE

MARKS = Path(__file__).with_suffix(".jsonl")
TWICE = MARKS.with_stem("war_places_twice")
LENGTHS = range(1500, 6001)
"""Characters of an article that was chosen."""

Document = dict[str, Any]


def chosen(news: Iterable[Document], read_before: Collection[str], count: int = 40) -> list[str]:
    """The ids that were annotated: English, not read before, neither short nor long, each text once, by their hash."""
    fit = [
        document
        for document in news
        if document["id"] not in read_before and "_en_" in document["id"] and len(document["text"]) in LENGTHS
    ]
    fit.sort(key=lambda document: checksum(document["id"]), reverse=True)
    first_with = {document["text"]: document["id"] for document in fit}
    return sorted(first_with.values(), key=checksum)[:count]


def checksum(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def joined(marks: Iterable[Document], news: Iterable[Document]) -> tuple[list[Document], list[str]]:
    """Annotated documents with their texts, and the ids whose text is missing or another than the one annotated."""
    by_id = {document["id"]: document for document in news}
    gold, others = [], []
    for marked in marks:
        article = by_id.get(marked["id"])
        if article is None or checksum(article["text"]) != marked["sha256"]:
            others.append(marked["id"])
        else:
            gold.append(article | {"toponyms": [named(each, article["text"]) for each in marked["toponyms"]]})
    return gold, others


def named(toponym: Document, text: str) -> Document:
    """A toponym with its name as the text has it."""
    return toponym | {"text": text[toponym["start"] : toponym["end"]]}


def agreement(one: Iterable[Document], other: Iterable[Document]) -> Figures:
    """How far two readings of the same documents have the same spans, and these the same place and role."""
    first, second = marks_by_span(one), marks_by_span(other)
    pairs = [(mark, second[span]) for span, mark in first.items() if span in second]
    return {
        "mentions": (len(first), len(second)),
        "spans": f1(len(pairs), len(second), len(first))["f1"],
        "same_place": percent(sum(same_place(*pair) for pair in pairs), len(pairs)),
        "same_role": percent(sum(same_role(*pair) for pair in pairs), len(pairs)),
    }


def marks_by_span(documents: Iterable[Document]) -> dict[tuple[str, int, int], Document]:
    return {(each["id"], mark["start"], mark["end"]): mark for each in documents for mark in each["toponyms"]}


def same_place(one: Document, other: Document) -> bool:
    """The same GeoNames entry; where one reader gave none, a point as near as the figures ask."""
    if one["geonameid"] and other["geonameid"]:
        return bool(one["geonameid"] == other["geonameid"])
    return distance_km(one, other) <= NEAR_KM


def same_role(one: Document, other: Document) -> bool:
    return ROLE_OF_USAGE[one["type"]] == ROLE_OF_USAGE[other["type"]]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, help="the corpus that has the texts")
    parser.add_argument("--errors", action="store_true", help="list every miss")
    parser.add_argument("--output", type=Path, help="write the annotated texts here, for `mapapp evaluate places`")
    parser.add_argument("--read-before", type=Path, help="documents left out of the choice: check the choice")
    parser.add_argument("--agreement", action="store_true", help="compare the two readings of six documents instead")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    if asked.agreement:
        twice = documents_of(TWICE)
        print(json.dumps(agreement(*([each for each in twice if each["reader"] == reader] for reader in (1, 2)))))
        return
    news, marks = documents_of(asked.news), documents_of(MARKS)
    if asked.read_before:
        ours = chosen(news, {document["id"] for document in documents_of(asked.read_before)})
        print("the choice is", "the same" if set(ours) == {document["id"] for document in marks} else "another")
    gold, others = joined(marks, news)
    for identity in others:
        print(f"{identity}: missing, or another text than the one annotated; left out")
    if not gold:
        raise SystemExit(f"{asked.news} has none of the annotated texts.")
    with tempfile.TemporaryDirectory() as folder:
        path = asked.output or Path(folder) / "gold.jsonl"
        path.write_text("".join(json.dumps(document) + "\n" for document in gold), "utf-8")
        measured = measure("places", path, errors=asked.errors)
    print(*measured.errors, json.dumps(measured.figures), sep="\n")


if __name__ == "__main__":
    main()
