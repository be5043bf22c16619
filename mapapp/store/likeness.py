"""Events looked up by what people said of them: those that read alike, and those that are said to be none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Function, func, select

from gazetteer.corrections import day
from mapapp.correcting_events import Words, is_alike
from mapapp.event_corrections import Anchor, Aspect, Reach, plain
from mapapp.model import Article, Event
from mapapp.store.following import as_read_of
from mapapp.store.tables import ARTICLE, AS_READ, EVENT, EVENT_CORRECTION, FOLLOWED


def alike_in(connection: Connection, anchor: Anchor, reach: Reach) -> Iterator[tuple[str, str]]:
    """Article and id of each event that reads alike, as it was read."""
    kept = set(connection.execute(select(AS_READ.c.article_id)).scalars())
    parts = [_words(name).label(name) for name in ("sentence", "trigger", "place")]
    wanted = select(EVENT.c.article_id, EVENT.c.id, *parts).join_from(EVENT, ARTICLE)
    same = wanted.where(EVENT.c.kind == anchor.kind, EVENT.c.status == anchor.status)
    for row in connection.execute(same.order_by(EVENT.c.article_id, EVENT.c.number)):
        words = Words(plain(row.sentence), plain(row.trigger), anchor.kind, anchor.status, plain(row.place or ""))
        if row.article_id not in kept and is_alike(anchor, reach, words):
            yield row.article_id, row.id
    for article_id in sorted(kept):
        article, events = as_read_of(connection, article_id)
        for event in events:
            if is_alike(anchor, reach, Words.of(event, article.text)):
                yield article_id, event.id


def _words(name: str) -> Function[str]:
    """The characters of a span of an event."""
    start, end = EVENT.c[f"{name}_start"], EVENT.c[f"{name}_end"]
    return func.substr(ARTICLE.c.text, start + 1, end - start)


def dropped(connection: Connection) -> Iterator[dict[str, Any]]:
    """What people said to be no event, as rows of what was left out."""
    wanted = select(FOLLOWED.c.article_id, FOLLOWED.c.event_id, EVENT_CORRECTION.c.who, EVENT_CORRECTION.c.why)
    said = wanted.add_columns(EVENT_CORRECTION.c.when).join_from(FOLLOWED, EVENT_CORRECTION)
    rows = connection.execute(said.where(FOLLOWED.c.aspect == Aspect.NO_EVENT.value)).all()
    for row in rows:
        article, events = as_read_of(connection, row.article_id)
        for event in events:
            if event.id == row.event_id:
                why = f"{row.who} said so on {day(datetime.fromisoformat(row.when))}{f': {row.why}' if row.why else ''}"
                yield _left_out(article, event, why)


def _left_out(article: Article, event: Event, reason: str) -> dict[str, Any]:
    days = event.days
    return {
        "what": "not an event",
        "reason": reason,
        "event_id": event.id,
        "article_id": article.id,
        "article_title": article.title,
        "source": article.source,
        "kind": event.kind,
        "first_day": pd.Timestamp(days.first_day).as_unit("s") if days else pd.NaT,
        "last_day": pd.Timestamp(days.last_day).as_unit("s") if days else pd.NaT,
        "sentence_start": event.sentence.start,
        "sentence_end": event.sentence.end,
        "sentence": event.sentence.of(article.text),
    }
