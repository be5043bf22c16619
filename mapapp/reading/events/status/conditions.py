"""What a clause makes of what is told in it: conditions, times to come, questions, reports of what would be."""

from __future__ import annotations

from itertools import pairwise

from mapapp.model import Status
from mapapp.reading.events.kinds import DEADLY
from mapapp.reading.events.status.judging import Asked, Judged
from mapapp.reading.events.status.verb_groups import TENSED, auxiliaries
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.lexicon import pairs, word_list
from mapapp.reading.events.words.nominals import FUTURE, is_subject
from mapapp.reading.events.words.tokens import Tokens

CONDITIONAL = word_list("conditional")
IN_CASE = ("in", "case")
CONDITION_REACH = 20
"""Words behind a verb in which its condition stands."""
HOSTILE = DEADLY | {"pressure"}
"""Groups of kinds that threaten where they hang on a condition."""
UNTIL = word_list("until")
COMING = word_list("coming")
WONDERING = word_list("wondering")
REPORTED = word_list("reported")
REPORT_REACH = 12
"""Words around the beginning of a clause in which the report that it belongs to stands."""
AHEAD_REACH, MEETING_REACH = 12, 5
"""Words behind a verb in the present in which a day to come stands, and behind one of meeting a weekday."""
NOUN_REACH = 7
GROUP_REACH, PREDICATE_REACH = 4, 8
"""Words of a group of verbs ("will likely be discussed"), and behind a subject in which its verb stands."""
DATED_REACH = 30
"""Words behind a verb in the present in which "from Monday" stands."""
ARRANGED = frozenset(("talks", "movement", "aid", "pressure", "other"))
"""Groups of kinds that are set for a day."""
WEEKDAYS, MONTHS = word_list("weekdays"), word_list("months")
AHEAD, AHEAD_OF = word_list("ahead"), pairs("ahead_of")


def conditioned(tokens: Tokens, asked: Asked, first: int, judged: Judged) -> Judged:
    """What a condition or a time to come makes of it; `first` is the first word of its clause."""
    return _when(tokens, asked, first, _under_condition(tokens, asked, first, judged))


def _under_condition(tokens: Tokens, asked: Asked, first: int, judged: Judged) -> Judged:
    """What stands under "if" is a thought, whatever its tense; what follows from it, a threat where it would hurt."""
    start = max(0, first - 1)
    before = tokens.words[start : asked.first]
    at = next((i for i, word in enumerate(before) if word in CONDITIONAL or before[i : i + 2] == IN_CASE), None)
    if at is None or (start + at and tokens.words[start + at - 1] == "as"):
        behind = tokens.words[asked.last + 1 : asked.last + CONDITION_REACH]
        hangs = "if" in behind or "unless" in behind
        return judged.turned(Status.THREATENED) if hangs and _hurts(asked, judged) else judged
    if "," not in before[at:]:
        return Judged(Status.HYPOTHETICAL, before[at])
    if judged.is_fact:
        return judged
    return judged.turned(Status.THREATENED) if _hurts(asked, judged) else Judged(Status.HYPOTHETICAL, before[at])


def _hurts(asked: Asked, judged: Judged) -> bool:
    return judged.status is Status.PLANNED and asked.group in HOSTILE and asked.is_verb


def _when(tokens: Tokens, asked: Asked, first: int, judged: Judged) -> Judged:
    """ "Will end when the troops withdraw": a present behind such a word speaks of what is to come."""
    opener = tokens.words[first]
    if judged.status is not Status.ONGOING or opener not in UNTIL or asked.form is Form.ING:
        return judged
    if opener != "when":
        return Judged(Status.HYPOTHETICAL, opener)
    if COMING.isdisjoint(tokens.words[:first] + tokens.words[first + 1 :]):
        return judged
    return Judged(Status.HYPOTHETICAL if "only" in tokens.words[max(0, first - 4) : first] else Status.PLANNED, opener)


def answered(tokens: Tokens, asked: Asked, judged: Judged) -> Judged:
    """ "Will the army attack?" tells nothing; "Why did it attack?" takes for granted that it did."""
    if "?" not in tokens.words[-2:]:
        return judged
    first, _ = clause_of(tokens, asked.first, asked.last)
    sure = judged.is_fact and not WONDERING.isdisjoint(tokens.words[first : first + 2])
    return judged if sure else Judged(Status.HYPOTHETICAL, "?", idle=not asked.is_verb)


def would_be(tokens: Tokens, first: int) -> Status:
    """ "Would" after a report in the past tense is a plan: "he said they would send"; elsewhere a thought."""
    around = tokens.words[max(0, first - REPORT_REACH) : first + REPORT_REACH]
    return Status.PLANNED if not REPORTED.isdisjoint(around) else Status.HYPOTHETICAL


def is_dated_ahead(tokens: Tokens, asked: Asked) -> bool:
    """ "A referendum next month": whether a day to come stands behind a noun."""
    behind = tokens.words[asked.last + 1 : asked.last + NOUN_REACH]
    return not AHEAD.isdisjoint(behind) or any(pair in AHEAD_OF for pair in pairwise(behind))


def is_ahead(tokens: Tokens, asked: Asked) -> bool:
    """ "Is flying to Paris tomorrow", "they meet on Monday": whether a present speaks of a day to come."""
    _, last = clause_of(tokens, asked.first, asked.last)
    behind = tokens.words[asked.head + 1 : min(last + 1, asked.head + AHEAD_REACH)]
    near = behind[:MEETING_REACH]
    dated = not WEEKDAYS.isdisjoint(near) or any(one == "on" and other in MONTHS for one, other in pairwise(near))
    if dated and asked.group in ARRANGED and asked.form is not Form.ING:
        return True
    return not AHEAD.isdisjoint(behind) or any(
        pair in AHEAD_OF for pair in pairwise(tokens.words[asked.head + 1 : asked.head + DATED_REACH])
    )


def follows_future(tokens: Tokens, at: int, first: int) -> bool:
    """ "Will be discussed during": whether the verb that ends before a word is put into the future."""
    return not FUTURE.isdisjoint(tokens.words[max(first, at - GROUP_REACH) : at])


def brings_ahead(tokens: Tokens, asked: Asked, first: int, last: int) -> bool:
    """ "The council meeting on Thursday will set the budget": what a subject is yet to bring has it ahead."""
    if not is_subject(tokens, asked.first, first):
        return False
    behind = tokens.words[asked.last + 1 : min(last + 1, asked.last + PREDICATE_REACH)]
    return next((word for word in behind if auxiliaries().get(word) in TENSED), "") in FUTURE
