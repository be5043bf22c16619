"""The form in which a person gives what is to be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from mapapp.app import adding
from mapapp.app.adding import Given
from mapapp.fetching import Asking
from mapapp.model import TimeSpan

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


def draw() -> None:
    """The form; while something is being read, it waits."""
    with st.form("reports", border=False, clear_on_submit=True):
        files = st.file_uploader("Files", accept_multiple_files=True)
        place = st.text_input("A file or folder of this machine", placeholder="/home/you/reports")
        addresses = st.text_area(
            "Web addresses of pages or feeds, one a line", placeholder="https://example.org/news.xml", height=80
        )
        st.html(
            '<p class="hint">These hosts are asked for what you name, once you press Read. Nothing is asked before, '
            "and nothing of your reports is sent.</p>"
        )
        pages = st.checkbox("Of a feed, fetch the page of each entry, one a second")
        own = st.checkbox("These addresses may lie on this machine or in my own network")
        pasted = st.text_area("A text", placeholder="Paste a report", height=120)
        first = day("First or only day of publication, if you know it", "given_first")
        last = day("Last day, where it is a span", "given_last")
        pressed = st.form_submit_button("Read", type="primary", disabled=adding.running())
    if pressed:
        begin(Given(files, place, addresses, pasted, asking=Asking(pages, own)), first, last)


def day(label: str, key: str) -> date | None:
    """A day of any year; none at first."""
    return st.date_input(label, value=None, min_value=FIRST, max_value=LAST, key=key)


def begin(given: Given, first: date | None, last: date | None) -> None:
    """Begin to read; or say what is missing."""
    if last and (first is None or last < first):
        st.html('<p role="alert">The last day lies before the first, or the first is missing. Nothing was read.</p>')
        return
    days = TimeSpan(first, last or first) if first else None
    if adding.begin_reports(replace(given, days=days)):
        st.rerun()
    st.html('<p role="alert">Nothing was given to read: choose files, name a folder or an address, paste a text.</p>')
