"""The words of an article's body with what is known of each before any place is looked up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gazetteer.names import Word, words
from mapapp.model import Article, TextSpan
from mapapp.reading.places.cues import cue
from mapapp.reading.places.hyphenation import rejoined

PLURAL_UNIT = cue("plural_unit")
ENDS = frozenset('.!?"“”:;•*|')
LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")
CELL_BREAK = re.compile(r"\t")
FEWEST_WORDS_OF_A_HEADLINE = 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks of the body, in order; all sequences have one entry a token."""

    words: list[Word]
    keys: list[str]
    """Folded words; "-" for hyphens inside words."""
    sentence: list[int]
    """Index of the sentence; -1 outside all."""
    breaks: list[bool]
    """Whether a paragraph, a cell of a table or a part of the body begins here: no name reaches over it."""
    capital: list[bool]
    """Written as a name; in a line all in capitals, or a text without any, where the word is usually one."""
    shouted: list[bool]
    """In a sentence that is all in capitals."""
    opens: list[bool]
    """First of a sentence or of a quotation."""
    first: list[int]
    last: list[int]
    """The first and last token of the run of capitalised words around it."""

    def __len__(self) -> int:
        return len(self.words)

    def span(self, run: tuple[int, int]) -> TextSpan:
        """The text of tokens [i, j)."""
        return TextSpan(self.words[run[0]].start, self.words[run[1] - 1].end)


def tokens(
    article: Article,
    sentences: Sequence[TextSpan],
    usually_name: Callable[[str], bool],
    is_name: Callable[[str], bool] = lambda folded: False,
) -> Tokens:
    """Split the body.

    `usually_name` tells whether a folded word is mostly written with a capital, `is_name` whether a place bears it.
    """
    found = [word for body in article.body for word in body_words(article.text, body)]
    found = rejoined(article.text, found, sentences, is_name)
    keys = [word.key or "-" for word in found]
    starts = [word.start for word in found]
    sentence = sentence_of(starts, sentences)
    breaks = paragraph_starts(article, starts, sentence)
    shouted = shouted_tokens(article, found, starts, sentences)
    capital = [word.text[0].isupper() for word in found]
    if not any(capital):
        capital = [len(word.key) > 2 and usually_name(word.key) for word in found]
    for index in (at for at, loud in enumerate(shouted) if loud):
        capital[index] = capital[index] and usually_name(keys[index])
    for index in range(3, len(found)):
        if capital[index] and keys[index] in PLURAL_UNIT and ends_list(keys, capital, breaks, index):
            capital[index] = False
    opens = [breaks[i] or keys[i - 1] in ENDS or sentence[i] != sentence[i - 1] for i in range(len(found))]
    first, last = runs(capital, breaks)
    return Tokens(found, keys, sentence, breaks, capital, shouted, opens, first, last)


def ends_list(keys: Sequence[str], capital: Sequence[bool], breaks: Sequence[bool], at: int) -> bool:
    """Whether a capitalised plural unit closes a list of names: "Voronezh and Rostov | Regions"."""
    first = at
    while first > 0 and capital[first - 1] and not breaks[first]:
        first -= 1
    return 1 < first < at and keys[first - 1] in ("and", "or", "&") and capital[first - 2]


def body_words(text: str, body: TextSpan) -> list[Word]:
    """The words of a span of the body, with offsets into the whole text."""
    if body.start == 0:
        return words(text[: body.end])
    return [Word(w.start + body.start, w.end + body.start, w.text, w.key) for w in words(body.of(text))]


def sentence_of(starts: Sequence[int], sentences: Sequence[TextSpan]) -> list[int]:
    """For each word the index of the sentence that holds it, -1 where none does."""
    result = [-1] * len(starts)
    for index, sentence in enumerate(sentences):
        first, end = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        result[first:end] = [index] * (end - first)
    return result


def paragraph_starts(article: Article, starts: Sequence[int], sentence: Sequence[int]) -> list[bool]:
    """Whether a paragraph, a list item, a cell or a part of the body begins at each word.

    None but a cell begins within a sentence.
    """
    result = [False] * len(starts)
    lines = (match.end() for match in LINE_BREAK.finditer(article.text))
    for position in (*(body.start for body in article.body), *lines):
        at = bisect_left(starts, position)
        if 0 < at < len(starts) and (sentence[at] != sentence[at - 1] or sentence[at] < 0):
            result[at] = True
    for cell in CELL_BREAK.finditer(article.text):
        at = bisect_left(starts, cell.end())
        if at < len(starts):
            result[at] = True
    if result:
        result[0] = True
    return result


def shouted_tokens(
    article: Article, found: Sequence[Word], starts: Sequence[int], sentences: Sequence[TextSpan]
) -> list[bool]:
    """Tokens of sentences of four words or more without a lower-case letter."""
    result = [False] * len(found)
    for sentence in sentences:
        if sentence.of(article.text).isupper():
            first, end = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            if sum(word.text[0].isalpha() for word in found[first:end]) >= FEWEST_WORDS_OF_A_HEADLINE:
                result[first:end] = [True] * (end - first)
    return result


def runs(capital: Sequence[bool], breaks: Sequence[bool]) -> tuple[list[int], list[int]]:
    """First and last token of each run of capitalised tokens; a token outside runs stands for itself."""
    first, last = list(range(len(capital))), list(range(len(capital)))
    capitals = [at for at, is_capital in enumerate(capital) if is_capital]
    for i in capitals:
        if i and capital[i - 1] and not breaks[i]:
            first[i] = first[i - 1]
    for i in reversed(capitals):
        if i + 1 < len(capital) and capital[i + 1] and not breaks[i + 1]:
            last[i] = last[i + 1]
    return first, last
