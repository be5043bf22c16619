"""Months by name: "early in May", "March 2022", "June last year"; not "May said", "the March on Kyiv"."""

from __future__ import annotations

from mapapp.model import TimeType
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS as TABLE
from mapapp.reading.times.lexicon import SHORT_NAMES
from mapapp.reading.times.rules.ranges import is_first, is_second
from mapapp.reading.times.rules.unwritten_years import year_near

DATE = TimeType.DATE


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
