"""`mapapp incidents | join | split | judgements`: which reports tell of one happening, and what people said of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp import terminal
from mapapp.arguments import Workspace, existing
from mapapp.place_commands import login_name
from mapapp.printing import counted

if TYPE_CHECKING:
    import pandas as pd

    from mapapp.incidents import Incident
    from mapapp.store import Store

Event = Annotated[str, typer.Argument(metavar="EVENT", help="Its id, as `mapapp incidents` and exports have it.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="For those who read it later.")]
Who = Annotated[str, typer.Option(metavar="NAME", help="You.", show_default="your login name")]


def incidents(
    workspace: Workspace,
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="Only the one of this event.")] = None,
) -> None:
    """The happenings that several reports tell of: why they belong together, who says what, each with its events."""
    _, events, found = _grouped(existing(workspace))
    shown = [each for each in found if (len(each.events) > 1 if event is None else event in each.events)]
    rows = events.set_index("event_id")
    for incident in shown:
        _show(incident, rows)
    if not shown:
        terminal.say(f"No event {event} is read here." if event else "No happening is told twice here.")


def _show(incident: Incident, rows: pd.DataFrame) -> None:
    days = f", {incident.days.first_day} to {incident.days.last_day}" if incident.days else ""
    said = f"{counted(incident.articles, 'report')}, {counted(incident.sources, 'source')}"
    typer.echo(f"{said}{days}; {incident.confidence:.0%}: {incident.reason}".rstrip(": "))
    for each in incident.figures:
        typer.echo(f"  {each.low:,}{'' if each.low == each.high else f' to {each.high:,}'} {each.what}")
    for event in incident.events:
        row = rows.loc[event]
        where = row["place_name"] or "no place"
        typer.echo(f"  {event}  {row['kind']}, {where}, {row['article_title'] or row['source'] or row['article_id']}")


def join(
    event: Event,
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Events that tell of the same.")],
    workspace: Workspace,
    why: Why,
    who: Who = "",
) -> None:
    """Say that an event is the same happening as others. It stays so, also when reports are read again."""
    from mapapp import judging

    store, events, found = _grouped(existing(workspace))
    try:
        kept = judging.join(store, found, event, others, who or login_name(), why)
    except (judging.NoSuchEvent, ValueError) as wrong:
        raise typer.BadParameter(str(wrong)) from None
    typer.echo(f"{kept.number}  {judging.sentence(kept, set(events['event_id']))}")


def split(
    event: Event,
    workspace: Workspace,
    why: Why,
    others: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OTHER...]", help="Events that it is another happening than; all it stands with."),
    ] = None,
    who: Who = "",
) -> None:
    """Say that an event is another happening than those it stands with. It stays so."""
    from mapapp import judging

    store, events, found = _grouped(existing(workspace))
    try:
        kept = judging.split(store, found, event, others or (), who or login_name(), why)
    except (judging.NoSuchEvent, ValueError) as wrong:
        raise typer.BadParameter(str(wrong)) from None
    typer.echo(f"{kept.number}  {judging.sentence(kept, set(events['event_id']))}")


def judgements(
    workspace: Workspace,
    undo: Annotated[int | None, typer.Option(metavar="N", help="Take judgement N back.")] = None,
) -> None:
    """What people of this workspace joined and split, undone ones too, with who, when and why."""
    from mapapp import judging
    from mapapp.store import open_store

    store = open_store(existing(workspace))
    if undo is not None and not store.undo_judgement(undo):
        raise typer.BadParameter(f"there is no judgement {undo} that holds; mapapp judgements lists them")
    said, read = store.judgements(), set(store.events_frame()["event_id"])
    for one in said:
        typer.echo(f"{one.number}  {judging.sentence(one, read)}")
    if not said:
        terminal.say('Nothing was joined or split here yet: mapapp split EVENT --why "another night"')


def _grouped(workspace: Path) -> tuple[Store, pd.DataFrame, tuple[Incident, ...]]:
    from mapapp import judging
    from mapapp.store import open_store

    store = open_store(workspace)
    events = store.events_frame()
    return store, events, judging.incidents_of(store, events)


COMMANDS = (
    (incidents, "Examples: mapapp incidents   |   mapapp incidents 3f2a9c0d11b2"),
    (join, 'Example: mapapp join 3f2a9c0d11b2 77aa01c4e2d9 --why "both are the strike on the station"'),
    (split, 'Example: mapapp split 3f2a9c0d11b2 --why "that was the night before"'),
    (judgements, "Examples: mapapp judgements   |   mapapp judgements --undo 2"),
)
"""Each command with its example."""
