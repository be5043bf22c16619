"""What is being read, what came of it, and the way to be rid of the samples."""

from __future__ import annotations

from datetime import date

import streamlit as st

from mapapp.app import adding, words, workspace
from mapapp.app.markup import literal
from mapapp.ingest import Outcome

FIRST_DAY = date(1800, 1, 1)
"""No newspaper in a text file is older."""

EVERY_SECONDS = 1.0


def show() -> None:
    """The run that goes on or went on last; nothing where there was none."""
    if adding.running():
        _moving()
    elif (work := adding.latest()) is not None:
        st.html(result(work))
        if work.outcome is not None and work.outcome.events:
            st.page_link("pages/map.py", label="See them on the map")


@st.fragment(run_every=EVERY_SECONDS)
def _moving() -> None:
    work = adding.latest()
    if work is None or work.done.is_set():
        # The whole page: its numbers have changed.
        st.rerun()
    st.progress(work.share)
    st.html(f'<p role="status">{literal(work.step)}, {work.share:.0%} done. The other pages can be used meanwhile.</p>')
    st.button("Stop", on_click=work.stop.set, key="stop")


def result(work: adding.Work) -> str:
    """What came of a run, as inert HTML."""
    if work.outcome is None:
        return f'<p role="alert">{literal(work.problem)}</p>'
    failures = "".join(f"<li>{literal(str(failure))}</li>" for failure in work.outcome.failures)
    heading = f"<h2>{words.count(len(work.outcome.failures), 'source')} could not be read</h2>" if failures else ""
    return f'<p role="status">{summary(work.outcome)}</p>{heading}<ul class="list">{failures}</ul>'


def summary(outcome: Outcome) -> str:
    """ "12 reports read with 40 events; 3 files had been read before."; what was read again for a corrected name."""
    if not (outcome.read or outcome.unchanged or outcome.again or outcome.failures):
        return "No report had to be read."
    events = words.count(outcome.events, "event")
    parts = []
    if outcome.read or outcome.unchanged or not outcome.again:
        silent = f", {outcome.silent:,} of them without any" if outcome.silent else ""
        parts.append(f"{words.count(outcome.read, 'report')} read with {events}{silent}")
    if outcome.unchanged:
        parts.append(f"{words.count(outcome.unchanged, 'file')} had been read before")
    if outcome.again:
        reports = words.count(outcome.again, "report")
        parts.append(f"{reports} read again for a corrected name" + ("" if parts else f", with {events}"))
    return "; ".join(parts) + "."


def offer_removal(key: str) -> None:
    """Says that samples are shown, with the button that removes them."""
    st.html(f'<p class="hint">{words.count(workspace.samples(), "sample report")}, written for this program.</p>')
    st.button("Remove the sample reports", key=key, on_click=workspace.remove_samples)
