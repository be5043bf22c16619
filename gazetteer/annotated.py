"""Annotated corpora as the training and the measures read them: each written name with the place that it means.

Each line of a corpus is a document with `toponyms` (or `places`): the written name, latitude and longitude, and where
known GeoNames' number and feature code; optionally `lang`, and `domain` of the source.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gazetteer.index import Bearers
from gazetteer.opened import Gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.sources import table
from gazetteer.sphere import km_between, unit_vectors
from gazetteer.weighing import NEAR_KM

KIND_OF_CODE = {"PCLI": PlaceKind.COUNTRY, "ADM1": PlaceKind.ADMIN1, "ADM2": PlaceKind.DISTRICT}
LOCAL_NAMES_WITHOUT_CONTEXT = 0.1
"""Weight of a name in a local paper as if it stood alone: nobody asks for these without saying where."""
OWN_JUDGEMENT = 3.0
"""Weight of an example of ours: few, and of kinds that the corpora hardly name."""

Gold = Mapping[str, Any]


class Asked(NamedTuple):
    """One annotated name of a document."""

    bearers: Bearers
    right: npt.NDArray[np.bool_]
    """Which of the bearers are the annotated place; none where the gazetteer lacks it."""
    near: npt.NDArray[np.bool_]
    """Which lie within 161 km of it, as the figures count."""
    others: tuple[Place, ...]
    """The document's other annotated places."""
    home: Place | None
    language: str
    weight: float
    """Of the name as if it stood alone."""


def documents(path: Path) -> Iterator[Gold]:
    """The documents that name a place with coordinates; `names` has these annotations, each with its `text`."""
    for line in path.read_text("utf-8").split("\n"):
        document = json.loads(line or "{}")
        names = [
            each for each in document.get("toponyms") or document.get("places") or () if each.get("lat") is not None
        ]
        if names:
            yield {**document, "names": [{**each, "text": each.get("text", each.get("name"))} for each in names]}


def asked(docs: Sequence[Gold], gazetteer: Gazetteer) -> Iterator[Asked]:
    """Each different written name of each document with each place it was annotated with."""
    towns = towns_by_source(docs, gazetteer)
    for document in docs:
        once = {(each["text"], each["lat"], each["lon"]): each for each in document["names"]}
        places = [(each["text"], place) for each in once.values() if (place := as_place(each, gazetteer))]
        home = home_of(document, towns, gazetteer)
        weight = 1.0 if home is None else LOCAL_NAMES_WITHOUT_CONTEXT
        for gold in once.values():
            bearers = gazetteer.named(gold["text"].removeprefix("the "))
            if not len(bearers.rows):
                continue
            right, near = marked(gold, bearers, gazetteer)
            others = tuple(place for text, place in places if text != gold["text"])
            yield Asked(bearers, right, near, others, home, document.get("lang", "en"), weight)


def as_place(gold: Gold, gazetteer: Gazetteer) -> Place | None:
    return gazetteer.place(f"geonames:{gold['geonameid']}") if gold.get("geonameid") else None


def towns_by_source(docs: Sequence[Gold], gazetteer: Gazetteer) -> dict[str, Counter[Place]]:
    """How often each town was annotated in all that a source published."""
    towns: dict[str, Counter[Place]] = defaultdict(Counter)
    for document in docs:
        towns[document.get("domain", "")].update(towns_of(document, gazetteer))
    return towns


def towns_of(document: Gold, gazetteer: Gazetteer) -> list[Place]:
    places = [as_place(each, gazetteer) for each in document["names"]]
    return [place for place in places if place is not None and place.kind is PlaceKind.SETTLEMENT]


def home_of(document: Gold, towns: Mapping[str, Counter[Place]], gazetteer: Gazetteer) -> Place | None:
    """The town that the source's other documents name most, where it is a local paper: most are in one province."""
    elsewhere = towns[document.get("domain", "")].copy()
    elsewhere.subtract(towns_of(document, gazetteer))
    if not document.get("domain") or elsewhere.total() < 10:
        return None
    town, _ = elsewhere.most_common(1)[0]
    together = sum(
        count for place, count in elsewhere.items() if (place.country, place.admin1) == (town.country, town.admin1)
    )
    return town if together > 0.5 * elsewhere.total() else None


def marked(gold: Gold, bearers: Bearers, gazetteer: Gazetteer) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which bearers are right: those of the same number, else near ones of the same kind, else near ones."""
    columns, rows = gazetteer.columns, bearers.rows
    point = unit_vectors([gold["lat"]], [gold["lon"]])
    away = km_between(unit_vectors(columns.latitude[rows], columns.longitude[rows]), point)[:, 0]
    same = np.array([gazetteer.place_at(int(row)).id == f"geonames:{gold.get('geonameid')}" for row in rows])
    near = (away <= NEAR_KM) | same
    wanted = kind_of(gold)
    fits = near & np.array([wanted is None or gazetteer.place_at(int(row)).kind is wanted for row in rows])
    return next((choice for choice in (same, fits) if choice.any()), near), near


def kind_of(gold: Gold) -> PlaceKind | None:
    code = str(gold.get("fcode", ""))
    return PlaceKind.SETTLEMENT if code.startswith("PPL") else KIND_OF_CODE.get(code)


def examples(gazetteer: Gazetteer) -> Iterator[Asked]:
    """Our own judgements (`data/ranking_examples.csv`): of several places of that kind the most populous is meant."""
    columns = gazetteer.columns
    for row in table("ranking_examples"):
        bearers = gazetteer.named(row["name"])
        fits = np.array([is_example(gazetteer.place_at(at), row) for at in bearers.rows.tolist()])
        size = np.where(fits, columns.population[bearers.rows], -1)
        right = fits & (size == size.max())
        yield Asked(bearers, right, right, (), None, "", OWN_JUDGEMENT)


def is_example(place: Place, row: Mapping[str, str]) -> bool:
    return place.kind == row["kind"] and place.country == row["country"]
