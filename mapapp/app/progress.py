"""What is being read, what came of it, and the way to be rid of the samples."""

from __future__ import annotations

from datetime import date

import streamlit as st

from mapapp.app import adding, state, words, workspace
from mapapp.app.markup import literal
from mapapp.intake import Failure
from mapapp.outcome import Outcome, SourceOutcome

FIRST_DAY = date(1800, 1, 1)
"""No newspaper in a text file is older."""

EVERY_SECONDS = 1.0
ELSEWHERE_SECONDS = 4.0
LAST_STAMP = "stamp_seen_last"
"""Session key of the state of the database as it was seen last."""
ROWS = 100
"""Sources shown at once."""
FAILURES = 5
"""Failures shown of one source."""


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
    if work.stop.is_set():
        st.html('<p class="hint">Stopping, once what is being read is finished.</p>')
    else:
        st.button("Stop", on_click=work.stop.set, key="stop")


def masthead() -> None:
    """The end of the bar at the top of every page: the workspace, what leaves the machine, and that reading goes on."""
    if adding.running():
        _moving_masthead()
    else:
        st.session_state[LAST_STAMP] = stamp = workspace.stamp()
        _still_masthead(stamp)


@st.fragment(run_every=2 * EVERY_SECONDS)
def _moving_masthead() -> None:
    work = adding.latest()
    if work is None or work.done.is_set():
        st.rerun()
    st.html(state.masthead(f"{work.step}, {work.share:.0%}"))


@st.fragment(run_every=ELSEWHERE_SECONDS)
def _still_masthead(shown: workspace.Stamp) -> None:
    """Follows what another window or program writes: the page is run again once that rests."""
    stamp = workspace.stamp()
    if stamp != shown and stamp == st.session_state.get(LAST_STAMP):
        st.rerun()
    st.session_state[LAST_STAMP] = stamp
    st.html(state.masthead("" if stamp == shown else "Something is being added elsewhere"))


def result(work: adding.Work) -> str:
    """What came of a run, as inert HTML: in all, and of each source, those first of which something failed."""
    if work.outcome is None:
        return f'<p role="alert">{literal(work.problem)}</p>'
    shown = sorted(work.outcome.sources, key=lambda each: not each.failures)
    rows = "".join(row(each) for each in shown[:ROWS])
    rest = f"<p>and {words.count(len(shown) - ROWS, 'source')} more</p>" if len(shown) > ROWS else ""
    failures = len(work.outcome.failures)
    failed = f" {words.count(failures, 'source')} could not be read:" if failures else ""
    return f'<p role="status">{summary(work.outcome)}{failed}</p>{table(rows)}{rest}{others(work.outcome)}'


def table(rows: str) -> str:
    """Rows under their headings; "" where there are none."""
    if not rows:
        return ""
    heads = '<th scope="col">Source</th><th scope="col">Reports</th><th scope="col">Events</th><th scope="col">How</th>'
    return f'<div class="sources"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def row(source: SourceOutcome) -> str:
    """What came of one source."""
    if source.unchanged and not source.failures:
        numbers, how = "<td>–</td><td>–</td>", "read before, nothing new"
    else:
        numbers = f"<td>{source.read:,}</td><td>{source.events:,}</td>"
        how = "read" if not source.failures else ""
    failed = "".join(f"<div>{literal(failure_words(each))}</div>" for each in source.failures[:FAILURES])
    more = f"<div>and {len(source.failures) - FAILURES:,} more</div>" if len(source.failures) > FAILURES else ""
    return f'<tr><th scope="row">{literal(source.name)}</th>{numbers}<td>{how}{failed}{more}</td></tr>'


def failure_words(failure: Failure) -> str:
    """ "Line 4: there is no text; ..."."""
    return failure.reason if failure.line is None else f"line {failure.line:,}: {failure.reason}"


def others(outcome: Outcome) -> str:
    """Failures that belong to no source of this run: of what was read again."""
    of_sources = {failure for source in outcome.sources for failure in source.failures}
    rest = [failure for failure in outcome.failures if failure not in of_sources]
    lines = "".join(f"<li>{literal(str(failure))}</li>" for failure in rest[:ROWS])
    return f'<ul class="list">{lines}</ul>' if lines else ""


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
