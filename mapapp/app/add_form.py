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
WAYS = ("Files", "Folder", "Web addresses", "Text")
"""In which a report is given; each has its part of the form."""


def draw() -> None:
    """The form; while something is being read, it waits. What stands in its other parts is read as well."""
    with st.form("reports", border=False, clear_on_submit=True):
        files, folder, web, text = st.tabs(WAYS)
        uploads = files.file_uploader("Files of any of these formats", accept_multiple_files=True)
        place = folder.text_input("A file or folder of this machine", placeholder="/home/you/reports")
        with web:
            addresses, asking = web_addresses()
        pasted = text.text_area("A text", placeholder="Paste a report", height=160)
        first, last = days()
        pressed = st.form_submit_button("Read", type="primary", disabled=adding.running())
    if pressed:
        begin(Given(uploads, place, addresses, pasted, asking=asking), first, last)


def web_addresses() -> tuple[str, Asking]:
    """Addresses a line each, and what may be asked of the web beside them."""
    addresses = st.text_area("Pages or feeds, one a line", placeholder="https://example.org/news.xml", height=80)
    st.html(
        '<p class="hint">These hosts are asked for what you name, once you press Read. Nothing is asked before, '
        "and nothing of your reports is sent.</p>"
    )
    pages = st.checkbox("Of a feed, fetch the page of each entry, one a second")
    own = st.checkbox("These addresses may lie on this machine or in my own network")
    return addresses, Asking(pages, own)


def days() -> tuple[date | None, date | None]:
    """When all of it was published, as far as the person knows."""
    st.html('<p class="small-heading">When it was published, if you know it</p>')
    left, right = st.columns(2)
    return day(left, "First or only day", "given_first"), day(right, "Last day, where it is a span", "given_last")


def day(where: st.delta_generator.DeltaGenerator, label: str, key: str) -> date | None:
    """A day of any year; none at first."""
    chosen: date | None = where.date_input(
        label, value=None, min_value=FIRST, max_value=LAST, format="DD/MM/YYYY", key=key
    )
    return chosen


def begin(given: Given, first: date | None, last: date | None) -> None:
    """Begin to read; or say what is missing."""
    if last and (first is None or last < first):
        st.html('<p role="alert">The last day lies before the first, or the first is missing. Nothing was read.</p>')
        return
    days = TimeSpan(first, last or first) if first else None
    if adding.begin_reports(replace(given, days=days)):
        st.rerun()
    st.html('<p role="alert">Nothing was given to read: choose files, name a folder or an address, paste a text.</p>')
