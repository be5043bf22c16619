"""Look a place name up: what it most likely means, and what else it could."""

import streamlit as st

from mapapp.app import places, workspace

with st.container(key="page"):
    st.html("<h1>Places</h1>")
    name = st.text_input("Name", placeholder="Bakhmut, Львів, Ukraine-Belarus border ...", max_chars=200, key="name")
    if not name.strip():
        st.html('<p class="hint">Any name, in any spelling, or a place said by others: eastern Ukraine.</p>')
        st.stop()
    found = workspace.gazetteer().lookup(name, limit=places.SHOWN)
    st.html(places.answer(name, found, workspace.gazetteer()))
