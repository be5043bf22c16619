"""Evidence from counts of a war's days, weeks, months and years: "day 5 of the offensive", "a year into the war"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

import numpy as np

from mapapp.model import Article, TextSpan, TimeSpan
from mapapp.reading.times.almanac import months_on
from mapapp.reading.times.attaching import written
from mapapp.reading.times.evidence import NOT_YET, PAGE_MARKS, STALE, Piece, Strength, flat, mark_at
from mapapp.reading.times.facts import War, wars
from mapapp.reading.times.lexicon import ENTRIES, ORDINALS
from mapapp.reading.times.likelihood import Scores, around, peak, within

MANY = 10
"""Days of a war from which on a count is rather the report's own day than a memory of the beginning."""
MOST = 40
"""Counts that are looked at."""
REACH = 70
"""Characters after a unit within which the war is named."""
_WAR_WORDS = r"(?:war|invasion|offensive|operation|conflict|fighting|assault|attack|campaign|aggression)\b"
_UNIT = re.compile(r"\b(day|week|month|year|anniversary)s?\b|\byearlong\b", re.IGNORECASE)
_COUNT_BEFORE = re.compile(r"(?:\b|^)(\d{1,4}(?:st|nd|rd|th)?|[A-Za-z]{1,12}(?:-[A-Za-z]{1,7})?)[\s-]$")
_COUNT_AFTER = re.compile(r"\s(\d{1,4}|[A-Za-z]{1,12}(?:-[A-Za-z]{1,7})?)\s")
_OF_A_WAR = re.compile(rf"\s*of\b[^.;\n]{{0,50}}?\b{_WAR_WORDS}", re.IGNORECASE)
_SINCE_A_WAR = re.compile(
    r"(?:[\s-](?:old|long))?(?:\s+anniversary)?(?:\s+(?:into|of|since|after|on\s+from|from))?\s+"
    r"[^.;\n]{0,40}?\b(?:war|invasion|invaded|conflict)\b",
    re.IGNORECASE,
)
_LONG = re.compile(r"[\s-]?long\b", re.IGNORECASE)
"""After a unit without a count: "the year-long war"."""
_TODAY = re.compile(r"\b(?:today|now|enter\w*|marks?)\b", re.IGNORECASE)
_FRESH = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,? the)?,? $")
"""Before a count: the day of a war that the report calls by its weekday."""
_AHEAD = re.compile(
    r"\b(?:next|coming|within|another|every|ago|for|before|prior|world war|cold war|civil war)\b", re.IGNORECASE
)
_DAYS_OF = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}


def elapsed(article: Article) -> Iterator[Piece]:
    """Counted from the first day of the wars that the text names."""
    text = article.text
    fought = [war for war in wars() if any(all(part in text for part in group) for group in war.words)]
    if not fought:
        return
    for unit in islice(_UNIT.finditer(text), MOST):
        piece = _piece(text, unit, fought)
        if piece and mark_at(article, piece.span) not in PAGE_MARKS:
            yield piece


def _piece(text: str, unit: re.Match[str], fought: Sequence[War]) -> Piece | None:
    name = (unit[1] or "year").lower()
    if name == "day" and (after := _COUNT_AFTER.match(text, unit.end())) and (count := count_of(after[1])):
        of_war = _OF_A_WAR.match(text, after.end() - 1)
        return _nth_day(text, TextSpan(unit.start(), of_war.end()), count, fought) if of_war else None
    before = _COUNT_BEFORE.search(text, max(0, unit.start() - 22), unit.start())
    count = count_of(before[1]) if before else None
    start = before.start(1) if before and count else unit.start()
    ordinal = bool(before and count) and _is_ordinal(text[start : unit.start()].strip(" -"))
    if ordinal and name in ("day", "year") and (of_war := _OF_A_WAR.match(text, unit.end())):
        span, of_it = TextSpan(start, of_war.end()), _nth_day if name == "day" else _nth_year
        return of_it(text, span, count or 1, fought)
    if not count and _LONG.match(text, unit.end() - 4 * (unit[1] is None)):
        count = 1
    since = _SINCE_A_WAR.match(text, unit.end(), unit.end() + REACH)
    if since is None or not count or ordinal != (name == "anniversary"):
        return None
    return _gone_by(text, TextSpan(start, since.end()), count, "year" if name == "anniversary" else name, fought)


def count_of(word: str) -> int | None:
    """A small number in digits or words; "a" is one."""
    low = word.lower()
    if low[0].isdigit():
        return int(re.sub(r"\D", "", low))
    if low in ("a", "an"):
        return 1
    parts = [ENTRIES.get(part) for part in low.split("-")]
    values = [int(part.value) for part in parts if part and part.kind in ("CARD", "ORD")]
    return sum(values) if values and len(values) == len(parts) else None


def _is_ordinal(word: str) -> bool:
    low = word.lower()
    return low.split("-")[-1] in ORDINALS or (low[0].isdigit() and low[-1].isalpha())


def _nth_day(text: str, span: TextSpan, count: int, fought: Sequence[War]) -> Piece:
    """Said of today it is the day; a high count is seldom far from it; a low one may be told long after."""
    days = [war.first_day + timedelta(count - 1) for war in fought]
    if _TODAY.search(text[max(0, span.start - 30) : span.start]):
        shapes = [peak(day, 30.0, 15.0) for day in days]
    elif _FRESH.search(text[max(0, span.start - 20) : span.start]):
        shapes = [within(day, day + timedelta(6), STALE, STALE) for day in days]
    else:
        shapes = [within(day, None, NOT_YET, 0.0) + (peak(day, 6.0, 1.0) if count >= MANY else 0.0) for day in days]
    scores: Scores = np.max(shapes, axis=0)
    counted = " or ".join(f"{written(TimeSpan(day, day))}, {war.what}" for day, war in zip(days, fought, strict=True))
    return Piece(span, f'"{flat(span.of(text))}" ({counted})', scores, Strength.STRONG)


def _nth_year(text: str, span: TextSpan, count: int, fought: Sequence[War]) -> Piece | None:
    """ "in the third year of the war"."""
    if count > 20 or _AHEAD.search(text[max(0, span.start - 14) : span.end]):
        return None
    starts = [months_on(war.first_day, 12 * (count - 1)) for war in fought]
    shapes = [within(start - timedelta(30), months_on(start, 12), NOT_YET, -3.0) for start in starts]
    return Piece(span, _says(text, span, fought), np.max(shapes, axis=0), Strength.STRONG)


def _gone_by(text: str, span: TextSpan, count: int, unit: str, fought: Sequence[War]) -> Piece | None:
    width = count * _DAYS_OF[unit]
    if not 2 <= width <= 4000 or _AHEAD.search(text[max(0, span.start - 14) : span.end]):
        return None
    shapes = [around(_later(war.first_day, count, unit), 12 + 0.12 * width, -4.5) for war in fought]
    return Piece(span, _says(text, span, fought), np.max(shapes, axis=0), Strength.STRONG)


def _later(first: date, count: int, unit: str) -> date:
    return months_on(first, 12 * count) if unit == "year" else first + timedelta(round(count * _DAYS_OF[unit]))


def _says(text: str, span: TextSpan, fought: Sequence[War]) -> str:
    return f'"{flat(span.of(text))}" (counted from {" or ".join(war.what for war in fought)})'
