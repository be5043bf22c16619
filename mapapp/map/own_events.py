"""Anyone's table of events, made fit for the map: missing columns are named, kinds get colours of their own."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import pandas as pd

from mapapp.reading.events.kinds import GROUPS, KINDS, Group, group_of

NEEDED = ("latitude", "longitude", "first_day")
OTHER_NAMES = {
    "latitude": ("lat", "y", "latitude_deg", "latitud"),
    "longitude": ("lon", "lng", "long", "x", "longitude_deg"),
    "first_day": ("date", "day", "event_date", "start", "start_date", "datetime", "time", "when"),
}
"""What other tables call these, in lower case."""
MOST_KINDS = 12
"""Kinds of their own that get a colour, the commonest first; the rest share the group "other"."""


def fitting(events: pd.DataFrame) -> tuple[pd.DataFrame, Sequence[Group]]:
    """The table with the columns that the map reads, and the groups of its kinds.

    `text` is the snippet where there is no `sentence`; a kind that mapapp does not know is a group of its own.

    Raises:
        ValueError: a column is missing; says which, and which of the table's own looks like it.
    """
    missing = [name for name in NEEDED if name not in events.columns]
    if missing:
        raise ValueError(_lacking(events, missing))
    if "text" in events.columns and "sentence" not in events.columns:
        events = events.assign(sentence=events["text"])
    if "group" in events.columns or "kind" not in events.columns:
        return events, GROUPS
    return _grouped(events)


def _lacking(events: pd.DataFrame, missing: Sequence[str]) -> str:
    """What is missing, and how to go on."""
    own = {str(name).strip().lower(): str(name) for name in events.columns}
    likely = {own[other]: name for name in missing for other in reversed((*OTHER_NAMES[name], name)) if other in own}
    names = " and ".join([", ".join(missing[:-1]), missing[-1]] if len(missing) > 1 else missing)
    what = f"the table of events has no column {names}"
    if likely:
        return f"{what}; rename the ones that hold it: events.rename(columns={likely})"
    had = ", ".join(map(str, events.columns)) or "none"
    return f"{what}: add it, or rename the one that holds it (there are: {had})"


def _grouped(events: pd.DataFrame) -> tuple[pd.DataFrame, Sequence[Group]]:
    kinds = events["kind"].astype(object).where(events["kind"].notna(), "").map(str)
    own = [kind for kind in kinds.value_counts().index if kind and kind not in KINDS]
    if not own:
        return events, GROUPS
    known = {kind: group_of(kind).id for kind in kinds.unique() if kind in KINDS}
    looks = (look for look in _palette() if look.id not in known.values())
    groups = {
        kind: replace(look, id=f"kind:{kind}", label=kind) for kind, look in zip(own[:MOST_KINDS], looks, strict=False)
    }
    shared = [group for group in GROUPS if group.id in known.values() or group.id == "other"]
    of = {kind: groups[kind].id if kind in groups else known.get(kind, "other") for kind in kinds.unique()}
    return events.assign(group=kinds.map(of)), (*groups.values(), *shared)


@cache
def _palette() -> tuple[Group, ...]:
    """Looks that tell apart; those with an id are taken where a kind of that group is in the table."""
    text = files(__package__).joinpath("palette.toml").read_text(encoding="utf-8")
    more = [Group(id="", label="", **row) for row in tomllib.loads(text)["look"]]
    return (*(group for group in GROUPS if group.id != "other"), *more)
