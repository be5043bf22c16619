"""Evidence from terms of office: "Prime Minister X" is written in X's term, "former" after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from mapapp.model import Article, TextSpan
from mapapp.reading.times.evidence import PAGE_MARKS, Piece, flat, learned, mark_at
from mapapp.reading.times.facts import TITLE_END, Term, terms, titles
from mapapp.reading.times.learned import Cells, lasting, of_nearest, since

Held = tuple[TextSpan, tuple[Term, ...], bool]
"""Name with its title, the terms that it may mean, and whether they are said to be over."""
_WORD = re.compile(r"\b(?:[ae]l-)?[A-Z][^\W\d_]*+(?:[-'’][^\W\d_]++)*+")
_NO_MORE = re.compile(r"\b(?:former|ex|then|late|ousted|deposed|ex-|predecessor|onetime|one-time)\b", re.IGNORECASE)
_OTHER_OFFICE = re.compile(r"(?:vice|deputy|vice-|deputy-|assistant|shadow|acting|candidate for)\s*$", re.IGNORECASE)


def offices(article: Article) -> Iterator[Piece]:
    """ "Prime Minister X": the report is of X's term; "former": of the time after it."""
    for span, held, gone in _office_mentions(article):
        what = "no longer in office; was so" if gone else "in office"
        says = f'"{flat(span.of(article.text))}" ({what} {_in_words(held)})'
        if (cells := _after_terms(held) if gone else _in_terms(held)) is not None:
            yield learned(span, says, cells)


def holders(article: Article) -> Iterator[Piece]:
    """Full names of those who held an office: they are in the news about their terms, whatever a text calls them."""
    named: dict[str, tuple[TextSpan, list[Term]]] = {}
    for word in _surnames(article.text):
        for term in terms()[word[0]]:
            if " " in term.name and article.text.endswith(term.name, 0, word.end()):
                span = TextSpan(word.end() - len(term.name), word.end())
                named.setdefault(term.name, (span, []))[1].append(term)
    for name, (span, held) in named.items():
        first = min(term.first_day for term in held)
        last = max(term.last_day or date.max for term in held)
        in_office = (first, None if last == date.max else last)
        says = f'"{name}" (in office at some time {_in_words(list(dict.fromkeys(held)))})'
        yield learned(span, says, lasting("office holder", "office holder, over", in_office))


def _in_words(same: Sequence[Term]) -> str:
    """ "from 2017-01-20 to 2021-01-20 and since 2025-01-20"."""
    return " and ".join(
        f"from {term.first_day} to {term.last_day}" if term.last_day else f"since {term.first_day}" for term in same
    )


@lru_cache(maxsize=64)
def _in_terms(same: tuple[Term, ...]) -> Cells:
    spans = [(term.first_day, term.last_day) for term in same]
    return of_nearest(spans, [lasting("office", "office, over", span) for span in spans])


def _after_terms(same: Sequence[Term]) -> Cells | None:
    ends = [term.last_day for term in same if term.last_day]
    return since("former office", min(ends)) if ends else None


@lru_cache(maxsize=2)
def _surnames(text: str) -> tuple[re.Match[str], ...]:
    """Where surnames of office holders stand, kept for the second look at the same text."""
    known = terms()
    return tuple(word for word in _WORD.finditer(text) if word[0] in known)


def _office_mentions(article: Article) -> Iterator[Held]:
    """Each name with its title, once."""
    seen: set[tuple[tuple[Term, ...], bool]] = set()
    for word in _surnames(article.text):
        held = _held(article.text, word)
        if held is None or mark_at(article, held[0]) in PAGE_MARKS:
            continue
        if held[1:] not in seen:
            seen.add(held[1:])
            yield held


def _held(text: str, word: re.Match[str]) -> Held | None:
    """The office that the text gives to this surname, from the words before or after it."""
    bearers = terms()[word[0]]
    named = [term for term in bearers if text.endswith(term.name, 0, word.end())]
    start = word.end() - len(named[0].name) if named else word.start()
    before = text[max(0, start - 60) : start]
    if title := _title_before(before):
        same = tuple(term for term in named or bearers if title in term.titles)
        at = before.lower().rfind(title)
        gone = bool(_NO_MORE.search(before[max(0, at - 25) : at]))
        return (TextSpan(start - (len(before) - at), word.end()), same, gone) if same else None
    after = text[word.end() : word.end() + 60]
    same = tuple(term for term in named if _title_after(after, term))
    return (TextSpan(start, word.end()), same, bool(_NO_MORE.search(after[:25]))) if same else None


def _title_before(before: str) -> str:
    """The title that ends right before a name; "" where there is none or it is another office ("deputy")."""
    lower = before.lower().rstrip()
    for title in titles().get(lower[-TITLE_END:], ()):
        if lower.endswith(title):
            return "" if _OTHER_OFFICE.search(lower[: -len(title)]) else title
    return ""


def _title_after(after: str, term: Term) -> bool:
    """ ", the White House press secretary": an apposition."""
    apposition = after.lower().split(".")[0]
    return apposition.startswith(", ") and any(title in apposition[:50] for title in term.titles)
