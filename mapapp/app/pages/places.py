"""Look a place name up: what it most likely means, what else it could, and where these lie."""

import streamlit as st

from mapapp.app import mapview, places, workspace

with st.container(key="page"):
    st.html("<h1>Places</h1>")
    name = st.text_input("Name", placeholder="Bakhmut, Львів, Ukraine-Belarus border ...", max_chars=200, key="name")
    if not name.strip():
        st.html('<p class="hint">Any name, in any spelling, or a place said by others: eastern Ukraine.</p>')
        st.stop()
    found = workspace.gazetteer().lookup(name, limit=places.SHOWN)
    listed, drawn = st.columns([2, 3], gap="medium")
    with listed:
        st.html(places.answer(name, found, workspace.gazetteer()))
    if found:
        with drawn, st.container(key="places_map"):
            mapview.draw_places(found)
