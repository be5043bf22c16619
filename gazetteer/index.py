"""The memory-mapped index: key -> name id -> places, and the columns of the places.

Opening maps files and reads none of them, so it takes milliseconds and costs memory only for what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
import numpy.typing as npt

from gazetteer.names import NameType, join, key
from gazetteer.place import EARTH_RADIUS_KM, Coordinates, Place, PlaceKind
from gazetteer.sources import Entry

KINDS: tuple[PlaceKind, ...] = tuple(PlaceKind)
"""`Columns.kind` counts in this order."""
MOST_BEARERS = 60
"""Places kept for one name; San Antonio has more, the smallest are left out."""
LONGEST_KEY = 90
"""Characters of text that are looked at for one name."""


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
    prior: npt.NDArray[np.float32]
    """How likely a text means this place before anything else is known; comparable between places of one name."""
    country_codes: tuple[str, ...]
    admin1_codes: tuple[str, ...]
    """"UA.05"."""
    admin2_codes: tuple[str, ...]
    """"US.TX.201"."""

    def __len__(self) -> int:
        return len(self.latitude)


LESS_USUAL = {NameType.ALTERNATE: 0.4, NameType.CODE: 1.0, NameType.SHORT: 1.5, NameType.GENERATED: 0.5}
TAKEN_OFF = tuple(LESS_USUAL.get(kind, 0.0) for kind in NameType)
"""What a type of name takes off the prior: "Lviv" is the city before it is the oblast's short name."""
ARRAYS = tuple(f.name for f in fields(Columns) if not f.name.endswith("_codes"))
CODES = ("country_codes", "admin1_codes", "admin2_codes")


class Bearers(NamedTuple):
    """The places that bear a name, likeliest first, at most `MOST_BEARERS`."""

    rows: npt.NDArray[np.int32]
    name_types: npt.NDArray[np.uint8]
    """`NameType` of the name for each row."""


class Index:
    """Names and places of one built folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = marisa_trie.Trie()
        self._names.mmap(str(folder / "names.marisa"))
        self._ids = marisa_trie.Trie()
        self._ids.mmap(str(folder / "ids.marisa"))
        self._id_rows = load(folder, "id_rows")
        self._starts = load(folder, "bearer_starts")
        self._rows = load(folder, "bearer_rows")
        self._types = load(folder, "bearer_types")
        self._labels = load(folder, "labels")
        self._label_starts = load(folder, "label_starts")
        self._by_geonames = load(folder, "by_geonames")
        parts: dict[str, Any] = {name: load(folder, name) for name in ARRAYS}
        parts |= {name: tuple((folder / f"{name}.txt").read_text(encoding="utf-8").split("\n")) for name in CODES}
        self.columns = Columns(**parts)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def name_count(self) -> int:
        return len(self._names)

    def find_names(self, keys: Sequence[str]) -> list[tuple[int, int, int]]:
        """Every run [i, j) of word keys that is a name, with the name's id; nested and overlapping runs included."""
        text = join(keys)
        end_of: dict[int, int] = {}
        begins: list[tuple[int, int]] = []
        at = 0
        for position, word in enumerate(keys):
            if word:
                begins.append((position, at))
                end_of[at + len(word)] = position + 1
                at += len(word) + 1
        found = []
        prefixes = self._names.iter_prefixes_with_ids
        for position, start in begins:
            for prefix, name_id in prefixes(text[start : start + LONGEST_KEY]):
                end = end_of.get(start + len(prefix))
                if end is not None:
                    found.append((position, end, name_id))
        return found

    def name_id(self, name: str) -> int | None:
        """The id of a written name; None where no place bears it."""
        found: int = self._names.get(key(name), -1)
        return None if found < 0 else found

    def bearers(self, name_id: int) -> Bearers:
        first, last = int(self._starts[name_id]), int(self._starts[name_id + 1])
        return Bearers(self._rows[first:last], self._types[first:last])

    def row_of(self, place_id: str) -> int | None:
        """The row of a place by its id; None where the index has no such place."""
        if place_id.startswith("geonames:"):
            number = place_id.removeprefix("geonames:")
            return self.row_of_geonames(int(number)) if number.isdecimal() and len(number) < 10 else None
        found: int = self._ids.get(place_id, -1)
        return None if found < 0 else int(self._id_rows[found])

    def row_of_geonames(self, number: int) -> int | None:
        order = self._by_geonames
        position = int(np.searchsorted(self.columns.geonames, number, sorter=order))
        if number <= 0 or position >= len(order):
            return None
        row = int(order[position])
        return row if int(self.columns.geonames[row]) == number else None

    def nearest_settlements(self, point: Coordinates, limit: int) -> list[tuple[int, float]]:
        """Rows of the nearest settlements, with the distance in km; the search widens until it is sure."""
        columns = self.columns
        for reach in (0.5, 4.0, 200.0):
            near = np.abs(columns.latitude - point.latitude) <= reach
            rows = np.flatnonzero(near & (columns.kind == KINDS.index(PlaceKind.SETTLEMENT)))
            north, here = np.radians(columns.latitude[rows]), np.radians(point.latitude)
            east = np.radians(columns.longitude[rows] - point.longitude)
            half = np.sin((north - here) / 2) ** 2 + np.cos(north) * np.cos(here) * np.sin(east / 2) ** 2
            away = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(half)))
            order = np.argsort(away, kind="stable")[:limit]
            # Within the band of latitudes everything nearer than its half-width has been seen.
            if len(order) == limit and away[order[-1]] <= reach * 111:
                break
        return [(int(rows[position]), float(away[position])) for position in order]

    def id_at(self, row: int) -> str:
        own = int(self.columns.own_id[row])
        return f"geonames:{int(self.columns.geonames[row])}" if own < 0 else str(self._ids.restore_key(own))

    def place_at(self, row: int) -> Place:
        columns = self.columns
        first, last = int(self._label_starts[row]), int(self._label_starts[row + 1])
        admin1 = columns.admin1_codes[int(columns.admin1[row])]
        return Place(
            id=self.id_at(row),
            name=bytes(self._labels[first:last]).decode("utf-8"),
            kind=KINDS[int(columns.kind[row])],
            country=columns.country_codes[int(columns.country[row])],
            admin1=admin1.partition(".")[2],
            population=int(columns.population[row]),
            coordinates=Coordinates(float(columns.latitude[row]), float(columns.longitude[row])),
            radius_km=float(columns.radius_km[row]),
        )


def load(folder: Path, name: str) -> Any:
    return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)


def write(folder: Path, entries: Sequence[Entry], priors: Sequence[float]) -> None:
    """Write the index of `entries` into an empty folder; `priors` go by entry."""
    write_columns(folder, entries, priors)
    write_labels(folder, entries)
    write_names(folder, entries, priors)


def write_columns(folder: Path, entries: Sequence[Entry], priors: Sequence[float]) -> None:
    ids = marisa_trie.Trie([entry.own_id for entry in entries if entry.own_id])
    ids.save(str(folder / "ids.marisa"))
    own = [ids[entry.own_id] if entry.own_id else -1 for entry in entries]
    id_rows = np.zeros(len(ids), np.int32)
    for row, number in enumerate(own):
        if number >= 0:
            id_rows[number] = row
    admin1 = [f"{entry.country}.{entry.admin1}" if entry.admin1 else "" for entry in entries]
    admin2 = [
        f"{whole}.{entry.admin2}" if whole and entry.admin2 else ""
        for entry, whole in zip(entries, admin1, strict=True)
    ]
    geonames = np.array([entry.geonames for entry in entries], np.int32)
    arrays: dict[str, npt.NDArray[Any]] = {
        "id_rows": id_rows,
        "own_id": np.array(own, np.int32),
        "latitude": np.array([entry.latitude for entry in entries], np.float64),
        "longitude": np.array([entry.longitude for entry in entries], np.float64),
        "population": np.array([entry.population for entry in entries], np.int64),
        "kind": np.array([KINDS.index(entry.kind) for entry in entries], np.uint8),
        "is_capital": np.array([entry.is_capital for entry in entries], np.bool_),
        "geonames": geonames,
        "by_geonames": np.argsort(geonames, kind="stable").astype(np.int32),
        "radius_km": np.array([entry.radius_km for entry in entries], np.float32),
        "prior": np.array(priors, np.float32),
        "country": write_codes(folder, "country_codes", [entry.country for entry in entries]).astype(np.uint16),
        "admin1": write_codes(folder, "admin1_codes", admin1),
        "admin2": write_codes(folder, "admin2_codes", admin2),
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)


def write_codes(folder: Path, name: str, codes: Sequence[str]) -> npt.NDArray[np.int32]:
    ordered = sorted({"", *codes})
    (folder / f"{name}.txt").write_text("\n".join(ordered), encoding="utf-8")
    position = {code: number for number, code in enumerate(ordered)}
    return np.array([position[code] for code in codes], np.int32)


def write_labels(folder: Path, entries: Sequence[Entry]) -> None:
    labels = [entry.name.encode("utf-8") for entry in entries]
    np.save(folder / "labels.npy", np.frombuffer(b"".join(labels), np.uint8))
    np.save(folder / "label_starts.npy", starts([len(label) for label in labels]))


def write_names(folder: Path, entries: Sequence[Entry], priors: Sequence[float]) -> None:
    bearers: dict[str, dict[int, int]] = {}
    for row, entry in enumerate(entries):
        for name, name_type in keyed(entry.names):
            of_name = bearers.setdefault(name, {})
            of_name[row] = min(name_type, of_name.get(row, name_type))
    names = marisa_trie.Trie(bearers)
    names.save(str(folder / "names.marisa"))
    lists: list[list[tuple[int, int]]] = [[] for _ in range(len(names))]
    for name, rows in bearers.items():
        ordered = sorted((TAKEN_OFF[kind] - priors[row], row, kind) for row, kind in rows.items())
        lists[names[name]] = [(row, kind) for _, row, kind in ordered[:MOST_BEARERS]]
    np.save(folder / "bearer_starts.npy", starts([len(rows) for rows in lists]))
    np.save(folder / "bearer_rows.npy", np.array([row for rows in lists for row, _ in rows], np.int32))
    np.save(folder / "bearer_types.npy", np.array([kind for rows in lists for _, kind in rows], np.uint8))


def keyed(names: Iterable[tuple[str, NameType]]) -> Iterator[tuple[str, int]]:
    for name, name_type in names:
        folded = key(name)
        if folded and len(folded) <= LONGEST_KEY:
            yield folded, int(name_type)


def starts(lengths: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
