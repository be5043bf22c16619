"""What is measured of a mention to tell its role: the name, the words on both sides, what it describes, its document.

Each group of columns is a function with its names beside it; `ROLE_FEATURES` are all of them in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import ADMIN1, COUNTRY, DISTRICT, REGION, SETTLEMENT
from mapapp.reading.places.governments import (
    AUXILIARY,
    DEALING,
    GOVERNMENT_ACT,
    JUDGING,
    NOUN,
    POSSESSION,
    SENT,
    TAKEN,
    TOWARD,
    TOWARD_PREPOSITION,
    acts,
    before,
    does,
    is_subject,
    withdrawn,
)
from mapapp.reading.places.surroundings import Around, Named, around
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.units import listed_unit
from mapapp.reading.places.word_classes import UNKNOWN, WordClass, word_class

TITLE, ORGANISATION, DIRECTION, GEOGRAPHIC = cue("title"), cue("organisation"), cue("direction"), cue("geographic")
LOCATIVE, IN_PLACE, UNIT, SETTLEMENT_UNIT = cue("locative"), cue("in_place"), cue("unit"), cue("settlement_unit")
ACT, OFFICE, FUNCTION = cue("act"), cue("office"), cue("function_word")
PEOPLE, AREA, SEAT = cue("people_or_force"), cue("area"), cue("government_seat")
PARTY, SAYING_BEFORE = cue("party"), cue("saying_before")
DASHES = frozenset({"-", "—", "–", "(", ")"})
LISTING = frozenset({"including", "like", "as", "than", "namely", "especially"})
DATELINE_REACH = 7

Share = tuple[int, float, float]
"""Of a name: mentions, and the shares of them behind a place preposition and before a verb of acting."""

NAME = ("adjective", "plural", "is_country", "is_admin1", "is_settlement", "is_region", "is_site", "is_capital",
        "is_seat", "words", "capitals")  # fmt: skip


def name_columns(a: Around) -> tuple[float, ...]:
    """What the name is."""
    mention, (i, j) = a.mention, a.mention.run
    last = a.tokens.keys[j - 1]
    return (
        mention.adjective,
        mention.adjective and last.endswith("s") and not last.endswith(("ss", "us")),
        mention.kind == COUNTRY,
        mention.kind in (ADMIN1, DISTRICT),
        mention.kind == SETTLEMENT,
        mention.kind == REGION,
        mention.kind > REGION,
        mention.capital,
        " ".join(a.tokens.keys[i:j]) in SEAT,
        j - i,
        a.tokens.words[i].text.isupper(),
    )


LEFT = ("in_place_before", "locative_before", "from_to_before", "of_before", "the_before", "between_before",
        "with_before", "against_before", "by_before", "for_before", "on_before", "comma_before", "direction_before",
        "title_before", "saying_before", "hyphen_before", "listing_before", "opens", "joined", "epithet_before",
        "before_verb", "before_willed", "before_noun", "before_person", "before_act")  # fmt: skip


def left_columns(a: Around) -> tuple[float, ...]:
    """The word that governs the name from the left."""
    p1 = a.key(a.left)
    is_word = p1.isalpha() and p1 not in FUNCTION and not a.tokens.capital[a.left]
    kind = word_class(p1) if is_word else UNKNOWN
    first = a.mention.run[0]
    return (
        p1 in IN_PLACE,
        p1 in LOCATIVE,
        p1 in ("from", "to", "into", "towards", "toward"),
        p1 == "of",
        a.article,
        p1 == "between",
        p1 == "with",
        p1 == "against",
        p1 == "by",
        p1 == "for",
        p1 in ("on", "upon"),
        p1 in (",", "(", "—"),
        a.key(first - 1) in DIRECTION,
        p1 in TITLE,
        p1 in SAYING_BEFORE,
        a.key(first - 1) == "-",
        p1 in LISTING,
        a.tokens.opens[first],
        a.joined,
        a.epithet,
        kind.verb,
        kind.verb * kind.willed,
        kind.noun,
        kind.person + kind.group,
        kind.act,
    )


GOVERNED = ("noun_before", "dealing_before", "verb_toward_before", "judged", "sent_before", "office_of_before",
            "far_person", "far_act", "far_thought", "far_state", "far_place", "far_thing", "far_measure", "far_verb",
            "far_willed", "taken_before")  # fmt: skip


def governed_columns(a: Around) -> tuple[float, ...]:
    """What stands before the preposition of the name: "talks | with", "mayor | of"."""
    p1, p2 = a.key(a.left), a.key(a.left - 1)
    far = word_class(p2) if p1 in FUNCTION and p2.isalpha() and p2 not in FUNCTION else UNKNOWN
    return (
        p1 in TOWARD_PREPOSITION and p2 in NOUN,
        p1 in TOWARD_PREPOSITION and p2 in DEALING,
        p1 in TOWARD,
        p1 in JUDGING and a.ahead[0] == "as",
        p1 == "from" and p2 in SENT and not withdrawn(a.tokens, a.mention.run[0]),
        p1 == "of" and p2 in OFFICE,
        far.person + far.group,
        far.act,
        far.thought,
        far.state,
        far.place,
        far.thing,
        far.measure,
        far.verb,
        far.verb * far.willed,
        p1 in TAKEN,
    )


RIGHT = ("act_after", "government_act_after", "verb_like_after", "unit_after", "settlement_unit_after", "hyphen_after",
         "based_after", "comma_after", "end_after", "dash_after", "function_after", "listed_unit", "after_verb",
         "after_willed", "after_noun", "after_adjective", "main_act", "main_willed", "main_verb", "passive_after",
         "progressive_after", "sentence_subject", "subject_here", "does")  # fmt: skip


def right_columns(a: Around) -> tuple[float, ...]:
    """The words behind the name, and whether it is the subject of a verb."""
    tokens, q1 = a.tokens, a.ahead[0]
    low = a.right < len(tokens) and not tokens.capital[a.right]
    is_word = low and q1.isalpha() and q1 not in FUNCTION
    kind = word_class(q1) if is_word else UNKNOWN
    said, main = a.said, word_class(a.said.verb) if a.said.verb.isalpha() else UNKNOWN
    p1 = a.key(a.left)
    subject = tokens.opens[a.mention.run[0]] or p1 in SAYING_BEFORE or p1 == ","
    last = before(tokens, a.left, tokens.sentence[a.mention.run[1] - 1])[1]
    return (
        low and q1 in ACT,
        low and q1 in GOVERNMENT_ACT,
        low and len(q1) > 4 and q1.endswith("ed"),
        q1 in UNIT,
        q1 in SETTLEMENT_UNIT,
        q1 == "-",
        q1 == "-" and a.ahead[1] == "based",
        q1 == ",",
        q1 in ("", ".", ";", "!", "?"),
        q1 in DASHES,
        q1 in FUNCTION,
        bool(listed_unit(tokens, a.mention.run[1])),
        kind.verb,
        kind.verb * kind.willed,
        kind.noun,
        kind.adjective,
        low and said.verb in GOVERNMENT_ACT and not said.passive,
        low * main.verb * main.willed,
        low * main.verb,
        said.passive,
        said.progressive,
        low and said.verb in ACT and subject,
        low and is_subject(tokens, a.right, last),
        low and bool(said.verb) and (acts(said) or does(said)),
    )


HEAD = ("possessive", "possessed_government", "head", "head_capital", "head_distance", "head_person", "head_group",
        "head_place", "head_thing", "head_act", "head_thought", "head_state", "head_measure", "head_people",
        "head_area", "head_title", "head_party", "head_organisation", "people_next", "area_next", "people_ahead",
        "area_ahead")  # fmt: skip


def head_columns(a: Around) -> tuple[float, ...]:
    """The noun that the name describes or possesses: "Oslo | residents", "Chad's | army"."""
    one, q = a.described, a.ahead
    word = a.key(one.head)
    kind: WordClass = word_class(word) if one.head >= 0 else UNKNOWN
    first = next((each in PEOPLE for each in q if each in PEOPLE or each in AREA), None)
    return (
        one.possessive,
        one.possessive and (q[1] in POSSESSION or q[2] in POSSESSION),
        one.head >= 0,
        one.head >= 0 and a.tokens.capital[one.head],
        one.head - a.right if one.head >= 0 else -1,
        kind.person,
        kind.group,
        kind.place,
        kind.thing,
        kind.act,
        kind.thought,
        kind.state,
        kind.measure,
        word in PEOPLE,
        word in AREA,
        one.titled,
        word in PARTY,
        word in ORGANISATION,
        q[0] in PEOPLE,
        q[0] in AREA,
        first is True,
        first is False,
    )


CHAIN = ("name_after", "name_before", "organisation_ends_run", "organisation_opens_run", "organisation_next",
         "title_after", "person_after", "capital_run", "geographic_ends_run", "the_run", "headline")  # fmt: skip


def chain_columns(a: Around) -> tuple[float, ...]:
    """The run of capitalised words that the name is in."""
    tokens, keys, (i, j) = a.tokens, a.tokens.keys, a.mention.run
    first, last = tokens.first[i], tokens.last[j - 1]
    while first < i and (
        keys[first] in FUNCTION or keys[first] in AUXILIARY or tokens.sentence[first] != tokens.sentence[i]
    ):
        first += 1
    while last >= j and tokens.sentence[last] != tokens.sentence[i]:
        last -= 1
    q1 = a.ahead[0]
    of_organisation = keys[max(0, i - 2)] in ORGANISATION and keys[max(0, i - 1)] in ("of", "for")
    capital_next = a.right < len(tokens) and tokens.capital[a.right]
    return (
        last >= j,
        first < i,
        keys[last] in ORGANISATION and last >= j,
        keys[first] in ORGANISATION or of_organisation,
        q1 in ORGANISATION,
        q1 in TITLE,
        capital_next and q1 not in ORGANISATION and q1 not in GEOGRAPHIC,
        last - first,
        keys[last] in GEOGRAPHIC and last >= j,
        first > 0 and keys[first - 1] == "the",
        tokens.shouted[i],
    )


FORM = ("paragraph", "dateline", "share_in_place", "share_act", "mentions")


def form_columns(a: Around, share: Share) -> tuple[float, ...]:
    """Where in the report the name stands, and how else its name is used there."""
    tokens, (i, j) = a.tokens, a.mention.run
    begins = tokens.breaks[i] or (i > 1 and tokens.keys[i - 1] == "," and tokens.breaks[tokens.first[i - 2]])
    dash = not DASHES.isdisjoint(tokens.keys[j : j + DATELINE_REACH])
    count, in_place, act = share
    return (begins, begins and dash, in_place, act, min(count, 10))


ROLE_FEATURES = (*NAME, *LEFT, *GOVERNED, *RIGHT, *HEAD, *CHAIN, *FORM)


def role_features(tokens: Tokens, mentions: Sequence[Named]) -> npt.NDArray[np.float32]:
    """One row a mention, columns as in `ROLE_FEATURES`."""
    begins = {mention.run[0]: mention.run for mention in mentions}
    ends = {mention.run[1]: mention.run for mention in mentions}
    return role_rows([around(tokens, mention, begins, ends) for mention in mentions], usage(tokens, mentions))


def role_rows(asked: Sequence[Around], shares: Mapping[str, Share]) -> npt.NDArray[np.float32]:
    """The rows of mentions whose surroundings are known."""
    rows = [
        (
            *name_columns(a),
            *left_columns(a),
            *governed_columns(a),
            *right_columns(a),
            *head_columns(a),
            *chain_columns(a),
            *form_columns(a, shares[name_of(a.tokens, a.mention)]),
        )
        for a in asked
    ]
    return np.array(rows, np.float32).reshape(len(rows), len(ROLE_FEATURES))


def name_of(tokens: Tokens, mention: Named) -> str:
    """The folded words of a mention."""
    return " ".join(tokens.keys[mention.run[0] : mention.run[1]])


def usage(tokens: Tokens, mentions: Sequence[Named]) -> dict[str, Share]:
    """How each name is used in the report."""
    counts: dict[str, list[int]] = {}
    for mention in mentions:
        i, j = mention.run
        count = counts.setdefault(name_of(tokens, mention), [0, 0, 0])
        count[0] += 1
        count[1] += i > 0 and tokens.keys[i - 1] in IN_PLACE
        count[2] += j < len(tokens) and tokens.keys[j] in GOVERNMENT_ACT
    return {name: (n, a / n, b / n) for name, (n, a, b) in counts.items()}
