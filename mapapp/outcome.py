"""What came of reading sources: in all, and of each."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.intake import Failure


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What came of one file or address."""

    name: str
    """As `intake.Source.name`."""
    read: int
    """Articles read and stored."""
    events: int
    """Events found in them."""
    failures: tuple[Failure, ...]
    """What of it could not be read, with the way out."""
    unchanged: bool = False
    """Whether it had been read before and was left alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an ingest."""

    read: int
    """Articles read and stored."""
    unchanged: int
    """Files that had been read before and were left alone."""
    events: int
    """Events found in the articles that were read."""
    failures: tuple[Failure, ...]
    """What could not be read, with the way out; of unchanged files too."""
    again: int = 0
    """Reports of the workspace that were read again, because what people said of a name in them has changed."""
    silent: int = 0
    """Articles among those read in which no event was found."""
    sources: tuple[SourceOutcome, ...] = ()
    """What came of each file and address, in the order of the input."""
