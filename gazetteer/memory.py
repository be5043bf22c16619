"""Answers to keep, in one SQLite file: people's corrections, and what online geocoders said.

A correction names a place for a written name, with a scope; it wins over the gazetteer. Nothing is ever deleted: what
is undone stays in the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from gazetteer.corrections import NO_CORRECTIONS, NOWHERE, Correction, Corrections, Scope, Where, folded
from gazetteer.errors import GazetteerError
from gazetteer.names import key

BUSY_SECONDS = 30
"""How long one process waits while another writes."""


class MemoryUnusable(GazetteerError, OSError):
    """The file of kept answers cannot be read or written."""


class State(StrEnum):
    """What came of asking an online geocoder."""

    FOUND = "found"
    NOT_FOUND = "not found"
    FAILED = "failed"
    """It gave no answer; it will be asked again."""


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
    *(
        sa.Column(name, sa.Text, nullable=False)
        for name in ("name", "place_id", "place_label", "scope", "target", "who", "why")
    ),
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
    """One file of kept answers; any number of processes and threads may share it; pickles as its path.

    Every method raises `MemoryUnusable` where the file cannot be read or written.
    """

    def __init__(self, file: Path) -> None:
        """
        Raises:
            MemoryUnusable: `file` cannot be made, or is something else.
        """
        self.file = file
        # No connection outlives its use, so that a forked process never shares one.
        self._engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(file)),
            connect_args={"timeout": BUSY_SECONDS},
            poolclass=sa.NullPool,
        )
        sa.event.listen(self._engine, "begin", begin)
        sa.event.listen(self._engine, "connect", without_own_transactions)
        self._taken: tuple[bytes, Corrections] = b"", NO_CORRECTIONS
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise self._unusable(error) from error
        with self._reading() as connection:
            is_made = set(_TABLES.tables) <= set(sa.inspect(connection).get_table_names())
        if not is_made:
            with self._writing() as connection:
                _TABLES.create_all(connection)

    def __reduce__(self) -> tuple[type[Memory], tuple[Path]]:
        return Memory, (self.file,)

    def close(self) -> None:
        self._engine.dispose()

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return self._connected(self._engine)

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        return self._connected(self._engine.execution_options(write=True))

    @contextmanager
    def _connected(self, engine: sa.Engine) -> Iterator[sa.Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> MemoryUnusable:
        return MemoryUnusable(
            f"{self.file} cannot be used for kept answers ({getattr(error, 'orig', error)}). Make it writable, or move "
            "it away: a new one is begun."
        )

    def correct(
        self,
        name: str,
        place_id: str,
        *,
        place_label: str = "",
        scope: Scope,
        where: Where = NOWHERE,
        who: str,
        why: str = "",
    ) -> Correction:
        """Keep what a person says that a name means; an earlier correction of the same scope stays in the history.

        Args:
            name: as it is written in texts.
            place_id: of a place of the gazetteer; "" for "it is no place".
            place_label: the place for people, kept for the day when a gazetteer no longer has it.
            scope: where it holds.
            where: the mention, article or country of the scope.
            who: the person's name.
            why: for those who read it later.

        Raises:
            ValueError: the scope means nothing there, or the name is empty.
        """
        target = where.target(scope)
        if target is None or not folded(name):
            raise ValueError(f"a correction of {name!r} for this {scope} needs a name, and which {scope} it is")
        row = {
            "key": folded(name), "name": plain(name), "place_id": place_id, "place_label": place_label,
            "scope": scope.value, "target": target, "who": plain(who), "why": plain(why), "when": now(), "undone": None,
        }  # fmt: skip
        with self._writing() as connection:
            number = connection.execute(_CORRECTIONS.insert().values(row)).inserted_primary_key
        return correction({**row, "number": number[0] if number else 0})

    def take_in(self, one: Correction) -> Correction | None:
        """Keep a correction that was made elsewhere as it was made: who, when, what was taken back.

        Returns:
            The correction as it was here before; None where it is new.
        """
        known = next((each for each in self.history(one.name) if _said(each) == _said(one)), None)
        if known is None:
            row = {
                "key": folded(one.name), "name": plain(one.name), "place_id": one.place_id,
                "place_label": one.place_label, "scope": one.scope.value, "target": one.target, "who": plain(one.who),
                "why": plain(one.why), "when": one.when.isoformat(),
                "undone": one.undone.isoformat() if one.undone else None,
            }  # fmt: skip
            with self._writing() as connection:
                connection.execute(_CORRECTIONS.insert().values(row))
        elif one.undone and not known.undone:
            self.undo(known.number, one.undone)
        return known

    def corrections(self) -> Corrections:
        """All that hold now, as one value; read again only when the file has changed."""
        change = change_counter(self.file)
        taken, corrections = self._taken
        if not change or change != taken:
            corrections = Corrections.of(self.history())
            self._taken = change, corrections
        return corrections

    def corrected(self, name: str, where: Where = NOWHERE) -> Correction | None:
        """The correction that holds for a name where it stands: of the narrowest scope, the latest; else None."""
        return self.corrections().holding(name, where)

    def undo(self, number: int, when: datetime | None = None) -> bool:
        """Take a correction back; what held before it holds again. False where there is none that holds.

        Args:
            number: of the correction.
            when: it was taken back; None for now.
        """
        row = (_CORRECTIONS.c.number == number) & _CORRECTIONS.c.undone.is_(None)
        undone = when.isoformat() if when else now()
        with self._writing() as connection:
            return bool(connection.execute(_CORRECTIONS.update().where(row).values(undone=undone)).rowcount)

    def history(self, name: str | None = None) -> tuple[Correction, ...]:
        """All corrections, or those of one name, undone ones too, oldest first."""
        wanted = _CORRECTIONS.select().order_by(_CORRECTIONS.c.number)
        if name is not None:
            wanted = wanted.where(_CORRECTIONS.c.key == folded(name))
        with self._reading() as connection:
            return tuple(correction(row) for row in connection.execute(wanted).mappings())

    def keep(self, query: str, provider: str, state: State, record: Mapping[str, Any] | None = None) -> Answer:
        """Keep what a provider said; a failure never takes the place of an answer."""
        row = {"key": key(query), "provider": provider, "query": query, "state": state.value, "record": record}
        row["when"] = now()
        with self._writing() as connection:
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
        with self._reading() as connection:
            row = connection.execute(wanted).mappings().first()
        return None if row is None else answer(row)


def begin(connection: sa.Connection) -> None:
    # A write that starts as a read cannot wait for its lock: SQLite refuses it at once.
    writes = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def without_own_transactions(connection: Any, _: object) -> None:
    # The driver would begin transactions by itself, and late.
    connection.isolation_level = None


def _said(one: Correction) -> tuple[object, ...]:
    """What tells a correction from all others, on any machine."""
    return folded(one.name), one.scope, one.target, one.place_id, plain(one.who), one.when


def corrections_in(file: Path) -> Corrections:
    """What holds by a file of kept answers; nothing where there is no such file, and none is made.

    Raises:
        MemoryUnusable: the file is something else.
    """
    return Memory(file).corrections() if file.is_file() else NO_CORRECTIONS


def change_counter(file: Path) -> bytes:
    """What SQLite counts up in the head of a database with every change; b"" where there is nothing yet."""
    with suppress(OSError), file.open("rb") as stream:
        return stream.read(28)[24:]
    return b""


def plain(text: str) -> str:
    """A person's words on one line, without what cannot be shown."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def now() -> str:
    return datetime.now(UTC).isoformat()


def correction(row: Mapping[Any, Any]) -> Correction:
    undone = row["undone"]
    return Correction(
        number=row["number"],
        name=row["name"],
        place_id=row["place_id"],
        place_label=row["place_label"],
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
