"""What commands print: results as lines of JSON on standard output, failures as sentences on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import typer

from mapapp import terminal


def counted(number: int, noun: str) -> str:
    """ "1 event", "2,000 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


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
