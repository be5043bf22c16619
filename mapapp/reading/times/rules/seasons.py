"""Seasons and named days."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeSpan, TimeType
from mapapp.reading.times.almanac import SEASON_STARTS, holiday, independence_days, months_on
from mapapp.reading.times.direction import DEADLINES
from mapapp.reading.times.expression import RULES, Dated, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS
from mapapp.reading.times.rules.ranges import start_of
from mapapp.reading.times.rules.unwritten_years import goes_on
from mapapp.reading.times.story import year_ahead, year_of

DATE = TimeType.DATE
COUNTRY_WITHIN = 300
"""Tokens around an Independence Day within which its country is named."""
FAR_AHEAD = 200
"""Days after which a named day of this year is rather last year's."""
LAST_OF_SUMMER = 8
"""Month after which a winter told of is the one to come."""
NEAR_AHEAD = 25
"""Days within which a coming named day is rather meant than last year's, whatever the verb."""
_CAMPAIGNS = NEIGHBOURS["campaign"]
_AFTER_SEASON_CUES = ("in", "since", "during", "by", "until")


def _is_a_verb(said: Expression) -> bool:
    """ "to fall", "the fall of the government", "a spring in his step"."""
    word, before, after = said.words[-1], said.before(), said.after()
    alone = len(said) == 1
    if alone and (before == "to" or (word in ("fall", "spring") and before not in _AFTER_SEASON_CUES)):
        return True
    named = after == "of" and said.inside[-1].capital and said.stop + 1 < len(said.tokens)
    if named and said.tokens[said.stop + 1].kind == "OTHER" and said.tokens[said.stop + 1].capital:
        return True
    return word == "fall" and ((alone and after == "of") or (said.words == ["the", "fall"] and after in ("of", "in")))


def _is_named(said: Expression) -> bool:
    """ "the Winter Olympics", "Spring Street"."""
    capital = said.inside[-1].kind == "SEASON" and said.inside[-1].capital
    return capital and said.kind_after() == "OTHER" and said.tokens[said.stop].capital


def _names_an_event(said: Expression) -> bool:
    """ "the summer offensive", "a Spring Offensive": in a story the season alone is the time."""
    if said.inside[-1].kind != "SEASON" or said.kind_after() != "OTHER" or not said.anchors.narrative:
        return False
    follows = said.tokens[said.stop]
    return follows.low in _CAMPAIGNS or (follows.capital and said.inside[-1].capital)


def _season_year(said: Expression, base: date, season: str) -> int:
    first = SEASON_STARTS[season]
    if ahead := year_ahead(said, first % 12):
        return ahead
    last, year = first + 2, base.year
    if "UNIT" in said:
        year += said.steps
    elif said.steps < 0 and "THIS" not in said:
        year -= last >= base.month
    elif said.steps > 0:
        year += first <= base.month
    elif first > base.month and (
        said.steps < 0 or ("THIS" not in said and _looks_back(said, date(year - 1, first, 1)))
    ):
        year -= 1
    if season == "WI" and base.month <= 3 and "NEXT" not in said and not said.anchors.narrative:
        year = base.year - 1
    return year


def _told_winter(said: Expression, base: date) -> Value:
    """In a story a winter goes by the year in which it ends; after summer it is the one to come."""
    year = year_ahead(said, 1) or base.year + (base.month > LAST_OF_SUMMER)
    first = date(year - 1, SEASON_STARTS["WI"], 1)
    return Dated(DATE, f"{year:04d}-WI", TimeSpan(first, months_on(first, 3) - timedelta(1)))


def _looks_back(said: Expression, day: date) -> bool:
    if said.anchors.narrative or "THIS" in said:
        return False
    direction = said.direction()
    return direction < 0 or (direction == 0 and goes_on(said, day))


@RULES.rule(
    "(EARLYISH|EARLY|THE){0,3} (LAST|NEXT|THIS|THIS LAST|THIS NEXT)? SEASON (OF? COMMA? YEARS)?",
    "THE (LAST|NEXT)? SEASON | THE? SEASON OF (LAST|NEXT|THIS) UNIT | THE? SEASON UNITS",
    "(LAST|NEXT|THIS) UNIT APOS POSSESSIVE SEASON",
)
def season(said: Expression) -> Value:
    name, base = said.value("SEASON"), said.anchors.base
    if _names_an_event(said):
        if "THE" in said:
            return None
    elif _is_named(said) or _is_a_verb(said):
        return None
    if said.year is None and base is None:
        return DATE, f"XXXX-{name}"
    if name == "WI" and said.anchors.narrative and base and not (said.year or said.steps):
        return _told_winter(said, base)
    year = said.year or (_season_year(said, base, name) if base else None)
    return (DATE, f"{year:04d}-{name}") if year else None


@RULES.rule("(EARLYISH|EARLY)? THE? SEASON OF (THE NEXT|THE LAST|THAT|THAT SAME|THE SAME) UNIT")
def season_of_told_year(said: Expression) -> Value:
    """ "the spring of that year", "the summer of the following year"."""
    scene = said.anchors.scene
    return (DATE, f"{scene.year + said.steps:04d}-{said.value('SEASON')}") if scene and said.unit == "Y" else None


def _is_far(said: Expression, days: int) -> bool:
    return days > FAR_AHEAD and said.direction() <= 0


def holiday_year(said: Expression, base: date, rule: str) -> int:
    year = base.year
    day = holiday(rule, year)
    if "UNIT" in said:
        return year + said.steps
    if first := start_of(said):
        return first.year + (holiday(rule, first.year) < first)
    if said.anchors.narrative and not said.steps:
        return year_of(said, day.month, day.day) or year
    if said.steps and said.unit == "":
        return year + ((day <= base) if said.steps > 0 else -(day >= base))
    if said.before() in DEADLINES and said.direction() >= 0:
        return year + (day < base)
    if 0 < (day - base).days < NEAR_AHEAD and said.steps >= 0:
        return year
    if day > base and (said.steps < 0 or said.direction() < 0 or _is_far(said, (day - base).days)):
        return year - 1
    return year + (day < base and (said.steps > 0 or said.direction() > 0))


def _rule(said: Expression) -> str:
    """The rule of a named day; that of an Independence Day by the country that is named nearest to it."""
    rule: str = said.value("HOLIDAY")
    at = next(index for index in range(said.first, said.stop) if said.tokens[index].kind == "HOLIDAY")
    if said.tokens[at].low != "independence":
        return rule
    around = range(max(0, at - COUNTRY_WITHIN), min(len(said.tokens), at + COUNTRY_WITHIN))
    named = [index for index in around if said.tokens[index].low in independence_days()]
    return independence_days()[said.tokens[min(named, key=lambda i: abs(i - at))].low] if named else rule


def holiday_meant(said: Expression, base: date | None) -> date | None:
    """The day of the named day inside an expression, counted from `base` where no year is written."""
    rule = _rule(said)
    year = said.year or (holiday_year(said, base, rule) if base else None)
    return holiday(rule, year) if year else None


@RULES.rule("HOLIDAY PART")
def named_night(said: Expression) -> Value:
    """ "Christmas night"."""
    day = holiday_meant(said, said.anchors.base)
    return (TimeType.TIME, f"{day.isoformat()}T{said.value('PART')}") if day else None


@RULES.rule(
    "(LAST|NEXT|THIS)? HOLIDAY ((OF|COMMA)? YEARS)? | HOLIDAY OF? (LAST|NEXT|THIS) UNIT",
    "(LAST|NEXT|THIS) UNIT APOS POSSESSIVE HOLIDAY",
)
def named_day(said: Expression) -> Value:
    names_a_place = said.kind_after() == "OTHER" and said.tokens[said.stop].capital  # "St. Patrick's Drive"
    belongs_to_a_thing = names_a_place or said.after() in NEIGHBOURS["after_holiday"] or said.after() == "-"
    day = None if belongs_to_a_thing else holiday_meant(said, said.anchors.base)
    return (DATE, day.isoformat()) if day else None


@RULES.rule("THE? EVE OF HOLIDAY YEARS?")
def eve(said: Expression) -> Value:
    day = holiday_meant(said, said.anchors.base)
    return (DATE, (day - timedelta(1)).isoformat()) if day else None
