"""What the two ends of a range tell of each other: "from 28 December to 6 January", "May to August 2015", "2 to 5 pm".

The ends stay two expressions, as TimeML annotates them; each takes from the other what is written only once.
"""

from __future__ import annotations

from datetime import date

from mapapp.reading.times.expression import RULES, Expression, Value
from mapapp.reading.times.grammar import CODE

JOINERS = frozenset(("to", "through", "thru", "till", "til", "until", "-", "–", "—"))
_DAY_KINDS = frozenset(
    ("ORD", "INT", "MONTH", "YEAR", "SHORTYEAR", "ISO", "SLASH", "FRAC", "WDAY", "DAYREL", "HOLIDAY", "UNIT")
)
LONGEST_END = 12
"""Tokens looked at for the second end of a range."""
_NEAR = 8
"""Tokens before "and" within which "between" stands."""


def _joined(said: Expression, at: int) -> bool:
    """Whether the token here joins two ends."""
    word = said.tokens[at].low
    if word in JOINERS:
        return True
    before = said.tokens[max(0, at - _NEAR) : at]
    return word in ("and", "&") and any(token.low == "between" for token in before)


def is_second(said: Expression) -> bool:
    """Whether it ends a range whose first end stands just before it."""
    return said.first > 1 and said.kind_before(2) in _DAY_KINDS and _joined(said, said.first - 1)


def is_first(said: Expression) -> bool:
    """Whether it begins a range."""
    return said.stop + 1 < len(said.tokens) and _joined(said, said.stop)


def start_of(said: Expression) -> date | None:
    """The day with which the range begins that this expression ends."""
    told = said.anchors.told
    return told if told and said.anchors.told_unit == "D" and is_second(said) else None


def on_or_after(first: date, month: int, day: int) -> int:
    """The year of a month and day that ends what began on a day."""
    return first.year + ((month, day) < (first.month, first.day))


def second_end(said: Expression) -> tuple[Expression, Value] | None:
    """The expression behind the joining word, with its value; looked for within a few tokens."""
    if not is_first(said):
        return None
    begin = max(0, said.first - LONGEST_END)
    tokens, at = said.tokens[begin : said.stop + 1 + LONGEST_END], said.stop + 1 - begin
    for length, value_of in RULES.matches("".join(CODE[token.kind] for token in tokens), at):
        second = Expression(tokens, at, at + length, said.anchors)
        try:
            value = value_of(second)
        except (ValueError, OverflowError):
            continue
        if value:
            return second, value
    return None
