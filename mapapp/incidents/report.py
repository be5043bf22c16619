"""The nouns of incidents: what is known of each report, and what a group of them comes to."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.place import Place
from mapapp.model import Event, Figure, Published, Status, TimeBasis, TimeSpan


@dataclass(frozen=True, slots=True)
class Report:
    """An event as far as it matters for what else tells of the same happening."""

    event: str
    """`Event.id`."""
    article: str
    """`Article.id`."""
    kind: str
    """`Event.kind`."""
    status: Status
    place: Place | None
    """The scene; None where the text gives none."""
    days: TimeSpan | None
    """The days on which it may have happened; None where not known."""
    published: TimeSpan | None
    """The days of the article; None where not known."""
    by_publication: bool
    """True where `days` are the article's own, for want of better ones."""
    figures: tuple[Figure, ...]
    sentence: str
    """The words that report it."""


def report_of(event: Event, text: str, published: Published | None) -> Report:
    """The report of an event that was read in a text."""
    return Report(
        event.id,
        event.article,
        event.kind,
        event.status,
        event.place.place if event.place else None,
        event.days,
        published.span if published else None,
        event.date_basis is TimeBasis.PUBLICATION,
        event.figures,
        event.sentence.of(text),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a report gives."""

    event: str
    """`Event.id` of the report."""
    low: int
    """At least this many."""
    high: int | None
    """At most this many; None where open."""


@dataclass(frozen=True, slots=True)
class Range:
    """What the reports of an incident say of one count: all of it, never an average."""

    what: str
    """`Figure.what`: killed, injured, ..."""
    low: int
    """The lowest number that a report gives."""
    high: int
    """The highest number that a report gives."""
    told: tuple[Told, ...]
    """Who says which, the lowest first; at least one."""

    @property
    def agreed(self) -> bool:
        """True where no report contradicts another: one number can be what all of them say."""
        least = min(each.high for each in self.told if each.high is not None) if self._closed else None
        return least is None or max(each.low for each in self.told) <= least

    @property
    def _closed(self) -> bool:
        return any(each.high is not None for each in self.told)


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening and the events that report it."""

    id: str
    """The first of the `events`; stable as long as that one is read and belongs here."""
    events: tuple[str, ...]
    """`Event.id`s in alphabetical order; at least one."""
    articles: int
    """Articles that report it, copies counted."""
    sources: int
    """Independent sources: an article and its copies count once."""
    copies: tuple[tuple[str, ...], ...]
    """`Article.id`s that say the same in the same words, those of a text together; () where none is a copy."""
    days: TimeSpan | None
    """The days that fit what all say; None where no report has days."""
    figures: tuple[Range, ...]
    reason: str
    """Why they belong together, in plain words; "" for a single event."""
    confidence: float
    """Probability, 0 to 1, that all belong together: that of the weakest link; 1 for a single event."""
    by_person: bool = False
    """True where a person joined some of it or split something off."""
