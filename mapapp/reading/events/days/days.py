"""The days of what a report tells: one way for its events and for any other words of it.

In order: the expression of the clause or the sentence, the day of the story, the same happening told with its day
elsewhere, the days of the report. What is told only as before or after something else gets no day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from mapapp.model import Published, Reading, Status, TextSpan, TimeBasis, TimeMention, TimeSpan
from mapapp.reading.events.claims.saying import TELLING
from mapapp.reading.events.days.belonging import times_of
from mapapp.reading.events.days.recalling import recalled
from mapapp.reading.events.days.relations import (
    ahead_of_report,
    follows_on,
    is_counted,
    is_earlier,
    is_relative,
    long_before,
    says_since_then,
    tells_past,
    within_another,
)
from mapapp.reading.events.days.story import LONG_AGO, Story, story_of
from mapapp.reading.events.days.telling import TO_COME, Telling, Tense
from mapapp.reading.events.status.status import status_of
from mapapp.reading.events.words.clauses import FURTHEST, clause_of
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.mentions import trigger_at
from mapapp.reading.events.words.tokens import tokenise
from mapapp.reading.times.attaching import Attached, days_of_report, days_told, leaning, written

LEANING = {Tense.PAST: -1, Tense.COMING: 1}
"""Where a weekday lies that a verb of this tense has, in weeks from the report."""
MEMORIES = word_list("memories")
REMEMBERED_WITHIN = 8
"""Words before a trigger in which "the anniversary of" speaks of it."""
CONTINUING = word_list("continuing")
CONTINUED_WITHIN = 3
"""Words from the beginning of a sentence in which such a word stands."""


def days_at(reading: Reading, spans: Sequence[TextSpan]) -> tuple[Attached, ...]:
    """When that happened of which the words of each span tell, whether or not they are an event of ours.

    By the same rules as for events; a span outside all sentences is told at no time: no days, and the reason.
    """
    sentences = tokenise(reading.article.text, reading.sentences)
    story = story_of(reading.article, sentences, reading.times, reading.published)
    starts = [tokens.span.start for tokens in sentences]
    return tuple(_days_at(story, starts, span) for span in spans)


def _days_at(story: Story, starts: Sequence[int], span: TextSpan) -> Attached:
    index = bisect_right(starts, span.start) - 1
    if index < 0 or not story.sentences[index].span.overlaps(span) or not story.sentences[index].words:
        return None, None, "it stands outside the sentences of the report"
    tokens, heading = story.sentences[index], index in story.headlines
    trigger = trigger_at(tokens, span)
    return days_of(story.of(tokens), Telling(tokens, trigger, status_of(tokens, trigger, headline=heading), heading))


def days_of(story: Story, telling: Telling, *again: Telling) -> Attached:
    """When that happened, or is to, of which some words tell; `again`: where the report tells the same again."""
    return (
        _remembered(telling)
        or next(filter(None, (_stated(story, each) for each in (telling, *again))), None)
        or _since_then(story, telling)
        or _undated(story, telling)
        or _of_the_story(story, telling)
        or _recalled(story, telling)
        or _of_the_report(story, telling)
    )


def _remembered(telling: Telling) -> Attached | None:
    """ "The anniversary of the siege": what is remembered is not of the day on which it is."""
    words, first = telling.tokens.words, telling.trigger.first
    before = words[max(0, first - REMEMBERED_WITHIN) : first]
    found = next((word for word, after in pairwise(before) if word in MEMORIES and after == "of"), None)
    return (None, None, f'it is only remembered: "{found} of"') if found else None


def _stated(story: Story, telling: Telling) -> Attached | None:
    dated = [_leaning(story, telling, time) for time in story.times[telling.index] if time.days]
    now = story.published if telling.tense is Tense.PERFECT else None
    beyond = telling.tense is Tense.PAST or (
        telling.tense is not Tense.COMING and not is_relative(telling.tokens, telling.trigger)
    )
    times = times_of(telling.tokens, telling.trigger, dated, beyond_clause=beyond, now=now)
    if not times:
        return None
    planned = _is_to_come(telling, times, story.published)
    near = telling.tokens.starts[telling.trigger.first]
    return days_told(telling.clause, near, times, story.published, story.text, planned=planned)


def _leaning(story: Story, telling: Telling, time: TimeMention) -> TimeMention:
    """A weekday of the week that the tense looks to; "unveiled plans Friday to travel" is of the verb before it."""
    weeks = LEANING.get(telling.tense, 0) if telling.trigger.is_verb else 0
    tokens, at = telling.tokens, telling.tokens.at(time.span.start)
    if weeks > 0 and at < telling.trigger.first and tells_past(tokens.words[max(0, at - FURTHEST) : at]):
        return time
    return leaning(time, story.published, story.text, weeks)


def _is_to_come(telling: Telling, times: Sequence[TimeMention], published: Published | None) -> bool | None:
    """Whether its days lie ahead; a noun has no tense, so it follows the days that are named, None for both ways."""
    coming = telling.tense is Tense.COMING
    if telling.trigger.is_verb or published is None:
        return coming
    days = [time.days for time in times if time.days]
    if days and all(span.first_day > published.span.last_day for span in days):
        return telling.judged.status is not Status.DENIED
    if coming or telling.judged.status is Status.ONGOING:
        return None if any(span.overlaps(published.span) for span in days) else False
    return False


def _since_then(story: Story, telling: Telling) -> Attached | None:
    begun, published = story.named[telling.index], story.published
    if not (begun and begun.days and published and says_since_then(telling.tokens, telling.trigger)):
        return None
    span = TimeSpan(min(begun.days.first_day, published.span.first_day), published.span.last_day)
    return span, TimeBasis.RELATIVE, '"since then": from the day named before to the days of the report'


def _undated(story: Story, telling: Telling) -> Attached | None:
    """No days, where the words put it at another time than the story's without naming it."""
    tokens, trigger = telling.tokens, telling.trigger
    if (is_earlier(tokens, trigger) and not follows_on(tokens, trigger)) or is_counted(tokens, trigger):
        return None, None, "told only as earlier or later than something else; no day is named"
    if within := within_another(tokens, trigger):
        return None, None, f'"{within}" something else; no day is named'
    if telling.judged.status in TO_COME and (ahead := ahead_of_report(tokens, trigger)):
        return None, None, f'"{ahead}" lies ahead of the report; no day is named'
    if telling.tense is Tense.PLUPERFECT and not _is_reported(telling):
        return None, None, f'"{telling.judged.because}" is earlier than the rest; no day is named'
    if before := long_before(tokens, trigger):
        return None, None, f'"{before}" is before the news; no day is named'
    if (of := _goes_on_from(story, telling)) and of.days and _is_long_ago(of.days, story.published):
        return None, None, f"it goes on from what is told of {written(of.days)}; no day is named"
    if story.looks_back:
        return None, None, "the sentence names no day, and the report tells mostly of earlier times"
    return None


def _goes_on_from(story: Story, telling: Telling) -> TimeMention | None:
    """The time that the sentence before tells of, where this one goes on with "it", "then"."""
    tokens, at = telling.tokens, telling.index
    if telling.tense is not Tense.PAST or not at or story.sentences[at - 1].paragraph != tokens.paragraph:
        return None
    if CONTINUING.isdisjoint(tokens.words[:CONTINUED_WITHIN]):
        return None
    return next((time for time in reversed(story.times[at - 1]) if time.days), None)


def _is_long_ago(days: TimeSpan, published: Published | None) -> bool:
    return published is not None and (published.span.first_day - days.last_day).days > LONG_AGO


def _is_reported(telling: Telling) -> bool:
    """ "Said that troops had entered": behind a word of saying "had" only shifts the tense."""
    return not TELLING.isdisjoint(telling.tokens.words[: telling.trigger.first])


def _of_the_story(story: Story, telling: Telling) -> Attached | None:
    """The day of the news, for what is told in the past tense, and what goes along with it."""
    time = _day_before(story, telling) or story.day
    if time is None or time.days is None or telling.tokens.span.contains(time.span):
        return None
    if not (telling.tense is Tense.PAST or telling.heading or _goes_along(telling)):
        return None
    said = time.span.of(story.text)
    whose = "no day is named; that of the story" if time is story.day else "it goes on from the sentence before"
    return time.days, TimeBasis.RELATIVE, f'{whose}, "{said}": {written(time.days)}'


def _day_before(story: Story, telling: Telling) -> TimeMention | None:
    """The one day that the sentence before tells of, where this one goes on from it."""
    time, published = _goes_on_from(story, telling), story.published
    if time is None or time.days is None or published is None or time.covers != "within":
        return None
    return time if time.days.days == 1 and time.days.last_day <= published.span.last_day else None


def _goes_along(telling: Telling) -> bool:
    """Whether a participle or infinitive goes along with a past tense: "lost three points, closing at"."""
    tokens, trigger = telling.tokens, telling.trigger
    if telling.tense is not Tense.NONE or trigger.form not in (Form.ING, Form.BASE):
        return False
    first, last = clause_of(tokens, trigger.first, trigger.last)
    begin = 0 if follows_on(tokens, trigger) else first
    return tells_past(tokens.words[begin : last + 1])


def _recalled(story: Story, telling: Telling) -> Attached | None:
    """The day of the same happening, told elsewhere in the report."""
    time = recalled(telling, story.spots, story.sentences, story.times)
    if time is None or time.days is None:
        return None
    return time.days, time.basis, f'told before, with "{time.span.of(story.text)}": {written(time.days)}'


def _of_the_report(story: Story, telling: Telling) -> Attached:
    unfitting = any(time.days for time in story.times[telling.index])
    why = "the days named in the sentence do not fit" if unfitting else "the sentence names no day"
    return days_of_report(story.published, f"{why}; {story.entry}" if story.entry else why)
