"""Workspaces for the tests of the app: real stores, with readings made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.model import (
    Article,
    Event,
    Figure,
    Grade,
    Mark,
    MarkKind,
    PlaceMention,
    Reading,
    Role,
    Status,
    TextSpan,
    TimeBasis,
    TimeSpan,
)
from mapapp.store import SourceFile, open_store

BAKHMUT = Place("geonames:713174", "Bakhmut", PlaceKind.SETTLEMENT, "UA", "05", 70000, Coordinates(48.59, 38.0), 5)
LVIV = Place("geonames:702550", "Lviv", PlaceKind.SETTLEMENT, "UA", "15", 717000, Coordinates(49.84, 24.02), 12)
BORDER = Place("border:BY-UA", "Belarus–Ukraine border", PlaceKind.BORDER, "", "", 0, Coordinates(51.9, 28.3), 300)
LABELS = {
    BAKHMUT.id: "Bakhmut, Donetsk Oblast, Ukraine",
    LVIV.id: "Lviv, Lviv Oblast, Ukraine",
    BORDER.id: "Belarus–Ukraine border",
}
WHERE = {place.name: place for place in (BAKHMUT, LVIV, BORDER)}


def event(
    article: Article,
    sentence: str,
    *,
    kind: str = "Battles: Armed clash",
    place: Place | None = BAKHMUT,
    days: tuple[str, str] | None = ("2023-02-08", "2023-02-16"),
    status: Status = Status.HAPPENED,
    grade: Grade = Grade.PRIMARY,
    figure: str | None = None,
    to_date: bool = False,
    confidence: float = 0.9,
) -> Event:
    """An event of an article that the sentence reports."""
    start = article.text.index(sentence)
    span = TextSpan(start, start + len(sentence))
    named = article.text.find(place.name, span.start, span.end) if place else -1
    spot = TextSpan(named, named + len(place.name)) if place and named >= 0 else span
    counted = article.text.index(figure, start) if figure else 0
    return Event(
        id=f"{article.id}-{start}-{kind}",
        article=article.id,
        sentence=span,
        trigger=TextSpan(start, start + 4),
        kind=kind,
        status=status,
        grade=grade,
        claimed_by=None,
        place=PlaceMention(spot, Role.LOCATION, place, 0.98, "only place of that name") if place else None,
        days=TimeSpan(date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None,
        date_basis=TimeBasis.RELATIVE if days else None,
        date_evidence="“Wednesday” counted from the report" if days else "the report names no day",
        figures=(Figure("killed", 11, TextSpan(counted, counted + len(figure)), to_date=to_date),) if figure else (),
        confidence=confidence,
        reason="the report tells it as news" if place else "the sentence names no place",
    )


def save(workspace: Path, article: Article, events: tuple[Event, ...], *, is_sample: bool = False) -> None:
    """Store an article with its events, as an ingest does."""
    sentences = tuple(dict.fromkeys(each.sentence for each in events))
    reading = Reading(article, None, sentences, (), (), events)
    file = SourceFile(f"/reports/{article.id}.txt", f"{article.id}.txt", "0" * 64, "test", is_sample)
    store = open_store(workspace, gazetteer_version="test")
    store.save(reading, file, LABELS)
    store.finish(file, [])


def article(name: str, text: str, **more: object) -> Article:
    """An article whose whole text is its body."""
    given: dict[str, object] = {"title": f"Report {name}", "source": f"{name}.txt", **more}
    return Article(id=name, text=text, body=(TextSpan(0, len(text)),), **given)  # type: ignore[arg-type]


def usual(workspace: Path) -> None:
    """Two reports: four events on the map, one background, one without a place."""
    first = article(
        "one",
        "Our own words first. Fighting went on around Bakhmut and killed 11 people. Commanders said the line held.\n\n"
        "Envoys will meet at the Belarus–Ukraine border. Somewhere a bridge burned.",
    )
    clash = "Fighting went on around Bakhmut and killed 11 people."
    talks = "Envoys will meet at the Belarus–Ukraine border."
    planned = {"kind": "CONSULT", "place": BORDER, "status": Status.PLANNED, "days": ("2023-03-01", "2023-03-01")}
    fire = event(first, "Somewhere a bridge burned.", kind="fire", place=None)
    save(workspace, first, (event(first, clash, figure="11"), event(first, talks, **planned), fire))  # type: ignore[arg-type]
    text = "Menu\n\nRockets hit Lviv on Friday. Fighting near Bakhmut did not stop. In 2014 Bakhmut was retaken."
    marks = (Mark(TextSpan(0, 4), MarkKind.MENU, "a short line above the report"),)
    second = Article("two", "Rockets on Lviv", text, (TextSpan(6, len(text)),), marks, source="two.txt")
    strike = "Explosions/Remote violence: Shelling/artillery/missile attack"
    friday = ("2022-03-18", "2022-03-18")
    past = ("2014-01-01", "2014-12-31")
    events = (
        event(second, "Rockets hit Lviv on Friday.", kind=strike, place=LVIV, days=friday, confidence=0.6),
        event(second, "Fighting near Bakhmut did not stop."),
        event(second, "In 2014 Bakhmut was retaken.", days=past, grade=Grade.BACKGROUND),
    )
    save(workspace, second, events)


def page_text(app: AppTest) -> str:
    """All HTML that a page of the app holds."""
    return "\n".join(element.proto.body for element in app.get("html"))


def chooser(app: Any) -> Any:
    """The list of events beside the map."""
    return next(each for each in app.selectbox if each.key.startswith("choice "))
