"""Places that an id alone makes, in any process: spots so far from a town, sectors, middles, points.

offset:geonames:703448:75:N               75 km north of Kyiv
offset:geonames:703448:75:around          within 75 km of Kyiv
between:geonames:703448+geonames:706483   halfway between Kyiv and Kharkiv
sector:UA.07-north                        northern Kharkiv Oblast
point:48.59,37.99                         a point on Earth
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from gazetteer.place import EARTH_RADIUS_KM, Coordinates, Place, PlaceKind
from gazetteer.sectors import SECTOR_WORDS

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer

BEARINGS = {name: 45.0 * step for step, name in enumerate(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))}
WORDS = dict(zip(BEARINGS, ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")))  # noqa: B905
AROUND = "around"
FARTHEST_KM = 20_000.0
LONGEST_ID = 120
_NUMBER = r"\d{1,5}(?:\.\d{1,4})?"
_OFFSET = re.compile(rf"offset:(?P<anchor>.+):(?P<away>{_NUMBER}):(?P<bearing>[NESW]{{1,2}}|{AROUND})")
_SECTOR = re.compile(r"sector:(?P<whole>.+)-(?P<direction>[a-z]+)")
_POINT = re.compile(r"point:(?P<latitude>-?\d{1,2}(?:\.\d{1,8})?),(?P<longitude>-?\d{1,3}(?:\.\d{1,8})?)")


def derived(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """The place of an id that the index does not hold; None where the id makes none."""
    if len(place_id) > LONGEST_ID:
        return None
    make = {"offset": offset, "between": between, "sector": sector, "point": point}.get(place_id.partition(":")[0])
    return make(place_id, gazetteer) if make else None


def offset(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """A spot, with a reach of a fifth of the distance, for such figures are round; or all that lies within it."""
    match = _OFFSET.fullmatch(place_id)
    anchor = anchor_of(match["anchor"], gazetteer) if match else None
    if match is None or anchor is None or float(match["away"]) > FARTHEST_KM:
        return None
    away, bearing = float(match["away"]), match["bearing"]
    if bearing == AROUND:
        centre, reach, said = anchor.coordinates, away + anchor.radius_km, "around"
    elif bearing in BEARINGS:
        centre = destination(anchor.coordinates, BEARINGS[bearing], away)
        reach, said = max(2.0, away / 5), f"{WORDS[bearing]} of"
    else:
        return None
    name = f"{away:g} km {said} {anchor.name}"
    country = gazetteer.country_at(centre) or anchor.country
    return area(place_id, name, country, "", centre, reach)


def between(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """The middle of the way between two places, with a quarter of the way as its reach."""
    first, plus, second = place_id.removeprefix("between:").partition("+")
    one, other = anchor_of(first, gazetteer), anchor_of(second, gazetteer)
    if not plus or one is None or other is None or one.id == other.id:
        return None
    way = one.coordinates.distance_km(other.coordinates)
    centre = destination(one.coordinates, bearing_to(one.coordinates, other.coordinates), way / 2)
    name = f"halfway between {one.name} and {other.name}"
    return area(place_id, name, gazetteer.country_at(centre) or one.country, "", centre, max(2.0, way / 4))


def sector(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """The part of a province or region that lies in a direction; those of countries are in the index."""
    match = _SECTOR.fullmatch(place_id)
    whole = gazetteer.whole(match["whole"]) if match else None
    if match is None or whole is None or match["direction"] not in SECTOR_WORDS:
        return None
    # Loads shapely, which names and places do without.
    from gazetteer.shapes import middle_and_reach, sector

    outline = gazetteer.outline(whole)
    part = sector(outline, match["direction"]) if outline is not None and outline.area else None
    if part is None:
        return None
    latitude, longitude, reach = middle_and_reach(part)
    name = f"{SECTOR_WORDS[match['direction']][0]} {whole.name}"
    return area(place_id, name, whole.country, whole.admin1, Coordinates(latitude, longitude), reach)


def point(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """A point as it was written; it reaches as far as its last decimal."""
    match = _POINT.fullmatch(place_id)
    if match is None:
        return None
    try:
        centre = Coordinates(float(match["latitude"]), float(match["longitude"]))
    except ValueError:
        return None
    decimals = max(len(match[axis].partition(".")[2]) for axis in ("latitude", "longitude"))
    reach = max(0.01, round(111.2 / 10**decimals / 2, 3))
    name = f"{match['latitude']}, {match['longitude']}"
    return Place(place_id, name, PlaceKind.SITE, gazetteer.country_at(centre), "", 0, centre, reach)


def anchor_of(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """A place to reckon from: no derived one, so that no id grows without end."""
    return gazetteer.indexed(place_id)


def area(place_id: str, name: str, country: str, admin1: str, centre: Coordinates, reach: float) -> Place:
    return Place(place_id, name, PlaceKind.REGION, country, admin1, 0, centre, round(reach, 1))


def destination(start: Coordinates, bearing: float, away_km: float) -> Coordinates:
    """The point `away_km` from `start` on a great circle that leaves at `bearing` degrees from north."""
    angle, arc = math.radians(bearing), away_km / EARTH_RADIUS_KM
    here = math.radians(start.latitude)
    there = math.asin(math.sin(here) * math.cos(arc) + math.cos(here) * math.sin(arc) * math.cos(angle))
    east = math.atan2(
        math.sin(angle) * math.sin(arc) * math.cos(here), math.cos(arc) - math.sin(here) * math.sin(there)
    )
    longitude = (start.longitude + math.degrees(east) + 540) % 360 - 180
    return Coordinates(math.degrees(there), longitude)


def bearing_to(start: Coordinates, end: Coordinates) -> float:
    """Degrees from north at which the great circle from `start` to `end` leaves."""
    here, there = math.radians(start.latitude), math.radians(end.latitude)
    east = math.radians(end.longitude - start.longitude)
    across = math.sin(east) * math.cos(there)
    along = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(east)
    return math.degrees(math.atan2(across, along))
