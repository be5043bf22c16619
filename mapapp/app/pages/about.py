"""What leaves the machine, what the drawings mean, where the data is from."""

import streamlit as st

from mapapp.app import about, workspace

with st.container(key="page"):
    st.html(about.text(workspace.folder(), workspace.gazetteer().version, len(workspace.articles())))
