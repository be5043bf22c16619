"""How well each place that bears a name goes with what the other names of the article probably mean."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.facts import ADMIN1, COUNTRY, DISTRICT, EARTH_KM, REGION, SETTLEMENT, NameFacts, NameTable
from mapapp.reading.places.instances import Context, Wanted

Floats = npt.NDArray[np.float32]
Column = npt.NDArray[np.floating]
Shares = Mapping[int, Floats]
"""For each name the share of each of its bearers."""

SUPPORT_FEATURES = (
    "near_50", "near_161", "near_500", "share_admin1", "share_country", "admin1_named", "country_named", "admin2_named",
    "names_within_50", "names_within_161", "sum_admin1", "close_161", "close_admin1", "close_country",
    "close_container", "nearest_log_km", "sure_nearest_log_km",
)  # fmt: skip
MOST_POSITIONS = 40
"""Mentions of a name whose neighbours are looked at."""
LEAST_SHARE = 0.01
COS_50, COS_161, COS_500 = (math.cos(km / EARTH_KM) for km in (50, 161, 500))


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
    share = np.concatenate([shares.get(name, facts.prior) for name, facts in zip(context.names, parts, strict=True)])
    kept = np.flatnonzero(share > LEAST_SHARE)
    name = np.repeat(np.arange(len(parts)), [len(facts.rows) for facts in parts])[kept]
    weight = np.array([context.weight[each] for each in context.names], np.float32)
    return Evidence(
        name=name,
        weight=share[kept] * weight[name],
        kinds=np.concatenate([facts.kinds for facts in parts])[kept],
        country=stacked(parts, "country")[kept],
        admin1=stacked(parts, "admin1")[kept],
        admin2=stacked(parts, "admin2")[kept],
        points=np.concatenate([facts.points for facts in parts])[kept],
        begins=name.searchsorted(np.arange(len(parts))),
    )


def support(wanted: Sequence[Wanted], facts: Sequence[NameFacts], context: Context, known: Evidence) -> Floats:
    """(bearers, features): `SUPPORT_FEATURES` of all bearers of all instances, stacked in order."""
    owner = np.repeat(np.arange(len(wanted)), [len(fact.rows) for fact in facts])
    place = {name: at for at, name in enumerate(context.names)}
    own = np.array([place.get(instance.name_id, -1) for instance, _ in wanted])
    weight = known.weight[None, :] * (own[owner][:, None] != known.name[None, :])
    near = closeness(wanted, context)[owner][:, known.name] * weight
    cosine = np.concatenate([fact.points for fact in facts]) @ known.points.T
    values = in_distance(cosine, weight, near, known) | in_areas(facts, weight, near, known)
    return np.stack([values[name] for name in SUPPORT_FEATURES], axis=1).astype(np.float32)


def in_distance(cosine: Floats, weight: Floats, near: Floats, known: Evidence) -> dict[str, Column]:
    """What lies near each bearer; all tables are (bearers, entries of the evidence), `near` is weight times nearness
    in the text."""
    small = are_small(known.kinds)
    local, within_50, within_161 = weight * small, cosine > COS_50, cosine > COS_161
    return {
        "near_50": np.log1p((within_50 * local).sum(axis=1)),
        "near_161": np.log1p((within_161 * local).sum(axis=1)),
        "near_500": np.log1p(((cosine > COS_500) * local).sum(axis=1)),
        "close_161": (within_161 * near * small).sum(axis=1),
        "names_within_50": names_within(within_50, weight, known),
        "names_within_161": names_within(within_161, weight, known),
        "nearest_log_km": log_km(np.where(local > 0.2, cosine, -1).max(axis=1)),
        "sure_nearest_log_km": log_km(np.where(local > 0.7, cosine, -1).max(axis=1)),
    }


def in_areas(facts: Sequence[NameFacts], weight: Floats, near: Floats, known: Evidence) -> dict[str, Column]:
    """What shares its areas with each bearer; tables as in `in_distance`."""
    country, admin1, admin2 = (same(facts, known, field) for field in ("country", "admin1", "admin2"))
    is_admin1, is_country, is_district = (known.kinds == kind for kind in (ADMIN1, COUNTRY, DISTRICT))
    holds = (admin1 & is_admin1) | (country & is_country) | (admin2 & is_district)
    total = weight.sum(axis=1) + 1e-6
    in_admin1 = (admin1 * weight).sum(axis=1)
    return {
        "share_admin1": in_admin1 / total,
        "share_country": (country * weight).sum(axis=1) / total,
        "sum_admin1": np.log1p(in_admin1),
        "admin1_named": (admin1 * is_admin1 * weight).sum(axis=1),
        "country_named": np.minimum(3, (country * is_country * weight).sum(axis=1)),
        "admin2_named": np.minimum(2, (admin2 * is_district * weight).sum(axis=1)),
        "close_admin1": (admin1 * near).sum(axis=1),
        "close_country": (country * near).sum(axis=1),
        "close_container": (holds * near).max(axis=1),
    }


def stacked(facts: Sequence[NameFacts], field: str) -> npt.NDArray[np.int32]:
    """A field of all places of several names, name by name."""
    return np.concatenate([getattr(fact, field) for fact in facts])


def are_small(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which kinds of place are small enough to be near something."""
    return np.asarray((kinds == SETTLEMENT) | (kinds == DISTRICT) | (kinds > REGION))


def same(facts: Sequence[NameFacts], known: Evidence, field: str) -> npt.NDArray[np.bool_]:
    """Whether bearer and entry lie in the same area of a level."""
    mine = stacked(facts, field)[:, None]
    return np.asarray((mine == getattr(known, field)[None, :]) & (mine > 0))


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


def names_within(within: npt.NDArray[np.bool_], weight: Floats, known: Evidence) -> Column:
    """How many other names have any bearer within a distance, each by its best weight."""
    best = np.maximum.reduceat(within * (weight > 0), known.begins, axis=1)
    return np.asarray(np.log1p(best.sum(axis=1)))


def log_km(cosine: Column) -> Column:
    """Logarithm of the distance that a cosine of the angle stands for."""
    return np.asarray(np.log1p(EARTH_KM * np.arccos(np.clip(cosine, -1, 1))))
