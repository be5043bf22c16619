"""The table of events of readings that are in no workspace: the same columns as `Store.events_frame`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from mapapp.model import Reading
from mapapp.store.frames import (
    CUT_FROM,
    EVENT_COLUMNS,
    FROM_ARTICLE,
    LIKELY,
    OF_THE_REPORT,
    _typed,
    _unit,
    is_of_report,
)
from mapapp.store.rows import Row, article_row, event_row


def frame_of(readings: Iterable[Reading], labels: Mapping[str, str]) -> pd.DataFrame:
    """A row an event, in the order of the readings; `labels` are names of places for people, by place id."""
    rows = [row for reading in readings for row in _rows(reading, labels)]
    return pd.DataFrame({name: _typed(name, [row[name] for row in rows]) for name in EVENT_COLUMNS})


def _rows(reading: Reading, labels: Mapping[str, str]) -> Iterator[Row]:
    article = {**article_row(reading), "is_sample": False}
    shared = {"article_id": article["id"], **{name: article[column] for name, column in FROM_ARTICLE.items()}}
    for event in reading.events:
        row = event_row(event, labels)
        cut = {
            name: None if row[start] is None else article["text"][row[start] : row[end]]
            for name, (start, end) in CUT_FROM.items()
        }
        own = {"event_id": event.id, "corrected": "", "admin1": _unit(row["country"], row["admin1"])}
        made = {**row, **shared, **cut, **own}
        of_report = is_of_report(*(made[name] for name in OF_THE_REPORT))
        yield made if of_report else made | dict.fromkeys(LIKELY)
