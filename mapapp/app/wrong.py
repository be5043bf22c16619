"""Something wrong? What people say of the selected event: place, days, kind, status, figures, or that it is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from mapapp import correction_words
from mapapp.app import saying, words, workspace, wrong_place
from mapapp.app.markup import literal, unmarked
from mapapp.event_corrections import Aspect, EventCorrection, Reach
from mapapp.model import Event, Status
from mapapp.reading.events.kinds import GROUPS, KINDS

PLACE = "Place"
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
KIND_ORDER = [each.code for group in GROUPS for each in KINDS.values() if each.group == group.id]
"""Codes of kinds in the order of the legend."""
COUNTED = ("killed", "injured")
"""Figures that are always asked for."""


def draw(event: pd.Series) -> None:
    """What was said of an event, and the ways to say more. A row of the table of events."""
    event_id = event["event_id"]
    said = workspace.store().event_corrections.of_event(event_id)
    saying.notice(back=False)
    history(event_id, said)
    # A choice of its own after each correction: the form is closed once it was kept. What others keep leaves it open.
    key = f"wrong {event_id} {saying.kept_here()}"
    chosen = st.pills("Something wrong?", list(EDITORS), key=key)
    if chosen != PLACE and wrong_place.stop_picking():
        st.rerun()
    if chosen:
        EDITORS[chosen](event, f"{key} {chosen}")


def history(event_id: str, said: tuple[EventCorrection, ...]) -> None:
    """Who corrected what of an event and what was read before, each with the way to take it back."""
    if not said:
        return
    _, read = workspace.store().event_corrections.as_read(event_id)
    with st.container(key="said"):
        for one in said:
            line, back = st.columns([3, 1], vertical_alignment="center")
            line.html(f'<div class="correction"><small>{literal(corrected(one, read))}</small></div>')
            back.button(
                "Take back", key=f"unsay {one.number}", on_click=saying.undo, args=(one.number,), type="tertiary"
            )


def corrected(one: EventCorrection, read: Event) -> str:
    """ "Place corrected by Ana, 3 May 2024: the port. Was Kyiv, Ukraine."."""
    about = correction_words.ASPECTS[one.aspect]
    if one.aspect is Aspect.ADDED:
        return f"Added by {correction_words.source(one)}."
    place = read.place.place if read.place else None
    was = correction_words.before(one, read, workspace.gazetteer().label(place) if place else "")
    return f"{about[:1].upper()}{about[1:]} corrected by {correction_words.source(one)}. Was {was}."


def kind(event: pd.Series, key: str) -> None:
    """Another kind, with what belongs to it."""
    chosen = st.selectbox(
        "Kind",
        KIND_ORDER,
        index=KIND_ORDER.index(event["kind"]) if event["kind"] in KIND_ORDER else None,
        format_func=lambda code: KINDS[code].label,
        key=f"{key} kind",
    )
    if chosen:
        st.html(f'<p class="hint">{literal(KINDS[chosen].definition)}</p>')
    reach = saying.reach(event["event_id"], key, (Reach.SENTENCE, Reach.WORDS))
    if name := saying.signed(key, "Keep this kind", ready=chosen not in (None, event["kind"])):
        saying.keep(event["event_id"], Aspect.KIND, {"kind": chosen}, reach, *name)


def status(event: pd.Series, key: str) -> None:
    """Another status, with what it means."""
    order = [each.value for each in words.STATUSES]
    chosen = st.selectbox(
        "Status", order, index=order.index(event["status"]), format_func=words.status, key=f"{key} status"
    )
    st.html(f'<p class="hint">{literal(words.STATUS_MEANINGS[Status(chosen)])}</p>')
    reach = saying.reach(event["event_id"], key, (Reach.SENTENCE, Reach.WORDS))
    if name := saying.signed(key, "Keep this status", ready=chosen != event["status"]):
        saying.keep(event["event_id"], Aspect.STATUS, {"status": chosen}, reach, *name)


def days(event: pd.Series, key: str) -> None:
    """Other days, or none."""
    known = not pd.isna(event["first_day"])
    value = choose_days(key, event["first_day"].date() if known else None, event["last_day"].date() if known else None)
    reach = saying.reach(event["event_id"], key, (Reach.SENTENCE,))
    if name := saying.signed(key, "Keep these days", ready=value is not None):
        saying.keep(event["event_id"], Aspect.DAYS, value or {}, reach, *name)


def choose_days(key: str, first: date | None, last: date | None) -> dict[str, Any] | None:
    """Two days as a person gives them; None while they are not given or end before they begin."""
    if st.checkbox("The day is not known", key=f"{key} unknown", value=False):
        return {"first_day": None, "last_day": None}
    left, right = st.columns(2)
    begins = left.date_input(
        "First day", first, min_value=FIRST, max_value=LAST, format="DD/MM/YYYY", key=f"{key} first"
    )
    ends = right.date_input("Last day", last, min_value=FIRST, max_value=LAST, format="DD/MM/YYYY", key=f"{key} last")
    if not begins:
        return None
    ends = ends or begins
    if ends < begins:
        st.html('<p role="alert">The last day is before the first one.</p>')
        return None
    st.html(f'<p class="hint">{literal(words.days(begins, ends))}</p>')
    return {"first_day": begins.isoformat(), "last_day": ends.isoformat()}


def figures(event: pd.Series, key: str) -> None:
    """Other counts; an empty field says nothing of it. Totals since an earlier day stay as they are."""
    stored = json.loads(event["figures"]) if isinstance(event["figures"], str) else event["figures"] or []
    own = {each["what"]: each["count"] for each in stored if not each.get("to_date")}
    counts = {}
    for what in dict.fromkeys((*own, *COUNTED)):
        label = what[:1].upper() + what[1:]
        counts[what] = st.number_input(unmarked(label), min_value=0, step=1, value=own.get(what), key=f"{key} {what}")
    reach = saying.reach(event["event_id"], key, (Reach.SENTENCE,))
    if name := saying.signed(key, "Keep these figures"):
        given = [{"what": what, "count": int(count)} for what, count in counts.items() if count is not None]
        saying.keep(event["event_id"], Aspect.FIGURES, {"figures": given}, reach, *name)


def no_event(event: pd.Series, key: str) -> None:
    """It is none: it goes from map and counts, and stands in the list of what was left out."""
    st.html('<p class="hint">It leaves the map, and stays in the list of what was left out. You can take it back.</p>')
    reach = saying.reach(event["event_id"], key, (Reach.SENTENCE, Reach.WORDS))
    if name := saying.signed(key, "It is not an event"):
        saying.keep(event["event_id"], Aspect.NO_EVENT, {}, reach, *name)


EDITORS: dict[str, Callable[[pd.Series, str], None]] = {
    PLACE: wrong_place.draw,
    "Day": days,
    "Kind": kind,
    "Status": status,
    "Figures": figures,
    "Not an event": no_event,
}
