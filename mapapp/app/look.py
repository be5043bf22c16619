"""Colours of the groups of kinds for the page, and the word at its corner."""

from __future__ import annotations

from collections.abc import Callable

from mapapp.reading.events.kinds import GROUPS, Group

WORDMARK = """<svg xmlns="http://www.w3.org/2000/svg" width="84" height="24" viewBox="0 0 84 24">
<style>text{font:600 18px Inter,"Segoe UI","Liberation Sans",Arial,sans-serif;fill:#1b1e23}
@media (prefers-color-scheme:dark){text{fill:#eceef0}}</style><text x="0" y="18">mapapp</text></svg>"""
"""The name as a picture that follows the system's light or dark."""


def group_colours() -> str:
    """A style sheet that gives swatches and boxes the colour of their group, light and dark."""
    light, dark = _rules(lambda group: group.colour), _rules(lambda group: group.dark_colour)
    return f"<style>{light}@media (prefers-color-scheme:dark){{{dark}}}</style>"


def _rules(colour: Callable[[Group], str]) -> str:
    return "".join(
        f".swatch.{group.id}{{background:{colour(group)}}}"
        f".st-key-kind_{group.id} label:has(input:checked) > span + div"
        f"{{background-color:{colour(group)};border-color:{colour(group)}}}"
        for group in GROUPS
    )
