"""Days and months by name and number: "Feb. 20, 2022", "24-26 March", "20/02/2022", "early in May"."""

from __future__ import annotations

import re

from mapapp.model import TimeType
from mapapp.reading.times.almanac import day_or_none
from mapapp.reading.times.direction import is_talk
from mapapp.reading.times.expression import IMPOSSIBLE, RULES, Expression, Value, number_of
from mapapp.reading.times.lexicon import NEIGHBOURS as TABLE
from mapapp.reading.times.numeric import day_in_figures, month_and_day
from mapapp.reading.times.rules.ranges import is_first, is_second
from mapapp.reading.times.rules.unwritten_years import year_near

DATE, TIME = TimeType.DATE, TimeType.TIME
WRITTEN = frozenset(("MONTH", "ISO", "SLASH", "FRAC"))
"""Classes of which a written date has one."""
_DAY_CUES = TABLE["before_figures"]
_NO_DAY_CUES = TABLE["before_version"]
_FRACTIONS = re.compile(r"(?:1/[2-9]|2/3|3/4|[2-4]/5|[357]/8|1/10|24/7|9/11)")
"""Parts of a whole, and what "24/7" and "9/11" have come to mean."""
_ATTACKS = frozenset(("attack", "attacks", "terror", "terrorist", "terrorists", "hijackings", "hijackers"))
CLOSES = frozenset(("", "POINT", "COMMA", "BREAK", "AND", "AT", "HYPHEN", "DASH", "BRACKET", "IN"))
"""Classes of what may follow a date that is written in little more than a number."""


def closes(said: Expression) -> bool:
    """Whether the sentence or the phrase goes on behind it as behind a date, not as behind a number."""
    return said.kind_after() in CLOSES or said.after() in ("?", "!", ";", ":", "please", "with", "if", "when")


def is_day_and_month(said: Expression) -> bool:
    """ "on 6/20", "22/6 - 28/6"; not "3/4 of a cup", "a score of 6/10"."""
    figures, before = said.value("FRAC"), said.before()
    if "WDAY" in said:
        return True
    first, second = (int(part) for part in figures.split("/")) if len(figures) <= 5 else (0, 0)
    if not closes(said) or figures in ("24/7", "9/11") or said.kind_before() in ("INT", "NUM"):
        return False
    ranged = any(at.kind == "FRAC" for at in said.tokens[max(0, said.first - 2) : said.first - 1]) and is_second(said)
    ranged = ranged or (is_first(said) and said.kind_after(2) in ("FRAC", "SLASH"))
    if ranged or before in ("on", "since", "until", "till", "the", "dated"):
        return True
    if _FRACTIONS.fullmatch(figures):
        return False
    if is_talk(said.tokens, said.first) and said.direction() > 0 and second > 12:
        return True
    return before in _DAY_CUES or (31 >= first > 12 >= second and before not in ("is", "was", "of", "to"))


def day_number(said: Expression) -> int:
    if "INT" in said:
        return int(said.value("INT"))
    words = [token for token in said.inside if token.kind == "CARD"]
    return int(number_of(words) or 0) + int(said.value("ORD") or 0)


def _month_and_day(said: Expression) -> tuple[int, int]:
    if "FRAC" not in said:
        return said.value("MONTH"), day_number(said)
    beside = [token.low for token in said.tokens[max(0, said.first - 3) : said.stop + 3] if token.kind == "FRAC"]
    day_first = said.anchors.day_first or any(int(written.split("/")[0]) in range(13, 32) for written in beside)
    return month_and_day(said.value("FRAC"), day_first=day_first) or (0, 0)


def written_day(said: Expression) -> str | None:
    """The TIMEX3 value of a full or yearless date; None where there is no such day."""
    if figures := said.value("ISO") or said.value("SLASH"):
        if said.before() in _NO_DAY_CUES:
            return None
        day = day_in_figures(figures, day_first=said.anchors.day_first, weekday=said.value("WDAY"))
        return day.isoformat() if day else None
    month, day_number = _month_and_day(said)
    if not 1 <= day_number <= 31:
        return None
    year = said.year or year_near(said, month, day_number)
    if year is None:
        return f"XXXX-{month:02d}-{day_number:02d}" if day_or_none(2000, month, day_number) else None
    found = day_or_none(year, month, day_number)
    return found.isoformat() if found else None


@RULES.rule("FRAC")
def nine_eleven(said: Expression) -> Value:
    """The one day that is named by its numbers."""
    alone = said.before() not in ("$", "/") and said.kind_after() not in ("UNITS", "UNIT", "PERCENT", "STROKE")
    return (DATE, "2001-09-11") if said.words == ["9/11"] and alone else None


@RULES.rule("MONTH DAY")
def eleventh_of_september(said: Expression) -> Value:
    """ "the Sept. 11 attacks" are those of 2001."""
    named = said.value("MONTH") == 9 and day_number(said) == 11
    return (DATE, "2001-09-11") if named and said.after() in _ATTACKS else None


@RULES.rule("(EARLYISH|NEARLY)? DATE BC? | THE (FRAC|SLASH)")
def fullday_or_none(said: Expression) -> Value:
    if "FRAC" in said and not is_day_and_month(said):
        return None
    if _of_no_year(said):
        return IMPOSSIBLE
    day = written_day(said)
    return (DATE, day) if day else _not_a_day(said)


def _not_a_day(said: Expression) -> Value:
    """ "31 February" and "February 31, 2022" are no dates at all; "in June 31 people" is still June."""
    day_first = said.inside[0].kind != "MONTH" and "MONTH" in said
    return IMPOSSIBLE if said.year or day_first or "ISO" in said or "SLASH" in said else None


def _of_no_year(said: Expression) -> bool:
    """ "1 January 0001", "31 December 9998.": a year follows that is none of ours; not "on 3 March 4000 people"."""
    bare = not said.year and "MONTH" in said and said.kind_after() == "NUM" and said.after().isdigit()
    return bare and (said.after()[0] == "0" or said.kind_after(2) in ("", "POINT", "COMMA", "BREAK"))


@RULES.rule("(THE? EARLY HYPHEN? | THE? PART OF){1,3} DATE | DATE PART | THE? PART OF DATE")
@RULES.rule("PART IN DATE | THE? EARLY? PART UNITS OF DATE | (EARLY|LATER) IN THE? PART OF DATE")
def part_ofday_or_none(said: Expression) -> Value:
    day = written_day(said)
    if day is None or (said.inside[1].kind == "IN" and said.words[1] not in ("on", "in")):
        return None
    return (TIME, f"{day}T{said.value('PART')}") if "PART" in said else (DATE, day)
