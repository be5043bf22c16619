"""Which place a name means: its bearers ranked with the evidence of the whole article, in two passes.

The first pass weighs the other names by their priors, the second by what the first pass found them to mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import (
    ADMIN1,
    COUNTRY,
    DISTRICT,
    EARTH_KM,
    PLACE_FACTS,
    REGION,
    SETTLEMENT,
    NameFacts,
    NameTable,
)
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.trees import Trees

Floats = npt.NDArray[np.float32]

UNIT, SETTLEMENT_UNIT = cue("unit"), cue("settlement_unit")
CONTEXT_FEATURES = (
    "near_50", "near_161", "near_500", "share_admin1", "share_country", "admin1_named", "country_named", "admin2_named",
    "names_within_50", "names_within_161", "in_qualifier", "against_qualifier", "has_qualifier", "sum_admin1", "names",
    "close_161", "close_admin1", "close_country", "close_container", "unit_after", "settlement_unit_after", "mentions",
    "unit_fits", "nearest_log_km", "sure_nearest_log_km",
)  # fmt: skip
RANKING_FEATURES = (*PLACE_FACTS, *CONTEXT_FEATURES)
LEAST_CONTEXT_PROBABILITY = 0.08
MOST_CONTEXT_NAMES = 150
INSTANCES_AT_ONCE = 64
LONGEST_LIST = 10
MOST_POSITIONS = 40
"""Mentions of a name whose neighbours are looked at."""
LEAST_SHARE = 0.01
COS_50, COS_161, COS_500 = (math.cos(km / EARTH_KM) for km in (50, 161, 500))


class Instance(NamedTuple):
    """A name as one or more mentions of an article use it: one sense is looked for."""

    name_id: int
    qualifier: int | None
    """The name that stands behind it as its container: "Illinois" of "Springfield, Illinois"."""
    unit: int
    """1 before "region", "oblast"; 2 before "city", "village"; else 0."""


@dataclass(frozen=True, slots=True)
class Context:
    """Names that the article probably uses as places, with where they stand."""

    names: tuple[int, ...]
    weight: Mapping[int, float]
    """Highest probability of any of its mentions."""
    positions: Mapping[int, list[int]]
    """Tokens where each name begins."""


Shares = Mapping[int, Floats]
"""For each name the share of each of its bearers."""


def context_of(found: Mapping[Run, int | None], probability: Sequence[float]) -> Context:
    """The names with a fair chance to be places, at most 150."""
    weight: dict[int, float] = {}
    positions: dict[int, list[int]] = {}
    for (run, name_id), chance in zip(found.items(), probability, strict=True):
        if name_id is not None and chance > LEAST_CONTEXT_PROBABILITY:
            weight[name_id] = max(chance, weight.get(name_id, 0.0))
            positions.setdefault(name_id, []).append(run[0])
    names = sorted(weight, key=lambda name: (-weight[name], positions[name][0], name))[:MOST_CONTEXT_NAMES]
    return Context(tuple(names), weight, positions)


def instances(
    tokens: Tokens, found: Mapping[Run, int | None], chosen: Sequence[Run], table: NameTable
) -> dict[Run, Instance]:
    """For each chosen mention with a listed name the instance it belongs to.

    A mention without a qualifier takes the one that another mention of the name has.
    """
    own = {run: qualifier(tokens, found, run, table) for run in chosen}
    common: dict[int, int] = {}
    for run, container in own.items():
        name_id = found[run]
        if name_id is not None and container is not None:
            common.setdefault(name_id, container)
    result = {}
    for run in chosen:
        name_id = found[run]
        if name_id is not None:
            result[run] = Instance(name_id, own[run] or common.get(name_id), unit_after(tokens, run))
    return result


def qualifier(tokens: Tokens, found: Mapping[Run, int | None], run: Run, table: NameTable) -> int | None:
    """The name of an area that follows a mention as its container."""
    end, keys = run[1], tokens.keys
    if end >= len(tokens) or tokens.breaks[end]:
        return None
    first = end + 1 if keys[end] in (",", "(", "[") else end
    for length in (4, 3, 2, 1):
        name_id = found.get((first, first + length))
        if name_id is not None and name_id != found[run] and names_area(table[name_id]):
            return name_id
    return None


def names_area(facts: NameFacts) -> bool:
    """Whether a name stands for a district, a first-order unit or a country, and not as an adjective."""
    areas = np.isin(facts.kinds, (DISTRICT, ADMIN1, COUNTRY))
    return bool((areas & np.isin(facts.types, (0, 3, 4, 6))).any()) and not facts.adjective


def unit_after(tokens: Tokens, run: Run) -> int:
    """Whether the word behind a mention makes it a unit (1) or a settlement (2)."""
    end = run[1]
    if end >= len(tokens) or tokens.breaks[end] or tokens.capital[end]:
        return 0
    return 1 if tokens.keys[end] in UNIT or opens_list(tokens, end) else 2 if tokens.keys[end] in SETTLEMENT_UNIT else 0


def opens_list(tokens: Tokens, at: int) -> bool:
    """Whether names joined by "and" and commas follow, up to a plural unit: "Luhansk | and Donetsk regions"."""
    for position in range(at, min(len(tokens), at + LONGEST_LIST)):
        word = tokens.keys[position]
        if position > at and word in UNIT and word.endswith("s"):
            return True
        if not tokens.capital[position] and word not in ("and", ",", "or", "-"):
            return False
    return False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The bearers of all names of the context, stacked; one entry a bearer with a fair share."""

    name: npt.NDArray[np.int64]
    """Position of its name in `Context.names`."""
    weight: Floats
    kinds: npt.NDArray[np.uint8]
    country: npt.NDArray[np.int32]
    admin1: npt.NDArray[np.int32]
    admin2: npt.NDArray[np.int32]
    points: Floats
    begins: npt.NDArray[np.int64]
    """First entry of each name."""


def evidence(context: Context, table: NameTable, shares: Shares) -> Evidence | None:
    """Stack the bearers; None where the context is empty."""
    if not context.names:
        return None
    parts = [table[name] for name in context.names]
    given = [shares.get(name, facts.prior) for name, facts in zip(context.names, parts, strict=True)]
    kept = [np.flatnonzero(share > LEAST_SHARE) for share in given]
    sizes = np.array([len(keep) for keep in kept])
    weight = [s[k] * context.weight[n] for s, k, n in zip(given, kept, context.names, strict=True)]

    def stack(field: str) -> npt.NDArray[np.generic]:
        return np.concatenate([getattr(facts, field)[keep] for facts, keep in zip(parts, kept, strict=True)])

    return Evidence(
        name=np.repeat(np.arange(len(parts)), sizes),
        weight=np.concatenate(weight).astype(np.float32),
        kinds=stack("kinds").astype(np.uint8),
        country=stack("country").astype(np.int32),
        admin1=stack("admin1").astype(np.int32),
        admin2=stack("admin2").astype(np.int32),
        points=stack("points").astype(np.float32),
        begins=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
    )


def ranking_features(
    wanted: Sequence[tuple[Instance, Sequence[int]]], context: Context, table: NameTable, shares: Shares
) -> Floats:
    """Rows for all bearers of all instances, stacked in order; columns as in `RANKING_FEATURES`.

    An instance comes with the tokens where its mentions begin.
    """
    known = evidence(context, table, shares)
    parts = [
        batch_features(wanted[first : first + INSTANCES_AT_ONCE], context, table, shares, known)
        for first in range(0, len(wanted), INSTANCES_AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(RANKING_FEATURES)), np.float32)


def batch_features(
    wanted: Sequence[tuple[Instance, Sequence[int]]],
    context: Context,
    table: NameTable,
    shares: Shares,
    known: Evidence | None,
) -> Floats:
    """`ranking_features` of one batch."""
    facts = [table[instance.name_id] for instance, _ in wanted]
    sizes = np.array([len(fact.rows) for fact in facts])
    owner = np.repeat(np.arange(len(wanted)), sizes)
    rows = np.zeros((len(owner), len(RANKING_FEATURES)), np.float32)
    base = len(PLACE_FACTS)
    rows[:, :base] = np.concatenate([fact.places for fact in facts])
    columns = {name: base + at for at, name in enumerate(CONTEXT_FEATURES)}
    kinds = np.concatenate([fact.kinds for fact in facts])
    unit = np.array([instance.unit for instance, _ in wanted])[owner]
    rows[:, columns["unit_after"]] = unit == 1
    rows[:, columns["settlement_unit_after"]] = unit == 2
    rows[:, columns["unit_fits"]] = ((unit == 1) & np.isin(kinds, (DISTRICT, ADMIN1))) | (
        (unit == 2) & (kinds == SETTLEMENT)
    )
    rows[:, columns["mentions"]] = np.array([min(10, len(at)) for _, at in wanted])[owner]
    rows[:, columns["names"]] = math.log1p(len(context.names))
    qualify(rows, columns, wanted, facts, table)
    if known is not None:
        support(rows, columns, wanted, facts, owner, context, known)
    return rows


def qualify(
    rows: Floats,
    columns: Mapping[str, int],
    wanted: Sequence[tuple[Instance, Sequence[int]]],
    facts: Sequence[NameFacts],
    table: NameTable,
) -> None:
    """Fill in whether each bearer lies in the container named behind it."""
    at = 0
    for (instance, _), fact in zip(wanted, facts, strict=True):
        end = at + len(fact.rows)
        if instance.qualifier is not None:
            inside = contained(fact, table[instance.qualifier])
            rows[at:end, columns["has_qualifier"]] = 1
            rows[at:end, columns["in_qualifier"]] = inside
            rows[at:end, columns["against_qualifier"]] = (inside == 0) & bool(inside.any())
        at = end


def contained(fact: NameFacts, container: NameFacts) -> Floats:
    """For each bearer 1 where a place of the container's name holds it, 0.9 for a district, 0.5 where near a town."""
    inside = np.zeros(len(fact.rows), np.float32)
    for at, kind in enumerate(container.kinds):
        if kind == ADMIN1:
            holds = 1.0 * ((fact.admin1 == container.admin1[at]) & (fact.admin1 > 0))
        elif kind == COUNTRY:
            holds = 1.0 * ((fact.country == container.country[at]) & (fact.country > 0))
        elif kind == DISTRICT:
            holds = 0.9 * ((fact.admin2 == container.admin2[at]) & (fact.admin2 > 0))
        else:
            holds = 0.5 * (fact.points @ container.points[at] > COS_161)
        inside = np.maximum(inside, holds)
    return inside.astype(np.float32)


def closeness(wanted: Sequence[tuple[Instance, Sequence[int]]], context: Context) -> Floats:
    """(instances, names of the context): 1 side by side, a half at eight words, towards 0 far away."""
    here = [at[:MOST_POSITIONS] for _, at in wanted]
    there = [context.positions[name][:MOST_POSITIONS] for name in context.names]
    apart = np.abs(np.concatenate(here)[:, None] - np.concatenate(there)[None, :])
    apart = np.minimum.reduceat(apart, starts(here), axis=0)
    apart = np.minimum.reduceat(apart, starts(there), axis=1)
    return np.asarray(1.0 / (1.0 + apart / 8.0), dtype=np.float32)


def starts(lists: Sequence[Sequence[int]]) -> list[int]:
    """Where each list begins when they are joined."""
    result, at = [], 0
    for one in lists:
        result.append(at)
        at += len(one)
    return result


def support(
    rows: Floats,
    columns: Mapping[str, int],
    wanted: Sequence[tuple[Instance, Sequence[int]]],
    facts: Sequence[NameFacts],
    owner: npt.NDArray[np.int64],
    context: Context,
    known: Evidence,
) -> None:
    """Fill in how well each bearer goes with what the other names of the article mean."""
    place = {name: at for at, name in enumerate(context.names)}
    own = np.array([place.get(instance.name_id, -1) for instance, _ in wanted])
    weight = known.weight[None, :] * (own[owner][:, None] != known.name[None, :])
    near = closeness(wanted, context)[owner][:, known.name]
    cosine = np.concatenate([fact.points for fact in facts]) @ known.points.T
    local = weight * ((known.kinds == SETTLEMENT) | (known.kinds == DISTRICT) | (known.kinds > REGION))
    within_50, within_161 = cosine > COS_50, cosine > COS_161

    def same(field: str) -> npt.NDArray[np.bool_]:
        mine = np.concatenate([getattr(fact, field) for fact in facts])[:, None]
        return np.asarray((mine == getattr(known, field)[None, :]) & (mine > 0))

    admin1, country, admin2 = same("admin1"), same("country"), same("admin2")
    total = weight.sum(axis=1) + 1e-6
    in_admin1, in_country = (admin1 * weight).sum(axis=1), (country * weight).sum(axis=1)
    is_admin1, is_country, is_district = (known.kinds == kind for kind in (ADMIN1, COUNTRY, DISTRICT))
    holds = (admin1 & is_admin1) | (country & is_country) | (admin2 & is_district)
    values = {
        "near_50": np.log1p((within_50 * local).sum(axis=1)),
        "near_161": np.log1p((within_161 * local).sum(axis=1)),
        "near_500": np.log1p(((cosine > COS_500) * local).sum(axis=1)),
        "share_admin1": in_admin1 / total,
        "share_country": in_country / total,
        "sum_admin1": np.log1p(in_admin1),
        "admin1_named": (admin1 * is_admin1 * weight).sum(axis=1),
        "country_named": np.minimum(3, (country * is_country * weight).sum(axis=1)),
        "admin2_named": np.minimum(2, (admin2 * is_district * weight).sum(axis=1)),
        "close_161": (within_161 * local * near).sum(axis=1),
        "close_admin1": (admin1 * weight * near).sum(axis=1),
        "close_country": (country * weight * near).sum(axis=1),
        "close_container": (holds * weight * near).max(axis=1),
        "names_within_50": names_within(within_50, weight, known),
        "names_within_161": names_within(within_161, weight, known),
        "nearest_log_km": log_km(np.where(local > 0.2, cosine, -1).max(axis=1)),
        "sure_nearest_log_km": log_km(np.where(local > 0.7, cosine, -1).max(axis=1)),
    }
    for name, value in values.items():
        rows[:, columns[name]] = value


def names_within(within: npt.NDArray[np.bool_], weight: Floats, known: Evidence) -> npt.NDArray[np.floating]:
    """How many other names have any bearer within a distance, each by its best weight."""
    best = np.maximum.reduceat(within * (weight > 0), known.begins, axis=1)
    return np.asarray(np.log1p(best.sum(axis=1)))


def log_km(cosine: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Logarithm of the distance that a cosine of the angle stands for."""
    return np.asarray(np.log1p(EARTH_KM * np.arccos(np.clip(cosine, -1, 1))))


def split_shares(
    scores: npt.NDArray[np.float64], wanted: Sequence[tuple[Instance, Sequence[int]]], table: NameTable
) -> Iterator[Floats]:
    """The share of each bearer from the scores of the stacked rows, instance by instance."""
    at = 0
    for instance, _ in wanted:
        end = at + len(table[instance.name_id].rows)
        odds = np.exp(np.clip(scores[at:end] - scores[at:end].max(), -30, 0))
        yield (odds / odds.sum()).astype(np.float32)
        at = end


def with_context(mentions: Mapping[Run, Instance], context: Context) -> list[tuple[Instance, Sequence[int]]]:
    """The instances to rank: those of the mentions, then the names of the context that no mention uses."""
    own = [(instance, [run[0] for run in runs]) for instance, runs in grouped(mentions)]
    plain = {instance.name_id for instance, _ in own}
    rest = [(Instance(name, None, 0), context.positions[name]) for name in context.names if name not in plain]
    return [*own, *rest]


def grouped(mentions: Mapping[Run, Instance]) -> list[tuple[Instance, list[Run]]]:
    """The instances with their mentions, in order of their first."""
    runs: dict[Instance, list[Run]] = {}
    for run, instance in mentions.items():
        runs.setdefault(instance, []).append(run)
    return list(runs.items())


def name_shares(wanted: Sequence[tuple[Instance, Sequence[int]]], shares: Sequence[Floats]) -> dict[int, Floats]:
    """The shares of each name as context for the others: those of its first instance, one with a qualifier rather."""
    result: dict[int, Floats] = {}
    for (instance, _), share in zip(wanted, shares, strict=True):
        if instance.name_id not in result or instance.qualifier is not None:
            result[instance.name_id] = share
    return result


def unit_bonus(wanted: Sequence[tuple[Instance, Sequence[int]]], table: NameTable) -> Floats:
    """What the word behind a name adds to the score of each bearer: "Kharkiv region" is hardly ever the city.

    A rule of language, because the corpora hold too few of these to learn it.
    """
    parts = [
        np.select([table[i.name_id].kinds == ADMIN1, table[i.name_id].kinds == DISTRICT], [4.0, 2.0], 0.0)
        if i.unit == 1
        else np.zeros(len(table[i.name_id].rows))
        for i, _ in wanted
    ]
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, np.float32)


def resolve(
    mentions: Mapping[Run, Instance], context: Context, table: NameTable, passes: Sequence[Trees]
) -> dict[Instance, Floats]:
    """The share of each bearer of the name of each mention's instance."""
    wanted = with_context(mentions, context)
    shares: dict[int, Floats] = {}
    result: list[Floats] = []
    for number, trees in enumerate(passes):
        last = number + 1 == len(passes)
        asked = wanted[: len(set(mentions.values()))] if last else wanted
        scores = trees.scores(ranking_features(asked, context, table, shares)) + unit_bonus(asked, table)
        result = list(split_shares(scores, asked, table))
        shares = name_shares(asked, result)
    return {instance: share for (instance, _), share in zip(wanted, result, strict=False)}
