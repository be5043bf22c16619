"""Evidence from how a report recalls a beginning or a happening: "the invasion last year", "invaded in February"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

import numpy as np

from mapapp.model import Article, TextSpan
from mapapp.reading.times.almanac import months_on
from mapapp.reading.times.chronicle import Told
from mapapp.reading.times.evidence import PAGE_MARKS, Piece, flat, learned, mark_at
from mapapp.reading.times.facts import War, named_wars, wars
from mapapp.reading.times.learned import since
from mapapp.reading.times.likelihood import Scores, plateau

FLOOR, LOW_FLOOR = -3.0, -4.0
"""Score of days that the words do not fit: they may recall something else."""
YEAR_OMITTED_DAYS = 330
"""Days for which a writer names the month of a beginning without its year."""
_BEGUN = r"\b(?:war|invasion|invaded|aggression|assault|offensive|conflict)\b"
_MONTH = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = _MONTH.split("|")
_WHEN = (
    r"(?:\b(?P<period>last|this) (?P<unit>year|month|week)\b"
    r"|\b(?:in|since|on|of|during)\s(?:(?:late|early|mid-)\s?|the (?:end|beginning|start) of\s)?(?:"
    rf"(?P<month>{_MONTH})[a-z]*\.?(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?"
    r"(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d\b|last year))?|(?P<alone>(?:19|20)\d\d)\b))"
)
_RECALLED = re.compile(rf"{_BEGUN}[^.;\n]{{0,45}}?{_WHEN}")
_BESIDE = re.compile(_WHEN)
_ITS_DAY = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})[a-z]* (\d{{4}})$")
"""The day of a happening, at the end of the table's words for it."""
BESIDE = 50
"""Characters on each side of a happening within which its time is looked for."""
Parts = dict[str, str | None]
YEAR_WRITTEN = "recalled with its year"
_BREAK = re.compile(r"[.;\n]")
_OF_YEAR = re.compile(rf"\b(?P<alone>(?:19|20)\d\d)\s(?:[A-Za-z-]+\s){{0,2}}?{_BEGUN}")
""" "the 2022 invasion"."""
_SAID = re.compile(r"\b(?:said|told|wrote|warned|warning|says|for this|of this)\b")
"""What was said last year need not have begun then."""


def recalled(article: Article) -> Iterator[Piece]:
    """The days on which a writer recalls the beginning of a war in these words; each way once, the year once."""
    fought = named_wars(article.text)
    seen: set[tuple[str | None, ...]] = set()
    dated = False
    for pattern in (_RECALLED, _OF_YEAR) if fought else ():
        for found in pattern.finditer(article.text):
            span, parts = TextSpan(*found.span()), tuple(found.groupdict().values())
            if parts in seen or _SAID.search(found[0]) or mark_at(article, span) in PAGE_MARKS:
                continue
            seen.add(parts)
            piece = _piece(article.text, span, found.groupdict(), fought)
            if piece and (piece.cells is None or not dated):
                dated = dated or piece.cells is not None
                yield piece


def recalled_happenings(article: Article, told: Told) -> Iterator[Piece]:
    """The same for the happenings whose day is known: "the flood in June", "the mutiny last month"."""
    begun = {war.first_day for war in wars()}
    for meant, spots in told.items():
        found = _ITS_DAY.search(meant[0].what)
        if len(meant) > 1 or found is None:
            continue
        day = date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        around = _around(article.text, spots[0].start, max(spot.end for spot in spots))
        if not _SAID.search(around.of(article.text)) and day not in begun:
            yield from islice(_beside(article.text, around, day, meant[0].what), 1)


def _beside(text: str, around: TextSpan, day: date, what: str) -> Iterator[Piece]:
    quoted = f'"{flat(around.of(text).strip())}"'
    for when in _BESIDE.finditer(text, around.start, around.end):
        if _with_its_year(when.groupdict(), day):
            yield learned(around, f"{quoted} gives the year of {what}", since(YEAR_WRITTEN, day))
        elif (scores := _scores(when.groupdict(), day)) is not None:
            yield Piece(around, f"{quoted} (recalls {what})", np.maximum(scores, FLOOR))


def _around(text: str, start: int, end: int) -> TextSpan:
    before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    ends = [found.end() for found in _BREAK.finditer(before)]
    stop = _BREAK.search(after)
    return TextSpan(start - len(before) + (ends[-1] if ends else 0), end + (stop.start() if stop else len(after)))


def _piece(text: str, span: TextSpan, parts: Parts, fought: Sequence[War]) -> Piece | None:
    quoted = f'"{flat(span.of(text))}"'
    if written := [war for war in fought if _with_its_year(parts, war.first_day)]:
        return learned(span, f"{quoted} gives the year of {written[0].what}", since(YEAR_WRITTEN, written[0].first_day))
    fitting = [(war, scores) for war in fought if (scores := _scores(parts, war.first_day)) is not None]
    if not fitting:
        return None
    best: Scores = np.max([scores for _, scores in fitting], axis=0)
    return Piece(span, f"{quoted} (recalls {' or '.join(war.what for war, _ in fitting)})", best)


def _with_its_year(parts: Parts, day: date) -> bool:
    """Writers seldom give the year of what happened in their own."""
    year = parts.get("alone") or parts.get("year") or ""
    fits = parts.get("month") in (None, _MONTHS[day.month - 1]) and parts.get("day") in (None, str(day.day))
    return fits and year == str(day.year)


def _scores(parts: Parts, began: date) -> Scores | None:
    """None where the words do not fit this beginning."""
    if unit := parts.get("unit"):
        return _in_period(parts["period"] == "last", unit, began)
    if parts.get("month") != _MONTHS[began.month - 1] or (parts["day"] and int(parts["day"]) != began.day):
        return None
    if parts["year"] is None:
        return plateau(began - timedelta(20), YEAR_OMITTED_DAYS + 20, 25, FLOOR)
    if parts["year"] == "last year":
        return _in_period(True, "year", began)
    return None


def _in_period(last: bool, unit: str, began: date) -> Scores:
    """The days from which the beginning lay in the last, or this, year, month or week."""
    if unit == "year":
        first = date(began.year + 1, 1, 1) if last else began
        return plateau(first, (date(first.year, 12, 31) - first).days, 8, LOW_FLOOR)
    if unit == "month":
        first = months_on(began.replace(day=1), 1) if last else began
        return plateau(first, 30 if last else 31 - min(began.day, 30), 4, LOW_FLOOR)
    return plateau(began + timedelta(3 if last else 0), 11 if last else 6, 2, LOW_FLOOR)
