"""Incidents of the table of events: `Store.events_frame` in, reports or three more columns out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pandas as pd

from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.incidents.report import Incident, Report
from mapapp.model import Status, TimeBasis, TimeSpan
from mapapp.records import figure_from

COLUMNS = ("incident_id", "incident_reports", "incident_sources")
"""Id of the incident, number of the articles that report it, number of independent ones among them."""
NEEDED = (
    "event_id", "article_id", "kind", "status", "place_id", "place_name", "place_kind", "country", "latitude",
    "longitude", "radius_km", "first_day", "last_day", "published_first", "published_last", "date_basis", "figures",
    "sentence",
)  # fmt: skip
"""What of a table of events incidents are made of."""


def reports_of(events: pd.DataFrame) -> list[Report]:
    """A report for each row of a table with the columns of `Store.events_frame`."""
    place, days = cache(_place), cache(_days)
    return [_report(row, place, days) for row in zip(*(events[name] for name in NEEDED), strict=True)]


def _report(row: tuple[Any, ...], place: Callable[..., Place], days: Callable[..., TimeSpan | None]) -> Report:
    event, article, kind, status, place_id, *where = row[:11]
    first, last, published, published_last, basis, figures, sentence = row[11:]
    return Report(
        event,
        article,
        kind,
        Status(status),
        place(place_id, *where) if place_id else None,
        days(first, last),
        days(published, published_last),
        basis == TimeBasis.PUBLICATION.value,
        tuple(map(figure_from, json.loads(figures))) if figures else (),
        sentence,
    )


def _place(
    place_id: str, name: str, kind: str, country: str | None, latitude: float, longitude: float, radius_km: float
) -> Place:
    return Place(
        place_id, name, PlaceKind(kind), country or "", "", 0, Coordinates(latitude, longitude), float(radius_km)
    )


def _days(first: Any, last: Any) -> TimeSpan | None:
    return None if pd.isna(first) or pd.isna(last) else TimeSpan(first.date(), last.date())


def with_incidents(events: pd.DataFrame, incidents: Iterable[Incident]) -> pd.DataFrame:
    """The same rows with COLUMNS beside."""
    of = {event: incident for incident in incidents for event in incident.events}
    found = [of[event] for event in events["event_id"]]
    return events.assign(
        incident_id=pd.Series([each.id for each in found], events.index, dtype=object),
        incident_reports=pd.Series([each.articles for each in found], events.index, dtype="int64"),
        incident_sources=pd.Series([each.sources for each in found], events.index, dtype="int64"),
    )
