"""Scripts and events as files that the map's frame asks this server for: once each, however often a page is run."""

from __future__ import annotations

import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

from streamlit.components.v1 import declare_component

KEPT = 24
"""Files of each kind; older ones are removed. Those that a page still shows are written again when it is run."""

_folder = tempfile.TemporaryDirectory(prefix="mapapp-")
_name = declare_component("files", path=_folder.name).name


def address(name: str, content: str) -> str:
    """Where the map's frame finds the content; the name must change when the content does."""
    path = Path(_folder.name) / name
    if not path.exists():
        written = path.with_suffix(".part")
        written.write_text(content, "utf-8")
        written.replace(path)
        prune(path)
    return f"../{_name}/{name}"


@cache
def script_address(script: str) -> str:
    """Where the map's frame finds a script."""
    return address(f"{sha256(script.encode()).hexdigest()[:16]}.js", script)


def prune(newest: Path) -> None:
    """Remove the oldest files of this kind."""
    files = sorted(newest.parent.glob(f"*{newest.suffix}"), key=lambda path: path.stat().st_mtime_ns)
    for path in files[:-KEPT]:
        path.unlink(missing_ok=True)
