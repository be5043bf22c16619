"""A person says when a report was published: it is read again with these days, and its events follow."""

from __future__ import annotations

from gazetteer import Gazetteer
from mapapp.model import TimeSpan
from mapapp.stamp import marked, stamp
from mapapp.store import Store


def say(store: Store, gazetteer: Gazetteer, article_id: str, days: TimeSpan | None, *, who: str, why: str = "") -> None:
    """Keep the days of publication that a person gives, None for "not known", and read the report again with them.

    Raises:
        ValueError: nobody says so.
        KeyError: there is no such report.
        StoreError: it cannot be kept.
    """
    store.article(article_id)
    store.said_days.say(article_id, days, who=who, why=why)
    read_again(store, gazetteer, article_id)


def take_back(store: Store, gazetteer: Gazetteer, article_id: str) -> None:
    """What was read before the person spoke holds again."""
    if store.said_days.undo(article_id):
        read_again(store, gazetteer, article_id)


def read_again(store: Store, gazetteer: Gazetteer, article_id: str) -> None:
    """Read one stored report again, by all that people said.

    In this process: it was read within the limits of a worker before.
    """
    # A second to import, and the pages that only show need none of it.
    from mapapp.workers import reading_of

    article, corrections = store.article(article_id), store.corrections()
    result = reading_of(article, gazetteer, corrections, said=store.said_days.holding().get(article_id))
    version = marked(stamp(store.gazetteer_version, None), corrections.mark(article.text, article.id))
    with store.writing() as transaction:
        transaction.replace(result.reading, version, result.labels)
