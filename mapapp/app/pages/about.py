"""What leaves the machine, what the signs mean, how good it is, where the data is from, and what is installed."""

import streamlit as st

from mapapp.app import about, workspace
from mapapp.stamp import stamp

with st.container(key="page"):
    gazetteer = workspace.gazetteer().version
    st.html(about.text(workspace.folder(), gazetteer, stamp(gazetteer, None), len(workspace.articles())))
