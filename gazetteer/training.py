"""Fit the weights of `weighing`: `python -m gazetteer.training CORPUS.jsonl...`; nobody needs it to use the gazetteer.

`annotated` says what a corpus is. Each is left out in turn for the figures of `data/ranking.json`. Needs SciPy (group
`train`).
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
from gazetteer.annotated import Asked, asked, documents, examples
from gazetteer.opened import Gazetteer, open_gazetteer
from gazetteer.ranking import Context
from gazetteer.sphere import Floats
from gazetteer.weighing import CONTEXT_FEATURES, PRIOR_FEATURES, UNLISTED

HERE = Path(__file__).parent / "data"
OTHERWISE_SEEN = 0.5
"""Weight of a name with a part of its context."""
PENALTY = 0.3
"""Ridge penalty; features are of the order of one."""
SEED = 4


class Choice(NamedTuple):
    """A name as the fit sees it: features of each bearer, with a last row for "none of these"."""

    features: Floats
    right: npt.NDArray[np.bool_]
    weight: float


def features_of(names: Sequence[Asked], gazetteer: Gazetteer) -> list[npt.NDArray[np.float32]]:
    """What is known of the bearers of each name, without a context."""
    people, begin = weighing.people_by_country(gazetteer.columns), np.zeros(1, np.int64)
    return [
        weighing.prior_features(one.bearers.rows, one.bearers.name_types, begin, gazetteer.columns, people)
        for one in names
    ]


def alone(names: Sequence[Asked], gazetteer: Gazetteer) -> list[Choice]:
    """Names without a context; for the prior."""
    known = features_of(names, gazetteer)
    return [choice(features, one.right, one.weight) for one, features in zip(names, known, strict=True)]


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


def priors_of(names: Sequence[Asked], prior: Floats, gazetteer: Gazetteer) -> list[tuple[Floats, float]]:
    """Logarithms of the shares that the prior gives to the bearers of each name, and to none of them."""
    return [weighing.log_shares(features @ prior[:-1], prior[-1]) for features in features_of(names, gazetteer)]


def in_context(
    one: Asked, context: Context, prior: tuple[Floats, float], gazetteer: Gazetteer, weight: float = 1.0
) -> Choice:
    shares, unlisted = prior
    around = gazetteer.surroundings(context)
    values = weighing.context_features(one.bearers.rows, shares, gazetteer.columns, around)
    return choice(values, one.right, weight, (unlisted,))


def given_the_others(
    names: Sequence[Asked], prior: Floats, gazetteer: Gazetteer, at_home: bool = False
) -> list[Choice]:
    return [
        in_context(one, Context(places=one.others, home=one.home if at_home else None), shares, gazetteer)
        for one, shares in zip(names, priors_of(names, prior, gazetteer), strict=True)
    ]


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
        in_context(one, context, shares, gazetteer, weight)
        for one, shares in zip(names, priors_of(names, prior, gazetteer), strict=True)
        for context, weight in contexts(one, chance)
    ]
    return prior, fitted(seen)


def figures(names: Sequence[Asked], weights: tuple[Floats, Floats], gazetteer: Gazetteer) -> dict[str, Any]:
    """Share of names whose first place is near the annotated one, of those that have any such place."""
    prior, context = weights
    listed = [one for one in names if one.near.any()]
    by_itself = alone(listed, gazetteer)
    given = given_the_others(listed, prior, gazetteer)
    at_home = given_the_others(listed, prior, gazetteer, at_home=True)
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
        seen["given_the_others"] += outcomes(given_the_others(tested, weights[0], gazetteer), weights[1])
    card["reliability_left_out"] = {how: reliability(pairs) for how, pairs in seen.items()}
    write(learnt([*own, *(one for part in names.values() for one in part)], gazetteer), card)
    print(json.dumps(card["reliability_left_out"]))


if __name__ == "__main__":
    main()
