"""What is not on the map, and why, with the way to put it there."""

import streamlit as st

from mapapp.app import saying, stage, unplaced, worklist, workspace

table = workspace.left_out()
with st.container(key="page"):
    st.html("<h1>Not on the map</h1>")
    saying.notice_of_another(table["event_id"])
    table = unplaced.of_report(table)
    kinds = unplaced.kinds(table)
    if not kinds:
        stage.nothing_left_out()
        st.stop()
    what = unplaced.chosen(kinds)
    rows = table[table["what"] == what]
    if unplaced.is_event(rows):
        listed, shown = st.columns([3, 2], gap="large")
        with listed, st.container(key="unplaced_list"):
            chosen = worklist.choose(worklist.prepared(rows), what)
        with shown, st.container(key="unplaced_shown"):
            if chosen:
                worklist.show(chosen)
    else:
        pages = -(-len(rows) // unplaced.PAGE)
        page = st.pagination(pages, key=what) if pages > 1 else 1
        st.html(unplaced.entries(rows, page))
