"""The command line: `mapapp open | ingest | extract | geocode | export | evaluate | doctor`.

Each command imports what it needs when it runs, so that `mapapp --help` answers at once. Results go to standard output,
everything said to the person to standard error. Exit status 1: something failed and was said; 2: the command was wrong.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapapp import terminal

if TYPE_CHECKING:
    from mapapp.model import TimeSpan

app = typer.Typer(
    help="A folder of news reports in; a map that you can scrub through time, and check, out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


class Format(StrEnum):
    """What `export` can write."""

    GEOJSON = "geojson"
    CSV = "csv"
    KML = "kml"
    PARQUET = "parquet"
    HTML = "html"


class Task(StrEnum):
    """What `evaluate` can measure."""

    PLACES = "places"
    TIMES = "times"
    DATING = "dating"
    TIMELINE = "timeline"
    EVENTS = "events"


def days(text: str | None) -> TimeSpan | None:
    """The days of "2022-02-28", "2022-02" or "2022"; None where nothing was given.

    Raises:
        typer.BadParameter: it is none of these, or there is no such day.
    """
    from mapapp.model import TimeSpan

    if text is None:
        return None
    try:
        if found := DAY.fullmatch(text.strip()):
            year, month, day = (int(part) if part else None for part in found.groups())
            last_month = month or 12
            last_day = day or calendar.monthrange(year or 0, last_month)[1]
            return TimeSpan(date(year or 0, month or 1, day or 1), date(year or 0, last_month, last_day))
    except ValueError:  # calendar.IllegalMonthError is one
        pass
    raise typer.BadParameter(
        f"{text!r} is not a day. Write it like 2022-02-28; 2022-02 and 2022 stand for all their days."
    )


def country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code in capitals.

    Raises:
        typer.BadParameter: it is not two letters.
    """
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise typer.BadParameter(f"{text!r} is not a country code. Write two letters: UA, BY, US (ISO 3166-1).")
    return text.upper()


def default_workspace() -> Path:
    """The store's own, so that the app and the command line open the same one."""
    from mapapp import store

    return store.default_workspace()


Workspace = Annotated[
    Path,
    typer.Option(
        "--workspace",
        metavar="DIR",
        envvar="MAPAPP_WORKSPACE",
        default_factory=default_workspace,
        show_default="your data folder",
        help="Folder with the database, the kept sources and your corrections.",
    ),
]
Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files and folders, read in order.")]
Workers = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Processes that read at once.", show_default="one a core")
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication of every source, where you know it."),
]


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
def ingest(sources: Sources, workspace: Workspace, workers: Workers = None, published: Published = None) -> None:
    """Read reports into a workspace. What was read before is not read again; what fails is listed and the rest done."""
    from mapapp.ingest import ingest as ingest_sources
    from mapapp.store import open_store

    gazetteer = terminal.gazetteer()
    store = open_store(workspace, gazetteer_version=gazetteer.version)
    with terminal.progress_bar() as progress:
        outcome = ingest_sources(store, sources, workers=workers, published=days(published), progress=progress)
    typer.echo(
        f"{counted(outcome.read, 'report')} read, {outcome.unchanged:,} unchanged: {counted(outcome.events, 'event')}"
    )
    report_failures(outcome.failures)


@app.command(epilog="Example: mapapp extract reports/ --output readings.jsonl")
def extract(
    sources: Sources,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Written whole at the end.", show_default="standard output")
    ] = None,
    workers: Workers = None,
    published: Published = None,
) -> None:
    """Read reports without a workspace: one JSON object a line and article, with places, times and events."""
    from mapapp.ingest import readings
    from mapapp.output import replacing

    terminal.gazetteer()
    failed = 0
    with terminal.progress_bar() as progress, replacing(output) if output else nullcontext(sys.stdout) as file:
        for record in readings(sources, workers=workers, published=days(published), progress=progress):
            failed += "error" in record
            file.write(line(record))
    if failed:
        terminal.say(
            f"{counted(failed, 'source')} could not be read; what failed has a line with its error and the way out."
        )
        raise typer.Exit(1)


@app.command(epilog="Examples: mapapp geocode Kharkiv   |   mapapp geocode Springfield --country US --json")
def geocode(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="As written in a text, in any script.")] = None,
    country: Annotated[
        list[str] | None, typer.Option(parser=country, metavar="CC", help="Only in this country; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    jsonl: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help='Names from a file, "-" for standard input: {"id", "location", "country"?} a line.'
        ),
    ] = None,
) -> None:
    """The places that a written name may mean, likeliest first. Nothing is asked of any server."""
    from mapapp import geocoding

    if (name is None) == (jsonl is None):
        raise typer.BadParameter("give one NAME, or --jsonl FILE with many")
    gazetteer, countries = terminal.gazetteer(), country or []
    if jsonl:
        write_answers(geocoding.answers(gazetteer, read_lines(jsonl), countries))
        return
    found = geocoding.matches(gazetteer, name or "", countries)
    if as_json:
        typer.echo(line(geocoding.answer(name or "", found)), nl=False)
    elif not found:
        terminal.say(f"{name} is not in the gazetteer. Try another spelling, or the name of the next town.")
        raise typer.Exit(1)
    else:
        for match in found:
            where = match.place.coordinates
            what = f"{match.place.kind}, {where.latitude:.4f}, {where.longitude:.4f}"
            typer.echo(f"{match.confidence:4.0%}  {gazetteer.label(match.place)}  ({what})  {match.reason}")


@app.command(epilog="Example: mapapp export --format geojson --output events.geojson --from 2022-02-24 --to 2022-03")
def export(
    format: Annotated[
        Format, typer.Option(help="For GIS, spreadsheet, globe, analysis, or a page that works offline.")
    ],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Replaced in one step, once it is whole.")],
    workspace: Workspace,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day.")] = None,
    grade: Annotated[
        list[str] | None, typer.Option(metavar="GRADE", help="primary, background or hypothetical; may be repeated.")
    ] = None,
) -> None:
    """Write the events of a workspace to a file. Events without a place or day are in it unless a period is given."""
    from mapapp.export import WRITERS, between
    from mapapp.store import open_store

    period_from, period_to = days(first), days(last)
    events = open_store(existing(workspace)).events_frame()
    chosen = between(events, period_from.first_day if period_from else None, period_to.last_day if period_to else None)
    if grade:
        chosen = chosen[chosen["grade"].isin(grade)]
    WRITERS[format.value](chosen, output)
    unplaced = int(chosen["latitude"].isna().sum())
    typer.echo(f"{counted(len(chosen), 'event')} of {len(events):,} in {output}, {unplaced:,} of them without a place")


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
    workers: Workers = None,
) -> None:
    """Our figures on an annotated corpus, as one JSON object; a percentage unless the name says otherwise."""
    from mapapp.evaluation import measure

    terminal.gazetteer()
    typer.echo(json.dumps(measure(task.value, gold, texts, workers=workers)))


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


def counted(number: int, noun: str) -> str:
    """ "1 event", "2,000 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def line(record: dict[str, Any]) -> str:
    """A record as a line of JSON Lines; strict JSON, so a NaN is an error here and not at the reader's."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"


def read_lines(path: Path) -> Iterable[str]:
    """The lines of a text file, or of standard input for "-".

    Raises:
        typer.BadParameter: there is no such file.
    """
    if str(path) == "-":
        return sys.stdin
    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}")
    return path.read_text("utf-8", errors="replace").split("\n")


def write_answers(records: Iterable[dict[str, Any]]) -> None:
    """Print the records; exit status 1 where one has an error."""
    failed = 0
    for record in records:
        failed += "error" in record
        sys.stdout.write(line(record))
    if failed:
        raise typer.Exit(1)


def existing(workspace: Path) -> Path:
    """The workspace, where there is one.

    Raises:
        typer.BadParameter: nothing was ever ingested there.
    """
    if not workspace.is_dir():
        raise typer.BadParameter(
            f"there is no workspace at {workspace}. Make one: mapapp ingest SOURCE... --workspace {workspace}"
        )
    return workspace


def report_failures(failures: Iterable[object]) -> None:
    """Say what failed, one line each; exit status 1 where anything did."""
    said = [str(failure) for failure in failures]
    if said:
        terminal.say("\n".join([*said, f"{counted(len(said), 'source')} could not be read; the rest is done."]))
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
