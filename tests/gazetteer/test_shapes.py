"""Borders follow the United Nations; areas and lines can be drawn from an id alone."""

from __future__ import annotations

import pytest
from shapely import Point, get_coordinates

from gazetteer import Coordinates, Gazetteer


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (44.95, 34.10, "UA"),  # Simferopol
        (44.61, 33.52, "UA"),  # Sevastopol
        (33.10, 35.78, "SY"),  # Golan Heights
        (26.13, -11.0, "EH"),  # Western Sahara behind the berm
        (9.56, 44.06, "SO"),  # Hargeisa
        (35.30, 33.40, "CY"),  # north of Nicosia
        (48.59, 38.00, "UA"),
        (53.90, 27.57, "BY"),
        (68.15, 33.46, "RU"),  # Kola
        (66.0, -172.0, "RU"),  # Chukotka, beyond the 180th meridian
        (66.0, -110.0, "CA"),  # as far north as Chukotka
        (-17.0, 25.0, "ZM"),  # as far south as Fiji
        (-17.8, 178.0, "FJ"),
        (0.0, -30.0, ""),  # mid-Atlantic
    ],
)
def test_a_point_lies_in_the_country_that_the_united_nations_say(
    latitude: float, longitude: float, code: str, gazetteer: Gazetteer
) -> None:
    assert code == gazetteer.country_at(Coordinates(latitude, longitude))


def test_ukraine_borders_on_seven_countries(gazetteer: Gazetteer) -> None:
    assert ("BY", "HU", "MD", "PL", "RO", "RU", "SK") == gazetteer.neighbours("UA")


def test_neither_somaliland_nor_northern_cyprus_is_a_country(gazetteer: Gazetteer) -> None:
    for name in ("Somaliland", "Northern Cyprus"):
        assert all(match.place.kind != "country" for match in gazetteer.lookup(name))


@pytest.mark.parametrize(
    ("place_id", "shape"),
    [
        ("border:BY-UA", "LineString"),
        ("sector:UA-east", "Polygon"),
        ("region:donbas", "Polygon"),
        ("geonames:702657", "Polygon"),
        ("geonames:690791", "Polygon"),
    ],
)
def test_areas_and_borders_are_drawn_from_the_id_alone(place_id: str, shape: str, gazetteer: Gazetteer) -> None:
    place = gazetteer.place(place_id)
    assert place is not None
    outline = gazetteer.outline(place)
    assert outline is not None
    assert outline.geom_type.endswith(shape)
    assert outline.bounds[0] > 20, "longitude stands first"


def test_a_border_reaches_as_far_as_its_line(gazetteer: Gazetteer) -> None:
    border = gazetteer.place("border:BY-UA")
    assert border is not None
    line = gazetteer.outline(border)
    assert line is not None
    ends = [Coordinates(latitude, longitude) for longitude, latitude in line.coords]
    assert max(border.coordinates.distance_km(end) for end in ends) <= border.radius_km + 1


def test_a_settlement_lies_in_the_outline_of_its_province(gazetteer: Gazetteer) -> None:
    from shapely import Point

    bakhmut = gazetteer.lookup("Bakhmut")[0].place
    province, country = gazetteer.containers(bakhmut)
    assert ("Donetsk Oblast", "Ukraine") == (province.name, country.name)
    outline = gazetteer.outline(province)
    assert outline is not None
    assert outline.contains(Point(bakhmut.coordinates.longitude, bakhmut.coordinates.latitude))


def test_capitals_are_known(gazetteer: Gazetteer) -> None:
    for code, name in {"UA": "Kyiv", "RU": "Moscow", "US": "Washington", "BY": "Minsk", "FR": "Paris"}.items():
        capital = gazetteer.capital_of(code)
        assert capital is not None
        assert name == capital.name
        assert gazetteer.is_capital(capital)


def test_no_outline_leaps_across_the_map_at_the_180th_meridian(gazetteer: Gazetteer) -> None:
    assert () == gazetteer.neighbours("FJ")
    assert {"AZ", "BY", "CN", "EE", "FI", "GE", "KP", "KZ", "LT", "LV", "MN", "NO", "PL", "UA"} == set(
        gazetteer.neighbours("RU")
    )


@pytest.mark.parametrize("code", ["UA.07", "US.TX", "DE.02", "IN.16", "BR.27", "NG.05"])
def test_a_province_stands_within_its_outline_and_reaches_to_its_edge(code: str, gazetteer: Gazetteer) -> None:
    unit = gazetteer.whole(code)
    assert unit is not None
    outline = gazetteer.outline(unit)
    assert outline is not None
    point = unit.coordinates
    assert outline.buffer(0.001).contains(Point(point.longitude, point.latitude))
    ends = [Coordinates(latitude, longitude) for longitude, latitude in get_coordinates(outline).tolist()]
    assert unit.radius_km == pytest.approx(max(point.distance_km(end) for end in ends), abs=1)
