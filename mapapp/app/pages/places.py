"""Look a place name up: what it most likely means, what else it could, where these lie; and say what it does mean."""

import streamlit as st

from mapapp.app import asking, corrections, mapview, places, workspace

with st.container(key="page"):
    st.html("<h1>Places</h1>")
    name = st.text_input("Name", placeholder="Bakhmut, Львів, Ukraine-Belarus border ...", max_chars=200, key="name")
    if name.strip():
        found = asking.found(name)
        listed, drawn = st.columns([2, 3], gap="medium")
        with listed:
            st.html(places.answer(name, found, workspace.gazetteer()))
            asking.offer(name, found)
        if found.matches:
            with drawn, st.container(key="places_map"):
                mapview.draw_places(found.matches)
        corrections.form(name, found)
    else:
        st.html('<p class="hint">Any name, in any spelling, or a place said by others: eastern Ukraine.</p>')
    corrections.history()
    asking.switch()
