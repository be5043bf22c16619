"""A file as the workspace knows it."""

from __future__ import annotations

from dataclasses import dataclass


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

    @property
    def version(self) -> str:
        """Changes whenever the file would be read differently."""
        return f"{self.content_hash[:16]}:{self.stamp}"
