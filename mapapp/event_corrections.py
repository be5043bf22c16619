"""What people say is wrong with events, as nouns: what is meant, how far it reaches, what stands instead.

A correction is anchored on the words of the report, never on a row: it outlives reading again, and another machine
can follow it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from mapapp.model import Article, Event


class Aspect(StrEnum):
    """What of an event a person corrects."""

    PLACE = "place"
    DAYS = "days"
    KIND = "kind"
    STATUS = "status"
    FIGURES = "figures"
    NO_EVENT = "no_event"
    """The sentence reports no event."""
    ADDED = "added"
    """The sentence reports an event that was not read."""


class Reach(StrEnum):
    """Which events a correction is about; the narrowest wins."""

    EVENT = "event"
    """This one alone."""
    SENTENCE = "sentence"
    """Each that the same sentence reports with the same words at the place of that name, in any report: copies."""
    WORDS = "words"
    """Each that the same words report and that was read as the same kind and status."""


NARROWEST_FIRST = tuple(Reach)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an event stands, such that it is found again in another reading, copy or version of its report."""

    article: str
    """`Article.id`."""
    text_hash: str
    """Of the article's text: the same report under another id."""
    source: str
    """Name of the outlet or file; "" where there is none."""
    url: str
    """"" where there is none."""
    sentence: str
    """The words of the sentence, white space as one blank."""
    start: int
    """Where the sentence began, in code points: tells one of several alike."""
    trigger: str = ""
    """The words that say what kind it is; "" for an event that a person adds."""
    kind: str = ""
    """As it was read."""
    status: str = ""
    """As it was read."""
    scene: str = ""
    """The words that name its place; "" where none do."""
    event: str = ""
    """`Event.id`; "" for an event that a person adds."""


@dataclass(frozen=True, slots=True)
class EventCorrection:
    """What a person said of an event."""

    key: str
    """The same on every machine: 32 hexadecimal digits, made with the correction."""
    aspect: Aspect
    reach: Reach
    anchor: Anchor
    value: Mapping[str, Any]
    """What stands instead, as plain JSON; see `mapapp.correcting_events`."""
    who: str
    why: str
    when: datetime
    """UTC; of two about the same the later one holds."""
    undone: datetime | None = None
    """When it was taken back; None while it holds."""
    undone_by: str = ""
    """Who took it back; "" where nobody is named."""
    number: int = 0
    """In this workspace; 0 while it is not kept."""

    def __post_init__(self) -> None:
        if not self.who.strip():
            raise ValueError("say who corrects it, so that others know whom to ask")


@dataclass(frozen=True, slots=True)
class EventCorrections:
    """Those that hold at one moment, by what they are about."""

    own: Mapping[str, tuple[EventCorrection, ...]] = field(default_factory=dict)
    """`Article.id` -> what was said of single events of it."""
    wide: tuple[EventCorrection, ...] = ()
    """What was said of all that read alike."""
    moved: tuple[EventCorrection, ...] = ()
    """What was said of events of articles that are there no more: it holds where the same report stands now."""

    @classmethod
    def of(cls, corrections: Iterable[EventCorrection], gone: frozenset[str] = frozenset()) -> EventCorrections:
        """Those of them that were not undone; `gone` are ids of articles that are there no more."""
        own: dict[str, list[EventCorrection]] = {}
        wide, moved = [], []
        for one in sorted((one for one in corrections if one.undone is None), key=precedence):
            if one.reach is not Reach.EVENT:
                wide.append(one)
            else:
                own.setdefault(one.anchor.article, []).append(one)
                moved += [one] if one.anchor.article in gone else []
        return cls({article: tuple(ones) for article, ones in own.items()}, tuple(wide), tuple(moved))

    def __bool__(self) -> bool:
        return bool(self.own or self.wide)

    def concerning(self, article: Article) -> tuple[EventCorrection, ...]:
        """Those that may hold in an article, the one that wins first."""
        ones = [*self.own.get(article.id, ()), *self.wide]
        ones += [one for one in self.moved if one.anchor.article != article.id and took_place(one.anchor, article)]
        return tuple(sorted(ones, key=precedence))


NO_EVENT_CORRECTIONS = EventCorrections()


def precedence(one: EventCorrection) -> tuple[int, float, str]:
    """Sorts the one that wins first: the narrowest, then the latest; the key tells two of one moment apart."""
    return NARROWEST_FIRST.index(one.reach), -one.when.timestamp(), one.key


def took_place(anchor: Anchor, article: Article) -> bool:
    """Whether an article is the anchored one under another id: the same text, or another version of the same page."""
    same_page = (anchor.source and anchor.source == article.source) or (anchor.url and anchor.url == article.url)
    return bool(same_page) or anchor.text_hash == hashlib.sha256(article.text.encode()).hexdigest()


def anchor_of(article: Article, event: Event) -> Anchor:
    """Where an event stands.

    Args:
        article: the article that reports it.
        event: as it was read, before anybody corrected it.
    """
    return Anchor(
        article=article.id,
        text_hash=hashlib.sha256(article.text.encode()).hexdigest(),
        source=article.source or "",
        url=article.url or "",
        sentence=plain(event.sentence.of(article.text)),
        start=event.sentence.start,
        trigger=plain(event.trigger.of(article.text)),
        kind=event.kind,
        status=event.status.value,
        scene=plain(event.place.span.of(article.text)) if event.place else "",
        event=event.id,
    )


def plain(text: str) -> str:
    """Words with single blanks between them."""
    return " ".join(text.split())
