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
from mapapp.reading.places.governments import (
    AUXILIARY,
    BEING,
    DEALING,
    GOVERNMENT_ACT,
    JUDGING,
    NOUN,
    POSSESSION,
    SENT,
    TOWARD,
    TOWARD_PREPOSITION,
    before,
    governs,
    is_subject,
    left_of,
    right_of,
    withdrawn,
)
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.trees import Trees
from mapapp.reading.places.units import listed_unit

TITLE, ORGANISATION, DIRECTION, GEOGRAPHIC = cue("title"), cue("organisation"), cue("direction"), cue("geographic")
LOCATIVE, IN_PLACE, UNIT, SETTLEMENT_UNIT = cue("locative"), cue("in_place"), cue("unit"), cue("settlement_unit")
ACT, OFFICE = cue("act"), cue("office")
PEOPLE, AREA, SEAT = cue("people_or_force"), cue("area"), cue("government_seat")
TRAINED_ROLES = (Role.LOCATION, Role.METONYM, Role.MODIFIER, Role.NAME_PART)
SAYING_BEFORE = frozenset(
    {"that", "while", "but", "as", "whether", "if", "says", "said", "because", "after", "when", "how", "why"}
)
LONGEST_VERB_GROUP = 5
LOOK_AHEAD = 4

ROLE_FEATURES = (
    "adjective", "is_country", "is_admin1", "is_settlement", "is_region", "is_site", "is_capital", "is_seat",
    "in_place_before", "locative_before", "from_to_before", "of_before", "the_before", "between_before", "with_before",
    "against_before", "by_before", "for_before", "on_before", "noun_before", "verb_toward_before", "comma_before",
    "direction_before", "title_before", "saying_before", "opens", "possessive", "possessed_government", "act_after",
    "government_act_after", "verb_like_after", "people_next", "area_next", "people_ahead", "area_ahead", "unit_after",
    "settlement_unit_after", "hyphen_after", "hyphen_before", "based_after", "comma_after", "end_after", "noun_after",
    "name_after", "name_before", "organisation_ends_run", "organisation_opens_run", "organisation_next", "title_after",
    "share_in_place", "share_act", "mentions", "words", "joined", "passive_after", "progressive_after", "main_act",
    "person_after", "capital_run", "sentence_subject",
    "subject_here", "dealing_before", "judged", "sent_before", "office_of_before", "listed_unit",
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


def main_verb(tokens: Tokens, at: int) -> tuple[str, bool, bool]:
    """The verb behind auxiliaries and adverbs that begins at a token, and whether it is passive or progressive."""
    being = False
    for position in range(at, min(len(tokens), at + LONGEST_VERB_GROUP)):
        word = tokens.keys[position]
        if tokens.sentence[position] != tokens.sentence[at] or tokens.capital[position]:
            break
        if word not in AUXILIARY and not word.endswith("ly"):
            progressive = being and word.endswith("ing")
            return word, being and word.endswith(("ed", "en", "hit", "struck")), progressive
        being = word in BEING or (being and word not in ("to", "going"))
    return "", False, False


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
    main, passive, progressive = main_verb(tokens, right)
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
        passive,
        progressive,
        low_next and main in GOVERNMENT_ACT and not passive,
        right < total and tokens.capital[right] and q1 not in ORGANISATION and q1 not in GEOGRAPHIC,
        run_last - run_first,
        low_next and main in ACT and (tokens.opens[i] or p1 in SAYING_BEFORE or p1 == ","),
        is_subject(tokens, right, before(tokens, left, same)[1]),
        p1 in TOWARD_PREPOSITION and p2 in DEALING,
        p1 in JUDGING and q1 == "as",
        p1 == "from" and p2 in SENT and not withdrawn(tokens, i),
        p1 == "of" and p2 in OFFICE,
        bool(listed_unit(tokens, j)),
    )


def roles(tokens: Tokens, mentions: Sequence[Named], trees: Trees) -> list[Role]:
    """The role of each mention; `trees` has one ensemble for each of `TRAINED_ROLES`."""
    if not mentions:
        return []
    scores = trees.scores(role_features(tokens, mentions))
    begins = {mention.run[0]: mention.run for mention in mentions}
    ends = {mention.run[1]: mention.run for mention in mentions}
    return [
        grammatical(tokens, mention, begins, ends) or TRAINED_ROLES[int(best)]
        for mention, best in zip(mentions, scores.argmax(axis=1), strict=True)
    ]


def grammatical(tokens: Tokens, mention: Named, begins: Mapping[int, Run], ends: Mapping[int, Run]) -> Role | None:
    """The role that grammar alone decides: an adjective or a people is no spot, nor is who denies or accuses."""
    if names_organisation(tokens, mention.run[0]):
        return Role.NAME_PART
    if not mention.adjective:
        seat = " ".join(tokens.keys[mention.run[0] : mention.run[1]]) in SEAT
        if (mention.capital or seat) and governs(tokens, mention.run, mention.kind, begins, ends):
            return Role.METONYM
        if mention.capital and belongs(tokens, mention.run[1]):
            return Role.MODIFIER
        return Role.LOCATION if mention.kind == ADMIN1 and listed_unit(tokens, mention.run[1]) else None
    i, j = mention.run
    after = tokens.keys[j] if j < len(tokens) and tokens.sentence[j] == tokens.sentence[i] else ""
    if tokens.last[j - 1] >= j and tokens.keys[tokens.last[j - 1]] in ORGANISATION:
        return Role.NAME_PART
    plural = tokens.keys[j - 1].endswith("s") and not tokens.keys[j - 1].endswith(("ss", "us"))
    if plural or is_people(tokens, i, after):
        return Role.DEMONYM
    return Role.MODIFIER


def names_organisation(tokens: Tokens, first: int) -> bool:
    """Whether a name ends that of an organisation: "University of | Nairobi", "Bank of the | Philippines"."""
    at = first - 1 - (tokens.keys[first - 1] == "the") if first else -1
    return at > 0 and tokens.keys[at] == "of" and tokens.keys[at - 1] in ORGANISATION and tokens.capital[at - 1]


def belongs(tokens: Tokens, at: int) -> bool:
    """Whether a title or a word for people stands directly behind a name: "US | Vice President", "Oslo | officials"."""
    if at >= len(tokens) or tokens.breaks[at] or tokens.keys[tokens.last[at]] in ORGANISATION:
        return False
    word = tokens.keys[at]
    titled = tokens.capital[at] and not TITLE.isdisjoint(tokens.keys[at : min(at + 2, tokens.last[at] + 1)])
    return titled or (word in PEOPLE and word not in GOVERNMENT_ACT)


def is_people(tokens: Tokens, first: int, after: str) -> bool:
    """Whether an adjective stands alone as a noun: "the British have", "a Ukrainian who"."""
    before = tokens.keys[first - 1] if first and not tokens.breaks[first] else ""
    alone = after in ("", ".", ",", ";", "who", "whose", "in", "with") or (after in ACT and after not in PEOPLE)
    return alone and before in ("the", "a", "an", "many", "some", "most", "one", "other", "two", "young")
