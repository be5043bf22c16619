"""The words around a mention: what governs it from the left, what it describes, which verb it is the subject of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.governments import Predicate, left_of, predicate, right_of
from mapapp.reading.places.noun_phrases import Described, described
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.word_classes import word_class

FUNCTION = cue("function_word")
LOOK_AHEAD = 4
EPITHETS = 4
"""Articles and adjectives before a name that are looked over."""
BESIDE = frozenset({"neighbouring", "neighboring", "nearby", "adjoining", "wartime"})


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with what its name stands for."""

    run: Run
    adjective: bool
    kind: int
    """Position in `facts.KINDS` of its likeliest place; -1 where it has none."""
    capital: bool
    """Whether that place is a capital or the name of a country."""


@dataclass(frozen=True, slots=True)
class Around:
    """A mention with the words around it, over those that are joined to it."""

    tokens: Tokens
    mention: Named
    left: int
    """The token before the mention, its partners, articles and epithets; -1 for none."""
    joined: bool
    article: bool
    epithet: bool
    """Whether a lower-case adjective stands before it: "rural | America"."""
    right: int
    """The token behind the mention and its partners."""
    ahead: tuple[str, ...]
    """The next `LOOK_AHEAD` words, "" behind the end of the sentence."""
    described: Described
    said: Predicate
    """The verb group that begins behind it."""

    def key(self, at: int) -> str:
        """The word at a token, "" outside."""
        return self.tokens.keys[at] if 0 <= at < len(self.tokens) else ""


def around(tokens: Tokens, mention: Named, begins: Mapping[int, Run], ends: Mapping[int, Run]) -> Around:
    """Look at the words around a mention once, for all groups."""
    run = mention.run
    left, joined = left_of(tokens, run, ends)
    left, article, epithet = over_epithets(tokens, left)
    partner = over_partner(tokens, left)
    if partner != left:
        left, joined = over_epithets(tokens, partner)[0], True
    right = right_of(tokens, run, begins)
    same = tokens.sentence[run[1] - 1]
    last = min(len(tokens), right + LOOK_AHEAD)
    ahead = [tokens.keys[at] for at in range(right, last) if tokens.sentence[at] == same]
    ahead += [""] * (LOOK_AHEAD - len(ahead))
    said = predicate(tokens, right) if ahead[0] else Predicate((), "", "")
    return Around(tokens, mention, left, joined, article, epithet, right, tuple(ahead), described(tokens, right), said)


def over_partner(tokens: Tokens, at: int) -> int:
    """The token before another name that "and" joins to this one: "between NATO and | Tunis"."""
    if at < 2 or tokens.keys[at] not in ("and", "or") or not tokens.capital[at - 1] or tokens.breaks[at]:
        return at
    before_name = over_epithets(tokens, tokens.first[at - 1] - 1)[0]
    governed = before_name >= 0 and tokens.keys[before_name] in FUNCTION and not tokens.breaks[before_name + 1]
    return before_name if governed else at


def over_epithets(tokens: Tokens, at: int) -> tuple[int, bool, bool]:
    """The token before articles and adjectives that end at a token, and whether there were any of each."""
    article = epithet = False
    for _ in range(EPITHETS):
        if at < 0:
            break
        word = tokens.keys[at]
        if word in ("the", "a", "an"):
            at, article = at - 1, True
        elif epithet and word == "and" and at and is_epithet(tokens, at - 1):
            at -= 1
        elif not tokens.capital[at] and word not in FUNCTION and is_epithet(tokens, at):
            # "War-torn" is one epithet.
            at, epithet = at - (3 if at > 1 and tokens.keys[at - 1] == "-" else 1), True
        else:
            break
    return at, article, epithet


def is_epithet(tokens: Tokens, at: int) -> bool:
    """Whether a word before a name is an adjective: "rural", "neighbouring", "war-torn"."""
    word = tokens.keys[at]
    compound = at > 1 and tokens.keys[at - 1] == "-"
    return compound or word in BESIDE or word_class(word).adjective > 0.5
