"""Outlines of places: written when the index is built, read when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer import lines, shapes, squares
from gazetteer.index import Index
from gazetteer.mapped import load
from gazetteer.phrases.relations import words_of
from gazetteer.place import Place, PlaceKind
from gazetteer.sources import listed, table

CUT = ("sector:", "border:", "coast:")
"""What the ids of places begin with that are cut out of outlines."""
COAST_DEGREES = 0.18
"""How far off a coast of our outlines may lie: 20 km."""


def write(folder: Path, outlines: Iterable[tuple[str, BaseGeometry]]) -> None:
    """Write outlines and lines as well-known binary, with a table of where each lies."""
    names: list[str] = []
    lengths: list[int] = []
    countries: dict[int, BaseGeometry] = {}
    with (folder / "outlines.wkb").open("wb") as stream:
        for name, shape in outlines:
            if len(name) == 2:
                countries[len(names)] = shape
            names.append(name)
            lengths.append(stream.write(shapely.to_wkb(shape)))
    (folder / "outlines.txt").write_text("\n".join(names), encoding="utf-8")
    np.save(folder / "outline_starts.npy", np.cumsum([0, *lengths], dtype=np.int64))
    np.save(folder / "country_squares.npy", squares.squares(countries, COAST_DEGREES))


class Areas:
    """Outlines by code, to be asked which of them holds a point."""

    def __init__(self, outlines: Mapping[str, BaseGeometry]) -> None:
        self._codes = list(outlines)
        self._outlines = np.array(list(outlines.values()), object)
        shapely.prepare(self._outlines)
        self._tree = shapely.STRtree(self._outlines)

    def at(self, latitude: float, longitude: float) -> str:
        """The code of the outline that holds a point, or of the nearest within 20 km; "" where there is none."""
        point = shapely.Point(longitude, latitude)
        for number in self._tree.query(point).tolist():
            # Prepared, so that a coast of thousands of corners is not walked along.
            if shapely.contains_xy(self._outlines[number], longitude, latitude):
                return self._codes[int(number)]
        near, tree = self._edges
        nearest = tree.query_nearest(point, max_distance=COAST_DEGREES)
        return self._codes[int(near[nearest[0]])] if nearest.size else ""

    @cached_property
    def _edges(self) -> tuple[npt.NDArray[np.int64], shapely.STRtree]:
        """Short pieces of the outlines' edges, each with the number of its outline: at sea few of them are near."""
        pieces = [lines.pieces(outline) for outline in self._outlines]
        numbers = np.repeat(np.arange(len(pieces)), [len(each) for each in pieces])
        return numbers, shapely.STRtree([piece for each in pieces for piece in each])


class Outlines:
    """Longitude stands before latitude in every geometry; WGS 84."""

    def __init__(self, folder: Path, index: Index) -> None:
        self._file = folder / "outlines.wkb"
        names = (folder / "outlines.txt").read_text(encoding="utf-8").split("\n")
        self._names = names
        self._where = {name: number for number, name in enumerate(names)}
        self._squares = load(folder, "country_squares")
        self._starts = load(folder, "outline_starts")
        self._index = index
        self._units: dict[str, Areas] = {}
        self._shores: dict[str, BaseGeometry] = {}

    def stored(self, name: str) -> BaseGeometry | None:
        """A country or unit by its code, a border by its pair; None where there is none."""
        number = self._where.get(name)
        if number is None:
            return None
        first, end = int(self._starts[number]), int(self._starts[number + 1])
        with self._file.open("rb") as stream:
            stream.seek(first)
            return shapely.from_wkb(stream.read(end - first))

    def of(self, place: Place) -> BaseGeometry | None:
        """A polygon for an area, a line for a border; None for a spot and for what has no outline here."""
        if place.kind is PlaceKind.COUNTRY:
            return self.stored(place.country)
        if place.id.startswith(CUT):
            return self.cut(place.id)
        if place.kind in (PlaceKind.ADMIN1, PlaceKind.DISTRICT):
            return self.unit(place)
        return self.region(place) if place.kind is PlaceKind.REGION else None

    def cut(self, place_id: str) -> BaseGeometry | None:
        """What the id of a sector, border or coast cuts out of other outlines; None where there is nothing."""
        prefix, _, name = place_id.partition(":")
        if prefix == "border":
            return self.border(name.partition("@")[0])
        return self.sector(name) if prefix == "sector" else self.coast(name)

    def border(self, pair: str) -> BaseGeometry | None:
        """That of two countries, or of units by their codes."""
        known = self.stored(pair)
        if known is not None or pair.count("-") != 1:
            return known
        one, other = (self.stored(code.removeprefix("admin2:")) for code in pair.split("-"))
        return None if one is None or other is None else lines.shared(one, other)

    def coast(self, name: str) -> BaseGeometry | None:
        """ "UA", "UA.11-south", "UA+geonames:630673"."""
        land, _, sea_id = name.partition("+")
        code, _, direction = land.rpartition("-")
        code, direction = (code, direction) if direction in shapes.SECTORS else (land, "")
        row = self._index.row_of(code)
        outline = self.stored(code) if row is None else self.of(self._index.place_at(row))
        countries = [code[:2]] if row is None else self.members(code)
        if outline is None or not countries:
            return None
        shores = shapely.union_all([self.shore(country) for country in countries])
        line = shores if len(code) == 2 else shores.intersection(outline.buffer(0.02))
        line = lines.part_of(line, outline, direction) if direction else line
        row = self._index.row_of(sea_id)
        sea = None if row is None else self._index.place_at(row)
        line = lines.at_sea(line, sea, seas(sea)) if sea is not None else line
        long = [part for part in shapely.get_parts(line) if part.length > 0]
        return shapely.union_all(long) if long else None

    def shore(self, country: str) -> BaseGeometry:
        """All coasts of a country but those of small and far-off parts."""
        if country not in self._shores:
            outline = self.stored(country)
            beside = [shape for shape in map(self.stored, self.neighbours(country)) if shape is not None]
            self._shores[country] = shapely.LineString() if outline is None else lines.shore(outline, beside)
        return self._shores[country]

    def members(self, region: str) -> list[str]:
        """Codes of the countries that a region lies in, as far as it is known by its members."""
        for row in table("regions"):
            if region in (f"region:{row['id']}", f"geonames:{row['geonames']}"):
                return sorted({code[:2] for code in listed(row["members"])})
        return []

    def sector(self, name: str) -> BaseGeometry | None:
        whole, _, direction = name.rpartition("-")
        row = self._index.row_of(whole)
        outline = self.stored(whole) if row is None else self.of(self._index.place_at(row))
        return None if outline is None or direction not in shapes.SECTORS else shapes.sector(outline, direction)

    def unit(self, place: Place) -> BaseGeometry | None:
        row = self._index.row_of(place.id)
        if row is None:
            return None
        columns = self._index.columns
        if place.kind is PlaceKind.ADMIN1:
            return self.stored(columns.admin1_codes[columns.admin1[row]])
        return self.stored(columns.admin2_codes[columns.admin2[row]])

    def region(self, place: Place) -> BaseGeometry | None:
        """A region as the union of its members; None where it has none."""
        for row in table("regions"):
            if f"region:{row['id']}" == place.id or f"geonames:{row['geonames']}" == place.id:
                parts = [self.stored(code) for code in listed(row["members"])]
                known = [part for part in parts if part is not None]
                return shapely.union_all(known) if known else None
        return None

    def knows(self, country: str) -> bool:
        """Whether a country has an outline; some small ones and some territories overseas have none."""
        return country in self._where

    def country_at(self, latitude: float, longitude: float) -> str:
        """The country whose outline holds a point, or lies within 20 km, for coasts are drawn coarsely; "" at sea."""
        square = squares.at(self._squares, latitude, longitude)
        if square == squares.MIXED:
            return self._countries.at(latitude, longitude)
        return "" if square == squares.SEA else self._names[square]

    def units_at(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """Codes of the first-order unit and the country at a point, as `country_at` finds them; () at sea."""
        country = self.country_at(latitude, longitude)
        unit = self._units_of(country).at(latitude, longitude) if country else ""
        return tuple(code for code in (unit, country) if code)

    @cached_property
    def _countries(self) -> Areas:
        return self._areas(name for name in self._where if len(name) == 2)

    def _units_of(self, country: str) -> Areas:
        if country not in self._units:
            self._units[country] = self._areas(self._unit_codes.get(country, ()))
        return self._units[country]

    @cached_property
    def _unit_codes(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = {}
        for name in self._where:
            if name.count(".") == 1:
                codes.setdefault(name[:2], []).append(name)
        return codes

    def _areas(self, codes: Iterable[str]) -> Areas:
        shapes_of = {code: self.stored(code) for code in codes}
        return Areas({code: shape for code, shape in shapes_of.items() if shape is not None})

    def neighbours(self, country: str) -> tuple[str, ...]:
        return tuple(sorted(self._neighbours.get(country, ())))

    @cached_property
    def _neighbours(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._where:
            one, hyphen, other = name.partition("-")
            if hyphen and len(one) == 2:
                found.setdefault(one, []).append(other)
                found.setdefault(other, []).append(one)
        return found


def seas(but: Place) -> npt.NDArray[np.float64]:
    """Longitude, latitude and reach in km of all seas but one."""
    words = words_of("sea")
    rows = [row for row in table("waters") if not words.keys().isdisjoint(row["name"].lower().split())]
    return np.array(
        [
            (float(row["longitude"]), float(row["latitude"]), float(row["radius_km"]))
            for row in rows
            if row["name"] != but.name
        ]
    )
