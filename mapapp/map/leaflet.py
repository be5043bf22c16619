"""Leaflet from the installed package, as text that a page can hold: nothing is fetched from another machine."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

_FOLDER = Path(leaflet.BASE_DIR)
_ICON = """
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({{iconUrl: "{0}", iconRetinaUrl: "{1}", shadowUrl: "{2}"}});
"""


def _image(name: str) -> str:
    return "data:image/png;base64," + b64encode((_FOLDER / "images" / name).read_bytes()).decode()


@cache
def script() -> str:
    """Leaflet's code, with its default marker's pictures inside."""
    code = (_FOLDER / "leaflet.js").read_text(encoding="utf-8")
    code = re.sub(r"^//# sourceMappingURL=.*$", "", code, flags=re.MULTILINE)
    return code + _ICON.format(*map(_image, ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")))


@cache
def style() -> str:
    """Leaflet's style sheet, with its pictures inside."""
    code = (_FOLDER / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\(images/([\w.-]+)\)", lambda found: f"url({_image(found.group(1))})", code)
