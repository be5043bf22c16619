"""One person, counted by an article or a name: "a nurse of 40 was wounded", "arrested the editor Ana Petrova"."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.model import Figure
from mapapp.reading.events.figures.befalling import BE, BEFALLEN, BEFALLS, befallen_behind
from mapapp.reading.events.figures.counted_nouns import NOUNS, PERSONS_END, STOPS
from mapapp.reading.events.figures.counts import VAGUE
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

ONE_PERSON = word_list("one_person")
ENDS = word_list("breaks") | STOPS | {"of", "in", "on", "at", "near", "told"}
EPITHETS = 7
"""Words of the phrase of one person at most."""
SINGULAR_ENDS = tuple(end.removesuffix("s") for end in PERSONS_END)
TITLE = 6
"""Words of an office before a name at most: "the region's former premier"."""
SUFFERING = (("was",), ("died",), ("has",), ("had",), ("is",))
OWNED = frozenset(("the", "its", "their", "'s", "of"))
"""These go on with an office: "the army's chief"."""
SUFFERED = frozenset(("killed", "injured", "detained"))


def single_people(tokens: Tokens) -> Iterator[tuple[int, Figure]]:
    """First word and figure of each person who is killed, hurt or detained alone."""
    for at, word in enumerate(tokens.words):
        if word in ("a", "an") and tokens.words[at + 1 : at + 2] != () and tokens.words[at + 1] not in VAGUE:
            end = _phrase(tokens, at)
            what = _suffered(tokens, at, end) if end > at else None
            if what:
                yield at, Figure(what, 1, tokens.span_of(at, end), 1, 1)
    yield from _named(tokens)


def _named(tokens: Tokens) -> Iterator[tuple[int, Figure]]:
    """Each person of two names or more who is the object or the subject of such a verb."""
    at = 0
    while at < len(tokens.words):
        end = _name(tokens, at)
        if end > at:
            what = _suffered_by_name(tokens, at, end)
            if what:
                yield at, Figure(what, 1, tokens.span_of(at, end), 1, 1)
        at = end + 1


def _name(tokens: Tokens, at: int) -> int:
    """The last word of the run of capitals that begins at a word."""
    end = at
    while end + 1 < len(tokens.words) and tokens.capital[at] and tokens.capital[end + 1]:
        end += 1
    return end


def _suffered_by_name(tokens: Tokens, at: int, end: int) -> str | None:
    words, verb = tokens.words, at - 1
    while verb > max(0, at - TITLE) and (words[verb].isalpha() or words[verb] in ("-", "'s")):
        if BEFALLS.get(words[verb]) in SUFFERED or words[verb] in ENDS - OWNED:
            break
        verb -= 1
    before = BEFALLS.get(words[verb]) if verb >= 0 else None
    if before in SUFFERED and BE.isdisjoint(words[max(0, verb - 2) : verb]) and _stands_alone(tokens, end):
        return None if words[verb].startswith("captur") else before
    told = words[end + 1 : end + 2] in SUFFERING
    behind = befallen_behind(tokens, end) if told and words[end] not in NOUNS else None
    return behind if behind in SUFFERED else None


def _stands_alone(tokens: Tokens, end: int) -> bool:
    """Not "killed United Front fighters"."""
    behind = tokens.words[end + 1] if end + 1 < len(tokens.words) else "."
    return not tokens.words[end].endswith("s") and (behind in ENDS or not behind[0].isalpha())


def _phrase(tokens: Tokens, at: int) -> int:
    """The last word of the phrase that an article opens."""
    words, end = tokens.words, at
    while end + 1 < len(words) and end - at < EPITHETS and words[end + 1] not in ENDS:
        if is_past(words[end + 1]) and end > at:
            break
        end += 1
    return end


def _suffered(tokens: Tokens, at: int, end: int) -> str | None:
    """What befell the person named by the words from `at` to `end`."""
    words = tokens.words
    if NOUNS.get(words[end], "people") not in ("people", "troops"):
        return None
    person = not ONE_PERSON.isdisjoint(words[at : end + 1]) or words[end].endswith(SINGULAR_ENDS)
    before = BEFALLS.get(words[at - 1]) if at else None
    if before in SUFFERED and person and BE.isdisjoint(words[max(0, at - 3) : at - 1]):
        return before
    behind = befallen_behind(tokens, end)
    return behind if behind in SUFFERED and (person or _has_died(tokens, end)) else None


def _has_died(tokens: Tokens, end: int) -> bool:
    """Whether "was killed" or "died" follows near: whatever that befalls is somebody."""
    behind = tokens.words[end + 1 : end + 6]
    killed = any(BEFALLEN.get((word,)) == "killed" for word in behind)
    return killed and not {"was", "died", "been"}.isdisjoint(behind)
