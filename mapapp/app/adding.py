"""Reports read in the background: pages stay usable, progress and result can be looked at from any of them."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import streamlit as st

from mapapp import terminal
from mapapp.app import workspace
from mapapp.app.samples import add_samples, wanted
from mapapp.fetching import PLAIN, Asking
from mapapp.ingest import Outcome, Progress, ingest
from mapapp.model import TimeSpan
from mapapp.rereading import reread
from mapapp.store import Store

UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
"""What no file system takes in a name."""
NAME_BYTES = 200
"""Of a name in UTF-8 that are kept, the last ones: file systems take 255."""


class Upload(Protocol):
    """A file as the browser sent it."""

    name: str

    def getvalue(self) -> bytes: ...


class Stopped(Exception):
    """The person asked to stop."""


@dataclass(slots=True)
class Work:
    """One run of reading; written by its thread, read by pages."""

    is_again: bool = False
    """Whether it only reads again what a correction touches."""
    step: str = "Starting"
    """What is being done, in words."""
    share: float = 0.0
    """How much of it is done, 0 to 1."""
    outcome: Outcome | None = None
    """What came of it; None before the end, and where it failed or was stopped."""
    problem: str = ""
    """Why it ended early, as a sentence; "" where it did not."""
    stop: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def progress(self, step: str, share: float) -> None:
        """Told by the ingest.

        Raises:
            Stopped: the person asked for it; what was stored before stays.
        """
        if self.stop.is_set():
            raise Stopped
        self.step, self.share = step, min(1.0, max(0.0, share))


@st.cache_resource(show_spinner=False)
def _works(path: Path) -> list[Work]:
    """The runs of a workspace since the server started, the latest last."""
    return []


def latest() -> Work | None:
    """The run that goes on or went on last."""
    works = _works(workspace.folder())
    return works[-1] if works else None


def running() -> bool:
    work = latest()
    return work is not None and not work.done.is_set()


def begin(read: Callable[[Store, Progress], Outcome], *, is_again: bool = False) -> None:
    """Start a run in a thread of its own; one at a time, so a second press changes nothing."""
    if running():
        return
    work, store = Work(is_again), workspace.store()
    _works(workspace.folder()).append(work)
    threading.Thread(target=_run, args=(work, store, read), daemon=True, name="reading reports").start()


def _run(work: Work, store: Store, read: Callable[[Store, Progress], Outcome]) -> None:
    try:
        work.outcome = read(store, work.progress)
    except Stopped:
        work.problem = "Stopped. What was read before is kept; read the same reports again to go on."
    except Exception as error:
        work.problem = terminal.sentence_for(error)
    finally:
        work.done.set()


def begin_samples() -> None:
    """Read the sample reports where nothing was ever read."""
    if not running() and wanted(workspace.store()):
        begin(add_samples)


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave to be read."""

    uploads: Sequence[Upload] = ()
    """Files from the browser."""
    place: str = ""
    """A file or folder of this machine."""
    addresses: str = ""
    """Web addresses of pages and feeds, a line each."""
    pasted: str = ""
    """A text."""
    days: TimeSpan | None = None
    """When all of it was published; None where the person does not know."""
    asking: Asking = PLAIN
    """What may be asked of the web beside the addresses."""


def begin_reports(given: Given) -> bool:
    """Begin to read what a person gave; False where that is nothing."""
    received = workspace.folder() / "received"
    named: list[Path | str] = [_received(received, upload.name, upload.getvalue()) for upload in given.uploads]
    if given.pasted.strip():
        named.append(_received(received, "pasted.txt", given.pasted.encode()))
    if place := given.place.strip().strip("\"'"):
        named.append(place if "://" in place else Path(place).expanduser())
    named += [web_address(line) for line in given.addresses.split("\n") if line.strip()]
    if named:
        begin(lambda store, progress: _read(store, named, given, progress, received))
    return bool(named)


def web_address(line: str) -> str:
    """The address that a person wrote: with the scheme that browsers leave out."""
    written = line.strip()
    return written if "://" in written else f"https://{written}"


def begin_rereading() -> None:
    """Read the reports again in which a correction holds now or no more; a run that goes on does so at its end."""
    begin(_reread, is_again=True)


def _reread(store: Store, progress: Progress) -> Outcome:
    again = reread(store, progress=progress)
    return Outcome(0, 0, again.events, again.failures, again.read)


def _read(store: Store, named: Iterable[Path | str], given: Given, progress: Progress, received: Path) -> Outcome:
    try:
        return ingest(store, named, published=given.days, progress=progress, asking=given.asking)
    finally:
        # The store keeps its own copy of all that it read.
        shutil.rmtree(received, ignore_errors=True)


def _received(folder: Path, name: str, content: bytes) -> Path:
    """The bytes as a file; files of one name and different content do not replace each other."""
    safe = UNSAFE.sub("_", name).encode("utf-8", "replace")[-NAME_BYTES:].decode("utf-8", "ignore").lstrip(".")
    path = folder / hashlib.sha256(content).hexdigest()[:12] / (safe or "unnamed")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
