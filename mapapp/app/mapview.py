"""The map in the page: made once, then only told what to show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st
from shapely.geometry import mapping
from streamlit_folium import st_folium

from gazetteer import Match
from mapapp.app import address, places, served, state, workspace
from mapapp.map import ServedEventLayer, live_map, place_map
from mapapp.map.payload import Drawn, choice, drawn, record, recorded
from mapapp.reading.events.kinds import GROUPS
from mapapp.selection import Filters

HEIGHT = 760
"""Of map and time line in px, where the style sheet does not fit them to the window."""

PLACES_HEIGHT = 480

SIZED = 100_000
"""So many events are sent again once it is known how many reports tell of each; of more the map has no such sizes."""


def draw(shown: pd.DataFrame, filters: Filters) -> None:
    """Map and time line of the events that pass the filters; a click selects one.

    `st_folium` starts a new map, with zoom and window lost, whenever the map's own script changes. So the map is
    the same at every run, and the events are a layer beside it: the record of all events of the workspace, asked for
    once, and which of them pass.

    Args:
        shown: rows of `workspace.events()`, with its index.
        filters: that chose them.
    """
    whole = _newest()
    key, some = _choice(workspace.folder(), workspace.stamp(), repr(filters), whole.key, whole, shown.index.to_numpy())
    st_folium(
        live_map(height=HEIGHT, kinds=False, link=True, address=served.script_address),
        key=state.MAP,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=("last_active_drawing",),
        feature_group_to_add=ServedEventLayer(
            served.address(f"{whole.key}.json", whole.record),
            selected=state.selected(),
            choice=served.address(f"{key}.json", some),
            picking=state.picking() is not None,
            wishes=address.wishes(),
            area=filters.area,
            heard=state.heard(),
        ),
        on_change=state.take_click,
    )


def draw_places(found: Sequence[Match], *, key: str = "places", height: int = PLACES_HEIGHT) -> None:
    """A small map of the places that a name may mean, the likeliest ringed."""
    gazetteer = workspace.gazetteer()
    best = found[0].place
    outline = gazetteer.outline(best) if best.is_area else None
    outlines = {best.id: mapping(outline)} if outline is not None else {}
    made = record(places.table(found, gazetteer), outlines=outlines, groups=GROUPS, snippets=False)
    st_folium(
        place_map(height=height, address=served.script_address),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=(),
        feature_group_to_add=ServedEventLayer(
            served.address(f"{made['key']}.json", json.dumps(made)), selected=best.id
        ),
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """All events that the map of a workspace can show, as the browser gets them once."""

    drawn: Drawn
    key: str
    record: str
    """JSON."""


def _newest() -> Whole:
    """All events, sized by their reports once those are known: the map gets them anew then, and keeps its view."""
    sized = len(workspace.events()) <= SIZED and workspace.is_grouped()
    return _whole(workspace.folder(), workspace.stamp(), sized)


@st.cache_resource(show_spinner=False, max_entries=2)
def _whole(path: Path, stamp: workspace.Stamp, sized: bool) -> Whole:
    events, reports = workspace.events(), workspace.reports() if sized else None
    everything = drawn(events if reports is None else events.assign(reports=reports), snippets=False)
    made = recorded(everything, outlines=workspace.outlines(), groups=GROUPS)
    return Whole(everything, made["key"], json.dumps(made))


@st.cache_resource(show_spinner=False, max_entries=16)
def _choice(
    path: Path, stamp: workspace.Stamp, filters: str, key: str, _whole: Whole, _rows: npt.NDArray[np.int64]
) -> tuple[str, str]:
    """Key and JSON of which events pass: a bit for each, however often a click runs the page again."""
    passes = np.zeros(len(workspace.events()), dtype=bool)
    passes[_rows] = True
    made = choice(_whole.drawn, key, passes)
    return made["key"], json.dumps(made)
