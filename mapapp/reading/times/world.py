"""Evidence from facts of the world: who holds an office, what is told of, how long a war has gone on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

import numpy as np

from mapapp.model import Article, TextSpan, TimeSpan
from mapapp.reading.times.almanac import months_on
from mapapp.reading.times.attaching import written
from mapapp.reading.times.evidence import PAGE_MARKS, Piece, Strength, mark_at
from mapapp.reading.times.facts import Term, War, happenings, terms, titles, wars
from mapapp.reading.times.lexicon import ENTRIES, ORDINALS
from mapapp.reading.times.likelihood import INDEX, SIZE, Scores, around, index_of, peak, within

NOT_YET = -7.0
"""Score of days before a term or a happening has begun."""
NO_LONGER = -4.0
"""Score of days after a term."""
OVER = -5.0
"""Score of days after a thing that cannot be told of any more as news."""
FADED = -1.5
"""Score of days after reports have stopped telling of a happening."""
FADING_DAYS = 900.0
"""Days in which reports of a happening become e times rarer."""
MANY = 10
"""Days of a war from which on a count is rather the report's own day than a memory of the beginning."""
MOST_PLACES = 40
"""Occurrences of a form of words that are looked at."""
ENOUGH = 6
"""Pieces of a kind that count in full; more share their weight."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NO_MORE = re.compile(r"\b(?:former|ex|then|late|ousted|deposed|ex-|predecessor|onetime|one-time)\b", re.IGNORECASE)
_OTHER_OFFICE = re.compile(r"(?:vice|deputy|vice-|deputy-|assistant|shadow|acting|candidate for)\s*$", re.IGNORECASE)
_COUNT = r"(\d{1,4}|[a-z]+(?:-[a-z]+)?)"
_WAR_WORDS = r"(?:war|invasion|offensive|operation|conflict|fighting|assault|attack|campaign|aggression)"
_DAY_OF = re.compile(rf"\bday\s+{_COUNT}\s+of\b[^.;\n]{{0,50}}?\b{_WAR_WORDS}", re.IGNORECASE)
_NTH_DAY_OF = re.compile(
    rf"\b(\d{{1,4}}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?)\s+day\s+of\b[^.;\n]{{0,50}}?\b{_WAR_WORDS}", re.IGNORECASE
)
_GONE_BY = re.compile(
    rf"\b{_COUNT}[\s-](day|week|month|year)s?(?:[\s-](?:old|long))?(?:\s+anniversary)?"
    rf"(?:\s+(?:into|of|since|after|on\s+from|from))?\s+[^.;\n]{{0,40}}?\b(?:war|invasion|invaded|conflict)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|now|enter\w*|marks?)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:next|coming|within|another|every|ago|for|before|prior|world war|cold war|civil war)\b", re.IGNORECASE
)


def _sentence_at(text: str, sentences: Sequence[TextSpan], at: int) -> TextSpan:
    """The sentence around a place; some words of text where sentences were not found, as in a caption."""
    found = bisect_right(sentences, at, key=lambda span: span.start) - 1
    inside = found >= 0 and at < sentences[found].end
    return sentences[found] if inside else TextSpan(at, min(at + 250, len(text)))


# ---- offices


def offices(article: Article) -> Iterator[Piece]:
    """ "Prime Minister X": the report is of X's term; "former": of the time after it."""
    found = list(_office_mentions(article))
    weight = min(1.0, ENOUGH / len(found)) if found else 0.0
    for span, term, gone in found:
        same = [one for one in terms()[term.surname] if one.name == term.name and set(one.titles) & set(term.titles)]
        scores = _after_terms(same) if gone else _in_terms(same)
        what = "no longer in office; was so" if gone else "in office"
        yield Piece(span, f'"{_flat(span.of(article.text))}" ({what} {_in_words(same)})', scores * weight)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _in_words(same: Sequence[Term]) -> str:
    """ "from 2017-01-20 to 2021-01-20 and since 2025-01-20"."""
    return " and ".join(
        f"from {term.first_day} to {term.last_day}" if term.last_day else f"since {term.first_day}" for term in same
    )


def _in_terms(same: Sequence[Term]) -> Scores:
    best: Scores = np.max([within(term.first_day, term.last_day, NOT_YET, NO_LONGER) for term in same], axis=0)
    return best


def _after_terms(same: Sequence[Term]) -> Scores:
    ends = [term.last_day for term in same if term.last_day]
    if not ends:
        return np.zeros(SIZE)
    scores = within(min(ends), None, NOT_YET, 0.0)
    return np.minimum(scores, np.where(_in_terms(same) == 0, NO_LONGER, 0.0))


def _office_mentions(article: Article) -> Iterator[tuple[TextSpan, Term, bool]]:
    """(span, term, no longer in office) of each name with its title, each once."""
    seen: set[tuple[str, tuple[str, ...], bool]] = set()
    known = terms()
    for word in _WORD.finditer(article.text):
        if word[0] not in known or not word[0][0].isupper():
            continue
        held = _held(article.text, word)
        if held is None or mark_at(article, held[0]) in PAGE_MARKS:
            continue
        _, term, gone = held
        if (term.surname, term.titles, gone) not in seen:
            seen.add((term.surname, term.titles, gone))
            yield held


def _held(text: str, word: re.Match[str]) -> tuple[TextSpan, Term, bool] | None:
    """The office that the text gives to this surname, from the words before or after it."""
    for term in terms()[word[0]]:
        begin = word.end() - len(term.name)
        start = begin if begin >= 0 and text[begin : word.end()] == term.name else word.start()
        before = text[max(0, start - 60) : start]
        title = _title_before(before)
        if title in term.titles:
            at = before.lower().rfind(title)
            gone = bool(_NO_MORE.search(before[max(0, at - 25) : at]))
            return TextSpan(start - (len(before) - at), word.end()), term, gone
        if start == begin and _title_after(text[word.end() : word.end() + 60], term):
            return TextSpan(start, word.end()), term, bool(_NO_MORE.search(text[word.end() : word.end() + 25]))
    return None


def _title_before(before: str) -> str:
    """The title that ends right before a name; "" where there is none or it is another office ("deputy")."""
    lower = before.lower().rstrip()
    for title in titles():
        if lower.endswith(title):
            return "" if _OTHER_OFFICE.search(lower[: -len(title)]) else title
    return ""


def _title_after(after: str, term: Term) -> bool:
    """ ", the White House press secretary": an apposition."""
    apposition = after.lower().split(".")[0]
    return apposition.startswith(", ") and any(title in apposition[:50] for title in term.titles)


# ---- known happenings


def chronology(article: Article, sentences: Sequence[TextSpan]) -> Iterator[Piece]:
    """What is told of has begun; after a while reports no longer tell of it."""
    text = article.text
    found = []
    for happening in happenings():
        for group in happening.words:
            span = _stands_together(text, sentences, group)
            if span and mark_at(article, span) not in PAGE_MARKS:
                found.append((span, happening))
                break
    weight = min(1.0, ENOUGH / len(found)) if found else 0.0
    for span, happening in found:
        after = OVER if happening.ends else FADED
        scores = within(happening.told_from, happening.told_until, NOT_YET, after) + _fading(happening.told_from)
        yield Piece(span, f'"{_flat(span.of(text))}" ({happening.what})', scores * max(weight, 0.5), Strength.STRONG)


def _fading(first: date) -> Scores:
    """News of a thing gets rarer by and by."""
    return -np.maximum(INDEX - index_of(first), 0) / FADING_DAYS


def _stands_together(text: str, sentences: Sequence[TextSpan], group: tuple[str, ...]) -> TextSpan | None:
    """Where all parts of a group stand in one sentence, as beginnings of words: the first part's place."""
    first = group[0]
    if first not in text or not all(part in text for part in group):
        return None
    at = text.find(first)
    for _ in range(MOST_PLACES):
        if at < 0:
            break
        if at == 0 or not text[at - 1].isalnum():
            sentence = _sentence_at(text, sentences, at)
            if all(part in sentence.of(text) for part in group[1:]):
                return TextSpan(at, _word_end(text, at + len(first)))
        at = text.find(first, at + 1)
    return None


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalpha():
        at += 1
    return at


# ---- days, weeks, years of a war


def elapsed(article: Article) -> Iterator[Piece]:
    """ "day 5 of the offensive", "a year into the war": counted from the war's first day."""
    text = article.text
    fought = [war for war in wars() if any(all(part in text for part in group) for group in war.words)]
    if not fought:
        return
    for pattern in (_DAY_OF, _NTH_DAY_OF):
        for found in islice(pattern.finditer(text), MOST_PLACES):
            count = _count(found[1])
            if count and mark_at(article, TextSpan(*found.span())) not in PAGE_MARKS:
                yield _nth_day(text, found, count, fought)
    for found in islice(_GONE_BY.finditer(text), 4):
        ordinal = found[1].lower() in ORDINALS and "anniversary" not in found[0].lower()
        ahead = _AHEAD.search(text[max(0, found.start() - 14) : found.end()])
        if not ordinal and not ahead and (count := _count(found[1])):
            yield from _gone_by(found, count, fought)


def _count(word: str) -> int | None:
    """A small number in digits or words; "a" is one."""
    low = word.lower()
    if low[0].isdigit():
        return int(re.sub(r"\D", "", low))
    if low in ("a", "an"):
        return 1
    parts = [ENTRIES.get(part) for part in low.split("-")]
    values = [int(part.value) for part in parts if part and part.kind in ("CARD", "ORD")]
    return sum(values) if values and len(values) == len(parts) else None


def _nth_day(text: str, found: re.Match[str], count: int, fought: Sequence[War]) -> Piece:
    """Said of today it is the day; a high count is seldom far from it; a low one may be told long after."""
    days = [war.first_day + timedelta(count - 1) for war in fought]
    if _TODAY.search(text[max(0, found.start() - 30) : found.start()]):
        shapes = [peak(day, 30.0, 15.0) for day in days]
    else:
        shapes = [within(day, None, NOT_YET, 0.0) + (peak(day, 6.0, 1.0) if count >= MANY else 0.0) for day in days]
    scores: Scores = np.max(shapes, axis=0)
    counted = " or ".join(f"{written(TimeSpan(day, day))}, {war.what}" for day, war in zip(days, fought, strict=True))
    return Piece(TextSpan(*found.span()), f'"{_flat(found[0])}" ({counted})', scores, Strength.STRONG)


def _gone_by(found: re.Match[str], count: int, fought: Sequence[War]) -> Iterator[Piece]:
    unit = found[2].lower()
    steps = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}[unit]
    if not 2 <= count * steps <= 4000:
        return
    scores = []
    for war in fought:
        years = months_on(war.first_day, 12 * count)
        day = years if unit == "year" else war.first_day + timedelta(round(count * steps))
        scores.append(around(day, 12 + 0.12 * count * steps, -4.5))
    says = f'"{_flat(found[0])}" (counted from {" or ".join(war.what for war in fought)})'
    yield Piece(TextSpan(*found.span()), says, np.max(scores, axis=0), Strength.STRONG)
