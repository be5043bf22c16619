"""What speaks for each place that bears a name: the numbers that the ranker weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from mapapp.reading.places.coherence import COHERENCE_FEATURES, Voices, coherence, voices
from mapapp.reading.places.facts import (
    ADMIN1,
    COUNTRY,
    DISTRICT,
    PLACE_FACTS,
    SETTLEMENT,
    NameFacts,
    NameTable,
)
from mapapp.reading.places.instances import Context, Wanted
from mapapp.reading.places.support import COS_161, SUPPORT_FEATURES, Evidence, Floats, Shares, evidence, support
from mapapp.reading.places.units import Unit

SAID_FEATURES = (
    "in_qualifier", "against_qualifier", "has_qualifier", "unit_after", "settlement_unit_after", "unit_fits",
    "mentions", "names",
)  # fmt: skip
RANKING_FEATURES = (*PLACE_FACTS, *SAID_FEATURES, *SUPPORT_FEATURES, *COHERENCE_FEATURES)
SPEAKS_AGAINST = ("nearest_log_km", "sure_nearest_log_km", "against_qualifier")
SPEAKS_FOR = (
    "in_qualifier",
    "unit_fits",
    *(f for f in (*SUPPORT_FEATURES, *COHERENCE_FEATURES) if f not in SPEAKS_AGAINST),
)
DIRECTIONS = tuple((name in SPEAKS_FOR) - (name in SPEAKS_AGAINST) for name in RANKING_FEATURES)
"""1 where more of a feature can only raise a score, -1 where only lower it, 0 where training finds out.

Without these a place that nothing speaks for can win because another one has too few neighbours.
"""
INSTANCES_AT_ONCE = 64


def ranking_features(wanted: Sequence[Wanted], context: Context, table: NameTable, shares: Shares) -> Floats:
    """Rows for all bearers of all instances, stacked in order; columns as in `RANKING_FEATURES`.

    An instance comes with the tokens where its mentions begin.
    """
    known, said = evidence(context, table, shares), voices(context, table, shares)
    parts = [
        batch_features(wanted[first : first + INSTANCES_AT_ONCE], context, table, known, said)
        for first in range(0, len(wanted), INSTANCES_AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(RANKING_FEATURES)), np.float32)


def batch_features(
    wanted: Sequence[Wanted], context: Context, table: NameTable, known: Evidence | None, said: Voices | None
) -> Floats:
    """`ranking_features` of one batch."""
    facts = [table[instance.name_id] for instance, _ in wanted]
    parts = [np.concatenate([fact.places for fact in facts]), as_said(wanted, facts, context, table)]
    if known is None or said is None:
        parts.append(np.zeros((len(parts[0]), len(SUPPORT_FEATURES) + len(COHERENCE_FEATURES)), np.float32))
    else:
        parts += [support(wanted, facts, context, known), coherence(wanted, facts, said)]
    return np.concatenate(parts, axis=1)


def as_said(wanted: Sequence[Wanted], facts: Sequence[NameFacts], context: Context, table: NameTable) -> Floats:
    """(bearers, features): `SAID_FEATURES`, what the words around the mentions say."""
    owner = np.repeat(np.arange(len(wanted)), [len(fact.rows) for fact in facts])
    rows = np.zeros((len(owner), len(SAID_FEATURES)), np.float32)
    columns = {name: at for at, name in enumerate(SAID_FEATURES)}
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


def holding(fact: NameFacts, inside: Sequence[NameFacts]) -> Floats:
    """For each bearer of an area's name the share of the names before it of which it holds a place."""
    held = np.zeros(len(fact.rows), np.float32)
    for other in inside:
        for kind, field in ((ADMIN1, "admin1"), (COUNTRY, "country"), (DISTRICT, "admin2")):
            codes = getattr(fact, field)
            held += (fact.kinds == kind) & (codes > 0) & np.isin(codes, getattr(other, field))
    return held / np.float32(max(1, len(inside)))
