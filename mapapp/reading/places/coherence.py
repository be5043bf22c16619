"""How well the names of an article go together: each name speaks for every area in which one of its places lies.

A name of many places speaks for many areas, and so for none of them much; where all names can lie together is what the
article is about ("Paris and Henry County" are near each other in Tennessee only). Small places
speak louder here than they are likely, for reports name the small places around them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.facts import EARTH_KM, NameFacts, NameTable
from mapapp.reading.places.instances import Context, Wanted
from mapapp.reading.places.support import Floats, are_small, stacked

Ints = npt.NDArray[np.int64]

AREAS = ("country", "admin1", "admin2")
REACHES_KM = (50, 161)
AGREEMENT = (*(f"agree_{area}" for area in AREAS), *(f"agree_{km}" for km in REACHES_KM))
COHERENCE_FEATURES = (*AGREEMENT, *(f"{name}_behind" for name in AGREEMENT))
LOUDNESS = 0.5
"""Exponent of the shares: 1 counts places by how likely they are, 0 all alike."""
QUIETEST = 0.02
"""Share from which a place is heard: of New York in Lincolnshire nobody thinks who reads of New York and Boston."""
CHANCE = 0.02
"""Share of a name that is taken to lie anywhere: keeps one name from deciding against an area alone."""


@dataclass(frozen=True, slots=True)
class Voices:
    """What each name of the context says for each area, and where its places lie."""

    name: Mapping[int, int]
    """Name -> its row in the tables below."""
    areas: Mapping[str, tuple[Ints, npt.NDArray[np.float64]]]
    """For each of `AREAS` its codes, ascending, and (names, codes): log odds against chance."""
    points: Floats
    """(places, 3): unit vectors, name by name."""
    loudness: Floats
    """Share of each place within its name; 0 for areas too large to be near anything."""
    begins: Ints
    """First place of each name."""
    weight: Floats
    """How likely each name is a place name at all."""


def voices(context: Context, table: NameTable, shares: Mapping[int, Floats]) -> Voices | None:
    """Gather the names of the context; None where it is empty."""
    if not context.names:
        return None
    facts = [table[name] for name in context.names]
    loud = np.concatenate([loudness(shares.get(n, f.prior)) for n, f in zip(context.names, facts, strict=True)])
    sizes = np.array([len(fact.rows) for fact in facts])
    owner = np.repeat(np.arange(len(facts)), sizes)
    weight = np.array([context.weight[name] for name in context.names], np.float32)
    kinds = np.concatenate([fact.kinds for fact in facts])
    return Voices(
        name={name: at for at, name in enumerate(context.names)},
        areas={area: spoken(stacked(facts, area), owner, loud, weight) for area in AREAS},
        points=np.concatenate([fact.points for fact in facts]),
        loudness=loud * are_small(kinds),
        begins=np.cumsum(sizes) - sizes,
        weight=weight,
    )


def loudness(shares: Floats) -> Floats:
    """Shares with the small ones raised and the tiny ones left out; they add up to at most 1."""
    raised = shares**LOUDNESS / (shares**LOUDNESS).sum()
    return np.where(raised >= QUIETEST, raised, 0.0).astype(np.float32)


def spoken(
    codes: npt.NDArray[np.int32], owner: Ints, loud: Floats, weight: Floats
) -> tuple[Ints, npt.NDArray[np.float64]]:
    """The areas of a level, and what each name says for each of them."""
    areas, column = np.unique(codes, return_inverse=True)
    said = np.zeros((len(weight), len(areas)))
    np.add.at(said, (owner, column), loud)
    said[:, areas <= 0] = 0.0
    return areas.astype(np.int64), weight[:, None] * against_chance(said)


def against_chance(share: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Log odds of a share of a name against none of it; 0 for none."""
    return np.asarray(np.log1p(share / CHANCE))


def coherence(wanted: Sequence[Wanted], facts: Sequence[NameFacts], said: Voices) -> Floats:
    """(bearers, features): `COHERENCE_FEATURES` of all bearers of all instances, stacked in order."""
    sizes = np.array([len(fact.rows) for fact in facts])
    own = np.repeat([said.name.get(instance.name_id, -1) for instance, _ in wanted], sizes)
    columns: list[npt.NDArray[np.floating]] = [in_area(stacked(facts, area), own, *said.areas[area]) for area in AREAS]
    cosine = np.concatenate([fact.points for fact in facts]) @ said.points.T
    columns += [around(cosine > math.cos(km / EARTH_KM), own, said) for km in REACHES_KM]
    agreed = np.stack(columns, axis=1)
    best = np.maximum.reduceat(agreed, np.cumsum(sizes) - sizes, axis=0)
    return np.concatenate([agreed, agreed - np.repeat(best, sizes, axis=0)], axis=1).astype(np.float32)


def in_area(
    codes: npt.NDArray[np.int32], own: Ints, areas: Ints, said: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """What the other names say for the area of each bearer; 0 where it has none."""
    at = areas.searchsorted(codes).clip(0, len(areas) - 1)
    heard = (areas[at] == codes) & (codes > 0)
    return np.where(heard, said.sum(axis=0)[at] - np.where(own >= 0, said[own, at], 0.0), 0.0)


def around(within: npt.NDArray[np.bool_], own: Ints, said: Voices) -> npt.NDArray[np.floating]:
    """What the other names say for the surroundings of each bearer, each by its likeliest place there."""
    best = np.maximum.reduceat(within * said.loudness, said.begins, axis=1)
    known = np.flatnonzero(own >= 0)
    best[known, own[known]] = 0.0
    return np.asarray(against_chance(best) @ said.weight)
