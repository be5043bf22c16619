"""A world of a few places, so that building is tested in moments. Run: python tiny_world.py CACHE LOG [SECONDS]"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer import building
from gazetteer.names import NameType
from gazetteer.place import PlaceKind
from gazetteer.sources import Entry


def entries(progress: building.Progress) -> list[Entry]:
    progress("settling", 0.0)
    towns = [town(number, f"Town {number}", number % 7, number % 11) for number in range(1, 400)]
    land = Entry("Tinyland", PlaceKind.COUNTRY, 5.0, 5.0, "TI", radius_km=700, own_id="country:TI")
    land.add(NameType.PRIMARY, "Tinyland")
    province = Entry("First Province", PlaceKind.ADMIN1, 4.0, 5.0, "TI", "01", radius_km=500, own_id="admin1:TI.01")
    province.add(NameType.PRIMARY, "First Province")
    province.add(NameType.SHORT, "Town 70")
    sea = Entry("The Tiny Sea", PlaceKind.WATER, 4.0, 11.0, radius_km=90, geonames=900)
    sea.add(NameType.PRIMARY, "The Tiny Sea")
    return [*towns, land, province, sea]


def town(number: int, name: str, latitude: float, longitude: float) -> Entry:
    place = Entry(name, PlaceKind.SETTLEMENT, latitude, longitude, "TI", "01", population=number, geonames=number)
    place.add(NameType.PRIMARY, name)
    return place


def outlines(_: Sequence[Entry]) -> Iterator[tuple[str, BaseGeometry]]:
    yield "TI", shapely.box(0, 0, 12, 8)


def world(stamp: str = "tiny") -> building.World:
    return building.World(lambda: stamp, entries, outlines)


def slow(log: Path, seconds: float) -> building.World:
    """A world that takes its time, and tells when it is being made."""

    def slowly(progress: building.Progress) -> list[Entry]:
        with log.open("a") as stream:
            stream.write("building\n")
        time.sleep(seconds)
        return entries(progress)

    return world()._replace(entries=slowly)


if __name__ == "__main__":
    cache, log = map(Path, sys.argv[1:3])
    print(building.ensure(cache, world=slow(log, float(sys.argv[3]))))
