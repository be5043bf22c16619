"""The words that make a name a province, a district or a town: "Kharkiv region", "Sumy and Kharkiv oblasts"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.tokens import Tokens

UNIT, SETTLEMENT_UNIT, DISTRICT_UNIT = cue("unit"), cue("settlement_unit"), cue("district_unit")
PLURAL_UNIT = cue("plural_unit")
JOINING = frozenset({"and", ",", "or", "&"})
LONGEST_LIST = 10
"""Tokens of a list of names before the unit that counts for each."""


class Unit(IntEnum):
    """What the words around a name make of it."""

    NONE = 0
    PROVINCE = 1
    SETTLEMENT = 2
    DISTRICT = 3


def units(tokens: Tokens, found: Mapping[Run, int | None], chosen: Sequence[Run]) -> dict[Run, Unit]:
    """For each chosen mention the unit that it is said to be.

    A list of names that were all said to be provinces before ("the Luhansk and Donetsk regions ... Luhansk and
    Donetsk") means the provinces again.
    """
    begins = {run[0]: run for run in chosen}
    ends = {run[1]: run for run in chosen}
    result: dict[Run, Unit] = {}
    provinces: set[int | None] = set()
    for run in chosen:
        result[run] = unit_after(tokens, run) or unit_before(tokens, run, begins, ends)
        if result[run] is Unit.PROVINCE:
            provinces.add(found[run])
    if provinces:
        named_again(tokens, found, chosen, result)
    return result


def named_again(
    tokens: Tokens, found: Mapping[Run, int | None], chosen: Sequence[Run], result: dict[Run, Unit]
) -> None:
    """Make members of lists provinces where each member was said to be one earlier in the text."""
    provinces: set[int | None] = set()
    at = 0
    while at < len(chosen):
        group = joined(tokens, chosen, at)
        if len(group) > 1 and all(found[run] in provinces and result[run] is Unit.NONE for run in group):
            result.update(dict.fromkeys(group, Unit.PROVINCE))
        provinces |= {found[run] for run in group if result[run] is Unit.PROVINCE}
        at += len(group)


def joined(tokens: Tokens, chosen: Sequence[Run], at: int) -> Sequence[Run]:
    """The mention at a position and those that "and" and commas join to it from the right."""
    end = at + 1
    while end < len(chosen) and chosen[end][0] == chosen[end - 1][1] + 1:
        if tokens.keys[chosen[end - 1][1]] not in JOINING:
            break
        end += 1
    return chosen[at:end]


def unit_after(tokens: Tokens, run: Run) -> Unit:
    """What the word behind a mention makes it."""
    end = run[1]
    if end >= len(tokens) or tokens.breaks[end] or tokens.capital[end]:
        return Unit.NONE
    word = tokens.keys[end] if tokens.keys[end] in UNIT else listed_unit(tokens, end)
    if word:
        return Unit.DISTRICT if word in DISTRICT_UNIT else Unit.PROVINCE
    return Unit.SETTLEMENT if tokens.keys[end] in SETTLEMENT_UNIT else Unit.NONE


def listed_unit(tokens: Tokens, at: int) -> str:
    """The plural unit behind a list of names that goes on at a token: "Luhansk | and Donetsk regions"; "" for none."""
    for position in range(at, min(len(tokens), at + LONGEST_LIST)):
        word = tokens.keys[position]
        if position > at and word in PLURAL_UNIT:
            return word
        if not tokens.capital[position] and word not in JOINING and word != "-":
            break
    return ""


def unit_before(tokens: Tokens, run: Run, begins: Mapping[int, Run], ends: Mapping[int, Run]) -> Unit:
    """What a plural unit before a list of names makes each: "the regions of Luhansk, Sumy and Kharkiv"."""
    first, several = run, run[1] < len(tokens) and tokens.keys[run[1]] in JOINING and run[1] + 1 in begins
    while run[0] - LONGEST_LIST < first[0] > 1 and tokens.keys[first[0] - 1] in JOINING and not tokens.breaks[first[0]]:
        back = first[0] - 1 - (tokens.keys[first[0] - 2] == ",")
        if back not in ends:
            break
        first, several = ends[back], True
    opening = first[0]
    if not several or opening < 2 or tokens.keys[opening - 1] != "of" or tokens.breaks[opening]:
        return Unit.NONE
    word = tokens.keys[opening - 2]
    if word not in PLURAL_UNIT:
        return Unit.NONE
    return Unit.DISTRICT if word in DISTRICT_UNIT else Unit.PROVINCE
