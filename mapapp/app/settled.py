"""What stays in memory for as long as the server runs is passed over when garbage is looked for."""

from __future__ import annotations

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def once() -> None:
    """Set aside all that is there after the first page: modules, the gazetteer, the tables.

    Streamlit collects garbage after every run of a page, and what the page sent waits for it: as long as the run
    itself, when each time all of this is gone through.
    """
    gc.collect()
    gc.freeze()
