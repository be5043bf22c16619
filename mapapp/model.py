"""The nouns of mapapp: read this first, after `gazetteer/place.py`; their fixed words are in `vocabulary.py`.

All are frozen, hold tuples, and are checked once, where they are made. The text owns, spans point into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gazetteer.place import Place, PlaceKind
from mapapp.vocabulary import Basis as Basis
from mapapp.vocabulary import ClaimSide as ClaimSide
from mapapp.vocabulary import Grade as Grade
from mapapp.vocabulary import MarkKind as MarkKind
from mapapp.vocabulary import Role as Role
from mapapp.vocabulary import Status as Status
from mapapp.vocabulary import TimeBasis as TimeBasis
from mapapp.vocabulary import TimeType as TimeType


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Part of `Article.text`, in code points, half-open."""

    start: int
    """First character, from 0."""
    end: int
    """One past the last character."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span of a text: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The characters that the span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: TextSpan) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: TextSpan) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Days on which something may have happened; the width is the precision."""

    first_day: date
    """Earliest day, included."""
    last_day: date
    """Latest day, included; the same day when the source is exact."""

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError(f"ends before it begins: {self.first_day} to {self.last_day}")

    @property
    def days(self) -> int:
        """Number of days, 1 or more."""
        return (self.last_day - self.first_day).days + 1

    def overlaps(self, other: TimeSpan) -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day


@dataclass(frozen=True, slots=True)
class Published:
    """The days on which an article may have been published."""

    span: TimeSpan
    basis: Basis
    evidence: str
    """Why, in plain words; several pieces are joined with "; "."""
    likely: TimeSpan | None = None
    """The shortest run of days of `span` that holds half of the probability; None where no day is likelier."""

    def __post_init__(self) -> None:
        within = self.likely is None or (
            self.span.first_day <= self.likely.first_day and self.likely.last_day <= self.span.last_day
        )
        if not within:
            raise ValueError(f"the likely days {self.likely} lie outside {self.span}")


@dataclass(frozen=True, slots=True)
class SaidDay:
    """What a person says of the days of publication of a report; it wins over all that was found."""

    article: str
    """`Article.id`."""
    days: TimeSpan | None
    """None: not known, whatever the page or the report says."""
    who: str
    why: str
    """As the person wrote it; "" where nothing was."""
    when: datetime
    """UTC."""
    undone: datetime | None = None
    """When it was taken back, UTC; None while it holds."""

    @property
    def published(self) -> Published | None:
        """The days as the reading takes them."""
        why = f": {self.why}" if self.why else ""
        return Published(self.days, Basis.GIVEN, f"{self.who} says so{why}") if self.days else None


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the page that is not plain report, with the reason for saying so."""

    span: TextSpan
    kind: MarkKind
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One report, as received."""

    id: str
    """Given by the source (JSON Lines `id`), else a hash of content and source; the same on any machine."""
    title: str | None
    """Given by the source, or the headline line found in the text; None where there is neither."""
    text: str
    """Exactly as received: cleaning marks spans, it never rewrites. Spans of every noun point in here."""
    body: tuple[TextSpan, ...]
    """The parts that are the report, in order, disjoint; empty where no report was found."""
    marks: tuple[Mark, ...] = ()
    """The parts that are not plain report, in order."""
    url: str | None = None
    source: str | None = None
    """Name of the outlet, or of the file it came from."""
    language: str | None = None
    """ISO 639-1 code of the text's language; None where it could not be told."""
    published: Published | None = None
    """What the person or the metadata said; `Reading.published` is what stands after reading."""
    notes: tuple[str, ...] = ()
    """What was noticed on the way in: a guessed encoding, replaced characters, a cut."""

    def __post_init__(self) -> None:
        length = len(self.text)
        if any(span.end > length for span in (*self.body, *(mark.span for mark in self.marks))):
            raise ValueError(f"article {self.id}: a span points behind the end of the text")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that a mention could also mean."""

    place: Place
    share: float
    """Probability, 0 to 1; those of a mention and its alternatives add up to at most 1."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text."""

    span: TextSpan
    role: Role
    place: Place | None
    """None where no likely place is known; the reason says why."""
    confidence: float
    """Probability, 0 to 1, that span and place are right."""
    reason: str
    """Plain words."""
    alternatives: tuple[Alternative, ...] = ()
    """Other places of that name, likeliest first; for a building or street that is not listed, the area it lies in."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression in the text."""

    span: TextSpan
    type: TimeType
    value: str
    """TIMEX3 value: "2022-02-25", "P3D", "PAST_REF", "2022-W08"; "" where the anchor is not known."""
    days: TimeSpan | None
    """The days that the value covers, and those of a length that the calendar holds ("the last 4 days").

    None for other lengths, for sets and vague references, and where the anchor is not known.
    """
    basis: TimeBasis
    covers: str = "within"
    """How the days relate to what is told: "within" them, "until" the last, or "since" the first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that belongs to an event."""

    what: str
    """killed, injured, missing, detained, displaced, troops, drones, missiles, ... in lower case."""
    count: int | None
    """The number as written, or the lower bound of a range; None where only a word ("dozens") stands."""
    span: TextSpan
    """The number words."""
    low: int | None = None
    """At least this many; None where open."""
    high: int | None = None
    """At most this many; None where open."""
    to_date: bool = False
    """True for a total since some earlier time rather than this event's own."""


def geo_precision(kind: PlaceKind, radius_km: float) -> int:
    """ACLED's code for a place: 1 the spot itself, 2 a part of a region, 3 a whole region or country."""
    if kind in (PlaceKind.SETTLEMENT, PlaceKind.SITE):
        return 1
    return 2 if kind is PlaceKind.DISTRICT or radius_km <= 50 else 3


def time_precision(days: int) -> int:
    """ACLED's code for a span of so many days: 1 the day, 2 within a week, 3 within a month or wider."""
    return 1 if days == 1 else 2 if days <= 7 else 3


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a sentence reports."""

    id: str
    """Stable over re-runs: a hash of article, sentence, kind and scene."""
    article: str
    """`Article.id`."""
    sentence: TextSpan
    """The sentence that reports it."""
    trigger: TextSpan
    """The words that say what kind of event it is."""
    kind: str
    """A code of `reading/events/kinds.toml`: ACLED "Type: Sub-type", PLOVER in capitals, or a word of our own."""
    status: Status
    grade: Grade
    claimed_by: TextSpan | None
    """Who says so; None for the article's own voice."""
    place: PlaceMention | None
    """The scene; None where the text gives none, `reason` says why."""
    days: TimeSpan | None
    """The days on which it may have happened; None where not known."""
    date_basis: TimeBasis | None
    """None exactly where `days` is None."""
    date_evidence: str
    """Plain words; for an event without days, why it has none."""
    figures: tuple[Figure, ...]
    confidence: float
    """Probability, 0 to 1, that an annotator lists it, as required or optional, with its kind, status and scene."""
    reason: str
    """Plain words: kind, status and scene, and what makes it news of this report or keeps it from being that."""
    repeats: tuple[TextSpan, ...] = ()
    """Other sentences of the article that report the same."""
    claim_side: ClaimSide | None = None
    """Whose side `claimed_by` is on; None where the text does not say, or for the article's own voice."""
    unconfirmed: TextSpan | None = None
    """The words that leave it unconfirmed ("reportedly", "could not be verified"); None where nothing says so."""

    def __post_init__(self) -> None:
        if (self.days is None) != (self.date_basis is None):
            raise ValueError(f"event {self.id}: days and the basis of the days go together")

    @property
    def geo_precision(self) -> int | None:
        """ACLED's code: 1 the spot itself, 2 a part of a region, 3 a whole region or country; None where unplaced."""
        if self.place is None or self.place.place is None:
            return None
        return geo_precision(self.place.place.kind, self.place.place.radius_km)

    @property
    def time_precision(self) -> int | None:
        """ACLED's code: 1 the day, 2 within a week, 3 within a month or wider; None where undated."""
        return None if self.days is None else time_precision(self.days.days)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read in one article."""

    article: Article
    published: Published | None
    """The days of publication that stand after reading; None where nothing trustworthy says."""
    sentences: tuple[TextSpan, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    events: tuple[Event, ...]
    as_read: tuple[Event, ...] | None = None
    """The events as they were read, where people corrected some of `events` since; None where nobody did."""
