"""Which time expressions of a sentence can tell the days of a trigger."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import TextSpan, TimeMention, TimeType
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.inflection import Form
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.triggers import Trigger

YEAR_LONG = 300
"""Days from which an expression is a year or more; beside a narrower one it only says which year."""


def times_of(tokens: Tokens, trigger: Trigger, times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The expressions of the trigger's clause; without any, those of the clauses that are not about other times."""
    datable = [time for time in times if time.type is not TimeType.SET and tokens.span.contains(time.span)]
    clause = tokens.span_of(*clause_of(tokens, trigger.first, trigger.last))
    inside = [time for time in datable if clause.contains(time.span)]
    chosen = inside
    if not inside and not is_earlier(tokens, trigger):
        chosen = [time for time in datable if not _of_another_time(tokens, time.span)]
    narrow = [time for time in chosen if not time.days or time.days.days < YEAR_LONG]
    return tuple(narrow or chosen)


def is_earlier(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether the trigger's clause only says what something else came before or after: "since Russia annexed ..."."""
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    if not trigger.is_verb:
        return "since" in tokens.words[max(0, trigger.first - 4) : trigger.first]
    return trigger.form is Form.PAST and not RELATIONS.isdisjoint(tokens.words[max(0, first - 1) : first + 1])


def _of_another_time(tokens: Tokens, span: TextSpan) -> bool:
    """Whether an expression stands in a clause that tells an earlier or other happening: "where ... since 2014"."""
    at = tokens.at(span.start)
    first, _ = clause_of(tokens, at, at)
    opener = tokens.words[max(0, first - 1) : first + 1]
    return any(word in OTHER_TIMES for word in opener)


RELATIONS = frozenset(("since", "after", "before"))
OTHER_TIMES = frozenset(("where", "which", "who", "whom", "whose", "since", "after", "before", "when", "(", "until"))
