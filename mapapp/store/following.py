"""Stored readings that follow what people said of events: what stands, beside it what was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from mapapp.correcting_events import Change, Corrected, correct
from mapapp.event_corrections import EventCorrections
from mapapp.model import Article, Event, Reading
from mapapp.records import spans_from
from mapapp.store import search
from mapapp.store.rows import Row, article_from, event_from, event_row, to_json
from mapapp.store.tables import ARTICLE, AS_READ, EVENT, EVENT_CORRECTION, FOLLOWED

Parts = tuple[tuple[Table, list[Row]], ...]
NO_VALUES: Row = {column.name: None for column in EVENT.c}


def follow(connection: Connection, article_ids: Iterable[str], corrections: EventCorrections) -> None:
    """Let the stored events of articles follow these corrections; nothing is read again."""
    for article_id in article_ids:
        article, sentences = _article(connection, article_id)
        rows = _rows_as_read(connection, article_id)
        labels = {row["place_id"]: row["place_label"] for row in rows if row["place_id"]}
        events = tuple(event_from(row) for row in rows)  # type: ignore[arg-type]
        corrected = correct(Reading(article, None, spans_from(sentences), (), (), events), corrections)
        for table, new in parts_of(connection, corrected, corrections, labels):
            connection.execute(delete(table).where(table.c.article_id == article_id))
            if new:
                connection.execute(insert(table), [row | {"article_id": article_id} for row in new])
        search.keep(connection, article_id)


def parts_of(
    connection: Connection, corrected: Corrected, corrections: EventCorrections, labels: Mapping[str, str]
) -> Parts:
    """The rows of an article's events: as they stand, as they were read, and what holds for which."""
    named = {**labels, **_labels(corrected.changes, corrections)}
    reading = corrected.reading
    read = [] if reading.as_read is None else [event_row(event, labels) for event in reading.as_read]
    return (
        (EVENT, [event_row(event, named) for event in reading.events]),
        (AS_READ, [{"events": to_json(read)}] if reading.as_read is not None else []),
        (FOLLOWED, _followed(connection, corrected.changes)),
    )


def as_read_of(connection: Connection, article_id: str) -> tuple[Article, tuple[Event, ...]]:
    """An article with its events as they were read; those that people added come after them."""
    article, _ = _article(connection, article_id)
    read = [event_from(row) for row in _rows_as_read(connection, article_id)]  # type: ignore[arg-type]
    known = {event.id for event in read}
    stored = connection.execute(select(EVENT).where(EVENT.c.article_id == article_id)).mappings().all()
    return article, (*read, *(event_from(row) for row in stored if row["id"] not in known))


def kept_as_read(connection: Connection, article_id: str) -> tuple[Event, ...] | None:
    """The events as they were read; None where nobody corrected any."""
    kept = connection.execute(select(AS_READ.c.events).where(AS_READ.c.article_id == article_id)).scalar()
    return None if kept is None else tuple(event_from(row) for row in _full(kept, article_id))  # type: ignore[arg-type]


def _article(connection: Connection, article_id: str) -> tuple[Article, list[list[int]]]:
    row = connection.execute(select(ARTICLE).where(ARTICLE.c.id == article_id)).mappings().one()
    return article_from(row), json.loads(row["sentences"])


def _rows_as_read(connection: Connection, article_id: str) -> list[Row]:
    kept = connection.execute(select(AS_READ.c.events).where(AS_READ.c.article_id == article_id)).scalar()
    if kept is not None:
        return _full(kept, article_id)
    stored = select(EVENT).where(EVENT.c.article_id == article_id).order_by(EVENT.c.number)
    return [dict(row) for row in connection.execute(stored).mappings()]


def _full(kept: str, article_id: str) -> list[Row]:
    """Rows as they were kept, with every column that there is now."""
    return [NO_VALUES | row | {"article_id": article_id} for row in json.loads(kept)]


def _labels(changes: Iterable[Change], corrections: EventCorrections) -> dict[str, str]:
    """Names for people of the places that corrections name."""
    keys = {change.key for change in changes}
    if not keys:
        return {}
    ones: list[Any] = [*(one for own in corrections.own.values() for one in own), *corrections.wide]
    values = [one.value for one in ones if one.key in keys and one.value.get("place")]
    return {value["place"]["id"]: value.get("label") or value["place"]["name"] for value in values}


def _followed(connection: Connection, changes: Iterable[Change]) -> list[Row]:
    by_key = {change.key for change in changes}
    numbers = select(EVENT_CORRECTION.c.key, EVENT_CORRECTION.c.number).where(EVENT_CORRECTION.c.key.in_(by_key))
    number = {row.key: row.number for row in connection.execute(numbers)} if by_key else {}
    return [
        {"event_id": change.event, "aspect": change.aspect.value, "number": number[change.key]} for change in changes
    ]
