"""Lengths of time: "three days", "the last 24 hours", "a year and a half", "several months"."""

from __future__ import annotations

from itertools import takewhile

from mapapp.model import TimeType
from mapapp.reading.times.almanac import CLOCK_UNITS, shift, write
from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.lexicon import NEIGHBOURS

DATE, DURATION, SET = TimeType.DATE, TimeType.DURATION, TimeType.SET
_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}
_TEN_YEARS = {"DE": (10, "Y"), "CE": (100, "Y"), "Q": (3, "M"), "W2": (2, "W")}
_RATES = NEIGHBOURS["before_rate"]
_LARGE = frozenset(("$", "million", "billion", "thousand", "rate"))
_LENGTH_CUES = frozenset(["in", "for", "within", "of", "after", "over", "than"])
_DAY_CUES = ("for", "in", "of", "within", "after", "took", "take", "spent", "spending", "lasted")
_OWN = ("his", "her", "their", "its", "our", "my", "early", "last", "dying", "waning", "final")
"""Before "days of" these tell of some days rather than of a length."""
_BARE_CUES = NEIGHBOURS["before_units"]
_BEFORE_SOME_DAY = NEIGHBOURS["before_some_day"]
_SINGLE_CUES = NEIGHBOURS["before_single_unit"]


def amount(count: float | None, unit: str) -> str:
    """A TIMEX3 length: "P3D", "PT2H30M", "PXM" where no number is given; decades become years."""
    if count is None:
        head = "PT" if unit[0] == "T" else "P"
        return "PXW" if unit in ("W2", "WE") else f"{head}X{unit if unit == 'DE' or unit == 'CE' else unit[-1]}"
    if count != int(count) and unit in _HALVES and count % 1 == 0.5:
        whole = f"{int(count)}{unit[-1]}" if count >= 1 else ""
        return ("PT" if unit[0] == "T" else "P") + whole + _HALVES[unit]
    if unit == "WE":
        return "P2D" if count == 1 else f"P{count}WE"
    factor, unit = _TEN_YEARS.get(unit, (1, unit))
    return f"PT{count}{unit[1]}" if unit[0] == "T" else f"P{count * factor}{unit}"


def _is_age(said: Expression) -> bool:
    old = said.after() == "old" or (said.after() == "-" and said.after(2) == "old")
    return old or (said.after() == "of" and said.after(2) == "age")


def _is_rate(said: Expression) -> bool:
    """So many a year."""
    near = {token.low for token in said.tokens[max(0, said.first - 5) : said.first]}
    return (
        said.before() in _RATES
        or (said.unit not in ("D", *CLOCK_UNITS) and _follows_a_count(said))
        or bool(near & _LARGE and said.before() not in _LENGTH_CUES)
    )


@RULES.rule("(INT|NUM|CARD) HYPHEN ORD")
def seconds(said: Expression) -> Value:
    """ "a 30-second advertisement"; "twenty-second" is an ordinal."""
    fits = said.words[-1] == "second" and ("CARD" not in said or said.value("CARD") < 20)
    return (DURATION, f"PT{said.part(0, 1).number}S") if fits else None


def _is_some_day(said: Expression) -> bool:
    """ "he hopes to return one day", "she could one day rule": not a length."""
    return said.before() in _BEFORE_SOME_DAY and said.after() not in ("after", "before", "later", "earlier", "of", "-")


def _follows_a_count(said: Expression) -> bool:
    """ "15 overdoses a month"."""
    if said.before() in _LENGTH_CUES:
        return False
    kinds = [said.kind_before(count) for count in (1, 2, 3, 4)]
    nouns = len(list(takewhile(lambda kind: kind in ("OTHER", "UNITS"), kinds)))
    if any(not said.before(count).isalpha() for count in range(1, nouns + 1)):
        return False
    return 0 < nouns < 4 and kinds[nouns] in ("INT", "NUM", "CARD", "HUNDRED")


@RULES.rule(
    "ABOUT? NUMBER (HYPHEN|TRADING)? UNITANY (AND A HALF)? | A UNIT AND A HALF",
    "A? NUMBER HYPHEN AND? HYPHEN? A? HYPHEN? HALF HYPHEN UNIT",
    "ABOUT? NUMBER HYPHEN AND HYPHEN A HYPHEN HALF UNITS | (A|THE) NUMBER HYPHEN UNIT PERIOD",
)
def length(said: Expression) -> Value:
    unit, count = said.unit, said.number
    if _is_age(said):
        return (DURATION, amount(count, unit)) if said.anchors.narrative else None
    if "A" in said and said.words[-1] == "half" and count == 0.5:
        count = 1.5
    if unit == "Q" and ("UNIT" in said or "HYPHEN" in said or said.after() == "of"):
        return None
    if count == 0:
        return None
    if said.words == ["one", "day"] and _is_some_day(said):
        return None
    return None if _is_rate(said) and count == 1 else (DURATION, amount(count, unit))


@RULES.rule("(THE? (NEXT|LAST|ORD))? NUMBER (AND|IN|HYPHEN) NUMBER UNITS | NUMBER HYPHEN (AND|IN) NUMBER HYPHEN UNIT")
@RULES.rule("NUMBER HYPHEN IN HYPHEN NUMBER HYPHEN UNIT")
def length_between(said: Expression) -> Value:
    """ "ten to fifteen years", "a five- to seven-year term": the lesser of the two."""
    at = next(i for i, token in enumerate(said.inside) if token.kind in ("AND", "IN", "HYPHEN"))
    joined = said.inside[at].kind != "IN" or said.words[at] == "to"
    if not joined or _is_age(said) or (said.words[at] == "and" and said.before() != "between"):
        return None
    return DURATION, amount(said.part(0, at).number, said.unit)


@RULES.rule("(A|PER) UNIT")
def a_unit(said: Expression) -> Value:
    unit = said.unit
    if "PER" in said or _is_rate(said):
        counted = unit == "Y" or ("PER" in said and unit in ("M", "W", "D"))
        return (SET, amount(1, unit)) if counted else None
    short = unit in ("D", "TH", "TM")
    if unit in ("TS", "Q", "WE") or said.after() in ("old", "-") or (short and not _is_counted(said)):
        return None
    return DURATION, amount(1, unit)


def _is_counted(said: Expression) -> bool:
    """ "in an hour", "a day after"; not "of the hour", "a minute"."""
    return said.before() in _SINGLE_CUES or said.after() in ("after", "before", "later", "earlier")


@RULES.rule("(A|ABOUT A|THE LAST|THE NEXT) UNIT AND SO | ABOUT? NUMBER UNITANY AND SO | A FEW UNITS AND SO")
def or_so(said: Expression) -> Value:
    """ "a week or so", "ten years or so"."""
    fits = said.words[-2] == "or" and said.unit != "Q" and said.kind_after() not in ("AGO", "LATER", "EARLIER")
    base = said.anchors.base
    if fits and said.steps and said.unit in ("Y", "M", "W") and base and not said.anchors.narrative:
        return DATE, write(shift(base, said.unit, said.steps), said.unit)  # as "the past year" alone
    count = None if "FEW" in said else said.part(0, len(said) - 2).number or 1
    return (DURATION, amount(count, said.unit)) if fits else None


@RULES.rule(
    "ANOTHER UNIT | A? ANOTHER NUMBER? UNITS? UNIT? | ABOUT? NUMBER (AND MORE|MORE) UNITANY | ANOTHER FEW OF? UNITS"
)
def another(said: Expression) -> Value:
    unit, count = said.unit, said.number
    if not unit or unit in ("Q", "WE") or said.words[0] == "extra":
        return None
    if "FEW" in said:
        return DURATION, amount(2 if "couple" in said.words else None, unit)
    return None if "UNITS" in said and count is None else (DURATION, amount(count or 1, unit))


@RULES.rule("ABOUT? (HALF A UNIT|A HALF HYPHEN? UNIT) | THE (LAST|NEXT) HALF HYPHEN? UNIT")
def half_a_unit(said: Expression) -> Value:
    """ "half a century" is 50 years, "half an hour" 30 minutes."""
    parts = {"CE": "P50Y", "DE": "P5Y", "Y": "P6M", "D": "PT12H", "TH": "PT30M", "TM": "PT30S"}
    return (DURATION, parts[said.unit]) if said.unit in parts else None


@RULES.rule("A UNIT HYPHEN? UNIT | A UNIT OF A UNIT")
def quarter_century(said: Expression) -> Value:
    """ "a quarter of a century", "a quarter-century"."""
    fits = said.units == ["Q", "CE"]
    return (DURATION, "P25Y") if fits else None


@RULES.rule("ABOUT (A|FEW|A FEW) UNITANY")
def about_a_unit(said: Expression) -> Value:
    if said.unit == "Q":
        return None
    count = None if "FEW" in said else 1
    return DURATION, amount(2 if "couple" in said.words else count, said.unit)


@RULES.rule("(A|THE)? FEW OF? UNITS | A? FEW MORE UNITS | FEW HYPHEN UNIT | HUNDREDS (OF HUNDREDS)? OF UNITS")
def few(said: Expression) -> Value:
    if (said.words[0] in ("some", "many") and said.unit == "TS") or (
        said.words[0] == "many" and said.before() == "how"
    ):
        return None
    return DURATION, amount(2 if "couple" in said.words else None, said.unit)


@RULES.rule(
    "THE? (LAST|NEXT|ORD|LATEST|THIS|FULL|CLOSING) ORD? NUMBER (FULL|TRADING|FISCAL)? UNITANY (AND SO)?",
    "THE NUMBER HYPHEN? (TRADING|FISCAL)? UNITS | THE? NUMBER (LAST|NEXT) UNITS",
)
def last_few(said: Expression) -> Value:
    halves = said.value("ORD") == 1 and said.unit == "Q" and said.number == 2
    return None if halves or _is_age(said) else (DURATION, amount(said.number, said.unit))


@RULES.rule("THE? (LAST|NEXT|ORD|CLOSING) A? FEW OF? UNITS | THE ORD UNITS | THE CLOSING UNITS")
def last_some(said: Expression) -> Value:
    if "ORD" in said and said.value("ORD") > 1:
        return None
    return DURATION, amount(2 if "couple" in said.words else None, said.unit)


@RULES.rule("THE? (LAST|NEXT) UNIT AND A HALF")
def last_and_a_half(said: Expression) -> Value:
    return DURATION, amount(1.5, said.unit)


@RULES.rule("THE? (LAST|NEXT|RECENT) UNITS (AND UNITS)? | THE UNITS AHEAD | RECENT UNITS | FUTURE UNITS")
def recent_units(said: Expression) -> Value:
    if "FUTURE" in said:
        return DATE, "FUTURE_REF"
    if "AND" in said or (said.unit == "Y" and "RECENT" in said):
        return DATE, "PAST_REF"
    return DURATION, amount(None, said.unit)


@RULES.rule("UNITS")
def units_alone(said: Expression) -> Value:
    allowed = _DAY_CUES if said.unit not in ("W", "M", "Y", "W2") else _BARE_CUES
    spread = said.after() == "of" and said.kind_before() == "OTHER" and said.before() not in _OWN
    apart = not said.anchors.narrative and (spread or said.after() in ("after", "before"))
    return (DURATION, amount(None, said.unit)) if apart or said.before() in allowed else None


@RULES.rule("THESE UNITS")
def these_days(said: Expression) -> Value:
    return (DATE, "PRESENT_REF") if said.unit == "D" and said.words[0] == "these" else None


@RULES.rule("UNITLONG")
def written_as_one(said: Expression) -> Value:
    """ "a weeklong strike", "the monthslong search"."""
    return DURATION, str(said.value("UNITLONG"))


@RULES.rule("THE? NUMBER UNITANY LONG | NUMBER HYPHEN UNIT HYPHEN? LONG | UNITANY HYPHEN LONG")
@RULES.rule("UNIT HYPHEN AND HYPHEN A HYPHEN HALF HYPHEN? LONG")
def long(said: Expression) -> Value:
    count = said.number if said.number is not None or "UNITS" in said else 1
    if "HALF" in said and "AND" in said:
        count = 1.5
    return DURATION, amount(count, said.unit)
