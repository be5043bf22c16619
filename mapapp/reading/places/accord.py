"""Whether the likeliest place of a name goes with those of the other names of the article.

What the first ranking makes of the names is evidence on whether they are names of places at all: a word whose only
bearer is a hamlet far from everything else that is told of is a person or a thing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mapapp.reading.places.facts import PLACE_FACTS, NameTable
from mapapp.reading.places.instances import Context
from mapapp.reading.places.support import COS_161, Floats, Shares, log_km

ACCORD = (
    "likeliest_share", "likeliest_lead", "likeliest_kind", "likeliest_population", "likeliest_prior",
    "likeliest_uncounted", "others_nearest_log_km", "others_within_161", "others_in_admin1", "others_in_country",
    "share_within_161", "share_in_admin1", "share_in_country",
)  # fmt: skip
UNKNOWN = -1.0
"""Every feature of what has no place or no fair chance to be one."""
SURE_WEIGHT = 0.4
"""Chance of a name times share of its likeliest place from which it is something to be near to."""
NOTHING_NEAR = math.log1p(161.0)
"""Logarithm of km where nothing sure is named: neither near nor far."""
ENOUGH_OTHERS = 1.0
"""Weight of other names from which they tell; what a text lacks of it speaks for each name."""
POPULATION, PRIOR, UNCOUNTED = (PLACE_FACTS.index(name) for name in ("population", "prior", "is_uncounted"))


def accord(names: Sequence[int | None], context: Context, shares: Shares, table: NameTable) -> Floats:
    """(n, len(ACCORD)): a row a candidate, by the id of its name; `shares` are those of the names of the context."""
    result = np.full((len(names), len(ACCORD)), UNKNOWN, np.float32)
    if not context.names:
        return result
    rows = of_context(context, shares, table)
    place = {name: at for at, name in enumerate(context.names)}
    known = [(at, place[name]) for at, name in enumerate(names) if name is not None and name in place]
    if known:
        at, row = zip(*known, strict=True)
        result[list(at)] = rows[list(row)]
    return result


def of_context(context: Context, shares: Shares, table: NameTable) -> Floats:
    """(names of the context, len(ACCORD))."""
    given = [shares[name] for name in context.names]
    likeliest = [(table[name], int(share.argmax())) for name, share in zip(context.names, given, strict=True)]
    share = np.array([float(one.max()) for one in given], np.float32)
    second = np.array([float(np.partition(one, -2)[-2]) if len(one) > 1 else 0.0 for one in given], np.float32)
    points = np.array([fact.points[at] for fact, at in likeliest])
    places = np.array([fact.places[at] for fact, at in likeliest])
    weight = np.array([context.weight[name] for name in context.names], np.float32) * share
    others = np.repeat(weight[None, :], len(likeliest), axis=0)
    np.fill_diagonal(others, 0.0)
    cosine = points @ points.T
    sums = [(others * (cosine > COS_161)).sum(axis=1)]
    for codes in ([fact.admin1[at] for fact, at in likeliest], [fact.country[at] for fact, at in likeliest]):
        code = np.array(codes)
        sums.append((others * ((code[:, None] == code[None, :]) & (code > 0))).sum(axis=1))
    total = others.sum(axis=1)
    lacking = np.maximum(ENOUGH_OTHERS - total, 0.0)
    sure = others > SURE_WEIGHT
    nearest = np.where(sure.any(axis=1), log_km(np.where(sure, cosine, -1.0).max(axis=1)), NOTHING_NEAR)
    kinds = [fact.kinds[at] for fact, at in likeliest]
    described = (share, share - second, kinds, places[:, POPULATION], places[:, PRIOR], places[:, UNCOUNTED], nearest)
    supported = (
        *(np.log1p(each + lacking) for each in sums),
        *((each + lacking) / (total + lacking) for each in sums),
    )
    return np.column_stack((*described, *supported)).astype(np.float32)
