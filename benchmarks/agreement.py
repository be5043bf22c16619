"""How far two readings of the same documents mark the same events: `benchmarks/agreement.py FIRST.jsonl SECOND.jsonl`.

Both files have annotated documents: `id` and `events`, with offsets into the same text. Events are paired once each
within a sentence and a family of kinds, those with the nearest words first; what only one reader marked has no pair.
Of pairs, `agree` is the share in percent where something that the one accepts is accepted by the other, `same` where
they accept the same, `kappa` what remains of `agree` when chance is taken out. A reader who accepts much agrees much:
`--strict` leaves of each event the kind and the status that its reader named first. The rules of the annotation:
docs/annotation.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mapapp.evaluation import documents_of
from mapapp.evaluation.events import candidates, family, matched, meet
from mapapp.evaluation.figures import Figures, f1, percent

Event = Mapping[str, Any]
Pair = tuple[Event, Event]
Both = Sequence[tuple[Sequence[Event], Sequence[Event]]]
"""The events of the two readers, for each document."""
Answers = tuple[frozenset[Hashable], frozenset[Hashable]]
"""What each reader accepts."""
Span = Sequence[int]
Documents = Sequence[Mapping[str, Any]]


def agreement(first: Documents, second: Documents) -> Figures:
    """Of documents that both have read; each figure says over how many it was taken."""
    both = [(one["events"], other["events"]) for one in first for other in second if one["id"] == other["id"]]
    pairs = [pair for events in both for pair in paired(*events)]
    return {
        "documents": len(both),
        "required": required(both, pairs),
        "optional": shared(answers(pairs, lambda event: {event["optional"]})),
        "family_in_a_sentence": sentences(both),
        "family_of_the_same_words": shared(answers(same_words(both), families)),
        "all_pairs": parts(pairs),
        "pairs_that_both_require": parts([pair for pair in pairs if not any(event["optional"] for event in pair)]),
    }


def strict(documents: Documents) -> list[Mapping[str, Any]]:
    """Documents whose events have one kind and one status, those named first."""
    return [
        {
            **document,
            "events": [
                {**event, "kinds": event["kinds"][:1], "status": event["status"][:1]} for event in document["events"]
            ],
        }
        for document in documents
    ]


def parts(pairs: Sequence[Pair]) -> Figures:
    """Agreement on what is told of an event."""
    return {
        "status": shared(answers(pairs, lambda event: set(event["status"]))),
        "scene": spans(pairs, lambda event: event["places"]),
        "claimant": spans(pairs, lambda event: [event["claimant"]] if event["claimant"] else []),
        "figures": figures(pairs),
    }


def paired(first: Sequence[Event], second: Sequence[Event]) -> list[Pair]:
    """Events of the two that mean the same, each once."""
    said = [
        {"start": event["sentence"][0], "end": event["sentence"][1], "kind": kind, "event": index}
        for index, event in enumerate(second)
        for kind in event["kinds"]
    ]
    pairs = {(i, said[j]["event"]) for _, _, i, j in candidates(first, said)}
    nearest = sorted((False, apart(first[i], second[j]), i, j) for i, j in pairs)
    return [(first[i], second[j]) for i, j in matched(nearest).items()]


def apart(one: Event, other: Event) -> int:
    """Characters between two triggers; 0 where they meet."""
    (start, end), (other_start, other_end) = one["trigger"], other["trigger"]
    return max(0, int(start - other_end), int(other_start - end))


def required(both: Both, pairs: Sequence[Pair]) -> Figures:
    """Required events of one that the other has: as required (F1), at all, and as `mapapp evaluate events` counts them.

    There, events of one that the other marked optional count neither way.
    """
    first = sum(not event["optional"] for events, _ in both for event in events)
    second = sum(not event["optional"] for _, events in both for event in events)
    agreed = sum(not (one["optional"] or other["optional"]) for one, other in pairs)
    of_first = sum(not one["optional"] for one, _ in pairs)
    of_second = sum(not other["optional"] for _, other in pairs)
    return {
        "first": first,
        "second": second,
        "f1": f1(agreed, second, first)["f1"],
        "of_first_marked_by_second": percent(of_first, first),
        "of_second_marked_by_first": percent(of_second, second),
        "marked_f1": f1(of_first + of_second, second + first, second + first)["f1"],
        "second_evaluated_by_first": f1(agreed, agreed + second - of_second, first)["f1"],
        "first_evaluated_by_second": f1(agreed, agreed + first - of_first, second)["f1"],
    }


def families(event: Event) -> set[str]:
    return {family(kind) for kind in event["kinds"]}


def same_words(both: Both) -> list[Pair]:
    """Events whose triggers meet, whatever their kinds."""
    return [
        (one, other)
        for first, second in both
        for one in first
        for other in second
        if meet(one["trigger"], other["trigger"])
    ]


def sentences(both: Both) -> Figures:
    """Of events in sentences where the other has marked something: how many find their family there."""
    found: list[bool] = []
    for first, second in both:
        for events, others in ((first, second), (second, first)):
            for event in events:
                near = [other for other in others if together(event, other)]
                found += [any(families(event) & families(other) for other in near)] if near else []
    return {"events": len(found), "agree": percent(sum(found), len(found))}


def together(one: Event, other: Event) -> bool:
    """Whether two events stand in one sentence; splitters differ, so one trigger in the other's sentence is enough."""
    return meet(one["trigger"], other["sentence"]) or meet(other["trigger"], one["sentence"])


def answers(pairs: Iterable[Pair], accepted: Callable[[Event], set[Any]]) -> list[Answers]:
    return [(frozenset(accepted(one)), frozenset(accepted(other))) for one, other in pairs]


def shared(sides: Sequence[Answers]) -> Figures:
    """Agreement on what each reader accepts of a few possibilities."""
    return {
        "pairs": len(sides),
        "agree": percent(sum(bool(one & other) for one, other in sides), len(sides)),
        "same": percent(sum(one == other for one, other in sides), len(sides)),
        "kappa": kappa(sides),
    }


def kappa(sides: Sequence[Answers]) -> float:
    """Cohen's kappa, to two decimals; where a reader accepts several answers, two agree that have one in common.

    Chance is how often answers of the two agree when shuffled. 1 where chance alone would agree always.
    """
    if not sides:
        return 0.0
    observed = sum(bool(one & other) for one, other in sides) / len(sides)
    chance = sum(bool(one & other) for one, _ in sides for _, other in sides) / len(sides) ** 2
    return round((observed - chance) / (1 - chance), 2) if chance < 1 else 1.0


def spans(pairs: Sequence[Pair], marked: Callable[[Event], Sequence[Span]]) -> Figures:
    """Agreement on spans of which one is enough: that there is none or that they meet; and on there being any."""
    sides = [(marked(one), marked(other)) for one, other in pairs]
    given = [(one, other) for one, other in sides if one and other]
    meeting = sum(any(meet(this, that) for this in one for that in other) for one, other in given)
    neither = sum(not (one or other) for one, other in sides)
    return {
        "pairs": len(sides),
        "agree": percent(neither + meeting, len(sides)),
        "any_kappa": kappa([(frozenset([bool(one)]), frozenset([bool(other)])) for one, other in sides]),
        "only_first": sum(bool(one and not other) for one, other in sides),
        "only_second": sum(bool(other and not one) for one, other in sides),
        "elsewhere": len(given) - meeting,
    }


def figures(pairs: Iterable[Pair]) -> Figures:
    """Figures of one that meet a figure of the other."""
    sides = [[[each["span"] for each in event["figures"]] for event in pair] for pair in pairs]
    found = sum(any(meet(this, that) for that in other) for one, other in sides for this in one)
    found_back = sum(any(meet(this, that) for that in one) for one, other in sides for this in other)
    first, second = (sum(len(side[which]) for side in sides) for which in (0, 1))
    return {"first": first, "second": second, "agree": percent(found + found_back, first + second)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--strict", action="store_true", help="count of each event the first kind and status only")
    asked = parser.parse_args()
    first, second = (documents_of(path) for path in (asked.first, asked.second))
    figures_found = agreement(strict(first), strict(second)) if asked.strict else agreement(first, second)
    for name, figure in figures_found.items():
        print(name, json.dumps(figure))


if __name__ == "__main__":
    main()
