"""The plugin's JavaScript and style sheets, and the shapes of its symbols."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

MODULES = (
    "elements.js",
    "calendar.js",
    "data.js",
    "choice.js",
    "asking.js",
    "canvas.js",
    "basemap.js",
    "grid.js",
    "symbols.js",
    "glyphs.js",
    "heat.js",
    "tags.js",
    "areas.js",
    "labels.js",
    "marks.js",
    "scale.js",
    "histogram.js",
    "counting.js",
    "chart.js",
    "brush.js",
    "player.js",
    "typed.js",
    "dates.js",
    "caption.js",
    "timeline.js",
    "legend.js",
    "display.js",
    "tiles.js",
    "buttons.js",
    "panel.js",
    "tip.js",
    "pick.js",
    "picture.js",
    "address.js",
    "area.js",
    "layer.js",
    "wishes.js",
    "choosing.js",
    "frame.js",
)
"""In the order in which the browser needs them."""
STYLES = ("timeline.css", "time.css")


@cache
def symbol_corners() -> dict[str, list[list[float]]]:
    """The shapes that tell kinds apart: corners around 0, down and right; what is not among them is a circle."""
    corners: dict[str, list[list[float]]] = json.loads(files(__package__).joinpath("symbols.json").read_text("utf-8"))
    return corners


@cache
def code() -> str:
    """The plugin's JavaScript, all modules."""
    corners = f"(window.mapapp = window.mapapp || {{}}).CORNERS = {json.dumps(symbol_corners())};"
    modules = (files(__package__).joinpath(name).read_text(encoding="utf-8") for name in MODULES)
    return "\n".join((corners, *modules))


@cache
def style() -> str:
    """The plugin's style sheets."""
    return "\n".join(files(__package__).joinpath(name).read_text(encoding="utf-8") for name in STYLES)
