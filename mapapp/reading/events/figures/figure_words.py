"""The words of figures (`figures.toml`): what is counted, what befalls people, currencies, numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

TABLE: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("figures.toml").read_text(encoding="utf-8"))
Phrase = tuple[str, ...]


def by_word(section: str) -> dict[str, str]:
    """Word -> what it counts."""
    return {word: what for what, words in TABLE[section].items() for word in words.split()}


def by_phrase(section: str) -> dict[Phrase, str]:
    """Words of a phrase -> what it counts; the longest first."""
    found = {tuple(phrase.split()): what for what, phrases in TABLE[section].items() for phrase in phrases}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def listed(section: str, name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(TABLE[section][name].split())


def first_words(phrases: Iterable[Phrase]) -> frozenset[str]:
    """The words with which phrases begin."""
    return frozenset(phrase[0] for phrase in phrases)


def phrase_at(words: Sequence[str], at: int, phrases: Mapping[Phrase, str]) -> tuple[Phrase, str] | None:
    """The longest phrase that begins at a word, and what it counts."""
    return next(((one, what) for one, what in phrases.items() if tuple(words[at : at + len(one)]) == one), None)
