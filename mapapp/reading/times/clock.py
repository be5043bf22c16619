"""Evidence from all known happenings together: how fresh the latest ones told of are, and what is not told of.

Reports mostly tell of what began days to months ago; and a report of a war that tells of nothing after some day was
hardly written long after it, the less the more happened since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from mapapp.model import Article
from mapapp.reading.times.chronicle import Told
from mapapp.reading.times.evidence import NOWHERE, Piece, learned
from mapapp.reading.times.facts import Happening, War, happenings, named_wars
from mapapp.reading.times.learned import Cells, kinds, since
from mapapp.reading.times.likelihood import INDEX, SIZE, day_of, index_of

BEFORE_DAYS, AFTER_DAYS = 200, 365
"""Days before and after a war in which happenings are counted as its own."""
_AT_WAR = re.compile(
    r"\b(?:wars?|wartime|invasion|invad\w+|aggression|offensive|front ?line|missiles?|shelling|troops)\b"
)
"""Words of a report that is of a war where it names a country at war."""
Counted = npt.NDArray[np.int64]
"""For each day how many happenings have begun by then."""


def clock(article: Article, told: Told) -> Iterator[Piece]:
    """What the happenings told of say together of the day of the report."""
    begun = sorted({one.told_from: one for meant in told for one in meant}.items())
    yield from _latest([one for _, one in begun])
    last = _last_begun([day for day, _ in begun])
    for war in named_wars(article.text):
        if _AT_WAR.search(article.text):
            yield from _of_war(war, told, last)
    if begun:
        cells = kinds()["happenings since"].cells(_since_last(all_begun(), last))
        yield learned(NOWHERE, "nothing that began after {} is told of", cells, starts=tuple(day for day, _ in begun))


def _latest(begun: Sequence[Happening]) -> Iterator[Piece]:
    """By the age, on each day, of the latest happening told of that has begun by then, and of those before it."""
    for back, name in enumerate(("latest", "second latest", "third latest")):
        if len(begun) > back:
            kind = f"{name} happening"
            starts = tuple(one.told_from for one in begun[: len(begun) - back])
            yield learned(NOWHERE, f"the {kind} told of began on {{}}", _ages(begun, back, kind), starts=starts)


def _ages(begun: Sequence[Happening], back: int, kind: str) -> Cells:
    cells = np.full(SIZE, kinds()[_kind(begun[0], kind)].lowest, dtype=np.uint16)
    for happening, later in zip(begun, begun[back:], strict=False):
        start = index_of(later.told_from)
        cells[start:] = since(_kind(happening, kind), happening.told_from)[start:]
    return cells


def _kind(happening: Happening, kind: str) -> str:
    if kind != "latest happening":
        return kind
    return f"{kind}, lasting" if happening.told_until is None else f"{kind}, passing"


def _last_begun(days: Sequence[date]) -> Counted:
    """For each day the index of the latest of the days that is not after it; -1 where there is none."""
    starts = [index_of(day) for day in days]
    last: Counted = np.repeat([-1, *starts], np.diff([0, *starts, SIZE]))
    return last


def _since_last(begun: Counted, last: Counted) -> Counted:
    return begun - np.where(last >= 0, begun[last], 0)


def _of_war(war: War, told: Told, last: Counted) -> Iterator[Piece]:
    named = any(one.told_from == war.first_day for meant in told for one in meant)
    kind = "war, its beginning told" if named else "war, its beginning not told"
    yield learned(NOWHERE, f"{war.what} {'is told of' if named else 'is not told of'}", since(kind, war.first_day))
    last = np.maximum(last, index_of(war.first_day)) * (index_of(war.first_day) <= INDEX) if named else last
    cells = kinds()["happenings of the war since"].cells(_since_last(begun_of(war), last))
    begun = set(last[np.flatnonzero(np.diff(last, prepend=-1))].tolist()) - {-1}
    starts = tuple(day_of(index) for index in sorted(begun))
    yield learned(NOWHERE, f"nothing of {war.what} that began after {{}} is told of", cells, starts=starts)


@cache
def begun_of(war: War) -> Counted:
    """For each day how many happenings have begun that belong to a war, by their days and words."""
    first = war.first_day - timedelta(BEFORE_DAYS)
    last = war.last_day + timedelta(AFTER_DAYS) if war.last_day else date.max
    return _counted([one for one in happenings() if first <= one.told_from <= last and _belongs(one, war)])


@cache
def all_begun() -> Counted:
    return _counted(happenings())


def _counted(found: Sequence[Happening]) -> Counted:
    begun: Counted = np.cumsum(np.bincount([index_of(one.told_from) for one in found], minlength=SIZE))
    return begun


def _belongs(happening: Happening, war: War) -> bool:
    named = (happening.what, *(part for way in happening.words for part in way))
    return any(mark in part for part in named for mark in war.marks)
