"""The nouns of the gazetteer: read this first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG), in km."""


class PlaceKind(StrEnum):
    """What sort of thing a name stands for; it decides how exactly the thing can be drawn."""

    SETTLEMENT = "settlement"
    DISTRICT = "district"
    """Second-order unit (county, raion) or a part of a town."""
    ADMIN1 = "admin1"
    """First-order unit: state, province, oblast."""
    COUNTRY = "country"
    REGION = "region"
    """A named or described area without an administration of its own: Donbas, eastern Ukraine, Europe."""
    BORDER = "border"
    WATER = "water"
    LANDFORM = "landform"
    SITE = "site"
    """One spot that is not a settlement: a power plant, a base, an airport, a square."""


KINDS: tuple[PlaceKind, ...] = tuple(PlaceKind)
"""Columns of kinds count in this order."""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the Earth, WGS 84."""

    latitude: float
    """Degrees north, -90 to 90."""
    longitude: float
    """Degrees east, -180 to 180."""

    def __post_init__(self) -> None:
        # The comparisons are false for NaN too, so no NaN ever reaches a map or an export.
        if not -90 <= self.latitude <= 90:
            raise ValueError(f"latitude {self.latitude} is not within -90 to 90 degrees")
        if not -180 <= self.longitude <= 180:
            raise ValueError(f"longitude {self.longitude} is not within -180 to 180 degrees")

    def distance_km(self, other: Coordinates) -> float:
        """Great-circle distance in km (haversine, on a sphere: within 0.5 % of the ellipsoid)."""
        here, there = math.radians(self.latitude), math.radians(other.latitude)
        east = math.radians(other.longitude - self.longitude)
        half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(east / 2) ** 2
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, or one composed from it (a border, a sector of a country)."""

    id: str
    """`geonames:<n>` wherever GeoNames has the place; else `admin1:UA.05`, `admin2:US.TX.201`, `border:BY-UA`
    (codes in alphabetical order), `region:donbas`, `sector:UA-east`, `site:...`, `water:...`,
    `airport:KBP`, and by their points `village:UA,48.52,38.633` and `township:US,43.625,-95.158`; what phrases make,
    `gazetteer.derived` and `gazetteer.cuttings` list: `offset:...`, `near:...`, `edge:...`, `way:...`, `coast:UA`,
    `unlisted:...`."""
    name: str
    """The usual English name."""
    kind: PlaceKind
    country: str
    """ISO 3166-1 alpha-2; "" where it lies in no one country (a sea, a shared border, a region of several)."""
    admin1: str
    """GeoNames' first-order code within the country ("05"); "" where there is none."""
    population: int
    """Inhabitants; 0 where unknown or without meaning."""
    coordinates: Coordinates
    """The customary point of the place: where a map would put its name."""
    radius_km: float
    """How far from the point the named thing reaches; an event "in" it may be anywhere within."""

    @property
    def is_area(self) -> bool:
        """True for what must be drawn as an area or a line, never as a dot."""
        return self.kind in (
            PlaceKind.ADMIN1,
            PlaceKind.COUNTRY,
            PlaceKind.REGION,
            PlaceKind.BORDER,
            PlaceKind.DISTRICT,
        )
