"""A press that could not be kept, because the workspace is locked, full or read-only: said on the page drawn next."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from gazetteer import GazetteerError
from mapapp import terminal
from mapapp.app.markup import literal
from mapapp.store import StoreError

P = ParamSpec("P")
REFUSED = "press_refused"
"""Session key of why the last press could not be kept; absent where it was."""


def or_said(callback: Callable[P, object]) -> Callable[P, None]:
    """A callback of a widget whose error waits for `say`: Streamlit would show a traceback in place of the page."""

    @wraps(callback)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            callback(*args, **kwargs)
        except (StoreError, GazetteerError) as error:
            st.session_state[REFUSED] = terminal.sentence_for(error)

    return run


def say() -> None:
    """Why the press before this run could not be kept, once."""
    if why := st.session_state.pop(REFUSED, None):
        with st.container(key="refused"):
            st.html(f'<p role="alert">Nothing was changed: {literal(why)}</p>')
