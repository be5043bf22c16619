"""How many events each value of a facet has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd


class Tally(Mapping[str, int]):
    """Value -> number of events, in the order of the categories; values without events are in it, with 0."""

    __slots__ = ("_numbers", "_values")

    def __init__(self, values: pd.Index, numbers: npt.NDArray[np.int64]) -> None:
        self._values = values
        self._numbers = numbers

    def __getitem__(self, value: str) -> int:
        return int(self._numbers[self._values.get_loc(value)])

    def __iter__(self) -> Iterator[str]:
        return map(str, self._values)

    def __len__(self) -> int:
        return len(self._values)

    def top(self, limit: int, also: Collection[str] = ()) -> dict[str, int]:
        """At most `limit` values, those with most events first, and `also` whatever they have."""
        order = np.argsort(-self._numbers, kind="stable")[:limit]
        found = {str(self._values[place]): int(self._numbers[place]) for place in order}
        return found | {value: self.get(value, 0) for value in also}

    def with_(self, other: Tally) -> Tally:
        """The values of both; one that both have counts as here."""
        values = self._values.append(other._values)
        numbers = np.concatenate([self._numbers, other._numbers])
        first = ~values.duplicated()
        return Tally(values[first], numbers[first])
