"""Texts that try to run, of `tests/cases/hostile.toml`: as titles, sentences, names, addresses, reasons, parameters."""

from __future__ import annotations

import tomllib
from itertools import chain
from pathlib import Path

GROUPS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "cases/hostile.toml").read_text("utf-8"))
TEXTS = list(chain.from_iterable(GROUPS.values()))
ADDRESSES = GROUPS["url"]
HOSTS = ("beacon.invalid", "example.org")
"""What none of them may make a page ask."""


def plain(text: str) -> str:
    """The text as a page shows it: runs of white space are one space."""
    return " ".join(text.split())
