"""Add reports: files, a folder, web addresses and feeds, a pasted text; what is being read, and what came of it."""

import streamlit as st

from mapapp.app import add_form, progress, workspace

with st.container(key="page"):
    st.html("<h1>Add reports</h1><p>Text, HTML, RSS, Atom, JSON Lines, JSON or CSV. All is read on this machine.</p>")
    progress.show()
    add_form.draw()
    if workspace.samples():
        progress.offer_removal("samples_on_add")
