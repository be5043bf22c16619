"""The reports: the cleaned text with the reported sentences marked, and what was left out and why."""

import streamlit as st

from mapapp.app import reports, stage, workspace

table = workspace.articles()
if table.empty:
    stage.no_reports()
    st.stop()

with st.container(key="page"):
    lines = {row["article_id"]: reports.line(row) for _, row in table.iterrows()}
    asked = st.query_params.get("article")
    chosen = st.selectbox(
        f"{len(lines):,} reports",
        list(lines),
        index=list(lines).index(asked) if asked in lines else 0,
        format_func=lines.__getitem__,
    )
    reading = workspace.store().reading(chosen)
    text, beside = st.columns([3, 2], gap="large")
    with text:
        st.html(reports.report(reading))
        if rest := reports.left_out(reading):
            with st.expander("What was left out of this page, and why"):
                st.html(rest)
    with beside:
        stage.on_map(chosen)
