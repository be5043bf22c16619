"""Another place for an event: found by its name, clicked on the map, just a spot, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from gazetteer import Coordinates, Match, Place, PlaceKind
from gazetteer.corrections import Scope, Where
from gazetteer.points import point_id
from mapapp import correcting
from mapapp.app import mapview, places, saying, state, workspace
from mapapp.app.markup import unmarked
from mapapp.event_corrections import Aspect, Reach
from mapapp.records import whole_place_record

SUGGESTED = 6
NEAR = 4
"""Settlements offered for a spot."""
RADII_KM = (1, 2, 5, 10, 25, 50, 100)
NAME_HERE, NAME_EVERYWHERE = "name here", "name everywhere"
"""Reaches of a correction of the name."""


def draw(event: pd.Series, key: str) -> None:
    """Another place, how far that reaches, who says so."""
    event_id, name = event["event_id"], written(event)
    picker(event_id, key)
    value = choose(key, name, picked(event_id))
    more = {NAME_HERE: f"“{name}” in this report", NAME_EVERYWHERE: f"“{name}” in every report"} if name else {}
    reach = saying.reach(event_id, key, (Reach.SENTENCE,), more)
    if reach in more:
        st.html('<p class="hint">The reports with this name are read again for it.</p>')
    if signed := saying.signed(key, "Keep this place", ready=value is not None):
        stop_picking()
        if reach in more:
            keep_name(event, name, value or {}, reach, *signed)
        else:
            saying.keep(event_id, Aspect.PLACE, value or {}, reach, *signed)


def written(event: pd.Series) -> str:
    """The words that name the place; "" where none do."""
    if pd.isna(event["place_start"]):
        return ""
    return workspace.article(event["article_id"]).text[int(event["place_start"]) : int(event["place_end"])].strip()


def picker(event_id: str, key: str) -> None:
    """The switch that lets the next click on the map mean the place."""
    picking = st.toggle("Click on the map instead", key=f"{key} picking", value=state.picking() == event_id)
    if picking != (state.picking() == event_id):
        st.session_state[state.PICKING] = event_id if picking else None
        st.session_state.pop(state.PICKED, None)
        st.rerun()


def stop_picking() -> bool:
    """Let a click on the map mean an event again; whether it meant a place before."""
    st.session_state.pop(state.PICKED, None)
    return st.session_state.pop(state.PICKING, None) is not None


def picked(event_id: str) -> Coordinates | None:
    """The spot that was clicked for an event."""
    spot = st.session_state.get(state.PICKED)
    return Coordinates(*spot) if spot and state.picking() == event_id else None


def choose(key: str, name: str = "", spot: Coordinates | None = None) -> dict[str, Any] | None:
    """A place as a correction keeps it; None while none is chosen.

    Args:
        key: of the widgets.
        name: searched for at first.
        spot: where the person clicked on the map.
    """
    offered = (
        near(spot) if spot else found(st.text_input("Search a place", value=name, max_chars=200, key=f"{key} name"))
    )
    gazetteer = workspace.gazetteer()
    options: dict[str, Place | None] = {}
    for place in offered:
        options.setdefault(line(place, spot), place)
    options["No place"] = None
    chosen = st.radio(
        "It is", list(options), index=None, format_func=unmarked, key=f"{key} place {spot} {len(options)}"
    )
    if offered:
        # Beside towns, a country would draw the view far out.
        close = [place for place in offered if place.kind is not PlaceKind.COUNTRY] if spot else []
        shown = [Match(place, "", 1.0, "") for place in close or offered]
        first = options.get(chosen or "")
        shown.sort(key=lambda match: match.place != first)
        mapview.draw_places(shown, key=f"{key} preview", height=200)
    if chosen is None:
        return None
    meant = options[chosen]
    if meant is None:
        return {"place": None, "label": ""}
    if meant.id.startswith("point:"):
        radius = st.select_slider("Somewhere within", RADII_KM, 5, format_func="{} km".format, key=f"{key} radius")
        meant = replace(meant, radius_km=float(radius))
    return {"place": whole_place_record(meant), "label": gazetteer.label(meant)}


def found(name: str) -> list[Place]:
    """The places that a name may mean, the likeliest first."""
    return [match.place for match in workspace.gazetteer().lookup(name, limit=SUGGESTED)] if name.strip() else []


def near(spot: Coordinates) -> list[Place]:
    """The nearest settlements, the areas around, and the spot itself."""
    gazetteer = workspace.gazetteer()
    towns = [place for place, _ in gazetteer.nearest_settlements(spot, NEAR)]
    itself = gazetteer.place(point_id(f"{spot.latitude:.4f}, {spot.longitude:.4f}") or "")
    return [*towns, *gazetteer.units_at(spot), *([itself] if itself else [])]


def line(place: Place, spot: Coordinates | None) -> str:
    """One place of the list."""
    if place.id.startswith("point:"):
        return f"Just this spot ({places.point(place)})"
    far = f", {spot.distance_km(place.coordinates):,.0f} km away" if spot and not place.is_area else ""
    return f"{workspace.gazetteer().label(place)} ({places.KINDS[place.kind]}{far or '; ' + places.point(place)})"


def keep_name(event: pd.Series, name: str, value: Mapping[str, Any], reach: str, who: str, why: str) -> None:
    """Keep what a name means, in this report or everywhere; the reports that hold it are read again."""
    gazetteer, store = workspace.gazetteer(), workspace.store()
    place = gazetteer.place(value["place"]["id"]) if value["place"] else None
    scope = Scope.ARTICLE if reach == NAME_HERE else Scope.EVERYWHERE
    where = Where(article=event["article_id"])
    try:
        anchor = store.event_corrections.anchor(event["event_id"])
        kept = correcting.keep(store.memory, gazetteer, name, place, scope=scope, where=where, who=who, why=why)
    except (ValueError, OSError) as wrong:
        saying.say_wrong(wrong)
        return
    said = f"“{name}” {correcting.meaning(kept)} {correcting.where_it_holds(kept, gazetteer)}"
    saying.keep_name(event["event_id"], anchor, f"{said}. The reports that hold it are being read again.")
