"""Events that a careful analyst would enter: found, and with the right status, scene, claimant and figures."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from mapapp.evaluation.figures import Figures, Gold, Readings, f1, percent

Record = Mapping[str, Any]


def events(documents: Iterable[Gold], readings: Readings) -> Figures:
    """An event of ours matches the gold event of its family of kinds whose trigger lies in its sentence.

    Gold events marked optional, and further events of ours of a family that the gold has in the sentence, count neither
    way; for the strict precision they count as wrong.
    """
    counted: Counter[str] = Counter()
    for document in documents:
        said = readings.get(document["id"], {}).get("events", ())
        gold = document["events"]
        pairs = candidates(gold, said)
        match = matched(pairs)
        counted.update(said=len(said), wrong=len(said) - len({j for _, _, _, j in pairs}))
        for index, event in enumerate(gold):
            if not event["optional"]:
                counted["gold"] += 1
                counted.update(compared(event, said[match[index]]) if index in match else {})
    found = counted["found"]
    return {
        "gold": counted["gold"],
        **f1(found, found + counted["wrong"], counted["gold"]),
        "strict_precision": percent(found, counted["said"]),
        "status": percent(counted["status"], found),
        "scene": percent(counted["scene"], found),
        "claimant_given": percent(counted["claims_right"], counted["claims"]),
        "figures": percent(counted["figures_right"], counted["figures"]),
    }


Candidate = tuple[bool, int, int, int]
"""Whether the gold event is optional, how far apart the sentences begin, index of the gold event, index of ours."""


def candidates(gold: Sequence[Record], said: Sequence[Record]) -> list[Candidate]:
    """What could match what, the best first."""
    return sorted(
        (event["optional"], abs(ours["start"] - event["sentence"][0]), i, j)
        for i, event in enumerate(gold)
        for j, ours in enumerate(said)
        if ours["start"] <= event["trigger"][0] < ours["end"] and family(ours["kind"]) in map(family, event["kinds"])
    )


def met_by(ours: Record, gold: Sequence[Record]) -> list[Record]:
    """The gold events that an event of ours can be meant for: of its family, told in its sentence."""
    return [gold[i] for _, _, i, _ in candidates(gold, [ours])]


def is_right(ours: Record, gold: Sequence[Record]) -> bool:
    """Whether the gold lists it, required or optional, with its kind, status and scene: what its confidence means."""
    outcomes = (compared(event, ours) for event in met_by(ours, gold))
    return any(outcome["status"] and outcome["scene"] for outcome in outcomes)


def matched(pairs: Iterable[Candidate]) -> dict[int, int]:
    """Index of a gold event -> index of ours, each taken once."""
    match: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in pairs:
        if i not in match and j not in taken:
            match[i] = j
            taken.add(j)
    return match


@cache
def family(kind: str) -> str:
    """The family of a kind, whichever system it was coded in; "other" where no word of it is known."""
    name = kind.lower()
    fits = (each["id"] for each in _families() if any(word in name for word in each["words"]) or _starts(name, each))
    return next(fits, "other")


@cache
def _families() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = tomllib.loads(files(__package__).joinpath("families.toml").read_text("utf-8"))[
        "family"
    ]
    return table


def _starts(name: str, family: Mapping[str, Any]) -> bool:
    return name.startswith(tuple(family.get("starts", ())))


def compared(gold: Record, ours: Record) -> dict[str, int]:
    """What of a found event is right, and how much of it could be."""
    spans = [figure["span"] for figure in gold["figures"]]
    return {
        "found": 1,
        "status": ours["status"] in gold["status"],
        "scene": _scene_is_right(gold["places"], ours),
        "claims": bool(gold["claimant"]),
        "claims_right": bool(gold["claimant"]) and bool(ours["claimed_by"]),
        "figures": len(spans),
        "figures_right": sum(
            any(meet(span, (each["start"], each["end"])) for each in ours["figures"]) for span in spans
        ),
    }


def _scene_is_right(spans: Sequence[Sequence[int]], ours: Record) -> bool:
    """One of the gold's scenes, or none where the gold has none."""
    if ours["place_start"] is None:
        return not spans
    return any(meet(span, (ours["place_start"], ours["place_end"])) for span in spans)


def meet(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
