"""How much an event weighs where the map draws sizes: people killed or hurt, and how many reports tell of it."""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt
import pandas as pd

from mapapp.map.columns import coded

HARMED = frozenset({"killed", "injured", "wounded"})
"""What befell the people of a figure that counts (`Figure.what`)."""


def figures(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """People killed or hurt as each event's own figures say; 0 where they say nothing, or `figures` is missing."""
    codes, texts = coded(table, "figures")
    return np.array([harmed(text) for text in texts], dtype=np.int64)[codes]


def harmed(figures_: str) -> int:
    """Killed and hurt of one event; of several figures for the same the highest. Totals to date are not the event's."""
    most: dict[str, int] = {}
    try:
        rows = json.loads(figures_) if figures_ else []
    except ValueError:
        return 0
    for row in rows if isinstance(rows, list) else []:
        what, count = row.get("what"), row.get("count") or row.get("low")
        if what in HARMED and not row.get("to_date") and isinstance(count, int):
            most[what] = max(most.get(what, 0), count)
    return min(sum(most.values()), 2**31 - 1)


def reports(table: pd.DataFrame) -> npt.NDArray[np.int64] | None:
    """How many reports tell of what each event tells of; None without a column `reports`."""
    if "reports" not in table.columns:
        return None
    counts = pd.to_numeric(table["reports"], errors="coerce").fillna(0).clip(0, 2**31 - 1)
    return counts.to_numpy(dtype=float).astype(np.int64)
