"""What is not on the map, and why."""

import streamlit as st

from mapapp.app import unplaced, workspace

with st.container(key="page"):
    groups = unplaced.groups(workspace.left_out())
    st.html("<h1>Not on the map</h1>")
    if not groups:
        st.html("<p>Everything that was read has a place and a day.</p>")
    for heading, rows in groups:
        with st.expander(heading, expanded=True):
            pages = -(-len(rows) // unplaced.PAGE)
            page = st.pagination(pages, key=heading) if pages > 1 else 1
            st.html(unplaced.entries(rows, page))
