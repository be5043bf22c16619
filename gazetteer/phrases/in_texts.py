"""Phrases of a running text, around the names that were found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.names import Word
from gazetteer.phrases import quantities
from gazetteer.phrases.relations import words_of

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer

BORDER_WORDS = ("border", "borders", "frontier")
AREA_WORDS = frozenset({"region", "oblast", "province", "state", "governorate", "voivodeship", "republic", "krai"})
LIST_WORDS = {
    "regions": "region",
    "oblasts": "oblast",
    "provinces": "province",
    "counties": "county",
    "districts": "district",
}
MOST_WORDS_OF_A_DISTANCE = 11


class Phrase(NamedTuple):
    """A run of words that names one place by others; look its text up with the context of the text."""

    first_word: int
    last_word: int
    """One past the last word."""
    query: str
    kind: str
    """border, sector, offset, or list for one member of "X and Y regions"."""


def find_phrases(split: Sequence[Word], gazetteer: Gazetteer, names: Sequence[tuple[int, int, int]]) -> list[Phrase]:
    """Phrases of a text around the names that were found in it; those that are names themselves are not repeated."""
    found: list[Phrase] = []
    longest: dict[int, int] = {}
    name_of = {(first, last): name_id for first, last, name_id in names}
    for first, last, _ in names:
        longest[first] = max(last, longest.get(first, 0))
    opening_of = {last: first for first, last in sorted(longest.items(), reverse=True)}
    for first, last in sorted(longest.items()):
        found.extend(border_phrases(split, first, last, opening_of))
        found.extend(offset_phrases(split, first, last))
        found.extend(list_phrases(split, first, last, longest))
        found.extend(sector_phrases(split, first, last, name_of[first, last], gazetteer))
    found.extend(parts_of_the_country(split))
    # "Ukraine-Belarus border" is a name already, so "Belarus border" is no phrase of its own.
    starts = sorted(longest)
    reach = list(accumulate((longest[first] for first in starts), max))
    return [
        phrase
        for phrase in found
        if phrase.kind == "list" or not is_within(phrase.first_word, phrase.last_word, starts, reach)
    ]


def is_within(first: int, last: int, starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Whether one of the stretches that open at `starts` holds [first, last); `reach` is how far they go up to each."""
    at = bisect_right(starts, first) - 1
    return at >= 0 and last <= reach[at]


def text_of(split: Sequence[Word], first: int, last: int) -> str:
    parts = []
    for position in range(first, last):
        gap = position > first and split[position].start > split[position - 1].end
        parts.append((" " if gap else "") + split[position].text)
    return "".join(parts)


def border_phrases(split: Sequence[Word], first: int, last: int, opening_of: dict[int, int]) -> list[Phrase]:
    found = []
    if last < len(split) and split[last].key in BORDER_WORDS and split[first].text[0].isupper():
        # "Kharkiv-Donetsk border": the other side stands before.
        other = opening_of.get(first - 1) if first > 1 and split[first - 1].text in ("-", "‐", "‑", "–", "/") else None
        start = first if other is None or not split[other].text[0].isupper() else other
        found.append(Phrase(start, last + 1, f"{text_of(split, start, last)} border", "border"))
    before = [word.key for word in split[max(0, first - 3) : first]]
    reach = 3 if before[-1:] == ["the"] else 2
    if before[-reach : len(before) - reach + 2] in (["border", "with"], ["border", "of"]) and first >= reach:
        found.append(Phrase(first - reach, last, f"{text_of(split, first, last)} border", "border"))
    return found


def sector_phrases(split: Sequence[Word], first: int, last: int, name_id: int, gazetteer: Gazetteer) -> list[Phrase]:
    """ "northern Kharkiv region", "the north of Kharkiv region": the area's name ends with a word for its kind."""
    proper = last - first > 1 and split[last - 1].key in AREA_WORDS and split[first].text[0].isupper()
    if not proper or not gazetteer.is_unit(name_id):
        return []
    keys = [word.key for word in split[max(0, first - 5) : first]]
    of = 2 if keys[-2:] == ["of", "the"] else int(keys[-1:] == ["of"])
    words = direction_before(keys[: len(keys) - of])
    if not words:
        return []
    start = first - of - words
    if not of and start > 0 and split[start - 1].key == "the":
        # "The eastern Donetsk region" is the whole of it, in the country's east.
        return []
    return [Phrase(start, last, text_of(split, start, last), "sector")]


def direction_before(keys: Sequence[str]) -> int:
    """How many words at the end are a direction, a hyphen among them."""
    if keys and keys[-1] in words_of("middle") and keys[-1].startswith("cent"):
        return 1
    for count in (3, 2, 1):
        if count <= len(keys):
            told = quantities.direction(keys, len(keys) - count, adjectives=True)
            if told is not None and told[1] == len(keys) and len(keys[-1]) > 3:
                return count
    return 0


def parts_of_the_country(split: Sequence[Word]) -> list[Phrase]:
    """ "the country's north-east", "north of the country"; which country is for the context to say."""
    found = []
    for at, word in enumerate(split):
        if word.key != "country" or at == 0 or split[at - 1].key != "the":
            continue
        told = direction_behind(split, at)
        if told is not None:
            found.append(Phrase(at - 1, told, text_of(split, at - 1, told), "sector"))
        keys = [each.key for each in split[max(0, at - 7) : at - 1]]
        part = int(keys[-2:] == ["part", "of"])
        words = direction_before(keys[: -1 - part]) if keys[-1:] == ["of"] else 0
        start = at - 2 - part - words
        # "It lies north of the country" tells of another one.
        if words and start > 0 and split[start - 1].key == "the":
            found.append(Phrase(start, at + 1, text_of(split, start, at + 1), "sector"))
    return found


def direction_behind(split: Sequence[Word], at: int) -> int | None:
    """The position behind "country's north-east"; None where no direction follows."""
    keys = [word.key for word in split[at + 1 : at + 6]]
    if keys[:1] != ["'s"]:
        return None
    if keys[1:2] in (["centre"], ["center"]):
        return at + 3
    told = quantities.direction(keys, 1)
    return None if told is None else at + 1 + told[1]


def offset_phrases(split: Sequence[Word], first: int, last: int) -> list[Phrase]:
    """A number, a unit and a direction before a name."""
    if first < 3 or split[first - 1].key not in ("of", "from", "outside"):
        return []
    keys = [word.key for word in split[max(0, first - MOST_WORDS_OF_A_DISTANCE) : first]]
    begins = first - len(keys)
    for opening in range(len(keys) - 3, -1, -1):
        read = quantities.number(keys, opening)
        far = None if read is None else quantities.distance(keys, opening)
        if far is None or keys[opening] in ("of", "a", "an", "one"):
            continue
        at = far[1] + (keys[far[1] : far[1] + 2] == ["to", "the"]) * 2
        told = quantities.direction(keys, at)
        end = told[1] if told is not None else at
        if end == len(keys) - 1 and (told is not None or keys[-1] != "of"):
            return [Phrase(begins + opening, last, without_brackets(split, begins + opening, last), "offset")]
    return []


def without_brackets(split: Sequence[Word], first: int, last: int) -> str:
    """Without a second figure that repeats the first: "45 miles (72 km) west of X"."""
    opened = next((at for at in range(first, last) if split[at].key == "("), None)
    closed = next((at for at in range(first, last) if split[at].key == ")"), None)
    if opened is None or closed is None or closed < opened:
        return text_of(split, first, last)
    return f"{text_of(split, first, opened)} {text_of(split, closed + 1, last)}"


def list_phrases(split: Sequence[Word], first: int, last: int, longest: dict[int, int]) -> list[Phrase]:
    """ "Luhansk and Donetsk regions": each name with the word for one."""
    if last >= len(split) or split[last].key not in LIST_WORDS or not split[first].text[0].isupper():
        return []
    one = LIST_WORDS[split[last].key]
    found = [Phrase(first, last + 1, f"{text_of(split, first, last)} {one}", "list")]
    at = first
    while at > 1 and split[at - 1].key in ("and", ",", "or"):
        at -= 2 if split[at - 2].key in (",",) else 1
        opening = next((start for start, end in longest.items() if end == at), None)
        if opening is None or not split[opening].text[0].isupper():
            break
        found.append(Phrase(opening, at, f"{text_of(split, opening, at)} {one}", "list"))
        at = opening
    return found
