"""So much before or after something: "three days later", "two weeks ago", "a year earlier"."""

from __future__ import annotations

from datetime import date

from mapapp.model import TimeSpan, TimeType
from mapapp.reading.times.almanac import CLOCK_UNITS, MONTHS_OF, shift, write
from mapapp.reading.times.direction import is_talk
from mapapp.reading.times.expression import RULES, Dated, Expression, Value
from mapapp.reading.times.rules.quarters import last_years

DATE = TimeType.DATE
_WRITTEN_AS = {"DE": "Y", "CE": "Y", "W2": "W", "WE": "W"}


def _later(said: Expression) -> bool:
    return bool({"LATER", "AFTER", "AFTERWARDS"} & {token.kind for token in said.inside}) or said.words[-1] in (
        "now",
        "hence",
    )


def _vague(said: Expression) -> Value:
    """ "years ago", "a few months later": no number to count with."""
    past = "AGO" in said or said.words[-1] == "earlier"
    if past:
        return (DATE, "PAST_REF") if "AGO" in said or said.anchors.narrative else None
    if not said.anchors.narrative:
        return None
    return (DATE, "FUTURE_REF") if _later(said) else (DATE, "PAST_REF")


def _start(said: Expression) -> date | None:
    anchors = said.anchors
    counted_from_now = "AGO" in said or said.words[-1] in ("now", "hence", "back")
    if counted_from_now or (said.words[-1] == "earlier" and not anchors.narrative):
        return anchors.base
    if "LATER" in said and not anchors.narrative and anchors.spoken:
        return anchors.spoken
    return anchors.scene_by(said.unit)


def _beside_an_event(said: Expression) -> bool:
    """ "two days after the siege" is a day in a story, "a week before moving back", "for a year after it" are not."""
    lasts = "for" in (said.before(), said.before(2)) or (said.words[-1] == "before" and said.after().endswith("ing"))
    return said.anchors.narrative and not lasts


@RULES.rule(
    "ABOUT? (NUMBER|A|FEW|A FEW|A FEW OF) HYPHEN? UNITANY (AND A HALF)? (AGO|EARLIER|LATER|BEFORE|AFTER|AFTERWARDS)",
    "A FULL UNIT (LATER|EARLIER) | NUMBER FULL UNITS (LATER|EARLIER) | UNITS AFTERWARDS",
    "A UNIT AND SO (AGO|EARLIER|LATER) | UNITS (AGO|EARLIER|LATER|BEFORE|AFTER) | A UNIT (AGO|EARLIER) | UNIT AGO",
    "(NUMBER|A|A FEW) UNITANY IN NOW | (NUMBER|A|A FEW OF?) UNITANY BACK",
    "HALF A UNIT (AGO|EARLIER|LATER)",
)
def offset(said: Expression) -> Value:
    unit, count, last = said.unit, said.number, said.words[-1]
    if last == "back" and (said.before() in ("for", "in") or not is_talk(said.tokens, said.first)):
        return None
    if last in ("before", "after") and said.after()[:1].isalnum() and not _beside_an_event(said):
        return None
    if count is None and "couple" in said.words:
        count = 2
    if count is None and ("FEW" in said or ("UNITS" in said and "A" not in said)):
        return _vague(said)
    return _counted(said, unit, 1 if count is None else count)


@RULES.rule("THE (UNIT|PART) (BEFORE|AFTER)")
def beside_the_scene(said: Expression) -> Value:
    """ "the day before", "the night before", where no event follows to be counted from."""
    scene, ends = said.anchors.scene_by(said.unit or "D"), not said.after()[:1].isalnum()
    if said.anchors.narrative or scene is None or not ends or said.unit in CLOCK_UNITS:
        return None
    step = -1 if "BEFORE" in said else 1
    if "PART" in said:
        return TimeType.TIME, f"{shift(scene, 'D', step).isoformat()}T{said.value('PART')}"
    return DATE, write(shift(scene, said.unit, step), said.unit)


@RULES.rule("(NUMBER|A) UNITANY? (AND|IN|HYPHEN) NUMBER UNITANY? (LATER|EARLIER|AFTERWARDS)")
def about_so_much(said: Expression) -> Value:
    """ "a year or two later", "ten to twelve years later"."""
    return _vague(said) if said.anchors.narrative and said.units else None


SOME_HOURS = 6
"""Hours from now that are said to be of the same day."""


def _is_today(said: Expression, unit: str, count: float) -> bool:
    """ "ten minutes ago", "an hour from now", said to somebody."""
    near = unit in ("TS", "TM") or (unit == "TH" and count <= SOME_HOURS)
    return near and said.words[-1] in ("ago", "now") and is_talk(said.tokens, said.first)


def _counted(said: Expression, unit: str, count: float) -> Value:
    start, later = _start(said), _later(said)
    if start is not None and unit in CLOCK_UNITS and said.anchors.narrative:
        return DATE, write(start, said.anchors.as_told("D"))
    if start and _is_today(said, unit, count):
        return DATE, start.isoformat()
    if start is None or unit in CLOCK_UNITS:
        return None
    past = not later and (said.words[-1] in ("ago", "earlier", "back"))
    if unit == "Y" and count == 1 and past and said.anchors.quarter and not said.anchors.narrative:
        return last_years(said)
    if count != int(count) and unit in MONTHS_OF:
        months = int(MONTHS_OF[unit] * count)
        day, unit = shift(start, "M", months if later else -months), "M" if months < 12 else unit
    else:
        day = shift(start, unit, count if later else -count)
    value = write(day, said.anchors.as_told(_WRITTEN_AS.get(unit, unit)))
    if unit in ("W", "W2", "M") and said.anchors.note:
        return Dated(DATE, value, TimeSpan(day, day))
    return DATE, value
