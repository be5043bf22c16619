"""Outlines of places, read from the built files or made from settlements when asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer import shapes
from gazetteer.index import KINDS, Index
from gazetteer.place import Place, PlaceKind
from gazetteer.sources import listed, table


def write(folder: Path, outlines: Mapping[str, BaseGeometry]) -> None:
    """Write outlines of countries and lines of borders, as well-known binary with a table of where each lies."""
    where, at = {}, 0
    with (folder / "outlines.wkb").open("wb") as stream:
        for name, shape in outlines.items():
            packed = shapely.to_wkb(shape)
            where[name] = (at, len(packed))
            at += stream.write(packed)
    (folder / "outlines.json").write_text(json.dumps(where), encoding="utf-8")


class Outlines:
    """Longitude stands before latitude in every geometry; WGS 84."""

    def __init__(self, folder: Path, index: Index) -> None:
        self._file = folder / "outlines.wkb"
        self._where: dict[str, tuple[int, int]] = json.loads((folder / "outlines.json").read_text(encoding="utf-8"))
        self._index = index
        self._units: dict[tuple[str, PlaceKind], dict[int, BaseGeometry]] = {}

    def stored(self, name: str) -> BaseGeometry | None:
        """A country by its code, a border by its pair; None where there is none."""
        if name not in self._where:
            return None
        first, length = self._where[name]
        with self._file.open("rb") as stream:
            stream.seek(first)
            return shapely.from_wkb(stream.read(length))

    def of(self, place: Place) -> BaseGeometry | None:
        """A polygon for an area, a line for a border; None for a spot and for what has no outline here."""
        if place.kind is PlaceKind.COUNTRY:
            return self.stored(place.country)
        prefix, _, name = place.id.partition(":")
        if prefix == "border":
            return self.stored(name)
        if prefix == "sector":
            return self.sector(name)
        if place.kind in (PlaceKind.ADMIN1, PlaceKind.DISTRICT):
            return self.unit(place)
        return self.region(place) if place.kind is PlaceKind.REGION else None

    def sector(self, name: str) -> BaseGeometry | None:
        whole, _, direction = name.rpartition("-")
        outline = self.stored(whole) if "." not in whole else self.admin1(whole)
        return None if outline is None or direction not in shapes.SECTORS else shapes.sector(outline, direction)

    def unit(self, place: Place) -> BaseGeometry | None:
        row = self._index.row_of(place.id)
        if row is None:
            return None
        column = self._index.columns.admin1 if place.kind is PlaceKind.ADMIN1 else self._index.columns.admin2
        return self.units(place.country, place.kind).get(int(column[row]))

    def admin1(self, code: str) -> BaseGeometry | None:
        codes = self._index.columns.admin1_codes
        country = code.partition(".")[0]
        return self.units(country, PlaceKind.ADMIN1).get(codes.index(code)) if code in codes else None

    def units(self, country: str, kind: PlaceKind) -> dict[int, BaseGeometry]:
        """Outlines of all units of a country, made from its settlements on first use."""
        if (country, kind) not in self._units:
            self._units[country, kind] = self.made_units(country, kind)
        return self._units[country, kind]

    def made_units(self, country: str, kind: PlaceKind) -> dict[int, BaseGeometry]:
        columns, outline = self._index.columns, self.stored(country)
        if outline is None or country not in columns.country_codes:
            return {}
        codes = columns.admin1 if kind is PlaceKind.ADMIN1 else columns.admin2
        chosen = (columns.country == columns.country_codes.index(country)) & (codes > 0)
        rows = np.flatnonzero(chosen & (columns.kind == KINDS.index(PlaceKind.SETTLEMENT)))
        if not len(rows):
            return {}
        points = np.stack([columns.longitude[rows], columns.latitude[rows]], axis=1)
        return dict(shapes.cells(points, [int(code) for code in codes[rows]], outline))

    def region(self, place: Place) -> BaseGeometry | None:
        """A region as the union of its members; None where it has none."""
        for row in table("regions"):
            if f"region:{row['id']}" == place.id or f"geonames:{row['geonames']}" == place.id:
                parts = [self.admin1(code) if "." in code else self.stored(code) for code in listed(row["members"])]
                known = [part for part in parts if part is not None]
                return shapely.union_all(known) if known else None
        return None

    @cached_property
    def _tree(self) -> tuple[Any, list[str]]:
        codes = [name for name in self._where if "-" not in name]
        return shapely.STRtree([shape for shape in map(self.stored, codes) if shape is not None]), codes

    def country_at(self, latitude: float, longitude: float) -> str:
        """The country whose outline holds a point, or lies within 20 km, for coasts are drawn coarsely; "" at sea."""
        tree, codes = self._tree
        point = shapely.Point(longitude, latitude)
        inside = tree.query(point, "within")
        nearest = inside if len(inside) else tree.query_nearest(point, max_distance=0.18)
        return codes[int(nearest[0])] if len(nearest) else ""

    def neighbours(self, country: str) -> tuple[str, ...]:
        pairs = [name.split("-") for name in self._where if "-" in name]
        return tuple(sorted(other for pair in pairs if country in pair for other in pair if other != country))
