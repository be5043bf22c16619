"""What comes again: "every Friday", "daily", "Mondays", "every two weeks"."""

from __future__ import annotations

from mapapp.model import TimeType
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.rules.durations import amount

SET = TimeType.SET
_ADVERBS = frozenset(["daily", "weekly", "monthly", "hourly", "yearly", "nightly"])


@RULES.rule("EVERY (UNIT|PART|SEASON|NUMBER UNITS|FEW UNITS) | EVERY ORD UNIT | EVERY OTHER UNIT")
def every(said: Expression) -> Value:
    if "PART" in said:
        return SET, f"XXXX-XX-XXT{said.value('PART')}"
    if "SEASON" in said:
        return SET, f"XXXX-{said.value('SEASON')}"
    if said.unit == "WE":
        return SET, "XXXX-WXX-WE"
    if "FEW" in said:
        return SET, amount(None, said.unit)
    if "OTHER" in said:
        step = {"other": 2, "single": 1}.get(said.words[1])
        return (SET, amount(step, said.unit)) if step else None
    count = said.number or said.value("ORD") or 1
    return SET, "P1Q" if said.unit == "Q" and count == 1 else amount(count, said.unit)


@RULES.rule("(TWICE|NUMBER TIMES|FEW TIMES) (A|EVERY|PER) UNIT")
def so_often(said: Expression) -> Value:
    """ "twice a year", "three times each week"."""
    return SET, amount(1, said.unit)


@RULES.rule("EVERY MONTH")
def every_month_named(said: Expression) -> Value:
    return SET, f"XXXX-{said.value('MONTH'):02d}"


@RULES.rule("EVERY (OTHER|ORD) WDAY")
def every_other_weekday(said: Expression) -> Value:
    return (SET, "P2W") if said.words[1] in ("other", "second") else None


@RULES.rule("EVERY WDAY PART? | WDAYS | WDAY PARTS")
def every_weekday(said: Expression) -> Value:
    day = said.value("WDAY") if "WDAY" in said else said.value("WDAYS")
    part = said.value("PART") or said.value("PARTS")
    if day == 7:
        return SET, "XXXX-WXX-XX"
    return SET, f"XXXX-WXX-{day + 1}" + (f"T{part}" if part else "")


def _names_on(said: Expression) -> bool:
    return said.stop < len(said.tokens) and said.tokens[said.stop].capital


def _is_a_paper(said: Expression) -> bool:
    """ "the Ukrainian daily, ...", "the Kommersant weekly said"."""
    named = said.kind_before() == "OTHER" and (said.tokens[said.first - 1].capital or said.before() in '"”’')
    told = said.kind_after() in ("", "COMMA", "POINT", "BREAK") or said.after() in NEIGHBOURS["after_paper"]
    return named and told


@RULES.rule("SETADV")
def regularly(said: Expression) -> Value:
    """Not the name of a paper or a programme."""
    if said.inside[0].capital and (said.kind_before() not in ("", "POINT", "BREAK") or _names_on(said)):
        return None
    return (SET, said.value("SETADV")) if said.words[0] in _ADVERBS and not _is_a_paper(said) else None
