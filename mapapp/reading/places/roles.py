"""What a place name does in its sentence: a spot, a government, an adjective, a part of another name.

Plain cases follow from the grammar of English (an adjective is never a spot); the rest is decided by small trees, one
for each role, over the words around the mention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mapapp.model import Role
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import ADMIN1, COUNTRY, DISTRICT, REGION, SETTLEMENT
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.trees import Trees

TITLE, ORGANISATION, DIRECTION, GEOGRAPHIC = cue("title"), cue("organisation"), cue("direction"), cue("geographic")
LOCATIVE, IN_PLACE, UNIT, SETTLEMENT_UNIT = cue("locative"), cue("in_place"), cue("unit"), cue("settlement_unit")
ACT, GOVERNMENT_ACT, POSSESSION = cue("act"), cue("government_act"), cue("government_possession")
TOWARD, NOUN, TOWARD_PREPOSITION = cue("toward_government"), cue("government_noun"), cue("toward_preposition")
PEOPLE, AREA, SEAT = cue("people_or_force"), cue("area"), cue("government_seat")
TRAINED_ROLES = (Role.LOCATION, Role.METONYM, Role.MODIFIER, Role.NAME_PART)
SAYING_BEFORE = frozenset(
    {"that", "while", "but", "as", "whether", "if", "says", "said", "because", "after", "when", "how", "why"}
)
ADVERBS = frozenset({"also", "now", "then", "still", "never", "not", "again"})
LOOK_AHEAD = 4

ROLE_FEATURES = (
    "adjective", "is_country", "is_admin1", "is_settlement", "is_region", "is_site", "is_capital", "is_seat",
    "in_place_before", "locative_before", "from_to_before", "of_before", "the_before", "between_before", "with_before",
    "against_before", "by_before", "for_before", "on_before", "noun_before", "verb_toward_before", "comma_before",
    "direction_before", "title_before", "saying_before", "opens", "possessive", "possessed_government", "act_after",
    "government_act_after", "verb_like_after", "people_next", "area_next", "people_ahead", "area_ahead", "unit_after",
    "settlement_unit_after", "hyphen_after", "hyphen_before", "based_after", "comma_after", "end_after", "noun_after",
    "name_after", "name_before", "organisation_ends_run", "organisation_opens_run", "organisation_next", "title_after",
    "share_in_place", "share_act", "mentions", "words", "joined", "adverb_act_after", "person_after", "capital_run",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with what its name stands for."""

    run: Run
    adjective: bool
    kind: int
    """Position in `facts.KINDS` of its likeliest place; -1 where it has none."""
    capital: bool
    """Whether that place is a capital or the name of a country."""


def role_features(tokens: Tokens, mentions: Sequence[Named]) -> npt.NDArray[np.float32]:
    """One row a mention, columns as in `ROLE_FEATURES`."""
    begins = {mention.run[0]: mention.run for mention in mentions}
    ends = {mention.run[1]: mention.run for mention in mentions}
    shares = usage(tokens, mentions)
    rows = [one_row(tokens, mention, begins, ends, shares) for mention in mentions]
    return np.array(rows, np.float32).reshape(len(rows), len(ROLE_FEATURES))


def usage(tokens: Tokens, mentions: Sequence[Named]) -> dict[str, tuple[int, float, float]]:
    """By name: mentions, and the shares behind a place preposition and before a verb of acting."""
    counts: dict[str, list[int]] = {}
    for mention in mentions:
        i, j = mention.run
        count = counts.setdefault(" ".join(tokens.keys[i:j]), [0, 0, 0])
        count[0] += 1
        count[1] += i > 0 and tokens.keys[i - 1] in IN_PLACE
        count[2] += j < len(tokens) and tokens.keys[j] in GOVERNMENT_ACT
    return {name: (n, a / n, b / n) for name, (n, a, b) in counts.items()}


def left_of(tokens: Tokens, run: Run, ends: Mapping[int, Run]) -> tuple[int, bool]:
    """The token before a mention and its coordinated partners ("between Russia and | Ukraine"); -1 for none."""
    at, joined = run[0] - 1, False
    for _ in range(LOOK_AHEAD):
        if at < 0 or tokens.breaks[at + 1]:
            return -1, joined
        if tokens.keys[at] not in ("and", ",", "or", "&") or at not in ends:
            break
        at, joined = ends[at][0] - 1, True
    return at, joined


def right_of(tokens: Tokens, run: Run, begins: Mapping[int, Run]) -> int:
    """The token behind a mention and those joined to it by "and": "Moscow | and Kyiv agreed"."""
    at = run[1]
    for _ in range(LOOK_AHEAD):
        if at + 1 >= len(tokens) or tokens.keys[at] not in ("and", "&") or at + 1 not in begins:
            break
        at = begins[at + 1][1]
    return at


def one_row(
    tokens: Tokens,
    mention: Named,
    begins: Mapping[int, Run],
    ends: Mapping[int, Run],
    shares: Mapping[str, tuple[int, float, float]],
) -> tuple[float, ...]:
    """The numbers of `ROLE_FEATURES`, in that order."""
    i, j = mention.run
    keys, total = tokens.keys, len(tokens)
    left, joined = left_of(tokens, mention.run, ends)
    p1, p2 = keys[left] if left >= 0 else "", keys[left - 1] if left > 0 else ""
    if p1 == "the":
        article, p1, p2 = True, p2, keys[left - 2] if left > 1 else ""
    else:
        article = False
    right = right_of(tokens, mention.run, begins)
    same = tokens.sentence[j - 1]
    ahead = [keys[at] for at in range(right, min(total, right + LOOK_AHEAD)) if tokens.sentence[at] == same]
    ahead += [""] * (LOOK_AHEAD - len(ahead))
    q1, q2, q3, _ = ahead
    name = " ".join(keys[i:j])
    count, in_place, act = shares[name]
    first_kind = next((word in PEOPLE for word in ahead if word in PEOPLE or word in AREA), None)
    low_next = right < total and not tokens.capital[right]
    run_first, run_last = tokens.first[i], tokens.last[j - 1]
    return (
        mention.adjective,
        mention.kind == COUNTRY,
        mention.kind in (ADMIN1, DISTRICT),
        mention.kind == SETTLEMENT,
        mention.kind == REGION,
        mention.kind > REGION,
        mention.capital,
        name in SEAT,
        p1 in IN_PLACE,
        p1 in LOCATIVE,
        p1 in ("from", "to", "into", "towards", "toward"),
        p1 == "of",
        article,
        p1 == "between",
        p1 == "with",
        p1 == "against",
        p1 == "by",
        p1 == "for",
        p1 in ("on", "upon"),
        p1 in TOWARD_PREPOSITION and p2 in NOUN,
        p1 in TOWARD,
        p1 in (",", "(", "—"),
        p1 in DIRECTION,
        p1 in TITLE,
        p1 in SAYING_BEFORE,
        tokens.opens[i],
        q1 == "'s",
        q1 == "'s" and (q2 in POSSESSION or q3 in POSSESSION),
        low_next and q1 in ACT,
        low_next and q1 in GOVERNMENT_ACT,
        low_next and len(q1) > 4 and q1.endswith("ed"),
        q1 in PEOPLE,
        q1 in AREA,
        first_kind is True,
        first_kind is False,
        q1 in UNIT,
        q1 in SETTLEMENT_UNIT,
        q1 == "-",
        i > 0 and keys[i - 1] == "-",
        q1 == "-" and q2 == "based",
        q1 == ",",
        q1 in ("", ".", ";", "!", "?"),
        q1 in NOUN,
        run_last >= j,
        run_first < i,
        keys[run_last] in ORGANISATION and run_last >= j,
        keys[run_first] in ORGANISATION
        or (keys[max(0, i - 2)] in ORGANISATION and keys[max(0, i - 1)] in ("of", "for")),
        q1 in ORGANISATION,
        q1 in TITLE,
        in_place,
        act,
        min(count, 10),
        j - i,
        joined,
        (low_next and q1.endswith("ly"))
        or (q1 in ("also", "now", "then", "still", "never", "not", "again") and q2 in ACT),
        right < total and tokens.capital[right] and q1 not in ORGANISATION and q1 not in GEOGRAPHIC,
        run_last - run_first,
    )


def roles(tokens: Tokens, mentions: Sequence[Named], trees: Mapping[Role, Trees]) -> list[Role]:
    """The role of each mention."""
    if not mentions:
        return []
    rows = role_features(tokens, mentions)
    scores = np.stack([trees[role].scores(rows) for role in TRAINED_ROLES], axis=1)
    return [
        grammatical(tokens, mention) or TRAINED_ROLES[int(best)]
        for mention, best in zip(mentions, scores.argmax(axis=1), strict=True)
    ]


def grammatical(tokens: Tokens, mention: Named) -> Role | None:
    """The role that the form of a name alone decides: an adjective or a people is no spot."""
    if not mention.adjective:
        return None
    i, j = mention.run
    after = tokens.keys[j] if j < len(tokens) and tokens.sentence[j] == tokens.sentence[i] else ""
    if tokens.last[j - 1] >= j and tokens.keys[tokens.last[j - 1]] in ORGANISATION:
        return Role.NAME_PART
    plural = tokens.keys[j - 1].endswith("s") and not tokens.keys[j - 1].endswith(("ss", "us"))
    if plural or is_people(tokens, i, after):
        return Role.DEMONYM
    return Role.MODIFIER


def is_people(tokens: Tokens, first: int, after: str) -> bool:
    """Whether an adjective stands alone as a noun: "the British have", "a Ukrainian who"."""
    before = tokens.keys[first - 1] if first and not tokens.breaks[first] else ""
    alone = after in ("", ".", ",", ";", "who", "whose", "in", "with") or after in ACT
    return alone and before in ("the", "a", "an", "many", "some", "most", "one", "other", "two", "young")
