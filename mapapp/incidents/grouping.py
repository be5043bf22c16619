"""From pairs that belong together to groups: the surest pairs first, no two members at other places or other times.

What a person split stays apart, and what a person joined goes together at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mapapp.incidents.columns import SLACK, UNKNOWN, Columns
from mapapp.incidents.evidence import places_apart
from mapapp.incidents.judgement import Judgement, Verdict
from mapapp.incidents.sets import leader
from mapapp.incidents.tokens import Ints

ALWAYS = 10**7
"""Later than every day."""


@dataclass(slots=True)
class Group:
    """Rows that go together."""

    members: list[int]
    places: set[int]
    """Numbers of the scenes of its members."""
    first: int
    """Together with `last` the days that fit what all members say, as ordinals."""
    last: int
    surest: int | None = None
    """Position of the surest pair that holds it together; None where no pair does."""
    weakest: int | None = None
    joined: list[Judgement] = field(default_factory=list)
    """What people said that put it together."""


class Groups:
    """Rows in groups that only ever grow together."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        undated = columns.first == UNKNOWN
        # Lists, since single values of arrays are slow to get at.
        self._first: list[int] = np.where(undated, 0, columns.first - columns.late).tolist()
        self._last: list[int] = np.where(undated, ALWAYS, columns.last + columns.late).tolist()
        self._places: list[int] = columns.place.tolist()
        self._leaders = list(range(len(columns.article)))
        self._groups: dict[int, Group] = {}
        self._kept_apart: dict[int, dict[int, int]] = defaultdict(dict)
        """Row -> other row -> number of the judgement that split them."""
        self._sample = _row_of_each_place(columns)
        self._apart: dict[tuple[int, int], bool] = {}

    def all(self) -> Iterator[Group]:
        """Every group, those of one row too."""
        return (self.of(row) for row, above in enumerate(self._leaders) if row == above)

    def of(self, row: int) -> Group:
        """The group of a row."""
        top = leader(self._leaders, row)
        return self._groups.get(top) or self._alone(top)

    def link(self, pair: int, row: int, other: int) -> None:
        """Put the groups of two rows together, unless something forbids it; pairs come the surest first."""
        if leader(self._leaders, row) == leader(self._leaders, other):
            return
        one, two = self.of(row), self.of(other)
        if max(one.first, two.first) - min(one.last, two.last) > SLACK:
            return
        if not self._at_other_places(one, two) and self._split(one, two) < 0:
            merged = self._merge(row, other)
            merged.surest = pair if merged.surest is None else merged.surest
            merged.weakest = pair

    def keep_apart(self, judgement: Judgement, row: int, other: int) -> None:
        """A split keeps two rows apart until a later judgement joins just these."""
        for one, two in ((row, other), (other, row)):
            if judgement.verdict is Verdict.SPLIT:
                self._kept_apart[one][two] = judgement.number
            else:
                self._kept_apart[one].pop(two, None)

    def join(self, judgement: Judgement, row: int, other: int) -> None:
        """Put the groups of two rows together because a person said so, unless a later split forbids it."""
        if leader(self._leaders, row) != leader(self._leaders, other):
            if self._split(self.of(row), self.of(other)) > judgement.number:
                return
            self._merge(row, other)
        self._groups[leader(self._leaders, row)].joined.append(judgement)

    def _alone(self, row: int) -> Group:
        place = self._places[row]
        return Group([row], set() if place == UNKNOWN else {place}, self._first[row], self._last[row])

    def _merge(self, row: int, other: int) -> Group:
        one, two = self.of(row), self.of(other)
        here, there = sorted((leader(self._leaders, row), leader(self._leaders, other)))
        self._leaders[there] = here
        self._groups.pop(there, None)
        # The shorter list goes into the longer one: otherwise a large group costs its square.
        small, large = sorted((one.members, two.members), key=len)
        large.extend(small)
        links = [at for group in (one, two) for at in (group.surest, group.weakest) if at is not None]
        self._groups[here] = merged = Group(
            large,
            one.places | two.places,
            max(one.first, two.first),
            min(one.last, two.last),
            min(links, default=None),
            max(links, default=None),
            one.joined + two.joined,
        )
        return merged

    def _at_other_places(self, one: Group, two: Group) -> bool:
        return any(self._are_apart(here, there) for here in one.places for there in two.places)

    def _are_apart(self, here: int, there: int) -> bool:
        if here == there:
            return False
        key = (here, there) if here < there else (there, here)
        if key not in self._apart:
            self._apart[key] = places_apart(self._columns, self._sample[here], self._sample[there])
        return self._apart[key]

    def _split(self, one: Group, two: Group) -> int:
        """Number of the latest judgement that keeps two groups apart; -1 without one."""
        if not self._kept_apart:
            return -1
        small, large = sorted((one.members, two.members), key=len)
        apart = [self._kept_apart[row] for row in small if row in self._kept_apart]
        if not apart:
            return -1
        within = set(large)
        return max((number for each in apart for row, number in each.items() if row in within), default=-1)


def _row_of_each_place(columns: Columns) -> list[int]:
    places, rows = np.unique(columns.place, return_index=True)
    return [int(row) for place, row in zip(places, rows, strict=True) if place != UNKNOWN]


def grouped(columns: Columns, pairs: Ints, judgements: Sequence[Judgement], rows: Mapping[str, int]) -> Groups:
    """The groups of all rows.

    Args:
        columns: of the reports.
        pairs: rows that belong together, the surest first.
        judgements: what people said and holds, the earliest first.
        rows: the row of each event.
    """
    groups = Groups(columns)
    named = [
        (judgement, rows[judgement.event], rows[other])
        for judgement in judgements
        for other in judgement.others
        if judgement.event in rows and other in rows
    ]
    for judgement, row, other in named:
        groups.keep_apart(judgement, row, other)
    for at, (row, other) in enumerate(pairs.tolist()):
        groups.link(at, row, other)
    for judgement, row, other in named:
        if judgement.verdict is Verdict.JOIN:
            groups.join(judgement, row, other)
    return groups
