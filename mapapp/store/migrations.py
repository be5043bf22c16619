"""From one version of the schema to the next, by `PRAGMA user_version`."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from mapapp.store import search
from mapapp.store.errors import WorkspaceDamaged, WorkspaceNewer
from mapapp.store.tables import AS_READ, EVENT_CORRECTION, FOLLOWED, JUDGEMENT, METADATA, SAID_DAY

APPLICATION_ID = 0x6D617061
"""ASCII "mapa", in the header of every workspace (PRAGMA application_id)."""


def _first_tables(connection: Connection) -> None:
    METADATA.create_all(connection)


def _judgements(connection: Connection) -> None:
    # Only what is missing: a new workspace has the table already.
    JUDGEMENT.create(connection, checkfirst=True)


def _claims(connection: Connection) -> None:
    # The same: only the columns that a workspace of before has not.
    present = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(event)")}
    for name, kind in (("claim_side", "TEXT"), ("unconfirmed_start", "INTEGER"), ("unconfirmed_end", "INTEGER")):
        if name not in present:
            connection.exec_driver_sql(f"ALTER TABLE event ADD COLUMN {name} {kind}")


def _event_corrections(connection: Connection) -> None:
    for table in (EVENT_CORRECTION, AS_READ, FOLLOWED):
        table.create(connection, checkfirst=True)


def _full_text(connection: Connection) -> None:
    # What an older program writes would be missing in the full text: the number of the version keeps it out.
    search.make(connection)


def _said_days(connection: Connection) -> None:
    SAID_DAY.create(connection, checkfirst=True)


def _undone_by(connection: Connection) -> None:
    present = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(event_correction)")}
    if "undone_by" not in present:
        connection.exec_driver_sql("ALTER TABLE event_correction ADD COLUMN undone_by TEXT NOT NULL DEFAULT ''")


def _likely_days(connection: Connection) -> None:
    present = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(article)")}
    for name in ("published_likely_first", "published_likely_last"):
        if name not in present:
            connection.exec_driver_sql(f"ALTER TABLE article ADD COLUMN {name} TEXT")


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _first_tables,
    _judgements,
    _claims,
    _event_corrections,
    _full_text,
    _said_days,
    _undone_by,
    _likely_days,
)
"""Number n leads from version n to version n + 1. Published ones are never changed, only followed."""

VERSION = len(MIGRATIONS)


def stored_version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def check_version(connection: Connection, where: str) -> int:
    """The version of the schema, 0 for a new database.

    Raises:
        WorkspaceNewer: this program does not know it yet.
        WorkspaceDamaged: the database belongs to another program.
    """
    version = stored_version(connection)
    if version > VERSION:
        raise WorkspaceNewer(
            f"the workspace {where} was written by a newer mapapp (its version is {version}, this program knows "
            f"up to {VERSION}); update mapapp, or name another workspace with --workspace"
        )
    owner = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
    if owner != APPLICATION_ID and (version or tables):
        raise WorkspaceDamaged(
            f"the database in {where} belongs to another program; name another workspace with --workspace"
        )
    return version


def migrate(connection: Connection, where: str) -> None:
    """Brings the database to VERSION, within the caller's transaction: old or new, never between."""
    for version in range(check_version(connection, where), VERSION):
        MIGRATIONS[version](connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {version + 1}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
