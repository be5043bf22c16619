"""Add reports: files, a folder, a pasted text; what is being read, and what came of it."""

import streamlit as st

from mapapp.app import adding, progress, workspace

with st.container(key="page"):
    st.html("<h1>Add reports</h1><p>Text, HTML, JSON Lines, JSON or CSV. They are read on this machine.</p>")
    with st.form("reports", border=False, clear_on_submit=True):
        files = st.file_uploader("Files", accept_multiple_files=True)
        place = st.text_input("A file or folder of this machine", placeholder="/home/you/reports")
        pasted = st.text_area("A text", placeholder="Paste a report", height=160)
        day = st.date_input("Day of publication, if you know it", value=None, min_value=progress.FIRST_DAY)
        if st.form_submit_button("Read", type="primary", disabled=adding.running()):
            adding.begin_reports(files, place, pasted, day)
    progress.show()
    if workspace.samples():
        progress.offer_removal("samples_on_add")
