"""Names of things that gazetteers seldom list, told by their generic words: "Mercy Hospital", "the village of X"."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.tokens import Tokens

MOST_WORDS = 7
"""Words of a name; longer runs of capitals are headlines and tables."""
SHORT_NAME = 3
"""Words behind a generic word or "of" that are surely its name; one behind "lake" or "river" without "of"."""
LOCATIVE, IN_PLACE = cue("locative") | {"on"}, cue("in_place") | {"on", "into"}
JOINERS = frozenset({"'s", "-", "&"})
BEING = cue("being")
OPENERS = frozenset({"the", "a", "an"})
"""Articles, which belong to no name though a sentence may begin with them."""


class Thing(StrEnum):
    """What a generic word stands for: the tables of `things.toml`."""

    WATER = "water"
    LANDFORM = "landform"
    SETTLEMENT = "settlement"
    STREET = "street"
    TRANSPORT = "transport"
    OPEN = "open"
    """Grounds under the open sky: a park, a cemetery, a stadium."""
    MILITARY = "military"
    BUILDING = "building"
    INSTITUTION = "institution"
    """What people belong to more often than they are there: a university, an embassy."""


BARE = frozenset({Thing.WATER, Thing.LANDFORM, Thing.STREET, Thing.MILITARY, Thing.SETTLEMENT})
"""Things whose generic word may stand first without "of": "Mount X", "Camp X", "the village X"."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("things.toml").read_text("utf-8"))


@cache
def generic(position: str) -> Mapping[str, Thing]:
    """The generic words that stand "last", "first" or "plain" (in lower case) in a name."""
    table = _table()
    return {word: kind for kind in Thing for word in table[kind].get(position, ())}


@cache
def listed_words(name: str) -> frozenset[str]:
    """The words of a list of `things.toml` that stands for no kind of thing."""
    return frozenset(_table()[name])


def things(tokens: Tokens, listed: Collection[Run], placed: Collection[Run]) -> dict[Run, Thing]:
    """The names with a generic word that stand where a place does and are not listed, in order, none over another.

    Args:
        listed: runs that are names of the gazetteer; none of them is a thing of its own.
        placed: mentions that have a place; a thing may hold one ("Boston Medical Center") and is none itself.
    """
    ends = {end: first for first, end in placed}
    found: dict[Run, Thing] = {}
    reached = 0
    for run, thing in sorted(named_things(tokens, ends), key=lambda one: (one[0][0], -one[0][1])):
        if run[0] >= reached and run not in listed and stands_as_place(tokens, run, thing, ends):
            found[run] = thing
            reached = run[1]
    return found


def named_things(tokens: Tokens, ends: Collection[int]) -> Iterator[tuple[Run, Thing]]:
    """Every name that a generic word ends or begins; `ends` are the ends of placed mentions."""
    last, first, plain = generic("last"), generic("first"), generic("plain")
    for at, key in enumerate(tokens.keys):
        if tokens.capital[at] and key in last:
            begin = name_start(tokens, at, ends)
            if begin < at and not goes_on(tokens, at + 1):
                yield (begin, with_rest(tokens, at + 1)), last[key]
        elif key in plain and not tokens.capital[at] and at not in ends:
            yield from described(tokens, at, plain[key], ends)
        if key in first:
            yield from begun(tokens, at, first[key])


def described(tokens: Tokens, at: int, thing: Thing, ends: Collection[int]) -> Iterator[tuple[Run, Thing]]:
    """The name before a generic word in lower case: "X | village", "the X chemical | plant"."""
    settled = thing is Thing.SETTLEMENT
    back = 0 if settled or tokens.keys[at - 1] not in listed_words("qualifying") else 1
    begin = name_start(tokens, at - back, ends)
    alone = at - back - begin == 1 and tokens.opens[begin]
    if begin < at - back and at - back not in ends and not alone and not any(tokens.breaks[begin + 1 : at + 1]):
        yield (begin, at if settled else at + 1), thing


def name_start(tokens: Tokens, at: int, ends: Collection[int]) -> int:
    """Where the capitalised words before a generic word begin; behind "Springfield's", which says where it stands."""
    begin = at
    while begin > 0 and at - begin < MOST_WORDS and not tokens.breaks[begin]:
        if tokens.capital[begin - 1]:
            begin -= 1
        elif joins(tokens, begin - 1) and not (tokens.keys[begin - 1] == "'s" and begin - 1 in ends):
            begin -= 2
        else:
            break
    while begin < at and (tokens.keys[begin] in OPENERS or tokens.keys[begin] in LOCATIVE):
        begin += 1
    return begin


def joins(tokens: Tokens, at: int) -> bool:
    """Whether a token joins two capitalised words to one name: "St. Mary | 's Church"; no dash between blanks does."""
    if at < 1 or tokens.keys[at] not in JOINERS or not tokens.capital[at - 1] or tokens.breaks[at]:
        return False
    return tokens.keys[at] != "-" or tokens.words[at - 1].end == tokens.words[at].start


def goes_on(tokens: Tokens, end: int) -> bool:
    """Whether the name goes on behind its generic word, which then only describes: "Hospital | Workers Union"."""
    return end < len(tokens) and not tokens.breaks[end] and (tokens.capital[end] or joins(tokens, end))


def with_rest(tokens: Tokens, end: int) -> int:
    """The end of a name with what "of" or a number adds to it: "Community College | of Rhode Island", "Highway | 9"."""
    if end >= len(tokens) or tokens.breaks[end]:
        return end
    if tokens.keys[end].isdigit():
        return end + 1
    at = end + 1 + (tokens.keys[end + 1 : end + 2] == ["the"])
    of = tokens.keys[end] == "of" and at < len(tokens) and tokens.capital[at] and not tokens.breaks[at]
    return tokens.last[at] + 1 if of and tokens.last[at] - at < SHORT_NAME else end


def begun(tokens: Tokens, at: int, thing: Thing) -> Iterator[tuple[Run, Thing]]:
    """The name that a generic word begins: "Lake Wister", "Church of Saint Ann", "the village of | X"."""
    settled = thing is Thing.SETTLEMENT
    of = tokens.keys[at + 1 : at + 2] == ["of"]
    begin = at + 1 + of
    if tokens.capital[at] is settled or begin >= len(tokens) or not (of or thing in BARE):
        return
    if tokens.capital[begin] and not any(tokens.breaks[at + 1 : begin + 1]):
        end = tokens.last[begin] + 1
        if end - begin <= (1 if thing is Thing.WATER and not of else SHORT_NAME):
            yield (begin if settled else at, end), thing


def stands_as_place(tokens: Tokens, run: Run, thing: Thing, ends: Mapping[int, int]) -> bool:
    """Whether a name stands where a place does: behind a preposition, or as what was struck.

    A village is one by the word beside it.
    """
    if thing is Thing.SETTLEMENT:
        return True
    before = run[0] - 1
    if before in ends and tokens.keys[before] == "'s":
        before = ends[before] - 1
    if before >= 0 and not tokens.breaks[before + 1] and tokens.keys[before] in OPENERS:
        before -= 1
    said = tokens.keys[before] if before >= 0 and not tokens.breaks[before + 1] else ""
    # What comes "from" or goes "to" a building is news, money, people: it tells who, not where.
    locative = IN_PLACE if thing in (Thing.BUILDING, Thing.INSTITUTION) else LOCATIVE
    done, behind = listed_words("done_to"), tokens.keys[run[1] : run[1] + 4]
    return said in locative or said in done or (behind[:1] != [] and behind[0] in BEING and not done.isdisjoint(behind))


def thing_of(tokens: Tokens, run: Run) -> Thing | None:
    """What the generic word in a name or beside it says that it is; None where there is none."""
    first, end = run
    keys, last, begins, plain = tokens.keys, generic("last"), generic("first"), generic("plain")
    if end - first > 1 and keys[end - 1] in last:
        return last[keys[end - 1]]
    if end - first > 1 and begins.get(keys[first], Thing.SETTLEMENT) is not Thing.SETTLEMENT:
        return begins[keys[first]]
    behind = plain.get(keys[end]) if end < len(tokens) and not tokens.breaks[end] else None
    at = first - 1 - (first > 1 and keys[first - 1] == "of")
    before = begins.get(keys[at]) if at >= 0 and not tokens.breaks[first] else None
    return Thing.SETTLEMENT if Thing.SETTLEMENT in (behind, before) else None
