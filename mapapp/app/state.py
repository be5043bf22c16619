"""What this visitor has chosen: filters and the selected event, kept in the session."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from gazetteer.online import Online
from mapapp.app import filtering, workspace
from mapapp.app.filtering import filters as filters
from mapapp.app.filtering import put as put
from mapapp.app.filtering import show_all as show_all
from mapapp.app.markup import literal
from mapapp.app.permalink import from_params
from mapapp.map import OPENSTREETMAP

EVENT = "event"
"""Session key of the selected event's id; absent or None where none is."""

SHOWN = "event_shown"
"""Session key of the event that was selected when the map page ran last."""

MAP = "map"
"""Session key of what the map last sent."""

ONLINE = "online_lookups"
"""Session key of what asks a server for this visitor; absent or None while it is off."""

PICKING = "picking"
"""Session key of the event for which the next click on the map means its place; absent or None where none does."""

PICKED = "picked"
"""Session key of the spot that was clicked: latitude and longitude."""

WHO = "who_corrects"
"""Session key of the name under which this visitor corrected last."""

TROUBLE = "trouble_of_judging"
"""Session key of why the last judgement could not be kept; absent or None where it was."""


def selected() -> str | None:
    """Id of the selected event."""
    return st.session_state.get(EVENT)


def select(event_id: str | None) -> None:
    st.session_state[EVENT] = event_id


def heard() -> int:
    """The moment, in ms, that the map gave to what it sent last; 0 where it sent nothing."""
    return int((_sent().get("properties") or {}).get("clicked") or 0)


def window() -> tuple[date, date] | None:
    """First and last day that the map showed when it sent something last; None for all days.

    The window moves without a run of the page; the map sends it once a button that asks for it is about to be pressed.
    """
    days = (_sent().get("properties") or {}).get("window") or ()
    return from_params(dict(zip(("from", "to"), map(str, days), strict=False)))[0].window


def _sent() -> dict[str, Any]:
    """What a person did on the map last, as a GeoJSON feature; empty where nothing."""
    return (st.session_state.get(MAP) or {}).get("last_active_drawing") or {}


def take_click() -> None:
    """Select the event whose marker was clicked, or keep the area that was drawn, when the map says so."""
    feature = _sent()
    properties = feature.get("properties") or {}
    if "area" in properties:
        filtering.take_area(feature)
    if properties.get("event_id"):
        select(str(properties["event_id"]))
    elif properties.get("picked") and picking():
        longitude, latitude = feature["geometry"]["coordinates"]
        st.session_state[PICKED] = float(latitude), float(longitude)


def has_another_selection() -> bool:
    """Whether another event is selected than when this was asked last."""
    before = st.session_state.get(SHOWN)
    st.session_state[SHOWN] = selected()
    return selected() is not None and before != selected()


def picking() -> str | None:
    """Id of the event whose place is clicked on the map; None where a click selects an event."""
    event_id: str | None = st.session_state.get(PICKING)
    return event_id if event_id == selected() else None


def take_choice(key: str) -> None:
    """Select the event chosen in a list."""
    select(st.session_state[key])


def online() -> Online | None:
    """What asks a server for names, where this visitor switched it on."""
    return st.session_state.get(ONLINE)


def masthead(reading: str = "") -> str:
    """Name of the workspace, what is being read and what leaves the machine, for the bar at the top."""
    name, asking = literal(workspace.folder().name), online()
    leaves = f"Names you ask for go to {urlsplit(asking.server).netloc}" if asking else "Nothing leaves this machine"
    if reading.startswith("Asking"):
        leaves = ""  # the step names the host
    kind = "" if asking else "leaves"
    tiles = f'<span class="of-tiles">Background of the map from {urlsplit(OPENSTREETMAP.address).netloc}</span>'
    goes_on = f'<span class="goes-on">{literal(reading)}</span>' if reading else ""
    outside = f'<span class="{kind}">{literal(leaves)}</span>{tiles}'
    return f'<p class="masthead">{goes_on}<span>Workspace: {name}</span> {outside}</p>'
