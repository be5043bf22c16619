"""Counts: how many killed, wounded, missing, detained, displaced, troops, weapons, and sums of money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.model import Figure
from mapapp.reading.events.figures.befalling import befallen_behind, befalls_before, is_people, toll_before
from mapapp.reading.events.figures.counted_nouns import CountedNoun, counted_noun
from mapapp.reading.events.figures.counts import Number, numbers
from mapapp.reading.events.figures.figure_words import TABLE, by_phrase, by_word, first_words, listed, phrase_at
from mapapp.reading.events.figures.single_people import single_people
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

CURRENCIES = by_word("currencies")
NONE = by_phrase("none")
NONE_HEADS = first_words(NONE)
CASUALTIES = frozenset(("killed", "injured", "missing", "casualties"))
BEFELL = CASUALTIES | {"detained", "displaced"}
SKIPPED_BEHIND, SKIPPED_BEFORE = listed("skipped", "behind"), listed("skipped", "before")
MOCK, GROUPS, ROUGH = listed("skipped", "mock"), listed("grammar", "groups"), listed("grammar", "rough")
MONTHS = word_list("months") - {"may", "march"}
PART = (("them",), ("whom",), ("those",), ("which",))
OLDEST = 120
"""Years of the oldest person; higher numbers are no ages."""
TO_DATE = {tuple(phrase.split()): "to date" for phrase in TABLE["dates"]["to_date"]}
TO_DATE_HEADS = first_words(TO_DATE)
ONWARD = listed("grammar", "onward")
TOTALS = listed("grammar", "totals")
TOTAL_WITHIN = 5
"""Words before a number in which "the total" stands."""
CONVERTED_WITHIN = 5
"""Words from a sum to the same in another currency at most: "5 million euros (about $6m)"."""
BEFORE_DATE, BEHIND_DATE = 12, 16
"""Words before and behind a number in which "since 2014" makes it a total to date."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with where it stands in its sentence."""

    figure: Figure
    at: int
    """First word of the number."""


def figures_of(tokens: Tokens) -> tuple[Counted, ...]:
    """All counts of a sentence, in order; dates, ages, distances and percentages are left out."""
    singles = [Counted(figure, at) for at, figure in single_people(tokens)]
    found = [*_numbered(tokens), *singles, *_none(tokens)]
    return tuple(sorted(found, key=lambda counted: counted.at))


def _none(tokens: Tokens) -> Iterator[Counted]:
    """ "No one was hurt": a count of nought."""
    for at, word in enumerate(tokens.words):
        found = phrase_at(tokens.words, at, NONE) if word in NONE_HEADS else None
        if found:
            phrase, what = found
            yield Counted(Figure(what, 0, tokens.span_of(at, at + len(phrase) - 1), 0, 0), at)


def _numbered(tokens: Tokens) -> Iterator[Counted]:
    before: str | None = None
    paid: int | None = None
    for number in numbers(tokens):
        if _is_skipped(tokens, number):
            continue
        money = _currency(tokens, number)
        if money and paid is not None and _is_converted(tokens, paid, number):
            continue
        paid = number.last if money else None
        in_all = before if _is_total(tokens, number) else None
        what = money or _what(tokens, number, counted_noun(tokens, number.last)) or in_all
        before = what or before
        if what and not (tokens.words[number.first] in ROUGH and what not in BEFELL):
            span = tokens.span_of(number.first, number.last)
            to_date = in_all is not None or _is_to_date(tokens, number)
            count: tuple[int | None, int | None, int | None] = (number.count, number.low, number.high)
            if what == "units":
                what, count = "troops", (None, None, None)  # how many men a battalion has the text does not say
            yield Counted(Figure(what, count[0], span, count[1], count[2], to_date), number.first)


def _is_skipped(tokens: Tokens, number: Number) -> bool:
    """Whether a number is a part, a date, an age, a distance, a share or a name."""
    words, first, last = tokens.words, number.first, number.last
    after, behind = (words[last + 1] if last + 1 < len(words) else ""), words[last + 1 : last + 4]
    before = words[max(0, first - 2) : first]
    if after == "of" and words[last + 2 : last + 3] in PART:
        return True
    if (after == "of" and words[last + 2 : last + 3] == ("the",) and number.count == 1) or _is_in_name(tokens, number):
        return True
    if after in SKIPPED_BEHIND or (before[-1:] and before[-1] in SKIPPED_BEFORE) or _is_age(tokens, number):
        return True
    return not MOCK.isdisjoint((*before, *behind)) or not MONTHS.isdisjoint(before) or _is_year(tokens, number)


def _is_in_name(tokens: Tokens, number: Number) -> bool:
    """ "G7", "MiG-29", "a 200-metre stretch", "11:30"."""
    words, first, last = tokens.words, number.first, number.last
    if first and words[first - 1].isalpha() and tokens.ends[first - 1] == tokens.starts[first]:
        return True
    if first > 1 and words[first - 1] in ("-", ":") and words[first - 2][0].isalnum() and words[first - 2] != "to":
        return tokens.starts[first - 1] == tokens.ends[first - 2] and tokens.starts[first] == tokens.ends[first - 1]
    glued = last + 2 < len(words) and words[last + 1] in ("-", ":") and tokens.starts[last + 1] == tokens.ends[last]
    return bool(glued and tokens.starts[last + 2] == tokens.ends[last + 1])


def _is_year(tokens: Tokens, number: Number) -> bool:
    noun = counted_noun(tokens, number.last)
    return number.is_year and noun.what is None


def _is_age(tokens: Tokens, number: Number) -> bool:
    """ "A man of 60", "aged 9", "Olha, 34, died"."""
    words = tokens.words
    if number.count is None or number.count > OLDEST:
        return False
    before, after = words[max(0, number.first - 2) : number.first], words[number.last + 1 : number.last + 2]
    if before[-1:] == ("aged",) or (before[-1:] == ("of",) and before[0].isalpha() and not before[0].endswith("s")):
        return before[0] not in GROUPS
    if (
        before in (("he", "is"), ("she", "is"), ("he", "was"), ("she", "was"))
        and counted_noun(tokens, number.last).what is None
    ):
        return True
    between = before[-1:] == (",",) and after[:1] == (",",)
    return between and number.first == number.last and words[number.first].isdigit()


def _currency(tokens: Tokens, number: Number) -> str | None:
    before = tokens.words[number.first - 1] if number.first else ""
    after = tokens.words[number.last + 1 : number.last + 3]
    behind = CURRENCIES.get(after[0]) if after else None
    return CURRENCIES.get(before) or behind or (CURRENCIES.get(after[1]) if len(after) > 1 else None)


def _is_converted(tokens: Tokens, paid: int, number: Number) -> bool:
    """ "$61bn (£49bn)": the sum before it, whose last word is `paid`, in another currency."""
    return "(" in tokens.words[paid + 1 : paid + 3] and number.first - paid <= CONVERTED_WITHIN


def _what(tokens: Tokens, number: Number, noun: CountedNoun) -> str | None:
    """What a number counts: what befell people, else the noun behind it."""
    if not is_people(noun.what) or noun.what == "missing":
        return noun.what
    if noun.harm in CASUALTIES:
        return noun.harm
    before = befalls_before(tokens, number.first)
    if before and (noun.what != "troops" or before != "displaced"):
        return before
    behind = befallen_behind(tokens, noun.end)
    if noun.what in ("detained", "displaced"):
        return behind if behind in CASUALTIES else noun.what
    if behind and not (noun.what == "troops" and behind == "displaced") and not (behind == "people" and noun.what):
        return behind
    return noun.harm or noun.what or toll_before(tokens, number.first)


def _is_total(tokens: Tokens, number: Number) -> bool:
    """ "Bringing the total to 40": of the same that was counted before, to date."""
    before = tokens.words[max(0, number.first - TOTAL_WITHIN) : number.first]
    return before[-1:] == ("to",) and not TOTALS.isdisjoint(before)


def _is_to_date(tokens: Tokens, number: Number) -> bool:
    """Whether it is a total since some earlier time rather than what this sentence tells of."""
    words = tokens.words
    begin = next((at for at in range(number.first, max(0, number.first - BEFORE_DATE), -1) if words[at] == ";"), 0)
    begin = max(begin, number.first - BEFORE_DATE)
    end = min(len(words), number.last + BEHIND_DATE)
    end = next((at for at in range(number.last, end) if words[at] == ";" or words[at] in ONWARD), end)
    return any(words[at] in TO_DATE_HEADS and phrase_at(words, at, TO_DATE) for at in range(begin, end))
