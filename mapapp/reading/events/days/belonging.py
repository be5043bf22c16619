"""Which time expressions of a sentence can date a trigger, by the words between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapapp.model import Published, TimeMention, TimeType
from mapapp.reading.events.claims.saying import TELLING
from mapapp.reading.events.days.relations import is_earlier, is_of_another_time, tells_past
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import ARTICLES, FOLLOWING
from mapapp.reading.events.words.tokens import Tokens

YEAR_LONG = 300
"""Days from which an expression is a year or more; beside a narrower one it only says which year."""
FAR = 60
"""Words between a trigger and an expression from which on nothing is believed to join them."""
BEFORE_TIME = 3
"""Words before an expression that belong to it: "after the early"."""
SOON = 3
"""Words behind an expression in which the verb stands that it belongs to: "said results in May were"."""
COMPARED_WITHIN = 8
"""Words before an expression in which "the lowest" or "a fall from" makes a yardstick of it."""
APART = word_list("apart")
"""Words that lead to another happening: what stands behind them dates that one."""
ASIDE = frozenset(("when", "which"))
"""Words whose clause is about the time just before them: "in 2014, when ..."."""
OF_SCENE = frozenset(("in", "during", "on", "at", "by", "from", "of"))
"""Before "Monday's attack" these join it with the verb: "died in Monday's attack"."""
AUXILIARIES = word_list("auxiliaries")
ENDINGS = frozenset(("until", "till", "til"))
OF_NOUNS = word_list("relative")
BESIDE = frozenset(("since", "after", "before", "following", "despite", "until"))
"""Before a happening these set it beside another: "after the vote of 3 May, ..."."""
CHANGES = word_list("changes")
GOING_ON = frozenset(("and", "but", ",", "that"))
RELATIVES = frozenset(("that", "which", "who"))
"""Words whose clause is about the noun just before them: "the quake that struck on Monday"."""
SUPERLATIVES = word_list("superlatives")
MARKS = word_list("marks")
"""What a change is measured from: "from the close of trading Tuesday"."""


def times_of(
    tokens: Tokens,
    trigger: Trigger,
    times: Sequence[TimeMention],
    *,
    beyond_clause: bool = True,
    now: Published | None = None,
) -> tuple[TimeMention, ...]:
    """The expressions of the trigger's clause; without any, those of the clauses before it that share their time.

    Without `beyond_clause` only its own clause is asked: of what is to come another clause tells nothing. `now` is
    given for the tenses that no past day goes with: "has announced", "says".
    """
    datable = [time for time in times if tokens.span.contains(time.span) and _can_date(tokens, trigger, time, now)]
    first, last = clause_of(tokens, trigger.first, trigger.last)
    clause = tokens.span_of(first, last)
    inside = [time for time in datable if clause.contains(time.span)]
    inside += [replace(time, covers="within") for time in datable if _opens(tokens, first, time)]
    chosen = inside
    if beyond_clause and not inside and not is_earlier(tokens, trigger):
        chosen = [time for time in datable if _shares_time(tokens, trigger, time)]
    narrow = [time for time in chosen if not time.days or time.days.days < YEAR_LONG]
    return tuple(narrow or chosen)


def _can_date(tokens: Tokens, trigger: Trigger, time: TimeMention, now: Published | None) -> bool:
    """Whether an expression of its sentence may tell the days of a trigger at all."""
    over = now is not None and _is_over(time, now)
    return not (over or _is_measure(tokens, time) or _is_apart(tokens, trigger, time))


def _is_over(time: TimeMention, now: Published) -> bool:
    return time.days is not None and time.covers != "since" and time.days.last_day < now.span.first_day


def _is_measure(tokens: Tokens, time: TimeMention) -> bool:
    """Whether an expression tells how often, how long, or only what is compared: "daily", "the lowest since 1997"."""
    at, end = tokens.at(time.span.start), tokens.at(time.span.end)
    if time.type is TimeType.SET or "long" in tokens.words[at : end + 2]:
        return True
    before = tokens.words[max(0, at - COMPARED_WITHIN) : at]
    if "than" in before[-2:] or (before[-2:-1] == ("compared",)):
        return True
    if "since" in before[-BEFORE_TIME:] and not SUPERLATIVES.isdisjoint(before):
        return True
    return _is_compared(before)


def _is_compared(before: Sequence[str]) -> bool:
    """ "Up 54 points from", "a fall from the close of trading"; not "fell from 5 to 4 on", "shot down from a ship"."""
    if "from" not in before or before[-1] == "on":
        return False
    at = len(before) - 1 - list(reversed(before)).index("from")
    mark = before[at + 1 :]
    named = not MARKS.isdisjoint(mark) or mark in ((), ("the",), ("a",))
    return named and not CHANGES.isdisjoint(before[:at])


def _opens(tokens: Tokens, first: int, time: TimeMention) -> bool:
    """ "In 2014, when ...", "since 2014, which saw": a clause about the time that stands just before it."""
    if tokens.words[first] not in ASIDE:
        return False
    gap = tokens.words[tokens.at(time.span.end) : first]
    return time.span.end <= tokens.starts[first] and gap in ((), (",",))


def _shares_time(tokens: Tokens, trigger: Trigger, time: TimeMention) -> bool:
    """Whether an expression of another clause can date the trigger; not that of one that goes on with other things."""
    at = tokens.at(time.span.start)
    first, last = clause_of(tokens, at, at)
    words = tokens.words[first : last + 1]
    described = first > trigger.last and tokens.words[trigger.last + 1 : first] in ((), (",",))
    if described and words[0] in RELATIVES and not trigger.is_verb:
        return True
    if first > trigger.last and words[0] in GOING_ON and _tells(words):
        return False
    ends = time.covers == "until" and (not trigger.is_verb or words[0] in ENDINGS)
    return ends or not is_of_another_time(tokens, time.span)


def _tells(words: Sequence[str]) -> bool:
    """Whether some words hold a finite verb."""
    return tells_past(words) or not AUXILIARIES.isdisjoint(words)


def _is_apart(tokens: Tokens, trigger: Trigger, time: TimeMention) -> bool:
    """Whether the words between a trigger and an expression, or around it, give it to another happening."""
    at, end = tokens.at(time.span.start), tokens.at(time.span.end)
    if at - trigger.last > FAR or trigger.first - end > FAR:
        return True
    if at > trigger.last:
        return _is_behind_another(tokens, trigger, at, end)
    return _is_in_aside(tokens, trigger, at, end)


def _is_behind_another(tokens: Tokens, trigger: Trigger, at: int, end: int) -> bool:
    words = tokens.words[trigger.last + 1 : at]
    bare = words[:-BEFORE_TIME] if len(words) > BEFORE_TIME else ()
    if not APART.isdisjoint(bare) or _in_aside(words):
        return True
    if _describes(tokens, at, end):
        return OF_SCENE.isdisjoint(words[-BEFORE_TIME:]) or not APART.isdisjoint(words)
    said = next((i for i, word in enumerate(words) if word in TELLING), None)
    if said is not None and (_tells(words[said + 1 :]) or _tells(tokens.words[end : end + SOON])):
        return True
    return trigger.is_verb and any(
        is_past(word) and words[i - 1] not in ("and", "or", ",", "be", "been", "was", "were")
        for i, word in enumerate(words)
        if i
    )


def _in_aside(words: Sequence[str]) -> bool:
    """Whether the last comma is followed by a participle or a relative: "a deal, begun in", "the duke, who left in"."""
    if "," not in words:
        return False
    comma = len(words) - 1 - list(reversed(words)).index(",")
    opener = words[comma + 1] if comma + 1 < len(words) else ""
    return opener in OF_NOUNS or is_past(opener) or (opener.endswith("ing") and len(opener) > len("being"))


def _describes(tokens: Tokens, at: int, end: int) -> bool:
    """ "Monday's attack", "its July launch": an expression that belongs to the noun behind it."""
    following = tokens.words[end : end + 1]
    if following == ("'s",):
        return True
    owned = at > 0 and (tokens.words[at - 1] in ARTICLES or tokens.words[at - 1] == "'s")
    return owned and bool(following) and following[0].isalpha() and following[0] not in FOLLOWING


def _is_in_aside(tokens: Tokens, trigger: Trigger, at: int, end: int) -> bool:
    """ "A replacement, begun two years ago, has been": an expression of a participle between commas before the verb."""
    if "," not in tokens.words[end : trigger.first]:
        return False
    first, _ = clause_of(tokens, at, at)
    before = tokens.words[max(0, first - 1) : max(0, at - BEFORE_TIME)]
    return not BESIDE.isdisjoint(before) or _in_aside(tokens.words[max(0, at - FAR) : at])
