"""The map page: filters, map with time line, the selected event."""

import streamlit as st

from mapapp.app import address, exporting, hints, mapview, sidebar, stage, state, workspace

events = workspace.events()
if workspace.store().is_empty:
    stage.no_reports()
    st.stop()
if events.empty:
    stage.nothing_located()
    st.stop()

address.follow(events)
filters = sidebar.draw(events)
address.lead(filters)
shown = workspace.shown(filters)
with st.sidebar:
    exporting.draw(shown, filters)
middle, right = st.columns([3, 1], gap=None)


def panel() -> None:
    with right, st.container(key="panel"):
        address.say()
        stage.side(events, shown)
        hints.draw()


def map_and_time() -> None:
    with middle, st.container(key="stage"):
        if shown.empty:
            stage.nothing_shown()
        mapview.draw(shown, filters)


# What the person waits for is sent first: the panel of an event that was just chosen, else the map.
for draw in (panel, map_and_time) if state.has_another_selection() else (map_and_time, panel):
    draw()
