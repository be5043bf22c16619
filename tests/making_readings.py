"""Whole readings for tests of what happens to them."""

from __future__ import annotations

from datetime import date

from mapapp.model import (
    Alternative,
    Article,
    Basis,
    ClaimSide,
    Event,
    Figure,
    Grade,
    Mark,
    MarkKind,
    PlaceMention,
    Published,
    Reading,
    Role,
    Status,
    TextSpan,
    TimeBasis,
    TimeMention,
    TimeSpan,
    TimeType,
)
from tests.small_reader import BAKHMUT, LVIV

TEXT = "Shelling hit Bakhmut on Tuesday, officials said. It killed  two people. Talks may be held. Menu"
DAY = TimeSpan(date(2023, 3, 7), date(2023, 3, 7))
SCENE = PlaceMention(TextSpan(13, 20), Role.LOCATION, BAKHMUT, 0.9, "a name", (Alternative(LVIV, 0.05),))


def reading(article_id: str, text: str = TEXT) -> Reading:
    """A reading in which every field of every noun says something."""
    article = Article(
        id=article_id,
        title="A title",
        text=text,
        body=(TextSpan(0, 92),),
        marks=(Mark(TextSpan(92, len(text)), MarkKind.MENU, "a label"),),
        url="https://a.example/1",
        source="The Sample",
        language="en",
        published=Published(DAY, Basis.METADATA, "a field"),
        notes=("a note",),
    )
    days = TimeMention(TextSpan(24, 31), TimeType.DATE, "2023-03-07", DAY, TimeBasis.RELATIVE, "until")
    return Reading(
        article=article,
        published=Published(DAY, Basis.STATED, "the dateline"),
        sentences=(TextSpan(0, 48), TextSpan(49, 71), TextSpan(72, 90)),
        places=(SCENE,),
        times=(days,),
        events=(shelling(article_id), talks(article_id)),
    )


def shelling(article_id: str) -> Event:
    """Placed and dated."""
    return Event(
        id=f"{article_id}-shelling",
        article=article_id,
        sentence=TextSpan(0, 48),
        trigger=TextSpan(0, 8),
        kind="Explosions/Remote violence: Shelling/artillery/missile attack",
        status=Status.HAPPENED,
        grade=Grade.PRIMARY,
        claimed_by=TextSpan(33, 42),
        place=SCENE,
        days=DAY,
        date_basis=TimeBasis.RELATIVE,
        date_evidence="Tuesday before the dateline",
        figures=(Figure("killed", 2, TextSpan(60, 63)),),
        confidence=0.8,
        reason="shelling hit",
        repeats=(TextSpan(49, 71),),
        claim_side=ClaimSide.OTHER,
        unconfirmed=TextSpan(43, 47),
    )


def talks(article_id: str) -> Event:
    """Without place and days."""
    return Event(
        id=f"{article_id}-talks",
        article=article_id,
        sentence=TextSpan(72, 90),
        trigger=TextSpan(72, 77),
        kind="CONSULT",
        status=Status.PLANNED,
        grade=Grade.HYPOTHETICAL,
        claimed_by=None,
        place=None,
        days=None,
        date_basis=None,
        date_evidence="no day is named",
        figures=(),
        confidence=0.3,
        reason="talks without a place",
    )
