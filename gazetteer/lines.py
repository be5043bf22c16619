"""Lines out of outlines: borders of provinces, coasts. Loads shapely; longitude stands before latitude."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Place
from gazetteer.shapes import SECTORS, distances_km, main_body, shared_line

POINTS_OF_A_PIECE = 16
LEAST_RIVAL = 0.25
"""Of a sea's reach."""


def shared(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry | None:
    """The line that two outlines share; None where they lie apart."""
    west, south, east, north = one.bounds
    left, low, right, high = other.bounds
    if left > east + 0.01 or right < west - 0.01 or low > north + 0.01 or high < south - 0.01:
        return None
    line = shared_line(one.boundary, other.boundary)
    return None if line.is_empty else line


def shore(outline: BaseGeometry, neighbours: Sequence[BaseGeometry]) -> BaseGeometry:
    """What of an outline's edge no neighbour shares."""
    edge = main_body(outline).boundary
    west, south, east, north = edge.bounds
    around = shapely.box(west - 0.1, south - 0.1, east + 0.1, north + 0.1)
    beside = shapely.union_all([other.intersection(around) for other in neighbours])
    left = edge.difference(beside.buffer(0.02))
    lines = [part for part in shapely.get_parts(left) if part.length > 0.05]
    return shapely.line_merge(shapely.union_all(lines))


def at_sea(line: BaseGeometry, sea: Place, others: npt.NDArray[np.float64]) -> BaseGeometry:
    """The stretches of a coast for which no other sea lies nearer, by the reach of each.

    Args:
        others: longitude, latitude and reach in km of the other seas, a row each.
    """
    parts = [piece for part in shapely.get_parts(line) for piece in segments(part)]
    if not parts:
        return line
    middles = np.array([part.interpolate(0.5, normalized=True).coords[0] for part in parts]).reshape(-1, 2)
    ours = distances_km(middles, sea.coordinates.latitude, sea.coordinates.longitude) / max(1.0, sea.radius_km)
    nearest = np.full(len(middles), 1.5)
    # A gulf or a bight is a part of its sea, so it takes nothing from it.
    for longitude, latitude, reach in others[others[:, 2] >= LEAST_RIVAL * sea.radius_km]:
        nearest = np.minimum(nearest, distances_km(middles, float(latitude), float(longitude)) / reach)
    ours_first = ours <= nearest
    if not ours_first.any():
        # Oceans are too wide for that: then what looks towards its middle.
        ours_first = ours <= (ours.min() + ours.max()) / 2
    kept = [part for part, near in zip(parts, ours_first.tolist(), strict=True) if near]
    return shapely.line_merge(shapely.union_all(kept)) if kept else shapely.LineString()


def pieces(outline: BaseGeometry) -> list[BaseGeometry]:
    """The edge of an outline in pieces of a few points each, which a tree of boxes can tell apart."""
    # A collection has no edge of its own, and what of it is a line is all edge.
    edges = [part.boundary if part.area else part for part in shapely.get_parts(outline)]
    rings = [shapely.get_coordinates(ring) for edge in edges for ring in shapely.get_parts(edge)]
    return [
        shapely.LineString(ring[at : at + POINTS_OF_A_PIECE + 1])
        for ring in rings
        for at in range(0, len(ring) - 1, POINTS_OF_A_PIECE)
    ]


def segments(line: BaseGeometry) -> list[BaseGeometry]:
    points = shapely.get_coordinates(line)
    return [shapely.LineString(points[at : at + 2]) for at in range(len(points) - 1)]


def part_of(line: BaseGeometry, outline: BaseGeometry, direction: str) -> BaseGeometry:
    """The part of a line in a sector of the outline that it belongs to."""
    west, south, east, north = main_body(outline).bounds
    left, low, right, high = SECTORS[direction]
    wide, tall = east - west, north - south
    box = shapely.box(west + left * wide, south + low * tall, west + right * wide, south + high * tall)
    return line.intersection(box)
