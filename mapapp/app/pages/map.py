"""The map page: filters, map with time line, the selected event."""

import streamlit as st

from mapapp.app import address, exporting, hints, mapview, sidebar, stage, workspace
from mapapp.selection import select

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
shown = select(events, filters, workspace.hits(filters))
with st.sidebar:
    exporting.draw(shown, filters)
middle, right = st.columns([3, 1], gap=None)
with middle, st.container(key="stage"):
    if shown.empty:
        stage.nothing_shown()
    mapview.draw(shown, filters)
with right, st.container(key="panel"):
    address.say()
    stage.side(events, shown)
    hints.draw()
