"""Three hints for the first look at the map; dismissed once, they are gone for this workspace."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from mapapp.app import state, workspace

SEEN = "hints-seen"
"""Empty file in the workspace that says that a person has dismissed the hints."""
KEY = "hints_seen"
"""Session key of the same, where the workspace cannot be written."""
TEXT = (
    '<div class="hints" role="note" aria-label="First steps"><p><b>Scrub:</b> drag the handles under the map, or press '
    "Play.</p><p><b>Click</b> a sign to read the sentence that reports it.</p><p><b>Check</b> the place, the day and "
    "the reasons; say so where something is wrong.</p></div>"
)


def draw() -> None:
    """The hints with the button that dismisses them; nothing once it was pressed, nor beside a chosen event."""
    if state.selected() or st.session_state.get(KEY) or (workspace.folder() / SEEN).exists():
        return
    with st.container(key="hints"):
        st.html(TEXT)
        st.button("Got it", on_click=dismiss, key="hints_dismiss")


def dismiss() -> None:
    """Never again for this workspace."""
    st.session_state[KEY] = True
    with suppress(OSError):
        (workspace.folder() / SEEN).touch()
