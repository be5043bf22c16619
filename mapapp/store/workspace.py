"""The workspace: readings in, readings and tables out; one article is one transaction."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, RowMapping, Table, delete, insert, select
from sqlalchemy.dialects import sqlite

from mapapp.intake.failure import Failure
from mapapp.intake.source import open_regular
from mapapp.model import Article, Reading
from mapapp.records import spans_from
from mapapp.store import frames
from mapapp.store.errors import StoreError, WorkspaceFull, WorkspaceReadOnly
from mapapp.store.opening import open_database
from mapapp.store.rows import (
    Row,
    article_from,
    article_row,
    event_from,
    event_row,
    mention_from,
    mention_row,
    published_of,
    time_from,
    time_row,
)
from mapapp.store.tables import ARTICLE, EVENT, FAILURE, LEDGER, PLACE_MENTION, SOURCE, SOURCE_ARTICLE, TIME_MENTION

NO_LABELS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that articles come from."""

    path: str
    """Absolute path on this machine, safe to store; the key."""
    name: str
    """As `intake.Source.name`."""
    content_hash: str
    """SHA-256 of the bytes that were kept, 64 hexadecimal digits; "" where the file could not be read."""
    stamp: str
    """Versions of reader and gazetteer, and the days that the person gave: another stamp, another reading."""
    is_sample: bool = False


class Store:
    """One workspace. Safe to use from several threads, and beside other processes."""

    def __init__(self, engine: Engine, workspace: Path, gazetteer_version: str = "") -> None:
        self._engine = engine
        self._writing = engine.execution_options(write=True)
        self.workspace = workspace
        self.gazetteer_version = gazetteer_version

    # Writing

    def save(self, reading: Reading, file: SourceFile, labels: Mapping[str, str] = NO_LABELS) -> None:
        """Store the reading of an article, in place of an earlier one, whole or not at all.

        Args:
            reading: what was read.
            file: the file that the article stands in.
            labels: names of places for people by `Place.id`: "Bakhmut, Donetsk Oblast, Ukraine".

        Raises:
            StoreError: nothing was stored.
        """
        about: Row = {"stamp": file.stamp, "is_sample": file.is_sample, "read_at": _now()}
        with self._writing.begin() as connection:
            _save(connection, article_row(reading) | about, _parts(reading, labels))
            _link(connection, file, reading.article.id)

    def finish(self, file: SourceFile, article_ids: Iterable[str], failures: Iterable[Failure]) -> None:
        """Record that a source was read to its end; articles that only it held before and holds no more are removed."""
        ids, failed = list(dict.fromkeys(article_ids)), list(failures)
        with self._writing.begin() as connection:
            before = _held(connection, file.path)
            _replace_source(connection, file, ids, failed)
            _remove_orphans(connection, before - set(ids))

    def fail(self, path: str, failure: Failure) -> None:
        """Record a source that could not be read at all; what was read of it earlier stays."""
        with self._writing.begin() as connection:
            if _failures(connection, path) == [failure]:
                return
            _replace_failures(connection, path, [failure])
            _note(connection, path, failure.source, None, 0, [failure])

    def keep(self, path: Path) -> tuple[Path, str]:
        """Keep the bytes of a file under their hash; returns where, and the hash of the bytes really kept.

        Raises:
            OSError: the file cannot be read.
            StoreError: the copy cannot be written.
        """
        with open_regular(path) as source:
            try:
                return self._kept(source)
            except OSError as problem:
                raise self._not_kept(problem) from None

    def _kept(self, source: Any) -> tuple[Path, str]:
        folder = self.workspace / "sources"
        folder.mkdir(mode=0o700, exist_ok=True)
        digest = hashlib.sha256()
        handle, part = tempfile.mkstemp(prefix=".part-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as copy:
                while block := source.read(1 << 20):
                    digest.update(block)
                    copy.write(block)
            kept = folder / digest.hexdigest()
            Path(part).replace(kept)
        finally:
            Path(part).unlink(missing_ok=True)
        return kept, digest.hexdigest()

    def _not_kept(self, problem: OSError) -> StoreError:
        if shutil.disk_usage(self.workspace).free < 1 << 20:
            return WorkspaceFull(f"the disk of {self.workspace} is full; free some space and ingest again")
        words = (problem.strerror or str(problem)).lower()
        return WorkspaceReadOnly(f"{self.workspace / 'sources'} cannot be written ({words}); check its rights")

    def remove_samples(self) -> None:
        """Remove the reports that came with the program, and all that was read in them."""
        with self._writing.begin() as connection:
            connection.execute(delete(SOURCE).where(SOURCE.c.is_sample == 1))
            connection.execute(delete(ARTICLE).where(ARTICLE.c.is_sample == 1))

    # Reading

    @property
    def is_empty(self) -> bool:
        """True where no article is stored."""
        with self._engine.connect() as connection:
            return connection.execute(select(ARTICLE.c.number).limit(1)).first() is None

    def source(self, path: str) -> SourceFile | None:
        """The file as it was when it was last read to its end."""
        with self._engine.connect() as connection:
            row = connection.execute(select(SOURCE).where(SOURCE.c.path == path)).mappings().first()
        return None if row is None else SourceFile(**{**row, "is_sample": bool(row["is_sample"])})

    def articles(self) -> Iterator[Article]:
        """Every article as it came in, in the order in which they were read."""
        with self._engine.connect() as connection:
            query = select(ARTICLE).order_by(ARTICLE.c.number).execution_options(yield_per=200)
            for row in connection.execute(query).mappings():
                yield article_from(row)

    def article(self, article_id: str) -> Article:
        """The article as it came in.

        Raises:
            KeyError: there is none of that id.
        """
        return self.reading(article_id).article

    def reading(self, article_id: str) -> Reading:
        """The article with everything that was read in it.

        Raises:
            KeyError: there is none of that id.
        """
        with self._engine.connect() as connection:
            row = connection.execute(select(ARTICLE).where(ARTICLE.c.id == article_id)).mappings().first()
            if row is None:
                raise KeyError(f"no article {article_id} in {self.workspace}")
            return Reading(
                article=article_from(row),
                published=published_of(row),
                sentences=spans_from(json.loads(row["sentences"])),
                places=tuple(mention_from(each) for each in _of(connection, PLACE_MENTION, article_id)),
                times=tuple(time_from(each) for each in _of(connection, TIME_MENTION, article_id)),
                events=tuple(event_from(each) for each in _of(connection, EVENT, article_id)),
            )

    def failures(self, path: str | None = None) -> tuple[Failure, ...]:
        """What could not be read, of one path or of all."""
        with self._engine.connect() as connection:
            return tuple(_failures(connection, path))

    def ledger(self) -> pd.DataFrame:
        """What was read when (UTC), the oldest first."""
        with self._engine.connect() as connection:
            names = [column.name for column in LEDGER.c]
            rows = connection.execute(select(LEDGER).order_by(LEDGER.c.number)).all()
        return pd.DataFrame([tuple(row) for row in rows], columns=names)

    def events_frame(self) -> pd.DataFrame:
        """Every event, with EVENT_COLUMNS."""
        with self._engine.connect() as connection:
            return frames.events_frame(connection)

    def left_out_frame(self) -> pd.DataFrame:
        """What is not on the map and why, with LEFT_OUT_COLUMNS."""
        with self._engine.connect() as connection:
            return frames.left_out_frame(connection)

    def articles_frame(self) -> pd.DataFrame:
        """Every article, with ARTICLE_COLUMNS."""
        with self._engine.connect() as connection:
            return frames.articles_frame(connection)


def open_store(workspace: Path, *, gazetteer_version: str = "") -> Store:
    """Open a workspace; it is made where it is missing and brought to this version where it is older.

    Raises:
        WorkspaceNewer, WorkspaceDamaged, WorkspaceReadOnly, WorkspaceNotAFolder, WorkspaceBusy: with the way out.
    """
    return Store(open_database(workspace), workspace, gazetteer_version)


def _parts(reading: Reading, labels: Mapping[str, str]) -> tuple[tuple[Table, list[Row]], ...]:
    return (
        (EVENT, [event_row(event, labels) for event in reading.events]),
        (PLACE_MENTION, [mention_row(mention, labels) for mention in reading.places]),
        (TIME_MENTION, [time_row(mention) for mention in reading.times]),
    )


def _save(connection: Connection, article: Row, parts: Iterable[tuple[Table, list[Row]]]) -> None:
    number = connection.execute(select(ARTICLE.c.number).where(ARTICLE.c.id == article["id"])).scalar()
    if number is None:
        connection.execute(insert(ARTICLE), article)
    else:
        connection.execute(ARTICLE.update().where(ARTICLE.c.number == number), article)
    for table, rows in parts:
        if number is not None:
            connection.execute(delete(table).where(table.c.article_id == article["id"]))
        if rows:
            connection.execute(insert(table), [row | {"article_id": article["id"]} for row in rows])


def _link(connection: Connection, file: SourceFile, article_id: str) -> None:
    """Remember which file an article came from, before the file is read to its end: it may never be."""
    begun = {"path": file.path, "name": file.name, "content_hash": "", "stamp": "", "is_sample": file.is_sample}
    connection.execute(sqlite.insert(SOURCE).on_conflict_do_nothing(), begun)
    held = {"path": file.path, "article_id": article_id}
    connection.execute(sqlite.insert(SOURCE_ARTICLE).on_conflict_do_nothing(), held)


def _held(connection: Connection, path: str) -> set[str]:
    query = select(SOURCE_ARTICLE.c.article_id).where(SOURCE_ARTICLE.c.path == path)
    return set(connection.execute(query).scalars())


def _replace_source(connection: Connection, file: SourceFile, ids: list[str], failed: list[Failure]) -> None:
    connection.execute(delete(SOURCE).where(SOURCE.c.path == file.path))
    connection.execute(
        insert(SOURCE),
        {
            "path": file.path,
            "name": file.name,
            "content_hash": file.content_hash,
            "stamp": file.stamp,
            "is_sample": file.is_sample,
        },
    )
    if ids:
        connection.execute(insert(SOURCE_ARTICLE), [{"path": file.path, "article_id": each} for each in ids])
    _replace_failures(connection, file.path, failed)
    _note(connection, file.path, file.name, file.content_hash, len(ids), failed)


def _remove_orphans(connection: Connection, candidates: Iterable[str]) -> None:
    """Remove those articles that no file holds any more."""
    for article_id in candidates:
        held = select(SOURCE_ARTICLE.c.path).where(SOURCE_ARTICLE.c.article_id == article_id)
        connection.execute(delete(ARTICLE).where(ARTICLE.c.id == article_id, ~held.exists()))


def _replace_failures(connection: Connection, path: str, failures: Iterable[Failure]) -> None:
    connection.execute(delete(FAILURE).where(FAILURE.c.path == path))
    rows = [{"path": path, "source": each.source, "reason": each.reason, "line": each.line} for each in failures]
    if rows:
        connection.execute(insert(FAILURE), rows)


def _note(
    connection: Connection, path: str, name: str, content_hash: str | None, articles: int, failures: list[Failure]
) -> None:
    row = {
        "at": _now(),
        "path": path,
        "name": name,
        "content_hash": content_hash,
        "articles": articles,
        "failures": len(failures),
        "reason": str(failures[0]) if failures else None,
    }
    connection.execute(insert(LEDGER), row)


def _failures(connection: Connection, path: str | None) -> list[Failure]:
    query = select(FAILURE.c.source, FAILURE.c.reason, FAILURE.c.line).order_by(FAILURE.c.number)
    chosen = query if path is None else query.where(FAILURE.c.path == path)
    return [Failure(*row) for row in connection.execute(chosen)]


def _of(connection: Connection, table: Table, article_id: str) -> Iterable[RowMapping]:
    query = select(table).where(table.c.article_id == article_id).order_by(table.c.number)
    return connection.execute(query).mappings().all()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
