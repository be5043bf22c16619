"""Nouns to and from plain JSON records: the fixed contract of `mapapp extract`.

A record holds only what JSON has: no NaN, days as ISO 8601 text, None where something is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.intake.failure import Failure
from mapapp.model import (
    Alternative,
    Basis,
    Event,
    Figure,
    Mark,
    MarkKind,
    PlaceMention,
    Published,
    Reading,
    TextSpan,
    TimeMention,
    TimeSpan,
)

Record: TypeAlias = dict[str, Any]
"""A JSON object."""


def reading_record(reading: Reading) -> Record:
    """One line of `mapapp extract`: an article with its places, times and events."""
    article = reading.article
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "language": article.language,
        "published": published_record(reading.published),
        "body": spans_record(article.body),
        "places": [place_mention_record(mention, article.text) for mention in reading.places],
        "times": [time_mention_record(mention, article.text) for mention in reading.times],
        "events": [event_record(event, article.text) for event in reading.events],
    }


def failure_record(failure: Failure) -> Record:
    """One line of `mapapp extract` for what could not be read: `id` and `error`."""
    where = "" if failure.line is None else f"line {failure.line}: "
    return {"id": failure.source, "error": where + failure.reason}


def published_record(published: Published | None) -> Record | None:
    if published is None:
        return None
    return {**days_record(published.span), "basis": published.basis.value, "evidence": published.evidence}


def published_from(record: Record | None) -> Published | None:
    """The inverse of `published_record`."""
    if record is None:
        return None
    days = days_from(record)
    return None if days is None else Published(days, Basis(record["basis"]), record["evidence"])


def days_record(days: TimeSpan | None) -> Record:
    """`first_day` and `last_day` as ISO 8601 days; both None where the days are not known."""
    if days is None:
        return {"first_day": None, "last_day": None}
    return {"first_day": days.first_day.isoformat(), "last_day": days.last_day.isoformat()}


def days_from(record: Record) -> TimeSpan | None:
    """The inverse of `days_record`.

    Raises:
        ValueError: a day that does not exist, or a span that ends before it begins.
    """
    if record["first_day"] is None:
        return None
    return TimeSpan(date.fromisoformat(record["first_day"]), date.fromisoformat(record["last_day"]))


def spans_record(spans: Iterable[TextSpan]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def spans_from(pairs: Iterable[Sequence[int]]) -> tuple[TextSpan, ...]:
    """The inverse of `spans_record`."""
    return tuple(TextSpan(start, end) for start, end in pairs)


def marks_record(marks: Iterable[Mark]) -> list[list[Any]]:
    """Marks as `[start, end, kind, reason]`."""
    return [[mark.span.start, mark.span.end, mark.kind.value, mark.reason] for mark in marks]


def marks_from(rows: Iterable[Sequence[Any]]) -> tuple[Mark, ...]:
    """The inverse of `marks_record`."""
    return tuple(Mark(TextSpan(start, end), MarkKind(kind), reason) for start, end, kind, reason in rows)


def place_record(place: Place) -> Record:
    """A place as the contract shows it to others."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "lat": place.coordinates.latitude,
        "lon": place.coordinates.longitude,
        "radius_km": place.radius_km,
    }


def whole_place_record(place: Place) -> Record:
    """A place with every field, for `place_from`."""
    return {**place_record(place), "admin1": place.admin1, "population": place.population}


def place_from(record: Record) -> Place:
    """The inverse of `whole_place_record`; a record of `place_record` gives a place without admin-1 and population."""
    return Place(
        id=record["id"],
        name=record["name"],
        kind=PlaceKind(record["kind"]),
        country=record["country"],
        admin1=record.get("admin1", ""),
        population=record.get("population", 0),
        coordinates=Coordinates(record["lat"], record["lon"]),
        radius_km=record["radius_km"],
    )


def place_mention_record(mention: PlaceMention, text: str) -> Record:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(text),
        "role": mention.role.value,
        "confidence": round(mention.confidence, 4),
        "reason": mention.reason,
        "place": None if mention.place is None else place_record(mention.place),
    }


def alternatives_record(alternatives: Iterable[Alternative]) -> list[Record]:
    return [{"place": whole_place_record(each.place), "share": round(each.share, 4)} for each in alternatives]


def alternatives_from(records: Iterable[Record]) -> tuple[Alternative, ...]:
    """The inverse of `alternatives_record`."""
    return tuple(Alternative(place_from(record["place"]), record["share"]) for record in records)


def time_mention_record(mention: TimeMention, text: str) -> Record:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(text),
        "type": mention.type.value,
        "value": mention.value,
        **days_record(mention.days),
        "basis": mention.basis.value,
    }


def event_record(event: Event, text: str) -> Record:
    """An event; `claimed_by` is the words that name who says so, `unconfirmed` those that leave it open."""
    place = None if event.place is None else event.place.place
    return {
        "id": event.id,
        "start": event.sentence.start,
        "end": event.sentence.end,
        "kind": event.kind,
        "status": event.status.value,
        "grade": event.grade.value,
        "claimed_by": None if event.claimed_by is None else event.claimed_by.of(text),
        "claimed_start": None if event.claimed_by is None else event.claimed_by.start,
        "claimed_end": None if event.claimed_by is None else event.claimed_by.end,
        "claim_side": None if event.claim_side is None else event.claim_side.value,
        "unconfirmed": None if event.unconfirmed is None else event.unconfirmed.of(text),
        "place": None if place is None else place_record(place),
        "place_start": None if event.place is None else event.place.span.start,
        "place_end": None if event.place is None else event.place.span.end,
        **days_record(event.days),
        "date_basis": None if event.date_basis is None else event.date_basis.value,
        "confidence": round(event.confidence, 4),
        "reason": event.reason,
        "figures": [figure_record(figure) for figure in event.figures],
    }


def figure_record(figure: Figure) -> Record:
    """A figure; the bounds and `to_date` stand only where they say more than the count."""
    record: Record = {
        "what": figure.what,
        "count": figure.count,
        "start": figure.span.start,
        "end": figure.span.end,
    }
    bounds = {"low": figure.low, "high": figure.high}
    return record | {k: v for k, v in bounds.items() if v is not None} | ({"to_date": True} if figure.to_date else {})


def figure_from(record: Record) -> Figure:
    """The inverse of `figure_record`."""
    return Figure(
        what=record["what"],
        count=record["count"],
        span=TextSpan(record["start"], record["end"]),
        low=record.get("low"),
        high=record.get("high"),
        to_date=record.get("to_date", False),
    )
