"""What its sentence makes of the tense of a finite verb: plans in the present, orders, questions, lists."""

from __future__ import annotations

from mapapp.model import Status
from mapapp.reading.events.figures.counts import NUMBER_WORDS
from mapapp.reading.events.kinds import DEADLY
from mapapp.reading.events.status.conditions import REPORTED, is_ahead, would_be
from mapapp.reading.events.status.judging import Asked, Judged
from mapapp.reading.events.status.verb_groups import (
    LIST_REACH,
    TENSED,
    VerbGroup,
    finite_status,
    is_modal,
    progressive,
    verb_group,
)
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.tokens import Tokens

INVERTED = {"should": Status.HYPOTHETICAL, "did": Status.HAPPENED, "does": Status.ONGOING, "do": Status.ONGOING}
"""Before the subject of a base form: "should it invade", "why did they shell"."""
INVERTED_REACH = 4
COUNT_REACH = 5
"""Words behind a verb in which a number counts its victims."""


def tense_in_sentence(tokens: Tokens, asked: Asked, group: VerbGroup, first: int, judged: Judged) -> Judged:
    """What its sentence makes of the tense of a verb."""
    words, roles = tokens.words, group.roles
    near = words[max(0, group.first - INVERTED_REACH) : group.first]
    if "conditional" in roles and judged.status is Status.HYPOTHETICAL and "have" not in group.words:
        return judged.turned(would_be(tokens, first))
    if group.form is Form.BASE and roles.isdisjoint(TENSED):
        inverted = next((word for word in near if word in INVERTED), None)
        if inverted:
            return Judged(INVERTED[inverted], inverted)
        if group.first == 0 or (group.first == 1 and not words[0][0].isalpha()):
            return judged.turned(Status.CALLED_FOR)
    if words[first] == "had" and group.form is Form.PAST and "had" not in group.words:
        return Judged(Status.HYPOTHETICAL, "had")
    if group.words[:1] == ("be",):
        return Judged(Status.HYPOTHETICAL, next((word for word in near if is_modal(word)), "be"))
    if judged.status is Status.HAPPENED and progressive(group) and not REPORTED.isdisjoint(words[: group.first]):
        return judged.turned(Status.ONGOING)
    if judged.status is Status.ONGOING and asked.group in DEADLY and not group.words and _counts(tokens, asked):
        return judged.turned(Status.HAPPENED)
    coming = judged.status is Status.ONGOING and not asked.headline and is_ahead(tokens, asked)
    return judged.turned(Status.PLANNED) if coming else judged


def _counts(tokens: Tokens, asked: Asked) -> bool:
    """ "A blast kills nine": a present with a number tells of one happening."""
    behind = tokens.words[asked.head + 1 : asked.head + COUNT_REACH]
    return asked.form is not Form.ING and any(word[0].isdigit() or word in NUMBER_WORDS for word in behind)


def as_listed(tokens: Tokens, asked: Asked, before: str) -> Judged | None:
    """ "Are firing rockets and killing people": as the word in -ing before it that has an auxiliary."""
    at = asked.head - 1 - before.endswith("ly")
    if at < 1 or tokens.words[at] not in ("and", "or"):
        return None
    for spot in range(at - 1, max(0, at - LIST_REACH), -1):
        if tokens.words[spot].endswith("ing"):
            group = verb_group(tokens, spot, Form.ING, 0)
            status = finite_status(tokens, group, headline=asked.headline)
            if status:
                return Judged(status, " ".join((*group.words, tokens.words[spot])))
    return None
