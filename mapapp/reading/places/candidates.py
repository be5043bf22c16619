"""Stretches of an article that may be place names: every name of the gazetteer, and runs of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import NameTable
from mapapp.reading.places.tokens import Tokens

GEOGRAPHIC = cue("geographic")
BEFORE_GEOGRAPHIC = cue("before_geographic")
UNIT, DIRECTION = cue("unit"), cue("direction")
DATELINE = frozenset({",", "(", "-", "—", "–"})
LONGEST_ACRONYM = 5
LONGEST_RUN = 6
"""Words of a capitalised run that may be one name; longer ones are headlines and tables."""

Run = tuple[int, int]
"""Tokens [i, j)."""


def candidates(tokens: Tokens, names: Sequence[tuple[int, int, int]], table: NameTable) -> dict[Run, int | None]:
    """Candidate runs with the id of their name in the gazetteer, None where it has none; in order of the text."""
    found: dict[Run, int | None] = {}
    for first, end, name_id in names:
        if may_be_name(tokens, first, end) and (table[name_id].known_short or not is_acronym(tokens, first, end)):
            found[first, end] = name_id
    for run in unlisted(tokens):
        if run not in found and not is_acronym(tokens, *run):
            found[run] = None
    return dict(sorted(found.items()))


def may_be_name(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the words of a listed name are written as one."""
    if not tokens.capital[first] or any(tokens.breaks[first + 1 : end]):
        return False
    if end - first == 1 and tokens.keys[first] in DIRECTION:
        return False
    last = tokens.words[end - 1].text
    if end - first == 1 or tokens.capital[end - 1] or last[0].isdigit() or last == ".":
        return True
    # "Kharkiv region" is marked as "Kharkiv" and means the region: resolving looks at the word behind.
    return last.isalpha() and len(last) > 2 and last not in UNIT


def is_acronym(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a name is one short word in capitals, as organisations are written: "UN", not the dateline "ROME,"."""
    written = tokens.words[first].text
    if end - first > 1 or not 1 < len(written) <= LONGEST_ACRONYM or not written.isupper() or tokens.shouted[first]:
        return False
    return not (tokens.opens[first] and (end >= len(tokens) or tokens.breaks[end] or tokens.keys[end] in DATELINE))


def unlisted(tokens: Tokens) -> Iterator[Run]:
    """Capitalised runs and the parts of them that geographical words mark off."""
    at, keys = 0, tokens.keys
    while at < len(tokens):
        if not tokens.capital[at]:
            at += 1
            continue
        end = tokens.last[at] + 1
        if end - at <= LONGEST_RUN:
            yield at, end
            yield at, at + 1
            yield end - 1, end
            yield from geographic_parts(keys, at, end)
            if end < len(tokens) and keys[end] in GEOGRAPHIC and not tokens.breaks[end]:
                yield at, end + 1
        at = end


def geographic_parts(keys: Sequence[str], first: int, end: int) -> Iterator[Run]:
    """Parts of a run around a geographical word: "Mill Creek" of "Mill Creek Fire Hall", "Lake Simcoe"."""
    for at in range(first, end):
        if at > first and keys[at] in GEOGRAPHIC:
            yield first, at + 1
            yield at - 1, at + 1
        if at + 1 < end and keys[at] in BEFORE_GEOGRAPHIC:
            yield at, at + 2
