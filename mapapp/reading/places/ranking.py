"""What speaks for each place that bears a name: the numbers that the ranker weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
from mapapp.reading.places.instances import Context, Wanted
from mapapp.reading.places.units import Unit

Floats = npt.NDArray[np.float32]

CONTEXT_FEATURES = (
    "near_50", "near_161", "near_500", "share_admin1", "share_country", "admin1_named", "country_named", "admin2_named",
    "names_within_50", "names_within_161", "in_qualifier", "against_qualifier", "has_qualifier", "sum_admin1", "names",
    "close_161", "close_admin1", "close_country", "close_container", "unit_after", "settlement_unit_after", "mentions",
    "unit_fits", "nearest_log_km", "sure_nearest_log_km",
)  # fmt: skip
RANKING_FEATURES = (*PLACE_FACTS, *CONTEXT_FEATURES)
INSTANCES_AT_ONCE = 64
MOST_POSITIONS = 40
"""Mentions of a name whose neighbours are looked at."""
LEAST_SHARE = 0.01
COS_50, COS_161, COS_500 = (math.cos(km / EARTH_KM) for km in (50, 161, 500))


Shares = Mapping[int, Floats]
"""For each name the share of each of its bearers."""


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


def ranking_features(wanted: Sequence[Wanted], context: Context, table: NameTable, shares: Shares) -> Floats:
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
    wanted: Sequence[Wanted],
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
    area = (unit == Unit.PROVINCE) | (unit == Unit.DISTRICT)
    rows[:, columns["unit_after"]] = area
    rows[:, columns["settlement_unit_after"]] = unit == Unit.SETTLEMENT
    rows[:, columns["unit_fits"]] = (area & ((kinds == DISTRICT) | (kinds == ADMIN1))) | (
        (unit == Unit.SETTLEMENT) & (kinds == SETTLEMENT)
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
    wanted: Sequence[Wanted],
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


def closeness(wanted: Sequence[Wanted], context: Context) -> Floats:
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
    wanted: Sequence[Wanted],
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
