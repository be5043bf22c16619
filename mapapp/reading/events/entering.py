"""From drafts to events: each with its days, its grade, its confidence and the reason for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapapp.model import Article, Event, PlaceMention, Status, TextSpan
from mapapp.reading.events.days.days import days_of
from mapapp.reading.events.days.story import Story
from mapapp.reading.events.days.telling import Telling
from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.grading.grading import Graded, graded
from mapapp.reading.events.grading.structure import Dated, features, report_of
from mapapp.reading.events.kinds import KINDS
from mapapp.reading.events.scenes.scenes import Scene

SAID = {
    Status.HAPPENED: "as having happened",
    Status.ONGOING: "as going on",
    Status.PLANNED: "as planned",
    Status.THREATENED: "as threatened",
    Status.CALLED_FOR: "as asked for",
    Status.DENIED: "as denied, refused or called off",
    Status.HYPOTHETICAL: "as only possible",
}
NOWHERE = Scene(None, 0.5, "its sentence names no place where it happened")


@dataclass(frozen=True, slots=True)
class Entry:
    """What could be an event, and what the structure says of it."""

    event: Event
    features: Mapping[str, float]
    is_kept: bool
    """Whether it is likely enough that an analyst would enter it."""


def entries(article: Article, story: Story, drafts: Sequence[Draft]) -> Iterator[Entry]:
    """The entries of the drafts of an article, one for each scene, in their order."""
    report = report_of(story, drafts)
    for draft in drafts:
        if draft.is_undone:
            continue
        dated = _dated(story.of(draft.tokens), draft)
        for scene in draft.scenes or (NOWHERE,):
            found = features(dated, scene, report)
            grade = graded(dated, found)
            yield Entry(_event(article, dated, scene, grade), found, grade.is_kept)


def _dated(story: Story, draft: Draft) -> Dated:
    """Its days, which may stand where the same is told again."""
    again = [other for other in draft.others if other.judged.status is draft.judged.status]
    first, *others = [_telling(story, each) for each in (draft, *again)]
    return Dated(draft, first, story.published, *days_of(story, first, *others))


def _telling(story: Story, draft: Draft) -> Telling:
    return Telling(draft.tokens, draft.trigger, draft.judged, draft.tokens.index in story.headlines)


def _event(article: Article, dated: Dated, scene: Scene, grade: Graded) -> Event:
    draft, sentence = dated.draft, dated.draft.tokens.span
    return Event(
        id=_stable_id(article.id, sentence, draft.kind, scene.mention),
        article=article.id,
        sentence=sentence,
        trigger=draft.span,
        kind=draft.kind,
        status=draft.judged.status,
        grade=grade.grade,
        claimed_by=draft.claimant,
        place=scene.mention,
        days=dated.days,
        date_basis=dated.basis,
        date_evidence=dated.evidence,
        figures=draft.figures,
        confidence=round(grade.right, 3),
        reason=f"{_reason(article.text, draft, scene)}; {grade.because}",
        repeats=draft.repeats,
        claim_side=draft.claim_side,
        unconfirmed=draft.unconfirmed,
    )


def _reason(text: str, draft: Draft, scene: Scene) -> str:
    """What it is, and where: what speaks for and against it comes from its grade."""
    label = KINDS[draft.kind].label.replace(", ", " or ")
    told = f'"{draft.span.of(text)}" tells of {label[0].lower()}{label[1:]} {SAID[draft.judged.status]}'
    because = f' ("{draft.judged.because}")' if draft.judged.because else ""
    where = f'the scene is "{scene.mention.span.of(text)}": {scene.because}' if scene.mention else scene.because
    return f"{told}{because}; {where}"


def _stable_id(article: str, sentence: TextSpan, kind: str, place: PlaceMention | None) -> str:
    spot = (place.place.id if place.place else place.span) if place else ""
    return hashlib.sha256(f"{article}|{sentence.start}|{sentence.end}|{kind}|{spot}".encode()).hexdigest()[:16]
