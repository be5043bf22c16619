"""Whether a clause tells of another time than its sentence: of something earlier, later, or only set beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mapapp.model import TextSpan
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form, is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

FRONTED = 3
"""Words before a clause that still counts as the beginning of its sentence."""
COUNTED_WITHIN = 16
"""Words behind a trigger in which "hours before" speaks of it."""
AHEAD = word_list("next")
SPANS = word_list("spans")
PROMPT = word_list("promptly")
STEPS = word_list("steps")
"""Words that measure the time from one happening to another."""
NOT_PAST = word_list("before_participles")
"""Before these forms a past form is a participle or a noun."""
WITHIN = frozenset(("in", "at", "during", "since", "from"))
PREVIOUSLY = word_list("previously")
STRETCHES = word_list("stretches")
UNITS = word_list("units_of_time")
"""Of these a stretch is a part of the calendar: "the start of the week"."""
DESCRIBING = word_list("relative")
NEAR_RELATIONS = frozenset(("after", "before"))
RELATIONS = frozenset(("since", "after", "before"))
OTHER_TIMES = DESCRIBING | RELATIONS | {"when", "(", "until"}


def is_earlier(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether the trigger's clause only says what something else came before or after: "since Russia annexed ..."."""
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    if _some_time_after(tokens, trigger):
        return True
    if not trigger.is_verb:
        before = tokens.words[max(0, trigger.first - 4) : trigger.first + 1]
        return any(word == "since" and before[at + 1] != "then" for at, word in enumerate(before[:-1]))
    if trigger.form not in (Form.PAST, Form.ING) or _behind_comma(tokens, first, trigger.first):
        return False
    opener = tokens.words[max(0, first - 1) : first + 1]
    return not RELATIONS.isdisjoint(opener) or _since_what(tokens.words[first : trigger.first])


def _since_what(words: Sequence[str]) -> bool:
    """ "Prices have doubled since rebels ...": "since" with a subject behind it, up to the verb."""
    at = next((at for at in range(len(words) - 1, -1, -1) if words[at] == "since"), None)
    return at is not None and words[at + 1 : at + 2] not in ((), ("then",)) and "," not in words[at:]


def follows_on(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether its clause follows "after" or "before" beside a main clause in the simple past: one course of events.

    "Before dropping again" shares the subject and the course of its main clause whatever the tense of that one.
    """
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    opener = tokens.words[max(0, first - 1) : first + 1]
    if NEAR_RELATIONS.isdisjoint(opener) or _some_time_after(tokens, trigger):
        return False
    if trigger.form is Form.ING and tokens.words[max(0, trigger.first - 1)] == "before":
        return True
    return tells_past(tokens.words[:first]) or tells_past(tokens.words[trigger.last + 1 :])


def tells_past(words: Sequence[str]) -> bool:
    """Whether some words hold a verb in the simple past."""
    return any(is_past(word) and not (at and words[at - 1] in NOT_PAST) for at, word in enumerate(words))


def long_before(tokens: Tokens, trigger: Trigger) -> str:
    """ "Has previously warned": a word beside the verb that keeps it from the day of the news; "" for none."""
    beside = (
        *tokens.words[max(0, trigger.head - 2) : trigger.head],
        *tokens.words[trigger.head + 1 : trigger.head + 2],
    )
    return next((word for word in beside if word in PREVIOUSLY), "")


def within_another(tokens: Tokens, trigger: Trigger) -> str:
    """ "In the first days of the siege": words that put a trigger into a stretch of another happening; "" for none."""
    first, last = clause_of(tokens, trigger.first, trigger.last)
    words = tokens.words
    for at in range(first, last - 2):
        if words[at] in STRETCHES and words[at + 1] == "of" and UNITS.isdisjoint(words[at + 2 : at + 4]):
            opener = next((spot for spot in range(at - 1, max(first, at - 4) - 1, -1) if words[spot] in WITHIN), None)
            if opener is not None and not tells_past(words[trigger.last + 1 : opener]):
                return " ".join(words[opener : at + 2])
    return ""


def says_since_then(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether the trigger's clause says "since then"."""
    first, last = clause_of(tokens, trigger.first, trigger.last)
    return ("since", "then") in pairwise(tokens.words[first : last + 1])


def _behind_comma(tokens: Tokens, first: int, at: int) -> bool:
    """ "Hours before the vote, troops entered": behind the comma of a fronted clause the main one begins."""
    return first <= FRONTED and "," in tokens.words[first:at]


def is_counted(tokens: Tokens, trigger: Trigger) -> bool:
    """ "Recognised the island hours before invading it": its day hangs on another happening that is told as earlier."""
    words = tokens.words[trigger.last + 1 : trigger.last + COUNTED_WITHIN]
    return any(word in STEPS and after == "before" for word, after in pairwise(words))


def ahead_of_report(tokens: Tokens, trigger: Trigger) -> str:
    """ "In the coming months", "later this year": words behind a trigger that put it after the report; "" for none."""
    words = tokens.words
    first, last = clause_of(tokens, trigger.first, trigger.last)
    for at in range(first, last):
        if words[at] in AHEAD and words[at + 1] in SPANS:
            return " ".join(words[at : at + 2])
        if words[at] == "later" and words[at + 1] == "this" and not SPANS.isdisjoint(words[at + 2 : at + 3]):
            return " ".join(words[at : at + 3])
    return ""


def is_aside(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether the trigger stands in a clause that only adds to the main one: "where", "which", "since", "after"."""
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    return (
        first > 0
        and not _behind_comma(tokens, first, trigger.first)
        and not OTHER_TIMES.isdisjoint(tokens.words[max(0, first - 1) : first + 1])
    )


def is_relative(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether the trigger stands in a clause that only describes a noun of the main one: "where ...", "which ..."."""
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    return first > 0 and tokens.words[first] in DESCRIBING


def _some_time_after(tokens: Tokens, trigger: Trigger) -> bool:
    """ "Hours before the march", "right after the war began, they ...": counted from another happening."""
    words = tokens.words
    for at in range(1, trigger.first):
        if words[at] in ("after", "before") and words[at - 1] in STEPS:
            return "," not in words[at : trigger.first] or (at <= 2 and words[at - 1] in PROMPT)
    return False


def is_of_another_time(tokens: Tokens, span: TextSpan) -> bool:
    """Whether an expression stands in a clause that tells an earlier or other happening: "where ... since 2014"."""
    at = tokens.at(span.start)
    first, _ = clause_of(tokens, at, at)
    opener = tokens.words[max(0, first - 1) : first + 1]
    return any(word in OTHER_TIMES and word != "when" for word in opener)
