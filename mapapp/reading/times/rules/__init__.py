"""The rules of the grammar: a module a family, a function a rule. Importing this package registers all of them."""

from mapapp.reading.times.rules import (  # the order decides ties of equal length
    clock,
    dates,
    durations,
    everyday,
    narrative,
    offsets,
    quarters,
    seasons,
    sets,
    units,
    vague,
    weekdays,
    years,
)

__all__ = [
    "clock", "dates", "durations", "everyday", "narrative", "offsets", "quarters", "seasons", "sets", "units", "vague",
    "weekdays", "years",
]  # fmt: skip
