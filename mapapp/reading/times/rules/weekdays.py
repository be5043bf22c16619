"""Days of the week, today and yesterday, parts of the day."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import beside, shift
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import SHORT_NAMES
from mapapp.reading.times.rules.dates import closes
from mapapp.reading.times.rules.ranges import is_first, is_second

DATE, TIME = TimeType.DATE, TimeType.TIME
LONGEST_WEEK = 16
"""Tokens of the longest list of the days of a week."""
_SUN = ("dawn", "dusk", "sunrise", "sunset", "nightfall")


def weekday_near(said: Expression, weekday: int) -> date | None:
    """The day of that name: by "last" and "next", else by the verbs; the document's own day is in the past."""
    base = said.anchors.base
    if base is None:
        return None
    past = base - timedelta((base.weekday() - weekday) % 7)
    future = base + timedelta((weekday - base.weekday()) % 7)
    if week := _week_ahead(said):
        return week + timedelta(weekday)
    if first := _follows(said):
        return first + timedelta((weekday - first.weekday()) % 7)
    if said.steps < 0:
        return beside(base, weekday, -1)
    if said.steps > 0:
        return _next(said, base, future)
    if "THIS" in said and said.direction() >= 0:
        return future
    possessive = said.after() in ("'", "’") and said.after(2) == "s"
    direction = said.direction()
    if direction == 0 and said.anchors.note and said.before() not in ("from", "of"):
        return min(past, future, key=lambda day: abs((day - base).days))
    return future if not possessive and direction > 0 else past


def _next(said: Expression, base: date, future: date) -> date:
    """ "next Friday" is in the next week; "coming Friday", "following Friday" the one after this day."""
    if {"next", "nxt"} & set(said.words) and "THIS" not in said:
        return future if future - timedelta(future.weekday()) > base else future + timedelta(7)
    return beside(base, future.weekday(), 1)


def _week_ahead(said: Expression) -> date | None:
    """The Monday of "Tuesday to Thursday next week", for its first day."""
    base, behind = said.anchors.base, said.tokens[said.stop + 1 : said.stop + 5]
    kinds = [token.kind for token in behind if token.kind != "OF"]
    if base is None or not is_first(said) or kinds[:1] != ["WDAY"] or kinds[2:3] != ["UNIT"]:
        return None
    steps = {"NEXT": 1, "THIS": 0, "LAST": -1}.get(kinds[1])
    fits = steps is not None and any(token.kind == "UNIT" and token.value == "W" for token in behind)
    return shift(base, "W", steps or 0) - timedelta(base.weekday()) if fits else None


def _follows(said: Expression) -> date | None:
    """The day told before in a range or list, "Monday to Thursday", "Monday or Wednesday": the next is after it."""
    told = said.anchors.told
    if told is None or said.anchors.told_unit != "D" or len(said) > 2 or said.steps:
        return None
    behind = said.kind_before(2)
    listed = behind == "WDAY" and said.before() in (",", "and", "or", "/", "&") and said.direction() > 0
    return told if listed or (behind in ("WDAY", "UNIT") and is_second(said)) else None


def weekday_value(said: Expression) -> str:
    day = weekday_near(said, said.value("WDAY"))
    return day.isoformat() if day else f"XXXX-WXX-{said.value('WDAY') + 1}"


def _is_meant(said: Expression) -> bool:
    """ "on Sat", "Mon to Wed", "fri" in lower case: a weekday, not the name of a person or a paper."""
    beside = said.kind_before(2) if is_second(said) else said.kind_after(2) if is_first(said) else ""
    return beside == "WDAY" or said.before() in ("on", "until", "till") or not said.inside[0].capital


@RULES.rule("WDAY (NEXT|LAST)")
def weekday_coming(said: Expression) -> Value:
    """ "Saturday coming", "Friday next"."""
    base, words = said.anchors.base, said.words
    if base is None or not closes(said) or words[-1] not in ("coming", "next", "last"):
        return None
    return DATE, beside(base, said.value("WDAY"), said.steps).isoformat()


def _is_of_every_week(said: Expression) -> bool:
    """ "every Monday, Wednesday and Friday"."""
    for at in range(said.first - 1, max(said.first - LONGEST_WEEK, -1), -1):
        if said.tokens[at].kind not in ("COMMA", "AND", "WDAY"):
            return said.tokens[at].kind == "EVERY" and at < said.first - 1
    return False


@RULES.rule("(EARLYISH|EARLY|EARLIER)? (LAST|NEXT|THIS|THIS LAST|THIS NEXT)? WDAY")
def weekday(said: Expression) -> Value:
    if len(said) == 1 and said.words[0] in SHORT_NAMES and not _is_meant(said):
        return None
    if len(said) == 1 and _is_of_every_week(said):
        return TimeType.SET, f"XXXX-WXX-{said.value('WDAY') + 1}"
    if "following" in said.words:  # "said following Saturday's rally"; the day is "the following Saturday"
        return None
    return DATE, weekday_value(said)


@RULES.rule("THE (LAST|NEXT) WDAY")
def told_weekday(said: Expression) -> Value:
    """ "the previous Friday", "the following Monday": beside the day told of."""
    scene, weekday = said.anchors.scene, said.value("WDAY")
    if scene and said.words[1] in ("coming", "upcoming"):
        return DATE, weekday_value(said)
    if scene is None or said.words[1] not in ("previous", "preceding", "following"):
        return None
    return DATE, beside(scene, weekday, said.steps).isoformat()


@RULES.rule("(EARLYISH|EARLY|THE)? (LAST|NEXT|THIS|THIS LAST|THIS NEXT)? WDAY HYPHEN? PART | THE? EARLY? PART OF WDAY")
def weekday_part(said: Expression) -> Value:
    return TIME, f"{weekday_value(said)}T{said.value('PART')}"


def _day_value(base: date | None, offset: int) -> str:
    return shift(base, "D", offset).isoformat() if base else "XXXX-XX-XX"


@RULES.rule("(EARLY|EARLIER|LATER)? DAYREL")
def day_relative(said: Expression) -> Value:
    base, offset = said.anchors.document or said.anchors.base, said.value("DAYREL")
    if offset == 0 and (base is None or said.anchors.narrative):
        return DATE, "PRESENT_REF"
    return DATE, _day_value(base, offset)


@RULES.rule("THE UNIT (BEFORE|AFTER) DAYREL")
def day_beside(said: Expression) -> Value:
    """The day before yesterday, the day after tomorrow."""
    offset = said.value("DAYREL")
    if said.unit != "D" or offset == 0 or (offset < 0) != ("BEFORE" in said):
        return None
    return DATE, _day_value(said.anchors.document or said.anchors.base, 2 * offset)


@RULES.rule("(EARLY|EARLIER|LATER)? DAYREL PART | (EARLY HYPHEN)? PART DAYREL")
def day_relative_part(said: Expression) -> Value:
    base = said.anchors.document or said.anchors.base
    return TIME, f"{_day_value(base, said.value('DAYREL'))}T{said.value('PART')}"


@RULES.rule("(EARLY|LATER)? (TONIGHT|LAST PART|THIS PART|EARLY THIS PART)")
def part_of_today(said: Expression) -> Value:
    offset = -1 if said.steps < 0 else 0
    return TIME, f"{_day_value(said.anchors.base, offset)}T{said.value('PART') or 'NI'}"


@RULES.rule("OVERNIGHT")
def overnight(said: Expression) -> Value:
    """The night before the report, or of the day told of; "an overnight strike" too."""
    return TIME, f"{_day_value(said.anchors.base, 0)}TNI"


@RULES.rule("(EARLY|LATER)? (THE? NEXT|THAT|THE SAME|THE LAST) PART | EARLY THE NEXT PART | EARLY (THE|THAT) PART")
def part_of_told_day(said: Expression) -> Value:
    scene = said.anchors.scene_by("D")
    offset = said.value("NEXT") or (said.value("LAST") if "THE" in said else 0) or 0
    return (TIME, f"{shift(scene, 'D', offset).isoformat()}T{said.value('PART')}") if scene else None


@RULES.rule("(THE|EARLY HYPHEN?)? PART")
def part_alone(said: Expression) -> Value:
    """ "in the morning", "at dawn"."""
    scene = said.anchors.scene_by("D")
    if len(said) == 1:
        fits = said.words[0] in _SUN and said.before() in ("at", "before", "until", "after", "since", "by")
        fits = fits and not said.anchors.narrative
        return (TIME, f"{scene.isoformat()}T{said.value('PART')}") if fits and scene else None
    if said.value("PART") == "NI" or said.before() not in ("in", "by", "during", "this", "of"):
        return None
    if said.after() == "of" or scene is None or said.before(2) == "early":
        return None
    return TIME, f"{scene.isoformat()}T{said.value('PART')}"
