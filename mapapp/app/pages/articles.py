"""The reports: each cleaned, with its events, places and times marked, what was left out and why, and its day."""

import streamlit as st

from mapapp.app import missing, report_days, report_list, reports, scrolling, stage, workspace

table = workspace.articles()
if table.empty:
    stage.no_reports()
    st.stop()

with st.container(key="page"):
    listed, text, beside = st.columns([2, 4, 2], gap="large")
    with listed, st.container(key="report_list"):
        chosen = report_list.choose(table)
    reading = workspace.store().reading(chosen)
    with text:
        st.html(reports.header(reading))
        report_days.draw(reading)
        in_place = reports.has_left_out(reading) and st.toggle("Show what was left out, in its place")
        asked = st.query_params.get("event")
        st.html(reports.text(reading, in_place=in_place, chosen=asked))
        scrolling.to_chosen(asked)
        if not in_place and (rest := reports.left_out(reading)):
            with st.expander("What was left out of this page, and why"):
                st.html(rest)
        missing.draw(reading)
    with beside:
        stage.on_map(chosen)
        reports.not_on_map(chosen)
