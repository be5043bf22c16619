"""What people said of the days of reports, in the workspace; nothing is ever deleted, what is undone says when."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from mapapp.model import SaidDay, TimeSpan
from mapapp.store.tables import SAID_DAY


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
        row = {
            "article": article,
            "first_day": days.first_day.isoformat() if days else None,
            "last_day": days.last_day.isoformat() if days else None,
            "who": who.strip(),
            "why": why.strip(),
            "when": _now().isoformat(),
        }
        with self._writing.begin() as connection:
            _undo(connection, article)
            connection.execute(insert(SAID_DAY), row)

    def undo(self, article: str) -> bool:
        """Take back what was said of an article; False where nothing holds."""
        with self._writing.begin() as connection:
            return _undo(connection, article)


def _undo(connection: Connection, article: str) -> bool:
    holds = (SAID_DAY.c.article == article) & SAID_DAY.c.undone.is_(None)
    return bool(connection.execute(SAID_DAY.update().where(holds).values(undone=_now().isoformat())).rowcount)


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


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
