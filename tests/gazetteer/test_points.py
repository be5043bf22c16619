"""Coordinates are read as people write them; what is no point, or no point that we read, is said to be none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer, points


@pytest.mark.parametrize(
    ("query", "latitude", "longitude"),
    [
        ("48.59, 37.99", 48.59, 37.99),
        ("48.59 37.99", 48.59, 37.99),
        ("48.59N 37.99E", 48.59, 37.99),
        ("37.99° E, 48.59° N", 48.59, 37.99),
        ("-33.87, 151.21", -33.87, 151.21),
        ("33.87 S, 70.5 W", -33.87, -70.5),
        ("48°35'N 38°00'E", 48.583, 38.0),
        ("48°35′24″N, 37°59′56″E", 48.59, 37.99889),
        ("15° S 48° W", -15, -48),
    ],
)
def test_a_written_point_is_read(query: str, latitude: float, longitude: float, gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup(query)[0].place
    assert (latitude, longitude) == (place.coordinates.latitude, place.coordinates.longitude)
    assert place == gazetteer.place(place.id)


@pytest.mark.parametrize(
    "query", ["12 15", "2022", "3.5", "1,000", "12.30", "48.59N 37.99N", "10.5, 20.5, 30.5", "9-11"]
)
def test_other_figures_are_no_point(query: str) -> None:
    assert points.point_id(query) is None


@pytest.mark.parametrize(
    ("query", "said"), [("37U DQ 12345 67890", "MGRS"), ("37UDQ1234567890", "MGRS"), ("95.5, 12.2", "Latitude")]
)
def test_what_is_refused_is_given_a_reason(query: str, said: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(query) == ()
    assert said in points.refusal(query)


@given(st.text(alphabet="0123456789 .,-+°'′\"″NSEWnsewU", max_size=40))
def test_no_row_of_figures_makes_it_fail(gazetteer: Gazetteer, query: str) -> None:
    assert isinstance(points.refusal(query), str)
    gazetteer.lookup(query)
