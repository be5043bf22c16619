"""The noun behind a number: "40 armoured vehicles", "two Turkana herders", "dozens of the soldiers"."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.reading.events.figures.figure_words import by_word, listed
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import PREPOSITIONS
from mapapp.reading.events.words.tokens import Tokens

NOUNS = by_word("nouns")
NO_PEOPLE = listed("skipped", "no_people")
PERSONS_END, DEMONYMS_END = tuple(listed("skipped", "persons_end")), tuple(listed("grammar", "demonyms_end"))
REACH = 7
"""Words of a noun phrase behind its number at most."""
OWNERS = listed("grammar", "owners")
STOPS = (PREPOSITIONS - {"of"}) | listed("grammar", "stops")
PARTICIPLES = listed("grammar", "participles")
"""Before their noun these say what befell it: "12 wounded soldiers"."""
BEFORE_NOUN = word_list("befallen")
"""Those of them that are nouns themselves."""


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """What stands behind a number."""

    what: str | None
    """What it counts; None where no noun of the table stands there."""
    end: int
    """The last word of the phrase; that of the number where there is none."""
    harm: str | None = None
    """What befell it by a word within the phrase."""


def counted_noun(tokens: Tokens, last: int) -> CountedNoun:
    """The noun phrase behind a number that ends with word `last`."""
    words, first = tokens.words, last + 1
    if words[first : first + 1] == ("of",):
        first += 2 if words[first + 1 : first + 2] and words[first + 1] in OWNERS else 1
    what, harm, end = None, None, last
    for at in range(first, min(len(words), first + REACH)):
        word = words[at]
        if word in STOPS or (word == "of" and what) or (is_past(word) and not _is_epithet(tokens, at)):
            break
        if word in PARTICIPLES:
            harm = harm or _harm(word)
        found = _what(tokens, at)
        if found and not (what and found == "people" and what != "people"):
            what, end = found, at
        elif what and _what_follows(tokens, at) is None:
            break
    return CountedNoun(what, end, harm)


def _harm(word: str) -> str:
    return NOUNS.get(word) or ("killed" if word == "killed" else "detained")


def _what_follows(tokens: Tokens, at: int) -> str | None:
    """ "400 police officers": a noun of the table may still follow a word that counts nothing."""
    return _what(tokens, at + 1) if at + 1 < len(tokens.words) else None


def _is_epithet(tokens: Tokens, at: int) -> bool:
    """ "35 charred bodies", "3 armed men": a participle with its noun right behind it."""
    words = tokens.words
    if words[at] in BEFORE_NOUN and at and words[at - 1][0].isdigit():
        return True
    near = (spot for spot in range(at + 1, min(len(words), at + 3)) if words[spot] not in STOPS)
    return any(_what(tokens, spot) is not None for spot in near)


def _what(tokens: Tokens, at: int) -> str | None:
    """What a word counts: by the table, as a name of people, or as persons by its ending."""
    word = tokens.words[at]
    if word in NOUNS:
        return NOUNS[word]
    if at and tokens.capital[at] and len(word) > 3 and word.endswith(DEMONYMS_END):
        return "people"
    return "people" if len(word) > 4 and word.endswith(PERSONS_END) and word not in NO_PEOPLE else None
