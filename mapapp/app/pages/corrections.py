"""What people said of events: the history, each taken back with one click; to a colleague and from one."""

import streamlit as st

from mapapp.app import event_history

with st.container(key="page"):
    st.html("<h1>Corrections</h1>")
    event_history.history()
    event_history.exchange()
