"""From time expressions to days: the expression that fits what is told, else the days of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mapapp.model import Published, TextSpan, TimeBasis, TimeMention, TimeSpan

Attached = tuple[TimeSpan | None, TimeBasis | None, str]
"""Days, their basis, and the evidence in plain words; days and basis are None together."""
WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:morning|afternoon|evening|night))?", re.IGNORECASE
)
TOGETHER = re.compile(r"\s*(?:,|and|, and)\s+(?:on\s+|in\s+)?", re.IGNORECASE)
WIDE_DAYS = 45
"""A month or less is preferred to anything wider at the same distance."""
WIDE_COST = 60
"""Characters of distance that a wide expression is put back by."""


def days_told(
    clause: TextSpan,
    near: int,
    times: Sequence[TimeMention],
    published: Published | None,
    text: str,
    *,
    planned: bool | None = False,
) -> Attached | None:
    """The days that the nearest fitting expression gives to what a clause tells; None where none fits.

    Expressions of the clause come before others, near ones (to the character `near`) before far ones. Fitting: what
    happened does not begin after the report, what is planned does not end before it; `planned` None: either.
    """
    dated = [time for time in times if time.days and _fits(time, published, planned)]
    if not dated:
        return None
    inside = [time for time in dated if clause.contains(time.span)]
    best = min(inside or dated, key=lambda time: _cost(time, near))
    told = _told(_with_neighbours(best, dated, text), dated, published, text)
    return (
        told if published is None or planned is None or best.covers == "until" else _bounded(told, published, planned)
    )


def days_of_report(published: Published | None, why: str) -> Attached:
    """The days of publication in the place of others, and why; none where they are not known."""
    if published is None:
        return None, None, f"{why}, and the day of the report is not known"
    return published.span, TimeBasis.PUBLICATION, f"{why}; the report's own days are used ({written(published.span)})"


def _with_neighbours(time: TimeMention, others: Sequence[TimeMention], text: str) -> TimeMention:
    """ "On Thursday and Friday": days that follow one another and are named together are one stretch."""
    first, last = time, time
    at = next((i for i, other in enumerate(others) if other.span == time.span), 0)
    for other in others[at + 1 :]:
        if not _follows(last, other, text):
            break
        last = other
    for other in reversed(others[:at]):
        if not _follows(other, first, text):
            break
        first = other
    if first is last or first.days is None or last.days is None:
        return time
    span = TextSpan(first.span.start, last.span.end)
    return replace(time, span=span, days=TimeSpan(first.days.first_day, last.days.last_day))


def _follows(one: TimeMention, other: TimeMention, text: str) -> bool:
    if one.days is None or other.days is None or {one.covers, other.covers} != {"within"}:
        return False
    between = text[one.span.end : other.span.start] if one.span.end <= other.span.start else ""
    return bool(TOGETHER.fullmatch(between)) and other.days.first_day - one.days.last_day == timedelta(1)


def leaning(time: TimeMention, published: Published | None, text: str, weeks: int) -> TimeMention:
    """A weekday of the week behind (`weeks` -1) for what has happened, of the week ahead (1) for what is planned."""
    days = time.days
    if not weeks or published is None or days is None or published.span.days > 1:
        return time
    apart = (days.first_day - published.span.first_day).days
    if not WEEKDAY.fullmatch(time.span.of(text)) or not 0 < -weeks * apart <= 7:
        return time
    week = timedelta(7 * weeks)
    return replace(time, days=TimeSpan(days.first_day + week, days.last_day + week))


def _bounded(told: Attached, published: Published, planned: bool) -> Attached:
    """What happened ends with the report at the latest, what is planned begins with it at the earliest."""
    days, basis, evidence = told
    if days is None:
        return told
    first = max(days.first_day, published.span.first_day) if planned else days.first_day
    last = days.last_day if planned else min(days.last_day, published.span.last_day)
    if last < first or (first, last) == (days.first_day, days.last_day):
        return told
    cut = TimeSpan(first, last)
    return cut, basis, f"{evidence}; {'from' if planned else 'up to'} the report: {written(cut)}"


def _fits(time: TimeMention, published: Published | None, planned: bool | None) -> bool:
    if published is None or time.days is None or planned is None:
        return True
    if planned:
        return time.days.last_day >= published.span.first_day
    return time.covers == "until" or time.days.first_day <= published.span.last_day


def _cost(time: TimeMention, at: int) -> int:
    distance = max(time.span.start - at, at - time.span.end, 0)
    return distance + (WIDE_COST if time.days and time.days.days > WIDE_DAYS else 0)


def _told(time: TimeMention, others: Iterable[TimeMention], published: Published | None, text: str) -> Attached:
    days = time.days
    assert days is not None  # noqa: S101  # `dated` holds no other
    said = f'"{time.span.of(text)}"'
    source = "says" if time.basis is TimeBasis.STATED else "counted from the report's days means"
    if time.covers == "until":
        return _until(days, time, others, published, said)
    if time.covers == "since" and (end := _end(time, others, published)) and end >= days.first_day:
        return TimeSpan(days.first_day, end), time.basis, f"since {said}: {written(TimeSpan(days.first_day, end))}"
    return days, time.basis, f"{said} {source} {written(days)}"


def _end(time: TimeMention, others: Iterable[TimeMention], published: Published | None) -> date | None:
    """Where a stretch that begins with this expression ends: at an "until" after it, else with the report."""
    untils = [other.days.last_day for other in others if other.covers == "until" and other.days and other is not time]
    return untils[0] if untils else published.span.last_day if published else None


def _until(
    days: TimeSpan, time: TimeMention, others: Iterable[TimeMention], published: Published | None, said: str
) -> Attached:
    """From the beginning that the sentence names, or from the report on, to the day that ends it."""
    starts = [other.days.first_day for other in others if other is not time and other.days and other.covers != "until"]
    starts = [start for start in starts if start <= days.last_day]
    if starts:
        span = TimeSpan(min(starts), days.last_day)
        return span, time.basis, f"until {said}: {written(span)}"
    if published and published.span.first_day <= days.last_day:
        span = TimeSpan(published.span.first_day, days.last_day)
        return span, time.basis, f"until {said}, counted from the report on: {written(span)}"
    return days, time.basis, f"until {said}; its beginning is not told"


def written(span: TimeSpan) -> str:
    """ "28 February 2022", "10 to 12 February 2022"; whole days, in words that a reader checks at a glance."""
    first, last = span.first_day, span.last_day
    full = f"{last.day} {last:%B} {last.year}"
    if first == last:
        return full
    if first.year != last.year:
        return f"{first.day} {first:%B} {first.year} to {full}"
    return f"{first.day} to {full}" if first.month == last.month else f"{first.day} {first:%B} to {full}"
