"""The geopy face keeps geopy's contract."""

from __future__ import annotations

import pytest
from geopy.extra.rate_limiter import RateLimiter

from gazetteer import Context, Gazetteer, GazetteerGeocoder


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


def test_it_works_behind_the_rate_limiter_of_geopy(geocoder: GazetteerGeocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert ["Lviv", None] == [place and place.raw["name"] for place in map(limited, ["Lvov", "Atlantis"])]
