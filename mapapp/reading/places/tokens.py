"""The words of an article's body with what is known of each before any place is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gazetteer.names import Word, words
from mapapp.model import Article, TextSpan
from mapapp.reading.places.cues import cue

PLURAL_UNIT = cue("plural_unit")
ENDS = frozenset('.!?"“”:;•*|')
LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")
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
    """Whether a paragraph or a part of the body begins here: no name reaches over it."""
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


def tokens(article: Article, sentences: Sequence[TextSpan], usually_name: Callable[[str], bool]) -> Tokens:
    """Split the body; `usually_name` tells whether a folded word is mostly written with a capital."""
    found = [word for body in article.body for word in body_words(article.text, body)]
    keys = [word.key or "-" for word in found]
    sentence = sentence_of(found, sentences)
    breaks = [index == 0 or new_paragraph(article, found, sentence, index) for index in range(len(found))]
    shouted = shouted_tokens(found, sentence)
    capital = [word.text[0].isupper() for word in found]
    if not any(capital):
        capital = [len(word.key) > 2 and usually_name(word.key) for word in found]
    for index, loud in enumerate(shouted):
        if loud:
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


def sentence_of(found: Sequence[Word], sentences: Sequence[TextSpan]) -> list[int]:
    """For each word the index of the sentence that holds it, -1 where none does."""
    result, at = [], 0
    for word in found:
        while at < len(sentences) and sentences[at].end <= word.start:
            at += 1
        result.append(at if at < len(sentences) and sentences[at].start <= word.start else -1)
    return result


def new_paragraph(article: Article, found: Sequence[Word], sentence: Sequence[int], index: int) -> bool:
    """Whether a word begins a paragraph, a list item or a part of the body."""
    if sentence[index] == sentence[index - 1] and sentence[index] >= 0:
        return False
    before, after = found[index - 1].end, found[index].start
    if after - before > 1 and any(before < body.start <= after for body in article.body):
        return True
    return LINE_BREAK.search(article.text, before, after) is not None


def shouted_tokens(found: Sequence[Word], sentence: Sequence[int]) -> list[bool]:
    """Tokens of sentences of four words or more without a lower-case letter."""
    letters: dict[int, int] = {}
    low: set[int] = set()
    for word, where in zip(found, sentence, strict=True):
        if word.text[0].isalpha():
            letters[where] = letters.get(where, 0) + 1
            if not word.text.isupper():
                low.add(where)
    return [where not in low and letters.get(where, 0) >= FEWEST_WORDS_OF_A_HEADLINE for where in sentence]


def runs(capital: Sequence[bool], breaks: Sequence[bool]) -> tuple[list[int], list[int]]:
    """First and last token of each run of capitalised tokens; a token outside runs stands for itself."""
    first = list(range(len(capital)))
    last = list(range(len(capital)))
    for i in range(1, len(capital)):
        if capital[i] and capital[i - 1] and not breaks[i]:
            first[i] = first[i - 1]
    for i in range(len(capital) - 2, -1, -1):
        if capital[i] and capital[i + 1] and not breaks[i + 1]:
            last[i] = last[i + 1]
    return first, last
