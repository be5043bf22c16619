"""What is installed, where it lies, what is wrong, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from gazetteer import GazetteerError, open_gazetteer
from gazetteer.building import default_cache
from mapapp.app.kept_events import FILE as KEPT
from mapapp.store import StoreError, open_store

ROOM_NEEDED_MB = 500
"""Free space that the gazetteer, a workspace and their temporary files want."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    found: str
    """Version, folder or state, in words."""
    remedy: str = ""
    """What to do; "" where nothing is wrong."""


def examine(workspace: Path, port: int) -> Iterator[Finding]:
    """Look at everything that mapapp needs; nothing is changed and nothing is asked of the network."""
    yield Finding("Python", f"{platform.python_version()} in {sys.prefix}")
    yield packages()
    yield gazetteer_cache(default_cache())
    yield store(workspace)
    yield Finding("SQLite", sqlite3.sqlite_version)
    yield full_text()
    yield room(workspace)
    yield door(port)


def packages() -> Finding:
    """The installed packages against what pyproject.toml asks for."""
    wanted = [Requirement(line) for line in requires("mapapp") or ()]
    here = [need for need in wanted if need.marker is None or need.marker.evaluate()]
    wrong = [complaint for need in here if (complaint := _unfit(need))]
    found = f"{len(here) - len(wrong)} of {len(here)} as needed"
    return Finding("Packages", found, f"{'; '.join(wrong)}. Install again: make install" if wrong else "")


def _unfit(need: Requirement) -> str:
    try:
        installed = version(need.name)
    except PackageNotFoundError:
        return f"{need.name} is missing"
    fits = need.specifier.contains(installed, prereleases=True)
    return "" if fits else f"{need.name} is {installed}, wanted {need.specifier}"


def gazetteer_cache(cache: Path) -> Finding:
    """The gazetteer: where it lies, how many places it knows."""
    if not cache.exists():
        return Finding("Gazetteer", f"not built yet; it will lie in {cache}")
    try:
        opened = open_gazetteer(cache)
    except GazetteerError as error:
        return Finding("Gazetteer", str(cache), str(error))
    return Finding("Gazetteer", f"{len(opened.columns):,} places in {cache}")


def store(workspace: Path) -> Finding:
    """The workspace: where it lies, what it holds."""
    if not workspace.exists():
        return Finding("Workspace", f"none yet; it will lie in {workspace}")
    try:
        events = open_store(workspace).event_count
    except StoreError as error:
        return Finding("Workspace", str(workspace), str(error))
    kept = workspace / KEPT
    beside = f"; {KEPT}, {kept.stat().st_size / 1e6:,.0f} MB, opens it sooner and may go" if kept.is_file() else ""
    return Finding("Workspace", f"{events:,} events in {workspace}{beside}")


def full_text() -> Finding:
    """Whether words in reports are found by an index."""
    with closing(sqlite3.connect(":memory:")) as connection:
        found = connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
    if found:
        return Finding("Search for words", "by full-text index")
    return Finding(
        "Search for words",
        "slow: this Python's SQLite has no FTS5, so every text is read",
        "Use a Python whose SQLite has FTS5, such as the one from python.org",
    )


def room(workspace: Path) -> Finding:
    """Space on the disk of the workspace."""
    folder = next(parent for parent in (workspace.absolute(), *workspace.absolute().parents) if parent.exists())
    free = shutil.disk_usage(folder).free // 2**20
    remedy = (
        "" if free >= ROOM_NEEDED_MB else f"Make room: {ROOM_NEEDED_MB} MB are wanted, or choose another --workspace"
    )
    return Finding("Room on the disk", f"{free:,} MB", remedy)


def door(port: int) -> Finding:
    """Whether the app could open its port on this machine."""
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    return Finding("Port", f"{port} is {'in use: the app is open, or another program has it' if taken else 'free'}")
