"""Quarters, with the memory that reports of companies need: "the quarter", "the year-ago period"."""

from __future__ import annotations

from datetime import date

from mapapp.model import TimeType
from mapapp.reading.times.almanac import shift, write
from mapapp.reading.times.expression import RULES, Expression, Value

DATE, DURATION = TimeType.DATE, TimeType.DURATION


def _year_of_quarter(said: Expression, number: int) -> int | None:
    """The quarter just over or running; the coming one when the sentence looks ahead."""
    base = said.anchors.base
    if base is None:
        return None
    if said.steps:
        return base.year + said.steps
    here = (base.month + 2) // 3
    direction = said.direction()
    if direction > 0 and said.anchors.note:
        return base.year + (number < here)
    if number > here + 1 or (number == here + 1 == 4 and direction <= 0):
        return base.year - 1
    return base.year + (direction > 0 and number < here - 1)


def _ended(said: Expression) -> date | None:
    """The last day of a quarter of which it is said: ended on such a day."""
    follows, base = said.tokens[said.stop : said.stop + 5], said.anchors.base
    if [token.kind for token in follows[:3]] != ["ENDED", "MONTH", "INT"] or base is None:
        return None
    explicit = [token.kind for token in follows[3:]] == ["COMMA", "YEAR"]
    day = date(follows[4].value if explicit else base.year, follows[1].value, min(follows[2].value, 28))
    return day if explicit or day <= base or follows[0].low == "ending" else day.replace(year=day.year - 1)


@RULES.rule(
    "(THE|THIS|LAST)? YEARS? FISCAL? ORD (HYPHEN|FISCAL){0,3} UNIT",
    "THE? FISCAL? ORD HYPHEN? FISCAL? UNIT (OF FISCAL? YEARS|YEARS)?",
    "(LAST|THIS|NEXT) UNIT APOS POSSESSIVE? ORD HYPHEN? UNIT",
    "THE? YEARS UNIT | THE (THIS|LATEST|CURRENT) UNIT | THE (LATEST|CURRENT) PERIOD",
    "THE? (ORD|LAST|CLOSING) HYPHEN? UNIT OF (THIS|LAST|NEXT) UNIT | THE (LAST|CLOSING) UNIT OF YEARS",
)
def quarter(said: Expression) -> Value:
    number = said.value("ORD") or (4 if said.words[1] in ("last", "final") and "OF" in said else None)
    if said.words[0] == "the" and "HYPHEN" in said:
        return None
    if "PERIOD" in said:
        return (DATE, said.anchors.quarter) if said.anchors.quarter else _unnumbered(said)
    if "Q" not in said.units or (number and number > 4):
        return _current_unit(said) if number is None and said.year is None else None
    if not number and not said.year and (end := _ended(said)):
        return DATE, write(end, "Q")
    if number:
        year = said.year or _year_of_quarter(said, number)
        return DATE, f"{year:04d}-Q{number}" if year else f"XXXX-Q{number}"
    return _unnumbered(said)


def _current_unit(said: Expression) -> Value:
    base, units = said.anchors.base, said.units
    fits = ("THIS" in said or "CURRENT" in said) and units and units[0] in ("Y", "M", "W")
    return (DATE, write(base, units[0])) if fits and base else None


def _unnumbered(said: Expression) -> Value:
    base, known = said.anchors.base, said.anchors.quarter
    if said.year:
        return DATE, f"{said.year:04d}-{known[5:] if known else 'QX'}"
    if base is None:
        return None
    if "THIS" in said or "CURRENT" in said:
        return DATE, write(base, "Q")
    ahead = said.anchors.note and said.direction() > 0 and "LAST" not in said
    if ahead:
        return DATE, write(base, "Q")
    return DATE, known if known and "LAST" not in said else write(shift(base, "Q", -1), "Q")


@RULES.rule(
    "(EARLYISH HYPHEN?)? PERIODCODE (OF? YEARS)? | YEARS HYPHEN? PERIODCODE | PERIODCODE HYPHEN YEARS",
    "PERIODCODE OF? (LAST|THIS|NEXT) UNIT",
)
def coded_period(said: Expression) -> Value:
    """Q3 2022, H1."""
    code = said.value("PERIODCODE")
    base = said.anchors.base
    year = said.year or (base and base.year + said.steps)
    if said.unit not in ("", "Y"):
        return None
    return (DATE, f"{year:04d}-{code}") if year else (DATE, f"XXXX-{code}")


@RULES.rule(
    "THE? OTHER? UNIT HYPHEN (AGO|EARLIER) (ORD? HYPHEN? UNIT|PERIOD|NUMBER UNITS)",
    "UNIT HYPHEN (AGO|EARLIER) | THE SAME? UNIT A UNIT (AGO|EARLIER)",
    "THE (SAME|LATEST|PERIOD) PERIOD? A UNIT (AGO|EARLIER) | THE (SAME|OTHER) (PERIOD|UNIT) LAST UNIT",
)
def year_earlier(said: Expression) -> Value:
    base, units = said.anchors.base, said.units
    named = {"comparable", "same", "corresponding"} & set(said.words)
    if base is None or "Y" not in units or ("OTHER" in said and not named):
        return None
    if "UNITS" in said:
        count = said.number
        return DURATION, f"P{count}{units[-1]}"
    if said.value("ORD") and "Q" in units:
        return DATE, f"{base.year - 1:04d}-Q{said.value('ORD')}"
    return last_years(said)


def last_years(said: Expression) -> Value:
    """The period in question a year before: reports of companies compare quarters."""
    known, base = said.anchors.quarter, said.anchors.base
    if known:
        return DATE, f"{int(known[:4]) - 1:04d}{known[4:]}"
    return (DATE, f"{base.year - 1:04d}") if base else None
