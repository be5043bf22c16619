"""Dates that a story counts from the date it has reached: "the day before", "that December", "the 20th", "the time"."""

from __future__ import annotations

from mapapp.model import TimeType
from mapapp.reading.times.almanac import CLOCK_UNITS, months_on, shift, write
from mapapp.reading.times.direction import cue
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.durations import amount
from mapapp.reading.times.rules.narrative import in_story

DATE, TIME, DURATION = TimeType.DATE, TimeType.TIME, TimeType.DURATION
_THROUGH = frozenset(("during", "throughout", "in", "into", "through"))
_LAST_OF_ITS_KIND = frozenset(("final", "last", "closing"))
_AFTER_A_DAY = frozenset(
    ("he", "she", "it", "they", "the", "a", "was", "were", "had", "and", "but", "when", "with", "by", "to")
)


def told_value(said: Expression) -> str:
    """The time that the story has reached."""
    told = said.anchors.told
    return write(told, said.anchors.told_unit) if told else "PAST_REF"


@in_story("THE (TIME|MOMENT)")
def at_the_time(said: Expression) -> Value:
    """ "at the time", "by the time he left office"; not "the time had come"."""
    fits = said.before() in ("at", "by", "around", "from", "until")
    return (DATE, told_value(said)) if fits else None


@in_story("(THE|POSSESSIVE) (ORD|LAST|OTHER) UNIT (?=OF) | THE ORD UNIT")
def nth_day(said: Expression) -> Value:
    """ "the fifth day of the siege", "the final hour of the battle": a day is a date, another unit a length."""
    last, unit = said.words[1] in _LAST_OF_ITS_KIND, said.unit
    if ("OTHER" in said and not last) or unit not in ("D", "W", "M", "Y", "TH"):
        return None
    if unit != "D":
        return (DURATION, amount(1, unit)) if said.after() == "of" else None
    told = said.anchors.told
    return DATE, told_value(said) if said.anchors.told_unit == "D" or told is None else write(told, "M") + "-XX"


@in_story("PART | PART HYPHEN TIME | CARD PART | THE ORD PART")
def part_of_some_day(said: Expression) -> Value:
    """ "at night", "a night raid", "one afternoon", "the third evening"."""
    if len(said) == 1 and said.value("PART") not in ("NI", "AF"):
        return None
    if "CARD" in said and said.value("CARD") != 1:
        return None
    return TIME, f"XXXX-XX-XXT{said.value('PART')}"


@in_story("THE PART | EARLY IN THE PART")
def part_of_told_day(said: Expression) -> Value:
    """ "during the night", "late in the afternoon": of the day told of, where it is known."""
    if said.after() == "of" or ("EARLY" not in said and said.before() not in _THROUGH):
        return None
    told = said.anchors.told if said.anchors.told_unit == "D" else None
    return TIME, f"{told.isoformat() if told else 'XXXX-XX-XX'}T{said.value('PART')}"


@RULES.rule("THAT SAME? SEASON | THE SAME SEASON")
def told_season(said: Expression) -> Value:
    """ "that same spring": of the year told of."""
    scene = said.anchors.scene
    return (DATE, f"{scene.year:04d}-{said.value('SEASON')}") if scene else None


@in_story("(THAT|THE NEXT|THE LAST) MONTH")
def told_month(said: Expression) -> Value:
    """ "that December", "the following March", "the previous April": beside the date told of."""
    scene, month = said.anchors.scene, said.value("MONTH")
    if scene is None or "past" in said.words:
        return None
    year = scene.year
    if "NEXT" in said:
        year += month <= scene.month
    elif "LAST" in said:
        year -= month >= scene.month
    return DATE, f"{year:04d}-{month:02d}"


@in_story("THE? WET SEASONWORD")
def wet_season(said: Expression) -> Value:
    """ "the dry season": some part of the year told of."""
    told = said.anchors.told
    return (DATE, write(told, "Y") if told else "PAST_REF")


@in_story("THE PART (BEFORE|AFTER) (?=(THE|A|OTHER))")
def part_beside_told(said: Expression) -> Value:
    """ "the night before the battle", "the morning after the storm"."""
    told = said.anchors.told
    if told is None or said.anchors.told_unit != "D":
        return None
    return TIME, f"{shift(told, 'D', -1 if 'BEFORE' in said else 1).isoformat()}T{said.value('PART')}"


@in_story("THE ORD")
def day_of_told_month(said: Expression) -> Value:
    """ "on the 20th they attacked": of the month that the story has reached, or of the next when past that day."""
    told, number = said.anchors.told, said.value("ORD")
    figures = said.words[1][0].isdigit() and said.before() in ("on", "until", "by", "since")
    stands_alone = said.after() in _AFTER_A_DAY or cue(said.tokens, said.stop) < 0
    if not (told and figures and stands_alone) or said.anchors.told_unit not in ("D", "M"):
        return None
    month = told if number >= told.day else months_on(told.replace(day=1), 1)
    return DATE, month.replace(day=number).isoformat()


@in_story("THE UNIT (BEFORE|AFTER|NEXT)")
def day_beside_told(said: Expression) -> Value:
    """ "the day before", "the day after the battle", "the day following it": beside the day told of."""
    told, unit = said.anchors.told, said.unit
    following = "NEXT" not in said or (said.words[-1] == "following" and said.after()[:1].isalnum())
    if told is None or unit in CLOCK_UNITS or not following:
        return None
    return DATE, write(shift(told, unit, -1 if "BEFORE" in said else 1), unit)


@in_story("THE ORD OTHER (?=OF)")
def anniversary(said: Expression) -> Value:
    """ "the sixth anniversary of the fall": the day told of."""
    return (DATE, told_value(said)) if said.words[-1] == "anniversary" else None


@in_story("MOMENTS (LATER|AFTER|BEFORE) | (FEW|A SHORT) TIME (LATER|AFTER)")
def moments_later(said: Expression) -> Value:
    return (DATE, "PAST_REF" if "BEFORE" in said else "FUTURE_REF")
