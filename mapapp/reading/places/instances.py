"""Names as an article uses them: mentions of one sense together, and the names around that tell the sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.facts import NameTable
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.units import Unit, units

LEAST_CONTEXT_PROBABILITY = 0.08
MOST_CONTEXT_NAMES = 150


class Instance(NamedTuple):
    """A name as one or more mentions of an article use it: one sense is looked for."""

    name_id: int
    qualifier: int | None
    """The name that stands behind it as its container: "Illinois" of "Springfield, Illinois"."""
    unit: Unit
    """What the words around it make of it: "region", "city"."""


@dataclass(frozen=True, slots=True)
class Context:
    """Names that the article probably uses as places, with where they stand."""

    names: tuple[int, ...]
    weight: Mapping[int, float]
    """Highest probability of any of its mentions."""
    positions: Mapping[int, list[int]]
    """Tokens where each name begins."""


Wanted = tuple[Instance, Sequence[int]]
"""An instance with the tokens where its mentions begin."""


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
    said = units(tokens, found, chosen)
    common: dict[int, int] = {}
    for run, container in own.items():
        name_id = found[run]
        if name_id is not None and container is not None:
            common.setdefault(name_id, container)
    result = {}
    for run in chosen:
        name_id = found[run]
        if name_id is not None:
            result[run] = Instance(name_id, own[run] or common.get(name_id), said[run])
    return result


def qualifier(tokens: Tokens, found: Mapping[Run, int | None], run: Run, table: NameTable) -> int | None:
    """The name of an area that follows a mention as its container."""
    end, keys = run[1], tokens.keys
    if end >= len(tokens) or tokens.breaks[end]:
        return None
    first = end + 1 if keys[end] in (",", "(", "[") else end
    for length in (4, 3, 2, 1):
        name_id = found.get((first, first + length))
        if name_id is not None and name_id != found[run] and table[name_id].area:
            return name_id
    return None


def with_context(mentions: Mapping[Run, Instance], context: Context) -> list[Wanted]:
    """The instances to rank: those of the mentions, then the names of the context that no mention uses."""
    own = [(instance, [run[0] for run in runs]) for instance, runs in grouped(mentions)]
    plain = {instance.name_id for instance, _ in own}
    rest = [(Instance(name, None, Unit.NONE), context.positions[name]) for name in context.names if name not in plain]
    return [*own, *rest]


def grouped(mentions: Mapping[Run, Instance]) -> list[tuple[Instance, list[Run]]]:
    """The instances with their mentions, in order of their first."""
    runs: dict[Instance, list[Run]] = {}
    for run, instance in mentions.items():
        runs.setdefault(instance, []).append(run)
    return list(runs.items())
