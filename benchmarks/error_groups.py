"""The errors of places in groups, with counts, as a Markdown table: what `mapapp evaluate places --errors` lists.

`benchmarks/error_groups.py CORPORA READINGS` takes the readings that the training keeps of each corpus left out
(`--readings`); the groups are told by rule, from the type of the error and the words beside the name.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer, Match, open_gazetteer
from mapapp.evaluation import documents_of
from mapapp.evaluation.figures import distance_km
from mapapp.evaluation.place_errors import ErrorType, PlaceError, place_errors
from mapapp.evaluation.places import NEAR_KM, Toponym, span_of
from mapapp.reading.places.cues import cue
from mapapp.reading.places.training import CORPORA

THING = cue("organisation") | cue("geographic") | cue("unit")
"""Words that make a longer name of the one before them."""
PEOPLES = ("s", "an", "ese", "ish")
"""Ends of adjectives and names of peoples."""
MOST_BEARERS = 24
Annotated = Mapping[str, Any]


def group_of(error: PlaceError, document: Annotated, mention: Mapping[str, Any] | None, gazetteer: Gazetteer) -> str:
    """The group of an error; `mention` is what was said with its span, if anything."""
    toponyms = {span_of(each): each for each in document["toponyms"]}
    gold = toponyms.get((error.start, error.end))
    if error.type is ErrorType.WRONG_ROLE:
        return "role: " + error.detail.replace(", gold ", " said for ")
    if error.type is ErrorType.WRONG_PLACE and gold is not None and mention is not None:
        return "wrong place, " + wrong_place(document["text"][error.start : error.end], gold, mention, gazetteer)
    if error.type in (ErrorType.MISSED, ErrorType.NO_PLACE):
        name = document["text"][error.start : error.end]
        if gold is not None and str(gold.get("type")).startswith("Embedded"):
            return "missed, inside a name"
        return "missed, " + (beside(error, document) if gazetteer.lookup(name, limit=1) else "not in the gazetteer")
    if error.type is ErrorType.EXTRA:
        same = any(document["text"][start:end] == document["text"][error.start : error.end] for start, end in toponyms)
        return "said, " + ("the same name annotated elsewhere in the text" if same else beside(error, document))
    return error.type.value


def beside(error: PlaceError, document: Annotated) -> str:
    """What stands beside a name that was missed or said too much."""
    text = document["text"]
    after = re.match(r" (\w+)", text[error.end : error.end + 30])
    if after is not None and after[1].lower() in THING:
        return "before a word of organisations or things"
    if after is not None and after[1][0].isupper():
        return "before another capital"
    if re.search(r"[A-Z]\w+ $", text[max(0, error.start - 30) : error.start]):
        return "behind another capital"
    return "adjective or people" if text[error.start : error.end].endswith(PEOPLES) else "alone"


def wrong_place(name: str, gold: Toponym, mention: Mapping[str, Any], gazetteer: Gazetteer) -> str:
    """What was said in place of the right one."""
    right = [match for match in gazetteer.lookup(name, limit=MOST_BEARERS) if is_gold(match, gold)]
    kind, country = mention["place"]["kind"], mention["place"]["country"]
    if not right:
        return "right one not among the bearers"
    if kind != "settlement":
        return f"{kind} said"
    return f"town in {'the same' if right[0].place.country == country else 'another'} country said"


def is_gold(match: Match, gold: Toponym) -> bool:
    """Whether an answer of the gazetteer is the gold's entry or near it."""
    point = match.place.coordinates
    near = distance_km(gold, {"lat": point.latitude, "lon": point.longitude}) <= NEAR_KM
    return near or match.place.id == f"geonames:{gold.get('geonameid')}"


def main() -> None:
    """The table, the largest group first."""
    parser = argparse.ArgumentParser(description="Errors of places in groups.")
    parser.add_argument("corpora", type=Path, help="folder of the annotated corpora")
    parser.add_argument("readings", type=Path, help="folder of what was read of each")
    asked = parser.parse_args()
    gazetteer = open_gazetteer()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for corpus in CORPORA:
        documents = {document["id"]: document for document in documents_of(asked.corpora / f"{corpus}.jsonl")}
        with (asked.readings / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            readings = {record["id"]: record for record in map(json.loads, lines)}
        for error in place_errors(documents.values(), readings):
            said = {span_of(each): each for each in readings.get(error.document, {}).get("places", ())}
            mention = said.get((error.start, error.end))
            counts[group_of(error, documents[error.document], mention, gazetteer)][corpus] += 1
    print(f"| group | {' | '.join(CORPORA)} |\n|---|{'---:|' * len(CORPORA)}")
    for group, each in sorted(counts.items(), key=lambda item: -item[1].total()):
        print(f"| {group} | {' | '.join(str(each[corpus]) for corpus in CORPORA)} |")


if __name__ == "__main__":
    main()
