"""Time expressions of the report as `TimeMention`s, counted from the days on which it was published."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain, pairwise

from mapapp.model import Article, Published, TextSpan, TimeBasis, TimeMention, TimeSpan, TimeType
from mapapp.reading.times.almanac import days_of_value, shift
from mapapp.reading.times.entries import entries
from mapapp.reading.times.tagging import Tagged, tag_tokens, tokens_of

_UNTIL = frozenset(("until", "till", "through", "by", "til"))
_SINCE = frozenset(("since", "from", "after", "starting", "beginning"))
_BETWEEN = frozenset(("on", "about", "around", "at", "early", "late", "mid", "the", "-"))
_BEGINNING = frozenset(("early", "beginning", "start"))
_MIDDLE = frozenset(("mid", "middle"))
_ENDING = frozenset(("late", "end"))
WEEK, PART_OF_WEEK, MARGIN_OF_WEEK = 7, 3, 1
"""Days of a week, of its beginning and of its end, and of what is not its middle on either side."""
_REST = frozenset(("rest", "remainder"))
SHORTEST_PARTED = 28
"""Days of the shortest span that has an early, a middle and a late part."""
_BACK, _AHEAD = frozenset(("last", "lst", "past")), frozenset(("next", "nxt", "coming", "upcoming"))
_LENGTH = re.compile(r"P(T?)(\d{1,4})([DWMYH])")
_JOINS = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*(?:the\s+)?", re.IGNORECASE)


def read_times(article: Article, sentences: Sequence[TextSpan], published: Published | None) -> tuple[TimeMention, ...]:
    """Every time expression inside the sentences, in order.

    Relative ones count from the days of publication. Where these are several, the value stands only if it is the
    same for the first and the last of them ("" otherwise), and the days cover both. On a live page those of an entry
    count from the day of the entry. Linear in the length of the text.
    """
    parts = entries(article, published)
    text = article.text
    if not parts:
        return _read(text, sentences, published)
    cuts = [bisect_left(sentences, part.span.start, key=lambda span: span.start) for part in parts]
    own = (sentences[first:last] for first, last in pairwise([*cuts, len(sentences)]))
    read = (_read(text, spans, part.published) for part, spans in zip(parts, own, strict=True))
    return (*_read(text, sentences[: cuts[0]], published), *chain.from_iterable(read))


def _read(text: str, sentences: Sequence[TextSpan], published: Published | None) -> tuple[TimeMention, ...]:
    tokens = tokens_of(text, stretches(text, sentences))
    if published is None:
        return _covering(text, [mention_of(tagged, None) for tagged in tag_tokens(tokens, None)])
    span = published.span
    early = tag_tokens(tokens, span.first_day)
    late = early if span.days == 1 else tag_tokens(tokens, span.last_day)
    return _covering(text, list(_joined(early, late, span)))


def stretches(text: str, sentences: Sequence[TextSpan]) -> list[TextSpan]:
    """The sentences, joined where only blanks of one line stand between; no expression crosses their edges."""
    joined: list[TextSpan] = []
    for sentence in sentences:
        between = text[joined[-1].end : sentence.start] if joined else "\n"
        if joined and not between.strip() and "\n" not in between and "\r" not in between:
            joined[-1] = TextSpan(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return joined


def _joined(early: Sequence[Tagged], late: Sequence[Tagged], span: TimeSpan) -> Iterator[TimeMention]:
    """What the first and the last day of publication make of each expression."""
    by_span = {tagged.span: tagged for tagged in late}
    for tagged in early:
        other = by_span.get(tagged.span, tagged)
        first, last = mention_of(tagged, span), mention_of(other, span)
        days = first.days if first.days == last.days else _hull(first.days, last.days)
        if other.value == tagged.value:
            yield replace(first, days=days)
        else:
            yield TimeMention(tagged.span, tagged.type, "", days, TimeBasis.RELATIVE)


def _hull(first: TimeSpan | None, last: TimeSpan | None) -> TimeSpan | None:
    if first is None or last is None:
        return None
    return TimeSpan(min(first.first_day, last.first_day), max(first.last_day, last.last_day))


def mention_of(tagged: Tagged, published: TimeSpan | None) -> TimeMention:
    """The mention without regard to its neighbours; `covers` comes from the word before it."""
    points = tagged.type in (TimeType.DATE, TimeType.TIME)
    partial = points and "X" in tagged.value
    days = tagged.days
    if days is None:
        days = part_of(days_of_value(tagged.value), tagged.words) if points else _days_of_length(tagged, published)
    if days and published and _REST & set(tagged.words) and days.first_day <= published.first_day <= days.last_day:
        days = TimeSpan(published.first_day, days.last_day)
    basis = TimeBasis.STATED if tagged.explicit else TimeBasis.RELATIVE
    return TimeMention(tagged.span, tagged.type, "" if partial else tagged.value, days, basis, _covers(tagged))


def part_of(days: TimeSpan | None, words: Sequence[str]) -> TimeSpan | None:
    """The third of a month, season or year that "early", "mid-", "the end of" name; other days as they are."""
    if days is None or (days.days < SHORTEST_PARTED and days.days != WEEK) or days.days > 366:
        return days
    third = days.days // 3 if days.days != WEEK else PART_OF_WEEK
    if _BEGINNING & set(words):
        return TimeSpan(days.first_day, days.first_day + timedelta(third - 1))
    if _ENDING & set(words):
        return TimeSpan(days.last_day - timedelta(third - 1), days.last_day)
    if _MIDDLE & set(words):
        margin = third if days.days != WEEK else MARGIN_OF_WEEK
        return TimeSpan(days.first_day + timedelta(margin), days.last_day - timedelta(margin))
    return days


def _days_of_length(tagged: Tagged, published: TimeSpan | None) -> TimeSpan | None:
    """The days of "the last 4 days", "the next two weeks"; None for lengths that nothing ties to the calendar."""
    found = _LENGTH.fullmatch(tagged.value)
    steps = -1 if _BACK & set(tagged.words) else 1 if _AHEAD & set(tagged.words) else 0
    looks_ahead = tagged.direction > 0 or (tagged.direction == 0 and tagged.note)  # a report: "5 km in 10 days"
    ahead = looks_ahead and _is_behind_in(tagged) and found is not None and not found[1]
    if tagged.before[0] == "within" and tagged.direction > 0:
        steps = 1
    if published and _minutes_on(tagged):
        return published
    if published and found and ahead and not steps and tagged.type is TimeType.DURATION:
        return _after(published, found[3], int(found[2]))
    if published is None or found is None or not steps or tagged.type is not TimeType.DURATION:
        return None
    unit, count = found[3], int(found[2])
    if found[1]:
        unit, count = "D", -(-count // 24)
    try:
        return _stretch(published, unit, steps * count)
    except (ValueError, OverflowError):
        return None


def _is_behind_in(tagged: Tagged) -> bool:
    """ "in three days", "in about a week"."""
    last, before = tagged.before[:2]
    return last == "in" or (before == "in" and last in ("about", "around", "just", "only", "another"))


def _minutes_on(tagged: Tagged) -> bool:
    """ "call me in ten minutes": on the same day."""
    minutes = re.fullmatch(r"PT\d{1,3}[MS]|PT[1-3]H", tagged.value)
    return bool(minutes) and _is_behind_in(tagged) and tagged.direction > 0


def _after(published: TimeSpan, unit: str, count: int) -> TimeSpan | None:
    """ "will open in three days": so much after the report."""
    try:
        return TimeSpan(shift(published.first_day, unit, count), shift(published.last_day, unit, count))
    except (ValueError, OverflowError, KeyError):
        return None


def _stretch(published: TimeSpan, unit: str, count: int) -> TimeSpan:
    if count < 0:
        return TimeSpan(shift(published.first_day, unit, count), published.last_day)
    return TimeSpan(published.first_day, max(shift(published.last_day, unit, count), published.last_day + timedelta(1)))


def _covers(tagged: Tagged) -> str:
    for word in tagged.before:
        if word in _UNTIL:
            return "until"
        if word in _SINCE:
            return "since"
        if word not in _BETWEEN:
            break
    return "within"


def _covering(text: str, mentions: list[TimeMention]) -> tuple[TimeMention, ...]:
    """ "from 24 to 26 March": what follows a beginning and "to" is the end."""
    for index in range(1, len(mentions)):
        before, here = mentions[index - 1], mentions[index]
        between = text[before.span.end : here.span.start]
        if before.covers == "since" and len(between) < 12 and _JOINS.fullmatch(between):
            mentions[index] = TimeMention(here.span, here.type, here.value, here.days, here.basis, "until")
    return tuple(mentions)
