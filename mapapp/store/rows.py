"""Readings to rows of the tables and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import RowMapping

from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.model import (
    Article,
    Basis,
    ClaimSide,
    Event,
    Grade,
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
from mapapp.records import (
    alternatives_from,
    alternatives_record,
    days_record,
    figure_from,
    figure_record,
    marks_from,
    marks_record,
    published_from,
    published_record,
    spans_from,
    spans_record,
)

Row: TypeAlias = dict[str, Any]
Stored: TypeAlias = RowMapping

NO_PLACE: Row = dict.fromkeys(
    (
        "place_id",
        "place_name",
        "place_label",
        "place_kind",
        "country",
        "admin1",
        "population",
        "latitude",
        "longitude",
        "radius_km",
    )
)
NO_MENTION: Row = NO_PLACE | dict.fromkeys(
    ("place_start", "place_end", "place_role", "place_confidence", "place_reason", "place_alternatives")
)


def article_row(reading: Reading) -> Row:
    article, published = reading.article, reading.published
    days = days_record(published.span if published else None)
    likely = days_record(published.likely if published else None)
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "source": article.source,
        "language": article.language,
        "body": to_json(spans_record(article.body)),
        "marks": to_json(marks_record(article.marks)),
        "notes": to_json(list(article.notes)),
        "sentences": to_json(spans_record(reading.sentences)),
        "given": None if article.published is None else to_json(published_record(article.published)),
        "published_first": days["first_day"],
        "published_last": days["last_day"],
        "published_basis": published.basis.value if published else None,
        "published_evidence": published.evidence if published else None,
        "published_likely_first": likely["first_day"],
        "published_likely_last": likely["last_day"],
        "content_hash": text_hash(article.text),
    }


def event_row(event: Event, labels: Mapping[str, str]) -> Row:
    mention = NO_MENTION if event.place is None else mention_row(event.place, labels)
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status.value,
        "grade": event.grade.value,
        **_span_row("sentence", event.sentence),
        **_span_row("trigger", event.trigger),
        **_span_row("claimed", event.claimed_by),
        **mention,
        **days_record(event.days),
        "date_basis": event.date_basis.value if event.date_basis else None,
        "date_evidence": event.date_evidence,
        "figures": to_json([figure_record(figure) for figure in event.figures]),
        "confidence": event.confidence,
        "reason": event.reason,
        "repeats": to_json(spans_record(event.repeats)),
        "claim_side": event.claim_side.value if event.claim_side else None,
        **_span_row("unconfirmed", event.unconfirmed),
    }


def mention_row(mention: PlaceMention, labels: Mapping[str, str]) -> Row:
    return {
        **_span_row("place", mention.span),
        "place_role": mention.role.value,
        "place_confidence": mention.confidence,
        "place_reason": mention.reason,
        "place_alternatives": to_json(alternatives_record(mention.alternatives)),
        **(NO_PLACE if mention.place is None else place_row(mention.place, labels)),
    }


def place_row(place: Place, labels: Mapping[str, str]) -> Row:
    return {
        "place_id": place.id,
        "place_name": place.name,
        "place_label": labels.get(place.id, place.name),
        "place_kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "population": place.population,
        "latitude": place.coordinates.latitude,
        "longitude": place.coordinates.longitude,
        "radius_km": place.radius_km,
    }


def time_row(mention: TimeMention) -> Row:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "type": mention.type.value,
        "value": mention.value,
        **days_record(mention.days),
        "basis": mention.basis.value,
        "covers": mention.covers,
    }


def article_from(row: Stored) -> Article:
    """The inverse of `article_row`: the article as it came in."""
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        body=spans_from(json.loads(row["body"])),
        marks=marks_from(json.loads(row["marks"])),
        url=row["url"],
        source=row["source"],
        language=row["language"],
        published=published_from(json.loads(row["given"])) if row["given"] else None,
        notes=tuple(json.loads(row["notes"])),
    )


def published_of(row: Stored) -> Published | None:
    """The days of publication that stand after reading."""
    days = _days(row["published_first"], row["published_last"])
    likely = _days(row["published_likely_first"], row["published_likely_last"])
    return Published(days, Basis(row["published_basis"]), row["published_evidence"], likely) if days else None


def event_from(row: Stored) -> Event:
    """The inverse of `event_row`."""
    sentence, trigger = _span("sentence", row), _span("trigger", row)
    assert sentence is not None  # noqa: S101 - the columns are NOT NULL
    assert trigger is not None  # noqa: S101 - same
    return Event(
        id=row["id"],
        article=row["article_id"],
        sentence=sentence,
        trigger=trigger,
        kind=row["kind"],
        status=Status(row["status"]),
        grade=Grade(row["grade"]),
        claimed_by=_span("claimed", row),
        place=None if row["place_start"] is None else mention_from(row),
        days=_days(row["first_day"], row["last_day"]),
        date_basis=TimeBasis(row["date_basis"]) if row["date_basis"] else None,
        date_evidence=row["date_evidence"],
        figures=tuple(figure_from(record) for record in json.loads(row["figures"])),
        confidence=row["confidence"],
        reason=row["reason"],
        repeats=spans_from(json.loads(row["repeats"])),
        claim_side=ClaimSide(row["claim_side"]) if row["claim_side"] else None,
        unconfirmed=_span("unconfirmed", row),
    )


def mention_from(row: Stored) -> PlaceMention:
    """The inverse of `mention_row`."""
    return PlaceMention(
        span=TextSpan(row["place_start"], row["place_end"]),
        role=Role(row["place_role"]),
        place=None if row["place_id"] is None else _place(row),
        confidence=row["place_confidence"],
        reason=row["place_reason"],
        alternatives=alternatives_from(json.loads(row["place_alternatives"])),
    )


def time_from(row: Stored) -> TimeMention:
    """The inverse of `time_row`."""
    return TimeMention(
        span=TextSpan(row["start"], row["end"]),
        type=TimeType(row["type"]),
        value=row["value"],
        days=_days(row["first_day"], row["last_day"]),
        basis=TimeBasis(row["basis"]),
        covers=row["covers"],
    )


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _span_row(name: str, span: TextSpan | None) -> Row:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def _span(name: str, row: Stored) -> TextSpan | None:
    start = row[f"{name}_start"]
    return None if start is None else TextSpan(start, row[f"{name}_end"])


def _days(first: str | None, last: str | None) -> TimeSpan | None:
    if first is None or last is None:
        return None
    return TimeSpan(date.fromisoformat(first), date.fromisoformat(last))


def _place(row: Stored) -> Place:
    return Place(
        id=row["place_id"],
        name=row["place_name"],
        kind=PlaceKind(row["place_kind"]),
        country=row["country"],
        admin1=row["admin1"],
        population=row["population"],
        coordinates=Coordinates(row["latitude"], row["longitude"]),
        radius_km=row["radius_km"],
    )
