"""Evidence beside the text: the day that stands in a report's web address or in the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mapapp.model import Article, Basis
from mapapp.reading.times.almanac import day_or_none, months_on
from mapapp.reading.times.evidence import NOWHERE, STALE, Piece
from mapapp.reading.times.lexicon import ENTRIES
from mapapp.reading.times.likelihood import FIRST_DAY, LAST_DAY, peak, within

ADDRESS, FILE_NAME = 9.0, 5.0
"""Height of a day in an address, which the publisher wrote, and of one in a file's name, which anybody may have."""
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(\d\d?|[a-z]{3,9})\2(\d\d?)(?!\d)", re.IGNORECASE)
_PATH = re.compile(r"https?://[^/?#]*([^?#]*)", re.IGNORECASE)
_MONTH = re.compile(r"/((?:19|20)\d\d)/(\d\d)(?=/)")
_OVERLAP = timedelta(1)
"""A report of the last evening of a month may stand under the next one."""


def named_beside(article: Article) -> Iterator[Piece]:
    """A day in the path of the address, or its month; a day in the name of the source's file."""
    path = found[1] if (found := _PATH.match(article.url or "")) else ""
    if day := _day_in(path):
        yield _piece(day, f"the day in the address, {day}", ADDRESS)
    elif month := _MONTH.search(path):
        yield from _in_month(int(month[1]), int(month[2]))
    if day := _day_in(article.source or ""):
        yield _piece(day, f"the day in the file's name, {day}", FILE_NAME)


def _piece(day: date, says: str, height: float) -> Piece:
    return Piece(NOWHERE, says, peak(day, height), day, basis=Basis.METADATA)


def _day_in(name: str) -> date | None:
    """The first day that is written year first: "2022/03/15", "2022-03-15", "20220315", "2022/mar/15"."""
    for found in _DAY.finditer(name):
        year, mark, month, day = found.groups()
        if not mark and len(month + day) != 4:
            continue
        named = day_or_none(int(year), _month(month), int(day))
        if named and FIRST_DAY <= named <= LAST_DAY:
            return named
    return None


def _month(written: str) -> int:
    """1 to 12; 0 where the word is no month."""
    if written.isdigit():
        return int(written)
    entry = ENTRIES.get(written.lower())
    return int(entry.value) if entry and entry.kind == "MONTH" else 0


def _in_month(year: int, month: int) -> Iterator[Piece]:
    if not 1 <= month <= 12 or not FIRST_DAY.year <= year < LAST_DAY.year:
        return
    first = date(year, month, 1)
    scores = within(first - _OVERLAP, months_on(first, 1), STALE, STALE)
    yield Piece(NOWHERE, f"the month in the address, {first:%B %Y}", scores)
