"""Saying what a name means, and what was said so far."""

from __future__ import annotations

import streamlit as st

from gazetteer.corrections import Correction, Found, Scope, Where
from mapapp import correcting
from mapapp.app import adding, places, progress, refused, state, words, workspace
from mapapp.app.markup import literal, unmarked

PAGE = 20
"""Corrections shown at once."""


def form(name: str, found: Found) -> None:
    """What the name means, where that holds, who says so and why."""
    written = name.strip()
    # A form of its own for each name and after each correction: what was filled in before is not taken over.
    own = f"{len(said())} {written}"
    with (
        st.expander(unmarked(f"Say what “{written}” means"), expanded=not found.matches, key=f"saying {own}"),
        st.form(f"meaning {own}", border=False),
    ):
        choices = places.choices(found, workspace.gazetteer())
        countries = places.countries(found, workspace.gazetteer())
        chosen = st.selectbox("It means", list(choices), format_func=choices.__getitem__)
        other = st.text_input(
            "Another place, if none of these", placeholder="Paris, Texas; geonames:4717560; 48.59, 37.99", max_chars=200
        )
        country = st.selectbox("Where that holds", list(countries), format_func=countries.__getitem__)
        who = st.text_input("Who says so", value=st.session_state.get(state.WHO, ""), max_chars=100)
        why = st.text_input("Why", placeholder="For those who read it later", max_chars=400)
        if st.form_submit_button("Keep", type="primary"):
            keep(written, chosen, other, country, who, why)


def keep(name: str, chosen: str, other: str, country: str, who: str, why: str) -> None:
    """Keep what the person said and begin to read again what it touches; or say what is missing."""
    gazetteer = workspace.gazetteer()
    scope = Scope.COUNTRY if country else Scope.EVERYWHERE
    try:
        given = other.strip() or ("" if chosen == places.OTHER else chosen)
        place = None if chosen == places.NO_PLACE else correcting.meant(gazetteer, given)
        memory = workspace.store().memory
        correcting.keep(memory, gazetteer, name, place, scope=scope, where=Where(country=country), who=who, why=why)
    except (correcting.NoSuchPlace, ValueError) as wrong:
        st.html(f'<p role="alert">{literal(places.sentence(str(wrong)))}</p>')
        return
    st.session_state[state.WHO] = who
    adding.begin_rereading()
    st.rerun()


def said() -> tuple[Correction, ...]:
    """Every correction of the workspace, undone ones too, the latest first."""
    memory = workspace.memory()
    return memory.history()[::-1] if memory else ()


def history() -> None:
    """What was said so far, each with the way to take it back; and what is read again for it."""
    ones = said()
    if not ones:
        return
    st.html(f"<h2>{words.count(len(ones), 'correction')} of this workspace</h2>")
    work = adding.latest()
    if work is not None and work.is_again:
        progress.show()
    pages = -(-len(ones) // PAGE)
    page = st.pagination(pages, key="corrections_page") if pages > 1 else 1
    with st.container(key="corrections"):
        for one in ones[(page - 1) * PAGE : page * PAGE]:
            row(one)


def row(correction: Correction) -> None:
    said, back = st.columns([5, 1], vertical_alignment="center")
    said.html(places.corrected(correction, workspace.gazetteer()))
    if correction.undone is None:
        number = correction.number
        back.button("Take back", key=f"undo_{number}", on_click=undo, args=(number,), type="tertiary")


@refused.or_said
def undo(number: int) -> None:
    """Take a correction back and begin to read again what it touched."""
    workspace.store().memory.undo(number)
    adding.begin_rereading()
