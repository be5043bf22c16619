"""Noun or verb, name or word, by the neighbours: enough for forms such as "attacks", "strike" and "visit"."""

from __future__ import annotations

from collections.abc import Collection

from mapapp.reading.events.words.inflection import NOUN_FORMS, Form, is_past
from mapapp.reading.events.words.lexicon import ordered, word_list
from mapapp.reading.events.words.tokens import Tokens
from mapapp.reading.places.word_classes import word_class

BEING = word_list("be")
ARTICLES = word_list("articles")
FOLLOWING = word_list("following")
NOUNS_TOO = frozenset(("meeting", "gathering", "briefing"))
OCCUPYING = word_list("occupying")
BEFORE_NOUNS = frozenset(("in", "on", "of", "from", "near", "across", "-"))
DETERMINERS = word_list("determiners")
PREPOSITIONS = word_list("prepositions")
VERBAL_BEFORE = word_list("verbal_before")
GOVERNING = word_list("before_verbs")
"""Before a verb whose object a plural is: "to strike targets"."""
OBJECTS = word_list("objects")
NOMINAL_AFTER = word_list("nominal_after")
NATIONAL = ordered("national_endings")
"""Endings of adjectives of nations: "Russian", "Swedish", "Chinese"."""
ADJECTIVAL = 0.35
"""Share of uses as an adjective from which a plain form is a verb only where one may stand: "close", "free"."""
TITLE_LIKE = 0.6
"""Share of words with a capital letter from which capitals say nothing: headings in title case."""


def reads_as(tokens: Tokens, at: int, form: Form, *, verbal: Collection[str], nominal: Collection[str]) -> bool:
    """Whether a word is here in the form that a row wants; `verbal`, `nominal`: written forms that can be either."""
    word = tokens.words[at]
    before = tokens.words[at - 1] if at else ""
    if form is Form.PAST:
        return not is_adjective(tokens, at)
    if form is Form.ING:
        return not (word in OCCUPYING and _is_before_noun(tokens, at)) and not (
            before in ARTICLES and word in NOUNS_TOO
        )
    if form in (Form.BASE, Form.PRESENT):
        if form is Form.BASE and word_class(word).adjective > ADJECTIVAL:
            return before in GOVERNING or before in VERBAL_BEFORE or (before.endswith("s") and before not in BEING)
        return word not in nominal or not reads_as_noun(tokens, at, plural=form is Form.PRESENT)
    if form is Form.SINGULAR and word.endswith("ing") and before in BEING:
        return False
    if form in NOUN_FORMS and word in verbal:
        return reads_as_noun(tokens, at, plural=form is Form.PLURAL)
    return True


def reads_as_noun(tokens: Tokens, at: int, *, plural: bool) -> bool:
    """Whether a word that can be noun or verb is a noun here; `plural` says that it ends in s."""
    words = tokens.words
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else "."
    if before == "to":
        return plural
    if plural and at > 1 and words[at - 2] in GOVERNING:
        return True
    if before in VERBAL_BEFORE:
        return False
    if before in DETERMINERS or before in PREPOSITIONS or before[:1].isdigit():
        return True
    if after in OBJECTS and after != "that":
        return False
    if at and tokens.capital[at - 1] and plural:
        if before.endswith(NATIONAL):
            return True
        return after in NOMINAL_AFTER and after not in PREPOSITIONS and not tokens.capital[min(at + 1, len(words) - 1)]
    if not plural and before.endswith("s") and len(before) > 3 and after not in ("on", "of", ",", ".", "against"):
        return False
    if before in ("and", "or") and at > 1:
        return words[at - 2].endswith("s") or after in NOMINAL_AFTER
    if len(after) > 3 and is_past(after) and not (at and tokens.capital[at - 1]):
        return True
    return after in NOMINAL_AFTER or not at or before[-2:] in ("al", "ic", "an", "ed", "le", "ng", "ry", "us", "ve")


def is_adjective(tokens: Tokens, at: int) -> bool:
    """ "The besieged city", "in illegally occupied Crimea": a participle before its noun tells no event of its own."""
    words = tokens.words
    before = at - 2 if at > 1 and words[at - 1].endswith(("ly", "temporary")) else at - 1
    if before < 0 or at + 1 >= len(words):
        return False
    if not (words[before] in ARTICLES or words[before] in BEFORE_NOUNS or words[before][0].isdigit()):
        return False
    return words[at + 1][0].isalpha() and words[at + 1] not in FOLLOWING


def _is_before_noun(tokens: Tokens, at: int) -> bool:
    """ "Russian occupying authorities"."""
    after = tokens.words[at + 1] if at + 1 < len(tokens.words) else "."
    known = at > 0 and (tokens.capital[at - 1] or tokens.words[at - 1] in ARTICLES)
    return known and after[0].isalpha() and after not in FOLLOWING and after not in ARTICLES


def is_name_part(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words with a capital letter belong to a longer name: "Office of Foreign Assets Control"."""
    if first == 0 or not all(tokens.capital[first : last + 1]):
        return False
    letters = [capital for word, capital in zip(tokens.words, tokens.capital, strict=True) if word[0].isalpha()]
    if sum(letters) > TITLE_LIKE * len(letters):
        return False
    before = tokens.capital[first - 1] and not tokens.words[first - 1].endswith(NATIONAL) and first > 1
    return before or (last + 1 < len(tokens.words) and tokens.capital[last + 1])
