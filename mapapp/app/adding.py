"""Reports read in the background: pages stay usable, progress and result can be looked at from any of them."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import streamlit as st

from mapapp import terminal
from mapapp.app import workspace
from mapapp.app.samples import add_samples, wanted
from mapapp.ingest import Outcome, Progress, ingest
from mapapp.model import TimeSpan
from mapapp.rereading import reread
from mapapp.store import Store

UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
"""What no file system takes in a name."""


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


def begin_reports(uploads: Sequence[Upload], place: str, pasted: str, day: date | None) -> None:
    """Read what a person gave: files from the browser, a file or folder of this machine, a pasted text."""
    received = workspace.folder() / "received"
    paths: list[Path] = [_received(received, upload.name, upload.getvalue()) for upload in uploads]
    if pasted.strip():
        paths.append(_received(received, "pasted.txt", pasted.encode()))
    if place.strip():
        paths.append(Path(place.strip()).expanduser())
    if paths:
        begin(lambda store, progress: _read(store, paths, day, progress, received))


def begin_rereading() -> None:
    """Read the reports again in which a correction holds now or no more; a run that goes on does so at its end."""
    begin(_reread, is_again=True)


def _reread(store: Store, progress: Progress) -> Outcome:
    again = reread(store, progress=progress)
    return Outcome(0, 0, again.events, again.failures, again.read)


def _read(store: Store, paths: Iterable[Path], day: date | None, progress: Progress, received: Path) -> Outcome:
    try:
        return ingest(store, paths, published=TimeSpan(day, day) if day else None, progress=progress)
    finally:
        # The store keeps its own copy of all that it read.
        shutil.rmtree(received, ignore_errors=True)


def _received(folder: Path, name: str, content: bytes) -> Path:
    """The bytes as a file; files of one name and different content do not replace each other."""
    path = folder / hashlib.sha256(content).hexdigest()[:12] / (UNSAFE.sub("_", name).lstrip(".")[-120:] or "unnamed")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
