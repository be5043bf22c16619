"""Stretches of an article that may be place names: every name of the gazetteer, and runs of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import NameTable
from mapapp.reading.places.lexicon import Lexicon
from mapapp.reading.places.tokens import Tokens

GEOGRAPHIC = cue("geographic")
BEFORE_GEOGRAPHIC = cue("before_geographic")
UNIT, DIRECTION = cue("unit"), cue("direction")
SETTLEMENT_UNIT = cue("settlement_unit")
MARKING = cue("locative") | {"of", ","}
COMMON_LOWER_SHARE = 0.9
DATELINE = frozenset({",", "(", "-", "—", "–"})
LONGEST_ACRONYM = 5
LONGEST_RUN = 6
"""Words of a capitalised run that may be one name; longer ones are headlines and tables."""

Run = tuple[int, int]
"""Tokens [i, j)."""


def candidates(
    tokens: Tokens, names: Sequence[tuple[int, int, int]], table: NameTable, lexicon: Lexicon
) -> dict[Run, int | None]:
    """Candidate runs with the id of their name in the gazetteer, None where it has none; in order of the text."""
    found: dict[Run, int | None] = {}
    for first, end, name_id in names:
        if not tokens.capital[first]:
            continue
        if not may_be_name(tokens, first, end) or (end - first == 1 and is_common(tokens, first, lexicon)):
            continue
        if table[name_id].known_short or not is_acronym(tokens, first, end):
            found[first, end] = name_id
    for run in unlisted(tokens):
        if run not in found and is_marked(tokens, *run) and not is_acronym(tokens, *run):
            found[run] = None
    return dict(sorted(found.items()))


def may_be_name(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the words of a listed name are written as one."""
    if end - first > 1 and any(tokens.breaks[first + 1 : end]):
        return False
    if end - first == 1 and tokens.keys[first] in DIRECTION:
        return False
    last = tokens.words[end - 1].text
    if end - first == 1 or tokens.capital[end - 1] or last[0].isdigit() or last == ".":
        return True
    # "Kharkiv region" is marked as "Kharkiv" and means the region: resolving looks at the word behind.
    return last.isalpha() and len(last) > 2 and last not in UNIT


def is_common(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a word is hardly ever written with a capital but where a sentence opens: one in thousands is a name."""
    return lexicon.lower_share(tokens.keys[at]) > COMMON_LOWER_SHARE


def is_marked(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the words in or around a capitalised run say that it is a place, listed or not: "the village of X"."""
    keys = tokens.keys
    if first and not tokens.breaks[first] and keys[first - 1] in MARKING:
        return True
    if end < len(keys) and not tokens.breaks[end] and (keys[end] in UNIT or keys[end] in SETTLEMENT_UNIT):
        return True
    return any(keys[at] in GEOGRAPHIC or keys[at] in BEFORE_GEOGRAPHIC for at in range(first, end))


def is_acronym(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a name is one short word in capitals, as organisations are written: "UN", not the dateline "ROME,"."""
    written = tokens.words[first].text
    if end - first > 1 or not 1 < len(written) <= LONGEST_ACRONYM or not written.isupper() or tokens.shouted[first]:
        return False
    return not (tokens.opens[first] and (end >= len(tokens) or tokens.breaks[end] or tokens.keys[end] in DATELINE))


def unlisted(tokens: Tokens) -> Iterator[Run]:
    """Capitalised runs and the parts of them that geographical words mark off."""
    keys = tokens.keys
    for at, is_capital in enumerate(tokens.capital):
        if not is_capital or tokens.first[at] != at:
            continue
        end = tokens.last[at] + 1
        if end - at <= LONGEST_RUN:
            yield at, end
            yield at, at + 1
            yield end - 1, end
            yield from geographic_parts(keys, at, end)
            if end < len(tokens) and keys[end] in GEOGRAPHIC and not tokens.breaks[end]:
                yield at, end + 1


def geographic_parts(keys: Sequence[str], first: int, end: int) -> Iterator[Run]:
    """Parts of a run around a geographical word: "Mill Creek" of "Mill Creek Fire Hall", "Lake Simcoe"."""
    for at in range(first, end):
        if at > first and keys[at] in GEOGRAPHIC:
            yield first, at + 1
            yield at - 1, at + 1
        if at + 1 < end and keys[at] in BEFORE_GEOGRAPHIC:
            yield at, at + 2
