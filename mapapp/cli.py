"""The command line: `mapapp open | ingest | extract | geocode | correct | incidents | join | split | export | ...`.

Each command imports what it needs when it runs, so that `mapapp --help` answers at once. Results go to standard output,
everything said to the person to standard error. Exit status 1: something failed and was said; 2: the command was wrong.
"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mapapp import correction_commands, export_command, incident_commands, place_commands, terminal
from mapapp.arguments import AtHome, OwnNetwork, Pages, Published, Sources, Workers, Workspace, days, existing
from mapapp.printing import counted, line, report_failures

app = typer.Typer(
    help="A folder of news reports in; a map that you can scrub through time, and check, out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Task(StrEnum):
    """What `evaluate` can measure."""

    PLACES = "places"
    TIMES = "times"
    DATING = "dating"
    TIMELINE = "timeline"
    EVENTS = "events"


@app.command("open", epilog="Example: mapapp open --workspace ukraine --port 8502")
def open_app(
    workspace: Workspace,
    port: Annotated[
        int | None,
        typer.Option(
            min=1, max=65535, metavar="N", help="Port on this machine.", show_default="the first free one from 8501"
        ),
    ] = None,
) -> None:
    """Open the app: map, time control and sources in your browser. Nothing leaves this machine."""
    from mapapp.app.launch import launch

    raise typer.Exit(launch(workspace, port))


@app.command(epilog="Example: mapapp ingest reports/ more.jsonl --workspace ukraine")
def ingest(
    sources: Sources,
    workspace: Workspace,
    workers: Workers = None,
    published: Published = None,
    pages: Pages = False,
    own_network: OwnNetwork = False,
) -> None:
    """Read reports into a workspace. What was read before is not read again; what fails is listed and the rest done.

    The network is used for addresses alone, and what is asked is said.
    """
    from mapapp.fetching import Asking
    from mapapp.ingest import ingest as ingest_sources
    from mapapp.store import open_store

    gazetteer = terminal.gazetteer()
    store = open_store(workspace, gazetteer_version=gazetteer.version)
    with terminal.progress_bar() as progress:
        outcome = ingest_sources(
            store,
            sources,
            workers=workers,
            published=days(published),
            progress=progress,
            asking=Asking(pages, own_network),
        )
    typer.echo(
        f"{counted(outcome.read, 'report')} read, {outcome.unchanged:,} unchanged: {counted(outcome.events, 'event')}"
    )
    if outcome.silent:
        typer.echo(f"{counted(outcome.silent, 'report')} without an event: nothing in the text was read as one")
    if outcome.again:
        typer.echo(f"{counted(outcome.again, 'report')} read again, for a name in them was corrected since")
    report_failures(outcome.failures)


@app.command(epilog="Example: mapapp extract reports/ --output readings.jsonl")
def extract(
    sources: Sources,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Written whole at the end.", show_default="standard output")
    ] = None,
    workers: Workers = None,
    published: Published = None,
    workspace: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Follow what was corrected in this workspace.", show_default="no corrections"),
    ] = None,
    home: AtHome = False,
    pages: Pages = False,
    own_network: OwnNetwork = False,
) -> None:
    """Read reports without a workspace: one JSON object a line and article, with places, times and events.

    The same sources give the same lines on any machine, unless --workspace names one whose corrections are to hold.
    With --home, Paris is the one in Texas where a paper from Texas writes it; the host of `url`, or `source`, tells
    whose articles belong together.
    """
    from gazetteer.corrections import NO_CORRECTIONS
    from mapapp.fetching import Asking
    from mapapp.ingest import readings
    from mapapp.output import replacing
    from mapapp.store import corrections_of

    corrections = corrections_of(existing(workspace)) if workspace else NO_CORRECTIONS
    terminal.gazetteer()
    failed = 0
    with terminal.progress_bar() as progress, replacing(output) if output else nullcontext(sys.stdout) as file:
        for record in readings(
            sources,
            workers=workers,
            published=days(published),
            progress=progress,
            corrections=corrections,
            home=home,
            asking=Asking(pages, own_network),
        ):
            failed += "error" in record
            file.write(line(record))
    if failed:
        terminal.say(
            f"{counted(failed, 'source')} could not be read; what failed has a line with its error and the way out."
        )
        raise typer.Exit(1)


for command, example in (
    *place_commands.COMMANDS,
    *correction_commands.COMMANDS,
    *incident_commands.COMMANDS,
    *export_command.COMMANDS,
):
    app.command(epilog=example)(command)


@app.command(epilog="Example: mapapp evaluate places lgl.jsonl")
def evaluate(
    task: Annotated[Task, typer.Argument(help="What to measure.")],
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", exists=True, dir_okay=False, help="An annotated corpus.")
    ],
    texts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, help="The texts by id, where the corpus comes without them."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every miss behind the figures, by type (places only).")
    ] = False,
    workers: Workers = None,
    home: AtHome = False,
) -> None:
    """Our figures on an annotated corpus, as one JSON object; a percentage unless the name says otherwise."""
    from mapapp.evaluation import ERRORS, measure

    if errors and task.value not in ERRORS:
        raise typer.BadParameter(f"{task.value} has none; {', '.join(ERRORS)} has.", param_hint="--errors")
    terminal.gazetteer()
    measured = measure(task.value, gold, texts, workers=workers, errors=errors, home=home)
    typer.echo(json.dumps(measured.figures))
    for one in measured.errors:
        typer.echo(one)


@app.command(epilog="Example: mapapp doctor")
def doctor(
    workspace: Workspace,
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port that the app would use.")] = 8501,
) -> None:
    """What is installed, where it lies, what is wrong, and what to do. Changes nothing."""
    from mapapp.doctor import examine

    wrong = 0
    for finding in examine(workspace, port):
        wrong += bool(finding.remedy)
        typer.echo(f"{'wrong' if finding.remedy else 'good':<6}{finding.what:<18}{finding.found}")
        if finding.remedy:
            typer.echo(f"{'':<24}{finding.remedy}")
    if wrong:
        raise typer.Exit(1)


def main() -> None:
    """Run the command; whatever goes wrong is said in a sentence."""
    for stream in (sys.stdout, sys.stderr):
        # A C locale would make printing "Київ" an error.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="mapapp")
    except Exception as error:
        terminal.say(terminal.sentence_for(error))
        sys.exit(1)
