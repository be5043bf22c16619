"""Days and months by name and number: "Feb. 20, 2022", "24-26 March", "20/02/2022", "early in May"."""

from __future__ import annotations

from datetime import date

from mapapp.model import TimeType
from mapapp.reading.times.expression import IMPOSSIBLE, RULES, Expression, Value, number_of
from mapapp.reading.times.lexicon import NEIGHBOURS as TABLE
from mapapp.reading.times.lexicon import SHORT_NAMES
from mapapp.reading.times.story import year_of
from mapapp.reading.times.tokens import Token

DATE, TIME = TimeType.DATE, TimeType.TIME
LONGEST_LOOK_AHEAD = 300
"""Days within which a month and day without a year lies where a verb says "ahead" or "back"."""
LEAP_YEARS = 8
"""Years within which there is a 29 February, the turn of a century included."""


def year_near(said: Expression, month: int, day: int | None = None) -> int | None:
    """The year of a month (and day) without one: the story's, else by verbs and nearness to the document's day."""
    base = said.anchors.base
    if base is None:
        return None
    stated = {"last": -1, "this": 0, "next": 1}.get(said.after()) if said.after(2) == "year" else None
    if stated is not None:
        return base.year + stated
    if said.anchors.narrative:
        return year_of(said, month, day or 15) or base.year
    if day is None and month == base.month:
        return base.year
    return _year_of_month(base, month, said.direction()) if day is None else _year_of_day(said, base, month, day)


def _year_of_month(base: date, month: int, direction: int) -> int:
    if direction == 0:
        return base.year + (0 if -7 < month - base.month <= 4 else 1 if month < base.month else -1)
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
    return best.year if leap > 1 or abs((best - base).days) < LONGEST_LOOK_AHEAD else nearest.year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(written: str, *, day_first: bool = False) -> date | None:
    """ "2022-2-28", "28.02.2022", "2/28/22": month first, unless a point separates, the first cannot
    be a month, or other dates of the text are written with the day first."""
    first, second, third = (int(part) for part in written.replace("/", "-").replace(".", "-").split("-"))
    if len(written) > 4 and written[:4].isdigit():
        return _date(first, second, third)
    year = third + (0 if third > 99 else 1900 if third > 40 else 2000)
    day_first = "." in written or first > 12 or (day_first and second <= 12)
    return _date(year, second, first) if day_first else _date(year, first, second)


def _day_number(said: Expression) -> int:
    if "INT" in said:
        return int(said.value("INT"))
    words = [token for token in said.inside if token.kind == "CARD"]
    return int(number_of(words) or 0) + int(said.value("ORD") or 0)


def written_day(said: Expression) -> str | None:
    """The TIMEX3 value of a full or yearless date; None where there is no such day."""
    for kind in ("ISO", "SLASH"):
        if kind in said:
            day = _numeric(said.value(kind), day_first=said.anchors.day_first)
            return day.isoformat() if day else None
    month, day_number = said.value("MONTH"), _day_number(said)
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
    named = said.value("MONTH") == 9 and _day_number(said) == 11
    return (DATE, "2001-09-11") if named and said.after() in _ATTACKS else None


@RULES.rule("(EARLYISH|NEARLY)? DATE BC?")
def full_date(said: Expression) -> Value:
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
@RULES.rule("THE? EARLY? PART UNITS OF DATE")
def part_of_date(said: Expression) -> Value:
    day = written_day(said)
    if day is None:
        return None
    return (TIME, f"{day}T{said.value('PART')}") if "PART" in said else (DATE, day)


@RULES.rule("(EARLYISH HYPHEN?|NEARLY)? MONTH HYPHEN? (OF? COMMA?) YEARS | (EARLYISH HYPHEN?)? MONTH COMMA YEARS")
def month_year(said: Expression) -> Value:
    return DATE, f"{said.year:04d}-{said.value('MONTH'):02d}"


@RULES.rule("(EARLYISH HYPHEN?)? (LAST|NEXT|THIS)? MONTH")
def month(said: Expression) -> Value:
    base, month = said.anchors.base, said.value("MONTH")
    if (said.words[0] == "the" and "HYPHEN" in said) or (len(said) == 1 and is_rather_a_name(said)):
        return None
    if base is None:
        return DATE, f"XXXX-{month:02d}"
    if said.steps < 0:
        year = base.year - (month >= base.month)
    elif said.steps > 0:
        year = base.year + (month <= base.month)
    else:
        year = base.year if "THIS" in said else year_near(said, month) or base.year
    return DATE, f"{year:04d}-{month:02d}"


_ATTACKS = frozenset(("attack", "attacks", "terror", "terrorist", "terrorists", "hijackings", "hijackers"))
_PREPOSITIONS = TABLE["before_month"]
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
        return True
    if word not in _NAMES_TOO or said.before() in _PREPOSITIONS:
        return False
    if _amid_names(said) or (word == "march" and said.after() == "of" and said.kind_after(2) == "OTHER"):
        return True
    titled = said.kind_before() == "OTHER" and said.tokens[said.first - 1].low in _TITLES
    return titled or (said.after() in _SPEECH and said.before() not in _PREPOSITIONS and word in ("may", "march"))


@RULES.rule("EARLY? MONTH (THIS|LAST|NEXT) UNIT")
@RULES.rule("MONTH DAY? OF (THIS|LAST|NEXT|THAT|THE SAME|SAME) UNIT")
def month_of_year(said: Expression) -> Value:
    base = said.anchors.scene if "THAT" in said or "SAME" in said else said.anchors.base
    if base is None or said.unit != "Y":
        return None
    day = said.value("INT") or said.value("ORD")
    value = f"{base.year + said.steps:04d}-{said.value('MONTH'):02d}"
    return DATE, value + (f"-{day:02d}" if day else "")


@RULES.rule(
    "DAY (?=(HYPHEN|IN|AND) DAY OF? MONTH) | DAY (?=COMMA DAY COMMA? (HYPHEN|AND) DAY OF? MONTH)",
    "THE ORD (?=(HYPHEN|IN|AND) THE ORD OF? MONTH)",
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


def _after_a_day(tokens: list[Token]) -> bool:
    kinds = [token.kind for token in tokens]
    joined = kinds[-1:] in (["HYPHEN"], ["AND"]) or [token.low for token in tokens[-1:]] in (["to"], ["through"])
    return joined and kinds[:2] in (["MONTH", "INT"], ["MONTH", "ORD"])


@RULES.rule("INT|ORD")
def second_of_days(said: Expression) -> Value:
    """The second of two days of one month, written after it."""
    tokens = list(said.tokens[max(said.first - 3, 0) : said.first])
    if not _after_a_day(tokens) or said.kind_after() not in ("", "COMMA", "POINT", "OTHER", "IN", "YEAR", "BREAK"):
        return None
    follows = said.stop + (said.kind_after() == "COMMA")
    month, day = tokens[0].value, said.value("INT") or said.value("ORD")
    explicit = follows < len(said.tokens) and said.tokens[follows].kind == "YEAR"
    year = said.tokens[follows].value if explicit else year_near(said, month, day)
    found = _date(year, month, day) if year else None
    return (DATE, found.isoformat()) if found else None
