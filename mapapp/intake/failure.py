"""What could not be read: kept as data, like everything else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or a part of one, that could not be read."""

    source: str
    """The file's name as the reader knows it, safe to print; a record's own id where it has one."""
    reason: str
    """What was wrong and what to do now, as a sentence."""
    line: int | None = None
    """Line of the file, from 1; None where the whole source failed."""

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return f"{where}: {self.reason}"
