"""Buttons that copy: the citation of a sentence with the link of the view, or the link alone.

A component without a frame of its own: its text arrives as data and leaves by the clipboard, no part of it is markup.
"""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

_buttons = st.components.v2.component(
    "mapapp_copying",
    html='<div class="row"><button type="button" data-what="citation">Copy citation</button>'
    '<button type="button" data-what="link">Copy link to this view</button><span role="status"></span></div>',
    css=files("mapapp.app").joinpath("copying.css").read_text("utf-8"),
    js=files("mapapp.app").joinpath("copying.js").read_text("utf-8"),
)


def draw(citation: str) -> None:
    """The buttons for an event."""
    _buttons(key="copying", data={"citation": citation})
