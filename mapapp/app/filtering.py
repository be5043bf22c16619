"""The filters as the session keeps them: what the widgets of the sidebar say, and widgets set to what is wanted.

`filters` and `put` are each other's inverse; a widget takes what was put when it is next drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

import streamlit as st

from mapapp.app import words
from mapapp.model import Grade
from mapapp.reading.events.kinds import GROUPS, group_of
from mapapp.selection import Filters, Within
from mapapp.selection.query import pieces

STATUSES: Final = [status.value for status in words.STATUSES]
LISTS: Final = (
    "voices",
    "claimants",
    "doubts",
    "sources",
    "articles",
    "place_precision",
    "day_precision",
    "dated_by",
    "corrections",
)
"""Filters whose widget is a list with nothing chosen at first, under the same key; nothing chosen lets all pass."""
WHERE: Final = "where"
"""Key of the list of countries and regions."""
AREA: Final = "area"
"""Key of the corners of the drawn area, which the map sets."""
STEP: Final = 5
"""Of the slider of sureness, in hundredths."""


def filters() -> Filters:
    """What the widgets say, as they stood when the page was asked for."""
    said = st.session_state
    groups = frozenset(group.id for group in GROUPS if said.get(f"kind_{group.id}", True))
    kinds = frozenset(code for group in GROUPS for code in said.get(f"kinds_{group.id}") or ())
    statuses = frozenset(said.get("statuses", STATUSES))
    where = said.get(WHERE) or []
    return Filters(
        groups=None if len(groups) == len(GROUPS) else groups,
        kinds=kinds or None,
        statuses=None if len(statuses) == len(STATUSES) else statuses,
        grades=None if said.get("background") else frozenset({Grade.PRIMARY.value}),
        countries=frozenset(code for code in where if "." not in code) or None,
        admin1=frozenset(code for code in where if "." in code) or None,
        area=tuple(said.get(AREA) or ()),
        first_day=_written(said.get("since")),
        last_day=_written(said.get("until")),
        at_least=(said.get("at_least") or 0) / 100,
        words=" ".join(piece for term in said.get("words") or () for piece in pieces(term)),
        within=said.get("within") or Within.SENTENCE.value,
        **{name: frozenset(said.get(name) or ()) or None for name in LISTS},
    )


def put(wanted: Filters) -> None:
    """Set the widgets such that `filters` gives what is wanted; sureness in the steps of its slider."""
    said: dict[str, Any] = {}
    for group in GROUPS:
        said[f"kind_{group.id}"] = wanted.groups is None or group.id in wanted.groups
        said[f"kinds_{group.id}"] = sorted(code for code in wanted.kinds or () if group_of(code) == group)
    said |= {
        "statuses": [each for each in STATUSES if wanted.statuses is None or each in wanted.statuses],
        "background": wanted.grades is None,
        WHERE: sorted((wanted.countries or frozenset()) | (wanted.admin1 or frozenset())),
        AREA: tuple(wanted.area),
        "since": _read(wanted.first_day),
        "until": _read(wanted.last_day),
        "at_least": STEP * round(wanted.at_least * 100 / STEP),
        "words": pieces(wanted.words),
        "within": wanted.within,
        **{name: sorted(getattr(wanted, name) or ()) for name in LISTS},
    }
    st.session_state.update(said)


def show_all() -> None:
    """Every filter back to where it lets everything pass, background included."""
    put(Filters(grades=None))


def lift(names: Iterable[str]) -> None:
    """Set these filters back to what lets everything pass, and leave the others."""
    plain: dict[str, Any] = {each.name: each.default for each in fields(Filters)}
    put(replace(filters(), **{name: plain[name] for name in names}))


def only(**wanted: Any) -> None:
    """Show what these filters let pass and nothing else hides: "only this report"."""
    put(Filters(**{"grades": None, **wanted}))


def take_area(feature: dict[str, Any]) -> None:
    """The area that was drawn on the map, or none where it was cleared."""
    geometry = feature.get("geometry") or {}
    cleared = not (feature.get("properties") or {}).get("area") or geometry.get("type") != "Polygon"
    ring = [] if cleared else geometry["coordinates"][0]
    corners = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
    st.session_state[AREA] = tuple(round(float(value), 5) for east, north in corners for value in (north, east))


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
