"""`mapapp export`: the events of a workspace that pass the same filters as beside the map, to a file."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp import terminal
from mapapp.arguments import Workspace, country, days, existing
from mapapp.printing import counted, period, size
from mapapp.vocabulary import Grade, Status, Within

if TYPE_CHECKING:
    import pandas as pd

    from mapapp.selection import Filters
    from mapapp.store import Store


class Format(StrEnum):
    """What `export` can write."""

    GEOJSON = "geojson"
    CSV = "csv"
    KML = "kml"
    PARQUET = "parquet"
    HTML = "html"
    XLSX = "xlsx"


class Precision(StrEnum):
    """How close a place is known."""

    SPOT = "spot"
    NEAR = "near"
    REGION = "region"


class DayPrecision(StrEnum):
    """How close a day is known."""

    DAY = "day"
    WEEK = "week"
    WIDER = "wider"


class DatedBy(StrEnum):
    """What tells the day."""

    TEXT = "text"
    PUBLICATION = "publication"


AGAIN = "may be repeated."


def export(
    format: Annotated[
        Format, typer.Option(help="For GIS, spreadsheet, globe, analysis, or a page that works offline.")
    ],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Replaced in one step, once it is whole.")],
    workspace: Workspace,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day.")] = None,
    grade: Annotated[list[Grade] | None, typer.Option(help=f"News of the report or what it recalls; {AGAIN}")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help=f"battle, strike ... or a kind: Fighting; {AGAIN}")
    ] = None,
    status: Annotated[list[Status] | None, typer.Option(help=AGAIN.capitalize())] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="NAME", help=f"Outlet or file; {AGAIN}")] = None,
    article: Annotated[list[str] | None, typer.Option(metavar="ID", help=f"Only this report; {AGAIN}")] = None,
    claimant: Annotated[
        list[str] | None, typer.Option(metavar="WHO", help=f"Who says so, as the report names them; {AGAIN}")
    ] = None,
    in_country: Annotated[
        list[str] | None, typer.Option("--country", metavar="CC", help=f"Places in it, UA; {AGAIN}")
    ] = None,
    admin1: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help=f"Places in this region, UA.05, or in --country; {AGAIN}")
    ] = None,
    area: Annotated[
        str | None, typer.Option(metavar="CORNERS", help="Within a polygon: lat,lon,lat,lon,lat,lon ...")
    ] = None,
    words: Annotated[
        str | None, typer.Option(metavar="WORDS", help='All of them, "as quoted", -without; case and accents are one.')
    ] = None,
    within: Annotated[Within, typer.Option(help="Where the words must stand.")] = Within.SENTENCE,
    at_least: Annotated[int, typer.Option(min=0, max=100, metavar="PERCENT", help="At least this sure.")] = 0,
    precision: Annotated[
        list[Precision] | None, typer.Option(help=f"The spot, within 50 km, a region; {AGAIN}")
    ] = None,
    day_precision: Annotated[list[DayPrecision] | None, typer.Option(help=AGAIN.capitalize())] = None,
    dated_by: Annotated[list[DatedBy] | None, typer.Option(help=f"What tells the day; {AGAIN}")] = None,
    unconfirmed: Annotated[
        bool | None, typer.Option("--unconfirmed/--not-unconfirmed", help="What the report itself calls unconfirmed.")
    ] = None,
    corrected: Annotated[
        bool | None, typer.Option("--corrected/--as-read", help="What people corrected, or what nobody did.")
    ] = None,
) -> None:
    """Write the events of a workspace that pass all filters to a file.

    Events without a place or day are in it unless a filter asks for one.
    """
    from mapapp.incidents.frame import with_incidents
    from mapapp.judging import incidents_of
    from mapapp.paragraphs import with_paragraphs
    from mapapp.selection import AS_READ, Filters
    from mapapp.store import open_store

    groups, kinds = _kinds(kind or ())
    period_from, period_to = days(first), days(last)
    filters = Filters(
        groups=groups,
        kinds=kinds,
        statuses=_set(status),
        grades=_set(grade),
        claimants=_set(claimant),
        doubts=None if unconfirmed is None else frozenset({"unconfirmed" if unconfirmed else "plain"}),
        sources=_set(source),
        articles=_set(article),
        countries=_set(map(country, in_country)) if in_country else None,
        admin1=_set(code.upper() for code in admin1) if admin1 else None,
        area=_corners(area),
        place_precision=_set(precision),
        first_day=period_from.first_day.isoformat() if period_from else "",
        last_day=period_to.last_day.isoformat() if period_to else "",
        day_precision=_set(day_precision),
        dated_by=_set(dated_by),
        corrections=None if corrected is None else frozenset({"corrected" if corrected else AS_READ}),
        at_least=at_least / 100,
        words=words or "",
        within=within.value,
    )
    store = open_store(existing(workspace))
    events = store.events_frame()
    events = with_incidents(events, incidents_of(store, events))
    chosen = chosen_of(store, events, filters)
    if format is Format.HTML:
        chosen = with_paragraphs(chosen, store.article)
    _write(chosen, format, output, period(first, last, [*(grade or ()), *_said(filters)]), workspace.name)
    unplaced = int(chosen["latitude"].isna().sum())
    typer.echo(
        f"{counted(len(chosen), 'event')} of {len(events):,} in {output} ({size(output)}), "
        f"{unplaced:,} of them without a place"
    )


def chosen_of(store: Store, events: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows that pass, with the columns that they had."""
    from mapapp.selection import choice, parse, prepare

    query = parse(filters.words)
    hits = events["event_id"].isin(store.found(query, Within(filters.within))).to_numpy(bool) if query else None
    return events[choice(prepare(events), filters, hits)]


def _write(chosen: pd.DataFrame, format: Format, output: Path, said: str, name: str) -> None:
    from mapapp.export import WRITERS, About
    from mapapp.outlines import outlines_of

    outlined = outlines_of(chosen, terminal.gazetteer()) if format in (Format.HTML, Format.GEOJSON) else {}
    WRITERS[format.value](chosen, output, About(said, outlines=outlined, name=name))


def _said(filters: Filters) -> list[str]:
    """The filters in words, but for days and grades, which stand before them."""
    from mapapp.app.filter_words import described

    on = described(filters, lambda facet, value: value or "without a name")
    return [each.text for each in on if "first_day" not in each.names]


def _set(values: Iterable[str] | None) -> frozenset[str] | None:
    return frozenset(map(str, values)) if values else None


def _kinds(asked: Iterable[str]) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Groups and kinds that are meant: a kind brings its group along.

    Raises:
        typer.BadParameter: it is neither.
    """
    from mapapp.reading.events.kinds import GROUPS, KINDS

    groups, kinds = set(), set()
    named = {name.lower(): group.id for group in GROUPS for name in (group.id, group.label)}
    known = {name.lower(): kind for kind in KINDS.values() for name in (kind.code, kind.label)}
    for each in (word.strip().lower() for word in asked):
        if each in named:
            groups.add(named[each])
        elif each in known:
            groups.add(known[each].group)
            kinds.add(known[each].code)
        else:
            raise typer.BadParameter(
                f"{each!r} is no kind. Write a group ({', '.join(group.id for group in GROUPS)}) or the name of a "
                "kind, such as “Fighting”.",
                param_hint="--kind",
            )
    return frozenset(groups) or None, frozenset(kinds) or None


def _corners(text: str | None) -> tuple[float, ...]:
    """The corners of a polygon.

    Raises:
        typer.BadParameter: these are none.
    """
    if text is None:
        return ()
    try:
        corners = tuple(float(part) for part in text.replace(",", " ").split())
    except ValueError:
        corners = ()
    if len(corners) < 6 or len(corners) % 2:
        raise typer.BadParameter("write latitude and longitude of three corners or more: 49,23,49,39,53,39")
    return corners


COMMANDS = ((export, "Example: mapapp export --format geojson --output events.geojson --kind battle --country UA"),)
"""The command with its example."""
