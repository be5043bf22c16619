"""Errors as people make them, by kind, from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = (
    ("i", "y"), ("c", "k"), ("ph", "f"), ("s", "z"), ("v", "w"), ("ck", "k"), ("ou", "u"), ("ee", "i"), ("kh", "h"),
    ("j", "y"), ("x", "ks"), ("q", "k"), ("ts", "tz"), ("ai", "ay"), ("ei", "ai"), ("ie", "ei"),
)  # fmt: skip

Misspell = Callable[[str, random.Random], str | None]
"""A name with one error behind its first letter; None where it offers no place for one."""


def letters(name: str, first: int = 1) -> list[int]:
    return [at for at in range(first, len(name)) if name[at].isalpha()]


def missing(name: str, seed: random.Random) -> str | None:
    places = letters(name)
    at = seed.choice(places) if places else 0
    return name[:at] + name[at + 1 :] if at else None


def doubled(name: str, seed: random.Random) -> str | None:
    places = letters(name)
    at = seed.choice(places) if places else 0
    return name[: at + 1] + name[at:] if at else None


def swapped(name: str, seed: random.Random) -> str | None:
    places = [at for at in letters(name, 2) if name[at - 1].isalpha() and name[at - 1] != name[at]]
    at = seed.choice(places) if places else 0
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if at else None


def next_key(name: str, seed: random.Random) -> str | None:
    places = [at for at in letters(name) if neighbours(name[at])]
    at = seed.choice(places) if places else 0
    return name[:at] + seed.choice(neighbours(name[at])) + name[at + 1 :] if at else None


def neighbours(letter: str) -> str:
    """The keys at the left and the right."""
    for row in KEYBOARD:
        if (at := row.find(letter.lower())) >= 0:
            return row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    return ""


def by_ear(name: str, seed: random.Random) -> str | None:
    choices = [
        (at, one, other)
        for pair in SOUNDS
        for one, other in (pair, pair[::-1])
        for at in range(1, len(name))
        if name.startswith(one, at)
    ]
    if not choices:
        return None
    at, one, other = seed.choice(choices)
    return name[:at] + other + name[at + len(one) :]


def space(name: str, seed: random.Random) -> str | None:
    """The space or hyphen between two words left out."""
    places = [at for at, letter in enumerate(name) if letter in " -"]
    at = seed.choice(places) if places else 0
    return name[:at] + name[at + 1 :] if at else None


KINDS: dict[str, Misspell] = {
    "a letter missing": missing,
    "a letter doubled": doubled,
    "neighbours swapped": swapped,
    "the next key": next_key,
    "written by ear": by_ear,
    "a space missing": space,
}


def misspelt(names: list[str], seed: random.Random) -> Iterator[tuple[str, str, str]]:
    """Each name with one error of each kind: kind, name, misspelt name."""
    for kind, misspell in KINDS.items():
        for name in names:
            written = misspell(name, seed)
            if written is not None and written != name:
                yield kind, name, written
