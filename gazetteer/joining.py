"""GeoNames' dumps joined to the ordinary index while it is written: what both have is one place with the names of both.

Our names, kinds and forms stay; a settlement's point, inhabitants and usual English name are the dump's.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import building, chosen, dumps
from gazetteer.account import Account
from gazetteer.building import Progress, World, whole_world
from gazetteer.chosen import Chosen
from gazetteer.dumps import AlternateName, Dumps, Row
from gazetteer.names import NameType
from gazetteer.naming import BEHIND, Numbers
from gazetteer.packing import KIND_NUMBERS
from gazetteer.place import PlaceKind
from gazetteer.sources import CYRILLIC_COUNTRIES, Entry, settlement_radius_km
from gazetteer.transliteration import romanised
from gazetteer.units import add_forms, words_of

if TYPE_CHECKING:
    from gazetteer.packing import Packing

NAMES_AT_ONCE = 1 << 17
SETTLEMENT = KIND_NUMBERS[PlaceKind.SETTLEMENT]
UNIT_LEVELS = {1: PlaceKind.ADMIN1, 2: PlaceKind.DISTRICT}


def world(given: Dumps, ordinary: World | None = None) -> World:
    """The ordinary world, and after it all that the dumps have.

    Raises:
        SourceMissing: a file cannot be read.
    """
    ordinary = ordinary or whole_world()
    stamp = f"{ordinary.stamp()}-dumps-{given.stamp()}"

    def more(index: Packing, progress: Progress) -> None:
        account = Account()
        join(index, given, account, progress)
        account.write(index.folder, given)

    return ordinary._replace(stamp=lambda: stamp, more=more, megabytes=ordinary.megabytes + space_for(given))


def build(cache: Path, given: Dumps, progress: Progress, ordinary: World | None = None) -> Path:
    """Build an index from dumps unless it is there already, and choose it for all who open the gazetteer.

    Raises:
        SourceMissing: a file cannot be read.
        CacheNotWritable: `cache` cannot be written to, or is full.
    """
    folder = building.ensure(cache, progress, world(given, ordinary))
    options = " ".join(f"{option} {shlex.quote(str(path.resolve()))}" for option, path in given.files().items())
    command = f"python -m gazetteer build {options}"
    try:
        chosen.write(cache, Chosen(folder.name, building.stamp(), command))
    except OSError as error:
        raise building.cannot_write(cache, error, 1) from error
    return folder


def space_for(given: Dumps) -> int:
    """MB that the dumps may add to an index while it is built."""
    return 2 * given.size() // 1_000_000


def join(index: Packing, given: Dumps, account: Account, progress: Progress) -> None:
    joiner = Joiner(index, account)
    for level, path in ((1, given.admin1), (2, given.admin2)):
        for code, names, number in dumps.units(path, account.faults) if path else ():
            joiner.number_unit(level, code, names, number)

    def told(rows: int, share: float) -> None:
        progress(f"{given.geonames.name}: {rows:,} rows", 0.5 + 0.1 * share)

    for line, row in dumps.places(given.geonames, account.faults, told):
        if joiner.knows(row.entry.geonames):
            said = f"number {row.entry.geonames} stood in an earlier row, which counts"
            account.faults.add(given.geonames, line, said)
        else:
            joiner.add(row)
    joiner.finish()
    if given.alternate_names:
        add_names(index, joiner, given.alternate_names, account, progress)


class Joiner:
    """Puts the rows of a dump into an index that holds the ordinary places already."""

    def __init__(self, index: Packing, account: Account) -> None:
        self._index = index
        self._account = account
        self.ours = len(index)
        """Rows below are of the ordinary index."""
        columns = ("kind", "is_capital", "latitude", "longitude", "population", "radius_km")
        self._known = {name: index.column(name)[: self.ours] for name in columns}
        self._numbers = index.column("geonames")[: self.ours].tolist()
        self._row_of = {number: row for row, number in reversed(list(enumerate(self._numbers))) if number}
        self._units = {level: index.units(kind) for level, kind in UNIT_LEVELS.items()}
        self._told_units: set[int] = set()
        self._changed: dict[int, Entry] = {}
        self._seen = bytearray()

    def number_unit(self, level: int, code: str, names: Iterable[str], number: int) -> None:
        """Give a unit of ours GeoNames' number, so that its row is known by it, and more names."""
        row = self._units[level].get(code)
        if row is None:
            return
        self._number(row, number)
        for name in names:
            self._index.name(row, name, NameType.ALTERNATE, BEHIND)

    def add(self, found: Row) -> None:
        entry = found.entry
        self._account.places += 1
        code = code_of(entry, found.level)
        row = self._place_of(entry, found.level, code)
        if row is not None:
            self._join(row, entry)
            return
        row = self._index.add(entry, found.weight)
        if code and code not in self._units[found.level]:
            self._units[found.level][code] = row
            self._told_units.add(row)

    def finish(self) -> None:
        self._index.change(self._changed)

    def _place_of(self, entry: Entry, level: int, code: str) -> int | None:
        """The row of ours that a place is, by its number, or by its code where it is a unit."""
        row = self._row_of.get(entry.geonames)
        if not code:
            return row
        if row is None:
            row = self._units[level].get(code)
            if row is None:
                add_words(entry)
                return None
            if row in self._told_units:
                # One unit has one row; another of its code is no unit of today.
                entry.kind, entry.admin2 = (PlaceKind.REGION if level == 1 else entry.kind), ""
                return None
            self._number(row, entry.geonames)
        self._told_units.add(row)
        return row

    def _join(self, row: int, entry: Entry) -> None:
        self._account.joined += 1
        is_town = self._known["kind"][row] == SETTLEMENT and entry.kind is PlaceKind.SETTLEMENT
        for name, name_type in entry.names:
            self._index.name(row, name, name_type, 0 if is_town else BEHIND)
        if is_town:
            # In GeoNames nobody means that nobody was counted.
            entry.population = entry.population or int(self._known["population"][row])
            entry.radius_km = settlement_radius_km(entry.population)
            entry.is_capital = bool(self._known["is_capital"][row])
            entry.names = []
            self._changed[row] = entry

    def _number(self, row: int, number: int) -> None:
        """Give one of our places its number; all else of it stays."""
        if row >= self.ours:
            return
        kind = PlaceKind.ADMIN1 if self._known["kind"][row] == KIND_NUMBERS[PlaceKind.ADMIN1] else PlaceKind.DISTRICT
        self._changed[row] = Entry(
            name="",
            kind=kind,
            latitude=float(self._known["latitude"][row]),
            longitude=float(self._known["longitude"][row]),
            population=int(self._known["population"][row]),
            radius_km=float(self._known["radius_km"][row]),
            geonames=number,
        )
        before = self._numbers[row]
        if before and before != number:
            # Our table was wrong; what bears that number in truth is another place.
            self._row_of.pop(before, None)
        self._row_of[number] = row

    def knows(self, number: int) -> bool:
        """Whether it was asked for a number before."""
        at, bit = number >> 3, 1 << (number & 7)
        if at >= len(self._seen):
            self._seen.extend(bytes(at + 1 - len(self._seen)))
        was = bool(self._seen[at] & bit)
        self._seen[at] |= bit
        return was


def code_of(entry: Entry, level: int) -> str:
    """The code of a unit; "" of any other place, and of a unit that lacks a part of its code."""
    parts = (entry.country, entry.admin1, entry.admin2)[: level + 1]
    return ".".join(parts) if level and all(parts) else ""


def add_words(entry: Entry) -> None:
    """Give a first-order unit that we lack the forms that the others have."""
    if entry.kind is PlaceKind.ADMIN1:
        add_forms(entry, words_of(entry.country))


def add_names(index: Packing, joiner: Joiner, path: Path, account: Account, progress: Progress) -> None:
    """Add the names of a dump of alternate names to the places that have their numbers."""

    def told(rows: int, share: float) -> None:
        progress(f"{path.name}: {rows:,} rows", 0.6 + 0.1 * share)

    numbers = index.column("geonames")
    order = np.argsort(numbers, kind="stable").astype(np.int32)
    ordered = numbers[order]
    kinds, countries = index.column("kind"), index.column("country")
    cyrillic = {index.country_number(code) for code in CYRILLIC_COUNTRIES}
    for names in batches(dumps.alternate_names(path, account.faults, told)):
        rows = rows_of(names, ordered, order)
        account.names_of_nothing += int((rows < 0).sum())
        facts = zip(names, rows.tolist(), kinds[rows].tolist(), countries[rows].tolist(), strict=True)
        for name, row, kind, country in facts:
            if row >= 0:
                account.names += 1
                is_ours = row < joiner.ours
                add_name(index, row, name, kind, is_ours)
                if country in cyrillic:
                    for form in romanised(name.name):
                        index.name(row, form, NameType.GENERATED, BEHIND if is_ours else 0)


def add_name(index: Packing, row: int, name: AlternateName, kind: int, is_ours: bool) -> None:
    name_type = name.name_type
    is_unit = kind in (KIND_NUMBERS[PlaceKind.ADMIN1], KIND_NUMBERS[PlaceKind.DISTRICT])
    if name.is_short and is_unit and name_type is NameType.ALTERNATE:
        name_type = NameType.SHORT
    # What we call an area stays; a town is called as GeoNames calls it.
    may_be_called = not is_ours or kind == SETTLEMENT
    if name.is_usual_english and may_be_called:
        index.relabel(row, name.name)
    index.name(row, name.name, name_type, 0 if may_be_called else BEHIND)


def batches(names: Iterator[AlternateName]) -> Iterator[list[AlternateName]]:
    while batch := list(islice(names, NAMES_AT_ONCE)):
        yield batch


def rows_of(names: list[AlternateName], ordered: Numbers, order: Numbers) -> Numbers:
    """The rows of the places that names belong to, -1 where there is none; by numbers in order and their rows."""
    wanted = np.fromiter((name.number for name in names), np.int32, len(names))
    positions = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    # 0 is no number: our own places have it.
    found = (ordered[positions] == wanted) & (wanted > 0)
    rows: Numbers = np.where(found, order[positions], -1)
    return rows
