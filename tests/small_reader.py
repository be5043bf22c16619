"""A reader for tests of the way around it: real, pure, and small. Bakhmut and Lviv are the world."""

from __future__ import annotations

import os
import re
import time

from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.model import (
    Article,
    Event,
    Grade,
    PlaceMention,
    Reading,
    Role,
    Status,
    TextSpan,
)
from mapapp.workers import Reader, Result

BAKHMUT = Place("geonames:712441", "Bakhmut", PlaceKind.SETTLEMENT, "UA", "05", 70_000, Coordinates(48.59, 38.0), 5)
LVIV = Place("geonames:702550", "Lviv", PlaceKind.SETTLEMENT, "UA", "15", 700_000, Coordinates(49.84, 24.02), 9)
WORLD = {place.name: place for place in (BAKHMUT, LVIV)}


def read(article: Article) -> Reading:
    """A mention and an event for every name of the world in the body."""
    found = list(re.finditer("Bakhmut|Lviv", article.text))
    spans = [TextSpan(*match.span()) for match in found]
    places = tuple(
        PlaceMention(span, Role.LOCATION, WORLD[span.of(article.text)], 0.9, "in the tests' world") for span in spans
    )
    events = tuple(
        Event(
            id=f"{article.id}-{mention.span.start}",
            article=article.id,
            sentence=mention.span,
            trigger=mention.span,
            kind="Battles: Armed clash",
            status=Status.HAPPENED,
            grade=Grade.PRIMARY,
            claimed_by=None,
            place=mention,
            days=None,
            date_basis=None,
            date_evidence="the tests' reader knows no days",
            figures=(),
            confidence=0.5,
            reason="a name of the world",
        )
        for mention in places
    )
    return Reading(article, article.published, article.body, places, (), events)


def small_reader() -> Reader:
    return lambda article: Result(read(article), {place.id: f"{place.name}, Ukraine" for place in WORLD.values()})


def troubled_reader() -> Reader:
    """Ends its process, hangs, or fails where the text says so."""

    def result(article: Article) -> Result:
        if "PLEASE DIE" in article.text:
            os._exit(3)
        if "PLEASE HANG" in article.text:
            time.sleep(3600)
        if "PLEASE FAIL" in article.text:
            raise ValueError("as asked")
        if "PLEASE GROW" in article.text:
            len(bytearray(64 * 1024**3))
        return Result(read(article), {})

    return result
