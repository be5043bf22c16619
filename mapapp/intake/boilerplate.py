"""What pages say around reports: the phrases of `boilerplate.toml`, compared with a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import TypeAlias

from mapapp.intake.lines import Line
from mapapp.model import MarkKind

Said: TypeAlias = tuple[MarkKind, str]
"""A kind of mark and the reason for it."""
Marks: TypeAlias = dict[int, Said]
"""By number of the line."""

PHRASE = "a phrase that pages put around reports"
LONGEST_NOTICE_WORDS = 40
LONGEST_BEGUN_WORDS = 90
"""Words of a notice that begins with the phrase."""
LONGEST_NOTICE = 600
LONGEST_PHRASE = 240
"""Characters; longer lines are not compared, so that no line can hold the comparison up."""

_TABLE = tomllib.loads((files(__package__) / "boilerplate.toml").read_text("utf-8"))
Patterns: TypeAlias = tuple[tuple[MarkKind, re.Pattern[str]], ...]


def _patterns(scope: str) -> Patterns:
    return tuple(
        (MarkKind(kind), re.compile("|".join(f"(?:{pattern})" for pattern in scopes[scope])))
        for kind, scopes in _TABLE.items()
        if scopes[scope]
    )


ANYWHERE, WITHIN, EDGE = _patterns("anywhere"), _patterns("within"), _patterns("edge")


def says_so(line: Line) -> Said | None:
    """A known phrase of pages, wherever it stands."""
    kind = _whole(line, ANYWHERE)
    if kind is None and len(line.text) <= LONGEST_NOTICE:
        kind = _held(line)
    return (kind, PHRASE) if kind else None


def edge_phrase(line: Line) -> Said | None:
    """A known phrase of pages that counts only before the first or behind the last paragraph."""
    kind = _whole(line, EDGE)
    return (kind, PHRASE) if kind else None


def _held(line: Line) -> MarkKind | None:
    count = len(line.words)
    if count <= LONGEST_NOTICE_WORDS:
        return next((kind for kind, pattern in WITHIN if pattern.search(line.key)), None)
    if count <= LONGEST_BEGUN_WORDS:
        return next((kind for kind, pattern in WITHIN if pattern.match(line.key)), None)
    return None


def _whole(line: Line, table: Iterable[tuple[MarkKind, re.Pattern[str]]]) -> MarkKind | None:
    if len(line.text) > LONGEST_PHRASE:
        return None
    return next((kind for kind, pattern in table if pattern.fullmatch(line.key)), None)
