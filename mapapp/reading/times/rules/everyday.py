"""Days counted from a named one, ordinals, weeks by number: "two weeks after next Friday", "the 21st", "week 12"."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.model import TimeType
from mapapp.reading.times.almanac import holiday, months_on, nth_weekday, shift, write
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.rules.dates import written_day, year_near
from mapapp.reading.times.rules.seasons import holiday_year
from mapapp.reading.times.rules.weekdays import weekday_near

DATE, TIME = TimeType.DATE, TimeType.TIME
_DAY_CUES = frozenset(("on", "by", "until", "till", "since", "before", "after", "from", "for", "to"))
_AFTER_A_DAY = frozenset(("", "POINT", "COMMA", "BREAK", "IN", "AND", "AT", "BRACKET", "DASH"))


def _named_day(said: Expression) -> date | None:
    """The day that a weekday, a named day, a date, or "yesterday" inside the expression means."""
    kinds = {token.kind for token in said.inside}
    if {"MONTH", "ISO", "SLASH"} & kinds:
        at = next(i for i, token in enumerate(said.inside) if token.kind in ("AFTER", "BEFORE", "IN"))
        written = written_day(said.part(at + 1, len(said)))
        return date.fromisoformat(written) if written and "X" not in written else None
    if "HOLIDAY" in kinds:
        base, rule = said.anchors.base, said.value("HOLIDAY")
        at = next(i for i, token in enumerate(said.inside) if token.kind == "HOLIDAY")
        year = said.year or (holiday_year(said.part(at, at + 1), base, rule) if base else None)
        return holiday(rule, year) if year else None
    if "WDAY" in kinds:
        return weekday_near(said, said.value("WDAY"))
    base = said.anchors.document or said.anchors.base
    return shift(base, "D", said.value("DAYREL")) if base and "DAYREL" in kinds else None


_ANCHOR = "((LAST|NEXT|THIS)? WDAY|HOLIDAY YEARS?|DATE|DAYREL)"


@RULES.rule(f"(NUMBER|A) UNITANY (AFTER|BEFORE|IN) {_ANCHOR}")
def counted_from(said: Expression) -> Value:
    """ "two weeks after next Friday", "three days before Christmas", "a week from tomorrow"."""
    link = next(token for token in said.inside if token.kind in ("AFTER", "BEFORE", "IN"))
    onward = link.kind == "IN"
    if onward and (link.low != "from" or "MONTH" in said or "LAST" in said):
        return None
    at = said.inside.index(link)
    count = said.part(0, at).number or (1 if said.inside[0].kind == "A" else None)
    day = _named_day(said)
    if onward and day and (base := said.anchors.base) and "WDAY" in said and "NEXT" not in said:
        day = base + timedelta((said.value("WDAY") - base.weekday()) % 7)
    if day is None or count is None or said.unit not in ("D", "W", "M", "Y", "W2"):
        return None
    return DATE, shift(day, said.unit, -count if link.kind == "BEFORE" else count).isoformat()


@RULES.rule("THE UNIT (AFTER|BEFORE) (HOLIDAY YEARS?|DATE|(LAST|NEXT|THIS)? WDAY)")
def unit_beside(said: Expression) -> Value:
    """ "the day after Christmas", "the week before 3 March"."""
    day = _named_day(said)
    if day is None or said.unit not in ("D", "W"):
        return None
    return DATE, write(shift(day, said.unit, -1 if "BEFORE" in said else 1), said.unit)


@RULES.rule("THE (UNIT|WDAY) (AFTER NEXT|BEFORE LAST)")
def after_next(said: Expression) -> Value:
    """ "the week after next", "the Friday before last"."""
    base, words = said.anchors.base, said.words
    if base is None or words[-1] not in ("next", "last") or said.unit in ("TH", "TM", "TS"):
        return None
    steps = 1 if "NEXT" in said else -1
    if "UNIT" in said:
        return DATE, write(shift(base, said.unit, 2 * steps), said.unit)
    nearest = base + timedelta(steps * ((steps * (said.value("WDAY") - base.weekday())) % 7 or 7))
    return DATE, (nearest + timedelta(7 * steps)).isoformat()


@RULES.rule("FULL? UNIT (INT|NUM) (OF? COMMA? YEARS)?", "YEAR HYPHEN OTHER (INT|NUM)")
def numbered_week(said: Expression) -> Value:
    number = int(said.value("INT") or said.value("NUM") or 0)
    written = "HYPHEN" in said
    if not 1 <= number <= 53 or (said.words[2] != "w" if written else said.unit != "W"):
        return None
    base = said.anchors.base
    sure = written or said.year or said.words[0] == "calendar" or said.before() in ("in", "during", "by", "until")
    year = said.year or (base.year if base and said.after() != "of" else None)
    if not sure or year is None:
        return None
    return DATE, write(date.fromisocalendar(year, number, 1), "W")


@RULES.rule("THE? (ORD|LAST) (WDAY|UNIT) (OF|IN) MONTH (OF? COMMA? YEARS)?")
def nth_of_month(said: Expression) -> Value:
    """ "the last Friday of March", "the second week of May 2022", "the first weekend in June"."""
    nth, month = said.value("ORD") or -1, said.value("MONTH")
    year = said.year or year_near(said, month)
    if year is None or nth > 5 or ("LAST" in said and said.inside[-1].kind != "YEAR" and said.words[0] == "past"):
        return None
    if "WDAY" in said:
        day = nth_weekday(year, month, said.value("WDAY"), nth)
        return (DATE, day.isoformat()) if day.month == month else None
    if said.unit == "WE":
        return DATE, write(nth_weekday(year, month, 5, nth), "WE")
    if said.unit != "W":
        return None
    first = date(year, month, 1)
    middle = months_on(first, 1) - timedelta(4) if nth < 0 else first + timedelta(7 * nth - 4)
    return DATE, write(middle, "W")


def _before_unit(said: Expression) -> bool:
    """ "the 17th" through 19th centuries."""
    kinds = [token.kind for token in said.tokens[said.stop + 1 : said.stop + 4] if token.kind not in ("THE", "HYPHEN")]
    return kinds[:1] == ["ORD"] and kinds[1:2] in (["UNIT"], ["UNITS"])


@RULES.rule("THE ORD")
def day_of_month(said: Expression) -> Value:
    """ "on the 21st": of the month that the verb points to, else the nearest."""
    base, number = said.anchors.base, said.value("ORD")
    fits = said.words[1][0].isdigit() and said.before() in _DAY_CUES and said.kind_after() in _AFTER_A_DAY
    if base is None or not fits or not 1 <= number <= 31 or _before_unit(said):
        return None
    first, direction = base.replace(day=1), said.direction()
    options = [month.replace(day=number) for step in (-1, 0, 1) if _has_day(month := months_on(first, step), number)]
    fitting = [day for day in options if (day - base).days * direction >= 0] or options
    return DATE, min(fitting, key=lambda day: abs((day - base).days)).isoformat()


def _has_day(first: date, number: int) -> bool:
    return (first + timedelta(number - 1)).month == first.month


@RULES.rule("MONTH THE ORD (COMMA? YEARS)?")
def month_the_day(said: Expression) -> Value:
    """ "April the first"; not "in April the first troops"."""
    day = written_day(said)
    return (DATE, day) if day and said.kind_after() in _AFTER_A_DAY else None


@RULES.rule("DAY HYPHEN MONTH HYPHEN YEAR", "DAY MONTH SHORTYEAR | MONTH DAY COMMA? SHORTYEAR")
def day_with_short_year(said: Expression) -> Value:
    """ "10-Mar-2022", "10 March '22"."""
    year = said.year or 2000 + said.value("SHORTYEAR") - (100 if said.value("SHORTYEAR") > 40 else 0)
    day = said.value("INT") or said.value("ORD")
    return (DATE, date(year, said.value("MONTH"), day).isoformat()) if day else None


@RULES.rule("(NUMBER|A) UNITANY AGO DAYREL")
def ago_today(said: Expression) -> Value:
    """ "a year ago today": the day itself."""
    base = said.anchors.document or said.anchors.base
    count = said.part(0, len(said) - 1).number or 1
    if base is None or said.unit not in ("D", "W", "M", "Y"):
        return None
    return DATE, shift(shift(base, "D", said.value("DAYREL")), said.unit, -count).isoformat()


@RULES.rule("THE? EVE OF HOLIDAY YEARS?")
def eve(said: Expression) -> Value:
    base, rule = said.anchors.base, said.value("HOLIDAY")
    year = said.year or (holiday_year(said, base, rule) if base else None)
    return (DATE, (holiday(rule, year) - timedelta(1)).isoformat()) if year else None


@RULES.rule("THE? (EARLY|SMALL) UNITS OF (WDAY|DAYREL|DATE) | THE SMALL UNITS")
def small_hours(said: Expression) -> Value:
    """ "in the small hours of Sunday": the early morning of that day."""
    if said.unit != "TH" or said.kind_after() == "PART":
        return None
    if {"MONTH", "ISO", "SLASH"} & {token.kind for token in said.inside}:
        at = said.words.index("of")
        day = written_day(said.part(at + 1, len(said)))
        return (TIME, f"{day}TMO") if day else None
    base = said.anchors.base
    if "WDAY" in said:
        found = weekday_near(said, said.value("WDAY"))
    else:
        found = shift(base, "D", said.value("DAYREL") or 0) if base else None
    return (TIME, f"{found.isoformat()}TMO") if found else None


@RULES.rule("PART IN (WDAY|DAYREL) | (WDAY|DAYREL) AT PART")
def part_on_day(said: Expression) -> Value:
    """ "dawn on Tuesday", "yesterday at dusk"."""
    if "IN" in said and said.before() not in ("at", "by", "the", "before", "until", "since"):
        return None
    day = _named_day(said)
    return (TIME, f"{day.isoformat()}T{said.value('PART')}") if day else None
