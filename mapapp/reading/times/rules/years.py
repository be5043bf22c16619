"""Years, decades, centuries, years before Christ, halves of years."""

from __future__ import annotations

from itertools import takewhile

from mapapp.model import TimeType
from mapapp.reading.times.almanac import ERA
from mapapp.reading.times.expression import IMPOSSIBLE, RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS

DATE = TimeType.DATE
PLAIN_YEARS = range(1400, 2061)
"""Four digits alone are a year within these bounds; outside them only after a preposition."""
LATE_YEARS = 1900
"""From here on "in 2012 Wall Street firms" is a year; before it "of 1205 Lone Oak Road" is a house."""
_BEFORE_YEARS = frozenset(("in", "since", "of", "from", "by", "year"))
_NOT_BEFORE_YEARS = frozenset(("$", "#", "no", "no.", "hyphen", "£", "€"))
_AFTER_SHORT_YEARS = NEIGHBOURS["before_short_year"]
_WEATHER = frozenset(("highs", "lows", "temperatures", "degrees", "temperature"))
_BEFORE_COUNTS, _AFTER_COUNTS = NEIGHBOURS["before_count"], NEIGHBOURS["after_count"]
_BEFORE_NUMBERS, _STREETS = NEIGHBOURS["before_number"], NEIGHBOURS["streets"]
_MAKES = NEIGHBOURS["after_model_year"]


def _is_a_count(said: Expression) -> bool:
    """ "$2022", "1900 troops", "2014 percent", "555-2014": four digits that are no year."""
    if said.before() in _NOT_BEFORE_YEARS or said.kind_after() in ("UNITS", "PERCENT"):
        return True
    if _is_glued(said):
        return True
    compared = said.before() in _BEFORE_COUNTS and said.before(2) not in ("later", "earlier")
    if compared or said.after() in _AFTER_COUNTS or _is_an_address(said):
        return True
    dashed = said.before() == "-" and said.before(2).isdigit() and said.kind_before(2) != "YEAR"
    return dashed or ((said.value("YEAR") or 0) not in PLAIN_YEARS and said.before() not in _BEFORE_YEARS)


def _is_glued(said: Expression) -> bool:
    """ "a2013", "H.R.1546"."""
    joined = said.first > 0 and said.tokens[said.first - 1].end == said.inside[0].start
    return joined and (said.before().isalpha() or (said.before() == "." and said.kind_before(2) == "OTHER"))


def _is_an_address(said: Expression) -> bool:
    """ "1600 Pennsylvania Avenue", "the 1300 block of", "Route 1950"."""
    if said.before() in _BEFORE_NUMBERS or said.after() == "block":
        return True
    ahead = said.tokens[said.stop : said.stop + 4]
    names = list(takewhile(lambda token: token.capital or token.kind in ("ORD", "POINT"), ahead))
    free = said.before() not in _BEFORE_YEARS or (said.year or 0) < LATE_YEARS
    return free and any(token.low in _STREETS for token in names[1:])


def _names_a_thing(said: Expression) -> bool:
    """ "Union Resolve 2022", "a 2014 Toyota": a year inside a name or in front of a make."""
    if said.kind_before() == "OTHER" and said.tokens[said.first - 1].capital and said.kind_before(2) == "OTHER":
        return said.tokens[said.first - 2].capital and said.kind_after() != "OTHER"
    return said.after() in _MAKES


@RULES.rule("(EARLYISH HYPHEN?|NEARLY|THE UNITANY)? YEARS")
def year(said: Expression) -> Value:
    if len(said) == 1 and ("SHORTYEAR" in said or _is_a_count(said) or _names_a_thing(said)):
        return None
    return None if said.unit not in ("", "Y") else (DATE, f"{said.year:04d}")


def _christ(said: Expression) -> str:
    return f"{ERA - int(said.value('INT') or said.value('NUM') or said.value('YEAR')):04d}"


@RULES.rule("(EARLYISH HYPHEN?|NEARLY)? (INT|NUM|YEAR) BC | BC (INT|NUM|YEAR)")
@RULES.rule("EARLYISH? (INT|NUM|YEAR) (?=(HYPHEN|IN|AND) (INT|NUM|YEAR) BC)")
def before_christ(said: Expression) -> Value:
    return DATE, _christ(said)


@RULES.rule("(THE|EARLY|EARLYISH){0,3} SEASON OF? (INT|NUM|YEAR) BC")
def season_before_christ(said: Expression) -> Value:
    return DATE, f"{_christ(said)}-{said.value('SEASON')}"


@RULES.rule("(EARLYISH HYPHEN?)? MONTH (INT|NUM|YEAR) BC")
def month_before_christ(said: Expression) -> Value:
    return DATE, f"{_christ(said)}-{said.value('MONTH'):02d}"


@RULES.rule("(EARLYISH HYPHEN?)? THE? (DECADE|ORD HYPHEN? UNIT) BC")
def decade_before_christ(said: Expression) -> Value:
    """ "the 470s BC", "the end of the 4th century BC"."""
    if "DECADE" in said:
        return DATE, f"BC{said.value('DECADE'):03d}"
    return (DATE, f"BC{said.value('ORD') - 1:02d}") if said.unit == "CE" else None


@RULES.rule("(INT|NUM)")
def year_of_range(said: Expression) -> Value:
    """1915-[17]: the second year of a range, its century left out."""
    if said.kind_before() not in ("HYPHEN", "STROKE") or said.kind_before(2) != "YEAR" or len(said.words[0]) != 2:
        return None
    hyphen, first = said.tokens[said.first - 1], said.tokens[said.first - 2]
    later = hyphen.start == first.end and said.inside[0].value > first.value % 100
    return (DATE, f"{first.value // 100:02d}{said.words[0]}") if later else None


@RULES.rule("ORD HYPHEN HALF")
def half_of_results(said: Expression) -> Value:
    """ "first-half profit": of the year of the report, or the second one of the year before."""
    base, half = said.anchors.base, said.value("ORD")
    if base is None or half > 2 or said.after() not in NEIGHBOURS["results_of_a_firm"]:
        return None
    early = half == 2 and base.month < 7 and said.direction() <= 0
    return DATE, f"{base.year - early:04d}-H{half}"


@RULES.rule("SHORTYEAR")
def short_year(said: Expression) -> Value:
    number = said.value("SHORTYEAR")
    century = 1900 if number > 30 else 2000
    return (DATE, str(century + number)) if said.before() in _AFTER_SHORT_YEARS else None


@RULES.rule("(THE? EARLY HYPHEN?|THE? EDGE OF)? THE? DECADE")
def decade(said: Expression) -> Value:
    number = said.value("DECADE")
    if said.inside[-1].low[:-1].isdigit() and 9 < number < 100:
        return None  # "the 470s" without its era is rather a count
    near = {token.low for token in said.tokens[max(0, said.first - 8) : said.first]}
    degrees = number < 10 and (said.before() in ("low", "mid", "upper", "high") or near & _WEATHER)
    alone = len(said) == 1 and said.words[0].isalpha()
    if said.before() in ("his", "her", "their", "my") and number < 10:
        return IMPOSSIBLE  # an age
    if degrees or alone or said.before() in ("his", "her", "their", "my", "mid"):
        return None
    return DATE, str(number) if number > 99 else f"19{number}"


@RULES.rule("THE YEARS PERIOD")
def period_of_year(said: Expression) -> Value:
    return DATE, f"{said.year:04d}" + said.anchors.quarter[4:]


@RULES.rule("THE? FISCAL UNIT? YEARS | THE? YEARS FISCAL UNIT")
def fiscal(said: Expression) -> Value:
    return DATE, f"{said.year:04d}"
