"""The geopy face of the gazetteer: a drop-in for online geocoders that works without a network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.corrections import NO_CORRECTIONS, Found, look_up
from gazetteer.opened import NO_CONTEXT, Gazetteer, open_gazetteer
from gazetteer.place import Coordinates, Place, PlaceKind
from gazetteer.questions import WrongQuestion, answers, codes_of, most_of, written
from gazetteer.ranking import Context, Match

if TYPE_CHECKING:
    from gazetteer.memory import Memory
    from gazetteer.online import Online

MOST_BEARERS = 60
"""As many places of one name as the index holds."""


class NoPoint(GeocoderQueryError, ValueError):  # type: ignore[misc]  # geopy ships no types
    """What should be a point is none."""


def point_of(written: Any) -> Coordinates:
    """What geopy takes for a point: (latitude, longitude), "48.59, 38.0", `geopy.Point`; or our own `Coordinates`.

    Raises:
        NoPoint: it is none.
    """
    if isinstance(written, Coordinates):
        return written
    if type(written) is tuple and len(written) == 2 and type(written[0]) is type(written[1]) is float:
        latitude, longitude = written
        # Most points are such, and geopy takes long over them.
        if -90 <= latitude <= 90 and -180 <= longitude <= 180:
            return Coordinates(latitude, longitude)
    try:
        # geopy takes nothing at all for the point 0, 0.
        point = written if isinstance(written, Point) else Point("" if written is None else written)
        return Coordinates(point.latitude, point.longitude)
    except (ValueError, TypeError) as error:
        raise NoPoint(f"{written!r} is no point: {error}. Write latitude, then longitude: 48.59, 38.0") from error


@dataclass(frozen=True, slots=True)
class Box:
    """An area between two corners; it goes over the 180th meridian where that is the shorter way."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def of(cls, corners: Any) -> Box:
        """
        Raises:
            NoPoint: these are no two points.
        """
        if isinstance(corners, str) or not isinstance(corners, Sequence) or len(corners) != 2:
            raise NoPoint(f"{corners!r} are no two corners: write [(48, 36), (50, 39)]")
        one, other = map(point_of, corners)
        west, east = sorted((one.longitude, other.longitude))
        if east - west > 180:
            west, east = east, west
        return cls(min(one.latitude, other.latitude), west, max(one.latitude, other.latitude), east)

    def holds(self, point: Coordinates) -> bool:
        along = point.longitude
        across = self.west <= along <= self.east if self.west <= self.east else not self.east < along < self.west
        return across and self.south <= point.latitude <= self.north

    def sorted(self, found: Found, bounded: bool) -> tuple[Match, ...]:
        """The places within before those outside, or alone; first of all the one that a person said is meant."""
        said = found.correction.place_id if found.correction else None
        # Sorting is stable: within the box and outside the better ones stay first.
        matches = sorted(found.matches, key=lambda m: (m.place.id != said, not self.holds(m.place.coordinates)))
        return tuple(m for m in matches if not bounded or self.holds(m.place.coordinates))


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """Geocodes from the local gazetteer; `Location.raw` holds our record of the place.

    Threads may share one, and it pickles.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        memory: Memory | None = None,
        online: Online | None = None,
        adapter_factory: Callable[..., Any] | None = None,
    ) -> None:
        """
        Args:
            gazetteer: where places are looked up; None for the usual one.
            memory: people's corrections, which win; those made later hold from then on.
            online: asked for names that the gazetteer lacks; such answers say so in `raw["reason"]`.
            adapter_factory: with one of geopy's async adapters the answers are coroutines; nothing is sent with it.
        """
        super().__init__(scheme="https", user_agent="gazetteer", adapter_factory=adapter_factory)
        self.gazetteer = gazetteer or open_gazetteer()
        self.memory, self.online, self._adapter_factory = memory, online, adapter_factory

    @answers
    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        country_codes: str | Collection[str] | None = None,
        limit: int | None = None,
        viewbox: Any = None,
        bounded: bool = False,
        language: str | None = None,
        addressdetails: bool = False,
        context: Context | None = None,
        timeout: Any = None,
    ) -> Location | list[Location] | None:
        """Places of a name, best first.

        Args:
            query: a name or phrase: "Kharkov", "Ukraine-Belarus border"; or its parts as Nominatim has them,
                {"city": "Paris", "state": "Texas"}, of `STRUCTURED`.
            exactly_one: one location, or a list.
            country_codes: ISO codes; only places in these countries.
            limit: at most this many.
            viewbox: two opposite corners, each what geopy takes for a point; places within come first.
            bounded: leave out what lies outside the viewbox.
            language: taken for geopy's sake. Names are the usual English ones in any language: the index finds places
                by names of all languages, but folded and without the language of each.
            addressdetails: `raw["address"]` names the place's province and country, with the country's code.
            context: what the text around the name has named.
            timeout: taken for geopy's sake; nothing here waits.

        Returns:
            None where nothing is found, or a person said that the name is no place.

        Raises:
            geopy.exc.GeocoderQueryError: `query` is no text, `viewbox` no two points, `bounded` has no viewbox, or
                `limit` is less than 1.
            geopy.exc.GeocoderServiceError: an online server was to be asked, and refused or gave no answer.
        """
        name = written(query)
        if bounded and viewbox is None:
            raise WrongQuestion("bounded needs a viewbox: two opposite corners")
        box = None if viewbox is None else Box.of(viewbox)
        wanted = 1 if exactly_one else most_of(limit)
        most = wanted if box is None else MOST_BEARERS
        countries = codes_of(country_codes)
        looked_up = self._found(name, context or NO_CONTEXT, countries, most)
        matches = looked_up.matches if box is None else box.sorted(looked_up, bounded)
        found = [
            self.location(
                match.place, addressdetails, confidence=match.confidence, reason=match.reason, matched=match.name
            )
            for match in matches[:wanted]
        ]
        return (found[0] if exactly_one else found) if found else None

    def _found(self, name: str, context: Context, countries: Collection[str], most: int) -> Found:
        """The places of a name: as people corrected it, else the gazetteer's, else those of an online server."""
        corrections = self.memory.corrections() if self.memory else NO_CORRECTIONS
        found = look_up(self.gazetteer, name, corrections, context=context, countries=countries, limit=most)
        if self.online is None:
            return found
        # Loads what speaks to a network, which all others do without.
        from gazetteer.memory import State
        from gazetteer.online_answers import told, with_online

        found, said = with_online(found, name, self.online, self.gazetteer, countries)
        if said is not None and said.state is State.FAILED:
            raise GeocoderUnavailable(told(said))
        return found

    @answers
    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        distance: float | None = None,
        language: str | None = None,
        addressdetails: bool = False,
        timeout: Any = None,
    ) -> Location | list[Location] | None:
        """The settlements nearest to a point, nearest first; `raw["distance_km"]` says how far.

        Args:
            query: what geopy takes for a point: (latitude, longitude), "48.59, 38.0", `geopy.Point`.
            exactly_one: one location, or a list.
            limit: at most this many.
            distance: km; nothing farther away is answered.
            language: taken for geopy's sake; names are the usual English ones.
            addressdetails: `raw["address"]` names the province and country that hold the point, which near a border
                may be others than the settlement's; then the settlement is not part of it.
            timeout: taken for geopy's sake; nothing here waits.

        Returns:
            None where no settlement lies within `distance`.

        Raises:
            geopy.exc.GeocoderQueryError: `query` is no point; it is a ValueError too, as `geopy.Point` has it.
        """
        point = point_of(query)
        nearest = self.gazetteer.nearest_settlements(point, 1 if exactly_one else limit or 10)
        near = [(place, away) for place, away in nearest if distance is None or away <= distance]
        found = [self.location(place, distance_km=round(away, 2)) for place, away in near]
        if addressdetails:
            wholes = self.gazetteer.units_at(point)
            for location, (place, _) in zip(found, near, strict=True):
                location.raw["address"] = address(place, wholes or self.gazetteer.containers(place))
        return (found[0] if exactly_one else found) if found else None

    def __reduce__(self) -> tuple[Callable[..., GazetteerGeocoder], tuple[Any, ...]]:
        # What geopy keeps for connections does not pickle, and we have none.
        return again, (self.gazetteer, self.memory, self.online, self._adapter_factory)

    def location(self, place: Place, addressdetails: bool = False, **more: object) -> Location:
        record = record_of(place) | more
        if addressdetails:
            record["address"] = address(place, self.gazetteer.containers(place))
        point = place.coordinates
        return Location(self.gazetteer.label(place), Point(point.latitude, point.longitude, 0.0), record)


FIELDS = tuple(field.name for field in fields(Place))


def record_of(place: Place) -> dict[str, Any]:
    """What `Location.raw` holds of a place: as `dataclasses.asdict` has it, in a twentieth of its time."""
    record: dict[str, Any] = {name: getattr(place, name) for name in FIELDS}
    point = place.coordinates
    record["coordinates"] = {"latitude": point.latitude, "longitude": point.longitude}
    record["kind"] = place.kind.value
    return record


def address(place: Place, wholes: Collection[Place]) -> dict[str, str]:
    """The province and country, as Nominatim names them, with the place itself where it lies in that country."""
    by_kind = {whole.kind: whole for whole in wholes}
    unit, country = by_kind.get(PlaceKind.ADMIN1), by_kind.get(PlaceKind.COUNTRY)
    code = country.country if country else place.country
    return {
        **({place.kind.value: place.name} if code == place.country else {}),
        **({"state": unit.name} if unit else {}),
        **({"country": country.name} if country else {}),
        **({"country_code": code.lower()} if code else {}),
    }


def again(
    gazetteer: Gazetteer, memory: Memory | None, online: Online | None, adapter_factory: Callable[..., Any] | None
) -> GazetteerGeocoder:
    """A geocoder in another process."""
    return GazetteerGeocoder(gazetteer, memory=memory, online=online, adapter_factory=adapter_factory)
