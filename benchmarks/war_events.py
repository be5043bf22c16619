"""Events in 60 articles on the war in Ukraine that five of us annotated, an article by one of them.

`benchmarks/war_events.py ukraine_war_news.jsonl [--errors] [--marks FILE.jsonl]`. The texts are not ours to give, so
war_events.jsonl has ids, offsets, kinds, statuses and a checksum of each text. This joins them with the corpus, says
how many texts are the ones annotated, reads these with their day withheld, and prints the figures of `mapapp evaluate
events`, the grades and what the confidence is worth by tenths. The articles teach the grade of events, so that figures
which no weight has seen are those of mapapp/reading/events/grading/grades_card.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mapapp.evaluation.events import candidates, compared, events, is_right, matched, met_by
from mapapp.evaluation.figures import Gold
from mapapp.reading.events.grading.training import documents, readings, reliability
from mapapp.records import reading_record

MARKS = Path(__file__).with_suffix(".jsonl")
Record = Mapping[str, Any]
Said = Mapping[str, Sequence[Record]]
"""The events of ours of each document."""


def read(gold: Sequence[Gold]) -> Said:
    """What we say of documents without knowing their day."""
    return {one.article.id: reading_record(one)["events"] for one in readings(gold)}


def tenths(gold: Sequence[Gold], said: Said) -> list[dict[str, float]]:
    """By tenths of confidence: how many events, the mean that was said, and the share that is right."""
    pairs = [(is_right(event, one["events"]), event["confidence"]) for one in gold for event in said[one["id"]]]
    return reliability([right for right, _ in pairs], [share for _, share in pairs])


def grades(gold: Sequence[Gold], said: Said) -> Mapping[str, Mapping[str, int]]:
    """For each grade of ours how many events are required, optional, or none of an annotator's."""
    counted: dict[str, Counter[str]] = {}
    for one in gold:
        for event in said[one["id"]]:
            met = [each["optional"] for each in met_by(event, one["events"])]
            listed = "none" if not met else "optional" if all(met) else "required"
            counted.setdefault(event["grade"], Counter())[listed] += 1
    return counted


def errors(document: Gold, said: Sequence[Record]) -> Iterator[str]:
    """What is false, missed, or wrong in its status or scene, a line each."""
    text, gold = document["text"], document["events"]
    pairs = candidates(gold, said)
    match, met = matched(pairs), {j for *_, j in pairs}
    for j, event in enumerate(said):
        if j not in met:
            yield f"FALSE {document['id']} {event['confidence']} {event['reason']} :: {flat(text, event)}"
    for i, event in enumerate(gold):
        if event["optional"]:
            continue
        sentence = flat(text, {"start": event["sentence"][0], "end": event["sentence"][1]})
        told = f"{document['id']} {event['kinds']} {text[slice(*event['trigger'])]!r}"
        if i not in match:
            yield f"MISSED {told} :: {sentence}"
            continue
        outcome = compared(event, said[match[i]])
        for part in ("status", "scene"):
            if not outcome[part]:
                yield f"{part.upper()} {told}, said: {said[match[i]]['reason']} :: {sentence}"


def flat(text: str, span: Record) -> str:
    return " ".join(text[span["start"] : span["end"]].split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, help="the corpus that has the texts")
    parser.add_argument("--errors", action="store_true", help="list every miss")
    parser.add_argument("--marks", type=Path, default=MARKS, help="other documents annotated in the same way")
    asked = parser.parse_args()
    gold = documents([asked.marks], asked.news)
    if not gold:
        raise SystemExit(f"{asked.news} has none of the annotated texts.")
    said = read(gold)
    if asked.errors:
        print(*sorted(line for one in gold for line in errors(one, said[one["id"]])), sep="\n")
    print(json.dumps(events(gold, {name: {"events": found} for name, found in said.items()})))
    print(json.dumps(grades(gold, said)))
    print(*map(json.dumps, tenths(gold, said)), sep="\n")


if __name__ == "__main__":
    main()
