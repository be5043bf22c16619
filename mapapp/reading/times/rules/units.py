"""Units counted from an anchor: "last year", "this week", "the next month", "that day"."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeSpan, TimeType
from mapapp.reading.times.almanac import CLOCK_UNITS, shift, write
from mapapp.reading.times.direction import is_talk
from mapapp.reading.times.expression import IMPOSSIBLE, RULES, Dated, Expression, Value
from mapapp.reading.times.rules.durations import amount
from mapapp.reading.times.rules.quarters import quarter

DATE, DURATION = TimeType.DATE, TimeType.DURATION
_SPANNING = ("in", "over", "during", "for", "within")
_WHILE = frozenset(("at", "by", "during", "around", "about", "until", "since", "from", "over", "in", "throughout"))
"""Before "this time" as a time; "this time to Numidia" is an occasion."""
_UNKNOWN = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX"}


@RULES.rule("(THE? EARLY HYPHEN?|EARLYISH)? THE? (THIS|LAST|THIS LAST|THIS NEXT)? (ORD HYPHEN?)? UNIT")
def century_or_unit(said: Expression) -> Value:
    if "ORD" not in said:
        return named_unit(said)
    century = [token.value for token in said.inside if token.kind == "ORD"][-1]
    if said.unit == "CE" and century > 9:
        return DATE, f"{century - 1:02d}"
    return quarter(said) if said.unit == "Q" else None


def named_unit(said: Expression) -> Value:
    """last year, this week, the month; the early part of it is the same value."""
    unit, base = said.unit, said.anchors.base
    named = "LAST" in said or "THIS" in said
    if len(said) > 1 and all(token.capital for token in said.inside):  # a programme or a paper
        return None
    if said.after() == "-" and said.after(2) == "long":
        return None
    if said.kind_after() == "HYPHEN" and said.kind_after(2) in ("AGO", "EARLIER"):
        return None
    if said.words[:2] == ["the", "last"] and said.after() == "of" and not said.anchors.narrative:
        return IMPOSSIBLE
    if unit in CLOCK_UNITS or len(said) == 1:
        return None
    if base is None:
        return (DATE, _UNKNOWN.get(unit, "XXXX")) if named else None
    if "THE" in said and "LAST" in said:
        return _the_last(said, base)
    if unit == "D" and "LAST" in said:
        return None
    if unit == "W2":
        return DURATION, "P2W"
    if unit == "WE" and "NEXT" in said:
        return DATE, write(base if base.weekday() < 5 else base + timedelta(7), "WE")
    if unit == "WE" and "LAST" not in said:
        just_gone = said.direction() < 0 and base.weekday() < 3
        coming = ("THIS" in said and not just_gone) or said.direction() > 0 or base.weekday() > 4
        return DATE, write(base if coming else base - timedelta(7), "WE")
    if "THE" in said and not named:
        return _the_unit(said, base)
    if unit == "D" and not named:
        return None
    return quarter(said) if unit == "Q" else (DATE, write(shift(base, unit, said.steps), unit))


def _the_last(said: Expression, base: date) -> Value:
    """The past year is a length in a story, the year before in the news; the previous day counts from the scene."""
    unit = said.unit
    if unit == "W2" or (unit == "D" and said.words[-2] in ("past", "last")):
        return (DURATION, f"P{2 if unit == 'W2' else 1}{unit[0]}") if said.before() in _SPANNING else IMPOSSIBLE
    if said.words[-2] == "past" and is_talk(said.tokens, said.first) and unit in ("W", "M", "Y"):
        return Dated(DURATION, f"P1{unit}", TimeSpan(shift(base, unit, -1), base))
    if said.words[-2] in ("past", "last"):
        length = said.anchors.narrative or (unit in ("DE", "CE") and said.words[-2] == "past")
        return (DURATION, amount(1, unit)) if length else (DATE, write(shift(base, unit, -1), unit))
    scene = said.anchors.scene_by(unit) or base
    return quarter(said) if unit == "Q" else (DATE, write(shift(scene, unit, -1), unit))


def _the_unit(said: Expression, base: date) -> Value:
    unit = said.unit
    if unit == "Y" and said.kind_after() == "NUM" and (said.after()[0] == "0" or len(said.after()) > 4):
        return None  # "the year 0", "the year 99999"
    if unit == "Q":
        return quarter(said)
    reaches = said.after() in ("to", "through") and said.kind_after(2) == "MONTH"
    if unit in ("Y", "W") and (reaches or said.after() in ("ended", "ending")):
        return DURATION, f"P1{unit}"
    parted = {"EARLIER", "LATER", "EDGE"} & {token.kind for token in said.inside}
    whole = unit in ("Y", "M", "W") or (parted and (unit in ("DE", "CE") or "EDGE" not in said))
    return (DATE, write(base, unit)) if whole else None


@RULES.rule("(EARLYISH|EARLY)? THE? NEXT UNIT")
def next_unit(said: Expression) -> Value:
    told = said.tokens[said.stop - 3].low == "the" or "following" in said.words
    spanning = said.before() in _SPANNING and said.words[-2] == "next" and not said.anchors.narrative
    base = said.anchors.scene_by(said.unit) if told and not spanning else said.anchors.base
    if base is None or said.unit in CLOCK_UNITS:
        return None
    return DATE, write(shift(base, said.unit, 1), said.anchors.as_told(said.unit) if told else said.unit)


@RULES.rule("(EARLIER|LATER|EARLYISH)? (THAT SAME?|THE? SAME) UNIT")
def that_unit(said: Expression) -> Value:
    base, unit = said.anchors.scene, said.unit
    unclear = unit == "D" and said.anchors.told_unit not in ("", "D")
    return None if base is None or unit in CLOCK_UNITS or unclear else (DATE, write(base, unit))


@RULES.rule("YEARWORD | UNIT HYPHEN EDGE | THE? UNIT APOS POSSESSIVE EDGE | UNIT EDGE")
def end_of_unit(said: Expression) -> Value:
    if said.words[-1] == "beginning":
        return None
    base, unit = said.anchors.base, said.unit or "Y"
    return (DATE, write(base, unit)) if base and unit in ("Y", "M") else None


@RULES.rule("THE? ORD (?=(AND|IN|HYPHEN) THE? ORD (UNIT|UNITS)) | ORD UNITS")
def century_of_two(said: Expression) -> Value:
    """ "the 17th" and "18th centuries"."""
    ahead = said.tokens[said.first : said.stop + 5]
    unit = next(token.value for token in ahead if token.kind in ("UNIT", "UNITS"))
    fits = unit == "CE" and said.value("ORD") > 9
    return (DATE, f"{said.value('ORD') - 1:02d}") if fits else None


@RULES.rule("THE? (THIS|CURRENT|LATEST|LAST|NEXT)? (FULL|FISCAL){1,3} UNIT")
def fiscal_unit(said: Expression) -> Value:
    base, unit = said.anchors.base, said.unit
    if "THE" in said and said.words[-2] == "fiscal" and len(said) == 3:
        return DURATION, f"P1{unit[-1]}"
    told = {"THE", "THIS", "LAST", "NEXT"} & {token.kind for token in said.inside}
    fits = base and unit in ("Y", "Q", "M") and told
    steps = -1 if "LATEST" in said else said.steps
    return (DATE, write(shift(base, unit, steps), unit)) if base and fits else None


@RULES.rule("(THIS|THAT|THE? SAME) (TIME|PERIOD)")
def told_time(said: Expression) -> Value:
    """In a story, the time that it has reached."""
    if not said.anchors.narrative:
        return None
    if said.words == ["this", "time"]:
        return (DATE, "PRESENT_REF") if said.before() in _WHILE else None
    told = said.anchors.told
    return DATE, write(told, said.anchors.told_unit) if told else "PAST_REF"
