"""The workspace: one database, the kept source files, the ledger."""

from __future__ import annotations

from mapapp.store.came import Came
from mapapp.store.errors import (
    StoreError,
    Unstorable,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceFull,
    WorkspaceNewer,
    WorkspaceNotAFolder,
    WorkspaceReadOnly,
)
from mapapp.store.event_corrections import CorrectedEvents, Kept, NoSuchEvent, TakenIn
from mapapp.store.frames import ARTICLE_COLUMNS, EVENT_COLUMNS, LEFT_OUT_COLUMNS
from mapapp.store.opening import DATABASE, default_workspace
from mapapp.store.search import spelled
from mapapp.store.source_file import SourceFile
from mapapp.store.workspace import MEMORY, Store, corrections_of, open_store
from mapapp.store.writing import Writing

__all__ = [
    "ARTICLE_COLUMNS",
    "DATABASE",
    "EVENT_COLUMNS",
    "LEFT_OUT_COLUMNS",
    "MEMORY",
    "Came",
    "CorrectedEvents",
    "Kept",
    "NoSuchEvent",
    "SourceFile",
    "Store",
    "StoreError",
    "TakenIn",
    "Unstorable",
    "WorkspaceBusy",
    "WorkspaceDamaged",
    "WorkspaceFull",
    "WorkspaceNewer",
    "WorkspaceNotAFolder",
    "WorkspaceReadOnly",
    "Writing",
    "corrections_of",
    "default_workspace",
    "open_store",
    "spelled",
]
