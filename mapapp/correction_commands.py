"""`mapapp corrections`: what people said of names, events and incidents; listed, taken back, handed to a colleague."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp import terminal
from mapapp.arguments import Workspace, existing
from mapapp.place_commands import read_again
from mapapp.place_commands import sentence as name_sentence
from mapapp.printing import counted

if TYPE_CHECKING:
    from mapapp.correction_files import Imported
    from mapapp.store import Store


def export_corrections(workspace: Path, file: Path) -> None:
    """Write all that people of a workspace corrected to a file that a colleague can import."""
    from mapapp.correction_files import lines
    from mapapp.output import replacing
    from mapapp.store import open_store

    written = list(lines(open_store(existing(workspace))))
    with replacing(file) as output:
        output.writelines(written)
    typer.echo(f"{counted(len(written) - 1, 'correction')} in {file}")


def import_corrections(workspace: Path, file: Path) -> None:
    """Follow the corrections of a colleague's file, and say what came of it; exit status 1 where a line was refused."""
    from mapapp.correction_files import NotCorrections, take_in
    from mapapp.store import open_store

    gazetteer = terminal.gazetteer()
    store = open_store(workspace, gazetteer_version=gazetteer.version)
    try:
        came = take_in(store, file.read_text(encoding="utf-8-sig").split("\n"))
    except NotCorrections as wrong:
        raise typer.BadParameter(f"{file}: {wrong}") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{file} is not text in UTF-8") from None
    except OSError as problem:
        raise typer.BadParameter(f"{file} cannot be read ({(problem.strerror or str(problem)).lower()})") from None
    report(came)
    if came.again:
        read_again(store)
    if came.refused:
        raise typer.Exit(1)


def report(came: Imported) -> None:
    """Say what came of an import."""
    typer.echo(f"{came.new:,} new, {came.known:,} known before, {came.undone:,} taken back")
    for conflict in came.conflicts:
        typer.echo(f"both: {conflict}")
    for waiting in came.waiting:
        typer.echo(f"waits: {waiting}")
    for refused in came.refused:
        terminal.say(f"not understood: {refused}")


def corrections(
    workspace: Workspace,
    what: Annotated[
        str | None, typer.Argument(metavar="[NAME|export|import]", help="What was said of one name; or see below.")
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="JSON Lines, as docs/corrections.md describes.")
    ] = None,
    undo: Annotated[
        int | None, typer.Option(metavar="N", help="Take correction N of a name back; its reports are read again.")
    ] = None,
    undo_event: Annotated[int | None, typer.Option(metavar="N", help="Take correction N of an event back.")] = None,
) -> None:
    """What people of this workspace said of names and events, undone ones too, with who, when and why.

    With export FILE it goes to a colleague, with import FILE it comes from one, with incidents and days of reports.
    Importing the same file again changes nothing.
    """
    if file is None:
        _list(workspace, what, undo, undo_event)
    elif what in WAYS:
        WAYS[what](workspace, file)
    else:
        raise typer.BadParameter("say export FILE or import FILE")


def _list(workspace: Path, what: str | None, undo: int | None, undo_event: int | None) -> None:
    from mapapp import correction_words
    from mapapp.store import open_store

    if what in WAYS:
        raise typer.BadParameter(f"say which file: mapapp corrections {what} FILE")
    gazetteer = terminal.gazetteer()
    store = open_store(existing(workspace), gazetteer_version=gazetteer.version)
    _undo(store, undo, undo_event)
    names = store.memory.history(what) if store.has_memory else ()
    for one in names:
        typer.echo(f"{one.number}  {name_sentence(one, gazetteer)}")
    events, counts = store.event_corrections.history() if what is None else (), store.event_corrections.applied()
    for event in events:
        typer.echo(f"event {event.number}  {correction_words.sentence(event, counts.get(event.number, 0))}")
    if not names and not events:
        terminal.say(
            'Nothing was corrected here yet. Correct a name: mapapp correct NAME --place PLACE --why "..."; '
            "an event beside the map: mapapp open"
        )


def _undo(store: Store, undo: int | None, undo_event: int | None) -> None:
    """
    Raises:
        typer.BadParameter: there is no such correction.
    """
    if undo is not None:
        if not store.has_memory or not store.memory.undo(undo):
            raise typer.BadParameter(f"there is no correction {undo} that holds; mapapp corrections lists them")
        read_again(store)
    if undo_event is not None and not store.event_corrections.undo(undo_event):
        raise typer.BadParameter(f"there is no correction of an event {undo_event} that holds")


WAYS = {"export": export_corrections, "import": import_corrections}
COMMANDS = (
    (
        corrections,
        "Examples: mapapp corrections   |   mapapp corrections --undo 3   |   mapapp corrections export ours.jsonl",
    ),
)
"""The command with its examples."""
