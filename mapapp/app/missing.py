"""An event that was not read: the sentence of the report that tells of it, its kind, status, place and days."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from mapapp.app import refused, saying, state, words, workspace, wrong, wrong_place
from mapapp.app.markup import literal
from mapapp.correcting_events import added_id
from mapapp.event_corrections import Anchor, Aspect, EventCorrection, Reach, plain
from mapapp.model import Reading, Status
from mapapp.reading.events.kinds import KINDS
from mapapp.store import StoreError
from mapapp.store.rows import text_hash

ADDED = "added_event"
"""Session key of the id of the event that was added last, by the report it was added to."""


def draw(reading: Reading) -> None:
    """The way to add an event to a report."""
    article = reading.article
    sentences = told_in(reading)
    if not sentences:
        return
    key = f"missing {article.id} {saying.kept_here()}"
    report(article.id)
    with st.expander("Is an event missing?", key=f"{key} open"):
        chosen = st.selectbox(
            "The sentence that tells of it",
            list(sentences),
            index=None,
            format_func=sentences.__getitem__,
            placeholder="Choose it, or type words of it",
            key=f"{key} sentence",
        )
        if chosen is not None:
            ask(reading, chosen, sentences[chosen], key)


def told_in(reading: Reading) -> dict[int, str]:
    """Where each sentence of the report begins -> its words; alike ones are numbered."""
    text = reading.article.text
    told: dict[int, str] = {}
    for span in reading.sentences:
        words_of = plain(span.of(text))
        if words_of and any(body.overlaps(span) for body in reading.article.body):
            same = list(told.values()).count(words_of)
            told[span.start] = f"{words_of} ({same + 1})" if same else words_of
    return told


def ask(reading: Reading, start: int, sentence: str, key: str) -> None:
    """Kind, status, place and days of the event that a sentence tells of."""
    st.html(f'<blockquote dir="auto"><mark>{literal(sentence)}</mark></blockquote>')
    kind = st.selectbox(
        "Kind",
        wrong.KIND_ORDER,
        index=None,
        format_func=lambda code: KINDS[code].label,
        placeholder="What happened",
        key=f"{key} kind",
    )
    if kind:
        st.html(f'<p class="hint">{literal(KINDS[kind].definition)}</p>')
    statuses = [each.value for each in words.STATUSES]
    status = st.selectbox("Status", statuses, format_func=words.status, key=f"{key} status")
    st.html(f'<p class="hint">{literal(words.STATUS_MEANINGS[Status(status)])}</p>')
    place = wrong_place.choose(f"{key} where")
    published = reading.published.span if reading.published else None
    days = wrong.choose_days(f"{key} when", published.first_day if published else None, None)
    ready = bool(kind) and place is not None and days is not None
    if not ready:
        st.html('<p class="hint">Choose a kind, a place or “No place”, and days or “not known”.</p>')
    if signed := saying.signed(key, "Add this event", ready=ready):
        span = next(each for each in reading.sentences if each.start == start)
        value = {"kind": kind, "status": status, **(place or {}), **(days or {})}
        keep(anchor(reading, plain(span.of(reading.article.text)), start), value, *signed)


def anchor(reading: Reading, sentence: str, start: int) -> Anchor:
    """Where a sentence stands."""
    article = reading.article
    return Anchor(article.id, text_hash(article.text), article.source or "", article.url or "", sentence, start)


def keep(where: Anchor, value: dict[str, object], who: str, why: str) -> None:
    """Keep the event; the page is drawn anew with it."""
    said = EventCorrection(uuid4().hex, Aspect.ADDED, Reach.EVENT, where, value, who, why, datetime.now(UTC))
    try:
        kept = workspace.store().event_corrections.keep(said)
    except (StoreError, ValueError) as trouble:
        saying.say_wrong(trouble)
        return
    saying.count()
    st.session_state[ADDED] = where.article, added_id(said.key), kept.correction.number
    st.rerun()


def report(article_id: str) -> None:
    """That an event was added, the way to it, and the way to take it back."""
    article, event_id, number = st.session_state.get(ADDED, ("", "", 0))
    if article != article_id:
        return
    st.html('<p role="status">The event was added.</p>')
    with st.container(horizontal=True):
        st.page_link("pages/map.py", label="See it on the map", query_params={state.EVENT: event_id})
        st.button("Take it back", key=f"remove {number}", on_click=take_back, args=(number,))


@refused.or_said
def take_back(number: int) -> None:
    """Remove the event that was added."""
    workspace.store().event_corrections.undo(number, st.session_state.get(state.WHO, ""))
    st.session_state.pop(ADDED, None)
