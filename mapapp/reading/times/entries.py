"""Live pages: reports made of entries, each under the time at which it was written.

Such a page runs for hours or days, and the day that it prints is that of its last change. So each entry is dated by
its own heading, and what it tells counts from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from mapapp.model import Article, Basis, Published, TextSpan, TimeSpan, TimeType
from mapapp.reading.sentences import LINE, trimmed
from mapapp.reading.times.attaching import written
from mapapp.reading.times.tagging import Tagged, tag

FEWEST = 3
"""Headings with a time of the day that make a page live; a report has one, an agenda is written in one paragraph."""
WIDEST_PAGE = 31
"""Days of publication at most from which the year of a heading is read."""
LONGEST_HEADING = 60
"""Characters of a line within which the time of its entry stands."""
DAY = 24 * 60
"""Minutes."""
_MAYBE = re.compile(r"\d\s?(?:[:.]\d\d|[ap]\.?m\b)", re.IGNORECASE)
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BEFORE = re.compile(
    r"[\W_]*(?:(?:(?:last|first)\s+)?(?:posted|published|updated|entry|added|as of)?[\W_]*(?:at|on)?)?[\W_]*",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[\W_]*(?:(?:local|universal|\w+)?\s*time|[A-Z]{2,4})?[\W_]*")
_THEN = re.compile(r"\s*(?:[-–—:|\])]|(?=[A-Z\"“'‘]))")


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a live page."""

    span: TextSpan
    """From its heading to the next one, or to the end of the text."""
    published: Published | None
    """When it was written; that of the page where nothing says more."""


@dataclass(frozen=True, slots=True)
class _Heading:
    span: TextSpan
    """The expression of time."""
    minute: int | None
    """Minutes since midnight; None for a day alone, which counts for the entries below it."""
    day: date | None
    """The day that it names; None where it names none."""


def entries(article: Article, published: Published | None) -> tuple[Entry, ...]:
    """The entries of a live page in the order of the text; none for any other text."""
    headings = tuple(_headings(article, published))
    if sum(heading.minute is not None for heading in headings) < FEWEST:
        return ()
    days = _days(headings, published)
    ends = [heading.span.start for heading in headings[1:]] + [len(article.text)]
    return tuple(
        Entry(TextSpan(heading.span.start, end), _published(article.text, heading, day, published))
        for heading, day, end in zip(headings, days, ends, strict=True)
    )


def _headings(article: Article, published: Published | None) -> Iterator[_Heading]:
    """Headings of the body, also those that cleaning set aside as lines of the page: what they head is in the body."""
    text = article.text
    document = published.span.last_day if published and published.span.days <= WIDEST_PAGE else None
    waiting: _Heading | None = None
    for line in _lines(article):
        inside = any(body.contains(line) for body in article.body)
        heading = _heading_of(text, line, document)
        if waiting and (inside or heading):
            yield waiting
        waiting = None if inside else heading
        if inside and heading:
            yield heading


def _lines(article: Article) -> Iterator[TextSpan]:
    if article.body:
        found = (trimmed(article.text, *match.span()) for match in LINE.finditer(article.text))
        yield from (line for line in found if line and line.end <= article.body[-1].end)


def _heading_of(text: str, line: TextSpan, document: date | None) -> _Heading | None:
    head = text[line.start : min(line.end, line.start + LONGEST_HEADING)]
    if not _MAYBE.search(head) and (line.end - line.start > LONGEST_HEADING or not any(map(str.isdigit, head))):
        return None
    first = next(iter(tag(text, [line], document)), None)
    if first is None or not _BEFORE.fullmatch(text[line.start : first.span.start]):
        return None
    return _heading(text, line, first)


def _heading(text: str, line: TextSpan, time: Tagged) -> _Heading | None:
    """A heading where the line is its time alone, or begins with the time of the day and goes on as a heading does."""
    rest = text[time.span.end : line.end]
    clock = _CLOCK.search(time.value)
    named = _DAY.match(time.value)
    day = date.fromisoformat(named.group()) if named and _names_day(time) else None
    alone = _ALONE.fullmatch(rest) is not None
    if clock and (alone or _THEN.match(rest)):
        return _Heading(time.span, 60 * int(clock[1]) + int(clock[2]), day)
    return _Heading(time.span, None, day) if alone and day and time.type is TimeType.DATE else None


def _names_day(time: Tagged) -> bool:
    """Whether it says more than a time of the day, which the tagger puts on the day of the page."""
    return time.explicit or any(word.isalpha() and len(word) > 4 for word in time.words)


def _days(headings: Sequence[_Heading], published: Published | None) -> list[date | None]:
    """The day of each heading: the one it names, or counted from its neighbours and the times of the day."""
    downwards = -1 if _newest_first(headings) else 1
    days = [heading.day for heading in headings]
    days[0] = days[0] or _first_day(headings, published, downwards)
    for at in range(1, len(days)):
        days[at] = days[at] or _next_to(days[at - 1], headings[at - 1], headings[at], downwards)
    for at in range(len(days) - 2, -1, -1):
        below = headings[at + 1]
        if below.minute is not None:  # a day alone begins another one than that of the entries above it
            days[at] = days[at] or _next_to(days[at + 1], below, headings[at], -downwards)
    return days


def _first_day(headings: Sequence[_Heading], published: Published | None, downwards: int) -> date | None:
    """The day of the page, for the newest entry, or for all of a page that runs forward within a day."""
    if published is None or published.span.days > 1:
        return None
    last = published.span.last_day
    named = [heading.day for heading in headings if heading.day]
    if downwards > 0:
        return None if named or _midnights(headings) else last
    return last if not named or max(named) <= last else None


def _newest_first(headings: Sequence[_Heading]) -> bool:
    """By the days that are named, else whichever way less time passes from entry to entry."""
    named = [heading.day for heading in headings if heading.day]
    if named and named[0] != named[-1]:
        return named[0] > named[-1]
    back = [(one - other) % DAY for one, other in _pairs(headings)]
    return 2 * sum(back) <= DAY * len(back)


def _midnights(headings: Sequence[_Heading]) -> int:
    """How often the times of the day begin anew in a page that runs forward."""
    return sum(one > other for one, other in _pairs(headings))


def _pairs(headings: Sequence[_Heading]) -> Iterator[tuple[int, int]]:
    minutes = [heading.minute for heading in headings]
    for one, other in pairwise(minutes):
        if one is not None and other is not None:
            yield one, other


def _next_to(day: date | None, known: _Heading, heading: _Heading, step: int) -> date | None:
    """The day of a heading beside one whose day is known; `step`: 1 where later ones follow in this direction."""
    if day is None:
        return None
    if known.minute is None or heading.minute is None:
        return day
    passed = heading.minute < known.minute if step > 0 else heading.minute > known.minute
    return day + timedelta(step) if passed else day


def _published(text: str, heading: _Heading, day: date | None, page: Published | None) -> Published | None:
    if day is None:
        return page
    span, said = TimeSpan(day, day), heading.span.of(text)
    named = heading.day is not None
    why = f'the heading of its entry, "{said}"' if named else f'its entry, "{said}", counted from those beside it'
    return Published(span, Basis.STATED if named else Basis.INFERRED, f"{why}: {written(span)}")
