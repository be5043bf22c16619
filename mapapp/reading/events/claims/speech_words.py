"""The words of speech (`claimants.toml`): lists, verbs in all their forms, cues of several words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from mapapp.reading.events.words.inflection import Form, verb_forms


def words_of(section: str, name: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(_table()[section][name].split())


def phrases_of(section: str, name: str) -> tuple[tuple[str, ...], ...]:
    """A list of phrases, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in _table()[section][name])


def finite_forms(name: str) -> frozenset[str]:
    """Past, present and base forms of a list of verbs."""
    return _forms(name, (Form.PAST, Form.PRESENT, Form.BASE))


def ing_forms(name: str) -> frozenset[str]:
    """Forms in "ing" of a list of verbs."""
    return _forms(name, (Form.ING,))


def _forms(name: str, keep: tuple[Form, ...]) -> frozenset[str]:
    verbs = words_of("verbs", name)
    return frozenset(form for lemma in verbs for form, tag in verb_forms(lemma).items() if tag in keep)


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("claimants.toml").read_text(encoding="utf-8"))
