"""The hard rules of the house, read from the source itself: who may import whom, and what a module may be called."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ONLY_IN = {
    "streamlit": ("mapapp/app/",),
    "streamlit_folium": ("mapapp/app/",),
    "folium": ("mapapp/map/",),
    "branca": ("mapapp/map/",),
    "sqlalchemy": ("mapapp/store/", "gazetteer/memory.py"),
    "sqlite3": ("mapapp/store/", "gazetteer/memory.py", "mapapp/doctor.py"),
}
"""Packages that have one home; the doctor asks sqlite3 for its version and nothing else."""

IO_MODULES = """
asyncio ftplib glob http httpx mmap multiprocessing os pathlib pebble requests shutil socket sqlite3 ssl subprocess
tempfile threading trafilatura urllib
"""
"""What reaches out of the process; `importlib.resources`, for a module's own tables, is not among them."""

READING_MAY_USE = ("mapapp.model", "mapapp.reading", "gazetteer")
TOOLS = frozenset({"training", "fitting", "teaching", "fitting_recogniser", "preparing", "corpora"})
"""Modules of these names fit parameters and read corpora for it; nothing that reads articles imports them."""

VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "core", "manager", "common", "misc"})


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every module of both packages: its path from the root, and its tree."""
    for package in ("gazetteer", "mapapp"):
        for file in sorted((root / package).rglob("*.py")):
            yield file.relative_to(root).as_posix(), ast.parse(file.read_text("utf-8"), str(file))


def imports(path: str, tree: ast.Module) -> Iterator[str]:
    """Dotted names of all that a module imports, at its top or inside a function; relative ones resolved."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def forbidden(path: str, name: str) -> bool:
    """True where the module at `path` may not import `name`."""
    top = name.split(".")[0]
    if top in ONLY_IN and not path.startswith(ONLY_IN[top]):
        return True
    if path.startswith("gazetteer/"):
        return top == "mapapp"
    if path.startswith("mapapp/reading/") and Path(path).stem not in TOOLS:
        ours = top == "mapapp" and name != "mapapp"
        a_tool = ours and not TOOLS.isdisjoint(name.split("."))
        return top in IO_MODULES.split() or a_tool or (ours and not any(within(name, ok) for ok in READING_MAY_USE))
    return False


def opens_files(tree: ast.Module) -> bool:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "open" for called in calls)


def badly_named(path: str) -> bool:
    """True for a module that hides one of the standard library, or whose name says nothing."""
    stem = Path(path).stem
    return stem in VAGUE_NAMES or (not stem.startswith("__") and stem in sys.stdlib_module_names)


def violations(root: Path) -> list[str]:
    """Every breach of the rules below `root`, one line each."""
    found = []
    for path, tree in modules(root):
        found += sorted({f"{path} imports {name}" for name in imports(path, tree) if forbidden(path, name)})
        found += [f"{path} opens files"] * (path.startswith("mapapp/reading/") and opens_files(tree))
        found += [f"{path} is badly named"] * badly_named(path)
    return found


def test_every_module_keeps_to_its_layer() -> None:
    assert [] == violations(ROOT)


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("gazetteer/index.py", "from mapapp.model import Article", "gazetteer/index.py imports mapapp.model"),
        ("mapapp/reading/times.py", "import streamlit as st", "mapapp/reading/times.py imports streamlit"),
        (
            "mapapp/reading/events/kinds.py",
            "def f():\n    import folium",
            "mapapp/reading/events/kinds.py imports folium",
        ),
        ("mapapp/reading/a.py", "from pathlib import Path", "mapapp/reading/a.py imports pathlib"),
        ("mapapp/reading/a.py", "from mapapp.store import open_store", "mapapp/reading/a.py imports mapapp.store"),
        (
            "mapapp/reading/b/a.py",
            "from ...intake import clean",
            "mapapp/reading/b/a.py imports mapapp.intake",
        ),
        ("mapapp/reading/a.py", "text = open('x').read()", "mapapp/reading/a.py opens files"),
        (
            "mapapp/reading/a.py",
            "from mapapp.reading import training",
            "mapapp/reading/a.py imports mapapp.reading.training",
        ),
        ("mapapp/export.py", "import folium", "mapapp/export.py imports folium"),
        (
            "mapapp/map/a.py",
            "from streamlit_folium import st_folium",
            "mapapp/map/a.py imports streamlit_folium",
        ),
        ("mapapp/app/main.py", "import sqlalchemy as sa", "mapapp/app/main.py imports sqlalchemy"),
        ("mapapp/calendar.py", "", "mapapp/calendar.py is badly named"),
        ("mapapp/map/utils.py", "", "mapapp/map/utils.py is badly named"),
    ],
)
def test_a_breach_is_caught(tmp_path: Path, path: str, source: str, expected: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(source, "utf-8")
    assert expected in violations(tmp_path)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("gazetteer/memory.py", "import sqlalchemy"),
        ("mapapp/store/tables.py", "from sqlalchemy import Table"),
        ("mapapp/map/timeline.py", "import folium\nfrom branca.element import MacroElement"),
        ("mapapp/app/main.py", "import streamlit as st\nfrom streamlit_folium import st_folium"),
        (
            "mapapp/reading/a.py",
            "from importlib.resources import files\nfrom mapapp.model import Article",
        ),
        ("mapapp/reading/places/training.py", "from pathlib import Path\nfrom mapapp.evaluation import places"),
        ("mapapp/reading/b.py", "from . import sentences\nfrom gazetteer import Gazetteer"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, path: str, source: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(source, "utf-8")
    assert [] == violations(tmp_path)
