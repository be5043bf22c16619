"""Tables of GeoNames' export, as text or zipped, read row by row; bad rows are counted and told, never fatal."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar, cast

from gazetteer.errors import SourceMissing

LONGEST_LINE = 1 << 20
"""Bytes; a longer one is no row."""
SHOWN = 5
"""Bad rows of a file that are told one by one."""
ROWS_BETWEEN_NEWS = 50_000

Made = TypeVar("Made")
Reading = Callable[[int, float], None]
"""Told the rows read, and the share of the file that they are."""


@dataclass(slots=True)
class Faults:
    """Bad rows: how many, and the first few of each file with line and reason."""

    count: int = 0
    first: dict[str, list[str]] = field(default_factory=dict)

    def add(self, path: Path, line: int, reason: object) -> None:
        self.count += 1
        told = self.first.setdefault(path.name, [])
        if len(told) < SHOWN:
            told.append(f"{path.name}, line {line:,}: {reason}")


def read(
    path: Path, columns: int, make: Callable[[list[str]], Made], faults: Faults, told: Reading, fewest: int = 0
) -> Iterator[tuple[int, Made]]:
    """Line and what is made of each row; a row that cannot be read or made is a fault."""
    with reading(path), opened(path) as stream:
        size = max(1, size_of(path))
        for number, line in enumerate(lines(stream), 1):
            if number % ROWS_BETWEEN_NEWS == 0:
                told(number, min(1.0, stream.tell() / size))
            try:
                fields = fields_of(line, columns, fewest or columns)
                if not fields:
                    continue
                made = make(fields)
            except ValueError as error:
                faults.add(path, number, error)
                continue
            yield number, made


def lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines, of an endless one no more than its beginning."""
    while line := stream.readline(LONGEST_LINE):
        yield line
        while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)


def fields_of(line: bytes, columns: int, fewest: int) -> list[str]:
    """The cells of a row, missing ones beyond the `fewest` empty; none of an empty line."""
    if len(line) >= LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start + 1}") from error
    fields = text.rstrip("\r\n").removeprefix("\ufeff").split("\t")
    if fields == [""]:
        return []
    if not fewest <= len(fields) <= columns:
        raise ValueError(f"{len(fields)} columns, not {columns}")
    return fields + [""] * (columns - len(fields))


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say of a file that cannot be read what to do.

    Raises:
        SourceMissing: it is not there, may not be read, or is damaged.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise SourceMissing(f"There is no file {path}. Give one of GeoNames' dumps that exists.") from error
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        if isinstance(error, SourceMissing):
            raise
        raise SourceMissing(f"{path} cannot be read ({error}). Download it again, or unpack it first.") from error


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".zip":
        with path.open("rb", buffering=1 << 20) as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as archive, archive.open(member_of(archive, path)) as packed:
        yield io.BufferedReader(cast(io.RawIOBase, packed), 1 << 20)


def member_of(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The text in an archive: the one of its name, else the largest."""
    texts = [member for member in archive.infolist() if member.filename.lower().endswith(".txt")]
    if not texts:
        raise SourceMissing(f"{path} holds no .txt file, so it is none of GeoNames' dumps.")
    return max(texts, key=lambda member: (Path(member.filename).stem == path.stem, member.file_size))


def size_of(path: Path) -> int:
    """Bytes of the text in a file."""
    with reading(path):
        if path.suffix.lower() != ".zip":
            return path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            return member_of(archive, path).file_size
