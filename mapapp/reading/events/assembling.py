"""From sentences to events: every trigger with its status, scene, claimant and figures, each happening once."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gazetteer import Gazetteer
from mapapp.model import (
    Article,
    Event,
    Figure,
    MarkKind,
    PlaceMention,
    Published,
    Status,
    TextSpan,
    TimeBasis,
    TimeMention,
    TimeSpan,
)
from mapapp.reading.events.claimants import claimant_of, is_pronoun, person_of, speaker_of
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.days import (
    YEAR_LONG,
    ahead_of_report,
    is_aside,
    is_counted,
    is_earlier,
    looks_back,
    since_then,
    times_of,
)
from mapapp.reading.events.drafts import Draft, one_each
from mapapp.reading.events.figures import CASUALTIES, Counted, figures_of
from mapapp.reading.events.grading import graded
from mapapp.reading.events.kinds import KINDS
from mapapp.reading.events.merging import merged, points_back
from mapapp.reading.events.references import referred
from mapapp.reading.events.scenes import Scene, Spot, scenes_of, spots_of
from mapapp.reading.events.status import status_of
from mapapp.reading.events.tokens import Tokens, tokenise
from mapapp.reading.events.triggers import Trigger, find_triggers
from mapapp.reading.times import days_of

MOST_TRIGGERS = 24
"""Triggers of one sentence that are looked at; only lists without full stops have more."""
CARRIED = 0.6
"""What remains of the certainty of a scene that another sentence names."""
CARRIED_GROUPS = frozenset(("battle", "strike", "civilians", "protest"))
COMING = frozenset((Status.PLANNED, Status.CALLED_FOR, Status.THREATENED, Status.HYPOTHETICAL))
HELD = frozenset((Status.HAPPENED, Status.ONGOING))
SAID = {
    Status.HAPPENED: "as having happened",
    Status.ONGOING: "as going on",
    Status.PLANNED: "as planned",
    Status.THREATENED: "as threatened",
    Status.CALLED_FOR: "as asked for",
    Status.DENIED: "as denied, refused or called off",
    Status.HYPOTHETICAL: "as possible only",
}
SINCE_THEN = '"since then": from the day named before to the days of the report'
TEASERS = frozenset(
    (("other", "topics"), ("also", "read"), ("read", "also"), ("read", "more"), ("see", "also"), ("related", ":"))
)
"""Openings of sentences that point to other stories."""
FIGURES_OF = {
    "troops": ("battle", "movement", "aid"),
    "displaced": ("aid", "civilians"),
    "detained": ("civilians", "protest", "aid", "other"),
    "drones": ("strike", "aid", "pressure"),
    "missiles": ("strike", "aid", "movement"),
    "shells": ("strike", "aid"),
    "buildings": ("strike", "battle", "civilians", "other"),
}
"""Groups that a figure can belong to; figures not named here go to the nearest trigger."""


Mention = TypeVar("Mention", PlaceMention, TimeMention)


@dataclass(frozen=True, slots=True)
class Page:
    """What all sentences of an article share."""

    article: Article
    places: Sequence[PlaceMention]
    times: Sequence[TimeMention]
    published: Published | None
    headlines: frozenset[int]
    """Numbers of the sentences that are headings."""
    looks_back: bool = False
    """Whether the report tells mostly of long ago, so that a sentence without a day is not news of its own."""


def read_events(
    article: Article,
    sentences: Sequence[TextSpan],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    published: Published | None,
    gazetteer: Gazetteer,
) -> tuple[Event, ...]:
    """The events that an article reports, in the order of the text, each happening once."""
    tokenised = tokenise(article.text, sentences)
    page = Page(
        article,
        places,
        times,
        published,
        _marked(article, sentences, MarkKind.HEADLINE),
        looks_back(times, published),
    )
    drafts = _carried(merged(list(_drafts(page, tokenised)), page.headlines))
    drafts = [draft for draft in drafts if draft.is_told]
    return tuple(event for draft in drafts for event in _events(page, draft))


def _marked(article: Article, sentences: Sequence[TextSpan], kind: MarkKind) -> frozenset[int]:
    marks = [mark.span for mark in article.marks if mark.kind is kind]
    return frozenset(i for i, span in enumerate(sentences) if any(mark.overlaps(span) for mark in marks))


def _drafts(page: Page, sentences: Sequence[Tokens]) -> Iterator[Draft]:
    speaker: TextSpan | None = None
    named: TextSpan | None = None
    anchor: TimeMention | None = None
    everything = zip(sentences, _inside(page.places, sentences), _inside(page.times, sentences), strict=True)
    for tokens, places, times in everything:
        if tokens.words[:2] in TEASERS:
            continue
        spots = spots_of(tokens, places)
        placed = frozenset(at for spot in spots for at in range(spot.first, spot.last + 1))
        triggers = find_triggers(tokens, placed)[:MOST_TRIGGERS]
        spoken = speaker_of(tokens)
        speaker = _resolved(tokens, spoken, named) or (speaker if any(tokens.quoted) else None)
        drafts = [_draft(page, tokens, trigger, spots, triggers, times, (speaker, named)) for trigger in triggers]
        named = person_of(tokens) or (spoken if spoken and not is_pronoun(tokens, spoken) else named)
        if "since" in tokens.words:
            drafts = [replace(draft, since=since_then(tokens, draft.trigger, anchor)) for draft in drafts]
        anchor = next((time for time in reversed(times) if time.days and time.days.days < YEAR_LONG), anchor)
        yield from _with_figures(one_each(drafts), tokens)


def _inside(mentions: Sequence[Mention], sentences: Sequence[Tokens]) -> Iterator[Sequence[Mention]]:
    """The mentions of each sentence; both are in the order of the text."""
    starts = [mention.span.start for mention in mentions]
    for tokens in sentences:
        yield mentions[bisect_left(starts, tokens.span.start) : bisect_left(starts, tokens.span.end)]


def _draft(
    page: Page,
    tokens: Tokens,
    trigger: Trigger,
    spots: Sequence[Spot],
    triggers: Sequence[Trigger],
    times: Sequence[TimeMention],
    voices: tuple[TextSpan | None, TextSpan | None],
) -> Draft:
    judged = status_of(tokens, trigger, headline=tokens.index in page.headlines)
    speaker, named = voices
    claimant = _resolved(tokens, claimant_of(tokens, trigger.first, trigger.last), named)
    if claimant is None and tokens.quoted[trigger.first]:
        claimant = speaker
    around = [spot for spot in spots if not (claimant and claimant.contains(spot.mention.span))]
    scenes = scenes_of(tokens, trigger, around, triggers)
    near = times_of(tokens, trigger, times, beyond_clause=judged.status not in COMING)
    return Draft(tokens, trigger, judged, scenes, claimant, times=near, named=bool(spots) or any(tokens.capital[1:]))


def _resolved(tokens: Tokens, claimant: TextSpan | None, named: TextSpan | None) -> TextSpan | None:
    """A pronoun stands for whoever was named last."""
    if claimant is None or not is_pronoun(tokens, claimant):
        return claimant
    here = person_of(tokens)
    return here if here and here.end < claimant.start else named


def _with_figures(drafts: list[Draft], tokens: Tokens) -> list[Draft]:
    """Each count of the sentence goes to the nearest draft that can have it."""
    if not drafts:
        return drafts
    held: dict[int, list[Figure]] = {}
    for counted in figures_of(tokens):
        fitting = [i for i, draft in enumerate(drafts) if _can_have(draft, counted) and not _elsewhere(draft, counted)]
        if fitting:
            nearest = min(fitting, key=lambda i: _apart(drafts[i], counted))
            held.setdefault(nearest, []).append(counted.figure)
    return [replace(draft, figures=tuple(held[i])) if i in held else draft for i, draft in enumerate(drafts)]


def _apart(draft: Draft, counted: Counted) -> int:
    """Words between a draft and a number; a total to date belongs rather to what stands before it."""
    behind = counted.figure.to_date and draft.trigger.first > counted.at
    return abs(draft.trigger.first - counted.at) + (40 if behind else 0)


def _can_have(draft: Draft, counted: Counted) -> bool:
    what = counted.figure.what
    if what in CASUALTIES:
        return draft.takes_casualties
    return draft.group in FIGURES_OF.get(what, (draft.group,))


def _elsewhere(draft: Draft, counted: Counted) -> bool:
    """Whether people are counted behind a semicolon without a word of what befell them."""
    low, high = sorted((draft.trigger.first, counted.at))
    return counted.figure.what == "people" and ";" in draft.tokens.words[low:high]


def _carried(drafts: list[Draft]) -> list[Draft]:
    """Drafts without a scene take that of the same kind of event told just before, less surely."""
    made: list[Draft] = []
    for draft in drafts:
        if not draft.scenes and (scenes := referred(draft, made)):
            draft = replace(draft, scenes=scenes)
        if not draft.scenes and draft.group == "talks" and points_back(draft):
            draft = replace(draft, scenes=_of_talks_before(draft, made))
        if not draft.scenes and draft.group in CARRIED_GROUPS:
            before = _main_before(draft, made)
            scenes = tuple(
                Scene(scene.mention, scene.certainty * CARRIED, "it is the scene of the sentence before")
                for scene in (before.scenes[:1] if before else ())
            )
            draft = replace(draft, scenes=scenes)
        made.append(draft)
    return made


def _of_talks_before(draft: Draft, told: Sequence[Draft]) -> tuple[Scene, ...]:
    """ "The talks began on Sunday" are those that were told with a place before."""
    near = [one for one in told if one.kind == draft.kind and one.judged.status in HELD and one.scenes]
    because = "the talks told before were held there"
    return tuple(Scene(scene.mention, scene.certainty * CARRIED, because) for one in near[-1:] for scene in one.scenes)


def _main_before(draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """What the nearest sentence before tells of the same sort in its main clause."""
    near = [
        one
        for one in told
        if one.scenes
        and one.group in CARRIED_GROUPS
        and 0 < draft.tokens.index - one.tokens.index <= 2
        and draft.tokens.paragraph - one.tokens.paragraph <= 1
    ]
    nearest = [one for one in near if one.tokens.index == near[-1].tokens.index]
    return next((one for one in nearest if not is_aside(one.tokens, one.trigger)), None)


def _events(page: Page, draft: Draft) -> Iterator[Event]:
    for scene in draft.scenes or (Scene(None, 0.5, "its sentence names no place where it happened"),):
        yield _event(page, draft, scene)


def _event(page: Page, draft: Draft, scene: Scene) -> Event:
    tokens, trigger = draft.tokens, draft.trigger
    clause = tokens.span_of(*clause_of(tokens, trigger.first, trigger.last))
    days, basis, evidence = days_of(
        clause,
        tokens.span,
        draft.times,
        page.published,
        near=draft.span.start,
        planned=_is_to_come(draft, page.published),
        text=page.article.text,
    )
    if not draft.times and draft.since and draft.since.days and page.published:
        days, basis, evidence = _ever_since(draft.since.days, page.published.span), TimeBasis.RELATIVE, SINCE_THEN
    elif not draft.times and (is_earlier(tokens, trigger) or is_counted(tokens, trigger)):
        days, basis, evidence = None, None, "told only as earlier or later than something else; no day is named"
    if basis is TimeBasis.PUBLICATION and (ahead := ahead_of_report(tokens, trigger)) and draft.judged.status in COMING:
        days, basis, evidence = None, None, f'"{ahead}" lies ahead of the report; no day is named'
    if basis is TimeBasis.PUBLICATION and page.looks_back:
        days, basis, evidence = None, None, "the sentence names no day, and the report tells mostly of earlier times"
    grade = graded(draft, days, basis, page.published)
    place = scene.mention
    placed = place.confidence * scene.certainty if place else 0.6
    return Event(
        id=_stable_id(page.article.id, tokens.span, draft.kind, place),
        article=page.article.id,
        sentence=tokens.span,
        trigger=draft.span,
        kind=draft.kind,
        status=draft.judged.status,
        grade=grade.grade,
        claimed_by=draft.claimant,
        place=place,
        days=days,
        date_basis=basis,
        date_evidence=evidence,
        figures=draft.figures,
        confidence=round((0.4 + 0.6 * grade.weight) * placed, 3),
        reason=_reason(page.article.text, draft, scene),
        repeats=draft.repeats,
    )


def _ever_since(begun: TimeSpan, published: TimeSpan) -> TimeSpan:
    return TimeSpan(min(begun.first_day, published.first_day), published.last_day)


def _is_to_come(draft: Draft, published: Published | None) -> bool:
    """Whether its days lie ahead; "announced the evacuation on Friday" names the day of the order itself."""
    if draft.judged.status not in COMING:
        return False
    ahead = any(time.days and published and time.days.last_day >= published.span.first_day for time in draft.times)
    return draft.trigger.is_verb or ahead or not draft.times


def _reason(text: str, draft: Draft, scene: Scene) -> str:
    label = KINDS[draft.kind].label
    told = f'"{draft.span.of(text)}" tells of {label[0].lower()}{label[1:]}, {SAID[draft.judged.status]}'
    because = f' ("{draft.judged.because}")' if draft.judged.because else ""
    where = f'the scene is "{scene.mention.span.of(text)}": {scene.because}' if scene.mention else scene.because
    return f"{told}{because}; {where}"


def _stable_id(article: str, sentence: TextSpan, kind: str, place: PlaceMention | None) -> str:
    spot = (place.place.id if place.place else place.span) if place else ""
    return hashlib.sha256(f"{article}|{sentence.start}|{sentence.end}|{kind}|{spot}".encode()).hexdigest()[:16]
