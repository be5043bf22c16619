"""A workspace of made-up events: `benchmarks/made_workspace.py FOLDER NUMBER`.

Reports of fifty events each go through the store's own door, as an ingest writes them; only the reading is made up. A
fifth of the events is in one town, the rest in 5,000 towns of eastern Europe over four years.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.model import (
    Article,
    Event,
    Figure,
    Grade,
    PlaceMention,
    Reading,
    Role,
    Status,
    TextSpan,
    TimeBasis,
    TimeSpan,
)
from mapapp.reading.events.kinds import KINDS
from mapapp.store import SourceFile, open_store

EVENTS_OF_AN_ARTICLE = 50
TOWNS = 5_000
SOURCES = 40
BEGIN = date(2021, 1, 1)
STATUSES = (Status.HAPPENED, Status.ONGOING, Status.PLANNED, Status.DENIED)
LENGTHS = (0, 0, 0, 2, 9)
CODES = sorted(KINDS)


def town(number: int, chance: Random) -> Place:
    """Somewhere between Berlin and Volgograd."""
    point = Coordinates(chance.uniform(44, 56), chance.uniform(20, 46))
    country = ("UA", "PL", "RO")[number % 3]
    return Place(f"made:{number}", f"Town {number}", PlaceKind.SETTLEMENT, country, "", 0, point, 5)


def readings(size: int) -> Iterator[Reading]:
    """As many reports as hold that many events."""
    chance = Random(size)
    towns = [town(number, chance) for number in range(TOWNS)]
    words = [f"{'abcdefghijklmnoprstuvz'[at % 22]}{at:x}word" for at in range(20_000)]
    told = [" ".join(chance.choices(words, k=14)) for _ in range(5_000)]
    for number in range(0, size, EVENTS_OF_AN_ARTICLE):
        yield _reading(number, min(EVENTS_OF_AN_ARTICLE, size - number), towns, told, chance)


def _reading(number: int, many: int, towns: list[Place], told: list[str], chance: Random) -> Reading:
    here = [towns[0] if chance.random() < 0.2 else chance.choice(towns) for _ in range(many)]
    sentences = [f"{chance.choice(told)} in {place.name}." for place in here]
    text = " ".join(sentences)
    article = Article(
        id=f"made{number:07x}",
        title=f"Report {number:,}",
        text=text,
        body=(TextSpan(0, len(text)),),
        source=f"Source {number // EVENTS_OF_AN_ARTICLE % SOURCES}",
    )
    ends = accumulate(len(sentence) + 1 for sentence in sentences)
    spans = [TextSpan(end - 1 - len(sentence), end - 1) for end, sentence in zip(ends, sentences, strict=True)]
    events = tuple(_event(article, *each, chance) for each in zip(here, spans, strict=True))
    return Reading(article, None, tuple(spans), (), (), events)


def _event(article: Article, place: Place, sentence: TextSpan, chance: Random) -> Event:
    first = BEGIN + timedelta(chance.randrange(1460))
    named = TextSpan(sentence.end - 1 - len(place.name), sentence.end - 1)
    killed = (Figure("killed", 9, TextSpan(sentence.start, sentence.start + 1)),) if chance.random() < 0.2 else ()
    return Event(
        id=f"{article.id}-{sentence.start}",
        article=article.id,
        sentence=sentence,
        trigger=TextSpan(sentence.start, sentence.start + 4),
        kind=chance.choice(CODES),
        status=chance.choices(STATUSES, (70, 10, 15, 5))[0],
        grade=Grade.PRIMARY if chance.random() < 0.8 else Grade.BACKGROUND,
        claimed_by=named if chance.random() < 0.1 else None,
        place=PlaceMention(named, Role.LOCATION, place, 0.98, "only place of that name"),
        days=TimeSpan(first, first + timedelta(chance.choice(LENGTHS))),
        date_basis=TimeBasis.STATED,
        date_evidence="the day stands in the sentence",
        figures=killed,
        confidence=chance.uniform(0.4, 1),
        reason="the report tells it as news",
    )


def make(folder: Path, size: int) -> Path:
    """A workspace of that many events."""
    store = open_store(folder, gazetteer_version="made")
    file = SourceFile(f"/reports/{size}.jsonl", f"{size}.jsonl", "0" * 64, "made", False)
    labels = {f"made:{number}": f"Town {number}, made up" for number in range(TOWNS)}
    with store.writing() as transaction:
        for reading in readings(size):
            transaction.save(reading, file, labels)
        transaction.finish(file, [])
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    given = parser.parse_args()
    make(given.folder, given.number)


if __name__ == "__main__":
    main()
