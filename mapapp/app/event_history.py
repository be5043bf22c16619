"""What people said of events so far, each with the way to take it back; as a file for a colleague, and from one."""

from __future__ import annotations

import streamlit as st

from mapapp import correction_words
from mapapp.app import adding, progress, saying, state, words, workspace
from mapapp.app.markup import literal
from mapapp.correction_files import Imported, NotCorrections, lines, take_in
from mapapp.event_corrections import EventCorrection
from mapapp.store import StoreError

PAGE = 20
"""Corrections shown at once."""
IMPORTED = "imported_corrections"
"""Session key of what came of the last file."""


def history() -> None:
    """Every correction of an event, undone ones too, the latest first."""
    store = workspace.store().event_corrections
    ones, counts = store.history()[::-1], store.applied()
    if not ones:
        st.html(
            "<p>Nothing was said of an event yet. Choose one on the map: beside it stands “Something wrong?”. "
            "Names of places are corrected on the page Places.</p>"
        )
        return
    st.html(f"<h2>{words.count(len(ones), 'correction')} of events</h2>")
    pages = -(-len(ones) // PAGE)
    page = st.pagination(pages, key="event_corrections_page") if pages > 1 else 1
    with st.container(key="corrections"):
        for one in ones[(page - 1) * PAGE : page * PAGE]:
            row(one, counts.get(one.number, 0))


def row(one: EventCorrection, events: int) -> None:
    """One correction: what it says, whose it is, what has become of it."""
    said, *ways = st.columns([5, 1, 1], vertical_alignment="center")
    said.html(line(one, events))
    if one.anchor.event and events:
        ways[0].page_link("pages/map.py", label="Show", query_params={state.EVENT: one.anchor.event})
    if one.undone is None:
        ways[1].button("Take back", key=f"undo {one.number}", on_click=saying.undo, args=(one.number,), type="tertiary")


def line(one: EventCorrection, events: int) -> str:
    """A correction as inert HTML."""
    tag = "del" if one.undone else "span"
    reach = f"{correction_words.REACHES[one.reach]}, {words.count(events, 'event')} now" if events else ""
    gone = "" if events or one.undone else '<small role="note">Its sentence is not there any more.</small>'
    what = f"{correction_words.subject(one)}: {correction_words.instead(one)}"
    small = ". ".join(each[:1].upper() + each[1:] for each in (correction_words.source(one), reach) if each)
    return f'<div class="correction"><{tag}>{literal(what)}</{tag}><small>{literal(small)}</small>{gone}</div>'


def exchange() -> None:
    """All corrections as a file, and a colleague's file."""
    st.html("<h2>Share them</h2>")
    st.download_button(
        "Save all corrections as a file",
        lambda: "".join(lines(workspace.store())).encode(),
        file_name="corrections.jsonl",
        mime="application/jsonl",
        on_click="ignore",
    )
    with st.form("import corrections", border=False, clear_on_submit=True):
        given = st.file_uploader("A colleague's file", type=["jsonl"])
        if st.form_submit_button("Follow it") and given is not None:
            follow(given.getvalue())
    if came := st.session_state.get(IMPORTED):
        st.html(told(came))
        progress.show()


def follow(content: bytes) -> None:
    """Take a file in and draw the page anew."""
    try:
        came = take_in(workspace.store(), content.decode("utf-8-sig").split("\n"))
    except (NotCorrections, StoreError) as wrong:
        saying.say_wrong(wrong)
        return
    except UnicodeDecodeError:
        st.html(
            '<p role="alert">This file is not text in UTF-8. Choose one that “Save all corrections as a file” made.</p>'
        )
        return
    st.session_state[IMPORTED] = came
    if came.again:
        adding.begin_rereading()
    st.rerun()


def told(came: Imported) -> str:
    """What came of a file, as inert HTML."""
    summary = f"{words.count(came.new, 'new correction')}, {came.known:,} known before, {came.undone:,} taken back."
    parts = (
        ("Said otherwise here", came.conflicts),
        ("Kept until their sentence is read here", came.waiting),
        ("Not understood", came.refused),
    )
    lists = "".join(section(heading, rows) for heading, rows in parts if rows)
    return f'<p role="status">{summary}</p>{lists}'


def section(heading: str, rows: tuple[str, ...]) -> str:
    """Lines under a heading with their number."""
    items = "".join(f"<li>{literal(each)}</li>" for each in rows)
    return f'<h3>{heading} ({len(rows):,})</h3><ul class="list">{items}</ul>'
