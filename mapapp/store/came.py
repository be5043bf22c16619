"""What comes of something that was said in another workspace."""

from __future__ import annotations

from enum import StrEnum


class Came(StrEnum):
    """What came of something that was said elsewhere."""

    NEW = "new"
    KNOWN = "known"
    UNDONE = "undone"
    """It was known and held; it is taken back now."""
