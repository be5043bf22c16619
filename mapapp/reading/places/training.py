"""Train the recogniser, the ranker and the roles on annotated corpora, and say how good they are.

    python -m mapapp.reading.places.training CORPORA

`CORPORA` is a folder with lgl.jsonl, trnews.jsonl and geowebnews_dev.jsonl (places) and any other .jsonl whose `text`
tells how words are written. Each of the three is left out in turn; then all three together give `parameters.npz` and
the card `card.json` beside this module. The same input gives the same files.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gazetteer import Gazetteer, open_gazetteer
from gazetteer.place import Coordinates
from mapapp.evaluation.places import ROLE_OF_USAGE, is_right
from mapapp.evaluation.places import places as figures_of
from mapapp.model import PlaceMention, Role
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.corpora import Document, article, documents, lexicon, role_examples
from mapapp.reading.places.facts import COUNTRY, PLACE_FACTS, NameTable, name_table
from mapapp.reading.places.features import FEATURES
from mapapp.reading.places.fitting import Arrays, fit, to_arrays
from mapapp.reading.places.instances import Context, context_of, grouped, instances, with_context
from mapapp.reading.places.lexicon import Lexicon, pack
from mapapp.reading.places.mentions import Measured, find, measure, with_phrases, write
from mapapp.reading.places.parameters import FILE, RANKING, RECOGNISING, Parameters, from_file
from mapapp.reading.places.ranking import RANKING_FEATURES, Floats, ranking_features
from mapapp.reading.places.recognising import SECOND_FEATURES, evidence
from mapapp.reading.places.resolving import name_shares, split_shares
from mapapp.reading.places.roles import ROLE_FEATURES, TRAINED_ROLES, Named, role_features, roles
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.trees import Trees, probability
from mapapp.reading.sentences import sentences

CORPORA = ("lgl", "trnews", "geowebnews_dev")
ROLE_CORPUS = "geowebnews_dev"
NEAR_KM = 161.0
ROUNDS = {"recognising": 150, "ranking": 150, "roles": 100}
RANKING_SETTINGS: dict[str, Any] = {"learning_rate": 0.06}
ROLE_SETTINGS: dict[str, Any] = {"learning_rate": 0.08, "num_leaves": 8, "min_child_samples": 8}
OWN_EXAMPLE_WEIGHT = 2.0
LEAST = 0.43
"""Probability from which a candidate is taken; the first experiment's value, not tuned again since."""

Labels = npt.NDArray[np.float64]


@dataclass(slots=True)
class Prepared:
    """A document with its candidates, and what training finds out about them."""

    document: Document
    measured: Measured
    labels: Labels
    """1 where a candidate is a gold mention."""
    chance: npt.NDArray[np.float64]
    context: Context

    @property
    def split(self) -> Tokens:
        return self.measured.split

    @property
    def names(self) -> dict[Run, int | None]:
        return self.measured.names

    @property
    def rows(self) -> Floats:
        return self.measured.rows

    @property
    def gold(self) -> dict[Run, Mapping[str, Any]]:
        """The gold toponym of each candidate that is one."""
        spans = ((run, self.split.span(run)) for run in self.names)
        annotated = self.document["gold"]
        return {run: annotated[s.start, s.end] for run, s in spans if (s.start, s.end) in annotated}


def prepare(document: Document, gazetteer: Gazetteer, table: NameTable, words: Lexicon) -> Prepared:
    """Split a document and measure its candidates."""
    read = article(document)
    measured = measure(read, sentences(read), gazetteer, table, words)
    none = np.zeros(len(measured.names))
    prepared = Prepared(document, measured, none, none, context_of(measured.names, none.tolist()))
    gold = prepared.gold
    prepared.labels = np.array([run in gold for run in measured.names], float)
    return prepared


def folds(count: int, number: int, seed: int) -> list[list[int]]:
    """Split 0 to count into parts by chance, the same on every run."""
    order = np.random.RandomState(seed).permutation(count)
    return [sorted(order[part::number].tolist()) for part in range(number)]


def without(count: int, part: Sequence[int]) -> list[int]:
    """The rest of a fold."""
    return sorted(set(range(count)) - set(part))


def out_of_fold(docs: Sequence[Prepared], rows: Sequence[Floats]) -> list[npt.NDArray[np.float64]]:
    """The probability of each candidate by trees that have not seen its document."""
    result: dict[int, npt.NDArray[np.float64]] = {}
    for part in folds(len(docs), 5, seed=3):
        rest = without(len(docs), part)
        trees = fit_recognising([docs[i] for i in rest], [rows[i] for i in rest])[1]
        result |= {i: probability(trees.scores(rows[i])) for i in part}
    return [result[i] for i in range(len(docs))]


def fit_recognising(docs: Sequence[Prepared], rows: Sequence[Floats]) -> tuple[Any, Trees]:
    """Trees that tell place names from other candidates."""
    labels = np.concatenate([doc.labels for doc in docs])
    return fit(np.concatenate(list(rows)), labels, ROUNDS["recognising"])


def with_evidence(docs: Sequence[Prepared], first: Sequence[npt.NDArray[np.float64]]) -> list[Floats]:
    """The features of the second stage."""
    return [
        np.hstack([doc.rows, evidence(doc.split, list(doc.names), chance)])
        for doc, chance in zip(docs, first, strict=True)
    ]


def believe(docs: Sequence[Prepared], chance: Sequence[npt.NDArray[np.float64]]) -> None:
    """Note the probabilities that the ranker is to work with."""
    for doc, likely in zip(docs, chance, strict=True):
        doc.chance = likely
        doc.context = context_of(doc.names, likely.tolist())


def right_bearers(
    gold: Sequence[Mapping[str, Any]], rows: Sequence[int], gazetteer: Gazetteer
) -> npt.NDArray[np.bool_]:
    """Which rows are what most of the mentions mean: the gold's own entry, or where it is not listed those near it.

    Near ones count only then, so that the town is told from the province that bears its name.
    """
    same = np.array([[gazetteer.columns.geonames[row] == each.get("geonameid") for each in gold] for row in rows])
    if same.any():
        return np.asarray(same.mean(axis=1) >= 0.5)
    return np.array([np.mean([near(each, row, gazetteer) for each in gold]) > 0.5 for row in rows])


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
                labels.append(right.astype(float))
    return np.concatenate(rows), np.concatenate(labels)


def first_shares(docs: Sequence[Prepared], trees: Trees, table: NameTable) -> list[dict[int, Floats]]:
    """What the first pass finds each name of the context to mean."""
    result = []
    for doc in docs:
        wanted = with_context({}, doc.context)
        scores = trees.scores(ranking_features(wanted, doc.context, table, {}))
        result.append(name_shares(wanted, list(split_shares(scores, wanted, table))))
    return result


def fit_ranking(docs: Sequence[Prepared], table: NameTable, gazetteer: Gazetteer) -> list[tuple[Any, Trees]]:
    """Trees of both passes; the second learns from first passes that have not seen its document."""
    settings = {"rounds": ROUNDS["ranking"], **RANKING_SETTINGS}
    nothing: list[dict[int, Floats]] = [{} for _ in docs]
    known: dict[int, dict[int, Floats]] = {}
    for part in folds(len(docs), 3, seed=5):
        rest = [docs[i] for i in without(len(docs), part)]
        trees = fit(*ranking_rows(rest, nothing[: len(rest)], table, gazetteer), **settings)[1]
        known |= dict(zip(part, first_shares([docs[i] for i in part], trees, table), strict=True))
    first = fit(*ranking_rows(docs, nothing, table, gazetteer), **settings)
    return [first, fit(*ranking_rows(docs, [known[i] for i in range(len(docs))], table, gazetteer), **settings)]


@dataclass(frozen=True, slots=True)
class RoleText:
    """A text with mentions of known role."""

    split: Tokens
    mentions: tuple[Named, ...]
    roles: tuple[Role, ...]
    weight: float


def describe(doc: Prepared, run: Run, table: NameTable) -> Named:
    """A mention whose place is the likeliest of its name."""
    name_id = doc.names[run]
    if name_id is None:
        return Named(run, False, -1, False)
    facts = table[name_id]
    capital = facts.kinds[0] == COUNTRY or facts.places[0, PLACE_FACTS.index("is_capital")]
    return Named(run, facts.adjective, int(facts.kinds[0]), bool(capital))


def role_texts(docs: Sequence[Prepared], gazetteer: Gazetteer, table: NameTable, words: Lexicon) -> list[RoleText]:
    """Texts of the corpus with usage types, and sentences of our own."""
    result = []
    for doc in docs:
        gold = {run: Role(ROLE_OF_USAGE[t["type"]]) for run, t in doc.gold.items() if t.get("type") in ROLE_OF_USAGE}
        named = tuple(describe(doc, run, table) for run in gold)
        result.append(RoleText(doc.split, named, tuple(gold.values()), 1.0))
    for document, tagged in role_examples():
        doc = prepare(document, gazetteer, table, words)
        ends = {run: tagged.get(doc.split.span(run).end) for run, name in doc.names.items() if name is not None}
        longest: dict[int, Run] = {}
        for run, role in ends.items():
            if role is not None:
                longest.setdefault(run[1], run)
        runs = sorted(longest.values())
        said = tuple(role for run in runs if (role := ends[run]) is not None)
        result.append(RoleText(doc.split, tuple(describe(doc, r, table) for r in runs), said, OWN_EXAMPLE_WEIGHT))
    return [text for text in result if text.mentions]


def fit_roles(texts: Sequence[RoleText]) -> dict[Role, tuple[Any, Trees]]:
    """Trees for each role against the rest."""
    rows = np.concatenate([role_features(text.split, text.mentions) for text in texts])
    weights = np.concatenate([np.full(len(text.mentions), text.weight) for text in texts])
    said = [role for text in texts for role in text.roles]
    return {
        role: fit(rows, np.array([one is role for one in said], float), ROUNDS["roles"], weights, **ROLE_SETTINGS)
        for role in TRAINED_ROLES
    }


def role_accuracy(texts: Sequence[RoleText]) -> dict[str, Any]:
    """Share of right roles over five folds of texts, for the corpus and for our own sentences."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for part in folds(len(texts), 5, seed=1):
        trees = {role: pair[1] for role, pair in fit_roles([texts[i] for i in without(len(texts), part)]).items()}
        for text in (texts[i] for i in part):
            source = "corpus" if text.weight == 1.0 else "own sentences"
            said = roles(text.split, text.mentions, trees)
            asked[source] += len(said)
            right[source] += sum(a is b for a, b in zip(said, text.roles, strict=True))
    return {source: round(100 * right[source] / asked[source], 1) for source in sorted(asked)}


def fit_all(docs: Sequence[Prepared], texts: Sequence[RoleText], table: NameTable, gazetteer: Gazetteer) -> Arrays:
    """The arrays of all trees."""
    rows = [doc.rows for doc in docs]
    first = out_of_fold(docs, rows)
    second_rows = with_evidence(docs, first)
    second = out_of_fold(docs, second_rows)
    models = {
        RECOGNISING[0]: fit_recognising(docs, rows),
        RECOGNISING[1]: fit_recognising(docs, second_rows),
    }
    believe(docs, second)
    models |= dict(zip(RANKING, fit_ranking(docs, table, gazetteer), strict=True))
    models |= {f"role_{role.value}": pair for role, pair in fit_roles(texts).items()}
    arrays: Arrays = {"least": np.array(LEAST), "calibration": np.array([1.0, 0.5, 0.0])}
    for name, (model, _) in models.items():
        arrays |= to_arrays(model, name)
    return arrays


def lexicon_arrays(words: Lexicon) -> Arrays:
    """The arrays of the word tables."""
    arrays: Arrays = {}
    for name in ("lower", "upper", "given", "family"):
        arrays[f"{name}_words"], arrays[f"{name}_steps"] = pack(getattr(words, name))
    return arrays


def read_left_out(
    docs: Sequence[Prepared], gazetteer: Gazetteer, table: NameTable, model: Parameters
) -> tuple[dict[str, dict[str, Any]], list[tuple[float, float, bool]]]:
    """Readings as `mapapp extract` writes them, and (chance, share, right) of each mention with a place."""
    readings, outcomes = {}, []
    for doc in docs:
        found = find(doc.measured, table, model)
        mentions = write(doc.split, found, table, model)
        for one, mention in zip(found, mentions, strict=True):
            if mention.place is not None and one.shares is not None:
                outcomes.append((one.chance, float(one.shares.max()), is_gold(doc, mention)))
        whole = with_phrases(doc.measured, found, mentions, gazetteer)
        readings[str(doc.document["id"])] = {"places": [record(m) for m in whole if m.place is not None]}
    return readings, outcomes


def record(mention: PlaceMention) -> dict[str, Any]:
    """What the evaluation looks at."""
    said: dict[str, Any] = {"start": mention.span.start, "end": mention.span.end, "role": mention.role.value}
    if mention.place is not None:
        point = mention.place.coordinates
        said["place"] = {"id": mention.place.id, "lat": point.latitude, "lon": point.longitude}
    return said


def is_gold(doc: Prepared, mention: PlaceMention) -> bool:
    """Whether span and place of a mention are the annotators'."""
    gold = doc.document["gold"].get((mention.span.start, mention.span.end))
    return gold is not None and is_right(gold, record(mention))


def calibrate(outcomes: Sequence[tuple[float, float, bool]]) -> npt.NDArray[np.float64]:
    """Platt's method with two scores: weights of both log odds and 1 (logistic regression)."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    shares = np.clip(np.array([(chance, share) for chance, share, _ in outcomes]), 1e-3, 1 - 1e-3)
    model = LogisticRegression(C=100.0).fit(np.log(shares / (1 - shares)), [right for *_, right in outcomes])
    return np.array([*model.coef_[0], model.intercept_[0]])


def reliability(outcomes: Sequence[tuple[float, float, bool]], weights: npt.NDArray[np.float64]) -> list[list[float]]:
    """By tenth of confidence: mean confidence, share right, mentions."""
    shares = np.clip(np.array([(chance, share) for chance, share, _ in outcomes]), 1e-3, 1 - 1e-3)
    said = probability(np.hstack([np.log(shares / (1 - shares)), np.ones((len(shares), 1))]) @ weights)
    right = np.array([right for *_, right in outcomes])
    tenths = [np.flatnonzero((said * 10).astype(int).clip(0, 9) == tenth) for tenth in range(10)]
    return [[round(float(said[t].mean()), 3), round(float(right[t].mean()), 3), len(t)] for t in tenths if len(t)]


def main() -> None:
    """Cross-validate by corpus, then fit on everything and write the parameters and the card."""
    parser = argparse.ArgumentParser(description="Train the reading of places.")
    parser.add_argument(
        "corpora", type=Path, help="folder with lgl.jsonl, trnews.jsonl, geowebnews_dev.jsonl and others"
    )
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).parent, help="where parameters and card are written"
    )
    options = parser.parse_args()
    train(options.corpora, options.output, open_gazetteer(), print)


def train(folder: Path, output: Path, gazetteer: Gazetteer, say: Callable[[str], None]) -> None:
    """The whole training; writes `parameters.npz` and `card.json` into `output`."""
    table = name_table(gazetteer)
    gold = {name: list(documents(folder / f"{name}.jsonl")) for name in CORPORA}
    figures: dict[str, Any] = {}
    outcomes: list[tuple[float, float, bool]] = []
    for left_out in CORPORA:
        words = lexicon(folder, left_out)
        prepared = {name: [prepare(doc, gazetteer, table, words) for doc in gold[name]] for name in CORPORA}
        taught = [doc for name in CORPORA if name != left_out for doc in prepared[name]]
        texts = role_texts(prepared[ROLE_CORPUS] if left_out != ROLE_CORPUS else [], gazetteer, table, words)
        model = from_file(fit_all(taught, texts, table, gazetteer) | lexicon_arrays(words))
        readings, seen = read_left_out(prepared[left_out], gazetteer, table, model)
        figures[left_out] = figures_of(gold_records(gold[left_out]), readings)
        outcomes += seen
        say(f"{left_out} left out: {json.dumps(figures[left_out])}")
    words = lexicon(folder)
    docs = [prepare(doc, gazetteer, table, words) for name in CORPORA for doc in gold[name]]
    texts = role_texts(docs[-len(gold[ROLE_CORPUS]) :], gazetteer, table, words)
    arrays = fit_all(docs, texts, table, gazetteer) | lexicon_arrays(words)
    arrays["calibration"] = calibrate(outcomes)
    save: Any = np.savez_compressed
    save(output / FILE, **arrays)
    card = {
        "data": {name: len(gold[name]) for name in CORPORA},
        "gazetteer": gazetteer.version,
        "left_out": figures,
        "roles_cross_validated": role_accuracy(texts),
        "reliability": reliability(outcomes, arrays["calibration"]),
        "features": {
            "recognising": [*FEATURES],
            "recognising_2": [*SECOND_FEATURES[len(FEATURES) :]],
            "ranking": [*RANKING_FEATURES],
            "roles": [*ROLE_FEATURES],
        },
        "rounds": ROUNDS,
    }
    (output / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    say(f"roles, five folds: {card['roles_cross_validated']}; written to {output}")


def gold_records(docs: Sequence[Document]) -> list[dict[str, Any]]:
    """Documents as the evaluation expects them: the id as text."""
    return [{**doc, "id": str(doc["id"])} for doc in docs]


if __name__ == "__main__":
    main()
