"""Which place a name means: its bearers ranked with the evidence of the whole article, in two passes.

The first pass weighs the other names by their priors, the second by what the first pass found them to mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.facts import ADMIN1, COUNTRY, DISTRICT, NAME_FACTS, NameFacts, NameTable
from mapapp.reading.places.home import Hearth, home_bonus
from mapapp.reading.places.instances import Context, Instance, Wanted, grouped, with_context
from mapapp.reading.places.ranking import contained, holding, ranking_features
from mapapp.reading.places.support import Floats
from mapapp.reading.places.trees import Trees
from mapapp.reading.places.units import Unit


def split_shares(scores: npt.NDArray[np.float64], wanted: Sequence[Wanted], table: NameTable) -> Iterator[Floats]:
    """The share of each bearer from the scores of the stacked rows, instance by instance."""
    if not len(scores):
        return
    sizes = np.array([len(table[instance.name_id].rows) for instance, _ in wanted])
    begins = np.cumsum(sizes) - sizes
    odds = np.exp(np.clip(scores - np.repeat(np.maximum.reduceat(scores, begins), sizes), -30, 0))
    shares = (odds / np.repeat(np.add.reduceat(odds, begins), sizes)).astype(np.float32)
    yield from np.split(shares, begins[1:])


def name_shares(wanted: Sequence[Wanted], shares: Sequence[Floats]) -> dict[int, Floats]:
    """The shares of each name as context for the others: those of its first instance, one with a qualifier rather."""
    result: dict[int, Floats] = {}
    for (instance, _), share in zip(wanted, shares, strict=True):
        if instance.name_id not in result or instance.qualifier is not None:
            result[instance.name_id] = share
    return result


def joined(parts: Sequence[npt.NDArray[np.floating]]) -> Floats:
    """What speaks for the bearers of each instance, stacked."""
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, np.float32)


LEAST_CONTAINED = 0.9
"""Of `contained`: in the area itself, not only near a town of its name."""
CONTAINER_WEIGHT = 3.0
"""Log odds by which an area that is named behind a place speaks for what lies in it, and the place for the area."""


def container_bonus(wanted: Sequence[Wanted], table: NameTable) -> Floats:
    """What "Paris, Texas" adds to the places named Paris in a Texas, and to the areas named Texas that hold a Paris.

    A rule of language: in reports of many places the corpora teach that neighbours decide, which they do not here.
    """
    named_before: dict[int, list[int]] = {}
    for instance, _ in wanted:
        if instance.qualifier is not None:
            named_before.setdefault(instance.qualifier, []).append(instance.name_id)
    parts = []
    for instance, _ in wanted:
        facts = table[instance.name_id]
        bound = np.zeros(len(facts.rows), np.float32)
        if instance.qualifier is not None:
            bound = np.maximum(bound, contained(facts, table[instance.qualifier]) >= LEAST_CONTAINED)
        elif instance.name_id in named_before:
            bound = holding(facts, [table[name] for name in named_before[instance.name_id]])
        parts.append(CONTAINER_WEIGHT * bound)
    return joined(parts)


FAME_WEIGHT = 1.5
LARGEST_TOWN = NAME_FACTS.index("population_settlement")
NEIGHBOUR_WEIGHT, MOST_NEIGHBOURS = 1.5, 2.0
"""Log odds for a country by each of its neighbours that is named, and how many count."""
PLAINLY = 0.6
"""Share of a country among the bearers of its name before any context, from which the name says that country."""
WORLD_KNOWN = math.log1p(500_000)
"""Inhabitants of a town, in log, whose name a reader anywhere knows without more."""
BONUS = {Unit.PROVINCE: ((ADMIN1, 8.0), (DISTRICT, 3.0)), Unit.DISTRICT: ((DISTRICT, 5.0), (ADMIN1, 2.0))}
"""Log odds by which a unit behind a name speaks for places of its kind; nearly certain, and never trained."""


def kind_bonus(kinds: npt.NDArray[np.uint8], unit: Unit) -> npt.NDArray[np.float64]:
    """The bonus of each bearer for the unit that the text says."""
    bonus = np.zeros(len(kinds))
    for kind, more in BONUS[unit]:
        bonus[kinds == kind] = more
    return bonus


def unit_bonus(wanted: Sequence[Wanted], table: NameTable) -> Floats:
    """What the word behind a name adds to the score of each bearer: "Kharkiv region" is hardly ever the city.

    A rule of language, because the corpora hold too few of these to learn it.
    """
    parts = [
        kind_bonus(table[i.name_id].kinds, i.unit) if i.unit in BONUS else table[i.name_id].town_rather
        for i, _ in wanted
    ]
    return joined(parts)


def fame_bonus(wanted: Sequence[Wanted], context: Context, table: NameTable, here: Hearth | None = None) -> Floats:
    """What speaks for the best known town of a name where all other names of the text, if any, are known to the world.

    A rule of usage: who writes of Paris, London and Dublin and of nothing small beside them does not mean the three in
    Ohio. The corpora hold few texts as short as that, and those of local papers teach that London is in Ontario. The
    better the home of the outlet is known, the less it counts.
    """
    weight = FAME_WEIGHT * (1.0 - (here.weight if here else 0.0))
    small = {name for name in context.names if not is_world_known(table[name])}
    parts = []
    for instance, _ in wanted:
        facts = table[instance.name_id]
        alone = instance.qualifier is None and not small - {instance.name_id}
        parts.append(weight * (facts.fame + facts.town_rather) if alone else np.zeros_like(facts.fame))
    return joined(parts)


def neighbour_bonus(wanted: Sequence[Wanted], context: Context, table: NameTable) -> Floats:
    """What speaks for a country whose neighbours the text names: Georgia beside Armenia and Azerbaijan is no state.

    A rule of the field: the corpora hold too few countries that share a name with anything to learn it.
    """
    named = {
        name: (int(table[name].country[0]), context.weight[name])
        for name in context.names
        if table[name].kinds[0] == COUNTRY and table[name].prior[0] > PLAINLY
    }
    parts = []
    for instance, _ in wanted:
        facts = table[instance.name_id]
        bonus = np.zeros(len(facts.rows), np.float32)
        countries = np.flatnonzero(facts.kinds == COUNTRY) if named and len(facts.rows) > 1 else ()
        for at in countries:
            around = table.neighbours(int(facts.country[at]))
            near = {country: weight for country, weight in named.values() if country in around}
            bonus[at] = NEIGHBOUR_WEIGHT * min(sum(near.values()), MOST_NEIGHBOURS)
        parts.append(bonus)
    return joined(parts)


def is_world_known(facts: NameFacts) -> bool:
    """Whether a name is a country's, also as adjective, or that of a large town."""
    return bool(facts.kinds[0] == COUNTRY or facts.name[LARGEST_TOWN] >= WORLD_KNOWN)


def at_home(wanted: Sequence[Wanted], table: NameTable, here: Hearth | None) -> Floats:
    """What the home of the outlet adds to the score of each bearer."""
    parts = [home_bonus(table[instance.name_id], here) for instance, _ in wanted] if here else []
    return np.concatenate(parts) if parts else np.zeros(1, np.float32)


def first_shares(context: Context, table: NameTable, trees: Trees, here: Hearth | None = None) -> dict[int, Floats]:
    """The share of each bearer of each name of the context, by the ranker's first pass."""
    wanted = with_context({}, context)
    scores = trees.scores(ranking_features(wanted, context, table, {})) + at_home(wanted, table, here)
    scores = scores + fame_bonus(wanted, context, table, here) + neighbour_bonus(wanted, context, table)
    return name_shares(wanted, list(split_shares(scores, wanted, table)))


def resolve(
    mentions: Mapping[Run, Instance],
    context: Context,
    shares: Mapping[int, Floats],
    table: NameTable,
    trees: Trees,
    here: Hearth | None = None,
) -> dict[Instance, Floats]:
    """The share of each bearer of the name of each mention's instance, by the second pass; `shares` from the first."""
    wanted = [(instance, [run[0] for run in runs]) for instance, runs in grouped(mentions)]
    scores = trees.scores(ranking_features(wanted, context, table, shares)) + at_home(wanted, table, here)
    scores = scores + unit_bonus(wanted, table) + container_bonus(wanted, table)
    scores = scores + fame_bonus(wanted, context, table, here) + neighbour_bonus(wanted, context, table)
    return {instance: share for (instance, _), share in zip(wanted, split_shares(scores, wanted, table), strict=True)}
