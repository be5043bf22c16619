"""A person says when a report was published: a day, a span of days, or that it is not known."""

from __future__ import annotations

from datetime import date

import streamlit as st

from mapapp import saying_days
from mapapp.app import places, refused, state, words, workspace
from mapapp.app.markup import literal
from mapapp.model import Reading, SaidDay, TimeSpan

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
ONE, SPAN, UNKNOWN = "On one day", "Within some days", "Not known"


def draw(reading: Reading) -> None:
    """What was said so far, and the way to say it."""
    article = reading.article.id
    said = workspace.store().said_days.holding().get(article)
    if said:
        line, back = st.columns([4, 1], vertical_alignment="center")
        line.html(f'<p class="source">{literal(sentence(said))}</p>')
        back.button("Take back", key="day_back", type="tertiary", on_click=take_back, args=(article,))
    with st.expander("Published on another day?", key=f"day {article} {said.when if said else ''}"):
        ask(reading)


def ask(reading: Reading) -> None:
    """Day or days, who says so and why."""
    article = reading.article.id
    span = reading.published.span if reading.published else None
    how = st.radio("When was it published?", [ONE, SPAN, UNKNOWN], horizontal=True, key=f"day how {article}")
    first = last = None
    if how != UNKNOWN:
        first = asked(
            "Day" if how == ONE else "First day", span.first_day if span else None, f"day first {article} {how}"
        )
    if how == SPAN:
        last = asked("Last day", span.last_day if span else None, f"day last {article}")
    who = st.text_input("Who says so", value=st.session_state.get(state.WHO, ""), max_chars=100, key="day_who")
    why = st.text_input("Why", placeholder="For those who read it later", max_chars=400, key=f"day why {article}")
    if st.button("Read it again with this", key="day_keep", type="primary"):
        keep(article, how, first, last, who, why)


def asked(label: str, stands: date | None, key: str) -> date | None:
    """A day of any year."""
    return st.date_input(label, value=stands, min_value=FIRST, max_value=LAST, format="DD/MM/YYYY", key=key)


def keep(article: str, how: str, first: date | None, last: date | None, who: str, why: str) -> None:
    """Keep what the person says and read the report again; or say what is missing."""
    try:
        days = days_of(how, first, last)
        with st.spinner("Reading it again"):
            saying_days.say(workspace.store(), workspace.gazetteer(), article, days, who=who, why=why)
    except ValueError as wrong:
        st.html(f'<p role="alert">{literal(places.sentence(str(wrong)))}</p>')
        return
    st.session_state[state.WHO] = who
    st.rerun()


def days_of(how: str, first: date | None, last: date | None) -> TimeSpan | None:
    """The days that were filled in; None for "not known".

    Raises:
        ValueError: one is missing, or they are in the wrong order.
    """
    if how == UNKNOWN:
        return None
    last = first if how == ONE else last
    if first is None or last is None:
        raise ValueError("choose the day, or say that it is not known")
    return TimeSpan(first, last)


@refused.or_said
def take_back(article: str) -> None:
    """What was read before holds again."""
    saying_days.take_back(workspace.store(), workspace.gazetteer(), article)


def sentence(said: SaidDay) -> str:
    """ "Ana gave this day on 3 May 2024: the printed paper"."""
    what = "gave this day" if said.days else "said that its day is not known"
    return f"{said.who} {what} on {words.day(said.when.date())}" + (f": {said.why}" if said.why else "")
