"""Places that an id alone makes, in any process: spots so far from a town, sectors, middles, points.

offset:geonames:703448:75:N               75 km north of Kyiv
offset:geonames:703448:75:around          within 75 km of Kyiv
offset:coast:LY:48.3:offshore             48.3 km off the coast of Libya
towards:geonames:703448:NE                north-east of Kyiv, nobody says how far
near:geonames:703448                      near Kyiv
edge:geonames:703448, edge:geonames:703448:E     outskirts of Kyiv, eastern outskirts of Kyiv
between:geonames:703448+geonames:706483   halfway between Kyiv and Kharkiv
way:geonames:703448+geonames:706483       somewhere between Kyiv and Kharkiv
point:48.59,37.99                         a point on Earth
unlisted:geonames:4250542:25:Mercy_Hospital      Mercy Hospital, within 25 km of Springfield

Those that are cut out of outlines (sectors, coasts, borders) are in `gazetteer.cuttings`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gazetteer import cuttings
from gazetteer.place import EARTH_RADIUS_KM, Coordinates, Place, PlaceKind

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer

POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
BEARINGS = {name: 22.5 * step for step, name in enumerate(POINTS)}
"""Degrees from north."""
POINT_WORDS = (
    "north", "north-northeast", "northeast", "east-northeast", "east", "east-southeast", "southeast", "south-southeast",
    "south", "south-southwest", "southwest", "west-southwest", "west", "west-northwest", "northwest", "north-northwest",
)  # fmt: skip
WORDS = dict(zip(POINTS, POINT_WORDS, strict=True))
AROUND = "around"
OFFSHORE = "offshore"
FARTHEST_KM = 20_000.0
LONGEST_ID = 160
LONGEST_NAME = 60
"""Characters of an unlisted thing's name that its id keeps."""
AT_SEA_KM = 30.0
"""Coasts are drawn coarsely: so far out a point is surely at sea."""
NESTING = frozenset({"sector", "coast", "border", "point"})
"""Derived places that others may be reckoned from; these are made of places of the index alone, or of nothing."""
_NUMBER = r"\d{1,5}(?:\.\d{1,4})?"
_OFFSET = re.compile(rf"offset:(?P<anchor>.+):(?P<away>{_NUMBER}):(?P<bearing>[NESW]{{1,3}}|{AROUND}|{OFFSHORE})")
_TOWARDS = re.compile(r"(?:towards|edge):(?P<anchor>.+):(?P<bearing>[NESW]{1,3})")
UNLISTED = "unlisted"
"""Opens the ids of things that the gazetteer does not list."""
_UNLISTED = re.compile(rf"{UNLISTED}:(?P<anchor>.+):(?P<reach>\d{{1,4}}):(?P<name>[^:]+)")
_POINT = re.compile(r"point:(?P<latitude>-?\d{1,2}(?:\.\d{1,8})?),(?P<longitude>-?\d{1,3}(?:\.\d{1,8})?)")


def derived(place_id: str, gazetteer: Gazetteer) -> Place | None:
    """The place of an id that the index does not hold; None where the id makes none."""
    if len(place_id) > LONGEST_ID:
        return None
    make = MAKERS.get(place_id.partition(":")[0])
    return make(place_id, gazetteer) if make else None


def offset(place_id: str, gazetteer: Gazetteer) -> Place | None:
    match = _OFFSET.fullmatch(place_id)
    anchor = anchor_of(match["anchor"], gazetteer) if match else None
    return (
        None if match is None or anchor is None else so_far(anchor, float(match["away"]), match["bearing"], gazetteer)
    )


def so_far(anchor: Place, away: float, bearing: str, gazetteer: Gazetteer) -> Place | None:
    """A spot, with a reach of a fifth of the distance, for such figures are round; or all that lies within it.

    Args:
        away: km.
        bearing: a point of the compass, "around", or "offshore" for wherever the sea is.
    """
    place_id = f"offset:{anchor.id}:{away:g}:{bearing}"
    if away > FARTHEST_KM:
        return None
    degrees = BEARINGS.get(bearing)
    if bearing == OFFSHORE:
        degrees = seaward(anchor, away, gazetteer)
    if degrees is None and bearing not in (AROUND, OFFSHORE):
        return None
    if degrees is None:
        centre, reach = anchor.coordinates, away + anchor.radius_km
    else:
        centre, reach = destination(anchor.coordinates, degrees, away), max(2.0, away / 5)
    if bearing == OFFSHORE:
        reach, said = away + anchor.radius_km, "off"
    else:
        said = "around" if bearing == AROUND else f"{WORDS[bearing]} of"
    name = f"{away:g} km {said} {anchor.name}"
    country = gazetteer.country_at(centre) if degrees is not None else anchor.country
    return area(place_id, name, country or anchor.country, "", centre, reach)


def seaward(anchor: Place, away: float, gazetteer: Gazetteer) -> float | None:
    """The middle of the directions in which the sea lies from a place; None where it lies in none or in all."""
    far = max(away, AT_SEA_KM)
    spots = {degrees: destination(anchor.coordinates, degrees, far) for degrees in BEARINGS.values()}
    wet = [math.radians(degrees) for degrees, spot in spots.items() if not gazetteer.country_at(spot)]
    east, north = sum(map(math.sin, wet)), sum(map(math.cos, wet))
    return math.degrees(math.atan2(east, north)) if math.hypot(east, north) > 1e-6 else None


def towards(place_id: str, gazetteer: Gazetteer) -> Place | None:
    match = _TOWARDS.fullmatch(place_id)
    anchor = anchor_of(match["anchor"], gazetteer) if match else None
    return None if match is None or anchor is None else beyond(anchor, match["bearing"], gazetteer)


def beyond(anchor: Place, bearing: str, gazetteer: Gazetteer) -> Place | None:
    """Somewhere in a direction: the nearer the likelier, so as far off as the place is wide, and unsure by as much."""
    if bearing not in BEARINGS:
        return None
    away = round(2 * anchor.radius_km + 10, 1)
    centre = destination(anchor.coordinates, BEARINGS[bearing], away)
    country = gazetteer.country_at(centre) or anchor.country
    return area(f"towards:{anchor.id}:{bearing}", f"{WORDS[bearing]} of {anchor.name}", country, "", centre, away)


def near(place_id: str, gazetteer: Gazetteer) -> Place | None:
    anchor = anchor_of(place_id.removeprefix("near:"), gazetteer)
    return None if anchor is None else next_to(anchor)


def next_to(anchor: Place) -> Place:
    """A place and what lies around it."""
    reach = 2 * anchor.radius_km + 5 if not anchor.is_area else 1.1 * anchor.radius_km + 5
    return area(f"near:{anchor.id}", f"near {anchor.name}", anchor.country, anchor.admin1, anchor.coordinates, reach)


def edge(place_id: str, gazetteer: Gazetteer) -> Place | None:
    match = _TOWARDS.fullmatch(place_id)
    anchor = anchor_of(match["anchor"] if match else place_id.removeprefix("edge:"), gazetteer)
    return None if anchor is None else at_edge(anchor, match["bearing"] if match else "")


def at_edge(anchor: Place, bearing: str) -> Place | None:
    """The outskirts of a place, those in a direction where one is said: as far out as the place reaches."""
    name, place_id = f"outskirts of {anchor.name}", f"edge:{anchor.id}"
    centre, reach = anchor.coordinates, 1.2 * anchor.radius_km + 2
    if bearing:
        if bearing not in BEARINGS:
            return None
        centre = destination(centre, BEARINGS[bearing], anchor.radius_km)
        name, place_id, reach = f"{WORDS[bearing]}ern {name}", f"{place_id}:{bearing}", 0.5 * anchor.radius_km + 1
    return area(place_id, name, anchor.country, anchor.admin1, centre, reach)


def between(place_id: str, gazetteer: Gazetteer) -> Place | None:
    prefix, _, ends = place_id.partition(":")
    first, plus, second = ends.partition("+")
    one, other = anchor_of(first, gazetteer), anchor_of(second, gazetteer)
    if not plus or one is None or other is None:
        return None
    return middle_of(one, other, gazetteer, anywhere=prefix == "way")


def middle_of(one: Place, other: Place, gazetteer: Gazetteer, *, anywhere: bool = False) -> Place | None:
    """The middle of the way between two places, with a quarter of the way as its reach, or half where it may be any."""
    if one.id == other.id:
        return None
    way = one.coordinates.distance_km(other.coordinates)
    centre = destination(one.coordinates, bearing_to(one.coordinates, other.coordinates), way / 2)
    prefix, said = ("way", "between") if anywhere else ("between", "halfway between")
    place_id, name = f"{prefix}:{one.id}+{other.id}", f"{said} {one.name} and {other.name}"
    country = gazetteer.country_at(centre) or one.country
    return area(place_id, name, country, "", centre, max(2.0, way / (2 if anywhere else 4)))


def unlisted(place_id: str, gazetteer: Gazetteer) -> Place | None:
    match = _UNLISTED.fullmatch(place_id)
    anchor = anchor_of(match["anchor"], gazetteer) if match else None
    if match is None or anchor is None:
        return None
    return somewhere_near(anchor, match["name"].replace("_", " "), float(match["reach"]))


def somewhere_near(anchor: Place, name: str, reach_km: float) -> Place:
    """What bears a name that is not listed, somewhere within so many whole km of a place."""
    short = " ".join(name.replace(":", " ").replace("_", " ").split())[:LONGEST_NAME].strip()
    place_id = f"{UNLISTED}:{anchor.id}:{reach_km:.0f}:{short.replace(' ', '_')}"
    called = f"{short}, somewhere {'in' if anchor.is_area else 'near'} {anchor.name}"
    return area(place_id, called, anchor.country, anchor.admin1, anchor.coordinates, round(reach_km))


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
    """A place to reckon from: one of the index, or one that these make; so no id grows without end."""
    found = gazetteer.indexed(place_id)
    nests = found is None and place_id.partition(":")[0] in NESTING
    return derived(place_id, gazetteer) if nests else found


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


MAKERS: Mapping[str, Callable[[str, Gazetteer], Place | None]] = {
    "offset": offset,
    "towards": towards,
    "near": near,
    "edge": edge,
    "between": between,
    "way": between,
    "point": point,
    UNLISTED: unlisted,
    "sector": cuttings.sector,
    "coast": cuttings.coast,
    "border": cuttings.border,
}
