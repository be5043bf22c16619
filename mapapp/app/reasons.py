"""Why an event is one, in plain words: what decides comes first, the whole of it behind "More reasons"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NEWS = re.compile(
    r"(?:very likely|probably not|probably|perhaps) news of this report \(\d+ ?%\)"
    r"(?:, because (?P<pro>.+?))?(?:, although (?P<con>.+))?"
)
_NO_PLACE = re.compile(r"; (its sentence names no place[^;]*)")


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reason of an event, taken apart."""

    pro: tuple[str, ...]
    """What speaks for news of its report, in plain words."""
    con: tuple[str, ...]
    """What speaks against."""
    no_place: str
    """That it has no place; "" where it has one."""
    more: tuple[str, ...]
    """All of it as the reading tells it; none where `whole` is all."""
    whole: str
    """The reason itself, where it is of another form, as a person's is; else ""."""


def reasons(told: str) -> Reasons:
    """Take the reason of an event apart."""
    words, _, news = told.rpartition("; ")
    parts = _NEWS.fullmatch(news)
    if parts is None:
        return Reasons((), (), "", (), told)
    missing = _NO_PLACE.search(f"; {words}")
    return Reasons(
        _plain(parts["pro"]),
        _plain(parts["con"]),
        missing[1] if missing else "",
        (words, news) if words else (news,),
        "",
    )


def decisive(given: Reasons, grade: str, is_news: bool) -> list[str]:
    """ "News of this report: it names a town; the report begins with it.", and what speaks against.

    Args:
        given: what speaks for it and against it.
        grade: in words.
        is_news: whether the grade is that of news: then what speaks for it decides.
    """
    if given.whole:
        return [grade, given.whole]
    first, second = (given.pro, given.con) if is_news else (given.con, given.pro)
    return [_because(grade, first), *([_because("On the other hand", second)] if second else [])]


def _because(what: str, clauses: Sequence[str]) -> str:
    return f"{what}: {'; '.join(clauses)}" if clauses else what


def _plain(clauses: str | None) -> tuple[str, ...]:
    """The clauses of one side, each in plain words."""
    return tuple(_table().get(clause, clause) for clause in clauses.split(" and ")) if clauses else ()


@cache
def _table() -> Mapping[str, str]:
    table: dict[str, str] = tomllib.loads(files("mapapp.app").joinpath("plain_reasons.toml").read_text("utf-8"))
    return table
