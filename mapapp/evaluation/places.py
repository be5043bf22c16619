"""Place mentions: were they found (exact spans), and were they put in the right place.

The bound of 161 km (100 miles) and the end-to-end F1 follow the Pragmatic Guide to Geoparsing Evaluation (Gritta,
Pilehvar, Collier 2020).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from typing import Any

from mapapp.evaluation.figures import Figures, Gold, Readings, distance_km, f1, percent

NEAR_KM = 161

ROLE_OF_USAGE = {
    "Literal": "location",
    "Literal_Modifier": "location",
    "Mixed": "location",
    "Coercion": "location",
    "Metonymic": "metonym",
    "Demonym": "demonym",
    "Non_Literal_Modifier": "modifier",
    "Embedded_Literal": "name_part",
    "Embedded_Non_Lit": "name_part",
    "Homonym": "other",
}
"""Usage type of GeoWebNews -> our role."""

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A gold toponym and the mention with the same span."""


def places(documents: Iterable[Gold], readings: Readings) -> Figures:
    """Figures over every gold toponym that has coordinates."""
    gold_count = said_count = 0
    pairs: list[Pair] = []
    for document in documents:
        gold = {_span(each): each for each in document["toponyms"] if each.get("lat") is not None}
        mentions = readings.get(document["id"], {}).get("places", ())
        said = {_span(each): each for each in mentions if each.get("place")}
        gold_count, said_count = gold_count + len(gold), said_count + len(said)
        pairs += [(gold[span], said[span]) for span in gold.keys() & said.keys()]
    right = [pair for pair in pairs if is_right(*pair)]
    errors = [distance_km(gold, mention["place"]) for gold, mention in pairs]
    return {
        "gold": gold_count,
        "said": said_count,
        "recognition": f1(len(pairs), said_count, gold_count),
        "right_of_found": percent(len(right), len(pairs)),
        "end_to_end": f1(len(right), said_count, gold_count),
        "mean_error_km": round(statistics.fmean(errors)) if errors else None,
        "role": role_figure(pairs),
    }


def is_right(gold: Mapping[str, Any], mention: Mapping[str, Any]) -> bool:
    """The gold's own GeoNames entry, or a place within 161 km of it."""
    place = mention["place"]
    same = bool(gold.get("geonameid")) and place["id"] == f"geonames:{gold['geonameid']}"
    return same or distance_km(gold, place) <= NEAR_KM


def role_figure(pairs: Iterable[Pair]) -> float | None:
    """Share of found mentions with the right role; None for a corpus that annotates none."""
    typed = [(ROLE_OF_USAGE[gold["type"]], said["role"]) for gold, said in pairs if gold.get("type") in ROLE_OF_USAGE]
    return percent(sum(expected == role for expected, role in typed), len(typed)) if typed else None


def _span(annotation: Mapping[str, Any]) -> tuple[int, int]:
    return annotation["start"], annotation["end"]
