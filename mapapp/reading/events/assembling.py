"""From sentences to events: every trigger with its status, scene, claimant and figures, each happening once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gazetteer import Gazetteer
from mapapp.model import (
    Article,
    Event,
    PlaceMention,
    Published,
    TextSpan,
    TimeMention,
)
from mapapp.reading.events.claims.doubts import doubt_of, side_of, unchecked_of
from mapapp.reading.events.claims.quotations import Speech, speech_of
from mapapp.reading.events.days.belonging import times_of
from mapapp.reading.events.days.story import Story, inside, story_of
from mapapp.reading.events.days.telling import TO_COME
from mapapp.reading.events.drafts import Draft, one_each
from mapapp.reading.events.entering import Entry, entries
from mapapp.reading.events.figures.figure_owners import Told, with_figures
from mapapp.reading.events.merging import merged
from mapapp.reading.events.scenes.carrying import carried
from mapapp.reading.events.scenes.naming import named_in
from mapapp.reading.events.scenes.scenes import scenes_of
from mapapp.reading.events.scenes.spots import Spot, placed_words, spots_of
from mapapp.reading.events.status.status import status_of
from mapapp.reading.events.triggers.triggers import Trigger, find_triggers
from mapapp.reading.events.words.tokens import Tokens, tokenise
from mapapp.reading.places.unlisted import placed_near

MOST_TRIGGERS = 24
"""Triggers of one sentence that are looked at; only lists without full stops have more."""
TEASERS = frozenset(
    (("other", "topics"), ("also", "read"), ("read", "also"), ("read", "more"), ("see", "also"), ("related", ":"))
)
"""Openings of sentences that point to other stories."""


@dataclass(frozen=True, slots=True)
class Page:
    """What all sentences of an article share."""

    article: Article
    places: Sequence[PlaceMention]
    times: Sequence[TimeMention]
    story: Story
    unchecked: Mapping[int, TextSpan]
    """Number of a sentence -> the words that say that its claims could not be checked."""


def read_events(
    article: Article,
    sentences: Sequence[TextSpan],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    published: Published | None,
    gazetteer: Gazetteer,
) -> tuple[Event, ...]:
    """The events that an article reports, in the order of the text, each happening once."""
    return tuple(
        entry.event for entry in entries_of(article, sentences, places, times, published, gazetteer) if entry.is_kept
    )


def entries_of(
    article: Article,
    sentences: Sequence[TextSpan],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    published: Published | None,
    gazetteer: Gazetteer,
) -> Iterator[Entry]:
    """All that could be an event of an article, with what speaks for it: what the grade learns from."""
    tokenised = tokenise(article.text, sentences)
    story = story_of(article, tokenised, times, published)
    page = Page(article, placed_near(places), times, story, unchecked_of(tokenised))
    named = named_in(tokenised, page.places, gazetteer)
    drafts = carried(merged(list(with_figures(list(_drafts(page, tokenised)))), page.story.headlines), named)
    return entries(article, page.story, drafts)


def _drafts(page: Page, sentences: Sequence[Tokens]) -> Iterator[Told]:
    speeches = speech_of(sentences, [mention.span for mention in page.places])
    everything = zip(speeches, inside(page.places, sentences), inside(page.times, sentences), strict=True)
    for speech, places, times in everything:
        tokens = speech.tokens
        if tokens.words[:2] in TEASERS:
            continue
        spots = spots_of(tokens, [place for place in places if not _in_a_time(place.span, times)])
        found = find_triggers(tokens, placed_words(spots))[:MOST_TRIGGERS]
        triggers = [each for each in found if not _in_a_time(tokens.span_of(each.first, each.last), times)]
        drafts = [_draft(page, speech, trigger, spots, triggers, times) for trigger in triggers]
        yield tokens, one_each(drafts)


def _in_a_time(span: TextSpan, times: Sequence[TimeMention]) -> bool:
    """ "6 March" is no march, "14:00 Kyiv time" is of no town."""
    return any(time.span.contains(span) for time in times)


def _draft(
    page: Page,
    speech: Speech,
    trigger: Trigger,
    spots: Sequence[Spot],
    triggers: Sequence[Trigger],
    times: Sequence[TimeMention],
) -> Draft:
    tokens = speech.tokens
    judged = status_of(tokens, trigger, headline=tokens.index in page.story.headlines)
    claimant = speech.claimant(trigger.first, trigger.last, trigger.rule.kind)
    around = [spot for spot in spots if not (claimant and claimant.contains(spot.mention.span))]
    scenes = scenes_of(tokens, trigger, around, triggers)
    near = times_of(tokens, trigger, times, beyond_clause=judged.status not in TO_COME)
    doubt = doubt_of(tokens, trigger.first, trigger.last)
    return Draft(
        tokens,
        trigger,
        judged,
        scenes,
        claimant,
        times=near,
        named=bool(spots) or any(tokens.capital[1:]),
        claim_side=side_of(tokens, trigger.first, claimant, page.places) if claimant else None,
        unconfirmed=doubt or (page.unchecked.get(tokens.index) if claimant else None),
    )
