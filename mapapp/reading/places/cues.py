"""The tables of cue words: `cues.toml` for roles and shapes of names, and given names in `parameters.npz`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(resources.files(__package__).joinpath("cues.toml").read_text("utf-8"))


@cache
def inflected(name: str) -> frozenset[str]:
    """All forms of the regular verbs of one list: "deny" gives denies, denied, denying."""
    return frozenset(form for verb in _table()[name] for form in verb_forms(verb))


def verb_forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular English verb."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return verb, third, verb + "ed", verb + "ing"


def cue(name: str) -> frozenset[str]:
    """The words of one list of `cues.toml`, folded to lower case."""
    return frozenset(_table()[name])
