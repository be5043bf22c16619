"""Article in, reading out: pure functions, the same answer on any machine."""

from __future__ import annotations

from gazetteer import Gazetteer
from mapapp.model import Article, Reading
from mapapp.reading.events import read_events
from mapapp.reading.places import read_places
from mapapp.reading.sentences import sentences
from mapapp.reading.times import date_article, read_times

__all__ = ["read"]


def read(article: Article, gazetteer: Gazetteer) -> Reading:
    """The whole way: sentences, the report's own day, places and times in them, and the events that they make."""
    spans = sentences(article)
    published = date_article(article, spans)
    places = read_places(article, spans, gazetteer)
    times = read_times(article, spans, published)
    events = read_events(article, spans, places, times, published, gazetteer)
    return Reading(article, published, spans, places, times, events)
