"""Entries -> the files of the index, one entry at a time, so that millions of places need little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from gazetteer import spelling, spots, weighing
from gazetteer.growing import GrowingArray
from gazetteer.index import ARRAYS, Columns, read_columns
from gazetteer.names import NameType, key
from gazetteer.naming import Naming, Numbers, Scores, save, starts_of
from gazetteer.place import KINDS, PlaceKind
from gazetteer.sources import Entry, languages

LONGEST_KEY = 90
"""Characters; longer names are no names that a text uses."""
PENDING = 1 << 14
"""Rows that are written at once."""
COLUMNS: Mapping[str, npt.DTypeLike] = {
    "latitude": np.float64,
    "longitude": np.float64,
    "population": np.int64,
    "kind": np.uint8,
    "is_capital": np.bool_,
    "geonames": np.int32,
    "radius_km": np.float32,
    "country": np.uint16,
    "admin1": np.int32,
    "admin2": np.int32,
}
"""Those of the index; the codes are numbered as they come until all are known."""
ALIKE = 0.6
"""Share of letters in which two spellings of one name agree, at the least."""
KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


SETTLED = ("latitude", "longitude", "population", "radius_km", "geonames")
"""Columns that may change until all is written."""


def settled(entry: Entry) -> tuple[float, ...]:
    """The values of these for a place."""
    return entry.latitude, entry.longitude, entry.population, entry.radius_km, entry.geonames


def weighed(places: Columns, rows: Numbers, weights: Numbers) -> Columns:
    """Some places as they are to be weighed: those with a weight as towns."""
    arrays = {name: getattr(places, name)[rows] for name in ARRAYS}
    arrays["kind"] = np.where(weights > 0, KIND_NUMBERS[PlaceKind.SETTLEMENT], arrays["kind"])
    arrays["population"] = np.where(weights > 0, weights, arrays["population"])
    return replace(places, **arrays)


def spelt(entry: Entry) -> Iterator[tuple[str, NameType]]:
    """Names of a place; those of a town that are its usual one in another spelling are told from the others."""
    usual = key(entry.name) if entry.kind is PlaceKind.SETTLEMENT else ""
    for name, name_type in entry.names:
        other = usual and name_type in (NameType.ALTERNATE, NameType.GENERATED)
        is_variant = other and Levenshtein.normalized_similarity(usual, key(name)) >= ALIKE
        yield name, NameType.VARIANT if is_variant else name_type


class Codes:
    """Codes, numbered as they come; 0 is ""."""

    def __init__(self) -> None:
        self._numbers = {"": 0}

    def number(self, code: str) -> int:
        return self._numbers.setdefault(code, len(self._numbers))

    def listed(self) -> list[str]:
        """The codes by their numbers."""
        return list(self._numbers)

    def write(self, path: Path) -> npt.NDArray[np.int32]:
        """Write the codes in order; their places in it go by number."""
        ordered = sorted(self._numbers)
        path.write_text("\n".join(ordered), encoding="utf-8")
        places = np.zeros(len(ordered), np.int32)
        places[[self._numbers[code] for code in ordered]] = np.arange(len(ordered))
        return places


class Packing:
    """An index that is being written into an empty folder; rows go by the order in which places are added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0
        self._pending: list[tuple[Any, ...]] = []
        self._columns = {name: GrowingArray(folder / f"{name}.npy", dtype) for name, dtype in COLUMNS.items()}
        self._weights = GrowingArray(folder / "weights.npy", np.int64)
        self._codes = {name: Codes() for name in ("country", "admin1", "admin2")}
        self._own_ids: dict[str, int] = {}
        self._labels = GrowingArray(folder / "labels.npy", np.uint8)
        self._label_lengths = GrowingArray(folder / "label_lengths.npy", np.uint16)
        self._other_labels: dict[int, str] = {}
        self._naming = Naming(folder / "naming")

    def __len__(self) -> int:
        return self._count

    def add(self, entry: Entry, weight: int = 0) -> int:
        """Add a place; its row is answered.

        Where a `weight` is given, a text is taken to mean the place as often as a town of so many inhabitants: what
        was learnt of sites and waters holds for the few of our tables, not for every well and school.
        """
        row = self._count
        self._count += 1
        self._pending.append(
            (
                *settled(entry),
                weight,
                KIND_NUMBERS[entry.kind],
                entry.is_capital,
                *self._units(entry),
                entry.name.encode("utf-8"),
            )
        )
        if entry.own_id:
            self._own_ids[entry.own_id] = row
        for name, name_type in spelt(entry):
            self.name(row, name, name_type)
        if len(self._pending) >= PENDING:
            self._write_pending()
        return row

    def name(self, row: int, name: str, name_type: int, behind: int = 0) -> None:
        """Give a place one more name; with `behind` = `naming.BEHIND` it yields to one that the place bears already."""
        folded = key(name)
        if folded and len(folded) <= LONGEST_KEY:
            self._naming.add(folded, row, name_type + behind)

    def relabel(self, row: int, name: str) -> None:
        """Let a place be called otherwise; the first to do so wins."""
        self._other_labels.setdefault(row, name)

    def change(self, entries: Mapping[int, Entry]) -> None:
        """Put point, inhabitants, reach and number of other entries at some rows."""
        self._write_pending()
        if not entries:
            return
        values = zip(*map(settled, entries.values()), strict=True)
        for name, changed in zip(SETTLED, values, strict=True):
            self._columns[name].change(list(entries), changed)

    def column(self, name: str) -> Any:
        """What the column holds so far, mapped."""
        self._write_pending()
        return self._columns[name].read()

    def country_number(self, code: str) -> int:
        """What stands for a country in `column("country")` while the index is written."""
        return self._codes["country"].number(code)

    def units(self, kind: PlaceKind) -> dict[str, int]:
        """Rows of the units of the first order ("UA.05") or of districts ("US.TX.201") by code; the first of each."""
        level = "admin1" if kind is PlaceKind.ADMIN1 else "admin2"
        rows = np.flatnonzero(self.column("kind") == KIND_NUMBERS[kind])
        codes = self._codes[level].listed()
        numbers = self.column(level)[rows].tolist()
        return {codes[number]: row for number, row in zip(numbers[::-1], rows.tolist()[::-1], strict=True) if number}

    def _units(self, entry: Entry) -> tuple[int, int, int]:
        whole = f"{entry.country}.{entry.admin1}" if entry.admin1 else ""
        part = f"{whole}.{entry.admin2}" if whole and entry.admin2 else ""
        return (
            self._codes["country"].number(entry.country),
            self._codes["admin1"].number(whole),
            self._codes["admin2"].number(part),
        )

    def _write_pending(self) -> None:
        if not self._pending:
            return
        *columns, labels = zip(*self._pending, strict=True)
        settled_ones = [self._columns[name] for name in SETTLED]
        rest = [self._columns[name] for name in ("kind", "is_capital", "country", "admin1", "admin2")]
        for column, values in zip([*settled_ones, self._weights, *rest], columns, strict=True):
            column.append(values)
        self._labels.append(np.frombuffer(b"".join(labels), np.uint8))
        self._label_lengths.append([len(label) for label in labels])
        self._pending.clear()

    def write(self) -> None:
        """Write all that is left; the folder holds the index then, but for its outlines."""
        self._write_pending()
        self._write_columns()
        self._write_ids()
        self._write_labels()
        self._write_languages()
        self._write_spots()
        names = self._naming.write(self.folder, self._scores())
        self._weights.remove()
        spelling.write(self.folder, names)

    def _scores(self) -> Scores:
        """Log odds of bearers, those of one name side by side, before anything else is known."""
        places = read_columns(self.folder)
        people = weighing.people_by_country(places)
        weights = self._weights.read()

        def scores(ids: Numbers, rows: Numbers, types: Numbers) -> Numbers:
            begins = np.flatnonzero(np.diff(ids, prepend=-1) != 0)
            own, numbers = np.unique(rows, return_inverse=True)
            taken = weighed(places, own, weights[own])
            found: Numbers = weighing.prior_scores(numbers.astype(np.int32), types, begins, taken, people)
            return found

        return scores

    def _write_columns(self) -> None:
        for name, codes in self._codes.items():
            places = codes.write(self.folder / f"{name}_codes.txt")
            column = self._columns.pop(name)
            numbers = column.read()
            ordered = GrowingArray(self.folder / f"{name}.ordered.npy", COLUMNS[name])
            for first in range(0, len(numbers), PENDING):
                ordered.append(places[numbers[first : first + PENDING]])
            ordered.close()
            column.close()
            # Windows replaces no file that is mapped.
            del numbers
            ordered.path.replace(column.path)
        for column in self._columns.values():
            column.close()
        geonames = self._saved("geonames")
        np.save(self.folder / "by_geonames.npy", np.argsort(geonames, kind="stable").astype(np.int32))

    def _write_languages(self) -> None:
        """Write the languages of each country, the first one first, in the order of the country codes."""
        codes = (self.folder / "country_codes.txt").read_text("utf-8").split("\n")
        spoken = languages()
        lines = "\n".join(spoken.get(code, "") for code in codes)
        (self.folder / "country_languages.txt").write_text(lines, encoding="utf-8")

    def _write_spots(self) -> None:
        """Write where the settlements lie."""
        kinds, latitude, longitude = (self._saved(name) for name in ("kind", "latitude", "longitude"))
        rows = np.flatnonzero(kinds == KIND_NUMBERS[PlaceKind.SETTLEMENT]).astype(np.int32)
        spots.write(self.folder, spots.arranged(rows, latitude[rows], longitude[rows]))

    def _saved(self, name: str) -> Numbers:
        """A column that is written, mapped."""
        column: Numbers = np.load(self.folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        return column

    def _write_ids(self) -> None:
        ids = marisa_trie.Trie(self._own_ids)
        save(ids, self.folder / "ids.marisa")
        id_rows = np.zeros(len(ids), np.int32)
        geonames = self._saved("geonames")
        own = np.full(self._count, -1, np.int32)
        for own_id, row in self._own_ids.items():
            number = ids[own_id]
            id_rows[number] = row
            # Where GeoNames' number is known it is the id; the other one still finds the place.
            own[row] = -1 if geonames[row] else number
        np.save(self.folder / "id_rows.npy", id_rows)
        np.save(self.folder / "own_id.npy", own)

    def _write_labels(self) -> None:
        lengths = self._label_lengths.read().astype(np.int64)
        if self._other_labels:
            self._write_other_labels(lengths)
        self._labels.close()
        self._label_lengths.remove()
        np.save(self.folder / "label_starts.npy", starts_of(lengths))

    def _write_other_labels(self, lengths: npt.NDArray[np.int64]) -> None:
        """Write all labels again with the other ones in their places, and put their lengths into `lengths`."""
        before, starts = self._labels.read(), starts_of(lengths)
        labels = GrowingArray(self.folder / "labels.ordered.npy", np.uint8)
        at = 0
        for row in sorted(self._other_labels):
            label = self._other_labels[row].encode("utf-8")
            labels.append(before[starts[at] : starts[row]])
            labels.append(np.frombuffer(label, np.uint8))
            lengths[row], at = len(label), row + 1
        labels.append(before[starts[at] :])
        labels.close()
        self._labels.close()
        del before
        labels.path.replace(self._labels.path)
