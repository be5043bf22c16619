"""The map page: filters, map with time line, the selected event."""

import streamlit as st

from mapapp.app import address, exporting, hints, mapview, sidebar, stage, workspace

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
# The panel first: the map knows what was clicked on it.
with right, st.container(key="panel"):
    address.say()
    stage.side(events, shown)
    hints.draw()
with middle, st.container(key="stage"):
    if shown.empty:
        stage.nothing_shown()
    mapview.draw(shown, filters)
