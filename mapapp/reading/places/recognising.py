"""Which candidates are place names: trees over the candidates, three times.

The second time with what the first one thought of the rest of the article and what the single words around a
candidate say (`wording`), the third time with the places that the
names probably mean (`accord`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.accord import ACCORD, ENOUGH_OTHERS, accord
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.facts import NAME_FACTS, NameTable
from mapapp.reading.places.features import FEATURES
from mapapp.reading.places.instances import Context
from mapapp.reading.places.support import Floats, Shares
from mapapp.reading.places.tokens import Tokens

Chances = npt.NDArray[np.float64]

EVIDENCE = (
    "first_score", "same_mean", "same_max", "same_others", "overlap_max", "inside_max", "around_max", "before_near",
    "after_near", "article_mean", "joined_before", "joined_after",
)  # fmt: skip
COMPANY = ("country_others", "country_share", "admin1_others", "admin1_share")
FAMOUS = tuple(NAME_FACTS.index(fact) for fact in ("admin1", "country", "capital"))
FAMOUS_SHARE = 0.5
"""What counts at least as named beside a country, a first-order unit or a capital: a report has those from anywhere."""
SECOND_FEATURES = (*FEATURES, *EVIDENCE, *COMPANY, "wording")
THIRD_FEATURES = (*SECOND_FEATURES, *ACCORD)
NEAR_TOKENS = 6


def second_rows(
    tokens: Tokens, found: Mapping[Run, int | None], rows: Floats, first: Chances, said: Floats, table: NameTable
) -> Floats:
    """(n, len(SECOND_FEATURES)): what the second stage looks at, given what the first one thought and the words say."""
    others = company(list(found.values()), first, table)
    return np.hstack([rows, evidence(tokens, list(found), first), others, said[:, None]])


def third_rows(
    found: Mapping[Run, int | None], rows: Floats, context: Context, shares: Shares, table: NameTable
) -> Floats:
    """(n, len(THIRD_FEATURES)): `rows` of the second stage with what the first ranking says of the names."""
    return np.hstack([rows, accord(list(found.values()), context, shares, table)])


def evidence(tokens: Tokens, runs: Sequence[Run], first: Chances) -> Floats:
    """(n, len(EVIDENCE)): what the first stage thought of a candidate's namesakes, rivals and neighbours."""
    clipped = np.clip(first, 1e-4, 1 - 1e-4)
    chance = first.tolist()
    names = [" ".join(tokens.keys[i:j]) for i, j in runs]
    totals: dict[str, tuple[int, float, float]] = {}
    for name, value in zip(names, chance, strict=True):
        count, total, most = totals.get(name, (0, 0.0, 0.0))
        totals[name] = count + 1, total + value, max(most, value)
    best = best_at(len(tokens), runs, chance)
    rivals = overlaps(runs, chance)
    mean = float(first.mean()) if len(first) else 0.0
    rows = []
    for (i, j), name, value, (overlap, inside, around) in zip(runs, names, chance, rivals, strict=True):
        count, total, most = totals[name]
        others = (total - value) / (count - 1) if count > 1 else -1.0
        before, after = max(best[max(0, i - NEAR_TOKENS) : i], default=0.0), max(best[j : j + NEAR_TOKENS], default=0.0)
        joined_before = best[i - 2] if i > 1 and tokens.keys[i - 1] in (",", "and") else 0.0
        joined_after = best[j + 1] if j + 1 < len(best) and tokens.keys[j] in (",", "and") else 0.0
        rows.append(
            (total / count, most, others, overlap, inside, around, before, after, mean, joined_before, joined_after)
        )
    result = np.empty((len(runs), len(EVIDENCE)), np.float32)
    result[:, 0] = np.log(clipped / (1 - clipped))
    result[:, 1:] = np.array(rows, np.float32).reshape(len(runs), len(EVIDENCE) - 1)
    return result


def company(names: Sequence[int | None], first: Chances, table: NameTable) -> Floats:
    """(n, len(COMPANY)): how many other names of the article have a place in a country or province of this one's.

    The best of its places counts. A hamlet of Queensland in a report from Ohio is a word or a person; in a text that
    names nothing else, nothing speaks against it, and countries, provinces and capitals need no company.
    """
    result = np.zeros((len(names), len(COMPANY)), np.float32)
    weight: dict[int, float] = {}
    for name, chance in zip(names, first.tolist(), strict=True):
        if name is not None:
            weight[name] = max(chance, weight.get(name, 0.0))
    if not weight:
        return result
    facts = [table[name] for name in weight]
    sizes = np.array([len(fact.rows) for fact in facts])
    owner, begins = np.repeat(np.arange(len(facts)), sizes), np.cumsum(sizes) - sizes
    chance = np.array(list(weight.values()))
    share = np.concatenate([fact.prior for fact in facts]) * chance[owner]
    rest = chance.sum() - chance
    lacking = np.maximum(ENOUGH_OTHERS - rest, 0.0)
    floor = np.array([FAMOUS_SHARE * any(fact.name[at] for at in FAMOUS) for fact in facts])
    columns: list[npt.NDArray[np.float64]] = []
    for codes in ([fact.country for fact in facts], [fact.admin1 for fact in facts]):
        others = np.maximum.reduceat(with_others(np.concatenate(codes), owner, share), begins)
        shared = (others + lacking) / (rest + lacking)
        columns += [np.log1p(np.maximum(others + lacking, 2 * floor)), np.maximum(shared, floor)]
    at = {name: number for number, name in enumerate(weight)}
    known = [i for i, name in enumerate(names) if name is not None]
    result[known] = np.column_stack(columns)[[at[name] for name in names if name is not None]]
    return result


def with_others(
    codes: npt.NDArray[np.int32], owner: npt.NDArray[np.int64], share: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """For each place the shares of other names' places with its code; 0 where it has none."""
    _, own = np.unique(owner * (codes.max() + 1) + codes, return_inverse=True)
    others = np.bincount(codes, share)[codes] - np.bincount(own, share)[own]
    return np.where(codes > 0, np.maximum(others, 0.0), 0.0)


def best_at(length: int, runs: Sequence[Run], chance: Sequence[float]) -> list[float]:
    """For each token the highest probability of a candidate over it."""
    best = [0.0] * length
    for (i, j), value in zip(runs, chance, strict=True):
        for at in range(i, j):
            best[at] = max(best[at], value)
    return best


def overlaps(runs: Sequence[Run], chance: Sequence[float]) -> list[tuple[float, float, float]]:
    """For each run the highest probability among those that overlap it, lie inside it, and contain it.

    Runs come in order; only those that begin shortly before can reach over, so the work is linear.
    """
    result = [[0.0, 0.0, 0.0] for _ in runs]
    for a, (i, j) in enumerate(runs):
        for b in range(a + 1, len(runs)):
            k, m = runs[b]
            if k >= j:
                break
            note(result[a], chance[b], inside=i <= k and m <= j, around=k <= i and j <= m)
            note(result[b], chance[a], inside=k <= i and j <= m, around=i <= k and m <= j)
    return [(overlap, inside, around) for overlap, inside, around in result]


def note(best: list[float], value: float, *, inside: bool, around: bool) -> None:
    """Keep the higher value for each relation that holds."""
    best[0] = max(best[0], value)
    if inside:
        best[1] = max(best[1], value)
    if around:
        best[2] = max(best[2], value)


def choose(runs: Sequence[Run], chance: Sequence[float], least: float) -> list[int]:
    """Positions of the runs that are taken: the likeliest first, none over another; in order of the text."""
    taken: set[int] = set()
    chosen = []
    for at in sorted(range(len(runs)), key=lambda at: (-chance[at], runs[at])):
        if chance[at] < least:
            break
        i, j = runs[at]
        if taken.isdisjoint(range(i, j)):
            taken.update(range(i, j))
            chosen.append(at)
    return sorted(chosen)
