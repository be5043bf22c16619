"""How far reading has come, by the amount of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mapapp.intake import Failure, Source, sources
from mapapp.intake.source import Named
from mapapp.workers import Result

Progress = Callable[[str, float], None]
"""What is being done, in words, and the share that is done, 0 to 1."""

STEP = "Reading reports"


class Told:
    """Says how far it has come, by the amount of text."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self.total = total
        self._done = 0

    def add(self, answer: list[Result | Failure]) -> None:
        read = sum(len(each.reading.article.text) for each in answer if not isinstance(each, Failure))
        self._say(self._done + read)

    def skip(self, source: Source) -> None:
        self._say(self._done + size(source))

    def end(self) -> None:
        self._say(self.total)

    def _say(self, done: int) -> None:
        self._done = min(done, self.total)
        if self._progress:
            self._progress(STEP, self._done / max(1, self.total))


def total_size(paths: Iterable[Named]) -> int:
    """Bytes of all sources."""
    return sum(map(size, sources(paths)))


def size(source: Source) -> int:
    try:
        return 0 if source.problem else source.path.stat().st_size
    except OSError:
        return 0
