"""What counts as a time in a story and not in the news: "at the time", "the duration of the war", "a short time".

Histories are annotated by TIMEX2, which counts times that only an event ties to the calendar; reports by TimeML, which
does not. How far the words after such an expression belong to it is decided in `reach.py`.
"""

from __future__ import annotations

from mapapp.model import TimeType
from mapapp.reading.times.almanac import CLOCK_UNITS, months_on, shift, write
from mapapp.reading.times.direction import cue
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.rules.durations import amount

DATE, TIME, DURATION, SET = TimeType.DATE, TimeType.TIME, TimeType.DURATION, TimeType.SET
VAGUE_LENGTH = "PXX"
"""A length of time in no unit at all."""
_STRETCHES = NEIGHBOURS["stretch_of_time"]
_STRETCHED = NEIGHBOURS["adjective_of_time"]
_YEARS_OF = frozenset(("of", "following", "after", "before", "between", "leading", "preceding"))
_TIED = frozenset(("intervening", "ensuing", "subsequent", "war", "interwar", "wartime"))
_THROUGH = frozenset(("during", "throughout", "in", "into", "through"))
_LAST_OF_ITS_KIND = frozenset(("final", "last", "closing"))


def told_value(said: Expression) -> str:
    """The time that the story has reached."""
    told = said.anchors.told
    return write(told, said.anchors.told_unit) if told else "PAST_REF"


@RULES.rule("THE (TIME|MOMENT)")
def at_the_time(said: Expression) -> Value:
    """ "at the time", "by the time he left office"; not "the time had come"."""
    fits = said.anchors.narrative and said.before() in ("at", "by", "around", "from", "until")
    return (DATE, told_value(said)) if fits else None


@RULES.rule("THE SPAN (?=OF)")
def duration_of(said: Expression) -> Value:
    return (DURATION, VAGUE_LENGTH) if said.anchors.narrative else None


@RULES.rule(
    "A OTHER? (LONG|SHORT|OTHER|FULL) (TIME|PERIOD) (OF TIME)?", "A PERIOD (OF TIME)? | A (LONG|SHORT) OTHER OF TIME"
)
def stretch(said: Expression) -> Value:
    """ "a short time", "a brief period of time", "a period of unrest"."""
    described = said.words[0] == "a" and set(said.words) & _STRETCHES
    named = (said.words[:2] == ["a", "period"] and said.after() == "of") or said.words[2:] == ["of", "time"]
    return (DURATION, VAGUE_LENGTH) if said.anchors.narrative and (described or named) else None


@RULES.rule("THE (OTHER|EARLY)? UNITS")
def years_of(said: Expression) -> Value:
    """ "the final years of the empire", "the intervening years", "the years following the truce"."""
    described = len(said) == 2 or said.words[1] in _STRETCHED
    follows = said.after() == "that" and said.after(2) in ("followed", "passed")
    tied = follows or said.after() in _YEARS_OF or (len(said) == 3 and said.words[1] in _TIED)
    fits = said.anchors.narrative and described and tied and said.unit not in CLOCK_UNITS
    return (DURATION, amount(None, said.unit)) if fits else None


@RULES.rule("ABOUT? NUMBER (OTHER|FULL) UNITS | A? FEW OTHER UNITS")
def described_length(said: Expression) -> Value:
    """ "two bloody weeks", "a few quiet months"."""
    at = len(said) - 2
    described = said.words[at] in _STRETCHED or "FULL" in said
    count = 2 if "couple" in said.words else said.part(0, at).number
    return (DURATION, amount(count, said.unit)) if said.anchors.narrative and described else None


@RULES.rule("(THE|POSSESSIVE) (ORD|LAST|OTHER) UNIT (?=OF) | THE ORD UNIT")
def nth_day(said: Expression) -> Value:
    """ "the fifth day of the siege", "the final hour of the battle": a day is a date, another unit a length."""
    last, unit = said.words[1] in _LAST_OF_ITS_KIND, said.unit
    if not said.anchors.narrative or ("OTHER" in said and not last) or unit not in ("D", "W", "M", "Y", "TH"):
        return None
    if unit != "D":
        return (DURATION, amount(1, unit)) if said.after() == "of" else None
    told = said.anchors.told
    return DATE, told_value(said) if said.anchors.told_unit == "D" or told is None else write(told, "M") + "-XX"


@RULES.rule("PART | PART HYPHEN TIME | CARD PART | THE ORD PART")
def part_of_some_day(said: Expression) -> Value:
    """ "at night", "a night raid", "one afternoon", "the third evening"."""
    if not said.anchors.narrative or (len(said) == 1 and said.value("PART") not in ("NI", "AF")):
        return None
    if "CARD" in said and said.value("CARD") != 1:
        return None
    return TIME, f"XXXX-XX-XXT{said.value('PART')}"


@RULES.rule("THE PART | EARLY IN THE PART")
def part_of_told_day(said: Expression) -> Value:
    """ "during the night", "late in the afternoon": of the day told of, where it is known."""
    if not said.anchors.narrative or said.after() == "of" or ("EARLY" not in said and said.before() not in _THROUGH):
        return None
    told = said.anchors.told if said.anchors.told_unit == "D" else None
    return TIME, f"{told.isoformat() if told else 'XXXX-XX-XX'}T{said.value('PART')}"


@RULES.rule("(THAT|THE) SAME? SEASON | THAT SEASON")
def told_season(said: Expression) -> Value:
    """ "that same spring": of the year told of."""
    scene = said.anchors.scene
    fits = scene is not None and ("THAT" in said or "SAME" in said)
    return (DATE, f"{scene.year:04d}-{said.value('SEASON')}") if scene and fits else None


@RULES.rule("(THAT|THE NEXT|THE LAST) MONTH")
def told_month(said: Expression) -> Value:
    """ "that December", "the following March", "the previous April": beside the date told of."""
    scene, month = said.anchors.scene, said.value("MONTH")
    if scene is None or not said.anchors.narrative or "past" in said.words:
        return None
    year = scene.year
    if "NEXT" in said:
        year += month <= scene.month
    elif "LAST" in said:
        year -= month >= scene.month
    return DATE, f"{year:04d}-{month:02d}"


@RULES.rule("THE (ORD|LAST|OTHER|FINAL) (UNIT|HALF) OF THE ORD HYPHEN? UNIT")
def part_of_century(said: Expression) -> Value:
    """ "the last quarter of the 18th century", "the first decade of the 19th century"."""
    century = said.inside[-3 if "HYPHEN" in said else -2].value
    parts = said.units[:-1] in ([], ["Q"], ["DE"])
    fits = said.anchors.narrative and said.unit == "CE" and parts and century > 9
    return (DATE, f"{century - 1:02d}") if fits else None


@RULES.rule("THE? WET SEASONWORD")
def wet_season(said: Expression) -> Value:
    """ "the dry season": some part of the year told of."""
    told = said.anchors.told
    return (DATE, write(told, "Y") if told else "PAST_REF") if said.anchors.narrative else None


@RULES.rule("DATEWORD | MODERN | MODERN HYPHEN? UNIT")
def present(said: Expression) -> Value:
    """ "to date", "present-day Turkey": the time of writing."""
    to_date = said.before() == "to" and said.after() not in ("from", "back", "the", "a", "his", "its", "their")
    at_present = said.words == ["present"] and said.before() == "at"
    fits = said.unit == "D" if "UNIT" in said else to_date if "DATEWORD" in said else at_present
    return (DATE, "PRESENT_REF") if said.anchors.narrative and fits else None


@RULES.rule("THE PART (BEFORE|AFTER) (?=(THE|A|OTHER))")
def part_beside_told(said: Expression) -> Value:
    """ "the night before the battle", "the morning after the storm"."""
    told = said.anchors.told
    if not said.anchors.narrative or told is None or said.anchors.told_unit != "D":
        return None
    return TIME, f"{shift(told, 'D', -1 if 'BEFORE' in said else 1).isoformat()}T{said.value('PART')}"


_AFTER_A_DAY = frozenset(
    ("he", "she", "it", "they", "the", "a", "was", "were", "had", "and", "but", "when", "with", "by", "to")
)


@RULES.rule("THE ORD")
def day_of_told_month(said: Expression) -> Value:
    """ "on the 20th they attacked": of the month that the story has reached, or of the next when past that day."""
    told, number = said.anchors.told, said.value("ORD")
    figures = said.words[1][0].isdigit() and said.before() in ("on", "until", "by", "since")
    stands_alone = said.after() in _AFTER_A_DAY or cue(said.tokens, said.stop) < 0
    if not (said.anchors.narrative and told and figures and stands_alone) or said.anchors.told_unit not in ("D", "M"):
        return None
    month = told if number >= told.day else months_on(told.replace(day=1), 1)
    return DATE, month.replace(day=number).isoformat()


@RULES.rule("THE UNIT (BEFORE|AFTER|NEXT)")
def day_beside_told(said: Expression) -> Value:
    """ "the day before", "the day after the battle", "the day following it": beside the day told of."""
    told, unit = said.anchors.told, said.unit
    following = "NEXT" not in said or (said.words[-1] == "following" and said.after()[:1].isalnum())
    if not said.anchors.narrative or told is None or unit in CLOCK_UNITS or not following:
        return None
    return DATE, write(shift(told, unit, -1 if "BEFORE" in said else 1), unit)


@RULES.rule("THE ORD OTHER (?=OF)")
def anniversary(said: Expression) -> Value:
    """ "the sixth anniversary of the fall": the day told of."""
    return (DATE, told_value(said)) if said.anchors.narrative and said.words[-1] == "anniversary" else None


@RULES.rule("MOMENTS (LATER|AFTER|BEFORE) | (FEW|A SHORT) TIME (LATER|AFTER)")
def moments_later(said: Expression) -> Value:
    return (DATE, "PAST_REF" if "BEFORE" in said else "FUTURE_REF") if said.anchors.narrative else None


@RULES.rule("NUMBER")
def age(said: Expression) -> Value:
    """ "died at age seventy-nine", "a boy aged 12"."""
    aged = said.before() in ("age", "aged") or (said.before() == "of" and said.before(2) == "age")
    fits = said.anchors.narrative and aged and said.number is not None
    return (DURATION, f"P{said.number}Y") if fits else None


@RULES.rule("A UNIT")
def rate(said: Expression) -> Value:
    """ "thirty attacks a day", "960 a week"."""
    counted = said.kind_before() in ("INT", "NUM", "CARD") and said.unit in ("D", "W", "M", "Y")
    return (SET, amount(1, said.unit)) if said.anchors.narrative and counted else None
