"""The geopy face keeps geopy's contract."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import pickle
import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest
from geopy.adapters import BaseAsyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import AsyncRateLimiter, RateLimiter
from geopy.point import Point
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import Context, Coordinates, Gazetteer, GazetteerGeocoder
from gazetteer.corrections import Scope
from gazetteer.memory import Memory
from gazetteer.online import Online
from tests.nominatim_server import serving


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


@given(st.text(max_size=300) | st.text("Paris ,.;-'’()0123456789°NSEW\n\x00", max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_has_an_answer_or_none(geocoder: GazetteerGeocoder, query: str) -> None:
    found = geocoder.geocode(query, addressdetails=True)
    assert found is None or -90 <= found.latitude <= 90


@pytest.mark.parametrize("query", ["Lviv " * 60, "x" * 10_000, "\ud800", "37U DQ 12345 67890", "....", "\x00\x1b[31m"])
def test_a_query_that_is_no_name_is_none(geocoder: GazetteerGeocoder, query: str) -> None:
    assert geocoder.geocode(query) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"city": "Paris", "state": "Texas"}, "geonames:4717560"),
        ({"city": "Lviv", "county": None, "country": "Ukraine"}, "geonames:702550"),
        ({"country": "Ukraine"}, "geonames:690791"),
        ({"city": " "}, None),
        ({}, None),
    ],
)
def test_a_query_may_come_in_parts(geocoder: GazetteerGeocoder, query: dict[str, str], expected: str | None) -> None:
    found = geocoder.geocode(query)
    assert expected == (found and found.raw["id"])


@pytest.mark.parametrize("query", [{"street": "Main Street 1"}, {"city": 3}, 7, None, b"Lviv"])
def test_what_a_gazetteer_cannot_be_asked_is_an_error_of_geopy(geocoder: GazetteerGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query)


@pytest.mark.parametrize("limit", [0, -1])
def test_no_place_at_all_cannot_be_asked_for(geocoder: GazetteerGeocoder, limit: int) -> None:
    with pytest.raises(GeocoderQueryError, match="1 place or more"):
        geocoder.geocode("Paris", exactly_one=False, limit=limit)


def test_a_viewbox_finds_a_bearer_beyond_the_limit(geocoder: GazetteerGeocoder) -> None:
    every = geocoder.geocode("Springfield", exactly_one=False, limit=50)
    far = every[-1]
    box = [(far.latitude - 0.01, far.longitude - 0.01), (far.latitude + 0.01, far.longitude + 0.01)]
    found = geocoder.geocode("Springfield", exactly_one=False, limit=2, viewbox=box)
    assert [far.raw["id"], every[0].raw["id"]] == [one.raw["id"] for one in found]
    assert [far.raw["id"]] == [
        one.raw["id"] for one in geocoder.geocode("Springfield", exactly_one=False, limit=5, viewbox=box, bounded=True)
    ]


def test_countries_may_be_several_and_hold_with_a_viewbox(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Paris", exactly_one=False, country_codes="ca, us", limit=30)
    assert {"CA", "US"} == {one.raw["country"] for one in found}
    europe = [(35, -10), (70, 40)]
    assert geocoder.geocode("Paris", country_codes=["ca", "us"], viewbox=europe, bounded=True) is None


class Waiting(BaseAsyncAdapter):
    """An async adapter that is never asked for anything."""

    async def get_json(self, url: str, *, timeout: float, headers: object) -> object:
        raise AssertionError(f"asked for {url}")

    get_text = get_json


def test_an_async_adapter_of_geopy_makes_the_answers_coroutines(gazetteer: Gazetteer) -> None:
    async def asked() -> list[object]:
        async with GazetteerGeocoder(gazetteer, adapter_factory=Waiting) as geocoder:
            there = await geocoder.geocode("Lvov")
            again = await pickle.loads(pickle.dumps(geocoder)).geocode("Lvov")  # noqa: S301
            assert there == again
            with pytest.raises(GeocoderQueryError):
                await geocoder.geocode(None)
            return [there.raw["name"], (await geocoder.reverse(there.point)).raw["name"]]

    # In a thread of its own: the browser's tests leave a loop running in the main one.
    with ThreadPoolExecutor(1) as pool:
        assert ["Lviv", "Lviv"] == pool.submit(asyncio.run, asked()).result()


def names_in_a_process(geocoder: GazetteerGeocoder) -> list[str]:
    places = [geocoder.geocode("eastern Ukraine"), geocoder.geocode("Post 1"), geocoder.reverse((48.594, 37.999))]
    return [place.raw["name"] for place in places]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_get_the_answers_of_one(gazetteer: Gazetteer, tmp_path: Path, method: str) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    memory.correct("Post 1", "geonames:702550", scope=Scope.EVERYWHERE, who="Ana")
    geocoder = GazetteerGeocoder(gazetteer, memory=memory)
    expected = names_in_a_process(geocoder)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        assert [expected] * 4 == list(pool.map(names_in_a_process, [geocoder] * 4))


def test_a_server_is_asked_for_what_the_gazetteer_lacks_and_named_in_the_answer(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    with serving() as server:
        online = Online(Memory(tmp_path / "memory.sqlite"), "tests", "me@example.org", server.address)
        geocoder = GazetteerGeocoder(gazetteer, memory=online.memory, online=online)
        assert "Lviv" == geocoder.geocode("Lvov").raw["name"]
        found = geocoder.geocode("Qwxyzivka", country_codes="ua")
        assert ("nominatim:node7", "settlement", "UA", 48.5) == (
            found.raw["id"], found.raw["kind"], found.raw["country"], found.latitude,
        )  # fmt: skip
        assert re.match(r"Nominatim \(127\.0\.0\.1:\d+\) said so on .*; not in the gazetteer", found.raw["reason"])
        assert 1 < found.raw["radius_km"] < 3
        assert geocoder.geocode("Nowhere") is None
        with pytest.raises(GeocoderServiceError, match="gave no answer"):
            geocoder.geocode("Fails 500")
        online.memory.correct("Nowhere", "", scope=Scope.EVERYWHERE, who="Ana")
        with pytest.raises(GeocoderServiceError, match="refused"):
            geocoder.geocode("Refused 429")
        assert geocoder.geocode("Nowhere") is None, "a person's word is asked of no server"
        assert ["Qwxyzivka", "Nowhere", "Fails 500"] == [name for _, name, _ in server.asked][:3]
