"""Entries -> the files of the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import numpy.typing as npt

from gazetteer import spelling, spots, weighing
from gazetteer.index import Columns, read_columns
from gazetteer.names import NameType, key
from gazetteer.place import KINDS, PlaceKind
from gazetteer.sources import Entry, languages

MOST_BEARERS = 60
"""Places kept for one name; San Antonio has more, the smallest are left out."""
LONGEST_KEY = 90
"""Characters; longer names are no names that a text uses."""
NAMES_AT_ONCE = 200_000
"""Weighed at a time, so that their features fit in some 100 MB."""


def write(folder: Path, entries: Sequence[Entry]) -> None:
    """Write the index of `entries` into an empty folder."""
    write_columns(folder, entries)
    write_labels(folder, entries)
    write_languages(folder)
    write_spots(folder, entries)
    write_names(folder, entries)


def write_columns(folder: Path, entries: Sequence[Entry]) -> None:
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


def write_languages(folder: Path) -> None:
    """Languages of each country, the first one first, in the order of the country codes."""
    codes = (folder / "country_codes.txt").read_text("utf-8").split("\n")
    spoken = languages()
    (folder / "country_languages.txt").write_text("\n".join(spoken.get(code, "") for code in codes), encoding="utf-8")


def write_spots(folder: Path, entries: Sequence[Entry]) -> None:
    """Write where the settlements lie."""
    found = [(row, entry) for row, entry in enumerate(entries) if entry.kind is PlaceKind.SETTLEMENT]
    rows = np.array([row for row, _ in found], np.int32)
    latitude, longitude = (
        np.array([getattr(entry, axis) for _, entry in found], np.float64) for axis in ("latitude", "longitude")
    )
    spots.write(folder, spots.arranged(rows, latitude, longitude))


def write_labels(folder: Path, entries: Sequence[Entry]) -> None:
    labels = [entry.name.encode("utf-8") for entry in entries]
    np.save(folder / "labels.npy", np.frombuffer(b"".join(labels), np.uint8))
    np.save(folder / "label_starts.npy", starts([len(label) for label in labels]))


def write_names(folder: Path, entries: Sequence[Entry]) -> None:
    named = [(name, row, kind) for row, entry in enumerate(entries) for name, kind in keyed(entry.names)]
    keys, all_rows, all_types = zip(*named, strict=True)
    names = marisa_trie.Trie(set(keys))
    names.save(str(folder / "names.marisa"))
    spelling.write(folder, names)
    ids = np.fromiter((names[name] for name in keys), np.int64, len(keys))
    rows, types = np.array(all_rows, np.int32), np.array(all_types, np.uint8)
    # A place that bears a name twice bears it in the more usual way.
    order = np.lexsort((types, rows, ids))
    ids, rows, types = ids[order], rows[order], types[order]
    once = np.flatnonzero((np.diff(ids, prepend=-1) != 0) | (np.diff(rows, prepend=-1) != 0))
    ids, rows, types = ids[once], rows[once], types[once]
    scores = scored(read_columns(folder), ids, rows, types)
    order = np.lexsort((rows, -scores, ids))
    ids, rows, types, scores = ids[order], rows[order], types[order], scores[order]
    counts = np.bincount(ids, minlength=len(names))
    kept = np.arange(len(ids)) - starts(counts)[ids] < MOST_BEARERS
    np.save(folder / "bearer_starts.npy", starts(np.minimum(counts, MOST_BEARERS)))
    np.save(folder / "bearer_rows.npy", rows[kept])
    np.save(folder / "bearer_types.npy", types[kept])
    np.save(folder / "bearer_scores.npy", scores[kept])


def scored(
    places: Columns, ids: npt.NDArray[np.int64], rows: npt.NDArray[np.int32], types: npt.NDArray[np.uint8]
) -> npt.NDArray[np.float32]:
    """The prior score of each bearer; those of one name lie side by side."""
    people = weighing.people_by_country(places)
    begins = np.flatnonzero(np.diff(ids, prepend=-1) != 0)
    parts = []
    for first in range(0, len(begins), NAMES_AT_ONCE):
        own = begins[first : first + NAMES_AT_ONCE]
        end = begins[first + NAMES_AT_ONCE] if first + NAMES_AT_ONCE < len(begins) else len(ids)
        part = slice(own[0], end)
        parts.append(weighing.prior_scores(rows[part], types[part], own - own[0], places, people))
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def keyed(names: Iterable[tuple[str, NameType]]) -> Iterator[tuple[str, int]]:
    for name, name_type in names:
        folded = key(name)
        if folded and len(folded) <= LONGEST_KEY:
            yield folded, int(name_type)


def starts(lengths: npt.ArrayLike) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
