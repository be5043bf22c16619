"""Evidence from years since something well known: "the 80th anniversary of D-Day", "30 years after Chernobyl"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from mapapp.model import Article, TextSpan
from mapapp.reading.times.almanac import months_on
from mapapp.reading.times.elapsed import FLOOR, Count, counts
from mapapp.reading.times.evidence import PAGE_MARKS, Piece, flat, mark_at
from mapapp.reading.times.facts import Memory, memories
from mapapp.reading.times.likelihood import FIRST_DAY, LAST_DAY, Scores, plateau

MARKED_BEFORE, MARKED_AFTER = 150, 60
"""Days before and after an anniversary in which reports tell of it."""
LOW_FLOOR = -3.0
_YEAR = re.compile(r"\b(1[89]\d\d|20[0-3]\d)\b")
_ITS_YEAR = re.compile(r"\sin\s\d{4}\b")
""" "the tenth anniversary in 2019": not counted from it."""
_SINCE = re.compile(r"\s+(?:since|after|on from|following|ago)\b")


def remembered(article: Article) -> Iterator[Piece]:
    """Counted from the years and the days that stand beside the count; of several counts from one day the highest."""
    found: dict[str, tuple[Count, Scores]] = {}
    for count in counts(article.text):
        marked = count.unit == "anniversary" and count.ordinal
        gone = count.unit == "year" and not count.ordinal and count.number > 1 and _SINCE.match(count.after)
        if (marked or gone) and mark_at(article, count.span) not in PAGE_MARKS:
            known = _from_memory(count, marked) or (_from_year(count) if marked else None)
            if known and (known[0] not in found or found[known[0]][0].number < count.number):
                found[known[0]] = count, known[1]
    for what, (count, scores) in found.items():
        span = TextSpan(count.span.start, count.span.end + len(count.after))
        yield Piece(count.span, f'"{flat(span.of(article.text))}" (counted from {what})', scores)


def _from_memory(count: Count, marked: bool) -> tuple[str, Scores] | None:
    """The known days that the words around the count name."""
    around = f"{count.before} {count.after}".replace("’", "'")
    named = [one for one in memories() if any(all(part in around for part in way) for way in one.words)]
    days = [(one, _years_on(one, count.number)) for one in named]
    fitting = [(one, day) for one, day in days if day and str(day.year) not in around]
    if not fitting:
        return None
    shapes = [_around(day) if marked else _in_year(day) for _, day in fitting]
    best: Scores = np.max(shapes, axis=0)
    return " or ".join(one.what for one, _ in fitting), best


def _years_on(memory: Memory, years: int) -> date | None:
    year = memory.day.year + years
    return months_on(memory.day, 12 * years) if FIRST_DAY.year < year < LAST_DAY.year else None


def _around(day: date) -> Scores:
    return plateau(day - timedelta(MARKED_BEFORE), MARKED_BEFORE + MARKED_AFTER, 25, FLOOR)


def _in_year(day: date) -> Scores:
    """ "30 years after": round figures, and the year after them."""
    return plateau(day - timedelta(120), 480, 40, LOW_FLOOR)


def _from_year(count: Count) -> tuple[str, Scores] | None:
    """ "the 80th anniversary of the 1944 landings"."""
    found = None if _ITS_YEAR.match(count.after) else _YEAR.search(count.after)
    year = int(found[1]) + count.number if found else 0
    if found is None or not FIRST_DAY.year < year < LAST_DAY.year:
        return None
    first = date(year, 1, 1) - timedelta(60)
    return found[1], plateau(first, 425, 20, FLOOR)
