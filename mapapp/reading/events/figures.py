"""Counts: how many killed, wounded, missing, detained, displaced, troops, weapons, and sums of money."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from mapapp.model import Figure
from mapapp.reading.events.clauses import OPENERS
from mapapp.reading.events.counts import Number, numbers
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens

REACH = 6
"""Words between a number and the word that says what it counts."""


def _by_word(name: str) -> dict[str, str]:
    rows = tomllib.loads(files(__package__).joinpath("figures.toml").read_text(encoding="utf-8"))[name]
    return {word: what for what, words in rows.items() for word in words.split()}


LEFT_DEAD = 10
"""Words behind a number in which "dead" says what the storm or the war left."""
COUNTED, CURRENCIES = _by_word("counted"), _by_word("currencies")
CASUALTIES = ("killed", "injured", "missing")
DISPLACED = frozenset(("displaced", "refugees", "fled"))
PEOPLE = word_list("people")
MONTHS = word_list("months") - {"may", "march"}
PART = (("them",), ("whom",), ("those",), ("which",))
TO_DATE = frozenset(["since", "total", "far", "altogether", "overall", "date"])
NOT_COUNTS = word_list("not_counts")
MOCK = frozenset(("mock", "simulated", "practice", "training", "test", "dummy"))
"""What is fired in an exercise is no count of an attack."""
ONE_PERSON = word_list("one_person")
OLDEST = 120
EPITHETS, HARM_WITHIN = 6, 12
"""Words between an article and its person at most, and behind the person up to the verb that tells the harm."""
NO_EPITHETS = word_list("breaks") | {"of", "in", "on", "the", "and", "for", ".", "at"}
ENDS_OR_PERSON = NO_EPITHETS | ONE_PERSON
OTHER_SUBJECTS = OPENERS | {".", ";", ":", "and", "but", "said", "told"}
SUFFERED = frozenset(("was", "is", "been", "being", "were"))


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with where it stands in its sentence."""

    figure: Figure
    at: int
    """First word of the number."""


def figures_of(tokens: Tokens) -> tuple[Counted, ...]:
    """All counts of a sentence, in order; dates, ages, distances and percentages are left out."""
    found = [*_counted(tokens), *_single(tokens)]
    return tuple(sorted(found, key=lambda counted: counted.at))


def _single(tokens: Tokens) -> Iterator[Counted]:
    """ "A nurse of 40 was wounded": one person, counted by the article before the noun."""
    words = tokens.words
    for at, word in enumerate(words):
        if word not in ("a", "an"):
            continue
        behind = range(at + 1, min(len(words), at + 2 + EPITHETS))
        person = next((spot for spot in behind if words[spot] in ENDS_OR_PERSON), 0)
        what = _suffered(words, at, person) if person and words[person] in ONE_PERSON else None
        if what:
            yield Counted(Figure(what, 1, tokens.span_of(at, person), 1, 1, False), at)


def _suffered(words: Sequence[str], first: int, person: int) -> str | None:
    """What the person between two words suffers: "killing a man", "a girl was hurt", "a child died"."""
    before = words[first - 1] if first else ""
    if before in COUNTED and COUNTED[before] in CASUALTIES and not before.endswith(("s", "dead", "missing")):
        return COUNTED[before]
    for at in range(person + 1, min(len(words), person + HARM_WITHIN)):
        if words[at] in OTHER_SUBJECTS:
            return None
        what = COUNTED.get(words[at])
        if what in CASUALTIES and (words[at] in ("died", "perished") or not SUFFERED.isdisjoint(words[at - 2 : at])):
            return what
    return None


def _is_age(words: Sequence[str], number: Number) -> bool:
    """ "A man of 60", "aged 9", "Olha, 34, died"."""
    if number.count is None or number.count > OLDEST:
        return False
    before, after = words[max(0, number.first - 2) : number.first], words[number.last + 1 : number.last + 3]
    if before[-1:] == ("aged",) or (before[-1:] == ("of",) and before[0] in ONE_PERSON):
        return True
    if tuple(after) in (("-", "year"), ("-", "years")):
        return True
    between = before[-1:] == (",",) and after[:1] == (",",)
    return between and number.first == number.last and words[number.first].isdigit()


def _counted(tokens: Tokens) -> Iterator[Counted]:
    words = tokens.words
    to_date = not TO_DATE.isdisjoint(words) and ("since" in words or "far" in words or "total" in words)
    for number in numbers(tokens):
        after = words[number.last + 1] if number.last + 1 < len(words) else ""
        if after == "of" and words[number.last + 2 : number.last + 3] in PART:
            continue
        if words[number.last + 1 : number.last + 3] == ("of", "the") and number.count == 1:
            continue
        before = words[max(0, number.first - 2) : number.first]
        if before[-1:] == ("-",) and number.first > 1 and words[number.first - 2].isalpha():
            continue
        behind = words[number.last + 1 : number.last + 4]
        if (
            after in NOT_COUNTS
            or _is_age(words, number)
            or not MOCK.isdisjoint((*before, *behind))
            or not MONTHS.isdisjoint(before)
            or (number.is_year and after not in PEOPLE and after not in COUNTED)
        ):
            continue
        what = _currency(tokens, number) or _what(tokens, number)
        if what:
            span = tokens.span_of(number.first, number.last)
            yield Counted(Figure(what, number.count, span, number.low, number.high, to_date), number.first)


def _currency(tokens: Tokens, number: Number) -> str | None:
    before = tokens.words[number.first - 1] if number.first else ""
    after = tokens.words[number.last + 1] if number.last + 1 < len(tokens.words) else ""
    return CURRENCIES.get(before) or CURRENCIES.get(after)


def _what(tokens: Tokens, number: Number) -> str | None:
    """What the number counts: the nearest counting word behind it, for people also the verb before it."""
    words = tokens.words
    counted, people = None, False
    for at in range(number.last + 1, min(len(words), number.last + 1 + REACH)):
        word = words[at]
        if word in (";", ".", ":") or (word in (",", "and", "while", "including") and (counted or people)):
            break
        if word == "and" and any(one.endswith("s") for one in words[number.last + 1 : at]):
            break
        people = people or word in PEOPLE
        counted = counted or COUNTED.get(word)
        if counted and not (people and counted not in (*CASUALTIES, "detained", "displaced")):
            break
    if counted in CASUALTIES:
        return counted
    left = words[max(0, number.first - 4) : number.first]
    if "left" in left and "dead" in words[number.last : number.last + LEFT_DEAD]:
        return "killed"
    before = next(
        (
            COUNTED[words[at]]
            for at in range(number.first - 1, max(-1, number.first - 5), -1)
            if (words[at] in COUNTED and not words[at].endswith("s"))
            or words[at] in ("injuries", "deaths", "lives", "kills")
        ),
        None,
    )
    if before in (*CASUALTIES, "detained", "displaced") and (people or not counted or counted == "troops"):
        return before
    if not counted and not people and (number.count or 0) >= 1000 and not DISPLACED.isdisjoint(words):
        return "displaced"
    return counted or ("people" if people else None)
