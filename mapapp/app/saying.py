"""Keeping what a person says of an event: how far it reaches, who says so and why, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import streamlit as st

from mapapp import correction_words
from mapapp.app import adding, address, progress, refused, state, words, workspace
from mapapp.app.markup import literal, unmarked
from mapapp.event_corrections import Anchor, Aspect, EventCorrection, Reach
from mapapp.store import Kept, NoSuchEvent, StoreError

NOTICE = "notice_of_correcting"
"""Session key of what came of the last correction; absent or None where there is nothing to say."""

ROUND = "corrections_kept_here"
"""Session key of how many corrections this visitor kept."""

LISTED = 6
"""Events that a correction would be about, shown before it is kept."""

LABELS = {
    Reach.EVENT: "This event only",
    Reach.SENTENCE: "The same sentence in every report",
    Reach.WORDS: "All that the same words report",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What came of a correction, until another event is looked at."""

    event: str
    """The selected event when it was made."""
    text: str
    number: int | None = None
    """Of the correction, to take it back; None for what cannot be."""
    anchor: Anchor | None = None
    """Where the event stands, when reading again may give it another id."""


def reach(event_id: str, key: str, offered: tuple[Reach, ...], more: Mapping[Any, str] | None = None) -> Any:
    """How far a correction reaches: only those that are about more than this one event are offered.

    Args:
        event_id: the event.
        key: of the widget.
        offered: the wider reaches that make sense.
        more: other choices with their labels.
    """
    alike = {each: workspace.alike(event_id, each) for each in offered}
    options: dict[Any, str] = {Reach.EVENT: LABELS[Reach.EVENT]}
    options |= {each: f"{LABELS[each]} ({len(ids):,} events)" for each, ids in alike.items() if len(ids) > 1}
    options |= more or {}
    if len(options) == 1:
        return Reach.EVENT
    chosen = st.radio(
        "Where it holds", list(options), format_func=lambda each: unmarked(options[each]), key=f"{key} reach"
    )
    if chosen in alike:
        listed(alike[chosen])
    return chosen


def listed(ids: tuple[str, ...]) -> None:
    """The events that a correction would be about."""
    events = workspace.all_events()
    rows = events[events["event_id"].isin(ids)]
    lines = [f"{words.choice(row)} · {row['article_title'] or row['source']}" for row in rows.to_dict("records")]
    rest = f"<li>and {len(lines) - LISTED:,} more</li>" if len(lines) > LISTED else ""
    items = "".join(f"<li>{literal(line)}</li>" for line in lines[:LISTED])
    st.html(f'<ul class="list" aria-label="These events">{items}{rest}</ul>')


def signed(key: str, label: str, *, ready: bool = True) -> tuple[str, str] | None:
    """Who says so and why, once the person presses the button."""
    with st.form(f"{key} signed", border=False):
        why = st.text_input("Why", placeholder="For those who read it later", max_chars=400, key=f"{key} why")
        name = st.session_state.get(state.WHO, "")
        who = st.text_input("Your name", value=name, max_chars=100, key=f"{key} who")
        pressed = st.form_submit_button(label, type="primary", disabled=not ready)
    if not pressed:
        return None
    if not who.strip():
        st.html('<p role="alert">Write your name, so that others know whom to ask.</p>')
        return None
    st.session_state[state.WHO] = who
    return who, why


def keep(event_id: str, aspect: Aspect, value: Mapping[str, Any], reached: Reach, who: str, why: str) -> None:
    """Keep a correction of an event, say what came of it, and draw the page anew."""
    store = workspace.store().event_corrections
    try:
        anchor = store.anchor(event_id)
        said = EventCorrection(uuid4().hex, aspect, reached, anchor, value, who, why, datetime.now(UTC))
        kept = store.keep(said)
    except (NoSuchEvent, StoreError, ValueError) as wrong:
        say_wrong(wrong)
        return
    count()
    st.session_state[NOTICE] = Notice(event_id, summary(kept), kept.correction.number)
    st.rerun()


def keep_name(event_id: str, anchor: Anchor, text: str) -> None:
    """Begin to read again what a corrected name touches; the event is followed to its new id."""
    adding.begin_rereading()
    count()
    st.session_state[NOTICE] = Notice(event_id, text, None, anchor)
    st.rerun()


def kept_here() -> int:
    """How many corrections this visitor kept: widgets of the next one are others."""
    return int(st.session_state.get(ROUND, 0))


def count() -> None:
    """Another correction was kept."""
    st.session_state[ROUND] = kept_here() + 1


def say_wrong(wrong: Exception) -> None:
    """Why something could not be kept, as a sentence."""
    text = str(wrong)
    st.html(f'<p role="alert">{literal(text[:1].upper() + text[1:])}.</p>')


def summary(kept: Kept) -> str:
    """ "Kept for 3 events: kind is Talks now. Anna changed the kind 2 minutes ago; your change replaced it."."""
    one = kept.correction
    number = "" if kept.events == 1 else f" for {words.count(kept.events, 'event')}"
    about = correction_words.ASPECTS[one.aspect]
    text = "This is no event now" if one.aspect is Aspect.NO_EVENT else f"{about}: {correction_words.instead(one)}"
    other = f" {correction_words.replaced(one, kept.replaced)}." if kept.replaced else ""
    return f"Corrected{number}. {text[:1].upper()}{text[1:]}.{other}"


def notice(*, back: bool = True) -> None:
    """What came of the last correction of the selected event.

    Args:
        back: with the way to take it back; not where that stands beside it already.
    """
    said: Notice | None = st.session_state.get(NOTICE)
    if said is None or said.event != state.selected():
        st.session_state.pop(NOTICE, None)
        gone()
        return
    st.html(f'<p role="status">{literal(said.text)}</p>')
    if said.anchor is not None and adding.running():
        progress.show()
    if said.number is not None and back:
        offer_undo(said.number)


def notice_of_another(listed: Iterable[str]) -> None:
    """What came of the last correction, where it took its event out of a list: it is on the map now."""
    said: Notice | None = st.session_state.get(NOTICE)
    if said is None or said.event in set(listed):
        return
    st.html(f'<p role="status">{literal(said.text)}</p>')
    if said.event in set(workspace.events()["event_id"]):
        st.page_link("pages/map.py", label="See it on the map", query_params=address.to_event(said.event))
    if said.number is not None:
        offer_undo(said.number)


def gone() -> None:
    """That the selected event is none any more, as somebody said, with the way to take it back."""
    said = workspace.store().event_corrections.of_event(state.selected() or "")
    for one in (one for one in said if one.aspect is Aspect.NO_EVENT):
        st.html(f'<p role="status">{literal(f"This is no event: {correction_words.source(one)}.")}</p>')
        offer_undo(one.number)


def offer_undo(number: int) -> None:
    """The way to take a correction back."""
    st.button("Take it back", key=f"back {number}", on_click=undo, args=(number,))


@refused.or_said
def undo(number: int) -> None:
    """Take a correction back, under the name that this visitor gave before."""
    workspace.store().event_corrections.undo(number, st.session_state.get(state.WHO, ""))
    said: Notice | None = st.session_state.get(NOTICE)
    if said is not None and said.number == number:
        st.session_state[NOTICE] = Notice(said.event, "Taken back: it is as it was read.")


def follow() -> None:
    """Select the event that was selected under the id that reading again gave it."""
    said: Notice | None = st.session_state.get(NOTICE)
    if said is None or said.anchor is None or said.event != state.selected():
        return
    found = workspace.store().event_corrections.now(said.anchor)
    if found is not None and found != said.event:
        state.select(found)
        st.session_state[NOTICE] = Notice(found, said.text)
