"""What a person says of what belongs together. It wins over the grouping, and the latest wins over what came before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """Which way a person decided."""

    SPLIT = "split"
    """The event is another happening than each of the others."""
    JOIN = "join"
    """The event is the same happening as each of the others."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of an event and others."""

    number: int
    """Counts up; a higher one is later and wins."""
    verdict: Verdict
    event: str
    """`Event.id`."""
    others: tuple[str, ...]
    """`Event.id`s; at least one."""
    who: str
    why: str
    """For those who read it later; "" where nothing was said."""
    when: datetime
    """UTC."""
    undone: datetime | None = None
    """When it was taken back; None while it holds."""

    def __post_init__(self) -> None:
        if not self.others or self.event in self.others:
            raise ValueError("an event is the same as others, or another than they are: give at least one other event")


def holding(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that were not taken back, the earliest first."""
    return tuple(sorted((one for one in judgements if one.undone is None), key=lambda one: one.number))


def missing(judgement: Judgement, events: Collection[str]) -> tuple[str, ...]:
    """Events of a judgement that are not read any more: what it says of them rests until they are again."""
    return tuple(event for event in (judgement.event, *judgement.others) if event not in events)
