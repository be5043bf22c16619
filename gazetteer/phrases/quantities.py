"""Distances and directions as they are written: "fifty miles", "two hours' drive", "north-north-west"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gazetteer.phrases.relations import numbers_of, words_of

Found = tuple[float, int]
"""A figure, and the position behind its last word."""
POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
HYPHENS = ("", "-")
MULTIPLIED = (1, 12, 100, 1000)
"""What a number before them counts: "two dozen", "half a"."""


@lru_cache(maxsize=1)
def numbers() -> dict[str, float]:
    return dict(numbers_of("number"))


@lru_cache(maxsize=1)
def units() -> dict[str, float]:
    return dict(numbers_of("unit"))


@lru_cache(maxsize=1)
def times() -> dict[str, float]:
    return dict(numbers_of("time"))


@lru_cache(maxsize=1)
def speeds() -> dict[str, float]:
    return dict(numbers_of("travel"))


def distance(keys: Sequence[str], at: int) -> Found | None:
    """Kilometres that the words from a position on tell, and the position behind them; None where they tell none.

    "75 km", "a few kilometres", "10-15 km", "half a mile", "two hours' drive", "30 miles (48 km)".
    """
    about, count = words_of("about"), len(keys)
    while at < count and keys[at] in about and keys[at] not in numbers():
        at += 1
    read = number(keys, at)
    if read is None:
        return None
    many, at = read
    if at + 1 < count and keys[at] in ("", "-", "to", "or"):
        upper = number(keys, at + 1)
        if upper is not None:
            many, at = (many + upper[0]) / 2, upper[1]
    at += at < count and keys[at] in HYPHENS
    far = length(keys, at) or duration(keys, at)
    return None if far is None else (many * far[0], past_bracket(keys, far[1]))


def number(keys: Sequence[str], at: int) -> Found | None:
    """ "1,200", "2.5", "twenty-five", "a few", "two hundred", "half a"."""
    known = numbers()
    # "A 20-minute walk".
    at += at + 1 < len(keys) and known.get(keys[at]) == 1 and keys[at + 1].isdecimal()
    if at < len(keys) and keys[at].isdecimal():
        return figures(keys, at)
    if at >= len(keys) or keys[at] not in known:
        return None
    total, at = known[keys[at]], at + 1
    while at < len(keys):
        following = at + (keys[at] in HYPHENS or (keys[at] == "and" and total >= 100))
        value = known.get(keys[following]) if following < len(keys) else None
        if value is None:
            break
        together = total * value if value in MULTIPLIED or total == 1 else total + value
        total, at = together, following + 1
    return total, at + (at < len(keys) and keys[at] == "of")


def figures(keys: Sequence[str], at: int) -> Found | None:
    digits, at = keys[at], at + 1
    while at + 1 < len(keys) and keys[at] in (",", ".") and keys[at + 1].isdecimal():
        thousands = keys[at] == "," and len(keys[at + 1]) == 3
        digits += keys[at + 1] if thousands else f".{keys[at + 1]}"
        at += 2
    plain = digits.count(".") <= 1 and len(digits) <= 8
    return (float(digits), at) if plain else None


def length(keys: Sequence[str], at: int) -> Found | None:
    """Kilometres of one of a unit."""
    nautical = words_of("nautical")
    if at + 1 < len(keys) and keys[at] in nautical and keys[at + 1] in units():
        return units()[keys[at + 1]] * float(nautical[keys[at]]), at + 2
    return (units()[keys[at]], at + 1) if at < len(keys) and keys[at] in units() else None


def duration(keys: Sequence[str], at: int) -> Found | None:
    """Kilometres that one of a time takes one: "hours' drive", "-hour flight", "minutes by train", "hours"."""
    if at >= len(keys) or keys[at] not in times():
        return None
    hours, at = times()[keys[at]], at + 1
    at += at < len(keys) and keys[at] in ("'", "'s")
    by = at + (at < len(keys) and keys[at] in ("by", "on"))
    if by < len(keys) and keys[by] in speeds():
        return hours * speeds()[keys[by]], by + 1
    return hours * speeds()["drive"], at


def past_bracket(keys: Sequence[str], at: int) -> int:
    """A second figure in brackets repeats the first: "30 miles (48 km)"."""
    if at < len(keys) and keys[at] == "(" and ")" in keys[at : at + 8]:
        return keys.index(")", at) + 1
    return at


def direction(keys: Sequence[str], at: int, *, adjectives: bool = False) -> tuple[str, int] | None:
    """The point of the compass that the words from a position on name, and the position behind them."""
    winds, parts = words_of("wind"), words_of("part-wind")
    code, so_far = None, ""
    while at < len(keys) and len(so_far) < 3:
        word = at + bool(so_far and keys[at] in HYPHENS)
        key = keys[word] if word < len(keys) else ""
        more = winds.get(key) or (parts.get(key) if adjectives else None)
        if more is None:
            break
        so_far, at = so_far + more, word + 1
        # "North-north" is nothing yet, "north-north-west" is.
        code = (so_far, at) if so_far in POINTS else code
        if key in parts:
            break
    return code
