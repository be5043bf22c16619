"""What a person sees in a terminal: progress and sentences, all on standard error, so that results stay clean."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from gazetteer import Gazetteer

Progress = Callable[[str, float], None]
"""What is being done, in words, and the share that is done, 0 to 1."""

OWN_PACKAGES = ("mapapp.", "gazetteer.")


def say(sentence: str) -> None:
    """A sentence to the person, on standard error."""
    typer.echo(sentence, err=True)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar for the terminal; it appears with the first report of progress and says each new step once."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
    tasks: dict[str, object] = {}

    def show(step: str, done: float) -> None:
        if not tasks:
            bar.start()
            tasks["one"] = bar.add_task(step, total=1.0)
        if step not in tasks:
            tasks[step] = None
            if not console.is_terminal:
                say(step)
        bar.update(tasks["one"], description=step, completed=done)  # type: ignore[arg-type]

    try:
        yield show
    finally:
        bar.stop()


def gazetteer() -> Gazetteer:
    """The gazetteer, built first with a progress bar where that is needed."""
    from gazetteer import open_gazetteer

    with progress_bar() as progress:
        return open_gazetteer(progress=progress)


def sentence_for(error: Exception) -> str:
    """What to tell the person: our own errors are sentences, any other is logged and the sentence names the log."""
    if type(error).__module__.startswith(OWN_PACKAGES):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}. Check the path, the rights and the room on the disk."
    return (
        f"Something went wrong that mapapp does not know: {type(error).__name__}. Nothing that was finished is lost. "
        f"The details stand in {_log(error)}; please send that file with a report, after reading it."
    )


def _log(error: Exception) -> Path:
    """A file with the traceback, in the user's log folder or, where that cannot be written, a temporary one."""
    from platformdirs import user_log_path

    name = f"error-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.txt"
    text = "".join(traceback.format_exception(error))
    for folder in (user_log_path("mapapp", appauthor=False), Path(tempfile.mkdtemp(prefix="mapapp-"))):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        except OSError:
            continue
        return folder / name
    return Path("(no folder could be written to)")
