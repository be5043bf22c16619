"""Which time expressions of a sentence can tell the days of a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mapapp.model import Published, TextSpan, TimeMention, TimeType
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.inflection import Form
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.triggers import Trigger

YEAR_LONG = 300
"""Days from which an expression is a year or more; beside a narrower one it only says which year."""


def times_of(
    tokens: Tokens, trigger: Trigger, times: Sequence[TimeMention], *, beyond_clause: bool = True
) -> tuple[TimeMention, ...]:
    """The expressions of the trigger's clause; without any, those of the clauses that are not about other times.

    Without `beyond_clause` only its own clause is asked: of what is to come another clause tells nothing.
    """
    datable = [time for time in times if tokens.span.contains(time.span) and not _is_measure(tokens, time)]
    clause = tokens.span_of(*clause_of(tokens, trigger.first, trigger.last))
    inside = [time for time in datable if clause.contains(time.span)]
    chosen = inside
    if beyond_clause and not inside and not is_earlier(tokens, trigger):
        chosen = [time for time in datable if time.covers == "until" or not _of_another_time(tokens, time.span)]
    narrow = [time for time in chosen if not time.days or time.days.days < YEAR_LONG]
    return tuple(narrow or chosen)


def _is_measure(tokens: Tokens, time: TimeMention) -> bool:
    """Whether an expression tells how often or how long rather than when: "daily", "the year-long war"."""
    at = tokens.at(time.span.start)
    return time.type is TimeType.SET or "long" in tokens.words[at : tokens.at(time.span.end) + 2]


def is_earlier(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether the trigger's clause only says what something else came before or after: "since Russia annexed ..."."""
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    if _some_time_after(tokens, trigger):
        return True
    if not trigger.is_verb:
        before = tokens.words[max(0, trigger.first - 4) : trigger.first + 1]
        return any(word == "since" and before[at + 1] != "then" for at, word in enumerate(before[:-1]))
    telling = trigger.form in (Form.PAST, Form.ING) and not _behind_comma(tokens, first, trigger.first)
    return telling and not RELATIONS.isdisjoint(tokens.words[max(0, first - 1) : first + 1])


def since_then(tokens: Tokens, trigger: Trigger, anchor: TimeMention | None) -> TimeMention | None:
    """The time that "since then" in the trigger's clause points back to: `anchor`, the last one named before."""
    first, last = clause_of(tokens, trigger.first, trigger.last)
    words = tokens.words[first : last + 1]
    return anchor if ("since", "then") in pairwise(words) else None


def _behind_comma(tokens: Tokens, first: int, at: int) -> bool:
    """ "Hours before the vote, troops entered": behind the comma of a fronted clause the main one begins."""
    return first <= FRONTED and "," in tokens.words[first:at]


def looks_back(times: Sequence[TimeMention], published: Published | None) -> bool:
    """Whether most days that a report names lie long before it: a chronicle, a portrait, an anniversary."""
    if published is None:
        return False
    days = [time.days for time in times if time.days and time.days.days <= MONTH_LONG]
    old = sum((published.span.first_day - span.last_day).days > LONG_AGO for span in days)
    return old >= FEWEST_OLD and 2 * old > len(days)


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


def _some_time_after(tokens: Tokens, trigger: Trigger) -> bool:
    """ "Hours before the march", "immediately after the start of the war, they ...": counted from another happening."""
    words = tokens.words
    for at in range(1, trigger.first):
        if words[at] in ("after", "before") and words[at - 1] in STEPS:
            return "," not in words[at : trigger.first] or (at <= 2 and words[at - 1] in PROMPT)
    return False


def _of_another_time(tokens: Tokens, span: TextSpan) -> bool:
    """Whether an expression stands in a clause that tells an earlier or other happening: "where ... since 2014"."""
    at = tokens.at(span.start)
    first, _ = clause_of(tokens, at, at)
    opener = tokens.words[max(0, first - 1) : first + 1]
    return any(word in OTHER_TIMES and word != "when" for word in opener)


FRONTED = 3
"""Words before a clause that still counts as the beginning of its sentence."""
COUNTED_WITHIN = 16
"""Words behind a trigger in which "hours before" speaks of it."""
MONTH_LONG, LONG_AGO, FEWEST_OLD = 31, 60, 4
"""Days that an expression covers at most, days before the report that are long, and how many such make a chronicle."""
AHEAD = frozenset(("coming", "next", "following", "upcoming", "future"))
SPANS = frozenset(("days", "weeks", "months", "years", "week", "month", "year", "summer", "autumn", "winter", "spring"))
PROMPT = frozenset(("immediately", "shortly", "soon"))
STEPS = word_list("steps")
"""Words that measure the time from one happening to another."""
RELATIONS = frozenset(("since", "after", "before"))
OTHER_TIMES = frozenset(("where", "which", "who", "whom", "whose", "since", "after", "before", "when", "(", "until"))
