"""Names that only hamlets bear: many are words and surnames too, so the article has to speak for the place."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import NAME_FACTS, NameTable
from mapapp.reading.places.recognising import COMPANY, Chances, company
from mapapp.reading.places.support import Floats
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.units import Unit, unit_after

IN_PLACE, SETTLEMENT_UNIT = cue("in_place"), cue("settlement_unit")
BEFORE_OF = SETTLEMENT_UNIT | cue("direction")
UNCOUNTED = NAME_FACTS.index("uncounted")
NEIGHBOURS, COUNTRYMEN = COMPANY.index("admin1_others"), COMPANY.index("country_others")
LEAST_OTHERS = float(np.log1p(0.1))
"""Other names in the province from which a hamlet is believed: a tenth of one, for any may mean another place."""
DOUBT = 0.4
"""What is left of the chance of a name that nothing speaks for; short of what a candidate is taken from."""


def doubted(tokens: Tokens, found: Mapping[Run, int | None], likely: Chances, table: NameTable) -> Chances:
    """The chances, less for a name that only hamlets bear where the article names other places and none beside it.

    A mention that the words beside it say to be a place ("in X", "east of X", "the village of X") speaks for them all.
    """
    names = list(found.values())
    hamlets = {name for name in names if name is not None and table[name].name[UNCOUNTED]}
    if not hamlets:
        return likely
    said = {name for run, name in found.items() if name in hamlets and is_said(tokens, run)}
    doubts = [
        name in hamlets and name not in said and not has_neighbour(table, name, row)
        for name, row in zip(names, company(names, likely, table), strict=True)
    ]
    return np.where(doubts, likely * DOUBT, likely)


def has_neighbour(table: NameTable, name: int, others: Floats) -> bool:
    """Whether another name has a place in the hamlet's province, or in its country where the province is not known."""
    column = NEIGHBOURS if table[name].admin1.any() else COUNTRYMEN
    return bool(others[column] >= LEAST_OTHERS)


def is_said(tokens: Tokens, run: Run) -> bool:
    """Whether the words beside a mention say that it is a place."""
    first, _ = run
    before = tokens.keys[first - 1] if first and not tokens.breaks[first] else ""
    if before in IN_PLACE or unit_after(tokens, run) is Unit.SETTLEMENT:
        return True
    return before in SETTLEMENT_UNIT or (before == "of" and first > 1 and tokens.keys[first - 2] in BEFORE_OF)
