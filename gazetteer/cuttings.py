"""Places that are cut out of outlines, each made again from its id.

sector:UA.07-north, sector:geonames:702550-east    northern Kharkiv Oblast, eastern Lviv
border:UA.05-UA.07, border:MX-US.TX                borders of provinces
border:BY-UA@geonames:710735                       the border of countries or provinces by a town
coast:UA, coast:UA.11-south, coast:UA+geonames:630673    coast of Ukraine, southern coast of Crimea, Black Sea coast

Where an area has no outline, it is taken as round.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gazetteer.place import EARTH_RADIUS_KM, Coordinates, Place, PlaceKind
from gazetteer.sectors import SECTOR_WORDS

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    from gazetteer.opened import Gazetteer

NORTHWARD = {"north": 1, "south": -1}
EASTWARD = {"east": 1, "west": -1}
OF_AREAS = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.DISTRICT)
BY_TOWN_KM = 200.0
"""A town says which part of a border is meant up to here."""
DEGREE_KM = math.radians(1) * EARTH_RADIUS_KM


def code_of(place: Place) -> str:
    """What an area is called in the ids made of it."""
    if place.kind is PlaceKind.COUNTRY:
        return place.country
    return f"{place.country}.{place.admin1}" if place.kind is PlaceKind.ADMIN1 else place.id


def sector(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """Those of countries are in the index."""
    code, _, direction = place_id.removeprefix("sector:").rpartition("-")
    whole = gazetteer.whole(code) if direction in SECTOR_WORDS else None
    return None if whole is None or code != code_of(whole) else sector_of(whole, direction, gazetteer)


def sector_of(whole: Place, direction: str, gazetteer: Gazetteer) -> Place | None:
    """The part of an area or a town that lies in a direction ("northeast", "centre")."""
    # Loads shapely, which names and places do without.
    from gazetteer.shapes import middle_and_reach
    from gazetteer.shapes import sector as cut

    place_id, name = f"sector:{code_of(whole)}-{direction}", f"{SECTOR_WORDS[direction][0]} {whole.name}"
    if (known := gazetteer.indexed(place_id)) is not None:
        return known
    outline = gazetteer.outline(whole) if whole.kind in OF_AREAS else None
    part = cut(outline, direction) if outline is not None and outline.area else None
    if part is not None:
        latitude, longitude, reach = middle_and_reach(part)
        return area(place_id, name, whole, PlaceKind.REGION, Coordinates(latitude, longitude), reach)
    kind = PlaceKind.DISTRICT if whole.kind is PlaceKind.SETTLEMENT else PlaceKind.REGION
    return area(place_id, name, whole, kind, half_out(whole, direction), max(0.5, whole.radius_km * 0.5))


def half_out(whole: Place, direction: str) -> Coordinates:
    """Half the way from the point of a place to its edge."""
    north = next((sign for word, sign in NORTHWARD.items() if word in direction), 0)
    east = next((sign for word, sign in EASTWARD.items() if word in direction), 0)
    away = whole.radius_km / 2 / DEGREE_KM / (math.hypot(north, east) or 1)
    latitude = max(-89.9, min(89.9, whole.coordinates.latitude + north * away))
    longitude = whole.coordinates.longitude + east * away / max(0.01, math.cos(math.radians(latitude)))
    return Coordinates(latitude, (longitude + 540) % 360 - 180)


def border(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """Those of two countries are in the index; others begin with a code that sorts first."""
    pair, _, town_id = place_id.removeprefix("border:").partition("@")
    codes = pair.split("-")
    if len(codes) != 2 or codes[0] >= codes[1]:
        return None
    whole = border_of(codes[0], codes[1], gazetteer)
    if not town_id or whole is None:
        return whole
    town = gazetteer.indexed(town_id)
    return None if town is None else border_by(whole, town, gazetteer)


def border_of(one: str, other: str, gazetteer: Gazetteer) -> Place | None:
    """The border of two countries or units by their codes, in any order; None where they share none."""
    one, other = sorted((one, other))
    place_id = f"border:{one}-{other}"
    known = gazetteer.indexed(place_id)
    if known is not None or "." not in one + other:
        return known
    sides = [gazetteer.whole(code) for code in (one, other)]
    line = gazetteer.line(place_id) if None not in sides else None
    if line is None or line.is_empty:
        return None
    from gazetteer.shapes import middle_and_reach

    latitude, longitude, reach = middle_and_reach(line)
    first, second = (side for side in sides if side is not None)
    country = first.country if first.country == second.country else ""
    name = f"{first.name}–{second.name} border"
    return Place(place_id, name, PlaceKind.BORDER, country, "", 0, Coordinates(latitude, longitude), reach)


def border_by(whole: Place, town: Place, gazetteer: Gazetteer) -> Place | None:
    """The point of a border that lies nearest to a town; it reaches over all of the border. None far from it."""
    from gazetteer.shapes import distances_km

    line = gazetteer.outline(whole)
    if line is None or town.coordinates.distance_km(whole.coordinates) > whole.radius_km + BY_TOWN_KM:
        return None
    points = points_along(line)
    away = distances_km(points, town.coordinates.latitude, town.coordinates.longitude)
    if away.min() > BY_TOWN_KM:
        return None
    longitude, latitude = points[away.argmin()].tolist()
    reach = round(float(distances_km(points, latitude, longitude).max()), 1)
    name, centre = f"{whole.name} by {town.name}", Coordinates(latitude, longitude)
    return Place(f"{whole.id}@{town.id}", name, PlaceKind.BORDER, whole.country, "", 0, centre, reach)


def coast(place_id: str, gazetteer: Gazetteer) -> Place | None:
    land, _, sea_id = place_id.removeprefix("coast:").partition("+")
    code, _, direction = land.rpartition("-")
    code, direction = (code, direction) if direction in SECTOR_WORDS else (land, "")
    whole, sea = gazetteer.whole(code), gazetteer.indexed(sea_id) if sea_id else None
    if whole is None or code != code_of(whole) or (sea_id and sea is None):
        return None
    return coast_of(whole, direction, sea, gazetteer)


def coast_of(whole: Place, direction: str, sea: Place | None, gazetteer: Gazetteer) -> Place | None:
    """The coast of an area, or the part of it in a direction or at a sea; None where it has none."""
    from gazetteer.shapes import middle_and_reach

    place_id = f"coast:{code_of(whole)}" + (f"-{direction}" if direction else "") + (f"+{sea.id}" if sea else "")
    line = gazetteer.line(place_id)
    if line is None or line.is_empty:
        return None
    latitude, longitude, reach = middle_and_reach(line)
    said = " ".join(word for word in (direction and SECTOR_WORDS[direction][0], sea.name if sea else "") if word)
    name = f"{said} coast of {whole.name}" if said else f"coast of {whole.name}"
    return area(place_id, name, whole, PlaceKind.REGION, Coordinates(latitude, longitude), reach)


def points_along(line: BaseGeometry) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Longitude and latitude of points on a line, some 5 km apart."""
    import shapely

    return shapely.get_coordinates(shapely.segmentize(line, 0.05))


def area(place_id: str, name: str, whole: Place, kind: PlaceKind, centre: Coordinates, reach: float) -> Place:
    return Place(place_id, name, kind, whole.country, whole.admin1, 0, centre, round(reach, 1))
