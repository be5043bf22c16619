"""Days and months by name and number: "Feb. 20, 2022", "24-26 March", "20/02/2022", "early in May"."""

from __future__ import annotations

import re
from datetime import date

from mapapp.model import TimeType
from mapapp.reading.times.direction import is_note, is_talk
from mapapp.reading.times.expression import IMPOSSIBLE, RULES, Expression, Value, number_of
from mapapp.reading.times.lexicon import NEIGHBOURS as TABLE
from mapapp.reading.times.lexicon import SHORT_NAMES
from mapapp.reading.times.numeric import day_in_figures, month_and_day
from mapapp.reading.times.rules.ranges import is_first, is_second, on_or_after, start_of
from mapapp.reading.times.story import year_ahead, year_of
from mapapp.reading.times.tokens import Token

_AHEAD = ("delivery", "settlement")
"""What is traded for a month is of the coming one."""
DATE, TIME = TimeType.DATE, TimeType.TIME
LONGEST_LOOK_AHEAD = 300
"""Days within which a month and day without a year lies where a verb says "ahead" or "back"."""
NOTE_AHEAD, REPORT_AHEAD = 6, 4
"""Months ahead of a note, and of a report, in which a month without a year or a verb may lie."""
LEAP_YEARS = 8
"""Years within which there is a 29 February, the turn of a century included."""


def year_near(said: Expression, month: int, day: int | None = None) -> int | None:
    """The year of a month (and day) without one: the story's, else by verbs and nearness to the document's day."""
    base = said.anchors.base
    if said.anchors.heading and said.kind_before() == "BREAK":  # an entry of a chronology
        return said.anchors.heading
    if base is None:
        return None
    if (written := year_ahead(said, month)) is not None:
        return written
    if day is not None and (first := start_of(said)):
        return on_or_after(first, month, day)
    stated = {"last": -1, "this": 0, "next": 1}.get(said.after()) if said.after(2) == "year" else None
    if stated is not None:
        return base.year + stated
    if day is None:
        return _year_of_a_month(said, base, month)
    if said.anchors.narrative:
        return year_of(said, month, day) or base.year
    return _year_of_day(said, base, month, day)


def _year_of_a_month(said: Expression, base: date, month: int) -> int:
    """ "May to August": the second month follows the first, the first of two past ones comes before the second."""
    if said.anchors.narrative:
        return year_of(said, month) or base.year
    if is_second(said) and said.kind_before(2) == "MONTH":
        first = int(said.tokens[said.first - 2].value)
        return _first_year(said, base, first, month) + (month < first)
    if is_first(said) and said.kind_after(2) == "MONTH":
        return _first_year(said, base, month, said.tokens[said.stop + 1].value)
    return _year_of_month(said, base, month)


def _first_year(said: Expression, base: date, first: int, second: int) -> int:
    if said.direction() >= 0:
        return _year_of_month(said, base, first)
    return _year_of_month(said, base, second) - (first > second)


def _year_of_month(said: Expression, base: date, month: int) -> int:
    direction = 1 if said.after() in _AHEAD else said.direction()
    if month == base.month:
        return base.year
    if direction == 0:
        ahead = NOTE_AHEAD if is_note(said.tokens) else REPORT_AHEAD
        return base.year + (0 if -7 < month - base.month <= ahead else 1 if month < base.month else -1)
    if direction > 0:
        return base.year + (month < base.month)
    return base.year - (month > base.month)


def _year_of_day(said: Expression, base: date, month: int, day: int) -> int:
    leap = LEAP_YEARS if (month, day) == (2, 29) else 1
    options = [found for year in range(-leap, leap + 1) if (found := _date(base.year + year, month, day))]
    if not options:
        return base.year
    nearest = min(options, key=lambda option: abs((option - base).days))
    direction = said.direction()
    fitting = [option for option in options if (option - base).days * direction >= 0]
    if direction == 0 or not fitting:
        return nearest.year
    best = min(fitting, key=lambda option: abs((option - base).days))
    sure = leap > 1 or is_note(said.tokens) or abs((best - base).days) < LONGEST_LOOK_AHEAD
    return best.year if sure else nearest.year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


WRITTEN = frozenset(("MONTH", "ISO", "SLASH", "FRAC"))
"""Classes of which a written date has one."""
_DAY_CUES = TABLE["before_figures"]
_NO_DAY_CUES = TABLE["before_version"]
_FRACTIONS = re.compile(r"(?:1/[2-9]|2/3|3/4|[2-4]/5|[357]/8|1/10|24/7|9/11)")
"""Parts of a whole, and what "24/7" and "9/11" have come to mean."""
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
        return f"XXXX-{month:02d}-{day_number:02d}" if _date(2000, month, day_number) else None
    found = _date(year, month, day_number)
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
def full_date(said: Expression) -> Value:
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
def part_of_date(said: Expression) -> Value:
    day = written_day(said)
    if day is None or (said.inside[1].kind == "IN" and said.words[1] not in ("on", "in")):
        return None
    return (TIME, f"{day}T{said.value('PART')}") if "PART" in said else (DATE, day)


@RULES.rule("(EARLYISH HYPHEN?|NEARLY)? MONTH HYPHEN? (OF? COMMA?) YEARS | (EARLYISH HYPHEN?)? MONTH COMMA YEARS")
def month_year(said: Expression) -> Value:
    return DATE, month_meant(said)


@RULES.rule("(EARLYISH HYPHEN?)? (LAST|NEXT|THIS)? MONTH")
def month(said: Expression) -> Value:
    if (said.words[0] == "the" and "HYPHEN" in said) or (len(said) == 1 and is_rather_a_name(said)):
        return None
    return DATE, month_meant(said)


def month_meant(said: Expression) -> str:
    """The value of "March", "last March", "March 2022"."""
    base, month = said.anchors.base, said.value("MONTH")
    if said.year:
        return f"{said.year:04d}-{month:02d}"
    if base is None:
        return f"XXXX-{month:02d}"
    if said.steps < 0:
        year = base.year - (month >= base.month)
    elif said.steps > 0:
        year = base.year + (month <= base.month)
    else:
        year = base.year if "THIS" in said else year_near(said, month) or base.year
    return f"{year:04d}-{month:02d}"


_ATTACKS = frozenset(("attack", "attacks", "terror", "terrorist", "terrorists", "hijackings", "hijackers"))
_PREPOSITIONS = TABLE["before_month"]
_SURE_PREPOSITIONS = frozenset(("in", "since", "until", "till", "during"))
_NAMES_TOO = frozenset(("may", "march", "april", "june", "august"))
_TITLES = TABLE["before_surname"]
_SPEECH = TABLE["after_surname"]


def _amid_names(said: Expression) -> bool:
    """ "Ada May Porter": between two capitalised words."""
    beside = (said.kind_before(), said.kind_after()) == ("OTHER", "OTHER")
    return beside and said.tokens[said.first - 1].capital and said.tokens[said.stop].capital


def is_rather_a_name(said: Expression) -> bool:
    """ "May said", "a March on Kyiv", "Jan": the word alone is a person, a walk or a firm."""
    word = said.words[0]
    if word in SHORT_NAMES:
        listed = said.before() in ("and", "or", ",") and said.kind_before(2) == "MONTH"
        if listed or (is_first(said) and said.kind_after(2) == "MONTH"):
            return False
        if is_second(said) and said.kind_before(2) == "MONTH":
            return False
        return said.before() not in _SURE_PREPOSITIONS or (said.inside[0].capital and said.before() != "in")
    if word == "may" and said.after() in ("i", "we", "you", "he", "she", "they"):
        return True
    if word not in _NAMES_TOO or said.before() in _PREPOSITIONS:
        return False
    if _amid_names(said) or (word == "march" and said.after() == "of" and said.kind_after(2) == "OTHER"):
        return True
    titled = said.kind_before() == "OTHER" and said.tokens[said.first - 1].low in _TITLES
    return titled or (said.after() in _SPEECH and said.before() not in _PREPOSITIONS and word in ("may", "march"))


@RULES.rule("EARLY? MONTH (THIS|LAST|NEXT) UNIT | (MONTH (INT|ORD)|THE? (INT|ORD) OF? MONTH) (THIS|LAST|NEXT) UNIT")
@RULES.rule("THE? (INT|ORD) OF? MONTH OF (THIS|LAST|NEXT) UNIT")
@RULES.rule("EARLY? MONTH DAY? OF (THIS|LAST|NEXT|THAT|THAT SAME|THE SAME|SAME|THE NEXT|THE LAST) UNIT")
def month_of_year(said: Expression) -> Value:
    told = {"THAT", "SAME", "THE"} & {token.kind for token in said.inside}
    base = said.anchors.scene if told else said.anchors.base
    if base is None or said.unit != "Y":
        return None
    day = said.value("INT") or said.value("ORD")
    value = f"{base.year + said.steps:04d}-{said.value('MONTH'):02d}"
    return DATE, value + (f"-{day:02d}" if day else "")


@RULES.rule(
    "DAY (?=(HYPHEN|IN|AND) DAY OF? MONTH) | DAY (?=COMMA DAY COMMA? (HYPHEN|AND) DAY OF? MONTH)",
    "THE ORD (?=(HYPHEN|IN|AND) THE? ORD OF? MONTH)",
)
def first_of_days(said: Expression) -> Value:
    """The first of two days of one month, written before it."""
    ahead = range(said.stop, min(said.stop + 10, len(said.tokens)))
    at = next(index for index in ahead if said.tokens[index].kind == "MONTH")
    day = said.value("INT") or said.value("ORD")
    if "CARD" in said or not day:
        return None
    follows = said.tokens[at + 1] if at + 1 < len(said.tokens) else None
    year = follows.value if follows and follows.kind == "YEAR" else year_near(said, said.tokens[at].value, day)
    found = _date(year, said.tokens[at].value, day) if year else None
    return (DATE, found.isoformat()) if found else None


LONGEST_LIST = 12
"""Tokens of the longest list of days behind a month."""
_AFTER_A_RANGE = ("", "COMMA", "POINT", "OTHER", "IN", "YEAR", "BREAK", "BRACKET")


def _after_a_day(tokens: list[Token]) -> bool:
    kinds = [token.kind for token in tokens]
    joined = kinds[-1:] in (["HYPHEN"], ["AND"]) or [token.low for token in tokens[-1:]] in (["to"], ["through"])
    return joined and kinds[:2] in (["MONTH", "INT"], ["MONTH", "ORD"])


@RULES.rule("INT (?=(AND INT|COMMA INT? AND INT))", "INT")
def listed_day(said: Expression) -> Value:
    """ "On May 3, [4] and [5]": the later days of a list that follows its month."""
    behind = list(said.tokens[max(said.first - LONGEST_LIST, 0) : said.first])
    kinds = [token.kind for token in behind]
    at = max((index for index, kind in enumerate(kinds) if kind == "MONTH"), default=None)
    if at is None or kinds[at + 1 : at + 3] != ["INT", "COMMA"] or set(kinds[at + 1 :]) - {"INT", "COMMA", "AND"}:
        return None
    ends = kinds[-1] == "AND" and said.kind_after() in _AFTER_A_RANGE and said.after() not in ("percent", "people")
    if not ends and said.kind_after() not in ("AND", "COMMA"):
        return None
    days = [token.value for token in behind[at + 1 :] if token.kind == "INT"]
    year = year_near(said, behind[at].value, said.value("INT")) if days[-1] < said.value("INT") else None
    found = _date(year, behind[at].value, said.value("INT")) if year else None
    return (DATE, found.isoformat()) if found else None


@RULES.rule("(INT|ORD) (COMMA? YEARS)?")
def second_of_days(said: Expression) -> Value:
    """The second of two days of one month, written after it."""
    tokens = list(said.tokens[max(said.first - 3, 0) : said.first])
    if not _after_a_day(tokens) or said.kind_after() not in _AFTER_A_RANGE:
        return None
    month, day = tokens[0].value, said.value("INT") or said.value("ORD")
    year = said.year or year_near(said, month, day)
    found = _date(year, month, day) if year else None
    return (DATE, found.isoformat()) if found else None
