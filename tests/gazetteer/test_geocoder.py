"""The geopy face keeps geopy's contract."""

from __future__ import annotations

import asyncio
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import AsyncRateLimiter, RateLimiter
from geopy.point import Point

from gazetteer import Context, Coordinates, Gazetteer, GazetteerGeocoder


@pytest.fixture
def geocoder(gazetteer: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer)


def test_a_location_holds_our_record(geocoder: GazetteerGeocoder) -> None:
    location = geocoder.geocode("Kharkov")
    assert "Kharkiv, Kharkiv Oblast, Ukraine" == location.address
    assert "geonames:706483" == location.raw["id"]
    assert abs(location.latitude - 49.98) < 0.05


def test_what_is_not_found_is_none(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Atlantis") is None
    assert geocoder.geocode("Atlantis", exactly_one=False) is None
    assert geocoder.geocode("") is None


def test_several_answers_are_a_list_within_the_limit(geocoder: GazetteerGeocoder) -> None:
    assert 3 == len(geocoder.geocode("Springfield", exactly_one=False, limit=3))


def test_a_country_narrows_the_answers(geocoder: GazetteerGeocoder) -> None:
    assert "CA" == geocoder.geocode("Paris", country_codes="ca").raw["country"]
    assert "CA" == geocoder.geocode("London", country_codes=["CA"]).raw["country"]


def test_a_context_decides_between_namesakes(geocoder: GazetteerGeocoder) -> None:
    assert "border:BY-UA" == geocoder.geocode("Minsk border", context=Context(countries=("UA",))).raw["id"]


def test_a_point_is_reversed_to_the_nearest_settlement(geocoder: GazetteerGeocoder) -> None:
    assert "Bakhmut" == geocoder.reverse((48.594, 37.999)).raw["name"]
    assert 5 == len(geocoder.reverse("48.594, 37.999", exactly_one=False, limit=5))


@pytest.mark.parametrize(
    "point", [(48.594, 37.999), [48.594, 37.999], "48.594, 37.999", Point(48.594, 37.999), Coordinates(48.594, 37.999)]
)
def test_a_point_may_be_written_in_any_way_of_geopy(point: object, geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((48.594, 37.999), addressdetails=True) == geocoder.reverse(point, addressdetails=True)


def test_a_point_beyond_the_180th_meridian_is_the_one_on_this_side(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((48.594, 37.999)) == geocoder.reverse((48.594, 397.999))
    assert geocoder.reverse((-17.0, 180.0)).raw["id"] == geocoder.reverse((-17.0, -180.0)).raw["id"]


def test_a_record_is_the_place_as_plain_data(geocoder: GazetteerGeocoder) -> None:
    location = geocoder.reverse((48.594, 37.999))
    place = geocoder.gazetteer.place(location.raw["id"])
    assert place is not None
    assert asdict(place) | {"distance_km": location.raw["distance_km"]} == location.raw
    assert json.loads(json.dumps(location.raw)) == location.raw


def test_it_works_behind_the_rate_limiter_of_geopy(geocoder: GazetteerGeocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert ["Lviv", None] == [place and place.raw["name"] for place in map(limited, ["Lvov", "Atlantis"])]


def test_places_within_a_viewbox_come_first_or_alone(geocoder: GazetteerGeocoder) -> None:
    texas = [(25.8, -106.7), (36.5, -93.5)]
    assert "TX" == geocoder.geocode("Paris", viewbox=texas).raw["admin1"]
    found = geocoder.geocode("Paris", viewbox=texas, bounded=True, exactly_one=False)
    assert all(25.8 <= place.latitude <= 36.5 for place in found)
    assert geocoder.geocode("Kyiv", viewbox=texas, bounded=True) is None


def test_a_viewbox_may_go_over_the_180th_meridian(geocoder: GazetteerGeocoder) -> None:
    assert "FJ" == geocoder.geocode("Suva", viewbox=[(-20, 175), (-15, -175)], bounded=True).raw["country"]


def test_address_details_name_province_and_country(geocoder: GazetteerGeocoder) -> None:
    wanted = {"settlement": "Bakhmut", "state": "Donetsk Oblast", "country": "Ukraine", "country_code": "ua"}
    assert wanted == geocoder.geocode("Bakhmut", addressdetails=True, language="en").raw["address"]
    assert "Ukraine" == geocoder.reverse((48.594, 37.999), addressdetails=True).raw["address"]["country"]


def test_nothing_farther_than_the_distance_is_answered(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((0, -30), distance=100) is None
    assert geocoder.reverse((48.594, 37.999), distance=5) is not None


@pytest.mark.parametrize("point", ["nowhere", (91, 0), (float("nan"), 0), None, object()])
def test_what_is_no_point_is_an_error_of_geopy(point: object, geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="latitude, then longitude"):
        geocoder.reverse(point)


@pytest.mark.parametrize("asked", [{"viewbox": "a box"}, {"viewbox": [(1, 2)]}, {"bounded": True}])
def test_a_wrong_viewbox_is_an_error_of_geopy(asked: dict[str, object], geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode("Paris", **asked)


def test_a_query_that_is_no_text_is_an_error_of_geopy(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="a name is text"):
        geocoder.geocode((48, 38))


def test_it_works_behind_the_async_rate_limiter_of_geopy(geocoder: GazetteerGeocoder) -> None:
    async def geocode(query: str) -> object:
        return await asyncio.to_thread(geocoder.geocode, query)

    async def both() -> list[object]:
        limited = AsyncRateLimiter(geocode, min_delay_seconds=0)
        return list(await asyncio.gather(*map(limited, ["Lvov", "Atlantis"])))

    # In a thread of its own: the browser's tests leave a loop running in the main one.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(asyncio.run, both()).result()
    assert ["Lviv", None] == [place and place.raw["name"] for place in found]


def test_it_pickles(geocoder: GazetteerGeocoder) -> None:
    again = pickle.loads(pickle.dumps(geocoder))  # noqa: S301
    assert geocoder.geocode("Lvov") == again.geocode("Lvov")


def test_threads_get_the_answers_of_one(geocoder: GazetteerGeocoder) -> None:
    names = ["Lvov", "Paris, Texas", "eastern Ukraine", "75 km north of Kyiv", "Kharkvi", "Springfield"] * 10
    with ThreadPoolExecutor(8) as pool:
        assert list(map(geocoder.geocode, names)) == list(pool.map(geocoder.geocode, names))
        points = [geocoder.geocode(name).point for name in names]
        assert list(map(geocoder.reverse, points)) == list(pool.map(geocoder.reverse, points))
