"""The days of what a report tells: one way for its events and for any other words of it.

In order: the expression of the clause, of the sentence, the same happening told with its day elsewhere, the day of
the story, the days of the report. What only says before or after what else something was gets no day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mapapp.model import Published, Reading, Status, TextSpan, TimeBasis, TimeMention, TimeSpan
from mapapp.reading.events.belonging import times_of
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.inflection import Form
from mapapp.reading.events.mentions import trigger_at
from mapapp.reading.events.recalling import recalled
from mapapp.reading.events.relations import (
    ahead_of_report,
    follows_on,
    is_counted,
    is_earlier,
    says_since_then,
    tells_past,
)
from mapapp.reading.events.status import Judged, status_of
from mapapp.reading.events.story import Story, story_of
from mapapp.reading.events.tokens import Tokens, tokenise
from mapapp.reading.events.triggers import Trigger
from mapapp.reading.times.attaching import Attached, days_of_report, days_told, written

COMING = frozenset((Status.PLANNED, Status.CALLED_FOR, Status.THREATENED, Status.HYPOTHETICAL))
PERFECT = frozenset(("has", "have", "'ve"))


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
    tokens = story.sentences[index]
    trigger = trigger_at(tokens, span)
    return days_of(story, tokens, trigger, status_of(tokens, trigger, headline=index in story.headlines))


def days_of(story: Story, tokens: Tokens, trigger: Trigger, judged: Judged) -> Attached:
    """When that happened, or is to, of which a trigger of a sentence tells."""
    return (
        _stated(story, tokens, trigger, judged)
        or _since_then(story, tokens, trigger)
        or _undated(story, tokens, trigger, judged)
        or _of_the_story(story, tokens, trigger, judged)
        or _recalled(story, tokens, trigger)
        or _of_the_report(story, tokens)
    )


def _stated(story: Story, tokens: Tokens, trigger: Trigger, judged: Judged) -> Attached | None:
    dated = [time for time in story.times[tokens.index] if time.days]
    now = story.published if _is_of_now(story, tokens, trigger, judged) else None
    times = times_of(tokens, trigger, dated, beyond_clause=judged.status not in COMING, now=now)
    if not times:
        return None
    clause = tokens.span_of(*clause_of(tokens, trigger.first, trigger.last))
    planned = _is_to_come(trigger, judged, times, story.published)
    near = tokens.starts[trigger.first]
    return days_told(clause, near, times, story.published, story.text, planned=planned)


def _is_to_come(trigger: Trigger, judged: Judged, times: Sequence[TimeMention], published: Published | None) -> bool:
    """Whether its days lie ahead; a noun has no tense, so it follows the days that are named."""
    days = [time.days for time in times if time.days]
    if trigger.is_verb or published is None:
        return judged.status in COMING
    if judged.status in COMING:
        return any(span.last_day >= published.span.first_day for span in days)
    return not judged.because and all(span.first_day > published.span.last_day for span in days)


def _is_of_now(story: Story, tokens: Tokens, trigger: Trigger, judged: Judged) -> bool:
    """Whether it is told in the present or the perfect, which no past day goes with."""
    if tokens.index in story.headlines or judged.status in COMING or not trigger.is_verb:
        return False
    if trigger.form is Form.PAST:
        return not PERFECT.isdisjoint(judged.because.split())
    return trigger.form in (Form.PRESENT, Form.BASE) or judged.status is Status.ONGOING


def _since_then(story: Story, tokens: Tokens, trigger: Trigger) -> Attached | None:
    begun, published = story.named[tokens.index], story.published
    if not (begun and begun.days and published and says_since_then(tokens, trigger)):
        return None
    span = TimeSpan(min(begun.days.first_day, published.span.first_day), published.span.last_day)
    return span, TimeBasis.RELATIVE, '"since then": from the day named before to the days of the report'


def _undated(story: Story, tokens: Tokens, trigger: Trigger, judged: Judged) -> Attached | None:
    """No days, where the words put it at another time than the story's without naming it."""
    if (is_earlier(tokens, trigger) and not follows_on(tokens, trigger)) or is_counted(tokens, trigger):
        return None, None, "told only as earlier or later than something else; no day is named"
    if judged.status in COMING and (ahead := ahead_of_report(tokens, trigger)):
        return None, None, f'"{ahead}" lies ahead of the report; no day is named'
    if story.looks_back:
        return None, None, "the sentence names no day, and the report tells mostly of earlier times"
    return None


def _recalled(story: Story, tokens: Tokens, trigger: Trigger) -> Attached | None:
    """The day of the same happening, told elsewhere in the report."""
    time = recalled(story.told, tokens, trigger, heading=tokens.index in story.headlines)
    if time is None or time.days is None:
        return None
    return time.days, time.basis, f'told before, with "{time.span.of(story.text)}": {written(time.days)}'


def _of_the_story(story: Story, tokens: Tokens, trigger: Trigger, judged: Judged) -> Attached | None:
    """The day of the news, for what is told in the past tense, by a noun, or in a heading."""
    time = story.day
    if time is None or time.days is None or (judged.status in COMING and not _is_outcome(tokens, trigger, judged)):
        return None
    past = trigger.form is Form.PAST and PERFECT.isdisjoint(judged.because.split())
    if not (past or _beside_past(tokens, trigger) or tokens.index in story.headlines):
        return None
    said = time.span.of(story.text)
    return time.days, TimeBasis.RELATIVE, f'no day is named; that of the story, "{said}": {written(time.days)}'


def _is_outcome(tokens: Tokens, trigger: Trigger, judged: Judged) -> bool:
    """ "Fell to end the day at": a bare infinitive that nothing governs but the main verb."""
    return judged.because == f"to {tokens.words[trigger.head]}" and trigger.form is Form.BASE


def _beside_past(tokens: Tokens, trigger: Trigger) -> bool:
    """Whether a noun or a participle stands in a clause that tells in the past tense."""
    if trigger.form not in (Form.ING, Form.BASE):
        return False
    first, last = clause_of(tokens, trigger.first, trigger.last)
    return tells_past(tokens.words[first : last + 1])


def _of_the_report(story: Story, tokens: Tokens) -> Attached:
    unfitting = any(time.days for time in story.times[tokens.index])
    why = "the days named in the sentence do not fit" if unfitting else "the sentence names no day"
    return days_of_report(story.published, why)
