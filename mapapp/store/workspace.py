"""The workspace: readings in, readings and tables out; one article is one transaction."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, RowMapping, Table, bindparam, delete, func, select

from gazetteer.corrections import Corrections
from gazetteer.memory import Memory, corrections_in
from mapapp.incidents import Judgement, Verdict
from mapapp.intake.failure import Failure
from mapapp.intake.source import open_regular
from mapapp.model import Article, Reading
from mapapp.records import spans_from
from mapapp.selection.query import Query
from mapapp.stamp import MARK, mark_of
from mapapp.store import frames, judgements, search
from mapapp.store.errors import StoreError, WorkspaceFull, WorkspaceReadOnly
from mapapp.store.event_corrections import CorrectedEvents
from mapapp.store.following import kept_as_read
from mapapp.store.opening import open_database
from mapapp.store.rows import (
    article_from,
    event_from,
    mention_from,
    published_of,
    text_hash,
    time_from,
)
from mapapp.store.said_days import SaidDays
from mapapp.store.source_file import SourceFile
from mapapp.store.tables import ARTICLE, EVENT, LEDGER, PLACE_MENTION, SOURCE, SOURCE_ARTICLE, TIME_MENTION
from mapapp.store.writing import NO_LABELS, Writing, failures_of, replace_failures
from mapapp.vocabulary import Within

MEMORY = "memory.sqlite"
"""File of kept answers, beside the database: corrections belong to the workspace."""
OTHER = (
    select(ARTICLE.c.number)
    .join(SOURCE_ARTICLE, SOURCE_ARTICLE.c.article_id == ARTICLE.c.id)
    .where(
        ARTICLE.c.id == bindparam("article_id"),
        SOURCE_ARTICLE.c.path != bindparam("path"),
        ARTICLE.c.content_hash != bindparam("hash"),
    )
)
"""An article of that id with another text, in another file; made once, for it is asked for each article."""


class Store:
    """One workspace. Safe to use from several threads, and beside other processes."""

    def __init__(self, engine: Engine, workspace: Path, gazetteer_version: str = "") -> None:
        self._engine = engine
        self._writing = engine.execution_options(write=True)
        self.workspace = workspace
        self.gazetteer_version = gazetteer_version

    # Writing

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A transaction: all that is written in it is stored when it ends, or nothing is.

        Raises:
            StoreError: the workspace cannot be written; nothing was stored.
        """
        with self._writing.begin() as connection:
            yield Writing(connection)
            search.purge(connection)

    def save(self, reading: Reading, file: SourceFile, labels: Mapping[str, str] = NO_LABELS) -> None:
        """`Writing.save` in a transaction of its own."""
        with self.writing() as transaction:
            transaction.save(reading, file, labels)

    def finish(self, file: SourceFile, failures: Iterable[Failure] = ()) -> None:
        """`Writing.finish` in a transaction of its own."""
        with self.writing() as transaction:
            transaction.finish(file, failures)

    def fail(self, file: SourceFile, failures: Iterable[Failure]) -> None:
        """`Writing.fail` in a transaction of its own."""
        with self.writing() as transaction:
            transaction.fail(file, failures)

    def forget_failures(self, paths: Iterable[str]) -> None:
        """Forget what went wrong with these paths, which are tried again."""
        with self._engine.connect() as connection:
            failed = [path for path in paths if failures_of(connection, path)]
        for path in failed:
            with self._writing.begin() as connection:
                replace_failures(connection, path, ())

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
            search.purge(connection)

    # Reading

    @property
    def is_empty(self) -> bool:
        """True where no article is stored."""
        with self._engine.connect() as connection:
            return connection.execute(select(ARTICLE.c.number).limit(1)).first() is None

    @property
    def event_count(self) -> int:
        """How many events are stored, without reading them."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(EVENT)).scalar_one())

    def source(self, path: str) -> SourceFile | None:
        """The file as it was when it was last read to its end."""
        with self._engine.connect() as connection:
            row = connection.execute(select(SOURCE).where(SOURCE.c.path == path)).mappings().first()
        return None if row is None else SourceFile(**{**row, "is_sample": bool(row["is_sample"])})

    @cached_property
    def memory(self) -> Memory:
        """The file of kept answers: people's corrections of this workspace, and what online geocoders said.

        Raises:
            MemoryUnusable: it cannot be made, or is something else.
        """
        return Memory(self.workspace / MEMORY)

    @property
    def has_memory(self) -> bool:
        """Whether anything was ever kept in `memory`; looking makes no file."""
        return (self.workspace / MEMORY).is_file()

    def corrections(self) -> Corrections:
        """What people said that names mean, as it holds now; the file is not made where there is none.

        Raises:
            MemoryUnusable: the file is something else.
        """
        return corrections_of(self.workspace)

    def stale(self, corrections: Corrections) -> list[str]:
        """Ids of the articles whose reading follows other corrections than these: their texts are looked through."""
        query = select(ARTICLE.c.id, ARTICLE.c.stamp, ARTICLE.c.text).order_by(ARTICLE.c.number)
        if not corrections:
            query = query.where(ARTICLE.c.stamp.contains(MARK))
        with self._engine.connect() as connection:
            rows = connection.execute(query.execution_options(yield_per=200))
            return [row.id for row in rows if mark_of(row.stamp) != corrections.mark(row.text, row.id)]

    def judge(self, verdict: Verdict, event: str, others: Sequence[str], *, who: str, why: str = "") -> Judgement:
        """Keep that an event is the same happening as others, or another than they are.

        Raises:
            ValueError: nobody says so, or there is no other event.
            StoreError: it cannot be kept.
        """
        with self._writing.begin() as connection:
            return judgements.judge(connection, verdict, event, others, who, why)

    def undo_judgement(self, number: int) -> bool:
        """Take a judgement back; what was said before holds again. False where there is none that holds."""
        with self._writing.begin() as connection:
            return judgements.undo(connection, number)

    def judgements(self) -> tuple[Judgement, ...]:
        """What people said of what is one happening, undone ones too, the oldest first."""
        with self._engine.connect() as connection:
            return judgements.judged(connection)

    def judgement_records(self) -> list[dict[str, Any]]:
        """All judgements as plain JSON, for another workspace."""
        with self._engine.connect() as connection:
            return judgements.records(connection)

    def take_in_judgement(self, record: Mapping[str, Any]) -> str:
        """Keep a judgement of another workspace's `judgement_records`: "new", "known" or "undone"."""
        with self._writing.begin() as connection:
            return judgements.take_in(connection, record)

    @cached_property
    def said_days(self) -> SaidDays:
        """What people said of the days of reports."""
        return SaidDays(self._engine)

    @cached_property
    def event_corrections(self) -> CorrectedEvents:
        """What people said of events."""
        return CorrectedEvents(self._engine)

    def is_taken(self, article_id: str, path: str, text: str) -> bool:
        """True where another file has an article of that id with another text."""
        asked = {"article_id": article_id, "path": path, "hash": text_hash(text)}
        with self._engine.connect() as connection:
            return connection.execute(OTHER, asked).first() is not None

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
                as_read=kept_as_read(connection, article_id),
            )

    def failures(self, path: str | None = None) -> tuple[Failure, ...]:
        """What could not be read, of one path or of all."""
        with self._engine.connect() as connection:
            return tuple(failures_of(connection, path))

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

    def found(self, query: Query, within: Within = Within.SENTENCE) -> list[str]:
        """Ids of the events that have the words."""
        with self._engine.connect() as connection:
            return search.found(connection, query, within)

    def articles_with(self, query: Query) -> list[str]:
        """Ids of the articles whose text has the words."""
        with self._engine.connect() as connection:
            return search.articles(connection, query)

    def vocabulary(self, limit: int) -> dict[str, int]:
        """The words in most events, folded, with the number of events that have them; none without full text."""
        with self._engine.connect() as connection:
            return search.vocabulary(connection, limit)

    @property
    def has_full_text(self) -> bool:
        """False where this Python's SQLite lacks FTS5: words are then found by reading every text."""
        with self._engine.connect() as connection:
            return search.is_usable(connection)

    def left_out_frame(self) -> pd.DataFrame:
        """What is not on the map and why, with LEFT_OUT_COLUMNS."""
        with self._engine.connect() as connection:
            return frames.left_out_frame(connection)

    def articles_frame(self) -> pd.DataFrame:
        """Every article, with ARTICLE_COLUMNS."""
        with self._engine.connect() as connection:
            return frames.articles_frame(connection)


def corrections_of(workspace: Path) -> Corrections:
    """What people said that names mean, without opening the workspace; nothing is made where there is none.

    Raises:
        MemoryUnusable: the file of corrections is something else.
    """
    return corrections_in(workspace / MEMORY)


def open_store(workspace: Path, *, gazetteer_version: str = "") -> Store:
    """Open a workspace; it is made where it is missing and brought to this version where it is older.

    Raises:
        WorkspaceNewer, WorkspaceDamaged, WorkspaceReadOnly, WorkspaceNotAFolder, WorkspaceBusy: with the way out.
    """
    return Store(open_database(workspace), workspace, gazetteer_version)


def _of(connection: Connection, table: Table, article_id: str) -> Iterable[RowMapping]:
    query = select(table).where(table.c.article_id == article_id).order_by(table.c.number)
    return connection.execute(query).mappings().all()
