"""The geopy face of the gazetteer: a drop-in for online geocoders that works without a network."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.opened import NO_CONTEXT, Gazetteer, open_gazetteer
from gazetteer.place import Coordinates, Place
from gazetteer.ranking import Context


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """Geocodes from the local gazetteer; `Location.raw` holds our record of the place."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(scheme="https", user_agent="gazetteer")
        self.gazetteer = gazetteer or open_gazetteer()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country_codes: str | Collection[str] | None = None,
        limit: int | None = None,
        context: Context | None = None,
        timeout: Any = None,
    ) -> Location | list[Location] | None:
        """Places of a name, best first.

        Args:
            query: a name or phrase: "Kharkov", "Ukraine-Belarus border".
            exactly_one: one location, or a list.
            country_codes: ISO codes; only places in these countries.
            limit: at most this many.
            context: what the text around the name has named.
            timeout: taken for geopy's sake; nothing here waits.

        Returns:
            None where nothing is found.
        """
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        countries = {code.strip().upper() for part in codes for code in part.split(",")}
        matches = self.gazetteer.lookup(
            query, context=context or NO_CONTEXT, countries=countries, limit=1 if exactly_one else limit or 10
        )
        found = [
            self.location(match.place, confidence=match.confidence, reason=match.reason, matched=match.name)
            for match in matches
        ]
        return (found[0] if exactly_one else found) if found else None

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int | None = None, timeout: Any = None
    ) -> Location | list[Location] | None:
        """The settlements nearest to a point, nearest first; `raw["distance_km"]` says how far.

        Args:
            query: what geopy takes for a point: (latitude, longitude), "48.59, 38.0", `geopy.Point`.
            exactly_one: one location, or a list.
            limit: at most this many.
            timeout: taken for geopy's sake; nothing here waits.

        Raises:
            ValueError: `query` is no point.
        """
        point = query if isinstance(query, Point) else Point(query)
        nearest = self.gazetteer.nearest_settlements(
            Coordinates(point.latitude, point.longitude), 1 if exactly_one else limit or 10
        )
        found = [self.location(place, distance_km=round(away, 2)) for place, away in nearest]
        return (found[0] if exactly_one else found) if found else None

    def location(self, place: Place, **more: object) -> Location:
        record = asdict(place) | {"kind": place.kind.value} | more
        return Location(
            self.gazetteer.label(place), (place.coordinates.latitude, place.coordinates.longitude, 0.0), record
        )
