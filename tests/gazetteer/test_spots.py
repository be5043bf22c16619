"""The nearest settlements of a point, and the units that hold it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Coordinates, Gazetteer, GazetteerGeocoder, PlaceKind
from gazetteer.index import KINDS
from gazetteer.spots import Spots, Tree, arranged, read, write

POINTS = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))
# Points of few different places, so that many lie at one, on a pole or on the 180th meridian.
CROWDED = st.builds(Coordinates, st.sampled_from([-90, -1, 0, 1, 90]), st.sampled_from([-180, -179, 0, 1, 180]))


def tree_of(points: list[Coordinates], in_a_leaf: int = 3) -> Tree:
    latitude, longitude = (np.array([getattr(p, axis) for p in points]) for axis in ("latitude", "longitude"))
    return arranged(np.arange(len(points)), latitude, longitude, in_a_leaf)


@given(st.lists(POINTS | CROWDED, max_size=60), POINTS | CROWDED, st.integers(1, 5), st.integers(2, 80))
def test_the_nearest_spots_are_those_that_a_full_search_finds(
    points: list[Coordinates], at: Coordinates, limit: int, in_a_leaf: int
) -> None:
    found = Spots(tree_of(points, in_a_leaf)).nearest(at, limit)
    assert np.allclose(
        sorted(at.distance_km(point) for point in points)[:limit], [away for _, away in found], atol=1e-3
    )
    assert np.allclose([at.distance_km(points[number]) for number, _ in found], [away for _, away in found], atol=1e-3)
    assert len(found) == len({number for number, _ in found})


@given(st.lists(POINTS, min_size=1, max_size=60, unique=True))
def test_every_spot_is_nearest_to_itself(points: list[Coordinates]) -> None:
    spots = Spots(tree_of(points))
    for point in points:
        assert 0 == pytest.approx(spots.nearest(point, 1)[0][1], abs=1e-3)


def test_a_tree_is_read_as_it_was_written(tmp_path: Path) -> None:
    for points in ([], [Coordinates(1, 2)], [Coordinates(n % 7, n % 11) for n in range(50)]):
        tree = tree_of(points)
        write(tmp_path, tree)
        assert all(np.array_equal(one, other) for one, other in zip(tree, read(tmp_path), strict=True))


def test_the_point_of_a_settlement_finds_it_again(gazetteer: Gazetteer) -> None:
    geocoder = GazetteerGeocoder(gazetteer)
    settlements = np.flatnonzero(gazetteer.columns.kind == KINDS.index(PlaceKind.SETTLEMENT))
    for row in settlements[::211].tolist():
        place = gazetteer.place_at(row)
        point = (place.coordinates.latitude, place.coordinates.longitude)
        found = geocoder.reverse(point)
        assert (place.id, 0) == (found.raw["id"], found.raw["distance_km"]) or point == found[1]


# Points some kilometres behind a border, whose nearest settlement lies before it.
BEHIND = [
    ((52.054, 30.955), "UA", "Gomel Region", "Belarus"),
    ((49.158, 7.144), "FR", "Saarland", "Germany"),
    ((49.023, 7.691), "DE", "Grand Est", "France"),
    ((31.446, -111.428), "MX", "Arizona", "United States"),
    ((7.605, -72.462), "CO", "Táchira", "Venezuela"),
    ((13.638, 102.536), "KH", "Sa Kaeo", "Thailand"),
    ((51.171, 23.825), "PL", "Volyn Oblast", "Ukraine"),
    ((-2.725, 28.984), "RW", "South Kivu", "Democratic Republic of the Congo"),
]


@pytest.mark.parametrize(("point", "nearest", "unit", "country"), BEHIND)
def test_outlines_say_which_units_hold_a_point_behind_a_border(
    point: tuple[float, float], nearest: str, unit: str, country: str, gazetteer: Gazetteer
) -> None:
    assert [unit, country] == [whole.name for whole in gazetteer.units_at(Coordinates(*point))]
    found = GazetteerGeocoder(gazetteer).reverse(point, addressdetails=True)
    assert nearest == found.raw["country"]
    code = gazetteer.country_at(Coordinates(*point)).lower()
    assert {"state": unit, "country": country, "country_code": code} == found.raw["address"]


def test_a_settlement_lies_in_its_own_units_however_coarse_the_outlines(gazetteer: Gazetteer) -> None:
    settlements = np.flatnonzero(gazetteer.columns.kind == KINDS.index(PlaceKind.SETTLEMENT))
    for row in settlements[::997].tolist():
        place = gazetteer.place_at(row)
        nearest = gazetteer.nearest_settlements(place.coordinates)[0][0]
        assert gazetteer.containers(nearest) == gazetteer.units_at(place.coordinates)


def test_no_unit_holds_the_high_sea(gazetteer: Gazetteer) -> None:
    assert () == gazetteer.units_at(Coordinates(30, -45))
    assert () == gazetteer.units_at(Coordinates(-60, -179.999))


def test_an_island_overseas_is_no_part_of_the_motherland(gazetteer: Gazetteer) -> None:
    assert "RE" == gazetteer.units_at(Coordinates(-21.13, 55.5))[-1].country


def test_a_point_at_sea_has_the_units_of_the_settlement_that_is_answered(gazetteer: Gazetteer) -> None:
    found = GazetteerGeocoder(gazetteer).reverse((30.0, -45.0), addressdetails=True)
    assert found.raw["country"].lower() == found.raw["address"]["country_code"]
    assert found.raw["distance_km"] > 1000
