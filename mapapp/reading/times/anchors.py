"""What relative expressions count from: the document's day, and what the text mentioned last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mapapp.model import TimeSpan
from mapapp.reading.times.almanac import days_of_value
from mapapp.reading.times.grammar import CODE
from mapapp.reading.times.tokens import Token

_SPEECH = frozenset(("said", "says", "told", "according"))
"""Words by which reports quote: one to five years in histories, one to a year in reports."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A time that a story told of."""

    days: TimeSpan
    doubt: int
    """Months by which what comes next must lie nearer to it than to a scene without a doubt."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Memory of a text up to some expression."""

    document: date | None
    """The day of publication; None where not known."""
    narrative: bool
    """True for history told in order of time, where undated days follow the date mentioned last."""
    note: bool = False
    """Whether the text is a note or a message rather than a report (direction.is_note)."""
    day_first: bool = False
    """Whether the text writes "20/02/2022" somewhere, so that "03/04/2022" is of April."""
    told: date | None = None
    """First day of the date mentioned last."""
    told_unit: str = ""
    """Its granularity: D, M or Y."""
    spoken: date | None = None
    """Middle of the day, week or month mentioned last in a report, from which "a month later" counts."""
    heading: int | None = None
    """The year that stands on a line of its own above, as in a chronology."""
    scenes: tuple[Scene, ...] = ()
    """What a story told last, latest first."""
    quarter: str = ""
    """The quarter mentioned last, as "2022-Q1": reports of companies compare with the year before."""

    @property
    def base(self) -> date | None:
        """The day that "Friday", "last month", "in April" count from."""
        return self.told or self.document if self.narrative else self.document

    @property
    def scene(self) -> date | None:
        """The day that "the next day", "that year", "three days later" count from."""
        return self.told or self.document

    def scene_by(self, unit: str) -> date | None:
        """The scene for a count of such units: in a report "the next day" does not follow a year told of."""
        coarse = not self.narrative and unit in ("D", "W", "WE") and self.told_unit in ("M", "Y")
        return self.document if coarse else self.scene

    def as_told(self, unit: str) -> str:
        """The unit, or in a story the coarser one of the date that it counts from: days after a month are a month."""
        told = self.told_unit if self.narrative and self.told else ""
        return told if unit in ("D", "W") and told in ("M", "Y") else unit

    def after(self, value: str, *, explicit: bool) -> Anchors:
        """The memory after a DATE or TIME of this value; explicit: its year was written."""
        days = days_of_value(value)
        if days is None:
            return self
        spoken = days.first_day + timedelta(days.days // 2) if days.days < 32 else None
        moved = self.moved_to(days) if explicit or len(value) >= 10 else self
        return replace(moved, spoken=spoken)

    def moved_to(self, days: TimeSpan) -> Anchors:
        """The memory when these days were mentioned last."""
        return replace(self, told=days.first_day, told_unit="D" if days.days == 1 else "M" if days.days < 32 else "Y")

    def with_quarter(self, value: str) -> Anchors:
        return replace(self, quarter=value) if re.fullmatch(r"\d{4}-Q\d", value) else self

    def without_quarter(self) -> Anchors:
        return replace(self, quarter="")


def writes_day_first(tokens: Sequence[Token], codes: str) -> bool:
    """Whether more of its numeric dates can only be read with the day first than with the month first."""
    if CODE["SLASH"] not in codes:
        return False
    pairs = [
        re.split(r"[/.-]", token.value)[:2] for token in tokens if token.kind == "SLASH" and "." not in token.value
    ]
    return sum((int(first) > 12) - (int(second) > 12) for first, second in pairs) > 0


FEWEST_YEARS = 3
"""Years written in the shortest history."""
MANY_YEARS = 30
"""Years written in a history so long that sayings do not make it a report."""


def is_narrative(tokens: Sequence[Token], codes: str, document: date | None) -> bool:
    """History rather than news: several dates with a year, most of them well before the document's day, few sayings."""
    if codes.count(CODE["YEAR"]) + codes.count(CODE["BC"]) < FEWEST_YEARS:
        return False
    years = [token.value for token in tokens if token.kind == "YEAR" and token.value < 2050]
    many = len(years) + codes.count(CODE["BC"])
    sayings = sum(token.low in _SPEECH for token in tokens)
    deictic = sum(codes.count(CODE[kind]) for kind in ("WDAY", "DAYREL", "TONIGHT"))
    chronicle = many >= MANY_YEARS and deictic * 10 < many
    if sayings > 1 and sayings * 4 > many and not chronicle:
        return False
    if document is None:
        return many >= 5 and deictic * 3 < many
    late = sum(year >= document.year - 1 for year in years)
    mostly_old = many >= 8 and deictic * 4 < many and late < many / 2
    return mostly_old or (many >= FEWEST_YEARS and not deictic and not late)
