"""When was this written: the days of publication that the report's own evidence allows, or nothing.

Every piece of evidence scores every day; the answer is the shortest span of days that holds nearly all of the
probability. Nothing here knows today's date or a file's time stamp.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from mapapp.model import Article, Basis, Published, TextSpan, TimeSpan
from mapapp.reading.times.addresses import named_beside
from mapapp.reading.times.attaching import written
from mapapp.reading.times.chronicle import chronology, told_of
from mapapp.reading.times.clock import clock
from mapapp.reading.times.elapsed import elapsed
from mapapp.reading.times.evidence import (
    NOWHERE,
    PAGE_LINE,
    REPORT_LINE,
    Piece,
    date_lines,
    datelines,
    in_report,
    mentioned_days,
    months_alone,
    named_years,
    narrated_days,
    weekdays,
    yearless_days,
)
from mapapp.reading.times.facts import edition
from mapapp.reading.times.likelihood import FIRST_DAY, SIZE, Scores, index_of, likeliest, peak, shortest
from mapapp.reading.times.officeholders import holders, offices
from mapapp.reading.times.recalled import recalled, recalled_happenings
from mapapp.reading.times.remembered import remembered
from mapapp.reading.times.sequels import sequels
from mapapp.reading.times.tagging import tag

SURE = 0.8
"""Share of the probability that must lie within a year for an answer: then 95 % of the answers hold the day."""
HALF = 0.5
"""Of the probability lies within the likely days."""
FLAT = 0.4
"""Likely days that are a larger part of the span say nothing: with all days alike they would be half of it and more."""
MASS = 0.92
"""Share of the probability that the span holds, where so much lies within a year."""
WIDEST_DAYS = 366
"""A span wider than a year is no answer."""
METADATA_HEIGHT = 30.0
"""Height of the day that a source states in a field of its own: only what excludes it outright stands against it."""
AFTER_EDITION_DAYS = 120.0
"""The tables know nothing after their last fact: e times less likely in so many days."""
PAGE_STANDING = (True, -PAGE_LINE)
"""Standing of what a page prints of itself, which is rather told than compared."""
TOLD = 4
"""Pieces named as evidence."""


def date_article(article: Article, sentences: Sequence[TextSpan]) -> Published | None:
    """The days on which the article may have been published; None where nothing trustworthy narrows them to a year.

    What a person gave stands. Metadata and printed date lines stand unless the report contradicts them.
    """
    given = article.published
    if given and given.basis is Basis.GIVEN:
        return given
    pieces = collected(article, sentences)
    if given:
        pieces.append(_metadata(given))
    return _answer(pieces, given) if pieces else None


def collected(article: Article, sentences: Sequence[TextSpan]) -> list[Piece]:
    """All evidence that the text holds, in no order."""
    tagged = tag(article.text, [TextSpan(0, len(article.text))], None)
    report = in_report(article, tagged)
    lines = list(date_lines(article, tagged))
    taken = {piece.span for piece in lines}
    told = told_of(article, sentences)
    rest = [time for time in report if time.span not in taken]
    return [
        *lines,
        *datelines(article, rest),
        *mentioned_days(article, rest),
        *narrated_days(article, rest),
        *yearless_days(article, rest),
        *months_alone(article, rest),
        *weekdays(article, rest),
        *named_years(article),
        *offices(article),
        *holders(article),
        *chronology(article, told),
        *clock(article, told),
        *elapsed(article),
        *recalled(article),
        *recalled_happenings(article, told),
        *remembered(article),
        *sequels(article, told, sentences),
        *named_beside(article),
    ]


def _metadata(given: Published) -> Piece:
    span = given.span
    middle = date.fromordinal((span.first_day.toordinal() + span.last_day.toordinal()) // 2)
    scores = peak(middle, METADATA_HEIGHT, 4.0 / span.days)
    return Piece(NOWHERE, given.evidence, scores, middle, basis=given.basis)


def _answer(pieces: Sequence[Piece], given: Published | None) -> Published | None:
    lines = [piece for piece in pieces if piece.day]
    told = [piece for piece in pieces if not piece.day]
    scores = combined(told)
    share = likeliest(scores, WIDEST_DAYS)
    span = shortest(scores, min(MASS, share)) if share >= SURE else None
    for line in sorted(lines, key=_standing):
        if line.day and not _contradicted(line, scores, span):
            return _printed(line, lines, given)
    if span is None:
        return None
    against = [f"{line.says} contradicts the report and is not followed" for line in lines]
    return Published(span, Basis.INFERRED, "; ".join([*_reasons(span, told), *against]), _likely(scores, span))


def _likely(scores: Scores, span: TimeSpan) -> TimeSpan | None:
    """The days of the span that hold half of the probability; None where they are nearly as many as half of it."""
    found = shortest(scores, HALF)
    first, last = max(found.first_day, span.first_day), min(found.last_day, span.last_day)
    return TimeSpan(first, last) if first <= last and (last - first).days + 1 <= FLAT * span.days else None


def combined(pieces: Sequence[Piece]) -> Scores:
    """What all pieces say of each day."""
    total = after_edition().copy()
    for piece in pieces:
        total += piece.scores
    return total


@cache
def after_edition() -> Scores:
    """Days after the edition of the tables are less likely by and by."""
    scores = np.zeros(SIZE)
    first = index_of(edition())
    scores[first:] -= np.arange(SIZE - first) / AFTER_EDITION_DAYS
    return scores


def _standing(line: Piece) -> tuple[bool, float]:
    """What a report prints for itself comes before what a field, an address or the page around it says."""
    height = float(line.scores.max())
    return not (line.basis is Basis.STATED and height == REPORT_LINE), -height


def _contradicted(line: Piece, scores: Scores, span: TimeSpan | None) -> bool:
    """Whether all else speaks more strongly against the day than the line speaks for it.

    A page's own day is rather that of its printing: it loses as well against days that the report tells by itself.
    """
    assert line.day is not None  # noqa: S101  # date lines have a day
    height = float(line.scores.max())
    outside = span is not None and not span.first_day <= line.day <= span.last_day
    return (outside and height <= PAGE_LINE) or float(scores.max() - scores[index_of(line.day)]) > height


def _printed(line: Piece, lines: Sequence[Piece], given: Published | None) -> Published:
    if given and line.says == given.evidence:
        return given
    day = line.day or FIRST_DAY
    others = [
        f"{other.says} names {written(TimeSpan(other.day, other.day))}"
        for other in lines
        if other.day and other.day != day and _standing(other) < PAGE_STANDING
    ]
    says = "; ".join([f"{line.says}; nothing in the report contradicts it", *others])
    return Published(TimeSpan(day, day), line.basis, says)


def _reasons(span: TimeSpan, pieces: Sequence[Piece]) -> list[str]:
    """The pieces that speak most for these days and against those around them."""
    inside = slice(index_of(span.first_day), index_of(span.last_day) + 1)
    around = slice(max(inside.start - 1500, 0), min(inside.stop + 1500, SIZE))
    gains = [
        (float(piece.scores[inside].mean() - piece.scores[around].mean()), piece.told_for(span)) for piece in pieces
    ]
    told = [says for gain, says in sorted(gains, reverse=True) if gain > 0.15]
    return list(dict.fromkeys(told))[:TOLD] or [f"the dates that the report names, taken together: {written(span)}"]
