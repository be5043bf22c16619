"""What the browser says of itself with each run of the page: the whole address, and whether the person went back."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

from streamlit.runtime.scriptrunner import get_script_run_ctx

from mapapp.app.permalink import from_params


def window() -> tuple[date, date] | None:
    """First and last day that the map shows; None for all days.

    The map writes them into the address without a run of the page, and `st.query_params` keeps to what it was told
    last; but every run, also that of a pressed button, brings the address as it stands in the browser.
    """
    context = get_script_run_ctx()
    address = context.context_info.url if context and context.context_info else ""
    return window_of(address)


def window_of(address: str) -> tuple[date, date] | None:
    """The window that an address says."""
    try:
        params = dict(parse_qsl(urlsplit(address).query))
    except ValueError:
        return None
    return from_params({name: params[name] for name in ("from", "to") if name in params})[0].window


def went_back() -> bool:
    """Whether the person came by back or forward of the browser, and not by a link or a button."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)
