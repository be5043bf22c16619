"""What can go wrong with the gazetteer; each says the way out."""

from __future__ import annotations


class GazetteerError(Exception):
    """Something is wrong with the gazetteer's files; the sentence says what to do."""


class CacheNotWritable(GazetteerError, OSError):
    """The folder for the index cannot be written to."""


class SourceMissing(GazetteerError, OSError):
    """A package or table that the index is made from is not installed in full."""


class IndexDamaged(GazetteerError):
    """A file of the index is missing, cut short or changed; it will be built again."""
