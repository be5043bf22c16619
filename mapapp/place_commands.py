"""The commands about names of places: `mapapp geocode | correct | corrections`."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp import terminal
from mapapp.arguments import Workspace, article_part, country, read_lines
from mapapp.printing import counted, line, report_failures, write_answers

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from gazetteer.corrections import Correction, Found, Scope, Where
    from gazetteer.online import Online
    from mapapp.store import Store

Name = Annotated[str, typer.Argument(metavar="NAME", help="As written in a text, in any script.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", parser=country, metavar="CC", help="Only in this country; repeatable.")
]


def geocode(
    workspace: Workspace,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="As written in a text, in any script.")] = None,
    countries: Countries = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    jsonl: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help='Names from a file, "-" for standard input: {"id", "location", "country"?} a line.'
        ),
    ] = None,
    online: Annotated[
        bool, typer.Option("--online", help="Ask a Nominatim server for names that the gazetteer lacks.")
    ] = False,
    user_agent: Annotated[
        str, typer.Option(metavar="TEXT", envvar="MAPAPP_USER_AGENT", help="Names you to the server: my-newsroom.")
    ] = "",
    email: Annotated[
        str, typer.Option(metavar="ADDRESS", envvar="MAPAPP_EMAIL", help="Your own, for the server's keepers.")
    ] = "",
    server: Annotated[
        str | None,
        typer.Option(
            metavar="URL", envvar="MAPAPP_NOMINATIM", help="Another server.", show_default="nominatim.openstreetmap.org"
        ),
    ] = None,
) -> None:
    """The places that a written name may mean, likeliest first; what you corrected in the workspace wins.

    Nothing is asked of any server, unless you say --online.
    """
    from mapapp import geocoding
    from mapapp.store import corrections_of

    if (name is None) == (jsonl is None):
        raise typer.BadParameter("give one NAME, or --jsonl FILE with many")
    asked = asking(workspace, user_agent, email, server) if online else None
    gazetteer, within = terminal.gazetteer(), countries or []
    names = geocoding.Names(gazetteer, corrections_of(workspace), asked)
    if jsonl:
        try:
            write_answers(geocoding.answers(names, read_lines(jsonl), within))
        finally:
            if asked and asked.stopped:
                terminal.say(asked.stopped)
        if asked and asked.stopped:
            raise typer.Exit(1)
        return
    found = names.find(name or "", within)
    if as_json:
        typer.echo(line(geocoding.answer(name or "", found)), nl=False)
    else:
        show(name or "", found, gazetteer)


def asking(workspace: Path, user_agent: str, email: str, server: str | None) -> Online:
    """
    Raises:
        typer.BadParameter: the person has not said who they are, or the server has no address.
    """
    from gazetteer.memory import Memory
    from gazetteer.online import PUBLIC_SERVER, Online
    from mapapp.store import MEMORY

    try:
        return Online(Memory(workspace / MEMORY), user_agent, email, server or PUBLIC_SERVER, tell=terminal.say)
    except ValueError as wrong:
        raise typer.BadParameter(f"{wrong}: --user-agent my-newsroom --email me@example.org") from None


def show(name: str, found: Found, gazetteer: Gazetteer) -> None:
    """Print the places, and say what people or servers said beside them; exit status 1 where there is none."""
    for match in found.matches:
        where = match.place.coordinates
        what = f"{match.place.kind}, {where.latitude:.4f}, {where.longitude:.4f}, {match.place.id}"
        typer.echo(f"{match.confidence:4.0%}  {gazetteer.label(match.place)}  ({what})  {match.reason}")
    if found.note:
        terminal.say(f"{name}: {found.note}.")
    elif not found.matches:
        terminal.say(f"{name} is not in the gazetteer. Try another spelling, or the name of the next town.")
    if not found.matches:
        raise typer.Exit(1)


def correct(
    name: Name,
    workspace: Workspace,
    why: Annotated[str, typer.Option(metavar="TEXT", help="For those who read it later.")],
    place: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="What it means: an id that geocode shows, a point, or a name of one place."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="The name is no place.")] = False,
    about: Annotated[
        str | None, typer.Option("--country", parser=country, metavar="CC", help="Only in texts about this country.")
    ] = None,
    article: Annotated[str | None, typer.Option(metavar="ID", help="Only in this report.")] = None,
    mention: Annotated[
        str | None,
        typer.Option(
            parser=article_part,
            metavar="START-END",
            help="Only these characters of it, as extract counts them.",
        ),
    ] = None,
    who: Annotated[str, typer.Option(metavar="NAME", help="You.", show_default="your login name")] = "",
) -> None:
    """Say what a name means. It wins from then on, everywhere unless you narrow it.

    The reports of the workspace that hold the name are read again at once.
    """
    from mapapp import correcting
    from mapapp.store import open_store

    if (place is None) == (not none):
        raise typer.BadParameter("say what the name means, --place PLACE, or that it is no place, --none")
    scope, where = scope_of(about, article, mention)
    gazetteer = terminal.gazetteer()
    meant = correcting.meant(gazetteer, place) if place is not None else None
    store = open_store(workspace, gazetteer_version=gazetteer.version)
    try:
        kept = correcting.keep(
            store.memory, gazetteer, name, meant, scope=scope, where=where, who=who or login_name(), why=why
        )
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None
    typer.echo(f"{kept.number}  {sentence(kept, gazetteer)}")
    read_again(store)


def scope_of(about: str | None, article: str | None, mention: str | None) -> tuple[Scope, Where]:
    """
    Raises:
        typer.BadParameter: the scopes do not go together.
    """
    from gazetteer.corrections import Scope, Where

    if (about and article) or (mention and not article):
        raise typer.BadParameter("give --country CC, or --article ID with or without --mention, or none of them")
    scope = Scope.COUNTRY if about else Scope.MENTION if mention else Scope.ARTICLE if article else Scope.EVERYWHERE
    return scope, Where(article or "", mention or "", about or "")


def login_name() -> str:
    """
    Raises:
        typer.BadParameter: the system does not tell.
    """
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        raise typer.BadParameter("say who you are: --who NAME") from None


def sentence(correction: Correction, gazetteer: Gazetteer) -> str:
    """A correction on one line, with what has become of it."""
    from mapapp import correcting

    gone = "; this gazetteer does not have that place" if correcting.is_gone(correction, gazetteer) else ""
    means, where = correcting.meaning(correction), correcting.where_it_holds(correction, gazetteer)
    return f"“{correction.name}” {means} {where}{gone} ({correcting.source(correction)})"


def read_again(store: Store) -> None:
    """Read the reports again that the corrections touch now, and say how many; exit status 1 where one failed."""
    from mapapp.rereading import reread

    with terminal.progress_bar() as progress:
        again = reread(store, progress=progress)
    if again.read:
        typer.echo(f"{counted(again.read, 'report')} read again: {counted(again.events, 'event')}")
    elif not again.failures:
        terminal.say("No report of this workspace has to be read again.")
    report_failures(again.failures)


COMMANDS = (
    (geocode, "Examples: mapapp geocode Kharkiv   |   mapapp geocode Springfield --country US --json"),
    (correct, 'Example: mapapp correct Odessa --place geonames:5527554 --country US --why "we report from Texas"'),
)
"""Each command with its example."""
