"""The workspace as tables of pandas: an event a row, an article a row, what was left out a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select, true

from mapapp.model import TimeBasis
from mapapp.store.likeness import dropped
from mapapp.store.tables import ARTICLE, EVENT, FAILURE, FOLLOWED

EVENT_COLUMNS = (
    "event_id",
    "article_id",
    "article_title",
    "source",
    "url",
    "kind",
    "status",
    "grade",
    "place_id",
    "place_name",
    "place_label",
    "place_kind",
    "country",
    "latitude",
    "longitude",
    "radius_km",
    "place_confidence",
    "first_day",
    "last_day",
    "date_basis",
    "date_evidence",
    "likely_first",
    "likely_last",
    "published_first",
    "published_last",
    "confidence",
    "reason",
    "claimed_by",
    "claim_side",
    "unconfirmed",
    "figures",
    "sentence_start",
    "sentence_end",
    "trigger_start",
    "trigger_end",
    "place_start",
    "place_end",
    "place_reason",
    "place_alternatives",
    "sentence",
    "is_sample",
    "corrected",
    "admin1",
)
"""One row an event. Days are datetime64[s] (NaT where unknown), latitude and longitude degrees (NaN where unplaced),
`figures` and `place_alternatives` JSON text, `claimed_by`, `unconfirmed` and `sentence` words of the article,
`likely_first` and `likely_last` the likeliest of the days (NaT where none is likelier), `claim_side` "own" or "other",
`corrected` what people changed, in words, "" where nothing: "place, days", `admin1` GeoNames' code with that of the
country ("UA.05"), "" where there is none."""

LEFT_OUT_COLUMNS = (
    "what",
    "reason",
    "event_id",
    "article_id",
    "article_title",
    "source",
    "line",
    "kind",
    "first_day",
    "last_day",
    "sentence_start",
    "sentence_end",
    "sentence",
)
"""`what`: "event without place", "event without day", "event without place and day", "not an event" (as a person said),
"source", "article"."""

ARTICLE_COLUMNS = (
    "article_id",
    "title",
    "source",
    "url",
    "language",
    "published_first",
    "published_last",
    "published_basis",
    "published_evidence",
    "events",
    "notes",
    "read_at",
    "is_sample",
)

FROM_ARTICLE = {
    "article_title": "title",
    "source": "source",
    "url": "url",
    "published_first": "published_first",
    "published_last": "published_last",
    "likely_first": "published_likely_first",
    "likely_last": "published_likely_last",
    "is_sample": "is_sample",
}
LIKELY = ("likely_first", "likely_last")
DAYS = ("first_day", "last_day", *LIKELY, "published_first", "published_last")
NUMBERS = ("latitude", "longitude", "radius_km", "place_confidence", "confidence")
POSITIONS = ("place_start", "place_end")
CUT_FROM = {
    "sentence": ("sentence_start", "sentence_end"),
    "claimed_by": ("claimed_start", "claimed_end"),
    "unconfirmed": ("unconfirmed_start", "unconfirmed_end"),
}
CUT = tuple(CUT_FROM)
"""Columns that are cut from the article's text."""


def events_frame(connection: Connection, which: ColumnElement[bool] | None = None) -> pd.DataFrame:
    """Events with EVENT_COLUMNS, in the order of the articles.

    Args:
        connection: to the workspace.
        which: condition on the columns of EVENT; None for every event.
    """
    chosen = true() if which is None else which
    made = (*FROM_ARTICLE, *CUT, "event_id", "corrected")
    own = [name for name in EVENT_COLUMNS if name not in made]
    names = ["event_id", *own, "claimed_start", "claimed_end", "unconfirmed_start", "unconfirmed_end"]
    stored = [EVENT.c.id if name == "event_id" else EVENT.c[name] for name in names]
    columns = columns_of(connection, select(*stored).where(chosen).order_by(EVENT.c.article_id, EVENT.c.number), names)
    articles = _articles_with_events(connection, chosen)
    for name, column in FROM_ARTICLE.items():
        columns[name] = [articles[article][column] for article in columns["article_id"]]
    columns |= _likely(columns)
    columns |= _cut(connection, chosen, columns)
    changed = _changed(connection)
    columns["corrected"] = [changed.get(event_id, "") for event_id in columns["event_id"]]
    columns["admin1"] = list(map(_unit, columns["country"], columns["admin1"]))
    return pd.DataFrame({name: _typed(name, columns[name]) for name in EVENT_COLUMNS})


def _likely(columns: Mapping[str, Sequence[Any]]) -> dict[str, list[str | None]]:
    days = zip(*(columns[name] for name in OF_THE_REPORT), strict=True)
    kept = [is_of_report(*each) for each in days]
    return {
        name: [day if of_report else None for day, of_report in zip(columns[name], kept, strict=True)]
        for name in LIKELY
    }


OF_THE_REPORT = ("date_basis", "first_day", "last_day", "published_first", "published_last")


def is_of_report(basis: str | None, first: str | None, last: str | None, begin: str | None, end: str | None) -> bool:
    """Whether the days of an event are those of its report, of which some may be likelier; takes `OF_THE_REPORT`."""
    return basis == TimeBasis.PUBLICATION.value and (first, last) == (begin, end)


def _changed(connection: Connection) -> dict[str, str]:
    """Event id -> what people changed of it, in words."""
    changed: dict[str, list[str]] = {}
    for row in connection.execute(select(FOLLOWED.c.event_id, FOLLOWED.c.aspect).order_by(FOLLOWED.c.number)):
        changed.setdefault(row.event_id, []).append(row.aspect)
    return {event_id: ", ".join(dict.fromkeys(aspects)) for event_id, aspects in changed.items()}


def _articles_with_events(connection: Connection, chosen: ColumnElement[bool]) -> dict[str, RowMapping]:
    wanted = [ARTICLE.c.id, *(ARTICLE.c[name] for name in FROM_ARTICLE.values())]
    having = select(*wanted).where(ARTICLE.c.id.in_(select(EVENT.c.article_id).where(chosen)))
    return {row["id"]: row for row in connection.execute(having).mappings()}


def _cut(
    connection: Connection, chosen: ColumnElement[bool], columns: Mapping[str, Sequence[Any]]
) -> dict[str, list[str | None]]:
    """Sentences and claimants, with one article's text in memory at a time."""
    query = (
        select(ARTICLE.c.id, ARTICLE.c.text)
        .where(ARTICLE.c.id.in_(select(EVENT.c.article_id).where(chosen)))
        .order_by(ARTICLE.c.id)
        .execution_options(yield_per=200)
    )
    texts = iter(connection.execute(query))
    current, text = None, ""
    cut: dict[str, list[str | None]] = {name: [] for name in CUT}
    for row, article in enumerate(columns["article_id"]):
        while article != current:
            current, text = next(texts)
        for name, (start, end) in CUT_FROM.items():
            first = columns[start][row]
            cut[name].append(None if first is None else text[first : columns[end][row]])
    return cut


def columns_of(connection: Connection, query: Select[Any], names: Sequence[str]) -> dict[str, Sequence[Any]]:
    """The result of a query by column; every column empty where there are no rows."""
    rows = connection.execute(query).all()
    return dict(zip(names, zip(*rows, strict=True) if rows else ((),) * len(names), strict=True))


def _unit(country: str | None, admin1: str | None) -> str:
    return f"{country}.{admin1}" if country and admin1 else ""


def _typed(name: str, values: Sequence[Any]) -> Any:
    """A column with the type that the frame promises."""
    if name in DAYS:
        return days(values)
    if name in NUMBERS:
        return np.array(values, dtype=np.float64)
    if name in POSITIONS:
        return pd.array(values, dtype="Int64")
    if name == "is_sample":
        return np.array(values, dtype=bool)
    if name.endswith(("_start", "_end")) or name == "events":
        return np.array(values, dtype=np.int64)
    return pd.Series(values, dtype=object)


def days(values: Iterable[str | None]) -> npt.NDArray[np.datetime64]:
    """ISO days as datetime64[s]; None as NaT. Years from 1 to 9999, unlike with nanoseconds."""
    return np.array([value or "NaT" for value in values], dtype="datetime64[s]")


def left_out_frame(connection: Connection) -> pd.DataFrame:
    """What is not on the map, with the reason: events without place or day, articles without report, failures."""
    kept = events_frame(connection, or_(EVENT.c.latitude.is_(None), EVENT.c.first_day.is_(None)))
    rows = [_left_out(*row) for row in kept.itertuples(index=False, name=None)]
    table = pd.DataFrame(
        {
            "what": [what for what, _ in rows],
            "reason": [reason for _, reason in rows],
            **{name: kept[name].to_list() for name in LEFT_OUT_COLUMNS if name in EVENT_COLUMNS and name != "reason"},
        }
    )
    others = pd.DataFrame([*dropped(connection), *_bodiless(connection), *_failed(connection)])
    return pd.concat([table, others]).reindex(columns=list(LEFT_OUT_COLUMNS)).reset_index(drop=True)


def _left_out(*row: Any) -> tuple[str, str]:
    """What an event lacks, and why."""
    event = dict(zip(EVENT_COLUMNS, row, strict=True))
    unplaced, undated = event["place_id"] is None, pd.isna(event["first_day"])
    lacks = [name for name, lacking in (("place", unplaced), ("day", undated)) if lacking]
    reasons = []
    if unplaced:
        reasons.append(event["place_reason"] or event["reason"])
    if undated:
        reasons.append(event["date_evidence"])
    return "event without " + " and ".join(lacks), "; ".join(dict.fromkeys(filter(None, reasons)))


def _bodiless(connection: Connection) -> list[dict[str, Any]]:
    query = select(ARTICLE.c.id, ARTICLE.c.title, ARTICLE.c.source, ARTICLE.c.notes).where(ARTICLE.c.body == "[]")
    return [
        {
            "what": "article",
            "reason": "; ".join(json.loads(row.notes)),
            "article_id": row.id,
            "article_title": row.title,
            "source": row.source,
        }
        for row in connection.execute(query)
    ]


def _failed(connection: Connection) -> list[dict[str, Any]]:
    query = select(FAILURE.c.source, FAILURE.c.reason, FAILURE.c.line).order_by(FAILURE.c.number)
    return [{"what": "source", **row} for row in connection.execute(query).mappings()]


def articles_frame(connection: Connection) -> pd.DataFrame:
    """Every article with ARTICLE_COLUMNS, in the order in which they were read."""
    counts = select(EVENT.c.article_id, func.count().label("events")).group_by(EVENT.c.article_id).subquery()
    made: dict[str, ColumnElement[Any]] = {
        "article_id": ARTICLE.c.id,
        "events": func.coalesce(counts.c.events, 0),
    }
    wanted = [made[name] if name in made else ARTICLE.c[name] for name in ARTICLE_COLUMNS]
    query = (
        select(*wanted)
        .select_from(ARTICLE.outerjoin(counts, counts.c.article_id == ARTICLE.c.id))
        .order_by(ARTICLE.c.number)
    )
    columns = columns_of(connection, query, ARTICLE_COLUMNS)
    columns["notes"] = ["; ".join(json.loads(notes)) for notes in columns["notes"]]
    return pd.DataFrame({name: _typed(name, columns[name]) for name in ARTICLE_COLUMNS})
