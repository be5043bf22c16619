"""An event while it is being read: everything about it still points at the words of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mapapp.model import ClaimSide, Figure, Status, TextSpan, TimeMention
from mapapp.reading.events.kinds import VIOLENT
from mapapp.reading.events.scenes.scenes import SPEECH, Scene
from mapapp.reading.events.status.judging import Judged
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.nominals import is_definite
from mapapp.reading.events.words.tokens import Tokens

CONTENT = {
    "REQUEST": frozenset((Status.CALLED_FOR,)),
    "REJECT": frozenset((Status.DENIED,)),
    "THREATEN": frozenset((Status.THREATENED, Status.PLANNED)),
    "ACCUSE": frozenset((Status.HAPPENED, Status.ONGOING)),
    "SUPPORT": frozenset(Status),
}
"""Statuses that such a verb gives to what it speaks of."""
UNEXPLAINED = "deaths"
"""The row for deaths of which their sentence names no cause: they belong to what was told before, or tell nothing."""
HARM = frozenset(("casualties", "deaths by nature", "deaths by accident", UNEXPLAINED))
"""Rows for people killed or hurt, who usually belong to another event."""
NEGATIONS = frozenset(("not", "'t", "never", "neither", "nor"))
FUTURE = word_list("to_come")
RELATIVE = frozenset(("that", "which", "who"))
"""What opens a clause about a thing: "rejected a plan that called for a truce"."""
HEADLINE_LONG = 15
"""Words of a heading at most, in which "village shelled by troops" tells what happened."""
CASUALTIES_AFTER = 2
"""Sentences after an event in which people killed or hurt who are told without a scene of their own belong to it."""
REJECTED_WITHIN = 12
"""Words behind a refusal in which its content stands."""
ADDRESSEE_REACH = 8
"""Words behind a request in which the one who is asked stands."""
ASKING_ENDS = frozenset(("to", "that", "for", ",", "not"))
"""What begins the thing asked for."""
ONE_FIGHT = frozenset(("battle", "strike"))
"""Groups of which kinds that differ may tell one happening: "stormed the town in heavy fighting"."""
RANKING = {Status.HAPPENED: 2, Status.ONGOING: 2, Status.PLANNED: 1, Status.DENIED: 2, Status.CALLED_FOR: 1}


@dataclass(frozen=True, slots=True)
class Draft:
    """One trigger with what its sentence says around it."""

    tokens: Tokens
    trigger: Trigger
    judged: Judged
    scenes: tuple[Scene, ...]
    """Where it happened; () where nothing says it."""
    claimant: TextSpan | None
    """Who says so; None for the article's own voice."""
    figures: tuple[Figure, ...] = ()
    repeats: tuple[TextSpan, ...] = ()
    """Other sentences that tell it again."""
    times: tuple[TimeMention, ...] = ()
    """The time expressions that may tell its days."""
    named: bool = True
    """Whether its sentence has a name: of a person, a place or a body."""
    others: tuple[Draft, ...] = ()
    """Drafts of the same happening that it has absorbed; they may name its days."""
    claim_side: ClaimSide | None = None
    """Whose side the claimant is on; None where the text does not say."""
    unconfirmed: TextSpan | None = None
    """The words that leave it unconfirmed; None where nothing does."""

    @property
    def kind(self) -> str:
        return self.trigger.rule.kind

    @property
    def group(self) -> str:
        return self.trigger.rule.group

    @property
    def span(self) -> TextSpan:
        return self.tokens.span_of(self.trigger.first, self.trigger.last)

    @property
    def said(self) -> tuple[str, ...]:
        """The words of its trigger."""
        return self.tokens.words[self.trigger.first : self.trigger.last + 1]

    @property
    def is_harm(self) -> bool:
        """Whether it tells of the killed and hurt, not of what befell them."""
        return self.trigger.rule.id in HARM

    @property
    def takes_casualties(self) -> bool:
        return self.group in VIOLENT or self.kind in ("disaster", "accident", "fire", "crime")

    @property
    def place_ids(self) -> frozenset[str]:
        return frozenset(scene.mention.place.id for scene in self.scenes if scene.mention and scene.mention.place)

    @property
    def towns(self) -> frozenset[str]:
        """Ids of its scenes that are spots rather than areas."""
        places = (scene.mention.place for scene in self.scenes if scene.mention)
        return frozenset(place.id for place in places if place and not place.is_area)

    @property
    def dated(self) -> bool:
        """Whether its clause names a time."""
        return bool(self.times)

    @property
    def is_told(self) -> bool:
        """Whether the sentence tells it rather than only speaks of such things.

        A thought, a habit in the plain present and a bare noun count when a place, a day or a figure fixes them.
        """
        if self.is_undone or (self.is_harm and self.judged.status is Status.DENIED):
            return False
        if self.scenes or self.dated or any(not figure.to_date for figure in self.figures):
            return True
        trigger, status = self.trigger, self.judged.status
        habit = trigger.form in (Form.BASE, Form.PRESENT) and status is Status.ONGOING
        bare = not trigger.is_verb and (not self.judged.because or self.tokens.quoted[trigger.first])
        denied_noun = status is Status.DENIED and not trigger.is_verb
        return self.named and not (
            status is Status.HYPOTHETICAL or habit or denied_noun or (bare and self.group != "talks")
        )

    @property
    def is_reduced(self) -> bool:
        """Whether its verb only describes a noun: "land occupied by rebels", "tanks captured in the war"."""
        words, head = self.tokens.words, self.trigger.head
        if self.trigger.form is not Form.PAST or self.judged.because != words[head] or not head:
            return False
        return len(words) > HEADLINE_LONG and words[head + 1 : head + 2] == ("by",) and words[head - 1].isalpha()

    @property
    def is_undone(self) -> bool:
        """ "Has not imposed sanctions" tells of nothing; a denial, a refusal or "will not" does."""
        said = self.judged.because.split()
        undone = self.judged.status is Status.DENIED and not NEGATIONS.isdisjoint(said) and FUTURE.isdisjoint(said)
        return undone and not (self.group in VIOLENT and self.claimant)

    def absorbing(self, others: Sequence[Draft]) -> Draft:
        """This draft with the figures and spans of others that tell the same, and the first scenes of all."""
        if not others:
            return self
        everyone = (self, *others)
        figures: dict[tuple[object, ...], Figure] = {}
        for figure in (figure for one in everyone for figure in one.figures):
            figures.setdefault((figure.what, figure.count, figure.low, figure.high), figure)
        spans = dict.fromkeys(span for one in everyone for span in (one.tokens.span, *one.repeats))
        spans.pop(self.tokens.span)
        return replace(
            self,
            figures=tuple(figures.values()),
            repeats=tuple(spans),
            scenes=next((one.scenes for one in everyone if one.scenes), ()),
            others=(*self.others, *(one for other in others for one in (other, *other.others))),
        )


@dataclass(slots=True)
class Happening:
    """Drafts that tell the same, while they are gathered."""

    best: Draft
    """The one that tells it best; it has a scene as soon as one of them has."""
    again: list[Draft] = field(default_factory=list)

    def take(self, draft: Draft) -> None:
        self.again.append(draft)
        if not self.best.scenes:
            self.best = replace(self.best, scenes=draft.scenes)

    def give_way(self, draft: Draft) -> None:
        """A draft that tells it better than what was found so far."""
        self.again.insert(0, self.best)
        self.best = draft if draft.scenes else replace(draft, scenes=self.best.scenes)

    def joined(self) -> Draft:
        return self.best.absorbing(self.again)


def one_each(drafts: list[Draft]) -> list[Draft]:
    """The drafts of one sentence without those that tell the same happening in other words."""
    told: list[Happening] = []
    for draft in sorted((draft for draft in drafts if not draft.judged.idle), key=_weight, reverse=True):
        twin = next((one for one in told if _same_happening(one.best, draft)), None)
        if twin is None:
            told.append(Happening(draft))
        else:
            twin.take(draft)
    kept = [one.joined() for one in told]
    kept = [draft for draft in kept if not _is_topic(draft, kept)]
    kept = [draft for draft in kept if not _only_speech(draft, kept) and not _only_rejected(draft, kept)]
    return sorted(kept, key=lambda draft: draft.trigger.first)


def _weight(draft: Draft) -> tuple[bool, int, bool, int, int]:
    certain = RANKING.get(draft.judged.status, 0)
    return not draft.is_harm, certain, bool(draft.scenes), draft.trigger.rule.rank, -draft.trigger.first


def _same_happening(one: Draft, other: Draft) -> bool:
    if other.is_harm and one.takes_casualties:
        return True
    if one.group != other.group or (one.group not in ONE_FIGHT and one.kind != other.kind):
        return False
    if other_addressee(one, other):
        return False
    return not one.place_ids or not other.place_ids or bool(one.place_ids & other.place_ids)


def other_addressee(one: Draft, other: Draft) -> bool:
    """Whether two requests name whom they ask, and name others: "called on Chad", "urged the Union"."""
    if one.kind != "REQUEST" or other.kind != "REQUEST":
        return False
    first, second = _asked(one), _asked(other)
    return bool(first and second) and first.isdisjoint(second)


def _asked(request: Draft) -> frozenset[str]:
    """The names close behind a request, up to what is asked of them."""
    tokens, begin = request.tokens, request.trigger.last + 1
    near = range(begin, min(begin + ADDRESSEE_REACH, len(tokens.words)))
    end = next((at for at in near if tokens.words[at] in ASKING_ENDS), near.stop)
    return frozenset(tokens.words[at] for at in range(begin, end) if tokens.capital[at])


def _only_rejected(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether it is but the content of a request or claim that the sentence says was turned down."""
    if draft.judged.status not in (Status.CALLED_FOR, Status.HYPOTHETICAL, Status.PLANNED) or _is_own_demand(draft):
        return False
    return any(
        other.kind == "REJECT" and 0 < draft.trigger.first - other.trigger.last <= REJECTED_WITHIN for other in drafts
    )


def _is_topic(draft: Draft, drafts: list[Draft]) -> bool:
    """ "Called for an end to the fighting", "to back the court": what a demand speaks of is not what it asks for."""
    if draft.judged.status is not Status.CALLED_FOR or draft.trigger.is_verb:
        return False
    asks = [other for other in drafts if other.kind == "REQUEST" and other.trigger.last < draft.trigger.first]
    return bool(asks) and (draft.group in VIOLENT or _is_known(draft, asks[-1].trigger.last + 1))


def _is_known(draft: Draft, begin: int) -> bool:
    """Whether a noun that one is asked to do something about is known: "urged them to respect the ceasefire"."""
    words, trigger = draft.tokens.words, draft.trigger
    deed = words[trigger.last + 1 : trigger.last + 2] == ("of",)
    return not deed and "to" in words[begin : trigger.first] and is_definite(draft.tokens, trigger.first)


def _is_own_demand(draft: Draft) -> bool:
    """ "Rejected the plan but demanded a vote": a demand whose verb stands for itself."""
    tokens, trigger = draft.tokens, draft.trigger
    if draft.kind != "REQUEST" or not trigger.is_verb or draft.judged.because != tokens.words[trigger.head]:
        return False
    first, _ = clause_of(tokens, trigger.first, trigger.last)
    return tokens.words[first] not in RELATIVE


def _only_speech(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a request, a refusal or an accusation only introduces what a later draft of the sentence tells."""
    told = CONTENT.get(draft.kind)
    if told is None:
        return False
    return any(
        other.kind not in SPEECH and other.judged.status in told and other.trigger.first > draft.trigger.first
        for other in drafts
    )
