"""Sentences as words: what triggers, status cues, claimants and figures are looked for in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from mapapp.model import TextSpan
from mapapp.reading.events.words.lexicon import word_list

TOKEN = re.compile(r"((?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+|[’'](?:s|re|ll|ve|d|m|t)\b|[^\w\s])")
QUOTE_MARKS = {'"': 0, "“": 1, "”": -1, "„": 1, "«": 1, "»": -1}
QUOTES = frozenset(QUOTE_MARKS)
COMMON = word_list("common")
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
    content: frozenset[str]
    """The words that carry meaning, each once."""

    @property
    def names(self) -> frozenset[str]:
        """The words with a capital letter, but for the first, which has one anyway."""
        found = zip(self.words[1:], self.capital[1:], strict=True)
        return frozenset(word for word, capital in found if capital) & self.content

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
    # Gaps and words by turns; their lengths give the offsets without a match object for each word.
    parts = TOKEN.split(span.of(text))
    edges = tuple(accumulate(map(len, parts), initial=span.start))
    written, starts, ends = parts[1::2], edges[1:-1:2], edges[2::2]
    words = tuple([word.lower().replace("’", "'") for word in written])
    quoted: list[bool] = [False] * len(words)
    if opened_at >= 0 or not QUOTES.isdisjoint(written):
        for at, (word, start) in enumerate(zip(written, starts, strict=True)):
            if word in QUOTE_MARKS:
                opened_at = _opened(word, start, opened_at)
            quoted[at] = opened_at >= 0 and start - opened_at < LONGEST_QUOTE
    capital = tuple([word[0].isupper() for word in written])
    content = frozenset([word for word in words if word[0].isalnum()]) - COMMON
    return Tokens(span, index, paragraph, words, starts, ends, capital, tuple(quoted), content), opened_at


def _opened(mark: str, at: int, opened_at: int) -> int:
    turn = QUOTE_MARKS[mark]
    if turn == 0:
        turn = -1 if opened_at >= 0 else 1
    return at if turn > 0 else -1
