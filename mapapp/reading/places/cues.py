"""The tables of cue words: `cues.toml` for roles and shapes of names, and given names in `parameters.npz`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(resources.files(__package__).joinpath("cues.toml").read_text("utf-8"))


def cue(name: str) -> frozenset[str]:
    """The words of one list of `cues.toml`, folded to lower case."""
    return frozenset(_table()[name])
