"""What the browser says of itself with each run of the page: whether the person went back."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def went_back() -> bool:
    """Whether the person came by back or forward of the browser, and not by a link or a button."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)
