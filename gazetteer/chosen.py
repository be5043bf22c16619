"""Which index of a cache a person chose, where it is another than the ordinary one: one built from GeoNames' dumps."""

from __future__ import annotations

import json
import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

POINTER = "chosen.json"


class Chosen(NamedTuple):
    """An index that was built on purpose."""

    folder: str
    """Its name in the cache."""
    stamp: str
    """Of the ordinary index of that time: our code and tables."""
    command: str
    """What built it."""


def read(cache: Path) -> Chosen | None:
    """The chosen index of a cache; None where nobody chose one."""
    try:
        said = json.loads((cache / POINTER).read_text(encoding="utf-8"))
        return Chosen(*(str(said[name]) for name in Chosen._fields))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(cache: Path, chosen: Chosen) -> None:
    fresh = cache / f"{POINTER}.{os.getpid()}"
    fresh.write_text(json.dumps(chosen._asdict()), encoding="utf-8")
    fresh.replace(cache / POINTER)


def forget(cache: Path) -> None:
    """Choose the ordinary index."""
    (cache / POINTER).unlink(missing_ok=True)


def why_not(chosen: Chosen, stamp: str) -> str:
    """Why a chosen index is not used, and what to do."""
    reason = "was built by another version of mapapp" if chosen.stamp != stamp else "is gone or damaged"
    return (
        f"The index of GeoNames' dumps {reason}; the ordinary one is used meanwhile. Build it again: {chosen.command} "
        "(or give it up: python -m gazetteer build)"
    )


@lru_cache(maxsize=8)
def tell(said: str) -> None:
    """Say something once, on the log: whoever opens a gazetteer need not know where its index is from."""
    logging.getLogger("gazetteer").warning(said)
