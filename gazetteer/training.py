"""Fit the weights of `weighing`: `python -m gazetteer.training CORPUS.jsonl...`; nobody needs it to use the gazetteer.

Each line of a corpus is a document with `toponyms` (or `places`): the written name, latitude and longitude, and where
known GeoNames' number and feature code; optionally `lang`, and `domain` of the source. Each corpus is left out in turn
for the figures of `data/ranking.json`. Needs SciPy (group `train`).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from gazetteer import weighing
from gazetteer.index import Bearers
from gazetteer.opened import Gazetteer, open_gazetteer
from gazetteer.place import Place, PlaceKind
from gazetteer.ranking import Context, surroundings
from gazetteer.sources import table
from gazetteer.weighing import CONTEXT_FEATURES, PRIOR_FEATURES, UNLISTED

HERE = Path(__file__).parent / "data"
NEAR_KM = 161
KIND_OF_CODE = {"PCLI": PlaceKind.COUNTRY, "ADM1": PlaceKind.ADMIN1, "ADM2": PlaceKind.DISTRICT}
LOCAL_NAMES_WITHOUT_CONTEXT = 0.1
"""Weight of a name in a local paper as if it stood alone: nobody asks for these without saying where."""
OWN_JUDGEMENT = 3.0
"""Weight of an example of ours: few, and of kinds that the corpora hardly name."""
OTHERWISE_SEEN = 0.5
"""Weight of a name with a part of its context."""
PENALTY = 0.3
"""Ridge penalty; features are of the order of one."""
SEED = 4

Gold = Mapping[str, Any]
Floats = npt.NDArray[np.float64]


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


class Choice(NamedTuple):
    """A name as the fit sees it: features of each bearer, with a last row for "none of these"."""

    features: Floats
    right: npt.NDArray[np.bool_]
    weight: float


def documents(path: Path) -> Iterator[Gold]:
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
    point = weighing.unit_vectors([gold["lat"]], [gold["lon"]])
    away = weighing.km_between(weighing.unit_vectors(columns.latitude[rows], columns.longitude[rows]), point)[:, 0]
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


def alone(names: Sequence[Asked], gazetteer: Gazetteer) -> list[Choice]:
    """Names without a context; for the prior."""
    people = weighing.people_by_country(gazetteer.columns)
    begin = np.zeros(1, np.int64)
    return [
        choice(
            weighing.prior_features(one.bearers.rows, one.bearers.name_types, begin, gazetteer.columns, people),
            one.right,
            one.weight,
        )
        for one in names
    ]


def choice(
    features: npt.NDArray[np.floating], right: npt.NDArray[np.bool_], weight: float, unlisted: Sequence[float] = ()
) -> Choice:
    """Add the row and the column for "none of these", right where no bearer is."""
    last = np.zeros((1, features.shape[1]))
    last[0, : len(unlisted)] = unlisted
    rows = np.concatenate([features.astype(np.float64), last])
    column = np.zeros((len(rows), 1))
    column[-1] = 1
    return Choice(np.concatenate([rows, column], axis=1), np.append(right, not right.any()), weight)


def in_context(one: Asked, context: Context, prior: Floats, gazetteer: Gazetteer, weight: float) -> Choice:
    people = weighing.people_by_country(gazetteer.columns)
    rows, types = one.bearers.rows, one.bearers.name_types
    features = weighing.prior_features(rows, types, np.zeros(1, np.int64), gazetteer.columns, people)
    shares, unlisted = weighing.log_shares(features @ prior[:-1], prior[-1])
    values = weighing.context_features(rows, shares, gazetteer.columns, surroundings(context, gazetteer._index))
    return choice(values, one.right, weight, (unlisted,))


def contexts(one: Asked, chance: random.Random) -> Iterator[tuple[Context, float]]:
    """The whole context of a name, and parts of it, as a person or a program may know them."""
    if one.others or one.language:
        yield Context(places=one.others), 1.0
    if len(one.others) > 2:
        yield Context(places=tuple(chance.sample(one.others, chance.randint(1, 2)))), OTHERWISE_SEEN
    countries = Counter(place.country for place in one.others if place.country)
    if countries:
        yield Context(tuple(code for code, _ in countries.most_common(2)), language=one.language), OTHERWISE_SEEN
    if one.home is not None:
        yield Context(places=one.others, home=one.home), OTHERWISE_SEEN
        yield Context(home=one.home, language=one.language), OTHERWISE_SEEN


def fitted(choices: Sequence[Choice]) -> Floats:
    """Weights under which the right bearers are likeliest: maximum likelihood with a ridge penalty."""
    features = np.concatenate([one.features for one in choices])
    right = np.concatenate([one.right for one in choices]).astype(np.float64)
    sizes = [len(one.right) for one in choices]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner, weight = np.repeat(np.arange(len(choices)), sizes), np.array([one.weight for one in choices])

    def loss(beta: Floats) -> tuple[float, Floats]:
        scores = features @ beta
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        whole, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts) + 1e-300
        slope = features.T @ ((odds * right / good[owner] - odds / whole[owner]) * weight[owner])
        value = -(weight * np.log(good / whole)).sum() + PENALTY * beta @ beta
        return float(value), -slope + 2 * PENALTY * beta

    found: Floats = minimize(
        loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000}
    ).x
    return found


def learnt(names: Sequence[Asked], gazetteer: Gazetteer) -> tuple[Floats, Floats]:
    """Weights of both steps, each with that of "none of these" at the end."""
    prior = fitted(alone(names, gazetteer))
    chance = random.Random(SEED)  # noqa: S311  # draws parts of contexts, no secrets
    seen = [
        in_context(one, context, prior, gazetteer, weight) for one in names for context, weight in contexts(one, chance)
    ]
    return prior, fitted(seen)


def figures(names: Sequence[Asked], weights: tuple[Floats, Floats], gazetteer: Gazetteer) -> dict[str, Any]:
    """Share of names whose first place is near the annotated one, of those that have any such place."""
    prior, context = weights
    listed = [one for one in names if one.near.any()]
    by_itself = alone(listed, gazetteer)
    given = [in_context(one, Context(places=one.others), prior, gazetteer, 1.0) for one in listed]
    at_home = [in_context(one, Context(places=one.others, home=one.home), prior, gazetteer, 1.0) for one in listed]
    return {
        "names": len(names),
        "listed": round(100 * len(listed) / len(names), 1),
        "first_alone": first(listed, by_itself, prior),
        "first_given_the_others": first(listed, given, context),
        "first_given_the_others_and_home": first(listed, at_home, context),
    }


def first(names: Sequence[Asked], choices: Sequence[Choice], beta: Floats) -> float:
    hits = [one.near[np.argmax((each.features @ beta)[:-1])] for one, each in zip(names, choices, strict=True)]
    return round(100 * float(np.mean(hits)), 1)


def outcomes(choices: Sequence[Choice], beta: Floats) -> Iterator[tuple[float, bool]]:
    """Probability of the likeliest bearer of each name, and whether it is right."""
    for one in choices:
        scores = one.features @ beta
        odds = np.exp(scores - scores.max())
        best = int(np.argmax(scores[:-1]))
        yield float(odds[best] / odds.sum()), bool(one.right[best])


def reliability(seen: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """By tenth of confidence: mean confidence, share right, names."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in seen:
        tenths[min(9, int(sure * 10))].append((sure, right))
    return [
        [
            round(float(np.mean([sure for sure, _ in pairs])), 3),
            round(float(np.mean([right for _, right in pairs])), 3),
            len(pairs),
        ]
        for _, pairs in sorted(tenths.items())
    ]


def write(weights: tuple[Floats, Floats], card: Mapping[str, Any]) -> None:
    with (HERE / "ranking.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write("# Weights of a conditional logit, fitted by gazetteer/training.py; ranking.json says on what.\n")
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(("step", "feature", "weight"))
        for step, names, beta in zip(("prior", "context"), (PRIOR_FEATURES, CONTEXT_FEATURES), weights, strict=True):
            rows.writerows((step, name, f"{weight:.4f}") for name, weight in zip((*names, UNLISTED), beta, strict=True))
    (HERE / "ranking.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    gazetteer = open_gazetteer()
    names = {path.stem: list(asked(list(documents(path)), gazetteer)) for path in parser.parse_args().corpora}
    card: dict[str, Any] = {"left_out": {}}
    seen: dict[str, list[tuple[float, bool]]] = {"alone": [], "given_the_others": []}
    own = list(examples(gazetteer))
    for left_out, tested in names.items():
        weights = learnt([*own, *(one for name, part in names.items() if name != left_out for one in part)], gazetteer)
        card["left_out"][left_out] = figures(tested, weights, gazetteer)
        print(left_out, card["left_out"][left_out], flush=True)
        seen["alone"] += outcomes(alone([one for one in tested if one.home is None], gazetteer), weights[0])
        given = [in_context(one, Context(places=one.others), weights[0], gazetteer, 1.0) for one in tested]
        seen["given_the_others"] += outcomes(given, weights[1])
    card["reliability_left_out"] = {how: reliability(pairs) for how, pairs in seen.items()}
    write(learnt([*own, *(one for part in names.values() for one in part)], gazetteer), card)
    print(json.dumps(card["reliability_left_out"]))


if __name__ == "__main__":
    main()
