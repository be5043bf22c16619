"""The map in the page: made once, then only told what to show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st
from shapely.geometry import mapping
from streamlit_folium import st_folium

from gazetteer import Match
from mapapp.app import places, served, state, workspace
from mapapp.map import ServedEventLayer, live_map, place_map
from mapapp.map.payload import record
from mapapp.reading.events.kinds import GROUPS
from mapapp.selection import Filters

HEIGHT = 760
"""Of map and time line in px, where the style sheet does not fit them to the window."""

PLACES_HEIGHT = 480


def draw(shown: pd.DataFrame, filters: Filters) -> None:
    """Map and time line of the events that pass the filters; a click selects one.

    `st_folium` starts a new map, with zoom and window lost, whenever the map's own script changes. So the map is
    the same at every run, and the events are a layer beside it.
    """
    key, events = _drawn(workspace.folder(), workspace.stamp(), repr(filters), shown)
    address = served.address(f"{key}.json", events)
    st_folium(
        live_map(height=HEIGHT, address=served.script_address),
        key=state.MAP,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=("last_active_drawing",),
        feature_group_to_add=ServedEventLayer(address, selected=state.selected()),
        on_change=state.take_click,
    )


def draw_places(found: Sequence[Match]) -> None:
    """A small map of the places that a name may mean, the likeliest ringed."""
    gazetteer = workspace.gazetteer()
    best = found[0].place
    outline = gazetteer.outline(best) if best.is_area else None
    outlines = {best.id: mapping(outline)} if outline is not None else {}
    made = record(places.table(found, gazetteer), outlines=outlines, groups=GROUPS, snippets=False)
    st_folium(
        place_map(height=PLACES_HEIGHT, address=served.script_address),
        key="places",
        height=PLACES_HEIGHT,
        use_container_width=True,
        returned_objects=(),
        feature_group_to_add=ServedEventLayer(
            served.address(f"{made['key']}.json", json.dumps(made)), selected=best.id
        ),
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _drawn(path: Path, stamp: workspace.Stamp, filters: str, _shown: pd.DataFrame) -> tuple[str, str]:
    """Key and JSON of the events as the browser gets them: half a second at 100,000, so not again for every click."""
    made = record(_shown, outlines=workspace.outlines(), groups=GROUPS, snippets=False)
    return made["key"], json.dumps(made)
