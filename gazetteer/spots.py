"""Points in a tree, so that the nearest ones are found among a few hundred, wherever on Earth.

They are kept as points of a sphere in space, where the nearer ones are nearer along the ground too and neither the
poles nor the 180th meridian are anything special. The tree halves them along the axis on which they lie farthest
apart (Friedman, Bentley & Finkel 1977); it is made when the index is built.
"""

from __future__ import annotations

import math
from bisect import insort
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gazetteer.mapped import load
from gazetteer.place import EARTH_RADIUS_KM, Coordinates

IN_A_LEAF = 128
"""At most so many points are compared at once; half or twice as many take as long."""

Numbers = npt.NDArray[Any]


class Tree(NamedTuple):
    """Points by leaf, and where the halves are divided: the halves of node n are 2n and 2n + 1, the root is 1."""

    numbers: Numbers
    points: Numbers
    """x, y, z of unit length."""
    axes: Numbers
    """Of each node; as many as there are leaves, the first is not used."""
    values: Numbers
    """On its axis the left half of a node lies at or below this, the right half at or above it."""


def on_sphere(latitude: Numbers, longitude: Numbers) -> Numbers:
    up, along = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(up) * np.cos(along), np.cos(up) * np.sin(along), np.sin(up)], axis=1)


def arranged(numbers: Numbers, latitude: Numbers, longitude: Numbers, in_a_leaf: int = IN_A_LEAF) -> Tree:
    """A tree of numbered points, at least two in a leaf; degrees."""
    points = on_sphere(latitude, longitude)
    count = len(points)
    leaves = 1
    while leaves * in_a_leaf < count:
        leaves *= 2
    order = np.arange(count)
    axes, values = np.zeros(leaves, np.uint8), np.zeros(leaves)
    ends = ends_of_leaves(count, leaves)
    for node in range(1, leaves):
        level = node.bit_length() - 1
        width = leaves >> level
        first = (node - (1 << level)) * width
        start, middle, end = ends[first], ends[first + width // 2], ends[first + width]
        part = points[order[start:end]]
        axes[node] = axis = int(np.argmax(np.ptp(part, axis=0)))
        halved = np.argpartition(part[:, axis], middle - start)
        order[start:end] = order[start:end][halved]
        values[node] = points[order[middle], axis]
    return Tree(numbers[order], points[order], axes, values)


def ends_of_leaves(count: int, leaves: int) -> list[int]:
    """Where each leaf begins, and where the last one ends."""
    return [count * leaf // leaves for leaf in range(leaves + 1)]


def write(folder: Path, tree: Tree) -> None:
    """Write a tree into an index folder."""
    for part, array in tree._asdict().items():
        np.save(folder / f"spots_{part}.npy", array)


def read(folder: Path) -> Tree:
    """The tree of an index folder, mapped."""
    return Tree(*(load(folder, f"spots_{part}") for part in Tree._fields))


class Spots:
    """Finds the nearest points of a tree."""

    def __init__(self, tree: Tree) -> None:
        self._numbers, self._points = tree.numbers, tree.points
        self._axes, self._values = tree.axes.tolist(), tree.values.tolist()
        self._ends = ends_of_leaves(len(tree.points), len(self._axes))

    def nearest(self, point: Coordinates, limit: int) -> list[tuple[int, float]]:
        """Numbers of the nearest points and their distance in km, nearest first."""
        up, along = math.radians(point.latitude), math.radians(point.longitude)
        here = (math.cos(up) * math.cos(along), math.cos(up) * math.sin(along), math.sin(up))
        return [(int(self._numbers[at]), self._away(here, at)) for at in self._search(here, limit)]

    def _search(self, here: tuple[float, float, float], limit: int) -> list[int]:
        """Positions of the nearest points; distances are squared chords of the unit sphere."""
        there = np.array(here)
        axes, values, ends, leaves = self._axes, self._values, self._ends, len(self._axes)
        found: list[tuple[float, int]] = []
        farthest = math.inf
        halves = [(0.0, 1)] if len(self._points) else []
        while halves:
            least, node = halves.pop()
            if least > farthest:
                continue
            while node < leaves:
                beyond = here[axes[node]] - values[node]
                right = beyond >= 0
                halves.append((beyond * beyond, 2 * node + (not right)))
                node = 2 * node + right
            start = ends[node - leaves]
            along = self._points[start : ends[node - leaves + 1]] @ there
            for at in (along.argmax(),) if limit == 1 else (-along).argsort()[:limit]:
                away = 2 - 2 * float(along[at])
                if away >= farthest:
                    break
                insort(found, (away, start + int(at)))
                del found[limit:]
                farthest = found[-1][0] if len(found) == limit else math.inf
        return [at for _, at in found]

    def _away(self, here: tuple[float, float, float], at: int) -> float:
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.dist(here, self._points[at]) / 2))
