"""The map in the page: made once, then only told what to show."""

from __future__ import annotations

import pandas as pd
from streamlit_folium import st_folium

from mapapp.app import state, workspace
from mapapp.map import event_layer, live_map

HEIGHT = 760
"""Of map and time line in px, where the style sheet does not fit them to the window."""


def draw(shown: pd.DataFrame) -> None:
    """Map and time line of the events that pass the filters; a click selects one.

    `st_folium` starts a new map, with zoom and window lost, whenever the map's own script changes. So the map is
    the same at every run, and the events are a layer beside it.
    """
    layer = event_layer(shown, outlines=workspace.outlines(), selected=state.selected())
    st_folium(
        live_map(height=HEIGHT),
        key=state.MAP,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=("last_active_drawing",),
        feature_group_to_add=layer,
        on_change=state.take_click,
    )
