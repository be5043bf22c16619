"""What is measured of a candidate before it is called a place name or not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import NAME_FACTS, UNKNOWN_NAME, NameTable
from mapapp.reading.places.lexicon import Lexicon
from mapapp.reading.places.tokens import Tokens

TITLE, ORGANISATION, GEOGRAPHIC = cue("title"), cue("organisation"), cue("geographic")
LOCATIVE, ACT, UNIT, DIRECTION = cue("locative"), cue("act"), cue("unit"), cue("direction")
SETTLEMENT_UNIT, PEOPLE, AREA = cue("settlement_unit"), cue("people_or_force"), cue("area")
POSSESSIVE = "'s"
OPENING_TOKENS = 22

TEXT_FEATURES = (
    "words", "characters", "all_capitals", "shouted", "lower_share", "lower_count", "upper_count",
    "names_before", "names_after", "opens_sentence", "given_before", "given_itself", "family_itself",
    "family_after", "given_after", "title_before", "organisation_after", "organisation_later",
    "organisation_before", "ends_geographic", "ends_organisation", "same_name", "same_after_locative",
    "same_after_name", "same_before_name", "preposition_before", "the_before", "of_before", "container_after",
    "place_before_comma", "between_commas", "lower_here", "possessive_after", "hyphen_after", "hyphen_before",
    "listed_before", "container_follows", "longer_listed", "position", "in_opening", "person_here", "act_after",
    "people_after", "area_after", "unit_after", "based_after", "direction_before", "digit_near",
    "bracket_before", "whole_run", "name_sentence", "after_and",
)  # fmt: skip
FEATURES = (*NAME_FACTS, *TEXT_FEATURES)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of the article says of its candidates."""

    names: list[str]
    """Name of each candidate: its folded words."""
    uses: Mapping[str, tuple[float, float, float, float]]
    """By name: mentions, and the shares behind a place preposition, behind and before another capitalised word."""
    lower: Mapping[str, int]
    """Times a word stands in lower case."""
    persons: Mapping[str, int]
    """Times a word stands as a family name behind a given name or a title."""
    listed_ends: frozenset[int]
    """Tokens where a listed name ends."""
    containers: Mapping[int, int]
    """First token of each name of a country or a first-order unit, with its end."""
    longest: list[int]
    """For each token the length of the longest listed name over it."""


def survey(tokens: Tokens, found: Mapping[Run, int | None], table: NameTable, lexicon: Lexicon) -> Surroundings:
    """One pass over the article."""
    names = [" ".join(tokens.keys[i:j]) for i, j in found]
    longest = [0] * (len(tokens) + 1)
    ends, containers = set(), {}
    for (i, j), name_id in found.items():
        if name_id is None:
            continue
        ends.add(j)
        if table[name_id].container:
            containers[i] = j
        for at in range(i, j):
            longest[at] = max(longest[at], j - i)
    lower = Counter([word.key for word in tokens.words if word.text.islower()])
    return Surroundings(
        names, uses(tokens, found, names), lower, persons(tokens, lexicon), frozenset(ends), containers, longest
    )


def uses(
    tokens: Tokens, found: Mapping[Run, int | None], names: list[str]
) -> dict[str, tuple[float, float, float, float]]:
    """How each name is used over the whole article."""
    counts: dict[str, list[int]] = {}
    keys, capital, breaks, length = tokens.keys, tokens.capital, tokens.breaks, len(tokens)
    for name, (i, j) in zip(names, found, strict=True):
        count = counts.setdefault(name, [0, 0, 0, 0])
        count[0] += 1
        if i and not breaks[i]:
            count[1] += keys[i - 1] in LOCATIVE
            count[2] += capital[i - 1]
        count[3] += j < length and capital[j] and not breaks[j]
    return {name: (n, a / n, b / n, c / n) for name, (n, a, b, c) in counts.items()}


def persons(tokens: Tokens, lexicon: Lexicon) -> Counter[str]:
    """Words that follow a given name or a title."""
    found: Counter[str] = Counter()
    keys = tokens.keys
    for at in (at for at, is_capital in enumerate(tokens.capital) if is_capital and at and not tokens.breaks[at]):
        before = keys[at - 2] if keys[at - 1] == "." and at > 1 else keys[at - 1]
        if before in TITLE or (tokens.capital[at - 1] and lexicon.given.get(before, 0.0) > 0.01):
            found[keys[at]] += 1
    return found


def features(
    tokens: Tokens, found: Mapping[Run, int | None], table: NameTable, lexicon: Lexicon
) -> npt.NDArray[np.float32]:
    """One row a candidate, columns as in `FEATURES`."""
    around = survey(tokens, found, table, lexicon)
    rows = [
        (UNKNOWN_NAME if name_id is None else table[name_id].name)
        + text_features(tokens, run, name, around, lexicon, name_id is not None)
        for (run, name_id), name in zip(found.items(), around.names, strict=True)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(FEATURES))


def text_features(
    tokens: Tokens, run: Run, name: str, around: Surroundings, lexicon: Lexicon, listed: bool
) -> tuple[float, ...]:
    """The numbers of `TEXT_FEATURES`, in that order."""
    i, j = run
    keys, words = tokens.keys, tokens.words
    total = len(keys)
    open_left, open_right = i > 0 and not tokens.breaks[i], j < total and not tokens.breaks[j]
    p1, p2 = keys[i - 1] if open_left else "", keys[i - 2] if open_left and i > 1 else ""
    q1, q2 = keys[j] if open_right else "", keys[j + 1] if open_right and j + 1 < total else ""
    head, tail = keys[i], keys[j - 1]
    written = words[i].text
    single = j - i == 1
    before = i - tokens.first[i]
    name_after = open_right and tokens.capital[j]
    after = tokens.last[j] - j + 1 if name_after else 0
    low = lexicon.lower.get(head, 0.0) if single else min(lexicon.lower.get(key, 0.0) for key in keys[i:j])
    up = lexicon.upper.get(head, 0.0)
    same, locative, behind, ahead = around.uses[name]
    comma_after = q1 == "," and j + 1 in around.containers
    comma_before = p1 == "," and i - 1 in around.listed_ends
    return (
        j - i,
        len(name),
        written.isupper() and len(written) > 1,
        tokens.shouted[i],
        (low + 0.5) / (low + up + 1.0),
        math.log1p(low),
        math.log1p(up),
        before,
        after,
        tokens.opens[i],
        lexicon.given.get(p1, 0.0) if before else 0.0,
        lexicon.given.get(head, 0.0) if single else 0.0,
        lexicon.family.get(tail, 0.0),
        lexicon.family.get(q1, 0.0) if name_after else 0.0,
        lexicon.given.get(q1, 0.0) if name_after else 0.0,
        p1 in TITLE or (p1 == "." and p2 in TITLE),
        (1.0 if name_after else 0.5) if q1 in ORGANISATION else 0.0,
        name_after and keys[tokens.last[j]] in ORGANISATION,
        p1 in ORGANISATION or (p1 in ("of", "for", "the") and p2 in ORGANISATION),
        tail in GEOGRAPHIC,
        tail in ORGANISATION,
        same,
        locative,
        behind,
        ahead,
        p1 in LOCATIVE,
        p1 == "the",
        p1 == "of",
        1.0 if comma_after else 0.5 if j in around.containers and open_right else 0.0,
        1.0 if comma_before else 0.5 if i in around.listed_ends and open_left else 0.0,
        comma_before and q1 == ",",
        around.lower.get(head, 0) if single else 0,
        q1 == POSSESSIVE,
        q1 == "-",
        p1 == "-",
        i in around.listed_ends and open_left,
        j in around.containers and open_right,
        max(around.longest[i:j]) - (j - i) if listed or single else 0,
        i / total,
        i < OPENING_TOKENS,
        around.persons.get(tail, 0),
        q1 in ACT,
        q1 in PEOPLE,
        q1 in AREA,
        q1 in UNIT or q1 in SETTLEMENT_UNIT,
        q1 == "-" and q2 == "based",
        p1 in DIRECTION,
        q1[:1].isdigit() or p1[:1].isdigit(),
        p1 == "(",
        tokens.first[i] == i and tokens.last[j - 1] == j - 1,
        0.0 if open_left or open_right else 1.0,
        p1 == "and" or q1 == "and",
    )
