"""Evidence from known happenings: what is told of has begun, and after a while reports no longer tell of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from mapapp.model import Article, TextSpan
from mapapp.reading.times.evidence import PAGE_MARKS, Piece, flat, learned, mark_at, shared
from mapapp.reading.times.facts import Happening, happenings
from mapapp.reading.times.learned import Cells, lasting, of_nearest

LONGEST_SENTENCE = 600
"""Characters around a word within which the other parts of a name are looked for."""
LONGEST_QUOTE = 90
KEY_LENGTH = 4
_EVERYWHERE = ("russ", "ukra", "with", "pres", "inte", "forc", "thre", "worl", "betw", "coun", "beca", "amer")
"""Beginnings of words that most reports hold: poor keys."""
_WORD = re.compile(r"(\w++)")

Parts = tuple[str, ...]
Ways = tuple[tuple[Parts, frozenset[str], tuple[Happening, ...]], ...]
"""Ways to name something, each with beginnings that words of its sentence must have, and the happenings it may mean."""


@cache
def ways_by_word() -> dict[str, dict[str, Ways]]:
    """Beginning of the rarest word of a way to name happenings, to such words and the ways that hold them."""
    bearers: dict[Parts, tuple[Happening, ...]] = {}
    for happening in happenings():
        for parts in happening.words:
            bearers[parts] = (*bearers.get(parts, ()), happening)
    common = Counter(key[:KEY_LENGTH] for parts in bearers for key in _keys(parts))
    common.update(dict.fromkeys(_EVERYWHERE, 1000))
    table: dict[str, dict[str, Ways]] = {}
    for parts, meant in bearers.items():
        rarest = min(_keys(parts), key=lambda key: (common[key[:KEY_LENGTH]], -len(key)))
        others_first = tuple(sorted(parts, key=lambda part: rarest in part.lower()))
        ways = table.setdefault(rarest[:KEY_LENGTH], {})
        ways[rarest] = (*ways.get(rarest, ()), (others_first, _needed(parts), meant))
    return table


def _needed(parts: Parts) -> frozenset[str]:
    """Beginnings of the first words of the parts, but for short words."""
    firsts = (_WORD.search(part) for part in parts)
    return frozenset(first[0][:KEY_LENGTH].lower() for first in firsts if first and len(first[0]) >= KEY_LENGTH)


def _keys(parts: Parts) -> list[str]:
    """The words, in lower case, by which a way can be found; names and long words where there are some."""
    words = [word for part in parts for word in _WORD.findall(part) if len(word) >= KEY_LENGTH]
    telling = [word for word in words if word[0].isupper() or len(word) > KEY_LENGTH + 1]
    return [word.lower() for word in telling or words or _WORD.findall(" ".join(parts))]


Told = Mapping[tuple[Happening, ...], Sequence[TextSpan]]
"""Happenings that a report tells of, those that bear one name together, and where the parts of the name stand."""


def told_of(article: Article, sentences: Sequence[TextSpan]) -> Told:
    """The happenings that the report tells of, each at its first mention outside the page around it."""
    told: dict[tuple[Happening, ...], list[TextSpan]] = {}
    for spots, meant in _named(article.text.replace("’", "'"), sentences):
        if meant not in told and mark_at(article, min(spots, key=_start)) not in PAGE_MARKS:
            told[meant] = sorted(spots, key=_start)
    return told


def chronology(article: Article, told: Told) -> Iterator[Piece]:
    """A piece for each happening, or each group of happenings that bear one name."""
    weight = shared(len(told)) ** 0.5  # happenings repeat one another less than days do
    for meant, spots in told.items():
        meanings = tuple((one.what, one.told_from, one.told_until) for one in meant)
        yield learned(spots[0], f'"{_quote(article.text, spots)}"', _cells(meant), weight, meanings)


@lru_cache(maxsize=128)
def _cells(meant: tuple[Happening, ...]) -> Cells:
    overs = ["happening, over" if one.ends else "happening, no longer told" for one in meant]
    spans = [(one.told_from, one.told_until) for one in meant]
    return of_nearest(spans, [lasting("happening", over, span) for over, span in zip(overs, spans, strict=True)])


def _named(text: str, sentences: Sequence[TextSpan]) -> Iterator[tuple[list[TextSpan], tuple[Happening, ...]]]:
    """(places of the parts, happenings meant) of each way to name happenings, sentence by sentence."""
    # Gaps and words by turns; their lengths give the offsets without a match object for each word.
    parts = _WORD.split(text)
    words, starts = parts[1::2], list(accumulate(map(len, parts)))[0::2]
    begins = [sentence.start for sentence in sentences]
    looked_at: set[tuple[str, int]] = set()
    beginnings: dict[int, frozenset[str]] = {}
    for start, word in zip(starts, words, strict=False):
        for rarest, ways in _ways_of(word):
            around = _sentence_at(sentences, begins, start, len(text))
            if (rarest, around.start) not in looked_at:
                looked_at.add((rarest, around.start))
                if around.start not in beginnings:
                    inside = words[bisect_left(starts, around.start) : bisect_left(starts, around.end)]
                    beginnings[around.start] = frozenset([one[:KEY_LENGTH].lower() for one in inside])
                yield from _ways_in(text, ways, around, beginnings[around.start])


@lru_cache(maxsize=20_000)
def _ways_of(word: str) -> tuple[tuple[str, Ways], ...]:
    """The ways to name happenings that a word of a text may belong to, each with the beginning that they share."""
    low = word.lower()
    ways_by_beginning = ways_by_word().get(low[:KEY_LENGTH], {})
    return tuple((rarest, ways) for rarest, ways in ways_by_beginning.items() if low.startswith(rarest))


def _ways_in(
    text: str, ways: Ways, around: TextSpan, beginnings: frozenset[str]
) -> Iterator[tuple[list[TextSpan], tuple[Happening, ...]]]:
    for parts, needed, meant in ways:
        if needed <= beginnings and (spots := _spots(text, parts, around)):
            yield spots, meant


def _spots(text: str, parts: Parts, around: TextSpan) -> list[TextSpan]:
    """Where the parts stand in a sentence, written with or without a capital at its head; empty without one of them."""
    spots = []
    for part in parts:
        spot = _spot(text, part, around) or (_spot(text, part.capitalize(), around) if part.islower() else None)
        if spot is None:
            return []
        spots.append(spot)
    return spots


def _sentence_at(sentences: Sequence[TextSpan], begins: Sequence[int], at: int, length: int) -> TextSpan:
    """The sentence around a place, cut where it is endless; some text where no sentence was found, as in a caption."""
    found = bisect_right(begins, at) - 1
    inside = found >= 0 and at < sentences[found].end
    sentence = sentences[found] if inside else TextSpan(at, min(at + LONGEST_SENTENCE // 2, length))
    if sentence.end - sentence.start <= LONGEST_SENTENCE:
        return sentence
    step = LONGEST_SENTENCE // 2
    first = max(sentence.start, (at // step - 1) * step)
    return TextSpan(first, min(sentence.end, first + 3 * step))


def _spot(text: str, part: str, around: TextSpan) -> TextSpan | None:
    """Where a part stands as the beginning of a word; its last word is taken in full."""
    at = text.find(part, around.start, around.end)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(part, at + 1, around.end)
    if at < 0:
        return None
    end = at + len(part)
    while end < len(text) and text[end].isalpha():
        end += 1
    return TextSpan(at, end)


def _quote(text: str, spots: Sequence[TextSpan]) -> str:
    """The stretch of text that holds all parts; where that is long, the parts in their order."""
    first, last = spots[0].start, max(spot.end for spot in spots)
    if last - first <= LONGEST_QUOTE:
        return flat(text[first:last])
    return " … ".join(flat(spot.of(text)) for spot in spots)


def _start(span: TextSpan) -> int:
    return span.start
