"""A workspace in which every word that comes from outside would like to run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from making import article, event

from gazetteer.corrections import Scope
from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.event_corrections import Aspect, EventCorrection, Reach
from mapapp.intake import Failure
from mapapp.model import Alternative, Article, Basis, Event, Mark, MarkKind, Published, Reading, TextSpan, TimeSpan
from mapapp.store import SourceFile, open_store
from tests.hostile import ADDRESSES, TEXTS

ENDING = " at noon."


def batches() -> list[list[str]]:
    """The texts, some to a report."""
    return [TEXTS[first::10] for first in range(10)]


def joined(texts: list[str]) -> str:
    return " and ".join(texts)


def make(workspace: Path) -> None:
    """Ten reports: of each one event that has all its texts everywhere, and an event for each text alone."""
    store = open_store(workspace, gazetteer_version="test")
    for number, texts in enumerate(batches()):
        report = _report(number, texts)
        labels: dict[str, str] = {}
        events = _events(report, number, texts, labels)
        sentences = tuple(dict.fromkeys(each.sentence for each in events))
        published = Published(TimeSpan(date(2022, 1, 1), date(2022, 1, 1)), Basis.METADATA, joined(texts))
        reading = Reading(report, published, sentences, (), (), events)
        file = SourceFile(f"/reports/{number}", joined(texts)[:200], "0" * 64, "test")
        store.save(reading, file, labels)
        store.finish(file, [])
    for number, text in enumerate(TEXTS[::12]):
        name = f"{number} {text}"
        store.fail(SourceFile(f"/reports/{name}", name, "", "test"), [Failure(name, text)])
    for number, texts in enumerate(batches()):
        said = joined(texts)
        anchor = store.event_corrections.anchor(whole_id(number))
        one = EventCorrection(
            uuid4().hex, Aspect.STATUS, Reach.EVENT, anchor, {"status": "denied"}, said, said, datetime.now(UTC)
        )
        store.event_corrections.keep(one)
        name = f"Nowhere {texts[0]}"  # in no report: none is read again for it
        store.memory.correct(name, f"test:{number}", place_label=texts[1], scope=Scope.EVERYWHERE, who=said, why=said)


def whole_id(number: int) -> str:
    return f"whole-{number}"


def _report(number: int, texts: list[str]) -> Article:
    said = joined(texts)
    menu = f"{said}\n\n"
    text = menu + " ".join(f"{each}{ENDING}" for each in texts)
    marks = (Mark(TextSpan(0, len(said)), MarkKind.MENU, said),)
    report = article(f"r{number}", text, title=said, source=said, url=ADDRESSES[number * 4], notes=(said,))
    return replace(report, body=(TextSpan(len(menu), len(text)),), marks=marks)


def _events(report: Article, number: int, texts: list[str], labels: dict[str, str]) -> tuple[Event, ...]:
    said, start = joined(texts), report.body[0].start
    whole = TextSpan(start, len(report.text))
    made = [_event(report, whole, said, f"whole-{number}", number, date(2022, 1, number + 1), labels)]
    for index, each in enumerate(texts):
        span = TextSpan(start, start + len(each) + len(ENDING))
        own = f"{number}-{index}"
        made.append(_event(report, span, each, own, index, date(2022, 2, 1) + timedelta(index), labels))
        if index % 8 == 0:
            made.append(
                replace(event(report, span.of(report.text), place=None, days=None), id=f"none-{own}", reason=each)
            )
        start = span.end + 1
    return tuple(made)


def _event(report: Article, span: TextSpan, said: str, own: str, spot: int, day: date, labels: dict[str, str]) -> Event:
    place = Place(
        f"test:{own}", said, PlaceKind.SETTLEMENT, "UA", "05", 1, Coordinates(46 + spot % 7, 30 + spot % 9), 5
    )
    other = replace(place, id=f"test:other {own}", name=said)
    labels |= {place.id: said, other.id: said}
    first = TextSpan(span.start, span.end - len(ENDING)) if own[0].isdigit() else span
    made = event(report, span.of(report.text), place=place, days=(day.isoformat(), day.isoformat()))
    assert made.place
    mention = replace(made.place, reason=said, alternatives=(Alternative(other, 0.01),))
    return replace(
        made, id=own, sentence=span, place=mention, claimed_by=first, unconfirmed=first, date_evidence=said, reason=said
    )
