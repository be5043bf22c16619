"""What can be written in a workspace within one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from mapapp.correcting_events import correct
from mapapp.event_corrections import EventCorrections
from mapapp.intake.failure import Failure
from mapapp.model import Reading
from mapapp.stamp import marked
from mapapp.store import search
from mapapp.store.errors import Unstorable
from mapapp.store.event_corrections import held, standing_in
from mapapp.store.following import Parts, follow, parts_of
from mapapp.store.rows import Row, article_row, mention_row, time_row
from mapapp.store.source_file import SourceFile
from mapapp.store.tables import ARTICLE, FAILURE, LEDGER, PLACE_MENTION, SOURCE, SOURCE_ARTICLE, TIME_MENTION

NO_LABELS: Mapping[str, str] = {}

# Made once: building a statement costs more than running it.
NUMBER = select(ARTICLE.c.number).where(ARTICLE.c.id == bindparam("article_id"))
BEGUN = sqlite.insert(SOURCE).on_conflict_do_nothing()
_LINK = sqlite.insert(SOURCE_ARTICLE)
LINKED = _LINK.on_conflict_do_update(set_={"version": _LINK.excluded.version})


class Writing:
    """What can be written within a transaction; made by `Store.writing`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._corrections: EventCorrections | None = None

    def save(
        self, reading: Reading, file: SourceFile, labels: Mapping[str, str] = NO_LABELS, *, mark: str = ""
    ) -> None:
        """Store the reading of an article, in place of an earlier one, whole or not at all.

        Args:
            reading: what was read.
            file: the file that the article stands in.
            labels: names of places for people by `Place.id`: "Bakhmut, Donetsk Oblast, Ukraine".
            mark: of the corrections that touched the reading.

        Raises:
            Unstorable: the reading breaks a rule of the tables; nothing of it was stored.
        """
        about: Row = {"stamp": marked(file.stamp, mark), "is_sample": file.is_sample, "read_at": _now()}
        with self._whole():
            _save(self._connection, article_row(reading) | about, self._parts(reading, labels))
            _link(self._connection, file, reading.article.id)

    def replace(self, reading: Reading, stamp: str, labels: Mapping[str, str] = NO_LABELS) -> None:
        """Store another reading of a stored article; nothing where the article was removed in the meantime.

        Args:
            reading: what was read.
            stamp: versions of reader and gazetteer with the mark of the corrections, as in `mapapp.stamp`.
            labels: as for `save`.

        Raises:
            Unstorable: the reading breaks a rule of the tables; the former one stays.
        """
        if self._connection.execute(NUMBER, {"article_id": reading.article.id}).scalar() is None:
            return
        with self._whole():
            about: Row = {"stamp": stamp, "read_at": _now()}
            _save(self._connection, article_row(reading) | about, self._parts(reading, labels))

    def _parts(self, reading: Reading, labels: Mapping[str, str]) -> Parts:
        """The rows of all that was read, as people corrected its events; a new article may end what had moved."""
        corrections = self._corrections
        if corrections is None or any(one.anchor.article == reading.article.id for one in corrections.moved):
            self._corrections = corrections = held(self._connection)
        corrected = correct(reading, corrections)
        return (
            *parts_of(self._connection, corrected, corrections, labels),
            (PLACE_MENTION, [mention_row(mention, labels) for mention in reading.places]),
            (TIME_MENTION, [time_row(mention) for mention in reading.times]),
        )

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """What is written within is stored whole or not at all."""
        try:
            with self._connection.begin_nested():
                yield
        except IntegrityError as problem:
            raise Unstorable(f"the reading breaks a rule of the workspace ({problem.orig}); please report it") from None

    def finish(self, file: SourceFile, failures: Iterable[Failure] = ()) -> None:
        """Record that a source was read to its end; articles that it holds no more are removed."""
        failed, connection = list(failures), self._connection
        self._move_corrections(_remove_gone(connection, file))
        about = {name: getattr(file, name) for name in ("name", "content_hash", "stamp", "is_sample")}
        connection.execute(SOURCE.update().where(SOURCE.c.path == file.path), about)
        replace_failures(connection, file.path, failed)
        count = select(func.count()).where(SOURCE_ARTICLE.c.path == file.path)
        _note(connection, file, connection.execute(count).scalar_one(), failed)

    def _move_corrections(self, gone: Collection[str]) -> None:
        """What people said of articles that are removed holds for those that took their place."""
        if not gone:
            return
        self._corrections = corrections = held(self._connection)
        moved = [one.anchor for one in corrections.moved if one.anchor.article in gone]
        follow(
            self._connection, {each for anchor in moved for each in standing_in(self._connection, anchor)}, corrections
        )

    def fail(self, file: SourceFile, failures: Iterable[Failure]) -> None:
        """Record a source of which nothing could be read; what was read of it earlier stays."""
        failed = list(failures)
        if failures_of(self._connection, file.path) != failed:
            replace_failures(self._connection, file.path, failed)
            _note(self._connection, file, 0, failed)


def _save(connection: Connection, article: Row, parts: Iterable[tuple[Table, list[Row]]]) -> None:
    number = connection.execute(NUMBER, {"article_id": article["id"]}).scalar()
    if number is None:
        connection.execute(insert(ARTICLE), article)
    else:
        connection.execute(ARTICLE.update().where(ARTICLE.c.number == number), article)
    for table, rows in parts:
        if number is not None:
            connection.execute(delete(table).where(table.c.article_id == article["id"]))
        if rows:
            connection.execute(insert(table), [row | {"article_id": article["id"]} for row in rows])
    search.keep(connection, article["id"])


def _link(connection: Connection, file: SourceFile, article_id: str) -> None:
    """Remember which file an article came from, before the file is read to its end: it may never be."""
    begun = {"path": file.path, "name": file.name, "content_hash": "", "stamp": "", "is_sample": file.is_sample}
    connection.execute(BEGUN, begun)
    connection.execute(LINKED, {"path": file.path, "article_id": article_id, "version": file.version})


def _remove_gone(connection: Connection, file: SourceFile) -> list[str]:
    """Remove the links to articles of an earlier version of the file, and those articles that no other file holds.

    Returns:
        ids of the articles that were removed.
    """
    removed = []
    of_file = SOURCE_ARTICLE.c.path == file.path
    gone = select(SOURCE_ARTICLE.c.article_id).where(of_file, SOURCE_ARTICLE.c.version != file.version)
    for article_id in connection.execute(gone).scalars().all():
        connection.execute(delete(SOURCE_ARTICLE).where(of_file, SOURCE_ARTICLE.c.article_id == article_id))
        elsewhere = select(SOURCE_ARTICLE.c.path).where(SOURCE_ARTICLE.c.article_id == article_id)
        done = connection.execute(delete(ARTICLE).where(ARTICLE.c.id == article_id, ~elsewhere.exists()))
        removed += [article_id] if done.rowcount else []
    return removed


def replace_failures(connection: Connection, path: str, failures: Iterable[Failure]) -> None:
    connection.execute(delete(FAILURE).where(FAILURE.c.path == path))
    rows = [{"path": path, "source": each.source, "reason": each.reason, "line": each.line} for each in failures]
    if rows:
        connection.execute(insert(FAILURE), rows)


def _note(connection: Connection, file: SourceFile, articles: int, failures: list[Failure]) -> None:
    row = {
        "at": _now(),
        "path": file.path,
        "name": file.name,
        "content_hash": file.content_hash or None,
        "articles": articles,
        "failures": len(failures),
        "reason": str(failures[0]) if failures else None,
    }
    connection.execute(insert(LEDGER), row)


def failures_of(connection: Connection, path: str | None) -> list[Failure]:
    query = select(FAILURE.c.source, FAILURE.c.reason, FAILURE.c.line).order_by(FAILURE.c.number)
    chosen = query if path is None else query.where(FAILURE.c.path == path)
    return [Failure(*row) for row in connection.execute(chosen)]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
