"""Places that others make up: the border of two countries, a sector of a country; with the ways to write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shapely.geometry.base import BaseGeometry

from gazetteer import shapes
from gazetteer.names import NameType
from gazetteer.place import PlaceKind
from gazetteer.sectors import SECTOR_WORDS, sector_names
from gazetteer.sources import Entry


def borders(countries: Sequence[Entry], lines: Mapping[str, BaseGeometry]) -> Iterator[Entry]:
    by_code = {country.country: country for country in countries}
    for pair, line in lines.items():
        one, other = (by_code[code] for code in pair.split("-"))
        latitude, longitude, reach = shapes.middle_and_reach(line)
        entry = Entry(
            name=f"{one.name}–{other.name} border",
            kind=PlaceKind.BORDER,
            latitude=latitude,
            longitude=longitude,
            radius_km=reach,
            own_id=f"border:{pair}",
        )
        entry.add(NameType.PRIMARY, entry.name)
        entry.add(NameType.GENERATED, *border_names(usual_names(one), usual_names(other)))
        entry.add(NameType.GENERATED, *border_names(adjectives(one), adjectives(other)))
        yield entry


def border_names(ones: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    for one in ones:
        for other in others:
            for first, second in ((one, other), (other, one)):
                yield f"{first} {second} border"
                yield f"{first}/{second} border"
                yield f"{first} and {second} border"
                yield f"border between {first} and {second}"
                yield f"border of {first} and {second}"
                yield f"{first}'s border with {second}"
                yield f"{first} border with {second}"


def usual_names(country: Entry) -> list[str]:
    names = [name for name, kind in country.names if kind in (NameType.PRIMARY, NameType.ABBREVIATION)]
    return names + [name for name, kind in country.names[1:4] if kind is NameType.ALTERNATE and len(name) < 16]


def adjectives(country: Entry) -> list[str]:
    return [name for name, kind in country.names if kind is NameType.DEMONYM and not name.endswith(("s", "men"))][:2]


def sectors(countries: Sequence[Entry], outlines: Mapping[str, BaseGeometry]) -> Iterator[Entry]:
    for country in countries:
        outline = outlines.get(country.country)
        for direction, words in SECTOR_WORDS.items():
            part = shapes.sector(outline, direction) if outline is not None else None
            if part is None:
                continue
            latitude, longitude, reach = shapes.middle_and_reach(part)
            entry = Entry(
                name=f"{words[0]} {country.name}",
                kind=PlaceKind.REGION,
                latitude=latitude,
                longitude=longitude,
                country=country.country,
                radius_km=reach,
                own_id=f"sector:{country.country}-{direction}",
            )
            entry.add(NameType.GENERATED, *sector_names(words, usual_names(country)))
            yield entry
