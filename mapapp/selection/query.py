"""Words to look for: several words are all wanted, "quoted ones" as they stand, -this not.

Case, accents and apostrophes make no difference; an unquoted word is found by its beginning. Any text is a query:
what has no letter or digit asks for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+))')
TOKEN = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("(?<=\\w)['ʼ’‘`´ʹ](?=\\w)")
QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"'))
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})
"""Letters that Unicode does not take apart, as people type them who have not the key."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must, or must not, follow each other in the text."""

    tokens: tuple[str, ...]
    """Folded, at least one."""
    is_prefix: bool
    """The last token may go on."""
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all terms that are not excluded, none of those that are."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


NO_QUERY = Query()


def fold(text: str) -> str:
    """The words of a text without case, accents and signs, a blank between them."""
    if text.isascii():
        plain = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().translate(PLAIN)
    return " ".join(TOKEN.findall(APOSTROPHES.sub("", plain)))


def pieces(words: str) -> list[str]:
    """The terms of a query as they were written, each a query by itself: 'missile "in Kyiv" -drone' has three."""
    found = (match[0] for match in TERM.finditer(words.translate(QUOTES)))
    return [f'{piece}"' if piece.count('"') % 2 else piece for piece in found]


def parse(words: str) -> Query:
    """The query that a person typed; never fails."""
    found = (_term(match) for match in TERM.finditer(words.translate(QUOTES)))
    return Query(tuple(dict.fromkeys(term for term in found if term.tokens)))


def _term(match: re.Match[str]) -> Term:
    quoted = match["quoted"]
    tokens = fold(match["word"] if quoted is None else quoted).split()
    return Term(tuple(tokens), quoted is None, match["minus"] is not None)


def matches(query: Query, texts: Iterable[str]) -> bool:
    """Whether texts, folded already, that belong to one event have what is looked for."""
    spaced = [f" {text} " for text in texts]
    return all(any(_stands(term, text) for text in spaced) != term.is_excluded for term in query.terms)


def _stands(term: Term, text: str) -> bool:
    phrase = " " + " ".join(term.tokens)
    return (phrase if term.is_prefix else phrase + " ") in text
