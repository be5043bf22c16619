"""The memory-mapped index: key -> name id -> places, and the columns of the places.

Opening maps files and reads none of them, so it takes milliseconds and costs memory only for what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
import numpy.typing as npt

from gazetteer import spots
from gazetteer.mapped import load
from gazetteer.names import key
from gazetteer.place import KINDS, Coordinates, Place
from gazetteer.spelling import Spelling
from gazetteer.spots import Spots

KEPT_STARTS = 1 << 17
"""Words and runs of words for which it is remembered whether names begin with them; some 20 MB when full."""
KEPT_PLACES = 1 << 15
"""Places kept once they were read; some 15 MB when full."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of each place, by row; all arrays have one length and are mapped read-only."""

    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    population: npt.NDArray[np.int64]
    kind: npt.NDArray[np.uint8]
    """Position in `KINDS`."""
    country: npt.NDArray[np.uint16]
    """Position in `country_codes`; 0 is "" (no one country)."""
    admin1: npt.NDArray[np.int32]
    """Position in `admin1_codes`, unique over the world; 0 is none."""
    admin2: npt.NDArray[np.int32]
    """Position in `admin2_codes`, unique over the world; 0 is none."""
    is_capital: npt.NDArray[np.bool_]
    geonames: npt.NDArray[np.int32]
    """GeoNames' number; 0 where there is none."""
    own_id: npt.NDArray[np.int32]
    """Key in the trie of our ids; -1 where GeoNames' number is the id."""
    radius_km: npt.NDArray[np.float32]
    country_codes: tuple[str, ...]
    admin1_codes: tuple[str, ...]
    """"UA.05"."""
    admin2_codes: tuple[str, ...]
    """"US.TX.201"."""

    def __len__(self) -> int:
        return len(self.latitude)


ARRAYS = tuple(f.name for f in fields(Columns) if not f.name.endswith("_codes"))
CODES = ("country_codes", "admin1_codes", "admin2_codes")


class Cells:
    """The columns for reading one place: one cell of a memoryview costs a third of one of an array."""

    __slots__ = ("admin1", "country", "geonames", "kind", "latitude", "longitude", "own_id", "population", "radius_km")

    def __init__(self, columns: Columns) -> None:
        self.latitude = columns.latitude.data
        self.longitude = columns.longitude.data
        self.radius_km = columns.radius_km.data
        self.population = columns.population.data
        self.kind = columns.kind.data
        self.country = columns.country.data
        self.admin1 = columns.admin1.data
        self.geonames = columns.geonames.data
        self.own_id = columns.own_id.data


class Bearers(NamedTuple):
    """The places that bear a name, likeliest first, at most `naming.MOST_BEARERS`."""

    rows: npt.NDArray[np.int32]
    name_types: npt.NDArray[np.uint8]
    """`NameType` of the name for each row."""
    scores: npt.NDArray[np.float32]
    """Log odds that a text means the place, before anything else is known; comparable between names."""


NOBODY = Bearers(np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.float32))


def together(parts: Sequence[Bearers]) -> tuple[Bearers, list[int]]:
    """The bearers of several names, each once by its likeliest name, likeliest first; and which name that is."""
    rows = np.concatenate([part.rows for part in parts])
    types = np.concatenate([part.name_types for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    order = np.argsort(-scores, kind="stable")
    kept = order[np.sort(np.unique(rows[order], return_index=True)[1])]
    name_of = np.repeat(np.arange(len(parts)), [len(part.rows) for part in parts])[kept]
    return Bearers(rows[kept], types[kept], scores[kept]), name_of.tolist()


def read_columns(folder: Path) -> Columns:
    parts: dict[str, Any] = {name: load(folder, name) for name in ARRAYS}
    parts |= {name: tuple((folder / f"{name}.txt").read_text(encoding="utf-8").split("\n")) for name in CODES}
    return Columns(**parts)


class Index:
    """Names and places of one built folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = marisa_trie.Trie()
        self._names.mmap(str(folder / "names.marisa"))
        self._ids = marisa_trie.Trie()
        self._ids.mmap(str(folder / "ids.marisa"))
        self._id_rows = load(folder, "id_rows")
        self._starts = load(folder, "bearer_starts").data
        self._rows = load(folder, "bearer_rows")
        self._types = load(folder, "bearer_types")
        self._scores = load(folder, "bearer_scores")
        self._labels = load(folder, "labels").data
        self._label_starts = load(folder, "label_starts").data
        self._by_geonames = load(folder, "by_geonames")
        self.columns = read_columns(folder)
        self._cells = Cells(self.columns)
        # The words of texts repeat, and most pairs of them begin no name.
        self._start = lru_cache(maxsize=KEPT_STARTS)(self._look_up_start)
        self.place_at = lru_cache(maxsize=KEPT_PLACES)(self._read_place)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def name_count(self) -> int:
        return len(self._names)

    def find_names(self, keys: Sequence[str]) -> list[tuple[int, int, int]]:
        """Every run [i, j) of word keys that is a name, with the name's id; nested and overlapping runs included."""
        found = []
        start = self._start
        positions = [position for position, word in enumerate(keys) if word]
        names = list(filter(None, keys))
        for at, (first, name, (name_id, goes_on)) in enumerate(zip(positions, names, map(start, names), strict=True)):
            if name_id >= 0:
                found.append((first, first + 1, name_id))
            while goes_on and at + 1 < len(positions):
                at += 1
                name = f"{name} {keys[positions[at]]}"
                name_id, goes_on = start(name)
                if name_id >= 0:
                    found.append((first, positions[at] + 1, name_id))
        return found

    def _look_up_start(self, name: str) -> tuple[int, bool]:
        """The id of a name, -1 where it is none; and whether longer names begin with these words."""
        longer = next(self._names.iterkeys(f"{name} "), None)
        return self._names.get(name, -1), longer is not None

    def id_of_key(self, folded: str) -> int:
        """The id of a name by its key; -1 where no place bears it."""
        found: int = self._names.get(folded, -1)
        return found

    def respelt(self, name: str) -> tuple[int, list[str]]:
        """The number of errors and the names that a written one may be misspelt for; none where it is a name."""
        folded = key(name)
        return (0, []) if not folded or folded in self._names else self._spelling.nearest(folded)

    def spellings(self, folded: str, wanted: Callable[[str], bool]) -> tuple[int, list[str]]:
        """As `respelt`, by key, for wanted names only; also of what is a name, when that one is not wanted."""
        return self._spelling.nearest(folded, wanted) if folded else (0, [])

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.folder, self._names)

    def bearers(self, name_id: int) -> Bearers:
        first, last = self._starts[name_id], self._starts[name_id + 1]
        part = slice(first, last)
        return Bearers(self._rows[part], self._types[part], self._scores[part])

    def row_of(self, place_id: str) -> int | None:
        """The row of a place by its id; None where the index has no such place."""
        if place_id.startswith("geonames:"):
            number = place_id.removeprefix("geonames:")
            return self.row_of_geonames(int(number)) if number.isdecimal() and len(number) < 10 else None
        found: int = self._ids.get(place_id, -1)
        return None if found < 0 else int(self._id_rows[found])

    def row_of_geonames(self, number: int) -> int | None:
        order = self._by_geonames
        # Of the column's own type, else all of it is converted for each look-up.
        position = int(np.searchsorted(self.columns.geonames, np.int32(number), sorter=order))
        if number <= 0 or position >= len(order):
            return None
        row = int(order[position])
        return row if int(self.columns.geonames[row]) == number else None

    def country_number(self, code: str) -> int:
        """Its number in the columns; 0 where there is no such country."""
        return self._country_numbers.get(code, 0)

    def unit_number(self, place: Place) -> int:
        """The number of a place's first-order unit in the columns; 0 where it lies in none."""
        return self._unit_numbers.get(f"{place.country}.{place.admin1}", 0) if place.admin1 else 0

    @cached_property
    def _country_numbers(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.columns.country_codes)}

    @cached_property
    def _unit_numbers(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.columns.admin1_codes)}

    def speaking(self, language: str) -> npt.NDArray[np.float32]:
        """By number of country: 1 where a language is the first one spoken, 0.5 where it is spoken too, else 0."""
        return np.array([spoken(language, line) for line in self._languages], np.float32)

    @cached_property
    def _languages(self) -> list[list[str]]:
        return [line.split() for line in (self.folder / "country_languages.txt").read_text("utf-8").split("\n")]

    def nearest_settlements(self, point: Coordinates, limit: int) -> list[tuple[int, float]]:
        """Rows of the nearest settlements, with the distance in km."""
        return self._spots.nearest(point, limit)

    @cached_property
    def _spots(self) -> Spots:
        return Spots(spots.read(self.folder))

    def id_at(self, row: int) -> str:
        own = self._cells.own_id[row]
        return f"geonames:{self._cells.geonames[row]}" if own < 0 else str(self._ids.restore_key(own))

    def _read_place(self, row: int) -> Place:
        cells, columns = self._cells, self.columns
        first, last = self._label_starts[row], self._label_starts[row + 1]
        return Place(
            id=self.id_at(row),
            name=str(self._labels[first:last], "utf-8"),
            kind=KINDS[cells.kind[row]],
            country=columns.country_codes[cells.country[row]],
            admin1=columns.admin1_codes[cells.admin1[row]].partition(".")[2],
            population=cells.population[row],
            # To about a metre, and without the tail that a float of half the width brings along.
            coordinates=Coordinates(round(cells.latitude[row], 5), round(cells.longitude[row], 5)),
            radius_km=round(cells.radius_km[row], 2),
        )


def spoken(language: str, languages: Sequence[str]) -> float:
    return 0.0 if language not in languages else 1.0 if language == languages[0] else 0.5
