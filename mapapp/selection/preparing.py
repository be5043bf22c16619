"""A table of events with the columns that filters choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from gazetteer.place import PlaceKind
from mapapp.model import TimeBasis
from mapapp.reading.events.kinds import GROUPS, group_of
from mapapp.selection.filters import AS_READ, FACETS

ADDED: Final = (
    "spot",
    "group",
    "voice",
    "claimant",
    "doubt",
    "place_precision",
    "day_precision",
    "dated_by",
    "correction",
)
"""Columns that `prepare` adds to those of the store."""
NEAR_KM: Final = 50
LONGEST_CLAIMANT: Final = 80
"""Characters; a longer one is a sentence that no one looks for in a list."""

VALUES: Final = {
    "group": [group.id for group in GROUPS],
    "voice": ["report", "own", "other", "someone"],
    "doubt": ["unconfirmed", "plain"],
    "place_precision": ["spot", "near", "region"],
    "day_precision": ["day", "week", "wider"],
    "dated_by": ["text", "publication"],
    "correction": ["corrected", AS_READ],
}
"""Column -> its values in the order in which people see them; they are counted where no event has them, too."""


def prepare(events: pd.DataFrame) -> pd.DataFrame:
    """The same events with the columns of `FACETS` as categories; what a table lacks of the store's is empty."""
    made = {
        "group": events["kind"].map({code: group_of(code).id for code in events["kind"].unique()}),
        "voice": _voices(events),
        "claimant": _column(events, "claimed_by", lambda words: " ".join(words.split())[:LONGEST_CLAIMANT]),
        "doubt": np.where(_column(events, "unconfirmed") != "", "unconfirmed", "plain"),
        "place_precision": _place_precision(events),
        "day_precision": _day_precision(events),
        "dated_by": _dated_by(events),
        "correction": np.where(_column(events, "corrected") != "", "corrected", AS_READ),
        **{name: _column(events, name) for name in ("country", "admin1", "source")},
    }
    return events.assign(
        spot=_spots(events),
        **{
            column: _category(made[column] if column in made else events[column], VALUES.get(column))
            for column in FACETS.values()
        },
    )


def located(events: pd.DataFrame) -> pd.DataFrame:
    """The events that a map with a time line can show: those with a place and a day."""
    return events[events["latitude"].notna() & events["first_day"].notna()]


def _column(events: pd.DataFrame, name: str, made: Callable[[str], str] = str) -> pd.Series:
    """A column of texts; "" where there is none. What is made of a text is made once, however often it stands there."""
    if name not in events.columns:
        return pd.Series("", index=events.index, dtype=object)
    codes, values = pd.factorize(events[name])
    # Code -1 (no value) reads the last text.
    texts = np.array([*(made(str(value)) for value in values), ""], dtype=object)
    return pd.Series(texts[codes], index=events.index, dtype=object)


def _category(values: Any, known: list[str] | None) -> pd.Categorical:
    return pd.Categorical(values, categories=known)


def _spots(events: pd.DataFrame) -> npt.NDArray[np.int32]:
    """A number for each point, -1 where there is none: whether it lies in an area is asked once a point."""
    numbers = events.groupby(["latitude", "longitude"], sort=False).ngroup()
    return np.asarray(numbers.fillna(-1), dtype=np.int32)


def _voices(events: pd.DataFrame) -> npt.NDArray[np.object_]:
    side = _column(events, "claim_side")
    return np.select(
        [_column(events, "claimed_by") == "", side == "own", side == "other"], VALUES["voice"][:3], "someone"
    )


def _place_precision(events: pd.DataFrame) -> npt.NDArray[np.object_]:
    """As `Event.geo_precision`; missing where there is no place."""
    kind = _column(events, "place_kind")
    radius = events["radius_km"] if "radius_km" in events.columns else pd.Series(0.0, index=events.index)
    spot = kind.isin([PlaceKind.SETTLEMENT.value, PlaceKind.SITE.value])
    near = (kind == PlaceKind.DISTRICT.value) | (radius <= NEAR_KM)
    return np.select([events["latitude"].isna(), spot, near], [None, "spot", "near"], "region")  # type: ignore[list-item]


def _day_precision(events: pd.DataFrame) -> npt.NDArray[np.object_]:
    """As `Event.time_precision`; missing where there is no day."""
    width = (events["last_day"] - events["first_day"]).dt.days + 1
    return np.select([width.isna(), width == 1, width <= 7], [None, "day", "week"], "wider")  # type: ignore[list-item]


def _dated_by(events: pd.DataFrame) -> npt.NDArray[np.object_]:
    by_publication = _column(events, "date_basis") == TimeBasis.PUBLICATION.value
    return np.select([events["first_day"].isna(), by_publication], [None, "publication"], "text")  # type: ignore[list-item]
