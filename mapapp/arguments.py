"""What commands take: days, countries, workspaces, files; each wrong one is said with what to write instead."""

from __future__ import annotations

import calendar
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mapapp.model import TimeSpan

DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


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


def article_part(text: str) -> str:
    """Code points of an article, "120-127".

    Raises:
        typer.BadParameter: it is no such part.
    """
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", text.strip(), re.ASCII)
    if found is None or int(found[1]) >= int(found[2]):
        raise typer.BadParameter(f"{text!r} is no part of a report. Write first and last character, like 120-127.")
    return f"{int(found[1])}-{int(found[2])}"


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
Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders and web addresses, in order.")]
Workers = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Processes that read at once.", show_default="one a core")
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication of every source, where you know it."),
]

AtHome = Annotated[
    bool,
    typer.Option(
        "--home", help="Learn first where each outlet is at home, from its other articles; takes twice as long."
    ),
]

Pages = Annotated[
    bool, typer.Option("--pages", help="Fetch the page of each entry of a feed instead of reading the feed's own text.")
]
OwnNetwork = Annotated[
    bool, typer.Option("--own-network", help="Ask addresses of this machine and of private networks too.")
]


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
