"""The map in the page: made once, then only told what to show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from mapapp.app import state, workspace
from mapapp.map import EventLayer, live_map
from mapapp.map.payload import record
from mapapp.reading.events.kinds import GROUPS
from mapapp.selection import Filters

HEIGHT = 760
"""Of map and time line in px, where the style sheet does not fit them to the window."""


def draw(shown: pd.DataFrame, filters: Filters) -> None:
    """Map and time line of the events that pass the filters; a click selects one.

    `st_folium` starts a new map, with zoom and window lost, whenever the map's own script changes. So the map is
    the same at every run, and the events are a layer beside it.
    """
    drawn = _drawn(workspace.folder(), workspace.stamp(), repr(filters), shown)
    st_folium(
        live_map(height=HEIGHT),
        key=state.MAP,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=("last_active_drawing",),
        feature_group_to_add=EventLayer(drawn, selected=state.selected(), window=None),
        on_change=state.take_click,
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _drawn(path: Path, stamp: workspace.Stamp, filters: str, _shown: pd.DataFrame) -> dict[str, Any]:
    """The events as the browser gets them: half a second at 100,000, so not again for every click."""
    return record(_shown, outlines=workspace.outlines(), groups=GROUPS, snippets=False)
