"""Events drawn on a map with a time control: `event_map(events)` for a page or a notebook; in Streamlit
`st_folium(live_map(), feature_group_to_add=event_layer(events), key=...)`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import folium
import pandas as pd

from mapapp.map.background import OPENSTREETMAP, Tiles
from mapapp.map.base import BaseMap, base_map
from mapapp.map.own_events import fitting
from mapapp.map.payload import record
from mapapp.map.timeline import Address, EventLayer, EventMap, ServedEventLayer, Timeline, data_address
from mapapp.reading.events.kinds import GROUPS, Group

__all__ = [
    "OPENSTREETMAP",
    "BaseMap",
    "EventLayer",
    "EventMap",
    "ServedEventLayer",
    "Tiles",
    "Timeline",
    "base_map",
    "day_numbers",
    "event_layer",
    "event_map",
    "live_map",
    "place_map",
]

Outlines = Mapping[str, Mapping[str, Any]]
"""Place id -> GeoJSON geometry (a polygon or a line)."""
EPOCH = date(1970, 1, 1)
"""Day 0 of the map."""


def event_map(
    events: pd.DataFrame,
    *,
    outlines: Outlines | None = None,
    selected: str | None = None,
    window: tuple[date, date] | None = None,
    height: int | str = 640,
    groups: Sequence[Group] | None = None,
    basemap: BaseMap | None = None,
    snippets: bool = True,
    title: str = "",
    about: str = "",
    tiles: Tiles | None = None,
) -> EventMap:
    """Events on a map with a time control, complete in itself: `event_map(events).save("events.html")`.

    Any table with `latitude`, `longitude` and `first_day` works; `last_day`, `text` (or `sentence`), `title`, `kind`,
    `status`, `place_name`, `radius_km`, `event_id` and others of the store's columns are used where they exist. Events
    without a point or a day are counted beside the map, not drawn. docs/library.md has the whole list.

    Days with a time of day make bars of hours. `likely_first` and `likely_last` are the days that hold the event at
    nine in ten, where the whole span is wider: the other days of the span are drawn fainter.

    Args:
        events: a row an event.
        outlines: of the areas and borders that events name, by `place_id`; without one a circle of `radius_km`.
        selected: the event to ring, by `event_id`.
        window: first and last day to show, both included; None shows all days.
        height: of the frame in a notebook, in px or as CSS; a saved page fills its window.
        groups: colours of the kinds; a column `group` of the table holds their ids. None takes mapapp's own, and gives
            kinds that it does not know colours of their own, the twelve commonest.
        basemap: what lies under the events; None takes the map that comes with the package.
        snippets: a click opens a panel with the event's sentence and source, which then stand in the page.
        title: of the page, and of what the browser calls it.
        about: a sentence that stands below the map: who made it, of what, when.
        tiles: an online background that a reader may switch on (`OPENSTREETMAP`, or a server of your own); None offers
            none.

    Raises:
        ValueError: a column is missing; says which, and which other one looks like it.
    """
    table, own_groups = fitting(events)
    drawn = EventMap(height=height, title=title)
    Timeline(basemap=basemap or base_map(), about=about, tiles=tiles).add_to(drawn)
    event_layer(
        table, outlines=outlines, selected=selected, window=window, groups=groups or own_groups, snippets=snippets
    ).add_to(drawn)
    return drawn


def live_map(
    *,
    basemap: BaseMap | None = None,
    height: int | str = 640,
    legend: bool = False,
    kinds: bool = True,
    remember: str = "map",
    link: bool = False,
    tiles: Tiles | None = OPENSTREETMAP,
    address: Address = data_address,
) -> folium.Map:
    """The map for `st_folium`, without events: the same at every rerun, so that Streamlit never starts it anew.

    Make a new one at every rerun (it is cheap): st_folium adds the layer to the map it is given.

    Args:
        basemap: what lies under the events; None takes the map that comes with the package.
        height: as for `event_map`.
        legend: lists the groups of kinds on the map (the app has them beside it).
        kinds: explains the symbols of kinds on wide maps; False where the page around lists them with the same symbols.
        remember: name under which the browser tab keeps centre, zoom and window while other pages are shown.
        link: writes window, mode and view into the address of the page around the map's frame, as they come to rest:
            `from=2022-02-24&to=2022-03-11&mode=step&at=48.5,38,7`. Leave it where the page has no use for that.
        tiles: an online background that a reader may switch on; None offers none.
        address: where the browser finds a script; a server that gives them addresses of its own is asked once, else
            streamlit-folium sends a megabyte with every rerun.
    """
    drawn = EventMap(height=height, address=address)
    timeline = Timeline(
        basemap=basemap or base_map(),
        panel=False,
        legend=legend,
        kinds=kinds,
        remember=remember,
        link=link,
        tiles=tiles,
        address=address,
    )
    timeline.add_to(drawn)
    return drawn


def place_map(*, height: int | str = 480, address: Address = data_address) -> folium.Map:
    """A map for `st_folium` that shows places without days: a layer as `live_map` takes it, each fits the view anew."""
    drawn = EventMap(height=height, address=address)
    Timeline(basemap=base_map(), panel=False, legend=False, time=False, address=address).add_to(drawn)
    return drawn


def event_layer(
    events: pd.DataFrame,
    *,
    outlines: Outlines | None = None,
    selected: str | None = None,
    window: tuple[date, date] | None = None,
    groups: Sequence[Group] = GROUPS,
    snippets: bool = False,
) -> folium.FeatureGroup:
    """The events for `st_folium(live_map(), feature_group_to_add=...)`; arguments as for `event_map`.

    A new layer on the same map keeps view, window and selection. `selected` and `window` count when they change: what
    the person did on the map since then stands. A click comes back as `last_active_drawing`, a GeoJSON feature whose
    properties are `event_id` and `clicked` (milliseconds: the same event clicked again is a new value).
    """
    content = record(events, outlines=outlines or {}, groups=groups, snippets=snippets)
    return EventLayer(content, selected=selected, window=day_numbers(window))


def day_numbers(window: tuple[date, date] | None) -> list[int] | None:
    """First and last day as the map counts them; None for no window."""
    return [(day - EPOCH).days for day in window] if window else None
