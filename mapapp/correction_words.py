"""Corrections of events in a person's words: what, of which sentence, instead of what, by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from gazetteer.corrections import day
from mapapp.event_corrections import Aspect, EventCorrection, Reach
from mapapp.model import Event
from mapapp.reading.events.kinds import KINDS
from mapapp.records import days_from

LONGEST = 90
"""Characters of a sentence that are said."""

ASPECTS = {
    Aspect.PLACE: "place",
    Aspect.DAYS: "days",
    Aspect.KIND: "kind",
    Aspect.STATUS: "status",
    Aspect.FIGURES: "figures",
    Aspect.NO_EVENT: "not an event",
    Aspect.ADDED: "added event",
}
REACHES = {
    Reach.EVENT: "this event only",
    Reach.SENTENCE: "the same sentence in every report",
    Reach.WORDS: "all that the same words report",
}


def subject(one: EventCorrection) -> str:
    """ "Place of “Shelling hit ...”"."""
    sentence = one.anchor.sentence
    said = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"
    about = ASPECTS[one.aspect]
    link = ":" if one.aspect in (Aspect.NO_EVENT, Aspect.ADDED) else " of"
    return f"{about[:1].upper()}{about[1:]}{link} “{said}”"


def instead(one: EventCorrection) -> str:
    """What stands now: "Lviv, Ukraine", "8 to 16 February 2023", "no event"."""
    if one.aspect is Aspect.ADDED:
        return ", ".join((_kind(one.value), _status(one.value), _place(one.value), _days(one.value)))
    return "no event" if one.aspect is Aspect.NO_EVENT else NOW[one.aspect](one.value)


def before(one: EventCorrection, event: Event, label: str) -> str:
    """What was read.

    Args:
        one: the correction.
        event: as it was read.
        label: of its place, for people; "" where it had none.
    """
    match one.aspect:
        case Aspect.PLACE:
            return label or "no place"
        case Aspect.DAYS:
            return _days({}) if event.days is None else spelled(event.days.first_day, event.days.last_day)
        case Aspect.KIND:
            return _kind({"kind": event.kind})
        case Aspect.STATUS:
            return _status({"status": event.status.value})
        case Aspect.FIGURES:
            return ", ".join(f"{each.count or 'some'} {each.what}" for each in event.figures) or "none"
        case _:
            return ""


def source(one: EventCorrection) -> str:
    """Who said so, when and why, and when it was taken back, by whom."""
    why = f": {one.why}" if one.why else ""
    by = f" by {one.undone_by}" if one.undone_by else ""
    undone = f"; taken back on {day(one.undone)}{by}" if one.undone else ""
    return f"{one.who}, {day(one.when)}{why}{undone}"


def sentence(one: EventCorrection, events: int) -> str:
    """A correction on one line, with what has become of it."""
    gone = "; its sentence is not there any more" if not events and one.undone is None else ""
    reach = "" if one.reach is Reach.EVENT else f", {REACHES[one.reach]} ({events:,} now)"
    return f"{subject(one)}: {instead(one)}{reach}{gone} ({source(one)})"


def replaced(one: EventCorrection, other: EventCorrection, now: datetime | None = None) -> str:
    """That a correction took the place of another: "Anna changed the kind 2 minutes ago; your change replaced it"."""
    when = ago(other.when, now or datetime.now(UTC))
    if other.aspect is Aspect.NO_EVENT:
        return f"{other.who} said {when} that this is no event; your change replaced it"
    return f"{other.who} changed the {ASPECTS[one.aspect]} {when}; your change replaced it"


def ago(then: datetime, now: datetime) -> str:
    """ "just now", "2 minutes ago", "on 3 May 2024"."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    for limit, length, word in ((60, 1, "minute"), (24 * 60, 60, "hour")):
        if minutes < limit:
            number = minutes // length
            return f"{number} {word}{'' if number == 1 else 's'} ago"
    return f"on {day(then)}"


def spelled(first: Any, last: Any) -> str:
    """Days in words: "8 February 2023 to 16 February 2023"."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _place(value: Mapping[str, Any]) -> str:
    return str(value.get("label") or value["place"]["name"]) if value.get("place") else "no place"


def _days(value: Mapping[str, Any]) -> str:
    days = days_from(dict(value)) if value.get("first_day") else None
    return spelled(days.first_day, days.last_day) if days else "day not known"


def _kind(value: Mapping[str, Any]) -> str:
    known = KINDS.get(value["kind"])
    return known.label if known else str(value["kind"])


def _status(value: Mapping[str, Any]) -> str:
    return str(value["status"]).replace("_", " ")


def _figures(value: Mapping[str, Any]) -> str:
    return ", ".join(f"{each['count']:,} {each['what']}" for each in value["figures"]) or "none"


NOW: Mapping[Aspect, Callable[[Mapping[str, Any]], str]] = {
    Aspect.PLACE: _place,
    Aspect.DAYS: _days,
    Aspect.KIND: _kind,
    Aspect.STATUS: _status,
    Aspect.FIGURES: _figures,
}
