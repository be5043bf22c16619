"""What people said of the days of reports, in the workspace; nothing is ever deleted, what is undone says when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from mapapp.model import SaidDay, TimeSpan
from mapapp.stamp import marked
from mapapp.store.came import Came
from mapapp.store.tables import ARTICLE, SAID_DAY

TO_READ = marked("", "days")
"""Stamp of a report whose days were said elsewhere and that was not read with them yet: `Store.stale` finds it."""


@dataclass(frozen=True, slots=True)
class TakenDay:
    """What came of a day that was said elsewhere."""

    said: SaidDay
    came: Came
    against: SaidDay | None
    """What people here said otherwise of the report; the later one holds."""
    is_here: bool
    """Whether the workspace has the report."""


class SaidDays:
    """What people said of the days of the reports of a workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(write=True)

    def history(self) -> tuple[SaidDay, ...]:
        """All that was ever said, what is undone too, the oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(SAID_DAY).order_by(SAID_DAY.c.number)).mappings()
            return tuple(_said_day(row) for row in rows)

    def holding(self) -> dict[str, SaidDay]:
        """Article id -> what holds of it now."""
        return {one.article: one for one in self.history() if one.undone is None}

    def say(self, article: str, days: TimeSpan | None, *, who: str, why: str = "") -> None:
        """Keep the days that a person gives, None for "not known", in place of what was said of the article before.

        Raises:
            ValueError: nobody says so.
            StoreError: it cannot be kept.
        """
        if not who.strip():
            raise ValueError("say who gives the day, so that others know whom to ask")
        now = datetime.now(UTC)
        with self._writing.begin() as connection:
            _undo(connection, article, now)
            connection.execute(insert(SAID_DAY), _row(SaidDay(article, days, who.strip(), why.strip(), now)))

    def take_in(self, ones: Iterable[SaidDay]) -> tuple[TakenDay, ...]:
        """Keep what was said elsewhere, as it was said; reports of which it changes the day wait to be read again.

        Raises:
            StoreError: it cannot be kept; nothing was changed.
        """
        with self._writing.begin() as connection:
            return tuple(_take_in(connection, one) for one in ones)

    def undo(self, article: str) -> bool:
        """Take back what was said of an article; False where nothing holds."""
        with self._writing.begin() as connection:
            return _undo(connection, article, datetime.now(UTC))


def _take_in(connection: Connection, one: SaidDay) -> TakenDay:
    same = (SAID_DAY.c.article == one.article, SAID_DAY.c.who == one.who, SAID_DAY.c.when == one.when.isoformat())
    is_here = connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.id == one.article)).first() is not None
    known = connection.execute(select(SAID_DAY.c.undone).where(*same)).first()
    other = None
    if known is None:
        came, other = Came.NEW, _holding(connection, one.article) if one.undone is None else None
        if other and (other.when, other.who) > (one.when, one.who):
            one = replace(one, undone=other.when)
        elif other:
            _undo(connection, one.article, one.when)
        connection.execute(insert(SAID_DAY), _row(one))
    elif one.undone is None or known.undone is not None:
        return TakenDay(one, Came.KNOWN, None, is_here)
    else:
        came = Came.UNDONE
        connection.execute(SAID_DAY.update().where(*same).values(undone=one.undone.isoformat()))
    if came is Came.UNDONE or one.undone is None:
        connection.execute(ARTICLE.update().where(ARTICLE.c.id == one.article).values(stamp=TO_READ))
    return TakenDay(one, came, other if other and other.days != one.days else None, is_here)


def _holding(connection: Connection, article: str) -> SaidDay | None:
    holds = (SAID_DAY.c.article == article) & SAID_DAY.c.undone.is_(None)
    row = connection.execute(select(SAID_DAY).where(holds).order_by(SAID_DAY.c.number.desc())).mappings().first()
    return _said_day(row) if row else None


def _row(one: SaidDay) -> dict[str, Any]:
    return {
        "article": one.article,
        "first_day": one.days.first_day.isoformat() if one.days else None,
        "last_day": one.days.last_day.isoformat() if one.days else None,
        "who": one.who,
        "why": one.why,
        "when": one.when.isoformat(),
        "undone": one.undone.isoformat() if one.undone else None,
    }


def _undo(connection: Connection, article: str, when: datetime) -> bool:
    holds = (SAID_DAY.c.article == article) & SAID_DAY.c.undone.is_(None)
    return bool(connection.execute(SAID_DAY.update().where(holds).values(undone=when.isoformat())).rowcount)


def _said_day(row: RowMapping) -> SaidDay:
    first, last, undone = row["first_day"], row["last_day"], row["undone"]
    return SaidDay(
        article=row["article"],
        days=TimeSpan(date.fromisoformat(first), date.fromisoformat(last)) if first else None,
        who=row["who"],
        why=row["why"],
        when=datetime.fromisoformat(row["when"]),
        undone=datetime.fromisoformat(undone) if undone else None,
    )
