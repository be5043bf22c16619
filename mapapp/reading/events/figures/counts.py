"""Numbers in words and digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapapp.reading.events.figures.figure_words import TABLE
from mapapp.reading.events.words.lexicon import ordered, word_list
from mapapp.reading.events.words.tokens import Tokens

UNITS = {word: value for value, word in enumerate(ordered("units"))}
TENS = {word: 10 * value for value, word in enumerate(ordered("tens"), 2)}
SCALES: dict[str, int] = TABLE["numbers"]["scales"]
VAGUE: dict[str, tuple[int, int | None]] = {
    word: (low, high or None) for word, (low, high) in TABLE["numbers"]["vague"].items()
}
"""Words that count roughly, as the range that a careful reader takes them for."""
NUMBER_WORDS = frozenset((*UNITS, *TENS, *SCALES, *VAGUE)) - {"k", "m", "many", "score", "pair", "couple"}
COUNTABLE = frozenset((*UNITS, *TENS, *SCALES))
OPENING = COUNTABLE | frozenset((*VAGUE, "half", "few"))
NOT_VAGUE = frozenset(("as", "how", "so", "too", "no", "not"))
"""Before "many" these make no number of it."""
AT_LEAST = word_list("at_least")
AT_MOST = frozenset(("to", "most", "as", "maximum"))
ABOUT = word_list("about")
MULTIPLES = {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
"""Behind "tens of"."""
LONGEST = 6
"""Words of one number at most."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence."""

    first: int
    """First word of the number itself."""
    last: int
    count: int | None
    """As written, or the lower bound of a range; None where only a word such as "dozens" stands."""
    low: int | None
    high: int | None
    is_year: bool
    """Whether it may be a year: four digits, 1900 to 2099."""


def numbers(tokens: Tokens) -> Iterator[Number]:
    """The numbers of a sentence in order."""
    words, at = tokens.words, 0
    while at < len(words):
        found = _number(words, at) if words[at] in OPENING or words[at][0].isdigit() else None
        if found is None:
            at += 1
            continue
        end, low, high, vague = found
        yield _bounded(words, at, end, low, high, vague=vague)
        at = end + 1


def _number(words: Sequence[str], at: int) -> tuple[int, int, int | None, bool] | None:
    """Last word, lowest and highest value of the number that begins at `at`, and whether it is but a rough word."""
    if words[at] in VAGUE:
        return None if at and words[at - 1] in NOT_VAGUE else _vague(words, at)
    if words[at] == "few":
        few = words[at + 1 : at + 2]
        scale = SCALES.get(few[0], 12 if few[0] == "dozen" else 0) if few else 0
        return (at + 1, 2 * scale, 6 * scale, True) if scale else None
    if words[at] == "one" and at and words[at - 1] == "no":
        return None
    first = _exact(words, at)
    if first is None:
        return None
    end, low = first
    links = ("to", "or", "-", "–", "and") if at and words[at - 1] == "between" else ("to", "or", "-", "–")
    if end + 2 < len(words) and words[end + 1] in links and (second := _exact(words, end + 2)):
        if low < second[1] <= 20 * low + 20:
            return second[0], low, second[1], False
        scaled = low * _scale(words, second[0])
        if low < 1000 and scaled < second[1]:
            return second[0], scaled, second[1], False
    return end, low, low, False


def _scale(words: Sequence[str], last: int) -> int:
    """ "20 to 30 thousand": the scale word belongs to both."""
    return SCALES.get(words[last], 1)


def _vague(words: Sequence[str], at: int) -> tuple[int, int, int | None, bool]:
    low, high = VAGUE[words[at]]
    end = at
    if at + 2 < len(words) and words[at + 1] == "of" and words[at + 2] in MULTIPLES:
        times = MULTIPLES[words[at + 2]]
        return at + 2, (20 if words[at] == "tens" else 200) * times, None if high is None else high * times, True
    if at + 1 < len(words) and words[at + 1] in SCALES and words[at] in ("several", "many"):
        end, scale = at + 1, SCALES[words[at + 1]]
        return end, low * scale, None if high is None else high * scale, True
    return end, low, high, words[at] != "dozen"


def _exact(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Last word and value of a number in digits or words."""
    if tuple(words[at : at + 2]) == ("half", "a") and at + 2 < len(words) and words[at + 2] in (*SCALES, "dozen"):
        return at + 2, SCALES.get(words[at + 2], 12) // 2
    if not (words[at][0].isdigit() or words[at] in COUNTABLE):
        return None
    total, current, end, seen = 0.0, 0.0, at - 1, False
    for spot in range(at, min(len(words), at + LONGEST)):
        word = words[spot]
        value = _digits(word) if word[0].isdigit() else UNITS.get(word, TENS.get(word))
        if value is not None:
            if seen and (word[0].isdigit() or words[spot - 1][0].isdigit()):
                break
            current, seen, end = current + value, True, spot
        elif word in ("dozen", "score") and seen:
            current, end = VAGUE[word][0] * current, spot
        elif word in SCALES and (seen or (at and words[at - 1] in ("a", "one") and len(word) > 2)):
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
            seen, end = True, spot
        elif not (word in ("-", "and") and seen and spot > at and words[spot - 1] in {**TENS, **SCALES}):
            break
    return (end, int(total + current)) if seen else None


def _digits(word: str) -> float | None:
    if word.count(".") == 1 and word.count(",") == 0 and len(word.split(".")[1]) != 3:
        return float(word)
    return float(word.replace(",", "").replace(".", ""))


def _bounded(words: Sequence[str], first: int, last: int, low: int, high: int | None, *, vague: bool) -> Number:
    before = words[first - 1] if first else ""
    count: int | None = None if vague else low
    if before in AT_LEAST and not (before == "than" and words[max(0, first - 2)] in ("less", "fewer")):
        bounds: tuple[int | None, int | None] = (low, None)
    elif (
        before in ABOUT or before == "than" or (before in AT_MOST and words[max(0, first - 2)] in ("up", "at", "many"))
    ):
        bounds = (None, high)
    else:
        bounds = (low, high)
    is_year = last == first and words[first].isdigit() and 1900 <= low <= 2099
    return Number(first, last, count, *bounds, is_year)
