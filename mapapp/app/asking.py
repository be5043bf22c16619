"""Looking a name up, and asking a server for it where the person switched that on."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from gazetteer import GazetteerError
from gazetteer.corrections import Found, look_up
from gazetteer.memory import Answer, State
from gazetteer.online import PUBLIC_SERVER, Online
from gazetteer.online_answers import is_lacking, joined
from mapapp.app import places, state, workspace
from mapapp.app.markup import literal, unmarked

OFF = (
    "<p>They are off: nothing leaves this machine. Switched on, a name that the gazetteer lacks can be asked "
    "of a Nominatim server. Each time you press the button beside it, that name goes to the server below, with the two "
    "lines that you fill in. Nothing else of your reports does.</p>"
)


def found(name: str) -> Found:
    """What people, the gazetteer, and a server that was asked before say to a name."""
    looked_up = look_up(workspace.gazetteer(), name, workspace.store().corrections(), limit=places.SHOWN)
    said = kept(name) if may_be_asked(name, looked_up) else None
    return joined(looked_up, name, said) if said else looked_up


def may_be_asked(name: str, looked_up: Found) -> bool:
    """Whether a server could know more: the gazetteer lacks the name, and no person said what it means."""
    return looked_up.correction is None and is_lacking(workspace.gazetteer(), name)


def kept(name: str) -> Answer | None:
    """What the server said when it was asked before; None where it never was."""
    asking, memory = state.online(), workspace.memory()
    return memory.said(name, asking.server if asking else PUBLIC_SERVER) if memory else None


def offer(name: str, looked_up: Found) -> None:
    """The button that sends a name to the server, with what leaves the machine; nothing while it is off."""
    asking, said = state.online(), kept(name)
    if asking is None or not may_be_asked(name, looked_up) or (said and said.state is not State.FAILED):
        return
    if asking.stopped:
        st.html(f'<p role="alert">{literal(asking.stopped)}</p>')
        return
    st.html(f'<p class="hint">{places.leaving(asking)}</p>')
    label = unmarked(f"Ask {urlsplit(asking.server).netloc} for “{name.strip()}”")
    st.button(label, on_click=ask, args=(asking, name))


def ask(asking: Online, name: str) -> None:
    """Send the name; what the server says is kept, and why it stopped stands in `Online.stopped`."""
    try:
        asking.ask(name)
    except GazetteerError as stopped:
        asking.stopped = asking.stopped or str(stopped)


def switch() -> None:
    """What leaves the machine, and the way to switch it on under one's own name, and off again."""
    asking = state.online()
    with st.expander(f"Online look-ups: {'on' if asking else 'off'}", expanded=asking is not None):
        if asking is not None:
            st.html(f'<p role="status">{places.leaving(asking)} A name goes only when you press its button.</p>')
            st.button("Switch off", on_click=st.session_state.update, args=({state.ONLINE: None},))
            return
        st.html(OFF)
        with st.form("online", border=False):
            agent = st.text_input("Name of your newsroom or project", placeholder="harbour-newsroom", max_chars=100)
            email = st.text_input("Your e-mail address", placeholder="me@example.org", max_chars=200)
            server = st.text_input("Server", value=PUBLIC_SERVER, max_chars=200)
            if st.form_submit_button("Switch on"):
                switch_on(agent, email, server)


def switch_on(agent: str, email: str, server: str) -> None:
    """Switch it on, or say what is missing. Nothing is sent by it."""
    try:
        # The page itself says what leaves the machine, before anything does.
        asking = Online(workspace.store().memory, agent, email, server.strip(), tell=lambda _: None)
    except (ValueError, GazetteerError) as wrong:
        st.html(f'<p role="alert">{literal(places.sentence(str(wrong)))}</p>')
        return
    st.session_state[state.ONLINE] = asking
    st.rerun()
