"""Evidence from counts of days since a happening: "for a fifth day", "nine days after the earthquake".

Wars have counts of their own (`elapsed`); here the happening is one that the count's sentence tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from mapapp.model import Article, TextSpan
from mapapp.reading.times.chronicle import Told
from mapapp.reading.times.elapsed import DAYS_OF, Count, counts
from mapapp.reading.times.evidence import PAGE_MARKS, Piece, flat, mark_at
from mapapp.reading.times.facts import Happening
from mapapp.reading.times.likelihood import Scores, within

RUNNING, AFTERWARDS = -9.0, -3.0
"""Scores of days that a count does not fit: a running one ("for a fifth day"), a look back ("nine days after")."""
LONGEST_DAYS = 200
_RUNS = re.compile(
    r"\b(?:for|into|enter\w*|reach\w*|mark\w*|in) (?:a|an|the|its|their) (?:straight |consecutive )?$", re.IGNORECASE
)
_AFTER = re.compile(r"\s(?:after|since|following)\s", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:within|until|before|less than|next|every|each|would|could|might|may)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s(?:of\s(?!the\b|a\b|his\b|her\b|their\b)|in\soffice|at\swork|on\sthe\sjob)", re.IGNORECASE)
"""Behind an ordinal: "the fifth day of March" counts no happening."""


def sequels(article: Article, told: Told, sentences: Sequence[TextSpan]) -> Iterator[Piece]:
    """A piece for each count in whose sentence a happening stands that it can be counted from."""
    for count in counts(article.text) if told else ():
        floor = _floor(count)
        if not floor or mark_at(article, count.span) in PAGE_MARKS:
            continue
        meant = _counted_from(count, told, sentences)
        if meant:
            scores: Scores = np.max([_days(one.told_from, count, floor) for one in meant], axis=0)
            what = " or ".join(one.what for one in meant)
            yield Piece(count.span, f'"{flat(count.span.of(article.text))}" (counted from {what})', scores)


def _floor(count: Count) -> float:
    """How surely the count ends with the report; 0.0 where it counts something else."""
    gone = (count.number - count.ordinal) * DAYS_OF[count.unit]
    if count.unit in ("year", "anniversary") or not 0 < gone <= LONGEST_DAYS or _OTHERWISE.search(count.before[-30:]):
        return 0.0
    if count.ordinal:
        return RUNNING if _RUNS.search(count.before) and not _NUMBERED.match(count.after) else 0.0
    return AFTERWARDS if _AFTER.match(count.after) else 0.0


def _counted_from(count: Count, told: Told, sentences: Sequence[TextSpan]) -> tuple[Happening, ...]:
    """The happenings whose name stands nearest to the count in its sentence; behind it where it looks back."""
    around = next((one for one in sentences if one.contains(count.span)), count.span)
    beside = {
        meant: min(_away(spot, count) for spot in spots)
        for meant, spots in told.items()
        if any(around.contains(spot) and (count.ordinal or spot.start >= count.span.end) for spot in spots)
    }
    return min(beside, key=lambda meant: beside[meant]) if beside else ()


def _away(spot: TextSpan, count: Count) -> int:
    """Characters between; what stands before a count is rather its subject."""
    distance = count.span.start - spot.end
    return distance if distance >= 0 else -3 * distance


def _days(first: date, count: Count, floor: float) -> Scores:
    gone = round((count.number - count.ordinal) * DAYS_OF[count.unit])
    slack = 1 + gone // 10 if count.unit == "day" else 4 if count.unit == "week" else 20
    day = first + timedelta(gone)
    return within(day - timedelta(slack), day + timedelta(slack), floor, floor)
