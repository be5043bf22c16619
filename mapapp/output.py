"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class OutputFailed(Exception):
    """A file could not be written; what stood there before still stands."""


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, line ends as written) that takes the place of `path` once the block ends well.

    Whatever goes wrong before leaves `path` as it was. A pipe or device (`/dev/stdout`) is written to directly.

    Raises:
        OutputFailed: the folder is missing or not writable, or the disk is full.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("w", encoding="utf-8", newline="") as device:
                yield device
        else:
            with _beside(target) as file:
                yield file
    except OSError as error:
        raise OutputFailed(
            f"{path} could not be written: {error.strerror or error}. Choose another place with --output, "
            "or make room; what stood there before is unchanged."
        ) from error


@contextmanager
def _beside(target: Path) -> Iterator[TextIO]:
    # The same folder, because only there a rename is atomic.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".mapapp-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_for(target))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _mode_for(target: Path) -> int:
    """Rights that a plain new file gets here, or those of the file that is replaced."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
