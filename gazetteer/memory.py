"""Answers to keep, in one SQLite file: people's corrections, and what online geocoders said.

A correction names a place for a written name, with a scope; it wins over the gazetteer. Nothing is ever deleted: what
is undone stays in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from gazetteer.errors import GazetteerError
from gazetteer.names import key

BUSY_SECONDS = 30
"""How long one process waits while another writes."""


class MemoryUnusable(GazetteerError, OSError):
    """The file of kept answers cannot be read or written."""


class Scope(StrEnum):
    """Where a correction holds; the narrowest wins."""

    MENTION = "mention"
    ARTICLE = "article"
    COUNTRY = "country"
    """Wherever the text is about one country."""
    EVERYWHERE = "everywhere"


NARROWEST_FIRST = tuple(Scope)


class State(StrEnum):
    """What came of asking an online geocoder."""

    FOUND = "found"
    NOT_FOUND = "not found"
    FAILED = "failed"
    """It gave no answer; it will be asked again."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a name stands; what is "" is not known."""

    article: str = ""
    mention: str = ""
    """Tells one mention of an article from the others: "120-127"."""
    country: str = ""
    """ISO code of the country that the text is about."""

    def target(self, scope: Scope) -> str | None:
        """What a scope means here; None where it means nothing."""
        if scope is Scope.EVERYWHERE:
            return ""
        if scope is Scope.MENTION:
            return f"{self.article} {self.mention}" if self.article and self.mention else None
        return (self.article if scope is Scope.ARTICLE else self.country) or None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said that a name means."""

    number: int
    name: str
    """As it was written."""
    place_id: str
    """A place of the gazetteer; "" where the person said that the name is no place."""
    scope: Scope
    target: str
    """The mention, article or country it holds for; "" everywhere."""
    who: str
    why: str
    when: datetime
    """UTC."""
    undone: datetime | None
    """When it was taken back; None while it holds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an online geocoder said of a name."""

    query: str
    provider: str
    state: State
    record: Mapping[str, Any] | None
    """What the provider sent, where it found something."""
    when: datetime
    """UTC."""


_TABLES = sa.MetaData()
_CORRECTIONS = sa.Table(
    "corrections",
    _TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, index=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "place_id", "scope", "target", "who", "why")),
    sa.Column("when", sa.Text, nullable=False),
    sa.Column("undone", sa.Text),
)
_ANSWERS = sa.Table(
    "answers",
    _TABLES,
    sa.Column("provider", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("query", "state", "when")),
    sa.Column("record", sa.JSON(none_as_null=True)),
)


class Memory:
    """One file of kept answers; any number of processes may share it."""

    def __init__(self, file: Path) -> None:
        """
        Raises:
            MemoryUnusable: `file` cannot be made, or is something else.
        """
        self.file = file
        self._engine = sa.create_engine(f"sqlite:///{file}", connect_args={"timeout": BUSY_SECONDS})
        sa.event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        sa.event.listen(self._engine, "connect", without_own_transactions)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with self._engine.begin() as connection:
                _TABLES.create_all(connection)
        except (SQLAlchemyError, OSError) as error:
            self._engine.dispose()
            raise MemoryUnusable(
                f"{file} cannot be used for kept answers ({getattr(error, 'orig', error)}). Make it writable, or move "
                "it away: a new one is begun."
            ) from error

    def close(self) -> None:
        self._engine.dispose()

    def correct(
        self, name: str, place_id: str, *, scope: Scope, where: Where = Where(), who: str, why: str = ""
    ) -> Correction:
        """Keep what a person says that a name means; an earlier correction of the same scope stays in the history.

        Raises:
            ValueError: the scope means nothing there, or the name is empty.
        """
        target = where.target(scope)
        if target is None or not key(name):
            raise ValueError(f"a correction of {name!r} for this {scope} needs a name, and which {scope} it is")
        row = {
            "key": key(name), "name": name, "place_id": place_id, "scope": scope.value, "target": target, "who": who,
            "why": why, "when": now(), "undone": None,
        }  # fmt: skip
        with self._engine.begin() as connection:
            number = connection.execute(_CORRECTIONS.insert().values(row)).inserted_primary_key
        return correction({**row, "number": number[0] if number else 0})

    def corrected(self, name: str, where: Where = Where()) -> Correction | None:
        """The correction that holds for a name where it stands: of the narrowest scope, the latest; else None."""
        wanted = _CORRECTIONS.select().where(_CORRECTIONS.c.key == key(name), _CORRECTIONS.c.undone.is_(None))
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).mappings().all()
        held = [one for one in map(correction, rows) if one.target == where.target(one.scope)]
        return min(held, key=lambda one: (NARROWEST_FIRST.index(one.scope), -one.number), default=None)

    def undo(self, number: int) -> bool:
        """Take a correction back; what held before it holds again. False where there is none that holds."""
        row = (_CORRECTIONS.c.number == number) & _CORRECTIONS.c.undone.is_(None)
        with self._engine.begin() as connection:
            return bool(connection.execute(_CORRECTIONS.update().where(row).values(undone=now())).rowcount)

    def history(self, name: str | None = None) -> tuple[Correction, ...]:
        """All corrections, or those of one name, undone ones too, oldest first."""
        wanted = _CORRECTIONS.select().order_by(_CORRECTIONS.c.number)
        if name is not None:
            wanted = wanted.where(_CORRECTIONS.c.key == key(name))
        with self._engine.connect() as connection:
            return tuple(correction(row) for row in connection.execute(wanted).mappings())

    def keep(self, query: str, provider: str, state: State, record: Mapping[str, Any] | None = None) -> Answer:
        """Keep what a provider said; a failure never takes the place of an answer."""
        row = {"key": key(query), "provider": provider, "query": query, "state": state.value, "record": record}
        row["when"] = now()
        with self._engine.begin() as connection:
            same = (_ANSWERS.c.provider == provider) & (_ANSWERS.c.key == row["key"])
            kept = connection.execute(_ANSWERS.select().where(same)).mappings().first()
            if kept and state is State.FAILED and kept["state"] != State.FAILED:
                return answer(kept)
            connection.execute(_ANSWERS.delete().where(same))
            connection.execute(_ANSWERS.insert().values(row))
        return answer(row)

    def said(self, query: str, provider: str) -> Answer | None:
        """What a provider said of a name; None where it was never asked."""
        wanted = _ANSWERS.select().where(_ANSWERS.c.provider == provider, _ANSWERS.c.key == key(query))
        with self._engine.connect() as connection:
            row = connection.execute(wanted).mappings().first()
        return None if row is None else answer(row)


def without_own_transactions(connection: Any, _: object) -> None:
    # The driver begins transactions late, as readers; two of them that both go on to write would fail at once.
    connection.isolation_level = None


def now() -> str:
    return datetime.now(UTC).isoformat()


def correction(row: Mapping[Any, Any]) -> Correction:
    undone = row["undone"]
    return Correction(
        number=row["number"],
        name=row["name"],
        place_id=row["place_id"],
        scope=Scope(row["scope"]),
        target=row["target"],
        who=row["who"],
        why=row["why"],
        when=datetime.fromisoformat(row["when"]),
        undone=None if undone is None else datetime.fromisoformat(undone),
    )


def answer(row: Mapping[Any, Any]) -> Answer:
    when = datetime.fromisoformat(row["when"])
    return Answer(row["query"], row["provider"], State(row["state"]), row["record"], when)
