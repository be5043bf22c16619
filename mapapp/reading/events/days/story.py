"""What the days of all that a report tells have in common: its sentences, their times, and the day of its story."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mapapp.model import Article, MarkKind, PlaceMention, Published, TextSpan, TimeMention
from mapapp.reading.events.days.belonging import YEAR_LONG
from mapapp.reading.events.days.recalling import Spots, spots_by_stem
from mapapp.reading.events.days.relations import is_of_another_time
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.tokens import Tokens
from mapapp.reading.times.entries import Entry, entries

MONTH_LONG, LONG_AGO, FEWEST_OLD = 31, 60, 4
"""Days that an expression covers at most, days before the report that are long, and how many such make a chronicle."""
LEAD = 3
"""Sentences below the headings in which the day of the story is named."""
NEWS_DAYS = 3
"""Days before the report from which on a day can be that of its news."""


Mention = TypeVar("Mention", PlaceMention, TimeMention)


@dataclass(frozen=True, slots=True)
class Story:
    """A report as the days of its events see it."""

    text: str
    sentences: Sequence[Tokens]
    times: Sequence[Sequence[TimeMention]]
    """The time expressions of each sentence, in order."""
    named: Sequence[TimeMention | None]
    """For each sentence the last time shorter than a year that is named before it."""
    published: Published | None
    headlines: frozenset[int]
    """Numbers of the sentences that are headings."""
    day: TimeMention | None
    """The expression of the lead that names the day of the news; None where none does."""
    spots: Spots
    """Where what is told together with a day."""
    looks_back: bool
    """Whether the report tells mostly of long ago, so that a sentence without a day is not news of its own."""
    entries: Sequence[Entry] = ()
    """The entries of a live page."""
    entry: str = ""
    """How the day of its entry became known, where it is but one entry of a live page."""

    def of(self, tokens: Tokens) -> Story:
        """The story that a sentence belongs to: on a live page its entry, which has a day of its own."""
        at = bisect_right(self.entries, tokens.span.start, key=lambda entry: entry.span.start) - 1
        written = self.entries[at].published if at >= 0 else None
        return replace(self, published=written, day=None, entry=written.evidence) if written else self


def story_of(
    article: Article, sentences: Sequence[Tokens], times: Sequence[TimeMention], published: Published | None
) -> Story:
    """The story that a report tells."""
    headlines = headlines_of(article, [tokens.span for tokens in sentences])
    own = tuple(inside(times, sentences))
    day = _news_day(sentences, own, published, headlines)
    return Story(
        article.text,
        sentences,
        own,
        _named(own),
        published,
        headlines,
        day,
        spots_by_stem(sentences, own),
        looks_back(times, published),
        entries(article, published),
    )


def headlines_of(article: Article, sentences: Sequence[TextSpan]) -> frozenset[int]:
    """Numbers of the sentences that are headings."""
    marks = [mark.span for mark in article.marks if mark.kind is MarkKind.HEADLINE]
    return frozenset(i for i, span in enumerate(sentences) if any(mark.overlaps(span) for mark in marks))


def inside(mentions: Sequence[Mention], sentences: Sequence[Tokens]) -> Iterator[Sequence[Mention]]:
    """The mentions of each sentence; both are in the order of the text."""
    starts = [mention.span.start for mention in mentions]
    for tokens in sentences:
        yield mentions[bisect_left(starts, tokens.span.start) : bisect_left(starts, tokens.span.end)]


def looks_back(times: Sequence[TimeMention], published: Published | None) -> bool:
    """Whether most days that a report names lie long before it: a chronicle, a portrait, an anniversary."""
    if published is None:
        return False
    days = [time.days for time in times if time.days and time.days.days <= MONTH_LONG]
    old = sum((published.span.first_day - span.last_day).days > LONG_AGO for span in days)
    return old >= FEWEST_OLD and 2 * old > len(days)


def _named(times: Sequence[Sequence[TimeMention]]) -> Sequence[TimeMention | None]:
    last: TimeMention | None = None
    named = []
    for each in times:
        named.append(last)
        last = next((time for time in reversed(each) if time.days and time.days.days < YEAR_LONG), last)
    return tuple(named)


def _news_day(
    sentences: Sequence[Tokens],
    times: Sequence[Sequence[TimeMention]],
    published: Published | None,
    headlines: frozenset[int],
) -> TimeMention | None:
    """The first day of the lead on which something happened shortly before the report."""
    body = [tokens for tokens in sentences if tokens.index not in headlines][:LEAD]
    told = ((tokens, time) for tokens in body for time in times[tokens.index])
    return next((time for tokens, time in told if _is_news(time, published) and _happened(tokens, time)), None)


def _is_news(time: TimeMention, published: Published | None) -> bool:
    if published is None or time.days is None or time.days.days > 1 or time.covers != "within":
        return False
    return 0 <= (published.span.last_day - time.days.first_day).days <= NEWS_DAYS


def _happened(tokens: Tokens, time: TimeMention) -> bool:
    """Whether the clause of an expression tells in the past tense, and not of some other time."""
    at = tokens.at(time.span.start)
    first, last = clause_of(tokens, at, at)
    return any(map(is_past, tokens.words[first : last + 1])) and not is_of_another_time(tokens, time.span)
