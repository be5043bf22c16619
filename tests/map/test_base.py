"""The base map: what the file holds, and how it is made."""

from __future__ import annotations

import re
from base64 import b64decode
from itertools import pairwise

import numpy as np
import shapely
from drawing import column, lines, varints
from shapely.geometry import LineString, Polygon, box

from mapapp.map import base_map
from mapapp.map.making import LEAST_POPULATION, Country, Town, make

RECORD = base_map().record
RINGS = lines(dict(RECORD["rings"]))


def countries_at(longitude: float, latitude: float) -> set[str]:
    point = shapely.Point(longitude, latitude)
    return {
        country["code"]
        for country in RECORD["countries"]
        if any(Polygon(ring).contains(point) for ring in RINGS[slice(*country["rings"])])
    }


def drawn_edges(record: dict[str, object]) -> list[tuple[tuple[float, ...], ...]]:
    """The edges that a base map draws solid."""
    numbers = iter(varints(b64decode(str(record["runs"]))))
    edges = []
    for ring in lines(dict(record["rings"])):  # type: ignore[call-overload]
        at = 0
        for _ in range(next(numbers)):
            length, drawn = divmod(next(numbers), 2)
            steps = list(pairwise(map(tuple, ring[at : at + length + 1].round(4).tolist())))
            edges += [tuple(sorted(step)) for step in steps if drawn]
            at += length
    return edges


def test_borders_are_those_of_the_united_nations() -> None:
    assert [{"UA"}, {"UA"}, {"SY"}, {"EH"}] == [
        countries_at(*point) for point in ((34.1, 44.95), (33.55, 44.6), (35.8, 33.0), (-13.0, 24.5))
    ]


def test_a_country_over_the_antimeridian_is_whole_and_no_band_around_the_world() -> None:
    assert [{"RU"}, {"RU"}, {"CA"}] == [countries_at(*point) for point in ((100, 67), (64, 67.5), (-100, 66))]
    assert {"RU"} == countries_at(-175 + 360, 66)


def test_disputed_lines_are_dashed_and_nowhere_solid() -> None:
    one, other = box(0, 0, 1, 1), box(1, 0, 2, 1)
    countries = [Country("AA", "One", one), Country("BB", "Other", other)]
    middle = ((1.0, 0.0), (1.0, 1.0))
    assert 1 == drawn_edges(dict(make(countries, [], []).record)).count(middle)
    made = dict(make(countries, [LineString(middle)], []).record)
    assert middle not in drawn_edges(made)
    assert [[[1, 0], [1, 1]]] == [line.round(3).tolist() for line in lines(dict(made["disputed"]))]


def test_a_shared_border_is_drawn_once() -> None:
    edges = drawn_edges(dict(RECORD))
    assert len(edges) == len(set(edges))


def test_every_country_has_a_name() -> None:
    assert [] == [row["code"] for row in RECORD["countries"] if not re.search(r"\w{3}", row["name"])]
    assert len(RECORD["countries"]) > 230


def test_a_town_waits_for_the_zoom_at_which_its_name_has_room() -> None:
    towns = [Town("Great", 50.0, 30.0, 3_000_000, False), Town("Near", 50.0, 30.6, 2_000_000, False)]
    places = make([], [], towns).record["places"]
    ranks = dict(zip(places["names"].split("\n"), column(places["rank"]) >> 2, strict=True))
    assert min(LEAST_POPULATION) == ranks["Great"] < ranks["Near"]


def test_towns_stand_where_they_are() -> None:
    names = RECORD["places"]["names"].split("\n")
    index = names.index("Bakhmut")
    latitude = column(RECORD["places"]["latitude"])[index] / 65535 * 180 - 90
    longitude = column(RECORD["places"]["longitude"])[index] / 65535 * 360 - 180
    assert np.allclose([48.59, 38.0], [latitude, longitude], atol=0.02)


def test_quarters_of_a_town_do_not_stand_for_it() -> None:
    names = RECORD["places"]["names"].split("\n")
    assert {"Mariupol", "Odesa", "Kyiv"} <= set(names)
    assert not {"Pravyi Bereh", "Cheremushky"} & set(names)
