"""Sentences as words: what triggers, status cues, claimants and figures are looked for in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.model import TextSpan

TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+|[’'](?:s|re|ll|ve|d|m|t)\b|[^\w\s]")
QUOTE_MARKS = {'"': 0, "“": 1, "”": -1, "„": 1, "«": 1, "»": -1}
LONGEST_QUOTE = 4000
"""Characters after which a quotation that never closes is no longer believed."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence, cut into words and marks."""

    span: TextSpan
    """The sentence in the article's text."""
    index: int
    """Number of the sentence in the article, from 0."""
    paragraph: int
    """Number of its paragraph, from 0."""
    words: tuple[str, ...]
    """Lower case, curly apostrophes straightened; "'s" and "'t" are words of their own."""
    starts: tuple[int, ...]
    """First character of each word, in the article's text."""
    ends: tuple[int, ...]
    """One past the last character of each word."""
    capital: tuple[bool, ...]
    """Whether the word begins with a capital letter."""
    quoted: tuple[bool, ...]
    """Whether the word stands inside quotation marks."""

    def span_of(self, first: int, last: int) -> TextSpan:
        """Characters of the words from `first` to `last`, both included."""
        return TextSpan(self.starts[first], self.ends[last])

    def at(self, offset: int) -> int:
        """Number of the first word that begins at or after a character."""
        return bisect_left(self.starts, offset)


def tokenise(text: str, sentences: Sequence[TextSpan]) -> tuple[Tokens, ...]:
    """The sentences of an article as words, with quotations carried over sentences of one paragraph."""
    made: list[Tokens] = []
    paragraph, opened_at = 0, -1
    for index, span in enumerate(sentences):
        if index and "\n" in text[sentences[index - 1].end : span.start]:
            paragraph, opened_at = paragraph + 1, -1
        one, opened_at = _sentence(text, span, index, paragraph, opened_at)
        made.append(one)
    return tuple(made)


def _sentence(text: str, span: TextSpan, index: int, paragraph: int, opened_at: int) -> tuple[Tokens, int]:
    words, starts, ends, capital, quoted = [], [], [], [], []
    for found in TOKEN.finditer(text, span.start, span.end):
        word = found.group()
        if word in QUOTE_MARKS:
            opened_at = _opened(word, found.start(), opened_at)
        words.append(word.lower().replace("’", "'"))
        starts.append(found.start())
        ends.append(found.end())
        capital.append(word[0].isupper())
        quoted.append(opened_at >= 0 and found.start() - opened_at < LONGEST_QUOTE)
    return Tokens(span, index, paragraph, *map(tuple, (words, starts, ends, capital, quoted))), opened_at  # type: ignore[arg-type]


def _opened(mark: str, at: int, opened_at: int) -> int:
    turn = QUOTE_MARKS[mark]
    if turn == 0:
        turn = -1 if opened_at >= 0 else 1
    return at if turn > 0 else -1
