"""Where our places and the gold differ, one by one and by type: what a developer reads before changing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from mapapp.evaluation.figures import Gold, Readings, distance_km
from mapapp.evaluation.places import ROLE_OF_USAGE, Toponym, is_right, span_of

CONTEXT = 60
"""Characters shown on each side of a name."""


class ErrorType(StrEnum):
    """What is wrong with a name, in the order in which the types are listed."""

    MISSED = "missed"
    """In the gold, and nothing said there."""
    NO_PLACE = "found without a place"
    """Said to be a place, but none of the gazetteer."""
    EDGES = "other edges"
    """Something is said over it, with another beginning or end."""
    EXTRA = "not in the gold"
    """Said, and nothing annotated there."""
    UNLINKED = "in the gold without a point"
    """Said, and annotated as a place that the annotators could not put anywhere."""
    WRONG_PLACE = "wrong place"
    """Right span, more than 161 km from the gold."""
    WRONG_ROLE = "wrong role"
    """Right span and place."""


@dataclass(frozen=True, slots=True)
class PlaceError:
    """A difference at one name; `start` and `end` are offsets into the document's text."""

    type: ErrorType
    document: str
    start: int
    end: int
    detail: str
    """What was said and what the gold has."""


def place_errors(documents: Iterable[Gold], readings: Readings) -> list[PlaceError]:
    """Every difference, in the order of the types, then of the documents."""
    found = [error for document in documents for error in in_document(document, readings.get(document["id"], {}))]
    order = list(ErrorType)
    return sorted(found, key=lambda error: order.index(error.type))


def in_document(document: Gold, reading: Mapping[str, Any]) -> Iterator[PlaceError]:
    """The differences in one document."""
    gold = {span_of(each): each for each in document["toponyms"]}
    located = {span: each for span, each in gold.items() if each.get("lat") is not None}
    said = {span_of(each): each for each in reading.get("places", ())}
    for span, each in located.items():
        yield from at_gold(document, span, each, said)
    for span, mention in said.items():
        if mention.get("place") and span not in located and not any(overlap(span, other) for other in located):
            kind = ErrorType.UNLINKED if span in gold else ErrorType.EXTRA
            yield PlaceError(kind, document["id"], *span, f"said {described(mention)}")


def at_gold(
    document: Gold, span: tuple[int, int], gold: Toponym, said: Mapping[tuple[int, int], Mapping[str, Any]]
) -> Iterator[PlaceError]:
    """What is wrong with one gold name, if anything."""
    mention = said.get(span)
    if mention is None:
        over = [described(each) for other, each in said.items() if overlap(span, other) and each.get("place")]
        detail = f"said {'; '.join(over)}" if over else ""
        yield PlaceError(ErrorType.EDGES if over else ErrorType.MISSED, document["id"], *span, detail)
    elif not mention.get("place"):
        yield PlaceError(ErrorType.NO_PLACE, document["id"], *span, "")
    elif not is_right(gold, mention):
        away = round(distance_km(gold, mention["place"]))
        detail = f"said {described(mention)}, {away:,} km from the gold's {gold.get('geonameid') or 'point'}"
        yield PlaceError(ErrorType.WRONG_PLACE, document["id"], *span, detail)
    elif gold.get("type") in ROLE_OF_USAGE and mention["role"] != ROLE_OF_USAGE[gold["type"]]:
        detail = f"{mention['role']}, gold {ROLE_OF_USAGE[gold['type']]}"
        yield PlaceError(ErrorType.WRONG_ROLE, document["id"], *span, detail)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def described(mention: Mapping[str, Any]) -> str:
    """A mention with its place, country and confidence."""
    place = mention["place"]
    where = f"{place['name']}, {place['country']}" if place.get("country") else place["name"]
    return f'"{mention["text"]}" {place["id"]} ({where}), {mention["role"]}, {mention["confidence"]:.2f}'


def listing(errors: Iterable[PlaceError], documents: Iterable[Gold]) -> Iterator[str]:
    """Lines for reading: a heading with the count for each type, then each error with its words around it."""
    texts = {document["id"]: document["text"] for document in documents}
    for kind, group in groupby(errors, key=lambda error: error.type):
        same = list(group)
        yield f"\n{kind.value}: {len(same):,}"
        yield from (shown(error, texts[error.document]) for error in same)


def shown(error: PlaceError, text: str) -> str:
    """One error on one line: where it is, the name in its context, what was said."""
    before = text[max(0, error.start - CONTEXT) : error.start]
    after = text[error.end : error.end + CONTEXT]
    context = " ".join(f"{before}[{text[error.start : error.end]}]{after}".split())
    return f"  {error.document}:{error.start}-{error.end}  {context}" + (f"  ({error.detail})" if error.detail else "")
