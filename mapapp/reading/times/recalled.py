"""Evidence from how a report recalls the beginning of a war: "the invasion last year", "invaded in February"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from mapapp.model import Article, TextSpan
from mapapp.reading.times.almanac import months_on
from mapapp.reading.times.evidence import PAGE_MARKS, Piece, flat, mark_at
from mapapp.reading.times.facts import War, named_wars
from mapapp.reading.times.likelihood import Scores, plateau, within

FLOOR, LOW_FLOOR = -3.0, -4.0
"""Score of days that the words do not fit: they may recall something else."""
YEAR_OMITTED_DAYS = 330
"""Days for which a writer names the month of a beginning without its year."""
YEAR_WRITTEN_DAYS = 240
"""Days after which a writer adds the year."""
TOO_EARLY = -2.5
"""Score of days on which a writer would not yet add the year."""
_BEGUN = r"\b(?:war|invasion|invaded|aggression|assault|offensive|conflict)\b"
_MONTH = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = _MONTH.split("|")
_RECALLED = re.compile(
    rf"{_BEGUN}[^.;\n]{{0,45}}?(?:\b(?P<period>last|this) (?P<unit>year|month|week)\b"
    r"|\b(?:in|since|on|of|during)\s(?:(?:late|early|mid-)\s?|the (?:end|beginning|start) of\s)?(?:"
    rf"(?P<month>{_MONTH})[a-z]*\.?(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?"
    r"(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d\b|last year))?|(?P<alone>(?:19|20)\d\d)\b))"
)
_OF_YEAR = re.compile(rf"\b(?P<alone>(?:19|20)\d\d)\s(?:[A-Za-z-]+\s){{0,2}}?{_BEGUN}")
""" "the 2022 invasion"."""
_SAID = re.compile(r"\b(?:said|told|wrote|warned|warning|says|for this|of this)\b")
"""What was said last year need not have begun then."""


def recalled(article: Article) -> Iterator[Piece]:
    """The days on which a writer recalls the beginning of a war in these words; each way to recall once."""
    fought = named_wars(article.text)
    seen: set[tuple[str | None, ...]] = set()
    for pattern in (_RECALLED, _OF_YEAR) if fought else ():
        for found in pattern.finditer(article.text):
            span, parts = TextSpan(*found.span()), tuple(found.groupdict().values())
            if parts in seen or _SAID.search(found[0]) or mark_at(article, span) in PAGE_MARKS:
                continue
            seen.add(parts)
            if piece := _piece(article.text, span, found.groupdict(), fought):
                yield piece


def _piece(text: str, span: TextSpan, parts: dict[str, str | None], fought: Sequence[War]) -> Piece | None:
    fitting = [(war, scores) for war in fought if (scores := _scores(parts, war.first_day)) is not None]
    if not fitting:
        return None
    best: Scores = np.max([scores for _, scores in fitting], axis=0)
    says = f'"{flat(span.of(text))}" (recalls {" or ".join(war.what for war, _ in fitting)})'
    return Piece(span, says, best)


def _scores(parts: dict[str, str | None], began: date) -> Scores | None:
    """None where the words do not fit this beginning."""
    if unit := parts.get("unit"):
        return _in_period(parts["period"] == "last", unit, began)
    if alone := parts.get("alone"):
        return _year_written(began) if int(alone) == began.year else None
    if parts["month"] != _MONTHS[began.month - 1] or (parts["day"] and int(parts["day"]) != began.day):
        return None
    if parts["year"] is None:
        return plateau(began - timedelta(20), YEAR_OMITTED_DAYS + 20, 25, FLOOR)
    if parts["year"] == "last year":
        return _in_period(True, "year", began)
    return _year_written(began) if int(parts["year"]) == began.year else None


def _in_period(last: bool, unit: str, began: date) -> Scores:
    """The days from which the beginning lay in the last, or this, year, month or week."""
    if unit == "year":
        first = date(began.year + 1, 1, 1) if last else began
        return plateau(first, (date(first.year, 12, 31) - first).days, 8, LOW_FLOOR)
    if unit == "month":
        first = months_on(began.replace(day=1), 1) if last else began
        return plateau(first, 30 if last else 31 - min(began.day, 30), 4, LOW_FLOOR)
    return plateau(began + timedelta(3 if last else 0), 11 if last else 6, 2, LOW_FLOOR)


def _year_written(began: date) -> Scores:
    return within(began + timedelta(YEAR_WRITTEN_DAYS), None, TOO_EARLY, 0.0)
