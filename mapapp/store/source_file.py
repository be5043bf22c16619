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
    is_feed: bool = False
    """Whether it is a feed at an address: what it names no more is only older, and stays in the workspace."""

    @property
    def version(self) -> str:
        """Changes whenever the file would be read differently; of a feed never."""
        return "feed" if self.is_feed else f"{self.content_hash[:16]}:{self.stamp}"
