"""A person says when a report was published: its events follow at once, it survives, and it can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from mapapp import saying_days
from mapapp.ingest import ingest
from mapapp.model import Basis, TimeSpan
from mapapp.store import Store, open_store

TEXT = "Shells hit Kharkiv on Monday and killed three people, the mayor said."
TUESDAY = TimeSpan(date(2022, 3, 1), date(2022, 3, 1))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT)
    return tmp_path / "a.txt"


@pytest.fixture
def store(tmp_path: Path, report: Path, gazetteer: Gazetteer) -> Store:
    store = open_store(tmp_path / "workspace", gazetteer_version=gazetteer.version)
    ingest(store, [report], workers=1)
    return store


def read(store: Store) -> tuple[str, date | None, Basis | None]:
    """Id, day of the event, and how the day of the report is known."""
    (article,) = store.articles()
    reading = store.reading(article.id)
    (event,) = reading.events
    return article.id, event.days and event.days.first_day, reading.published and reading.published.basis


def test_the_events_follow_the_day_it_survives_reading_anew_and_is_taken_back(
    store: Store, report: Path, gazetteer: Gazetteer
) -> None:
    article, *before = read(store)
    assert [None, None] == before
    saying_days.say(store, gazetteer, article, TUESDAY, who="Ana", why="the printed paper")
    given = (article, date(2022, 2, 28), Basis.GIVEN)
    assert given == read(store)
    published = store.reading(article).published
    assert published and ("Ana says so: the printed paper", TUESDAY) == (published.evidence, published.span)
    ingest(store, [report], workers=1, published=TimeSpan(date(2020, 1, 1), date(2020, 1, 1)))
    assert given == read(store)
    saying_days.say(store, gazetteer, article, None, who="Ben")
    assert (article, None, None) == read(store)
    saying_days.take_back(store, gazetteer, article)
    assert (article, date(2019, 12, 30), Basis.GIVEN) == read(store)
    assert {} == store.said_days.holding()
    with pytest.raises(ValueError, match="say who gives the day"):
        saying_days.say(store, gazetteer, article, TUESDAY, who=" ")
