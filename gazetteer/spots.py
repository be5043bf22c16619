"""Points in a grid of cells, so that the nearest ones are found among a few."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain

import numpy as np
import numpy.typing as npt

from gazetteer.place import EARTH_RADIUS_KM, Coordinates

CELLS_A_DEGREE = 4
ROWS, COLUMNS = 180 * CELLS_A_DEGREE, 360 * CELLS_A_DEGREE
KM_A_DEGREE = math.radians(1) * EARTH_RADIUS_KM
HALF_ROUND_KM = math.pi * EARTH_RADIUS_KM


class Spots:
    """Numbered points, sorted by cell: the cells of one row of the grid lie side by side."""

    def __init__(
        self, numbers: npt.NDArray[np.int64], latitude: npt.NDArray[np.float64], longitude: npt.NDArray[np.float64]
    ) -> None:
        down = np.minimum(((latitude + 90) * CELLS_A_DEGREE).astype(np.int64), ROWS - 1)
        along = np.minimum(((longitude + 180) * CELLS_A_DEGREE).astype(np.int64), COLUMNS - 1)
        cells = down * COLUMNS + along
        order = np.argsort(cells, kind="stable")
        self._numbers = numbers[order]
        self._latitude, self._longitude = np.radians(latitude[order]), np.radians(longitude[order])
        self._level = np.cos(self._latitude)
        self._starts = np.searchsorted(cells[order], np.arange(ROWS * COLUMNS + 1)).tolist()

    def nearest(self, point: Coordinates, limit: int) -> list[tuple[int, float]]:
        """Numbers of the nearest points and their distance in km, nearest first."""
        reach = 20.0
        while True:
            at = np.fromiter(chain.from_iterable(self.around(point, reach)), np.int64)
            here, level = math.radians(point.latitude), math.cos(math.radians(point.latitude))
            half = np.sin((self._latitude[at] - here) / 2) ** 2
            half += self._level[at] * level * np.sin((self._longitude[at] - math.radians(point.longitude)) / 2) ** 2
            away = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(half)))
            order = np.argsort(away, kind="stable")[:limit]
            # Within reach everything has been seen.
            if reach >= HALF_ROUND_KM or (len(order) == limit and away[order[-1]] <= reach):
                return list(zip(self._numbers[at[order]].tolist(), away[order].tolist(), strict=True))
            reach *= 4

    def around(self, point: Coordinates, reach: float) -> Iterator[range]:
        """Positions of all points within `reach` km, and some more."""
        high = reach / KM_A_DEGREE
        lowest = max(0, math.floor((point.latitude - high + 90) * CELLS_A_DEGREE))
        highest = min(ROWS - 1, math.floor((point.latitude + high + 90) * CELLS_A_DEGREE))
        # The circle is widest where meridians are closest; around a pole it holds all of them.
        farthest = min(89.99, abs(point.latitude) + high)
        wide = min(180.0, high / math.cos(math.radians(farthest)))
        first = math.floor((point.longitude - wide + 180) * CELLS_A_DEGREE)
        count = min(COLUMNS, math.floor((point.longitude + wide + 180) * CELLS_A_DEGREE) - first + 1)
        first %= COLUMNS
        for row in range(lowest, highest + 1):
            start = row * COLUMNS
            yield range(self._starts[start + first], self._starts[start + min(COLUMNS, first + count)])
            if first + count > COLUMNS:
                yield range(self._starts[start], self._starts[start + first + count - COLUMNS])
