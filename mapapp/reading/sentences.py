"""Sentences of an article: where each begins and ends, inside the body, never across paragraphs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mapapp.model import Article, TextSpan

# Without a look-ahead: a failed one would make a run of a million points cost its square.
TERMINATOR = re.compile(r"[.!?…。！？]++[\"'”’»)\]]*+")
LINE = re.compile(r"[^\n\r\u2028\u2029\v\f]++")
WORD_CHARACTERS = re.compile(r"\w")
OPENING = "\"'“‘«([—–-•*"
HYPHENS = "-\u2010\u2011"
WIDEST_WRAPPED_LINE = 120
LONGEST_ABBREVIATION = 12
LONGEST_SENTENCE = 4_000
"""Characters after which a text without full stops (a list, a table, a dump) is cut: nobody reads it in one breath."""
CUTS = (";", ",", " ", "")
"""Where it is cut: behind the last of the first of these that stands in the second half of so many characters."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The table `abbreviations.toml`, in lower case, without the closing points."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    either: frozenset[str]
    states: frozenset[str]
    openers: frozenset[str]


@cache
def abbreviations() -> Abbreviations:
    """The table beside this module."""
    table = tomllib.loads(resources.files(__package__).joinpath("abbreviations.toml").read_text("utf-8"))
    return Abbreviations(**{name: frozenset(words) for name, words in table.items()})


def sentences(article: Article) -> tuple[TextSpan, ...]:
    """Spans of the sentences, in order, disjoint, without outer white space.

    Each lies in one span of `article.body` and in one paragraph. Lines are paragraphs unless the text is
    wrapped at a width. The time is linear in the length of the text, whatever the text is.
    """
    text = article.text
    return tuple(
        sentence
        for body in article.body
        for paragraph in paragraphs(text, body)
        for sentence in sentences_of(text, paragraph)
    )


def paragraphs(text: str, within: TextSpan) -> Iterator[TextSpan]:
    """The paragraphs of a part of the text: its lines, lines of wrapped text joined."""
    first: int | None = None
    previous: TextSpan | None = None
    for match in LINE.finditer(text, within.start, within.end):
        line = trimmed(text, match.start(), match.end())
        if line is None:
            continue
        if first is None or previous is None:
            first = line.start
        elif not continues(text, previous, line):
            yield TextSpan(first, previous.end)
            first = line.start
        previous = line
    if first is not None and previous is not None:
        yield TextSpan(first, previous.end)


def trimmed(text: str, start: int, end: int) -> TextSpan | None:
    """The span without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return TextSpan(start, end) if start < end else None


def continues(text: str, line: TextSpan, following: TextSpan) -> bool:
    """Whether the following line goes on with the sentence of a line that was cut at a width."""
    if following.start - line.end > 8 or text.count("\n", line.end, following.start) > 1:
        return False
    last, first = text[line.end - 1], text[following.start]
    if last in ".!?:…" or not 40 <= line.end - line.start <= WIDEST_WRAPPED_LINE:
        return False
    if first.islower():
        return True
    # A wrapped line is nearly full; a list of names or a headline is short.
    goes_on = last.isalnum() or (last in HYPHENS and text[line.end - 2].isalnum())
    return line.end - line.start >= 60 and following.end - following.start <= WIDEST_WRAPPED_LINE and goes_on


def sentences_of(text: str, paragraph: TextSpan) -> Iterator[TextSpan]:
    """The sentences of one paragraph."""
    start = paragraph.start
    for match in TERMINATOR.finditer(text, paragraph.start, paragraph.end):
        if match.end() == paragraph.end or ends_sentence(text, match, paragraph.end):
            sentence = trimmed(text, start, match.end())
            if sentence is not None and WORD_CHARACTERS.search(text, sentence.start, sentence.end):
                yield from cut(text, sentence)
                start = match.end()
    rest = trimmed(text, start, paragraph.end)
    if rest is not None and WORD_CHARACTERS.search(text, rest.start, rest.end):
        yield from cut(text, rest)


def cut(text: str, sentence: TextSpan) -> Iterator[TextSpan]:
    """The sentence, in pieces where it is longer than any sentence."""
    start = sentence.start
    while sentence.end - start > LONGEST_SENTENCE:
        middle, limit = start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE
        end = next(at + len(mark) for mark in CUTS if (at := text.rfind(mark, middle, limit)) >= 0)
        piece = trimmed(text, start, end)
        if piece is not None:
            yield piece
        start = end
    rest = trimmed(text, start, sentence.end)
    if rest is not None:
        yield rest


def ends_sentence(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether the terminator closes a sentence, by the words at both sides."""
    after = mark.end()
    if mark.group()[0] in "。！？":
        return True
    word = following_word(text, after, end)
    if not text[after].isspace():
        return word is not None and glued_sentences(text, mark, word)
    if word is None or word[0].islower():
        return False
    if mark.group() != ".":
        return True
    return not belongs_to_word(preceding_word(text, mark.start()), word)


def following_word(text: str, at: int, end: int) -> str | None:
    """The next word, up to 12 characters, behind white space, quotes and brackets; None where there is none."""
    stop = min(end, at + 40)
    while at < stop and (text[at].isspace() or text[at] in OPENING):
        at += 1
    first = at
    while at < min(stop, first + LONGEST_ABBREVIATION) and text[at].isalnum():
        at += 1
    return text[first:at] or None


def preceding_word(text: str, at: int) -> str:
    """The word that a point stands behind, inner points kept."""
    first = at
    while first > max(0, at - LONGEST_ABBREVIATION) and (text[first - 1].isalpha() or text[first - 1] == "."):
        first -= 1
    return text[first:at].lstrip(".")


def belongs_to_word(written: str, following: str) -> bool:
    """Whether the point between the two belongs to the word before it."""
    table = abbreviations()
    word = written.lower()
    opens = following.lower() in table.openers
    if word in table.before_name:
        return True
    if word in table.before_number:
        return following[0].isdigit()
    initial = len(word) == 1 and word.isalpha() and word != "i"
    state = word in table.states and written[0].isupper()
    return (initial or state or word in table.either or "." in word) and not opens


def glued_sentences(text: str, mark: re.Match[str], word: str) -> bool:
    """Whether two sentences stand without a space between them: "of the war.The talks"."""
    following = text[mark.end()]
    if not word[0].isupper() or not (following.isupper() or following in "“‘«"):
        return False
    if mark.group()[-1] in '"”’»':
        return True
    before = preceding_word(text, mark.start())
    opens = not following.isupper() or word.lower() in abbreviations().openers
    return len(before) > 2 and "." not in before and opens
