"""Where articles come from: files and folders walked in a stable order, safely."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from urllib.parse import urlsplit

from mapapp.intake.decoding import CONTROLS
from mapapp.intake.limits import FILE_BYTES, in_words

NOT_REPORTS = frozenset(
    [
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".svg",
        ".ico",
        ".woff",
        ".woff2",
        ".ttf",
        ".eot",
        ".tmp",
        ".part",
        ".crdownload",
        ".lock",
        ".pyc",
        ".toml",
        ".ini",
        ".cfg",
    ]
)
"""Endings of what browsers, editors and systems put beside saved pages; skipped in folders."""
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or the reason why it cannot be read."""

    path: Path
    """Where the bytes are."""
    name: str
    """The file's path below the folder that was asked for, safe to print; the same on any machine."""
    problem: str | None = None
    """Why it cannot be read, with the way out; None where it can."""
    address: str = ""
    """Where it was fetched from; "" for a file of this machine."""
    ending: str = ""
    """What its server says that it is, as an ending: ".html"; "" where nothing is said."""
    charset: str | None = None
    """Encoding that its server names."""

    @property
    def suffix(self) -> str:
        """Ending of the name in lower case, with the point; "" where there is none."""
        return self.ending or PurePosixPath(self.name).suffix.lower()

    @property
    def host(self) -> str:
        """Host of the address; "" for a file."""
        return urlsplit(self.address).hostname or "" if self.address else ""


Named: TypeAlias = Path | str | Source
"""What a person names: a file, a folder or an address; a source once it was fetched."""
NOT_FETCHED = "this address was not fetched; `mapapp ingest` fetches it, or save the page and read the file"


def sources(paths: Iterable[Named]) -> Iterator[Source]:
    """Every file below the paths, in the order of the paths and of the names; problems are sources too."""
    for path in paths:
        if isinstance(path, Source):
            yield path
        elif is_address(path):
            yield Source(Path(str(path)), label(str(path)), NOT_FETCHED)
        else:
            yield from _below(Path(path))


def is_address(named: Named) -> bool:
    """True for what is no path: it has a scheme, of whichever kind, or had one before it was taken for a path."""
    text = "" if isinstance(named, Source) else str(named)
    return "://" in text or text.startswith(("http:/", "https:/"))


def _below(path: Path) -> Iterator[Source]:
    name = label(path.name or str(path))
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield Source(path, label(str(path)), "there is no such file or folder; check the path")
    except (OSError, ValueError) as problem:
        yield Source(path, label(str(path)), f"cannot be opened ({reason_of(problem)}); check the path and its rights")
    else:
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        else:
            yield Source(path, name, _special(mode))


def _folder(root: Path) -> Iterator[Source]:
    found = False
    for source in _walk(root, "", root.resolve()):
        found = True
        yield source
    if not found:
        yield Source(
            root, label(str(root)), "the folder holds no files to read; put text, HTML, JSON or CSV files in it"
        )


def _walk(folder: Path, prefix: str, root: Path) -> Iterator[Source]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as problem:
        yield Source(
            folder,
            label(prefix or str(folder)),
            f"the folder cannot be listed ({reason_of(problem)}); check its rights",
        )
        return
    for entry in entries:
        name = prefix + entry.name
        if entry.name.startswith(".") or entry.name.lower() in SYSTEM_FILES:
            continue
        if entry.is_symlink():
            yield from _link(Path(entry.path), name, root)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name + "/", root)
        elif Path(entry.name).suffix.lower() not in NOT_REPORTS:
            yield Source(Path(entry.path), label(name), _special(entry.stat(follow_symlinks=False).st_mode))


def _link(path: Path, name: str, root: Path) -> Iterator[Source]:
    """Nothing for a link that stays inside the folder: what it points at is read under its own name."""
    try:
        inside = path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        yield Source(path, label(name), "a symbolic link that leads nowhere; remove it or mend it")
        return
    if not inside:
        yield Source(path, label(name), "a symbolic link out of the folder is not followed; name its target instead")


def _special(mode: int) -> str | None:
    if stat.S_ISREG(mode):
        return None
    return "a pipe, socket or device is not read; copy what it gives into a file"


def label(name: str) -> str:
    """A file's name safe to print and store: no control characters, no broken characters.

    A name that had to be changed gets a piece of a hash, so that two such names stay apart.
    """
    clean = CONTROLS.sub("\ufffd", name.replace("\n", "\ufffd").replace("\r", "\ufffd").replace("\t", "\ufffd"))
    if clean == name:
        return name
    return f"{clean}~{hashlib.sha256(os.fsencode(name)).hexdigest()[:6]}"


def reason_of(problem: Exception) -> str:
    """The system's words for what went wrong, without number and path."""
    return (getattr(problem, "strerror", None) or str(problem) or type(problem).__name__).lower()


class TooLarge(ValueError):
    """The file is above the limit for its format."""


def read_bytes(path: Path, limit: int = FILE_BYTES) -> bytes:
    """All bytes of a regular file; never waits for a pipe or a device.

    Raises:
        OSError: it cannot be opened or read, or is not a regular file.
        TooLarge: it has more bytes than the limit.
    """
    with open_regular(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        size = path.stat().st_size
        raise TooLarge(f"{in_words(size)} is above the limit of {in_words(limit)} for one file of this kind; split it")
    return data


def open_regular(path: Path) -> BufferedReader:
    """A binary file object.

    Raises:
        OSError: it cannot be opened, or is not a regular file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a regular file")
    return os.fdopen(handle, "rb")


def content_hash(path: Path) -> str:
    """SHA-256 of the file's bytes, 64 hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
