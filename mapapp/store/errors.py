"""What can go wrong with a workspace; each says what to do."""

from __future__ import annotations


class StoreError(Exception):
    """The workspace cannot be used as asked; the message is a sentence with the way out."""


class WorkspaceNewer(StoreError):
    """It was written by a newer version of mapapp."""


class WorkspaceDamaged(StoreError):
    """Its database is damaged, or is not one of mapapp."""


class WorkspaceReadOnly(StoreError, PermissionError):
    """Its folder or database cannot be written."""


class WorkspaceNotAFolder(StoreError, NotADirectoryError):
    """A file lies where the folder should be."""


class WorkspaceBusy(StoreError, TimeoutError):
    """Another process has been writing for longer than we wait."""


class WorkspaceFull(StoreError):
    """The disk is full; what was written before stays."""


class Unstorable(StoreError, ValueError):
    """A reading breaks a rule of the tables: a confidence above 1, days in the wrong order."""
