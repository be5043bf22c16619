"""Dated facts of the world that date a text: terms of office, known happenings, first days of wars, anniversaries.

The tables are offices.csv, chronology.csv, wars.csv and anniversaries.csv; SOURCES.md says where they come from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """Someone in an office."""

    titles: tuple[str, ...]
    """How the office is called, in lower case."""
    name: str
    first_day: date
    last_day: date | None
    """None while it lasts."""

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """Something that reports tell of from a known day on."""

    told_from: date
    told_until: date | None
    """The day after which reports seldom tell of it; None while they do."""
    ends: bool
    """True where nobody tells of it as news after that day: a fear that came true, a plan carried out."""
    words: tuple[tuple[str, ...], ...]
    """Ways to recognise it: one of these groups, whose parts all stand in one sentence."""
    what: str


@dataclass(frozen=True, slots=True)
class War:
    """A war whose days, weeks and years reports count."""

    first_day: date
    last_day: date | None
    words: tuple[tuple[str, ...], ...]
    """One of these groups must stand in the text."""
    marks: tuple[str, ...]
    """One of these stands in the words of a happening that is of the war."""
    what: str


@dataclass(frozen=True, slots=True)
class Memory:
    """A day whose anniversaries are marked."""

    day: date
    words: tuple[tuple[str, ...], ...]
    """One of these groups stands beside the count of years."""
    what: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files(__package__).joinpath(name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _last(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _groups(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split("+")) for group in written.split("|"))


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """Surname to the terms of those who bear it."""
    found: dict[str, tuple[Term, ...]] = {}
    for row in _rows("offices.csv"):
        first, last = date.fromisoformat(row["first_day"]), _last(row["last_day"])
        term = Term(tuple(row["office"].split("|")), row["name"], first, last)
        found[term.surname] = (*found.get(term.surname, ()), term)
    return found


TITLE_END = 3
"""Letters at the end of a title by which it is found; the shortest title has four."""


@cache
def titles() -> dict[str, list[str]]:
    """Every title of an office by its last letters, longest first."""
    known = {title for bearers in terms().values() for term in bearers for title in term.titles}
    found: dict[str, list[str]] = {}
    for title in sorted(known, key=lambda title: (-len(title), title)):
        found.setdefault(title[-TITLE_END:], []).append(title)
    return found


@cache
def happenings() -> tuple[Happening, ...]:
    """Known happenings by their first day, and what came into the news from a day on: people, weapons, plans."""
    rows = sorted((*_rows("chronology.csv"), *_rows("newsmakers.csv")), key=lambda row: row["told_from"])
    return tuple(
        Happening(
            date.fromisoformat(row["told_from"]),
            _last(row["told_until"]),
            bool(row["ends"]),
            _groups(row["words"]),
            row["what"],
        )
        for row in rows
    )


@cache
def wars() -> tuple[War, ...]:
    return tuple(
        War(
            date.fromisoformat(row["first_day"]),
            _last(row["last_day"]),
            _groups(row["words"]),
            tuple(row["marks"].split("|")),
            row["what"],
        )
        for row in _rows("wars.csv")
    )


@cache
def memories() -> tuple[Memory, ...]:
    return tuple(
        Memory(date.fromisoformat(row["first_day"]), _groups(row["words"]), row["what"])
        for row in _rows("anniversaries.csv")
    )


@lru_cache(maxsize=2)
def named_wars(text: str) -> tuple[War, ...]:
    """The wars whose words stand in a text, kept for the other kinds of evidence of the same text."""
    return tuple(war for war in wars() if any(all(part in text for part in group) for group in war.words))


@cache
def edition() -> date:
    """The last day on which a happening of the table began."""
    return max(happening.told_from for happening in happenings())
