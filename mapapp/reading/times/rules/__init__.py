"""The rules of the grammar: a module a family, a function a rule. Importing this package registers all of them."""

from mapapp.reading.times.rules import dates, listed, months  # the order decides ties of equal length

# isort: split
from mapapp.reading.times.rules import (
    clock,
    counted,
    durations,
    narrative,
    narrative_dates,
    numeric,
    offsets,
    ordinals,
    parts,
    periods,
    quarters,
    seasons,
    sets,
    units,
    vague,
    weekdays,
    weeks,
    years,
)

__all__ = [
    "clock",
    "counted",
    "dates",
    "durations",
    "listed",
    "months",
    "narrative",
    "narrative_dates",
    "numeric",
    "offsets",
    "ordinals",
    "parts",
    "periods",
    "quarters",
    "seasons",
    "sets",
    "units",
    "vague",
    "weekdays",
    "weeks",
    "years",
]
