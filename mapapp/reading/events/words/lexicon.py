"""Small closed lists of words (`words.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def word_list(name: str) -> frozenset[str]:
    """A list of the table."""
    return frozenset(ordered(name))


def pairs(name: str) -> frozenset[tuple[str, str]]:
    """A list of pairs of words, joined by "_" in the table."""
    return frozenset((one, other) for one, _, other in (pair.partition("_") for pair in ordered(name)))


def ordered(name: str) -> tuple[str, ...]:
    """A list of the table, in its order."""
    return tuple(_lists()[name].split())


@cache
def _lists() -> Mapping[str, str]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
