"""Rivers, lakes and lines between units; weights of events; online backgrounds."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from drawing import column, event, lines, table
from shapely.geometry import LineString, Point, Polygon, box

from mapapp.map import OPENSTREETMAP, Tiles, base_map
from mapapp.map.inland import STEP, unit_lines
from mapapp.map.payload import record
from mapapp.map.weights import harmed

BASE = base_map().record


def near(name: str, longitude: float, latitude: float) -> float:
    """Degrees from a point to the nearest line of the base map."""
    point = Point(longitude, latitude)
    return min(LineString(line).distance(point) for line in lines(dict(BASE[name])))


def test_a_line_between_units_is_there_once_and_the_coast_is_not() -> None:
    west, east = box(0, 0, 1, 1), box(1, 0, 2, 1)
    found = unit_lines({"AA": box(0, 0, 2, 1)}, {"AA": [west, east], "BB": [west]})
    assert 1 == len(found)
    assert {1.0} == set((found[0][:, 0] * STEP).round(2))


def test_rivers_lakes_and_units_lie_where_they_are() -> None:
    assert near("rivers", 30.57, 50.45) < 0.1, "the Dnipro at Kyiv"
    assert near("rivers", 26.5, 43.9) < 0.3, "the Danube"
    assert near("units", 36.9, 48.6) < 0.4, "between the regions of Donetsk and Dnipropetrovsk"
    lakes = [Polygon(ring) for ring in lines(dict(BASE["lakes"]))]
    assert any(lake.contains(Point(33.0, -1.0)) for lake in lakes), "Lake Victoria"


def test_the_longest_rivers_come_first() -> None:
    lengths = [round(LineString(line).length, 6) for line in lines(dict(BASE["rivers"]))]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("figures", "people"),
    [
        ([{"what": "killed", "count": 9}, {"what": "injured", "count": 4}], 13),
        ([{"what": "killed", "count": 9}, {"what": "killed", "count": 12}], 12),
        ([{"what": "killed", "count": 900, "to_date": True}, {"what": "drones", "count": 40}], 0),
        ([{"what": "injured", "count": None, "low": 24}], 24),
    ],
)
def test_people_killed_or_hurt_weigh(figures: list[dict[str, object]], people: int) -> None:
    assert people == harmed(json.dumps(figures))


def test_figures_that_cannot_be_read_weigh_nothing() -> None:
    assert [0, 0, 0] == [harmed(text) for text in ("", "nine", "7")]


def test_the_record_carries_weights_and_reports_where_they_are_known() -> None:
    killed = json.dumps([{"what": "killed", "count": 300}])
    events = table(event("Kyiv", "2023-01-01", figures=killed, reports=7), event("Lviv", "2023-01-02", figures=None))
    made = record(events, outlines={})
    assert {0, 300} == set(column(made["weight_figures"]).tolist())
    assert {0, 7} == set(column(made["weight_reports"]).tolist())
    assert "weight_reports" not in record(events.drop(columns="reports"), outlines={})
    assert np.all(
        column(record(pd.DataFrame(events[["latitude", "longitude", "first_day"]]), outlines={})["look"]) >= 0
    )


@pytest.mark.parametrize(
    "address", ["https://tiles.example/{z}/{x}.png", "file:///{z}/{x}/{y}.png", "javascript:{z}{x}{y}"]
)
def test_an_address_that_is_none_of_tiles_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="write one such as"):
        Tiles(address, "")
    assert OPENSTREETMAP.options()["attribution"].startswith("©")
