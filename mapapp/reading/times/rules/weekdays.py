"""Days of the week, today and yesterday, parts of the day."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import shift
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import SHORT_NAMES

DATE, TIME = TimeType.DATE, TimeType.TIME


def weekday_near(said: Expression, weekday: int) -> date | None:
    """The day of that name: by "last" and "next", else by the verbs; the document's own day is in the past."""
    base = said.anchors.base
    if base is None:
        return None
    past = base - timedelta((base.weekday() - weekday) % 7)
    future = base + timedelta((weekday - base.weekday()) % 7)
    if first := _range_start(said):
        return first + timedelta((weekday - first.weekday()) % 7)
    if said.steps < 0:
        return past if past < base else past - timedelta(7)
    if said.steps > 0:
        return future if future > base else future + timedelta(7)
    if "THIS" in said and said.direction() >= 0:
        return future
    possessive = said.after() in ("'", "’") and said.after(2) == "s"
    return future if not possessive and said.direction() > 0 else past


def _range_start(said: Expression) -> date | None:
    """The first day of "Monday to Thursday", "between Tuesday and Friday": the second follows it."""
    at = said.first - 2
    if len(said) > 2 or at < 0 or said.tokens[at].kind != "WDAY":
        return None
    joined = said.before() in ("to", "through", "till", "until", "-", "–") or (
        said.before() == "and" and at > 0 and said.tokens[at - 1].low == "between"
    )
    first = Expression(said.tokens, at, at + 1, said.anchors)
    return weekday_near(first, first.value("WDAY")) if joined else None


def weekday_value(said: Expression) -> str:
    day = weekday_near(said, said.value("WDAY"))
    return day.isoformat() if day else f"XXXX-WXX-{said.value('WDAY') + 1}"


@RULES.rule("(EARLYISH|EARLY|EARLIER)? (LAST|NEXT|THIS|THIS LAST|THIS NEXT)? WDAY")
def weekday(said: Expression) -> Value:
    if len(said) == 1 and said.words[0] in SHORT_NAMES:
        return None
    if "following" in said.words:  # "said following Saturday's rally"; the day is "the following Saturday"
        return None
    return DATE, weekday_value(said)


@RULES.rule("THE (LAST|NEXT) WDAY")
def told_weekday(said: Expression) -> Value:
    """ "the previous Friday", "the following Monday": beside the day told of."""
    scene, weekday = said.anchors.scene, said.value("WDAY")
    if scene is None or said.words[1] not in ("previous", "preceding", "following"):
        return None
    if "NEXT" in said:
        return DATE, (scene + timedelta((weekday - scene.weekday()) % 7 or 7)).isoformat()
    return DATE, (scene - timedelta((scene.weekday() - weekday) % 7 or 7)).isoformat()


@RULES.rule("(EARLYISH|EARLY|THE)? (LAST|NEXT|THIS|THIS LAST|THIS NEXT)? WDAY HYPHEN? PART | THE? EARLY? PART OF WDAY")
def weekday_part(said: Expression) -> Value:
    return TIME, f"{weekday_value(said)}T{said.value('PART')}"


def _day_value(base: date | None, offset: int) -> str:
    return shift(base, "D", offset).isoformat() if base else "XXXX-XX-XX"


@RULES.rule("(EARLY|EARLIER|LATER)? DAYREL")
def day_relative(said: Expression) -> Value:
    base, offset = said.anchors.document or said.anchors.base, said.value("DAYREL")
    if base is None and offset == 0:
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


@RULES.rule("EARLY? (THE? NEXT|THAT|THE SAME|THE LAST) PART | EARLY THE NEXT PART | EARLY (THE|THAT) PART")
def part_of_told_day(said: Expression) -> Value:
    scene = said.anchors.scene
    offset = said.value("NEXT") or (said.value("LAST") if "THE" in said else 0) or 0
    return (TIME, f"{shift(scene, 'D', offset).isoformat()}T{said.value('PART')}") if scene else None


@RULES.rule("(THE|EARLY HYPHEN?) PART")
def part_alone(said: Expression) -> Value:
    scene = said.anchors.scene
    if said.value("PART") == "NI" or said.before() not in ("in", "by", "during", "this", "of"):
        return None
    if said.after() == "of" or scene is None or said.before(2) == "early":
        return None
    return TIME, f"{scene.isoformat()}T{said.value('PART')}"
