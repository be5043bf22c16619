"""Evidence from counts of a war's days, weeks, months and years: "day 5 of the offensive", "a year into the war"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

import numpy as np

from mapapp.model import Article, TextSpan, TimeSpan
from mapapp.reading.times.almanac import months_on
from mapapp.reading.times.attaching import written
from mapapp.reading.times.evidence import NOT_YET, PAGE_MARKS, STALE, Piece, flat, mark_at
from mapapp.reading.times.facts import War, edition, named_wars
from mapapp.reading.times.lexicon import ENTRIES, ORDINALS
from mapapp.reading.times.likelihood import Scores, peak, plateau, within

MANY = 10
"""Days of a war from which on a count is rather the report's own day than a memory of the beginning."""
MOST = 60
"""Counts that are looked at."""
REACH = 70
"""Characters on each side of a count within which the war is named."""
FLOOR = -4.5
"""Score of days that a count does not fit: it may be counted from something else."""
SOON_DAYS, MEMORY = 35, -1.0
"""Counts of fewer days from the beginning may be told later, with this score."""
LONG_YEARS = 4
"""Years from which on a count is of a war only where its words stand beside it."""
SLACK = 60
"""Days after the edition of the tables up to which a count can be of one of their wars."""
DAYS_OF = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25, "anniversary": 365.25}
_WAR = r"\b(?:war|invasion|invaded|invading|offensive|operation|conflict|fighting|assault|attack|campaign|aggression)\b"
_UNIT = re.compile(r"\b(day|week|month|year|anniversary)s?\b|\byearlong\b", re.IGNORECASE)
_COUNT_BEFORE = re.compile(r"(?:\b|^)(\d{1,4}(?:st|nd|rd|th)?|[A-Za-z]{1,12}(?:-[A-Za-z]{1,7})?)[\s-]$")
_COUNT_AFTER = re.compile(r"\s(\d{1,4}|[A-Za-z]{1,12}(?:-[A-Za-z]{1,7})?)\s")
_BREAK = re.compile(r"[.!?](?=\s|$)|[;\n]")
_LONG = re.compile(r"[\s-]?long\b", re.IGNORECASE)
"""After a unit without a count: "the year-long war"."""
_OF = re.compile(rf"\s*of\b.{{0,50}}?{_WAR}", re.IGNORECASE)
_ITS_NTH = re.compile(rf"{_WAR}.{{0,50}}?\b(?:in|into|enter\w*|mark\w*|reach\w*) (?:its|the|a) $", re.IGNORECASE)
"""Before an ordinal: "its invasion has entered its third year"."""
_SINCE = re.compile(
    rf"(?:[\s-](?:old|long))?(?:\s+anniversary)?(?:\s+(?:into|of|since|after|following|on\s+from|from))?\s.{{0,40}}?{_WAR}",
    re.IGNORECASE,
)
_ON = re.compile(rf"\son,?\s(?:the\s|its\s|this\s)?(?:[\w'’-]+\s){{0,3}}?{_WAR}", re.IGNORECASE)
""" "12 months on the war drags on"."""
_ANNIVERSARY = re.compile(r"[\s-]anniversary\b|$")
_AGO = re.compile(r"\s+ago\b", re.IGNORECASE)
_AGO_IT_BEGAN = re.compile(rf"\s+ago\b.{{0,50}}?{_WAR}.{{0,30}}?\b(?:began|start|broke out)", re.IGNORECASE)
_WAR_BEFORE = re.compile(rf"{_WAR}.{{0,30}}$", re.IGNORECASE)
_WAGED = re.compile(rf".{{0,60}}?{_WAR}", re.IGNORECASE)
_FOR = re.compile(r"\bfor (?:[a-z]+ ){0,3}$", re.IGNORECASE)
_ITS = re.compile(rf"{_WAR}['’]s $", re.IGNORECASE)
"""Before a count: "the invasion's one-year anniversary"."""
_HALF = re.compile(r"\bhalf (?:of )?$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more than|over|beyond|past|at least) $", re.IGNORECASE)
_LESS = re.compile(r"\b(?:nearly|almost|close to|approaching|less than|under|some|about|around) $", re.IGNORECASE)
_SOON = re.compile(r"\b(?:soon|about to|will|near\w*|approach\w*|ahead of|before|eve of)\b.{0,40}$", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|now|enter\w*|marks?)\b", re.IGNORECASE)
_FRESH = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,? the)?,? $")
"""Before a count: the day of a war that the report calls by its weekday."""
_OTHERWISE = re.compile(
    r"\b(?:next|coming|within|another|every|before|prior|until|if|could|would|might|world war|cold war|civil war)\b",
    re.IGNORECASE,
)
"""Words by which a count is of what is ahead, of what was before the war, or of another war."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of days, weeks, months or years, and the words around it up to the ends of its sentence."""

    span: TextSpan
    number: int
    unit: str
    ordinal: bool
    before: str
    after: str


def elapsed(article: Article) -> Iterator[Piece]:
    """Counted from the first day of the wars that the text names."""
    fought = named_wars(article.text)
    for count in counts(article.text) if fought else ():
        piece = _piece(article.text, count, fought)
        if piece and mark_at(article, piece.span) not in PAGE_MARKS:
            yield piece


@lru_cache(maxsize=2)
def counts(text: str) -> tuple[Count, ...]:
    """The first counts of a text; "year-long" and "a year" count one."""
    return tuple(_counts(text))


def _counts(text: str) -> Iterator[Count]:
    for unit in islice(_UNIT.finditer(text), MOST):
        name = (unit[1] or "year").lower()
        after = text[unit.end() : unit.end() + REACH]
        if name == "day" and (found := _COUNT_AFTER.match(after)) and (number := count_of(found[1])):
            span = TextSpan(unit.start(), unit.end() + found.end(1))
            yield Count(span, number, name, True, *_around(text, span))
            continue
        before = _COUNT_BEFORE.search(text, max(0, unit.start() - 22), unit.start())
        counted = count_of(before[1]) if before else None
        if (
            not counted
            and (name == "anniversary" or _LONG.match(text, unit.end() - 4 * (unit[1] is None)))
            and not unit[0].endswith("s")
        ):
            before, counted = None, 1 if name != "anniversary" else None
        if counted:
            start = before.start(1) if before else unit.start()
            span = TextSpan(start, unit.end())
            ordinal = before is not None and _is_ordinal(before[1])
            if (ordinal and unit[0].endswith("s")) or _HALF.search(text, max(0, start - 10), start):
                continue
            yield Count(span, counted, name, ordinal, *_around(text, span))


def _around(text: str, span: TextSpan) -> tuple[str, str]:
    before = text[max(0, span.start - REACH) : span.start]
    ends = [found.end() for found in _BREAK.finditer(before)]
    after = text[span.end : span.end + REACH]
    stop = _BREAK.search(after)
    return before[ends[-1] if ends else 0 :], after[: stop.start()] if stop else after


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


def _piece(text: str, count: Count, fought: Sequence[War]) -> Piece | None:
    said = _of_it(count) if count.ordinal and count.unit != "anniversary" else _gone(count)
    if said is None or _OTHERWISE.search(count.before[-14:] + text[count.span.start : count.span.end] + said):
        return None
    meant = [war for war in fought if _may_be_of(count, war)]
    if not meant:
        return None
    span = TextSpan(count.span.start, count.span.end + len(said))
    scores: Scores = np.max([_scores(count, war.first_day) for war in meant], axis=0)
    counted = " or ".join(_counted(count, war) for war in meant)
    return Piece(span, f'"{flat(span.of(text))}" ({counted})', scores)


def _may_be_of(count: Count, war: War) -> bool:
    """Whether a war has lasted so long, and is named beside the count where it must be."""
    if count.number * DAYS_OF[count.unit] > (edition() - war.first_day).days + SLACK:
        return False
    beside = f"{count.before} {count.after}"
    named = any(all(part in beside for part in way) for way in war.words)
    return named or count.unit not in ("year", "anniversary") or count.number < LONG_YEARS


def _counted(count: Count, war: War) -> str:
    if not (count.ordinal and count.unit == "day"):
        return f"counted from {war.what}"
    day = war.first_day + timedelta(count.number - 1)
    return f"{written(TimeSpan(day, day))}, {war.what}"


def _scores(count: Count, first_day: date) -> Scores:
    if count.ordinal and count.unit == "day":
        return _nth_day(count, first_day + timedelta(count.number - 1))
    return _nth(count, first_day) if count.ordinal else _after(count, first_day)


def _of_it(count: Count) -> str | None:
    """The words after an ordinal that tie it to a war; "" where those before it do."""
    if found := _OF.match(count.after):
        return found[0]
    return "" if _ITS_NTH.search(count.before) else None


def _gone(count: Count) -> str | None:
    """The words after a count that tie it to a war; "" where those before it do."""
    if count.ordinal != (count.unit == "anniversary"):
        return None
    if ago := _AGO.match(count.after):
        began = _AGO_IT_BEGAN.match(count.after)
        return began[0] if began else ago[0] if _WAR_BEFORE.search(count.before) else None
    if found := _SINCE.match(count.after) or _ON.match(count.after):
        return found[0]
    if _ITS.search(count.before) and (found := _ANNIVERSARY.match(count.after)):
        return found[0]
    if not _FOR.search(count.before):
        return None
    found = _WAGED.match(count.after)
    return found[0] if found else "" if _WAR_BEFORE.search(_FOR.sub("", count.before)) else None


def _nth_day(count: Count, day: date) -> Scores:
    """Said of today it is the day; a high count is seldom far from it; a low one may be told long after."""
    if _TODAY.search(count.before[-30:]):
        return peak(day, 30.0, 15.0)
    if _FRESH.search(count.before[-20:]):
        return within(day, day + timedelta(6), STALE, STALE)
    return within(day, None, NOT_YET, 0.0) + (peak(day, 6.0, 1.0) if count.number >= MANY else 0.0)


def _nth(count: Count, first_day: date) -> Scores:
    """The days of the third year of a war, of its second month; the days around its first anniversary."""
    unit = DAYS_OF[count.unit]
    if count.unit == "anniversary":
        return plateau(_later(first_day, count.number, "year") - timedelta(40), 100, 15, FLOOR)
    day = _later(first_day, count.number - 1, count.unit)
    if _SOON.search(count.before):
        return plateau(day - timedelta(0.3 * unit), 0.4 * unit, 0.1 * unit, FLOOR)
    scores = plateau(day - timedelta(0.06 * unit), 1.06 * unit, 0.1 * unit, FLOOR)
    return np.maximum(scores, _remembered(day)) if count.number * unit < SOON_DAYS else scores


def _remembered(day: date) -> Scores:
    """The first weeks of a war are told again later."""
    return within(day, None, FLOOR, MEMORY)


def _after(count: Count, first_day: date) -> Scores:
    """The days at which writers say that so many units of a war have gone."""
    unit = DAYS_OF[count.unit]
    slack = (0.0, 0.8) if _MORE.search(count.before) else (0.35, 0.05) if _LESS.search(count.before) else (0.15, 0.6)
    early, late = (share * unit + (0.04 * unit * count.number if share else 0.0) for share in slack)
    day = _later(first_day, count.number, count.unit)
    scores = plateau(day - timedelta(early), early + late, 0.12 * unit + 3, FLOOR)
    return np.maximum(scores, _remembered(day)) if count.number * unit < SOON_DAYS else scores


def _later(first: date, count: int, unit: str) -> date:
    return months_on(first, 12 * count) if unit == "year" else first + timedelta(round(count * DAYS_OF[unit]))
