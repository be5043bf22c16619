"""What people say of what is one happening, put in sentences; and the incidents of a workspace as they follow it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from gazetteer.corrections import day
from mapapp.incidents import Incident, Judgement, Verdict, incidents, missing
from mapapp.incidents.frame import reports_of
from mapapp.store import Store


class NoSuchEvent(Exception):
    """An event is named that is not read in the workspace, or has nothing to be split from; the message says more."""


def incidents_of(store: Store, events: pd.DataFrame) -> tuple[Incident, ...]:
    """The incidents of all events of a workspace, as people judged them."""
    return incidents(reports_of(events), store.judgements())


def split(store: Store, found: Sequence[Incident], event: str, others: Sequence[str], who: str, why: str) -> Judgement:
    """Keep that an event is another happening than others; without others, than all that it stands with now.

    Raises:
        NoSuchEvent: an event is unknown, or the event stands alone.
        ValueError: nobody says so.
        StoreError: it cannot be kept.
    """
    mine = _incident(found, event)
    rest = tuple(others) or tuple(each for each in mine.events if each != event)
    for each in rest:
        _incident(found, each)
    if not rest:
        raise NoSuchEvent(f"event {event} stands alone; there is nothing to split it from")
    return store.judge(Verdict.SPLIT, event, rest, who=who, why=why)


def join(store: Store, found: Sequence[Incident], event: str, others: Sequence[str], who: str, why: str) -> Judgement:
    """Keep that an event is the same happening as others.

    Raises:
        NoSuchEvent: an event is unknown.
        ValueError: nobody says so, or the event is its own other.
        StoreError: it cannot be kept.
    """
    for each in (event, *others):
        _incident(found, each)
    return store.judge(Verdict.JOIN, event, others, who=who, why=why)


def _incident(found: Sequence[Incident], event: str) -> Incident:
    for each in found:
        if event in each.events:
            return each
    raise NoSuchEvent(f"no event {event} is read in this workspace; `mapapp incidents` and exports have the ids")


def sentence(judgement: Judgement, events: Collection[str]) -> str:
    """A judgement on one line, with what has become of it."""
    says = "is the same happening as" if judgement.verdict is Verdict.JOIN else "is another happening than"
    why = f": {judgement.why}" if judgement.why else ""
    undone = f"; undone on {day(judgement.undone)}" if judgement.undone else ""
    gone = missing(judgement, events)
    rests = f"; not read any more: {', '.join(gone)}" if gone else ""
    return (
        f"{judgement.event} {says} {', '.join(judgement.others)} "
        f"({judgement.who}, {day(judgement.when)}{why}{undone}{rests})"
    )
