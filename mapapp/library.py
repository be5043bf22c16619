"""The library's door: `read` texts, files or folders, and draw what they tell with `event_map`.

Nothing is kept and nothing leaves the machine. For many reports, for corrections and for the app there is a workspace:
`mapapp ingest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from mapapp.intake import Failure, articles
from mapapp.intake import sources as files_below
from mapapp.intake.days import days_of
from mapapp.intake.making import Fields, make
from mapapp.model import Article, Reading, TimeSpan
from mapapp.printing import counted

if TYPE_CHECKING:
    import pandas as pd

    from gazetteer import Gazetteer
    from mapapp.map import EventMap

Readable: TypeAlias = "str | Path | Article"
"""A text, a file or folder, or an article that was made by hand."""
ADDRESS = re.compile(r"https?://\S+$", re.ASCII)
LONGEST_PATH = 1000
"""Characters: a longer string is a text."""


class NothingRead(ValueError):
    """What was given cannot be read as a text, a file or a folder; the sentence says the way out."""


@dataclass(frozen=True)
class Readings:
    """What was read: an iterable of readings, with the events as a table."""

    readings: tuple[Reading, ...]
    """One an article, in the order in which they were given."""
    failures: tuple[Failure, ...]
    """What could not be read, each with the reason and the way out."""
    gazetteer: Gazetteer
    """That placed them."""

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row an event, with the columns that docs/exports.md describes."""
        from mapapp.store.unstored import frame_of

        places = {
            event.place.place
            for reading in self.readings
            for event in reading.events
            if event.place is not None and event.place.place is not None
        }
        return frame_of(self.readings, {place.id: self.gazetteer.label(place) for place in places})

    @cached_property
    def outlines(self) -> dict[str, dict[str, Any]]:
        """Place id -> GeoJSON geometry of the areas and borders that the events name."""
        from mapapp.outlines import outlines_of

        return outlines_of(self.events, self.gazetteer)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def __repr__(self) -> str:
        failed = f", {len(self.failures)} not read" if self.failures else ""
        events = sum(len(each.events) for each in self.readings)
        return f"<Readings: {counted(len(self), 'article')}{failed}, {counted(events, 'event')}>"


def read(*sources: Readable, gazetteer: Gazetteer | None = None, published: str | date | None = None) -> Readings:
    """Read reports: places, times and events, each with its reason.

    Args:
        sources: texts, files, folders and articles, in any mixture. A string of a single word is a path, and so is one
            that names a file or folder; any other string is the text of a report.
        gazetteer: what knows the places; None opens the one of this machine, and builds it the first time (a minute).
        published: day on which all of them were published, "2022-02-28" or "2022-02", where you know it.

    Raises:
        NothingRead: a source is none of these, or nothing could be read; the sentence says why.
    """
    from gazetteer import open_gazetteer
    from mapapp.reading import read as read_article

    opened, given = gazetteer or open_gazetteer(), _days(published)
    found = [each for source in sources for each in _articles(source, given)]
    readings = tuple(read_article(each, opened) for each in found if isinstance(each, Article))
    failures = tuple(each for each in found if isinstance(each, Failure))
    if failures and not readings:
        raise NothingRead("\n".join(map(str, failures)))
    return Readings(readings, failures, opened)


def _days(published: str | date | None) -> TimeSpan | None:
    if published is None:
        return None
    days = days_of(str(published))
    if days is None:
        raise NothingRead(f"{published!r} is not a day. Write it like 2022-02-28; 2022-02 stands for all its days.")
    return days


def _articles(source: Readable, given: TimeSpan | None) -> Iterator[Article | Failure]:
    if isinstance(source, Article):
        yield source
    elif isinstance(source, str) and ADDRESS.match(source):
        raise NothingRead(f"{source} is a web address, and this asks no server: `mapapp ingest` does, or save the page")
    elif isinstance(source, str) and not _is_path(source):
        yield make(Fields(source), "text", given)
    elif isinstance(source, str | Path):
        for file in files_below([source]):
            yield from articles(file, published=given)
    else:
        raise NothingRead(f"a {type(source).__name__} cannot be read: give a text, a path, or an Article")


def _is_path(text: str) -> bool:
    """Whether a string means a file or folder: it is there, or nobody would write a report of one word."""
    if len(text) > LONGEST_PATH or "\n" in text:
        return False
    return not text.strip() or len(text.split()) == 1 or Path(text).exists()


def event_map(events: pd.DataFrame | Readings, **options: Any) -> EventMap:
    """The events on a map with a time control, complete in itself; in a notebook the last line of a cell shows it.

    Any table with `latitude`, `longitude` and `first_day` works; `mapapp.map.event_map` says what else is used and what
    `options` there are.
    """
    from mapapp.map import event_map as drawn
    from mapapp.paragraphs import with_paragraphs

    if isinstance(events, Readings):
        articles = {each.article.id: each.article for each in events}
        told = with_paragraphs(events.events, articles.__getitem__)
        return drawn(told, **{"outlines": events.outlines, **options})
    return drawn(events, **options)
