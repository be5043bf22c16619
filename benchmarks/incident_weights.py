"""Fits mapapp/incidents/weights.toml: what each piece of evidence for one happening is worth.

`benchmarks/incident_weights.py ukraine_war_news.jsonl > mapapp/incidents/weights.toml`. Logistic regression on pairs of
reports that candidates finds, with and without the days of the articles. Pairs of the development half of
war_incidents.jsonl teach what is one happening; a pair of one of these with a report that is in no group is taken for
another happening, but weighs little, since groups may lack a report. The least that a scene or figure in common is
worth is ours: the corpus has few strikes on towns, where they decide.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from incidents import MARKS, half, marked, read
from scipy.optimize import minimize

from mapapp.evaluation import documents_of
from mapapp.incidents import Report, report_of
from mapapp.incidents.candidates import candidates
from mapapp.incidents.columns import columns_of
from mapapp.incidents.evidence import NAMES, Figures, measured, possible
from mapapp.incidents.tokens import tokens_of

Floats = npt.NDArray[np.float64]

UNMARKED = 0.06
"""Weight of a pair of which only one report is marked."""
PENALTY = 0.5
AGAINST = {"other_figure", "published_apart", "one_unplaced", "within"}
"""Evidence that never speaks for one happening; all other never speaks against, but for what EITHER has."""
EITHER = {"same_article"}
AT_LEAST = {"same_spot": 0.8, "figure": 1.0}
LEAST = -0.5
"""Logarithm of the odds from which reports go together: where F1 of the development half is best."""


def examples(reports: Sequence[Report], gold: Mapping[str, int]) -> tuple[Floats, npt.NDArray[np.bool_], Floats]:
    """Evidence of pairs, whether they are one happening, and what each weighs."""
    columns = columns_of(reports, tokens_of(report.sentence for report in reports))
    pairs = possible(columns, candidates(columns))
    group = np.array([gold.get(report.event, 0) for report in reports])
    mine = np.array([bool(each) and half(each) == 0 for each in group.tolist()])
    one, other = pairs.T
    both = mine[one] & mine[other]
    single = (mine[one] & (group[other] == 0)) | (mine[other] & (group[one] == 0))
    is_one = both & (group[one] == group[other])
    size = Counter(gold.values())
    # A large group has many pairs, but is one happening.
    large = np.array([max(1, size[each] - 1) ** -0.5 for each in group[one].tolist()])
    weight = np.where(single, UNMARKED, np.where(is_one, large, 1.0))
    used = both | single
    evidence = measured(columns, pairs[used], Figures(reports).compared(pairs[used])).astype(np.float64)
    return evidence, is_one[used], weight[used]


def fitted(evidence: Floats, is_one: npt.NDArray[np.bool_], weight: Floats) -> Floats:
    """A weight for each of NAMES, and the bias."""
    rows = np.hstack([evidence, np.ones((len(evidence), 1))])
    sign = np.where(is_one, 1, -1)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (rows @ weights)
        penalised = np.append(weights[:-1], 0)
        slope = -(rows * (weight * sign / (1 + np.exp(margin)))[:, None]).sum(axis=0) + 2 * PENALTY * penalised
        return float((weight * np.logaddexp(0, -margin)).sum() + PENALTY * (penalised**2).sum()), slope

    bounds = [
        (None, 0.0) if name in AGAINST else (None, None) if name in EITHER else (AT_LEAST.get(name, 0.0), None)
        for name in NAMES
    ]
    start = np.zeros(rows.shape[1])
    weights: Floats = minimize(loss, start, jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B").x
    return weights


def main() -> None:
    parts = []
    for dated in (False, True):
        readings = read(Path(sys.argv[1]), dated=dated)
        gold = marked(documents_of(MARKS), readings)
        found = [
            report_of(event, reading.article.text, reading.published)
            for reading in readings.values()
            for event in reading.events
        ]
        parts.append(examples(sorted(found, key=lambda report: report.event), gold))
    weights = fitted(*(np.concatenate(each) for each in zip(*parts, strict=True)))
    print("# What each piece of evidence is worth (natural logarithm of odds): benchmarks/incident_weights.py fits it.")
    print(f"bias = {weights[-1]:.2f}\nleast = {LEAST}\n\n[weight]")
    print("\n".join(f"{name} = {weight:.2f}" for name, weight in zip(NAMES, weights[:-1], strict=True)))


if __name__ == "__main__":
    main()
