"""The grid of square degrees says of a point what the outlines say, or nothing."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Coordinates, Gazetteer
from gazetteer.squares import MIXED, SEA, at, squares

LAND = {
    3: shapely.box(0, 0, 10, 10),
    5: shapely.union_all([shapely.box(10, 0, 20, 10), shapely.box(170, -90, 180, -80)]),
}
GRID = squares(LAND, 0.2)


@pytest.mark.parametrize(
    ("latitude", "longitude", "number"),
    [(5.5, 5.5, 3), (5.5, 15.5, 5), (0.5, 5.5, MIXED), (5.5, 9.9, MIXED), (-0.1, 5.5, MIXED), (-5.5, 5.5, SEA),
     (45.0, -170.0, SEA), (90, 180, SEA), (-85.5, 175.5, 5), (-90, -180, SEA)],
)  # fmt: skip
def test_a_square_tells_its_country_or_the_sea(latitude: float, longitude: float, number: int) -> None:
    assert number == at(GRID, latitude, longitude)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_no_square_contradicts_an_outline(latitude: float, longitude: float) -> None:
    told = at(GRID, latitude, longitude)
    holding = [number for number, land in LAND.items() if shapely.contains_xy(land, longitude, latitude)]
    near = [number for number, land in LAND.items() if land.distance(shapely.Point(longitude, latitude)) <= 0.2]
    assert told == MIXED or holding == ([] if told == SEA else [told])
    assert told != SEA or not near


def test_the_grid_of_the_world_has_land_and_sea() -> None:
    assert {SEA, MIXED, 3, 5} == set(np.unique(GRID).tolist())


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_a_country_of_the_grid_has_the_point_in_its_outline(
    gazetteer: Gazetteer, latitude: float, longitude: float
) -> None:
    code = gazetteer.country_at(Coordinates(latitude, longitude))
    place = gazetteer.country(code) if code else None
    outline = gazetteer.outline(place) if place is not None else None
    if outline is not None:
        assert outline.distance(shapely.Point(longitude, latitude)) <= 0.18
