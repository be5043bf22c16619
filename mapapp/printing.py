"""What commands print: results as lines of JSON on standard output, failures as sentences on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer

from mapapp import terminal


def counted(number: int, noun: str) -> str:
    """ "1 event", "2,000 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(path: Path) -> str:
    """ "61 kB", "2.1 MB": how large a file is; "a stream" for a pipe."""
    return in_bytes(path.stat().st_size) if path.is_file() else "a stream"


def in_bytes(number: float) -> str:
    """ "61 kB", "2.1 MB": thousands of bytes, millions of bytes."""
    if number < 999_500:
        return f"{max(1, round(number / 1000)):,} kB"
    return f"{number / 1e6:.1f} MB" if number < 99_950_000 else f"{round(number / 1e6):,} MB"


def period(first: str | None, last: str | None, grades: Iterable[str] | None) -> str:
    """What an export from the command line holds, in words: "events from 2022-02 to 2022-03, primary"."""
    days = [f"{word} {day}" for word, day in (("from", first), ("to", last)) if day]
    words = " ".join(["events", *days]) if days else "every event"
    return ", ".join([words, *(grades or ())])


def line(record: dict[str, Any]) -> str:
    """A record as a line of JSON Lines; strict JSON, so a NaN is an error here and not at the reader's."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"


def write_answers(records: Iterable[dict[str, Any]]) -> None:
    """Print the records; exit status 1 where one has an error."""
    failed = 0
    for record in records:
        failed += "error" in record
        sys.stdout.write(line(record))
    if failed:
        raise typer.Exit(1)


def report_failures(failures: Iterable[object]) -> None:
    """Say what failed, one line each; exit status 1 where anything did."""
    said = [str(failure) for failure in failures]
    if said:
        terminal.say("\n".join([*said, f"{counted(len(said), 'source')} could not be read; the rest is done."]))
        raise typer.Exit(1)
