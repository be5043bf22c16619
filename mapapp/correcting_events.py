"""What people said of events laid over a reading: pure, the same reading and corrections give the same answer.

It starts from what was read, which stays beside what stands now: without corrections the reading is as it was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from gazetteer.corrections import day
from gazetteer.place import Place
from mapapp.event_corrections import Anchor, Aspect, EventCorrection, EventCorrections, Reach, plain
from mapapp.model import (
    Event,
    Figure,
    Grade,
    PlaceMention,
    Reading,
    Role,
    Status,
    TextSpan,
    TimeBasis,
)
from mapapp.reading.events.kinds import KINDS
from mapapp.records import days_from, place_from


class Change(NamedTuple):
    """A correction that holds for an event."""

    event: str
    """`Event.id`."""
    aspect: Aspect
    key: str
    """`EventCorrection.key`."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading as people corrected it."""

    reading: Reading
    changes: tuple[Change, ...]
    """What holds for which event; those said to be no events are not in the reading."""


def correct(reading: Reading, corrections: EventCorrections) -> Corrected:
    """Lay over a reading what people said of its events; what was said before is taken off first.

    An event keeps its id, whatever is corrected.
    """
    read = reading.events if reading.as_read is None else reading.as_read
    ones = corrections.concerning(reading.article) if corrections else ()
    added = {one.key: event for one in ones if one.aspect is Aspect.ADDED and (event := _added(one, reading))}
    base = (*read, *added.values())
    holding = _holding(base, ones, reading.article.text)
    events = tuple(
        _changed(event, holding.get(event.id, {}), reading.article.text)
        for event in base
        if Aspect.NO_EVENT not in holding.get(event.id, {})
    )
    changes = [Change(event.id, Aspect.ADDED, key) for key, event in added.items()]
    changes += [Change(id_, aspect, one.key) for id_, by in holding.items() for aspect, one in by.items()]
    as_read = read if changes else None
    return Corrected(replace(reading, events=events, as_read=as_read), tuple(changes))


def _holding(
    events: Sequence[Event], ones: Iterable[EventCorrection], text: str
) -> dict[str, dict[Aspect, EventCorrection]]:
    """Event id -> what holds for it; `ones` are in order, the winner first."""
    holding: dict[str, dict[Aspect, EventCorrection]] = {}
    for one in ones:
        if one.aspect is not Aspect.ADDED:
            for event in _meant(one, events, text):
                holding.setdefault(event.id, {}).setdefault(one.aspect, one)
    return holding


def _meant(one: EventCorrection, events: Sequence[Event], text: str) -> list[Event]:
    if one.reach is Reach.EVENT:
        found = target(one.anchor, events, text)
        return [found] if found else []
    return [event for event in events if is_alike(one.anchor, one.reach, Words.of(event, text))]


class Words(NamedTuple):
    """What makes events alike."""

    sentence: str
    trigger: str
    kind: str
    status: str
    scene: str

    @classmethod
    def of(cls, event: Event, text: str) -> Words:
        """Those of an event as it was read."""
        told, word = plain(event.sentence.of(text)), plain(event.trigger.of(text))
        return cls(told, word, event.kind, event.status.value, _scene(event, text))


def is_alike(anchor: Anchor, reach: Reach, words: Words) -> bool:
    """Whether what was said of all events alike is about this one."""
    same = (anchor.trigger.casefold(), anchor.kind, anchor.status)
    if same != (words.trigger.casefold(), words.kind, words.status):
        return False
    return reach is Reach.WORDS or (anchor.sentence, anchor.scene) == (words.sentence, words.scene)


def target(anchor: Anchor, events: Sequence[Event], text: str) -> Event | None:
    """The event that an anchor means; None where its sentence reports it no more, or two fit as well."""
    same = [event for event in events if plain(event.sentence.of(text)) == anchor.sentence]
    for event in same:
        if event.id == anchor.event:
            return event
    ways: tuple[Callable[[Event], bool], ...] = (
        lambda event: (
            (_trigger(event, text), event.kind, _scene(event, text)) == (anchor.trigger, anchor.kind, anchor.scene)
        ),
        lambda event: (_trigger(event, text), event.kind) == (anchor.trigger, anchor.kind),
        lambda event: _trigger(event, text) == anchor.trigger,
        lambda event: event.kind == anchor.kind,
    )
    for fits in ways:
        if found := [event for event in same if fits(event)]:
            return _nearest(found, anchor.start)
    return None


def _trigger(event: Event, text: str) -> str:
    return plain(event.trigger.of(text))


def _scene(event: Event, text: str) -> str:
    return plain(event.place.span.of(text)) if event.place else ""


def _nearest(events: Sequence[Event], start: int) -> Event | None:
    """The one whose sentence begins nearest; None where two do."""
    ordered = sorted(events, key=lambda event: abs(event.sentence.start - start))
    is_one = len(ordered) == 1 or ordered[0].sentence.start != ordered[1].sentence.start
    return ordered[0] if is_one else None


def _changed(event: Event, holding: Mapping[Aspect, EventCorrection], text: str) -> Event:
    for aspect in CHANGES:
        if one := holding.get(aspect):
            event = CHANGES[aspect](event, one, text)
    looked_at = any(one.reach is not Reach.WORDS for one in holding.values())
    return replace(event, confidence=1.0) if looked_at else event


def because(one: EventCorrection) -> str:
    """ "Ana said so on 3 May 2024: it is the other bridge"."""
    return f"{one.who} said so on {day(one.when)}{f': {one.why}' if one.why else ''}"


def _with_place(event: Event, one: EventCorrection, text: str) -> Event:
    return replace(event, place=_mention(one, event.place.span if event.place else None, event.sentence, text))


def _mention(one: EventCorrection, span: TextSpan | None, sentence: TextSpan, text: str) -> PlaceMention:
    place = place_of(one.value)
    where = span or _named(place, sentence, text)
    return PlaceMention(where, Role.LOCATION, place, 1.0, because(one) + ("" if place else "; it names no place"))


def _named(place: Place | None, sentence: TextSpan, text: str) -> TextSpan:
    """The place's name in the sentence; where it does not stand there, nothing at the sentence's beginning."""
    found = re.search(re.escape(place.name), sentence.of(text), re.IGNORECASE) if place and place.name else None
    start, end = found.span() if found else (0, 0)
    return TextSpan(sentence.start + start, sentence.start + end)


def _with_days(event: Event, one: EventCorrection, _: str) -> Event:
    days = days_from(one.value)  # type: ignore[arg-type]
    basis = TimeBasis.GIVEN if days else None
    return replace(event, days=days, date_basis=basis, date_evidence=because(one))


def _with_kind(event: Event, one: EventCorrection, _: str) -> Event:
    return replace(event, kind=one.value["kind"], reason=because(one))


def _with_status(event: Event, one: EventCorrection, _: str) -> Event:
    return replace(event, status=Status(one.value["status"]), reason=because(one))


def _with_figures(event: Event, one: EventCorrection, _: str) -> Event:
    totals = (each for each in event.figures if each.to_date)
    return replace(event, figures=(*_figures(one.value["figures"], event), *totals))


def _figures(records: Iterable[Mapping[str, Any]], event: Event) -> tuple[Figure, ...]:
    nowhere = TextSpan(event.sentence.start, event.sentence.start)
    return tuple(Figure(record["what"], record["count"], nowhere) for record in records)


CHANGES: Mapping[Aspect, Callable[[Event, EventCorrection, str], Event]] = {
    Aspect.KIND: _with_kind,
    Aspect.STATUS: _with_status,
    Aspect.PLACE: _with_place,
    Aspect.DAYS: _with_days,
    Aspect.FIGURES: _with_figures,
}


def _added(one: EventCorrection, reading: Reading) -> Event | None:
    """The event that a person added; None where its sentence is not there any more."""
    text = reading.article.text
    same = [span for span in reading.sentences if plain(span.of(text)) == one.anchor.sentence]
    if not same:
        return None
    sentence = min(same, key=lambda span: abs(span.start - one.anchor.start))
    days = days_from(one.value)  # type: ignore[arg-type]
    return Event(
        id=added_id(one.key),
        article=reading.article.id,
        sentence=sentence,
        trigger=sentence,
        kind=one.value["kind"],
        status=Status(one.value["status"]),
        grade=Grade.PRIMARY,
        claimed_by=None,
        place=_mention(one, None, sentence, text) if place_of(one.value) else None,
        days=days,
        date_basis=TimeBasis.GIVEN if days else None,
        date_evidence=because(one),
        figures=(),
        confidence=1.0,
        reason=because(one),
    )


def added_id(key: str) -> str:
    """The id of an added event: the same wherever the correction is followed."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def place_of(value: Mapping[str, Any]) -> Place | None:
    """The place that a correction names; None for "no place"."""
    return place_from(value["place"]) if value.get("place") else None


def checked(aspect: Aspect, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """The value, once it is sure that it says what its aspect needs.

    Raises:
        ValueError: it does not; says what is wrong.
    """
    try:
        for each in NEEDED[aspect]:
            each(value)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError(f"a correction of the {aspect} needs other fields than these ({wrong})") from None
    return value


def _check_kind(value: Mapping[str, Any]) -> None:
    if value["kind"] not in KINDS:
        raise ValueError(f"{value['kind']!r} is no kind of event that this version knows")


def _check_figures(value: Mapping[str, Any]) -> None:
    for record in value["figures"]:
        if not str(record["what"]).strip() or not (isinstance(record["count"], int) and record["count"] >= 0):
            raise ValueError("a figure needs what is counted and a number from 0")


def _check_place(value: Mapping[str, Any]) -> None:
    if value["place"] is not None:
        place_from(value["place"])


NEEDED: Mapping[Aspect, tuple[Callable[[Any], object], ...]] = {
    Aspect.PLACE: (_check_place,),
    Aspect.DAYS: (days_from,),
    Aspect.KIND: (_check_kind,),
    Aspect.STATUS: (lambda value: Status(value["status"]),),
    Aspect.FIGURES: (_check_figures,),
    Aspect.NO_EVENT: (),
    Aspect.ADDED: (_check_kind, lambda value: Status(value["status"]), _check_place, days_from),
}
