"""When was this written: the days of publication that the report's own evidence allows, or nothing.

Every piece of evidence scores every day; the answer is the shortest span of days that holds nearly all of the
probability. Nothing here knows today's date or a file's time stamp.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from mapapp.model import Article, Basis, Published, TextSpan, TimeSpan
from mapapp.reading.times.addresses import named_beside
from mapapp.reading.times.attaching import written
from mapapp.reading.times.chronicle import chronology
from mapapp.reading.times.elapsed import elapsed
from mapapp.reading.times.evidence import (
    Piece,
    Strength,
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
from mapapp.reading.times.likelihood import FIRST_DAY, SIZE, Scores, index_of, peak, shortest, years
from mapapp.reading.times.officeholders import offices
from mapapp.reading.times.recalled import recalled
from mapapp.reading.times.tagging import tag

MASS = 0.95
"""Share of the probability that the span holds."""
TEMPER = 0.6
"""Pieces repeat one another: their sum counts less than as if each stood alone."""
SURE_YEAR = 0.75
"""Probability of one year above which the span is cut to it."""
WIDEST_DAYS = 366
"""A span wider than a year is no answer."""
METADATA_HEIGHT = 12.0
AFTER_EDITION_DAYS = 120.0
"""The tables know nothing after their last fact: e times less likely in so many days."""
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
        *chronology(article, sentences),
        *elapsed(article),
        *recalled(article),
        *named_beside(article),
    ]


def _metadata(given: Published) -> Piece:
    span = given.span
    middle = date.fromordinal((span.first_day.toordinal() + span.last_day.toordinal()) // 2)
    scores = peak(middle, METADATA_HEIGHT, 4.0 / span.days)
    return Piece(TextSpan(0, 0), given.evidence, scores, Strength.DATE_LINE, middle)


def _answer(pieces: Sequence[Piece], given: Published | None) -> Published | None:
    lines = [piece for piece in pieces if piece.strength is Strength.DATE_LINE]
    told = [piece for piece in pieces if piece.strength is not Strength.DATE_LINE]
    scores = combined(told)
    for line in sorted(lines, key=lambda piece: -float(piece.scores.max())):
        if line.day and not _contradicted(line.day, line, scores):
            return _printed(line, given)
    span = _narrowed(scores)
    if span.days > WIDEST_DAYS or not _says_enough(told):
        return None
    against = [f"{line.says} contradicts the report and is not followed" for line in lines]
    return Published(span, Basis.INFERRED, "; ".join([*_reasons(span, told), *against]))


def combined(pieces: Sequence[Piece]) -> Scores:
    """What all pieces say of each day; days after the edition of the tables are less likely by and by."""
    total = np.zeros(SIZE)
    for piece in pieces:
        total += piece.scores
    total *= TEMPER
    total[index_of(edition()) :] -= np.arange(SIZE - index_of(edition())) / AFTER_EDITION_DAYS
    return total


def _contradicted(day: date, line: Piece, scores: Scores) -> bool:
    """Whether all else speaks more strongly against the day than the line speaks for it."""
    return float(scores.max() - scores[index_of(day)]) > float(line.scores.max())


def _printed(line: Piece, given: Published | None) -> Published:
    if given and line.says == given.evidence:
        return given
    day = line.day or FIRST_DAY
    return Published(TimeSpan(day, day), line.basis, f"{line.says}; nothing in the report contradicts it")


def _says_enough(pieces: Sequence[Piece]) -> bool:
    return any(piece.strength is not Strength.SOFT for piece in pieces) or len(pieces) > 2


def _narrowed(scores: Scores) -> TimeSpan:
    span = shortest(scores, MASS)
    year, share = years(scores)
    if share < SURE_YEAR or span.first_day.year == span.last_day.year:
        return span
    first, last = index_of(date(year, 1, 1)), index_of(date(year, 12, 31))
    return shortest(np.concatenate((np.full(first, -np.inf), scores[first : last + 1])), MASS)


def _reasons(span: TimeSpan, pieces: Sequence[Piece]) -> list[str]:
    """The pieces that speak most for these days and against those around them."""
    inside = slice(index_of(span.first_day), index_of(span.last_day) + 1)
    around = slice(max(inside.start - 1500, 0), min(inside.stop + 1500, SIZE))
    gains = [
        (float(piece.scores[inside].mean() - piece.scores[around].mean()), piece.told_for(span)) for piece in pieces
    ]
    told = [says for gain, says in sorted(gains, reverse=True) if gain > 0.15]
    return list(dict.fromkeys(told))[:TOLD] or [f"the dates that the report names, taken together: {written(span)}"]
