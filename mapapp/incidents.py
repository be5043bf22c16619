"""Incidents: events of several reports that tell of one happening. Pure: events and their sentences in, groups out.

Same kind, place and days alone do not make one happening: of such pairs judged by eye six in fourteen were one, and
none of eight where the place was a whole country; with shared words seven in eight. So words or a figure must agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from gazetteer.place import Place, PlaceKind
from mapapp.model import Event
from mapapp.reading.events.kinds import group_of

NEAR_KM = 25.0
"""Two spots nearer than this may be one scene."""
DAYS_APART = timedelta(1)
"""Days told a day apart may be the same night."""
SHARED = 0.35
"""Share of common words (Jaccard) from which two sentences tell of one happening."""
COPIED = 0.8
"""Share of common words from which one sentence is a copy of the other: one source, not two."""
MOST_COMPARED = 50
"""Later events of a block that one is compared with; keeps the time linear where thousands share a place."""
CELL_DEGREES = 0.5
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Report:
    """An event with the words that report it."""

    event: Event
    sentence: str

    @property
    def words(self) -> frozenset[str]:
        """Words of three letters or more, in lower case."""
        return frozenset(word.lower() for word in _WORD.findall(self.sentence))


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening and the events that report it."""

    events: tuple[str, ...]
    """`Event.id`s, in the order given; at least one."""
    sources: int
    """Independent sources: events of one article, and copies of one sentence, count once."""
    reason: str
    """Why they belong together, in plain words; "" for a single event."""


def incidents(reports: Sequence[Report]) -> tuple[Incident, ...]:
    """Every report in exactly one incident, in the order of the first report of each.

    Events without a place or without days stay alone: nothing says that they are the same.
    """
    leaders = list(range(len(reports)))
    reasons: dict[int, str] = {}
    for block in _blocks(reports):
        for first, second in _pairs(reports, block):
            if reason := together(reports[first], reports[second]):
                one, other = sorted((_leader(leaders, first), _leader(leaders, second)))
                leaders[other] = one
                reasons.setdefault(one, reason)
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(reports)):
        members[_leader(leaders, index)].append(index)
    return tuple(_incident([reports[i] for i in group], reasons.get(leader, "")) for leader, group in members.items())


def together(one: Report, other: Report) -> str:
    """Why two reports tell of one happening, in plain words; "" where nothing says so."""
    if not _may_be_one(one.event, other.event):
        return ""
    shared = _overlap(one.words, other.words)
    if shared >= SHARED:
        return "same kind, place and days, and much the same words"
    figures = {(figure.what, figure.count) for figure in one.event.figures if figure.count and not figure.to_date}
    for figure in other.event.figures:
        if (figure.what, figure.count) in figures and not figure.to_date:
            return f"same kind, place and days, and the same figure: {figure.count} {figure.what}"
    return ""


def _may_be_one(one: Event, other: Event) -> bool:
    if one.status != other.status or group_of(one.kind) != group_of(other.kind):
        return False
    if one.days is None or other.days is None:
        return False
    if one.days.first_day > other.days.last_day + DAYS_APART or other.days.first_day > one.days.last_day + DAYS_APART:
        return False
    here, there = _scene(one), _scene(other)
    if here is None or there is None or PlaceKind.COUNTRY in (here.kind, there.kind):
        return False
    return here.id == there.id or (
        not here.is_area and not there.is_area and here.coordinates.distance_km(there.coordinates) <= NEAR_KM
    )


def _scene(event: Event) -> Place | None:
    return event.place.place if event.place else None


def _blocks(reports: Sequence[Report]) -> Iterator[list[int]]:
    """Indices of reports that could belong together: of one group of kinds, in one cell of the map or one beside it."""
    cells: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        place = _scene(report.event)
        if place is not None and report.event.days is not None:
            row, column = (int(degrees // CELL_DEGREES) for degrees in _point(place))
            cells[group_of(report.event.kind).id, row, column].append(index)
    for (group, row, column), inside in cells.items():
        beside = [cells.get((group, row + up, column + right), []) for up, right in ((0, 1), (1, -1), (1, 0), (1, 1))]
        yield [*inside, *(index for cell in beside for index in cell)]


def _point(place: Place) -> tuple[float, float]:
    return place.coordinates.latitude, place.coordinates.longitude


def _pairs(reports: Sequence[Report], block: list[int]) -> Iterator[tuple[int, int]]:
    spans = {index: days for index in block if (days := reports[index].event.days)}
    in_time = sorted(block, key=lambda index: (spans[index].first_day, index))
    for at, first in enumerate(in_time):
        reach = spans[first].last_day + DAYS_APART
        for second in in_time[at + 1 : at + 1 + MOST_COMPARED]:
            if spans[second].first_day > reach:
                break
            yield first, second


def _leader(leaders: list[int], index: int) -> int:
    while leaders[index] != index:
        leaders[index] = leaders[leaders[index]]
        index = leaders[index]
    return index


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _incident(group: Sequence[Report], reason: str) -> Incident:
    return Incident(tuple(report.event.id for report in group), _independent(group), reason)


def _independent(group: Sequence[Report]) -> int:
    """Articles whose sentence is not a copy of one counted before."""
    counted: list[frozenset[str]] = []
    articles: set[str] = set()
    for report in group:
        if report.event.article in articles:
            continue
        articles.add(report.event.article)
        if all(_overlap(report.words, words) < COPIED for words in counted):
            counted.append(report.words)
    return len(counted)
