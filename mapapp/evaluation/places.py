"""Place mentions: were they found (exact spans), and were they put in the right place.

The bound of 161 km (100 miles) and the end-to-end F1 follow the Pragmatic Guide to Geoparsing Evaluation (Gritta,
Pilehvar, Collier 2020).
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from gazetteer.sources import listed, table
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

Toponym = Mapping[str, Any]
"""An annotated name."""

Pair = tuple[Toponym, Mapping[str, Any]]
"""A gold toponym and the mention with the same span."""


def places(documents: Iterable[Gold], readings: Readings) -> Figures:
    """Figures over every gold toponym that has coordinates, and again without adjectives and names of peoples.

    In the second, what was said of a toponym that is left out counts neither way.
    """
    gold = list(documents)
    return {**counted(gold, readings, lambda _: False), "without_demonyms": counted(gold, readings, is_adjectival)}


def counted(documents: Iterable[Gold], readings: Readings, left_out: Callable[[Toponym], bool]) -> Figures:
    """Figures over the gold toponyms that are not left out."""
    gold_count = said_count = 0
    every: list[Toponym] = []
    pairs: list[Pair] = []
    for document in documents:
        located = {span_of(each): each for each in document["toponyms"] if each.get("lat") is not None}
        gold = {span: each for span, each in located.items() if not left_out(each)}
        mentions = readings.get(document["id"], {}).get("places", ())
        said = {span_of(each): each for each in mentions if each.get("place")}
        said = {span: each for span, each in said.items() if span in gold or span not in located}
        gold_count, said_count = gold_count + len(gold), said_count + len(said)
        every += gold.values()
        pairs += [(gold[span], said[span]) for span in gold.keys() & said.keys()]
    right = [pair for pair in pairs if is_right(*pair)]
    errors = [distance_km(each, mention["place"]) for each, mention in pairs]
    return {
        "gold": gold_count,
        "said": said_count,
        "recognition": f1(len(pairs), said_count, gold_count),
        "right_of_found": percent(len(right), len(pairs)),
        "end_to_end": f1(len(right), said_count, gold_count),
        "same_geonames_id_of_gold": percent(sum(same_entry(*pair) for pair in pairs), gold_count),
        "mean_error_km": round(statistics.fmean(errors)) if errors else None,
        "role": role_figure(pairs),
        "recall_by_usage": recall_by_usage(every, right),
    }


@cache
def demonyms() -> frozenset[str]:
    """Adjectives and names of peoples that the gazetteer lists for countries, regions and first-order units."""
    cells = (row["demonyms"] for name in ("countries", "regions", "admin1_facts") for row in table(name))
    return frozenset(name.lower() for cell in cells for name in listed(cell))


def is_adjectival(gold: Toponym) -> bool:
    """Whether a gold toponym is an adjective or the name of a people, by its usage type or its word."""
    word = gold.get("text", "").lower()
    adjectival = gold.get("type") in ("Demonym", "Non_Literal_Modifier")
    return adjectival or word in demonyms() or word.removesuffix("s") in demonyms()


def same_entry(gold: Toponym, mention: Mapping[str, Any]) -> bool:
    """Whether the mention has the gold's own GeoNames entry."""
    return bool(gold.get("geonameid")) and mention["place"]["id"] == f"geonames:{gold['geonameid']}"


def recall_by_usage(gold: Iterable[Toponym], right: Iterable[Pair]) -> dict[str, float]:
    """Share of gold toponyms that were found and put right, by usage type; "all" where the corpus has none."""
    asked = Counter(each.get("type") or "all" for each in gold)
    put_right = Counter(each.get("type") or "all" for each, _ in right)
    return {usage: percent(put_right[usage], asked[usage]) for usage in sorted(asked)}


def is_right(gold: Toponym, mention: Mapping[str, Any]) -> bool:
    """The gold's own GeoNames entry, or a place within 161 km of it."""
    return same_entry(gold, mention) or distance_km(gold, mention["place"]) <= NEAR_KM


def role_figure(pairs: Iterable[Pair]) -> float | None:
    """Share of found mentions with the right role; None for a corpus that annotates none."""
    typed = [(ROLE_OF_USAGE[gold["type"]], said["role"]) for gold, said in pairs if gold.get("type") in ROLE_OF_USAGE]
    return percent(sum(expected == role for expected, role in typed), len(typed)) if typed else None


def span_of(annotation: Mapping[str, Any]) -> tuple[int, int]:
    """The characters of a gold toponym or a mention."""
    return annotation["start"], annotation["end"]
