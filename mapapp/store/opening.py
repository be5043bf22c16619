"""Opens the database of a workspace safely."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext

from mapapp.store import search
from mapapp.store.errors import (
    StoreError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceFull,
    WorkspaceNotAFolder,
    WorkspaceReadOnly,
)
from mapapp.store.migrations import VERSION, check_version, migrate

DATABASE = "mapapp.sqlite"
BUSY_SECONDS = 60
"""How long a write waits for another process."""
CHECKED_BYTES = 64 * 1024 * 1024
"""Databases up to this size are checked page by page when opened (0.1 s); larger ones where they are read."""

WAL_RESET_FIXED = (3, 51, 3)
"""First SQLite in which two connections that checkpoint at once cannot lose a committed write in WAL mode."""

OLDER = "the workspace %s is of an older mapapp and is brought to this version; a large one takes up to a minute"


def default_workspace() -> Path:
    """$MAPAPP_WORKSPACE, else `workspace` in the user's data folder."""
    named = os.environ.get("MAPAPP_WORKSPACE")
    return Path(named) if named else user_data_path("mapapp", appauthor=False) / "workspace"


def journal_mode(sqlite_version: tuple[int, ...]) -> str:
    """The safe journal for a version of SQLite: "wal" where it cannot lose writes, else the rollback journal."""
    return "wal" if sqlite_version >= WAL_RESET_FIXED else "truncate"


def open_database(workspace: Path) -> Engine:
    """The engine of a workspace, made or migrated where needed.

    Raises:
        StoreError: one of its kinds, with the way out.
    """
    path = _database_file(workspace)
    engine = _engine(path, workspace)
    with engine.connect() as connection:
        version = check_version(connection, str(workspace))
        in_step = search.is_available(connection) == search.is_kept(connection)
    if version < VERSION:
        if version:
            # It stands on standard error unless the caller set up logging.
            logging.getLogger("mapapp").warning(OLDER, workspace)
        with engine.execution_options(write=True).begin() as connection:
            migrate(connection, str(workspace))
    elif path.stat().st_size <= CHECKED_BYTES:
        _check_pages(engine, workspace)
    if version == VERSION and not in_step:
        # A Python with another SQLite was here before.
        with engine.execution_options(write=True).begin() as connection:
            search.make(connection)
    return engine


def _database_file(workspace: Path) -> Path:
    """The database's path, the file made where it is missing, readable by its owner alone."""
    path = workspace / DATABASE
    try:
        workspace.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except (FileExistsError, NotADirectoryError):
        raise WorkspaceNotAFolder(
            f"{workspace} is a file, not a folder; name another workspace with --workspace"
        ) from None
    except OSError as problem:
        raise WorkspaceReadOnly(
            f"the workspace {workspace} cannot be written ({(problem.strerror or str(problem)).lower()}); "
            "make the folder writable, or name another workspace with --workspace"
        ) from None
    with path.open("rb") as file:
        if file.read(16) not in (b"", b"SQLite format 3\0"):
            raise damaged(workspace)
    return path


def damaged(workspace: Path) -> WorkspaceDamaged:
    return WorkspaceDamaged(
        f"the database {workspace / DATABASE} is damaged; move it away and ingest the kept sources in "
        f"{workspace / 'sources'} again"
    )


def _check_pages(engine: Engine, workspace: Path) -> None:
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise damaged(workspace)


def _engine(path: Path, workspace: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, workspace))
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", lambda context: _translate(context, workspace))
    return engine


def _prepare(connection: Any, workspace: Path) -> None:
    try:
        # The driver must not open transactions by itself: it would not lock before the first write.
        connection.isolation_level = None
        # The order matters: changing the journal may have to wait for another process.
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error as problem:
        raise _error_for(problem, workspace) or problem from None


def _begin(connection: Connection) -> None:
    # A write that starts as a read cannot wait for its lock: SQLite refuses it at once.
    writes = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _translate(context: ExceptionContext, workspace: Path) -> StoreError | None:
    """SQLAlchemy raises the error that is returned in place of SQLite's."""
    return _error_for(context.original_exception, workspace)


def _error_for(problem: BaseException, workspace: Path) -> StoreError | None:
    """An error of SQLite as a sentence with the way out; None where it is a mistake of ours."""
    words = str(problem).lower()
    if "malformed" in words or "not a database" in words or "disk i/o" in words:
        return damaged(workspace)
    if "disk is full" in words:
        return WorkspaceFull(f"the disk of {workspace} is full; free some space and go on, what was stored is kept")
    if "readonly" in words or "unable to open" in words:
        return WorkspaceReadOnly(f"the workspace {workspace} cannot be written; check its rights")
    if "is locked" in words:
        return WorkspaceBusy(
            f"another process has been writing to {workspace} for {BUSY_SECONDS} s; wait for it, then try again"
        )
    return None
