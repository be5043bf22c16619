"""Tables of dated facts: their days, their words, their terms of office."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pycountry
import pytest

from mapapp.model import Article, TextSpan
from mapapp.reading.times import chronicle, facts
from mapapp.reading.times.elapsed import elapsed
from mapapp.reading.times.facts import Happening, Term, happenings, terms, wars
from mapapp.reading.times.lexicon import ENTRIES

TABLES = Path(facts.__file__).parent
FREQUENT = """
africa america american asia britain british bush army attack battle border capital chinese city clinton congress
court crisis democrat earthquake election embassy europe european fire flood force french german government
governor house hurricane israel israeli kremlin kyiv london massacre military minister ministry moscow olympic
palestinian paris parliament party peace police president prime protest putin republic republican russia russian
senate siege soviet state storm strike summit trump ukraine ukrainian union united war washington western world
"""
"""Words that stand in reports of every year."""
SHARED = re.compile(r"deputy|ambassador|envoy|spokes|press secretary|gov|mayor|leader|command|advis|installed")
"""Offices that several people of a country hold at once."""
OVERLAP_DAYS = 366


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", ["chronology.csv", "newsmakers.csv", "offices.csv", "wars.csv", "holidays.csv"])
def test_no_row_stands_twice(name: str) -> None:
    found = [tuple(row.values()) for row in rows(name)]
    assert [] == sorted({row for row in found if found.count(row) > 1})


def test_days_are_in_their_order() -> None:
    spans = [(one.told_from, one.told_until, one.what) for one in happenings()]
    spans += [(war.first_day, war.last_day, war.what) for war in wars()]
    spans += [(term.first_day, term.last_day, term.name) for held in terms().values() for term in held]
    assert [] == [what for first, last, what in spans if last is not None and last < first]
    assert [one.told_from for one in happenings()] == sorted(one.told_from for one in happenings())


def test_what_ends_has_an_end() -> None:
    assert [] == [one.what for one in happenings() if one.ends and one.told_until is None]


def test_every_way_to_name_has_words() -> None:
    named = [(one.what, one.words) for one in (*happenings(), *wars())]
    assert [] == [what for what, words in named if not what or any(not _is_written(way) for way in words)]
    assert [] == [what for what, words in named if len(set(words)) < len(words)]


def _is_written(way: tuple[str, ...]) -> bool:
    return bool(way) and all(part and part == part.strip() for part in way)


def test_no_common_word_alone_names_a_happening() -> None:
    ways = {way for one in happenings() for way in one.words}
    assert [] == sorted(way[0] for way in ways if len(way) == 1 and _is_common(way[0]))


def _is_common(name: str) -> bool:
    """A country, a word of time, a frequent word or a plain one."""
    low = name.lower()
    countries = {country.name.lower() for country in pycountry.countries}
    return (
        low in FREQUENT.split()
        or low in countries
        or low in ENTRIES
        or (name == low and name.isalpha() and len(name) < 9)
    )


def test_every_way_is_found_in_a_sentence_of_itself() -> None:
    lost = [way for one in happenings() for way in one.words if not _is_found(way, one)]
    assert [] == lost


def _is_found(way: tuple[str, ...], meant: Happening) -> bool:
    text = f"It was told of {' and '.join(way)}."
    return any(meant in found for _, found in chronicle._named(text, [TextSpan(0, len(text))]))


def test_one_office_has_one_holder_at_a_time() -> None:
    holders: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for row in rows("offices.csv"):
        first, last = date.fromisoformat(row["first_day"]), facts._last(row["last_day"])
        for title in row["office"].split("|"):
            if row["country"] and not SHARED.search(title):
                holders[row["country"], title].append(Term((title,), row["name"], first, last))
    assert [] == [
        (office, one.name, other.name)
        for office, held in holders.items()
        for one, other in combinations(held, 2)
        if _overlap(one, other) > OVERLAP_DAYS
    ]


def _overlap(one: Term, other: Term) -> int:
    """Days that two terms share; none where they are one person's, written in two ways."""
    if (one.first_day, one.last_day) == (other.first_day, other.last_day):
        return 0
    last = min(one.last_day or date.max, other.last_day or date.max)
    return (last - max(one.first_day, other.first_day)).days


def test_the_days_of_an_earlier_war_are_counted() -> None:
    text = "It was day 20 of the NATO campaign over Kosovo."
    (found,) = elapsed(Article("a", None, text, (TextSpan(0, len(text)),)))
    assert "12 April 1999" in found.says
