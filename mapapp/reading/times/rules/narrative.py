"""What counts as a time in a story and not in the news: "the duration of the war", "a short time", ages, rates.

Histories are annotated by TIMEX2, which counts times that only an event ties to the calendar; reports by TimeML, which
does not. How far the words after such an expression belong to it is decided in `reach.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from mapapp.model import TimeType
from mapapp.reading.times.almanac import CLOCK_UNITS
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.rules.durations import amount

DATE, DURATION, SET = TimeType.DATE, TimeType.DURATION, TimeType.SET
VAGUE_LENGTH = "PXX"
"""A length of time in no unit at all."""
_STRETCHES = NEIGHBOURS["stretch_of_time"]
_STRETCHED = NEIGHBOURS["adjective_of_time"]
_YEARS_OF = frozenset(("of", "following", "after", "before", "between", "leading", "preceding"))
_TIED = frozenset(("intervening", "ensuing", "subsequent", "war", "interwar", "wartime"))

_Rule = Callable[[Expression], Value]


def in_story(*patterns: str) -> Callable[[_Rule], _Rule]:
    """Registers the function below it as a rule that holds in histories only."""

    def register(value: _Rule) -> _Rule:
        @RULES.rule(*patterns)
        @wraps(value)
        def told(said: Expression) -> Value:
            return value(said) if said.anchors.narrative else None

        return told

    return register


@in_story("THE SPAN (?=OF)")
def duration_of(said: Expression) -> Value:
    return (DURATION, VAGUE_LENGTH)


@in_story(
    "A OTHER? (LONG|SHORT|OTHER|FULL) (TIME|PERIOD) (OF TIME)?", "A PERIOD (OF TIME)? | A (LONG|SHORT) OTHER OF TIME"
)
def stretch(said: Expression) -> Value:
    """ "a short time", "a brief period of time", "a period of unrest"."""
    described = said.words[0] == "a" and set(said.words) & _STRETCHES
    named = (said.words[:2] == ["a", "period"] and said.after() == "of") or said.words[2:] == ["of", "time"]
    return (DURATION, VAGUE_LENGTH) if (described or named) else None


@in_story("THE (OTHER|EARLY)? UNITS")
def years_of(said: Expression) -> Value:
    """ "the final years of the empire", "the intervening years", "the years following the truce"."""
    described = len(said) == 2 or said.words[1] in _STRETCHED
    follows = said.after() == "that" and said.after(2) in ("followed", "passed")
    tied = follows or said.after() in _YEARS_OF or (len(said) == 3 and said.words[1] in _TIED)
    fits = described and tied and said.unit not in CLOCK_UNITS
    return (DURATION, amount(None, said.unit)) if fits else None


@in_story("ABOUT? NUMBER (OTHER|FULL) UNITS | A? FEW OTHER UNITS")
def described_length(said: Expression) -> Value:
    """ "two bloody weeks", "a few quiet months"."""
    at = len(said) - 2
    described = said.words[at] in _STRETCHED or "FULL" in said
    count = 2 if "couple" in said.words else said.part(0, at).number
    return (DURATION, amount(count, said.unit)) if described else None


@in_story("THE (ORD|LAST|OTHER|FINAL) (UNIT|HALF) OF THE ORD HYPHEN? UNIT")
def part_of_century(said: Expression) -> Value:
    """ "the last quarter of the 18th century", "the first decade of the 19th century"."""
    century = said.inside[-3 if "HYPHEN" in said else -2].value
    parts = said.units[:-1] in ([], ["Q"], ["DE"])
    fits = said.unit == "CE" and parts and century > 9
    return (DATE, f"{century - 1:02d}") if fits else None


@in_story("DATEWORD | MODERN | MODERN HYPHEN? UNIT")
def present(said: Expression) -> Value:
    """ "to date", "present-day Turkey": the time of writing."""
    to_date = said.before() == "to" and said.after() not in ("from", "back", "the", "a", "his", "its", "their")
    at_present = said.words == ["present"] and said.before() == "at"
    fits = said.unit == "D" if "UNIT" in said else to_date if "DATEWORD" in said else at_present
    return (DATE, "PRESENT_REF") if fits else None


@in_story("NUMBER")
def age(said: Expression) -> Value:
    """ "died at age seventy-nine", "a boy aged 12"."""
    aged = said.before() in ("age", "aged") or (said.before() == "of" and said.before(2) == "age")
    fits = aged and said.number is not None
    return (DURATION, f"P{said.number}Y") if fits else None


@in_story("A UNIT")
def rate(said: Expression) -> Value:
    """ "thirty attacks a day", "960 a week"."""
    counted = said.kind_before() in ("INT", "NUM", "CARD") and said.unit in ("D", "W", "M", "Y")
    return (SET, amount(1, said.unit)) if counted else None
