"""Colours and symbols of the groups of kinds for the page, and the word at its corner."""

from __future__ import annotations

from collections.abc import Callable

from mapapp.map.scripts import symbol_corners
from mapapp.reading.events.kinds import GROUPS, Group

WORDMARK = """<svg xmlns="http://www.w3.org/2000/svg" width="84" height="24" viewBox="0 0 84 24">
<style>text{font:600 18px Inter,"Segoe UI","Liberation Sans",Arial,sans-serif;fill:#1b1e23}
@media (prefers-color-scheme:dark){text{fill:#eceef0}}</style><text x="0" y="18">mapapp</text></svg>"""
"""The name as a picture that follows the system's light or dark."""

FARTHEST = 1.4
"""How far a symbol reaches from its middle, as `symbol_corners` has it."""


def group_colours() -> str:
    """A style sheet that gives swatches and boxes the colour of their group, light and dark, and its symbol."""
    light, dark = _rules(lambda group: group.colour), _rules(lambda group: group.dark_colour)
    shapes = "".join(f"{_swatch(group)}{{clip-path:{shape(group.symbol)}}}" for group in GROUPS)
    return f"<style>{shapes}{light}@media (prefers-color-scheme:dark){{{dark}}}</style>"


def shape(symbol: str) -> str:
    """A symbol of the map as a clip path."""
    corners = symbol_corners().get(symbol)
    if corners is None:
        return "circle(36%)"
    return f"polygon({','.join(f'{_percent(x)} {_percent(y)}' for x, y in corners)})"


def _percent(at: float) -> str:
    return f"{50 + at / FARTHEST * 50:.1f}%"


def _swatch(group: Group) -> str:
    return f".swatch.{group.id},.st-key-kind_{group.id} label [data-testid=stMarkdownContainer]::before"


def _rules(colour: Callable[[Group], str]) -> str:
    return "".join(
        f"{_swatch(group)}{{background:{colour(group)}}}"
        f".st-key-kind_{group.id} label:has(input:checked) > span + div"
        f"{{background-color:{colour(group)};border-color:{colour(group)}}}"
        for group in GROUPS
    )
