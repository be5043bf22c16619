"""Who says so: "according to X", "X said", quotations, also carried over to the sentences that follow."""

from __future__ import annotations

from collections.abc import Collection

from mapapp.model import TextSpan
from mapapp.reading.events.inflection import Form, verb_forms
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens

SAYING = word_list("saying")
WANTING = word_list("wanting")
"""Verbs that make their subject the source of what is wanted, not of what is told before them."""
NOT_PEOPLE = word_list("not_people")
ADVERBS = word_list("adverbs")
CLOSING = frozenset("\"”»’'")
WIDEST = 12
"""Words of a claimant's name at most."""


def _forms(lemmas: Collection[str]) -> frozenset[str]:
    keep = (Form.PAST, Form.PRESENT, Form.BASE)
    return frozenset(form for lemma in lemmas for form, tag in verb_forms(lemma).items() if tag in keep)


SAID, WANTED = _forms(SAYING), _forms(WANTING)
LINKS = word_list("links")


def claimant_of(tokens: Tokens, first: int, last: int) -> TextSpan | None:
    """The words that name who says what the words from `first` to `last` tell; None for the article's own voice."""
    return _according_to(tokens) or _speaker(tokens, first, last)


def speaker_of(tokens: Tokens) -> TextSpan | None:
    """Whoever speaks in a sentence, for quotations that go on in the next."""
    return _according_to(tokens) or _speaker(tokens, len(tokens.words), len(tokens.words), quoted=True)


def _according_to(tokens: Tokens) -> TextSpan | None:
    words = tokens.words
    for at in range(len(words) - 2):
        if words[at] == "according" and words[at + 1] == "to":
            end = at + 2
            while (
                end < len(words) and end - at < WIDEST + 2 and words[end] not in (",", ".", ";", "—", "–", ":", "who")
            ):
                end += 1
            return tokens.span_of(at + 2, end - 1) if end > at + 2 else None
    return None


def _speaker(tokens: Tokens, first: int, last: int, *, quoted: bool = False) -> TextSpan | None:
    words = tokens.words
    for at, word in enumerate(words):
        if (first < at <= last) or (tokens.quoted[at] and not quoted):
            continue
        if word in SAID or (word in WANTED and at <= first):
            name = _behind(tokens, at) if _inverted(tokens, at, last) else _subject(tokens, at)
            if name and not (name[0] <= first <= name[1]):
                return tokens.span_of(*name)
    return None


def _inverted(tokens: Tokens, at: int, last: int) -> bool:
    """Whether the speaker stands behind the verb: '..., said the minister'."""
    if at == 0 or at + 1 >= len(tokens.words):
        return False
    before, after = tokens.words[at - 1], tokens.words[at + 1]
    if before in CLOSING:
        return after != "that"
    named = tokens.capital[at + 1] or after in ("the", "a", "an")
    return before in (",", "-", "–") and at > last and named and not any(tokens.capital[at - 6 : at - 1])


def _behind(tokens: Tokens, at: int) -> tuple[int, int] | None:
    end = at + 1
    while end < len(tokens.words) and end - at <= WIDEST and _in_name(tokens, end):
        end += 1
    return (at + 1, end - 1) if end > at + 1 else None


def _subject(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The noun phrase before a verb, over an apposition between commas."""
    words = tokens.words
    end = at - 1
    while end >= 0 and (words[end] in ADVERBS or words[end].endswith("ly")):
        end -= 1
    if end > 1 and words[end] == ",":
        opening = next((spot for spot in range(end - 1, max(-1, end - 14), -1) if words[spot] == ","), -1)
        if opening > 0:
            end = opening - 1
    begin = end
    while begin >= 0 and end - begin < WIDEST and _in_name(tokens, begin):
        begin -= 1
    begin += 1
    while begin <= end and words[begin] in LINKS - {"the", "a", "an"}:
        begin += 1
    if begin > end or words[end] in NOT_PEOPLE or words[begin] in NOT_PEOPLE:
        return None
    named = (
        any(tokens.capital[spot] for spot in range(begin, end + 1)) or words[end] in _SPEAKERS or words[begin] == "the"
    )
    return (begin, end) if named else None


_SPEAKERS = word_list("speakers")
_BREAKS = word_list("breaks")


def _in_name(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word == "and":
        return at > 0 and tokens.capital[at - 1] and at + 1 < len(tokens.words) and tokens.capital[at + 1]
    return word not in _BREAKS and word not in SAID and not (word == "." and len(tokens.words[at - 1]) > 3)
