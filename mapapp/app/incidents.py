"""Saying what is one happening and what is another, beside the panel of an event."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from mapapp import judging
from mapapp.app import refused, state, words, workspace
from mapapp.app.markup import literal
from mapapp.incidents import Incident, Judgement, Verdict, missing
from mapapp.reading.events.kinds import group_of

DECIDER = "judge_who"
"""Session key of the name of who decides."""
OFFERED = 60
"""Events that one can be joined with, at once: of its sort, the nearest in time first."""
ROWS = 8
"""Other reports with a button each."""


@st.fragment(run_every=1)
def look_for_others(event_id: str) -> None:
    """Say that the other reports are being looked for, and show them when they are known."""
    if workspace.incident(event_id) is not None:
        st.rerun()
    st.html('<p class="hint" role="status">Looking for other reports of the same happening.</p>')


def others(event: pd.Series, incident: Incident | None) -> pd.DataFrame:
    """Rows of the other events of an incident, first those of other articles; none while it is looked for."""
    events = workspace.all_events()
    if incident is None:
        return events.iloc[:0]
    rows = events[events["event_id"].isin(incident.events) & (events["event_id"] != event["event_id"])]
    same = (rows["article_id"] == event["article_id"]).to_numpy()
    ordered: pd.DataFrame = rows.iloc[same.argsort(kind="stable")]
    return ordered


def judge(event: pd.Series, incident: Incident, also: pd.DataFrame) -> None:
    """Ways to split and join, and to take back what was said of this event; drawn once they are asked for."""
    event_id = event["event_id"]
    asked = st.expander("The same happening or not?", key=f"judging {event_id}", on_change="rerun")
    if not asked.open:
        return
    said = [one for one in workspace.store().judgements() if concerns(one, incident)]
    with asked:
        st.text_input("Who says so", value=st.session_state.get(state.WHO, ""), max_chars=100, key=DECIDER)
        for _, row in also.head(ROWS).iterrows():
            st.html(f"<p>{literal(named(row))}</p>")
            other = row["event_id"]
            st.button("Not the same happening", key=f"split_{other}", on_click=split, args=(other, incident))
        offered = offers(event, incident)
        if offered:
            chosen = st.selectbox(
                "Join with",
                list(offered),
                format_func=offered.__getitem__,
                index=None,
                placeholder="Choose an event",
                key=f"join_with {event_id}",
            )
            st.button("The same happening", key="join", disabled=chosen is None, on_click=join, args=(event_id, chosen))
        if trouble := st.session_state.pop(state.TROUBLE, None):
            st.html(f'<p role="alert">{literal(trouble)}</p>')
        for one in said:
            line, button = st.columns([3, 2], vertical_alignment="center")
            line.html(f"<p>{literal(sentence(one))}</p>")
            button.button("Take back", key=f"unjudge_{one.number}", on_click=undo, args=(one.number,), type="tertiary")


def concerns(judgement: Judgement, incident: Incident) -> bool:
    """Whether a judgement that holds names an event of the incident."""
    return judgement.undone is None and not {judgement.event, *judgement.others}.isdisjoint(incident.events)


def offers(event: pd.Series, incident: Incident) -> dict[str, str]:
    """Event id -> its line, for those that an event may be joined with."""
    events = workspace.all_events()
    group = {kind for kind in events["kind"].unique() if group_of(kind) == group_of(event["kind"])}
    may = events["kind"].isin(group) & ~events["event_id"].isin(incident.events)
    apart = (events.loc[may, "first_day"] - event["first_day"]).abs()
    chosen = events.loc[apart.sort_values(kind="stable").index[:OFFERED]]
    return {row["event_id"]: f"{words.choice(row)} · {named(row)}" for row in chosen.to_dict("records")}


def named(row: pd.Series | dict[str, object]) -> str:
    """The title of a report and the beginning of its sentence."""
    title = row["article_title"] or row["source"] or "Untitled report"
    return f"{title}: {str(row['sentence'])[:90]}"


def sentence(judgement: Judgement) -> str:
    """ "Ana: the same happening as 2 others"."""
    says = "the same happening as" if judgement.verdict is Verdict.JOIN else "another happening than"
    gone = len(missing(judgement, set(workspace.all_events()["event_id"])))
    rests = f"; {words.count(gone, 'of these events is', 'of these events are')} not read any more" if gone else ""
    return f"{judgement.who}: {says} {words.count(len(judgement.others), 'other')}{rests}"


@refused.or_said
def split(other: str, incident: Incident) -> None:
    """The other event is another happening than all the rest of the incident."""
    rest = [each for each in incident.events if each != other]
    keep(lambda who: judging.split(workspace.store(), workspace.incidents(), other, rest, who, ""))


@refused.or_said
def join(event: str, other: str | None) -> None:
    """Both events are one happening."""
    if other is not None:
        keep(lambda who: judging.join(workspace.store(), workspace.incidents(), event, [other], who, ""))


def keep(said: Callable[[str], object]) -> None:
    """Keep what the person said, or say what is missing; the name is what stands in the field at the press."""
    who = st.session_state.get(DECIDER, "")
    try:
        said(who)
    except (judging.NoSuchEvent, ValueError) as wrong:
        st.session_state[state.TROUBLE] = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
        return
    st.session_state[state.WHO] = who


@refused.or_said
def undo(number: int) -> None:
    """Take a judgement back."""
    workspace.store().undo_judgement(number)
