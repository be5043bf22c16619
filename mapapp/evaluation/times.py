"""Time expressions, by the rules of TempEval-3 (UzZaman and others 2013): spans strict and relaxed, values, types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from mapapp.evaluation.figures import Figures, Gold, Readings, f1


def times(documents: Iterable[Gold], readings: Readings) -> Figures:
    """Each gold expression takes the nearest of ours that overlaps it; none of ours is taken twice."""
    hits: Counter[str] = Counter()
    gold_count = said_count = 0
    for document in documents:
        said = list(readings.get(document["id"], {}).get("times", ()))
        gold_count, said_count = gold_count + len(document["timexes"]), said_count + len(said)
        for gold in document["timexes"]:
            nearest = min(
                filter(lambda each: _overlap(gold, each), said), key=lambda each: _apart(gold, each), default=None
            )
            if nearest is not None:
                said.remove(nearest)
                hits.update(name for name, hit in compared(gold, nearest).items() if hit)
    measured = {name: f1(hits[name], said_count, gold_count) for name in ("strict", "relaxed", "value", "type")}
    return {"gold": gold_count, "said": said_count, **measured}


def compared(gold: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, bool]:
    """What of an overlapping expression is right."""
    return {
        "relaxed": True,
        "strict": (gold["start"], gold["end"]) == (said["start"], said["end"]),
        "value": bool(gold.get("value")) and gold["value"] == said["value"],
        "type": gold.get("type") == said["type"],
    }


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    return int(abs(one["start"] - other["start"]) + abs(one["end"] - other["end"]))
