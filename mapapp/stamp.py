"""Which program and which gazetteer made a reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from mapapp.model import TimeSpan

STAMPED = ("mapapp.reading", "mapapp.intake", "gazetteer")
"""Packages whose code and tables decide what is read in an article."""

MARK = "+"


def stamp(gazetteer_version: str, published: TimeSpan | None) -> str:
    """12 hexadecimal digits that change whenever a file would be read differently."""
    given = "" if published is None else f"{published.first_day}/{published.last_day}"
    return hashlib.sha256(f"{_code_hash()}:{gazetteer_version}:{given}".encode()).hexdigest()[:12]


def marked(stamp: str, mark: str) -> str:
    """A stamp that says which corrections touched a reading as well; `mark` is that of `Corrections.mark`."""
    return f"{stamp}{MARK}{mark}" if mark else stamp


def mark_of(stamp: str) -> str:
    """The inverse of `marked`: "" where no correction touched the reading."""
    return stamp.partition(MARK)[2]


@cache
def _code_hash() -> str:
    digest = hashlib.sha256()
    for package in STAMPED:
        for file in _files(files(package)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and not entry.name.startswith(("__", ".")):
            yield from _files(entry)
        elif entry.is_file() and not entry.name.startswith("."):
            yield entry
