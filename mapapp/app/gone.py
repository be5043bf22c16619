"""A workspace that was moved or deleted while it was open: a sentence and the ways out."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mapapp.app.markup import literal
from mapapp.store import DATABASE


@st.cache_resource(show_spinner=False)
def _opened() -> set[Path]:
    """The workspaces that this server has opened."""
    return set()


def note(folder: Path) -> None:
    """Remember that the workspace was there."""
    _opened().add(folder)


def is_gone(folder: Path) -> bool:
    """Whether it was open and is there no more."""
    return folder in _opened() and not (folder / DATABASE).is_file()


def say(folder: Path) -> None:
    """What happened, and what can be done."""
    with st.container(key="page"):
        st.html(
            f'<div role="alert"><h1>This workspace is gone</h1><p>{literal(str(folder))} was moved or deleted while it '
            "was open. Put it back and try again, or begin with an empty one in its place.</p></div>"
        )
        st.button("Try again", type="primary", key="gone_again")
        st.button("Begin with an empty workspace", key="gone_anew", on_click=begin_anew, args=(folder,))


def begin_anew(folder: Path) -> None:
    """Forget all that was open; the next look at it makes it anew."""
    _opened().discard(folder)
    st.cache_resource.clear()
