"""Fit the trees of recogniser, ranker and roles; later stages learn from earlier ones that have not seen a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gazetteer import Gazetteer
from gazetteer.place import Coordinates
from mapapp.evaluation.places import ROLE_OF_USAGE
from mapapp.model import Role
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.corpora import NAME_EXAMPLES, ROLE_EXAMPLES
from mapapp.reading.places.facts import NameTable
from mapapp.reading.places.fitting import Arrays, fit, to_arrays
from mapapp.reading.places.fitting_recogniser import ROUNDS as RECOGNISING_ROUNDS
from mapapp.reading.places.fitting_recogniser import (
    examples,
    fit_stage,
    fit_wording,
    out_of_fold,
    words_out_of_fold,
)
from mapapp.reading.places.instances import context_of, grouped, instances
from mapapp.reading.places.lexicon import Lexicon, pack
from mapapp.reading.places.mentions import named_as
from mapapp.reading.places.parameters import RANKING, RECOGNISING
from mapapp.reading.places.preparing import Labels, Prepared, folds, without
from mapapp.reading.places.ranking import DIRECTIONS, ranking_features
from mapapp.reading.places.recognising import second_rows, third_rows
from mapapp.reading.places.resolving import first_shares
from mapapp.reading.places.role_features import role_features
from mapapp.reading.places.roles import TRAINED_ROLES, roles
from mapapp.reading.places.support import Floats
from mapapp.reading.places.surroundings import Named
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.trees import Trees, from_arrays
from mapapp.reading.places.wording import pack_wording

NEAR_KM = 161.0
ROUNDS = {"recognising": RECOGNISING_ROUNDS, "ranking": 300, "roles": 100}
RANKING_SETTINGS: dict[str, Any] = {
    "learning_rate": 0.03,
    "objective": "cross_entropy",
    "monotone_constraints": [*DIRECTIONS],
    "monotone_constraints_method": "intermediate",
}
NEAR_LABEL = 0.3
"""How right a place within 161 km of the gold is, where another row is the gold's own."""
ROLE_SETTINGS: dict[str, Any] = {"learning_rate": 0.08, "num_leaves": 8, "min_child_samples": 8}
OWN_EXAMPLE_WEIGHT = 2.0
LEAST = 0.4
"""Probability from which a candidate is taken: near the best for each corpus when the others teach."""


def believe(docs: Sequence[Prepared], chance: Sequence[npt.NDArray[np.float64]]) -> None:
    """Note the probabilities that the ranker is to work with."""
    for doc, likely in zip(docs, chance, strict=True):
        doc.chance = likely
        doc.context = context_of(doc.names, likely.tolist())


def right_bearers(gold: Sequence[Mapping[str, Any]], rows: Sequence[int], gazetteer: Gazetteer) -> Labels:
    """How right each row is for what most of the mentions mean: 1 for the gold's own entry, less for one near it.

    Less, so that the town is told from the province that bears its name; where no row is the gold's own, near is right.
    """
    same = np.array([[gazetteer.columns.geonames[row] == each.get("geonameid") for each in gold] for row in rows])
    close = np.array([np.mean([near(each, row, gazetteer) for each in gold]) > 0.5 for row in rows])
    if not same.any():
        return close.astype(float)
    return np.where(same.mean(axis=1) >= 0.5, 1.0, NEAR_LABEL * close)


def near(gold: Mapping[str, Any], row: int, gazetteer: Gazetteer) -> bool:
    """Whether a row of the gazetteer is within 161 km of the gold's place."""
    columns = gazetteer.columns
    here = Coordinates(float(columns.latitude[row]), float(columns.longitude[row]))
    return here.distance_km(Coordinates(gold["lat"], gold["lon"])) <= NEAR_KM


def ranking_rows(
    docs: Sequence[Prepared], shares: Sequence[Mapping[int, Floats]], table: NameTable, gazetteer: Gazetteer
) -> tuple[Floats, Labels]:
    """Rows and labels of the bearers of gold mentions; names without a right or a wrong bearer teach nothing."""
    rows, labels = [], []
    for doc, known in zip(docs, shares, strict=True):
        gold = doc.gold
        wanted = grouped(instances(doc.split, doc.names, list(gold), table))
        measured = ranking_features([(i, [run[0] for run in runs]) for i, runs in wanted], doc.context, table, known)
        at = 0
        for instance, runs in wanted:
            bearers = table[instance.name_id].rows.tolist()
            part, at = measured[at : at + len(bearers)], at + len(bearers)
            right = right_bearers([gold[run] for run in runs], bearers, gazetteer)
            if right.any() and len(bearers) > 1:
                rows.append(part)
                labels.append(right)
    return np.concatenate(rows), np.concatenate(labels)


def fit_ranking(
    docs: Sequence[Prepared], known: Sequence[Mapping[int, Floats]], table: NameTable, gazetteer: Gazetteer
) -> tuple[Any, Trees]:
    """Trees of one pass; `known` is what the pass before it found the names of each document to mean."""
    rows, labels = ranking_rows(docs, known, table, gazetteer)
    return fit(rows, labels, ROUNDS["ranking"], **RANKING_SETTINGS)


def shares_out_of_fold(docs: Sequence[Prepared], table: NameTable, gazetteer: Gazetteer) -> list[dict[int, Floats]]:
    """What the names of each document mean by first passes that have not seen it."""
    known: dict[int, dict[int, Floats]] = {}
    for part in folds([doc.key for doc in docs], 3, seed=5):
        rest = [docs[i] for i in without(len(docs), part)]
        trees = fit_ranking(rest, [{} for _ in rest], table, gazetteer)[1]
        known |= {i: first_shares(docs[i].context, table, trees) for i in part}
    return [known[i] for i in range(len(docs))]


def with_accord(
    docs: Sequence[Prepared], rows: Sequence[Floats], shares: Sequence[Mapping[int, Floats]], table: NameTable
) -> list[Floats]:
    """The features of the third stage, from those of the second."""
    return [
        third_rows(doc.names, row, doc.context, share, table)
        for doc, row, share in zip(docs, rows, shares, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class RoleText:
    """A text with mentions of known role."""

    split: Tokens
    mentions: tuple[Named, ...]
    roles: tuple[Role, ...]
    weight: float
    own: Prepared | None = None
    """The document, where it is a sentence of our own, which teaches what a mention is as well."""


def describe(doc: Prepared, run: Run, table: NameTable) -> Named:
    """A mention whose place is the likeliest of its name."""
    name_id = doc.names[run]
    return Named(run, False, -1, False) if name_id is None else named_as(run, table[name_id], 0)


def role_texts(docs: Sequence[Prepared], gazetteer: Gazetteer, table: NameTable, words: Lexicon) -> list[RoleText]:
    """Texts of the corpus with usage types, and sentences of our own."""
    result = []
    for doc in docs:
        gold = {run: Role(ROLE_OF_USAGE[t["type"]]) for run, t in doc.gold.items() if t.get("type") in ROLE_OF_USAGE}
        named = tuple(describe(doc, run, table) for run in gold)
        result.append(RoleText(doc.split, named, tuple(gold.values()), 1.0))
    for file in (ROLE_EXAMPLES, NAME_EXAMPLES):
        for one in examples(file, gazetteer, table, words):
            named = tuple(describe(one.doc, run, table) for run in one.roles)
            result.append(RoleText(one.doc.split, named, tuple(one.roles.values()), OWN_EXAMPLE_WEIGHT, one.doc))
    return [text for text in result if text.mentions or text.own]


def fit_roles(texts: Sequence[RoleText]) -> Arrays:
    """The arrays of the trees for each role against the rest."""
    texts = [text for text in texts if text.mentions]
    rows = np.concatenate([role_features(text.split, text.mentions) for text in texts])
    weights = np.concatenate([np.full(len(text.mentions), text.weight) for text in texts])
    said = [role for text in texts for role in text.roles]
    arrays: Arrays = {}
    for role in TRAINED_ROLES:
        labels = np.array([one is role for one in said], float)
        arrays |= to_arrays(fit(rows, labels, ROUNDS["roles"], weights, **ROLE_SETTINGS)[0], f"role_{role.value}")
    return arrays


def role_accuracy(texts: Sequence[RoleText]) -> dict[str, Any]:
    """Share of right roles over five folds of texts, for the corpus and for our own sentences."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for part in folds([str(number) for number in range(len(texts))], 5, seed=1):
        arrays = fit_roles([texts[i] for i in without(len(texts), part)])
        trees = from_arrays(arrays, *(f"role_{role.value}" for role in TRAINED_ROLES))
        for text in (texts[i] for i in part if texts[i].mentions):
            source = "corpus" if text.weight == 1.0 else "own sentences"
            said = roles(text.split, text.mentions, trees)
            asked[source] += len(said)
            right[source] += sum(a is b for a, b in zip(said, text.roles, strict=True))
    return {source: round(100 * right[source] / asked[source], 1) for source in sorted(asked)}


def fit_all(corpora: Sequence[Prepared], texts: Sequence[RoleText], table: NameTable, gazetteer: Gazetteer) -> Arrays:
    """The arrays of all trees. Our own sentences teach what a mention is; they do not say where its place lies."""
    docs = [*corpora, *(text.own for text in texts if text.own is not None and text.own.names)]
    rows = [doc.rows for doc in docs]
    first = out_of_fold(docs, rows)
    rows_2 = [
        second_rows(doc.split, doc.names, doc.rows, chance, said, table)
        for doc, chance, said in zip(docs, first, words_out_of_fold(docs, first), strict=True)
    ]
    second = out_of_fold(docs, rows_2)
    believe(docs, second)
    shares = shares_out_of_fold(docs, table, gazetteer)
    rows_3 = with_accord(docs, rows_2, shares, table)
    models = {name: fit_stage(docs, each) for name, each in zip(RECOGNISING, (rows, rows_2, rows_3), strict=True)}
    models[RANKING[0]] = fit_ranking(docs, [{} for _ in docs], table, gazetteer)
    believe(docs, out_of_fold(docs, rows_3))
    models[RANKING[1]] = fit_ranking(docs, shares, table, gazetteer)
    arrays: Arrays = {"least": np.array(LEAST), "calibration": np.array([1.0, 0.5, 0.0])}
    arrays |= fit_roles(texts) | pack_wording(fit_wording(docs, first))
    for name, (model, _) in models.items():
        arrays |= to_arrays(model, name)
    return arrays


def lexicon_arrays(words: Lexicon) -> Arrays:
    """The arrays of the word tables."""
    arrays: Arrays = {}
    for name in ("lower", "upper", "given", "family"):
        arrays[f"{name}_words"], arrays[f"{name}_steps"] = pack(getattr(words, name))
    return arrays
