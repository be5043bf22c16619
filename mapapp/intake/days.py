"""Days as files and pages write them in their fields: ISO 8601 and RFC 2822, nothing that must be guessed."""

from __future__ import annotations

import calendar
import re
from datetime import date
from email.utils import parsedate

from mapapp.model import TimeSpan

ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{2}:?\d{2}.*)?", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?", re.ASCII)


def days_of(value: object) -> TimeSpan | None:
    """The days that a field names, as written, without shifting time zones; None where it names none.

    A year or a month gives all its days. An order of day and month that could be read both ways ("05/06/2021") gives
    None: a guess here would date every event of the report.
    """
    if isinstance(value, dict):
        first, last = days_of(value.get("first_day")), days_of(value.get("last_day"))
        ordered = first is not None and last is not None and first.first_day <= last.last_day
        return TimeSpan(first.first_day, last.last_day) if ordered and first and last else None
    text = str(value).strip()
    match = ISO.fullmatch(text) or COMPACT.fullmatch(text)
    try:
        return _span(*match.groups()) if match else _mail_day(text)
    except (ValueError, OverflowError):
        return None


def _span(year: str, month: str | None, day: str | None) -> TimeSpan:
    first = date(int(year), int(month or 1), int(day or 1))
    if day:
        return TimeSpan(first, first)
    last_month = int(month or 12)
    return TimeSpan(first, date(int(year), last_month, calendar.monthrange(int(year), last_month)[1]))


def _mail_day(text: str) -> TimeSpan | None:
    parts = parsedate(text)
    if parts is None or parts[0] < 1000:
        return None
    day = date(*parts[:3])
    return TimeSpan(day, day)
