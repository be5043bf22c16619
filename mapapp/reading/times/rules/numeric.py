"""Dates in figures that are written with blanks, with a month in letters, or without a day: "21-Jan-16", "05/2014"."""

from __future__ import annotations

import re
from datetime import date

from mapapp.model import TimeType
from mapapp.reading.times.direction import is_talk
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.numeric import day_in_figures, month_and_day, month_and_year, whole_year
from mapapp.reading.times.rules.dates import closes
from mapapp.reading.times.rules.ranges import is_first
from mapapp.reading.times.rules.unwritten_years import year_near

DATE = TimeType.DATE
_MONTH_CUES = NEIGHBOURS["before_figures"] | {"in", "of", "through"}


@RULES.rule(
    "INT STROKE INT STROKE YEAR | INT HYPHEN INT HYPHEN YEAR | INT POINT INT POINT YEAR | INT INT YEAR",
    "YEAR STROKE INT STROKE INT | YEAR HYPHEN INT HYPHEN INT | YEAR INT INT",
)
def spaced(said: Expression) -> Value:
    """ "29 / 06 / 2016", "07 04 2016"."""
    figures = [token.low for token in said.inside if token.kind in ("INT", "YEAR")]
    if len(said) == 3 and any(len(part) < 2 for part in figures):
        return None
    mark = "." if "POINT" in said else "-"
    day = day_in_figures(mark.join(figures), day_first=said.anchors.day_first)
    return (DATE, day.isoformat()) if day else None


def _kinds(said: Expression) -> list[str]:
    return [token.kind for token in said.inside]


@RULES.rule("THE? INT POINT OF? MONTH")
def pointed_day(said: Expression) -> Value:
    """ "on 25. October", the day with the point of an ordinal."""
    if said.before() not in ("on", "by", "until", "till", "since", "from", "to"):
        return None
    month, number = said.value("MONTH"), said.value("INT")
    year = year_near(said, month, number)
    return (DATE, date(year, month, number).isoformat()) if year else None


@RULES.rule(
    "DAY HYPHEN MONTH HYPHEN (YEARS|INT) | DAY STROKE MONTH STROKE (YEARS|INT) | DAY POINT MONTH YEARS",
    "MONTH STROKE DAY STROKE YEARS | YEAR STROKE MONTH STROKE DAY",
    "MONTH HYPHEN DAY HYPHEN YEARS | YEAR HYPHEN MONTH HYPHEN DAY | YEAR COMMA? MONTH DAY",
)
def lettered(said: Expression) -> Value:
    """ "10-Mar-2022", "2-May-16", "2016 June 3"; in "by 2012, January 23, 2006" the first year is another time."""
    if said.inside[0].kind == "YEAR" and (
        (said.kind_before() == "IN" and not {"HYPHEN", "STROKE"} & set(_kinds(said)))
        or "YEAR" in (said.kind_after(), said.kind_after(2))
    ):
        return None
    numbers = [token.value for token in said.inside if token.kind in ("INT", "ORD")]
    year = said.year or (whole_year(numbers.pop()) if len(numbers) > 1 else None)
    return (DATE, date(year, said.value("MONTH"), numbers[0]).isoformat()) if year and numbers else None


@RULES.rule("INT MONTH INT | MONTH (INT|ORD) INT")
def short_year(said: Expression) -> Value:
    """ "3 Mar 16", "Mar 3 16" at the end of a phrase."""
    day, year = said.inside[said.inside[0].kind == "MONTH"], said.inside[2]
    if len(year.low) != 2 or not closes(said) or said.kind_after() in ("AND", "HYPHEN", "IN"):
        return None
    return DATE, date(whole_year(year.value), said.value("MONTH"), day.value).isoformat()


_MONTH_AND_YEAR = re.compile(r"\d{1,2}[-/]\d{4}|\d{4}[-/]\d\d|\d\d?\.\d{4}")


def _is_range_of_years(written: str) -> bool:
    """ "2007-08"."""
    return written[4:5] == "-" and int(written[5:]) > int(written[2:4])


@RULES.rule("FRAC | NUM | INT HYPHEN YEAR | YEAR HYPHEN INT")
def month_in_figures(said: Expression) -> Value:
    """ "5/2014", "2014-05" behind a preposition."""
    written = "".join(said.words).replace("–", "-")
    behind = said.tokens[said.stop + 1 : said.stop + 2]
    ranged = is_first(said) and bool(behind) and behind[0].kind == "FRAC"
    dashed = is_talk(said.tokens, said.first) and closes(said) and written[4:5] == "-"
    sure = ranged or dashed or said.before() in _MONTH_CUES
    if not sure or not _MONTH_AND_YEAR.fullmatch(written) or _is_range_of_years(written):
        return None
    value = month_and_year(written)
    return (DATE, value) if value else None


@RULES.rule("INT HYPHEN INT")
def dashed(said: Expression) -> Value:
    """ "on 9-25": one of the two cannot be a month."""
    figures = "".join(said.words).replace("–", "-")
    cue = said.before() in ("on", "by", "since", "until") and closes(said) and said.kind_after() != "HYPHEN"
    found = month_and_day(figures) if cue and max(said.inside[0].value, said.inside[2].value) > 12 else None
    year = year_near(said, *found) if found else None
    return (DATE, date(year, *found).isoformat()) if year and found else None


@RULES.rule("NUM POINT | NUM | THE NUM POINT | THE NUM")
def pointed(said: Expression) -> Value:
    """ "on 31.12.", "the 21.1."."""
    figures = next(token.low for token in said.inside if token.kind == "NUM")
    cue = "THE" in said or said.before() in ("on", "until", "till", "since")
    last = "POINT" in said and said.kind_after() in ("", "BREAK")
    if not cue or last or not re.fullmatch(r"\d\d\.\d\d?" if "POINT" not in said else r"\d\d?\.\d\d?", figures):
        return None
    found = month_and_day(figures) if closes(said) else None
    year = year_near(said, *found) if found else None
    return (DATE, date(year, *found).isoformat()) if year and found else None
