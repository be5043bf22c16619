"""Article in, reading out: pure functions, the same answer on any machine."""

from __future__ import annotations

from gazetteer import Gazetteer
from gazetteer.corrections import NO_CORRECTIONS, Corrections
from mapapp.model import Article, Reading, SaidDay
from mapapp.reading.events import days_at, read_events
from mapapp.reading.places import NO_HOME, Home, read_places, with_corrections
from mapapp.reading.sentences import sentences
from mapapp.reading.times import date_article, read_times

__all__ = ["days_at", "read"]


def read(
    article: Article,
    gazetteer: Gazetteer,
    corrections: Corrections = NO_CORRECTIONS,
    home: Home = NO_HOME,
    said: SaidDay | None = None,
) -> Reading:
    """The whole way: sentences, the report's own day, places and times in them, and the events that they make.

    Where people said what names mean, or when the report was published, their word stands, and the events follow it.
    `home` is where the article's outlet is at home, learnt from its other articles; the same article and home give
    the same reading.
    """
    spans = sentences(article)
    published = said.published if said else date_article(article, spans)
    places = with_corrections(article, read_places(article, spans, gazetteer, home), gazetteer, corrections)
    times = read_times(article, spans, published)
    events = read_events(article, spans, places, times, published, gazetteer)
    return Reading(article, published, spans, places, times, events)
