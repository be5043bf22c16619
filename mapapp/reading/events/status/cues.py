"""Cues: words that govern others: "refused" makes denied what it governs, "plans" makes it planned (`status.toml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from mapapp.model import Status
from mapapp.reading.events.kinds import DEADLY
from mapapp.reading.events.status.judging import FACTS
from mapapp.reading.events.status.verb_groups import auxiliaries, is_modal, status_table
from mapapp.reading.events.triggers.triggers import Element, compile_phrase, phrase_end
from mapapp.reading.events.words.inflection import Form, is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import PREPOSITIONS, reads_as_noun
from mapapp.reading.events.words.tokens import Tokens

LEFT_REACH, RIGHT_REACH = 12, 16
"""Words before and behind a word in which its cue is looked for."""
MODAL_REACH = 4
"""Words behind a modal in which its verb stands."""
IDLE_FIRST = 3
"""Words that mere talk may stand farther off than another cue and still decide."""
TENSED = frozenset(("present", "past", "future", "possible", "conditional", "duty"))
"""Roles of auxiliaries over which nothing governs: they begin a predicate of their own."""
INDEFINITE = frozenset(("a", "an"))
"""Before a noun that is not known yet, which a cue far off can be about."""
INSIDE = frozenset(("of", "for"))
"""Prepositions over which a cue reaches."""
DESCRIBED = frozenset(("-", "the", "a", "an", ",", "self"))
"""Before a participle that only describes the noun behind it."""
PHRASE_ENDS = frozenset((",", "and", "or", "to", "that", "which", "who", "than"))
ARTICLES = frozenset(("a", "an", "the"))
DOUBLE = word_list("double")
"""Words of the table that are nouns as well as verbs."""


class Manner(StrEnum):
    """How a word hangs on its cue."""

    NOUN = "noun"
    INFINITIVE = "infinitive"
    ING = "ing"
    CLAUSE = "clause"
    """As a finite verb of its own clause: "denied that troops had entered"."""


class Effect(StrEnum):
    """What a cue does to the status of what it governs."""

    CARRIES = "carries"
    """As the cue itself: "will launch", "did not hold"."""
    DENIES = "denies"
    """Not done where the cue was: "refused to"; open where it was not: "did not rule out"."""
    MISSES = "misses"
    """As `DENIES`, but "did not fail to" is done."""
    INTENDS = "intends"
    ASKS = "asks"
    OFFERS = "offers"
    """As `ASKS`; but what was offered and turned down will not be, while a call that is turned down leaves nothing."""
    THREATENS = "threatens"
    WEIGHS = "weighs"
    """Only thought of, whatever the cue's status; "did not want" denies."""
    PRESUPPOSES = "presupposes"
    """Happened, whatever the cue's status: "will condemn the attack"."""
    LASTS = "lasts"
    """Goes on, whatever the cue's status: "urged them to stop the attacks"."""
    GOES_ON = "goes on"
    """Goes on where the cue is a fact: "continues"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table."""

    effect: Effect
    takes: frozenset[Manner]
    groups: frozenset[str]
    """Groups of kinds it speaks of; empty: all."""
    near: bool
    """Whether it must stand in the noun phrase of what it governs: "no", "planned"."""
    behind: bool
    """Whether it stands behind its subject: "the talks were cancelled"."""
    idle: bool
    """Whether what it governs is only spoken of and no event at all."""
    fixed: bool
    """Whether its own status is of no matter."""


@dataclass(frozen=True, slots=True)
class Found:
    """A cue where it stands in a sentence."""

    cue: Cue
    first: int
    stop: int
    """One past its last word."""
    form: Form
    """What its first word is."""

    @property
    def effect(self) -> Effect:
        return self.cue.effect

    @property
    def is_word(self) -> bool:
        """Whether it has no status of its own: "after", "without", "possible"."""
        return self.form is Form.WORD


def left_cue(
    tokens: Tokens, anchor: int, begin: int, manner: Manner, group: str, *, near: bool = False
) -> Found | None:
    """The nearest word before `anchor`, not before `begin`, that governs what stands there.

    `near`: of the adjectives of its own noun phrase, else of what stands outside it.
    """
    best: tuple[int, Found] | None = None
    for at in range(max(begin, anchor - LEFT_REACH), anchor):
        for found in _standing(tokens, at, manner, group, behind=False):
            if found.cue.near is not near or found.stop > anchor or _is_cut_off(tokens, found, anchor):
                continue
            if near and not _in_phrase(tokens, found.stop, anchor):
                continue
            if not near and manner is Manner.NOUN and _is_beside(tokens, found, anchor, group):
                continue
            distance = anchor - found.stop - (IDLE_FIRST if found.cue.idle else 0)
            inside = best is not None and best[1].first < found.first and found.stop <= best[1].stop
            if best is None or (distance < best[0] and not inside):
                best = distance, found
    return best[1] if best else None


def predicate(tokens: Tokens, begin: int, end: int, manner: Manner, group: str) -> Found | None:
    """What the first predicate from `begin` to before `end` says of its subject; None where it says something else."""
    kinds = auxiliaries()
    for at in range(begin, min(end, begin + RIGHT_REACH)):
        found = next(_standing(tokens, at, manner, group, behind=True), None)
        if found and is_modal(tokens.words[at]):
            return predicate(tokens, at + 1, min(end, at + MODAL_REACH), manner, group) or found
        if found:
            return _finite_behind(tokens, found, end, manner, group) or found
        if tokens.words[at] not in kinds and is_past(tokens.words[at]) and tokens.words[at - 1] not in DESCRIBED:
            return None
    return None


def _finite_behind(tokens: Tokens, found: Found, end: int, manner: Manner, group: str) -> Found | None:
    """The main verb behind a mere participle: "the rally planned for Sunday did not take place"."""
    kinds = auxiliaries()
    if found.form is not Form.PAST or kinds.get(tokens.words[found.first - 1]) or found.effect is Effect.CARRIES:
        return None
    words = tokens.words
    finite = (
        at for at in range(found.stop, min(end, found.stop + RIGHT_REACH)) if kinds.get(words[at]) in TENSED | {"do"}
    )
    at = next(finite, None)
    return None if at is None or words[at] == "'s" else predicate(tokens, at, min(end, at + 5), manner, group)


def described(tokens: Tokens, at: int, group: str) -> Found | None:
    """The participle directly behind a noun that says what came of it: "the visit planned for June"."""
    found = next(_standing(tokens, at, Manner.NOUN, group, behind=True), None) if at < len(tokens.words) else None
    telling = found and found.form is Form.PAST and found.effect in (Effect.INTENDS, Effect.DENIES)
    return found if telling else None


def _standing(tokens: Tokens, at: int, manner: Manner, group: str, *, behind: bool) -> Iterator[Found]:
    """The cues that begin at a word."""
    for phrase, cue in _table().get(tokens.words[at], ()):
        if cue.behind is not behind or manner not in cue.takes:
            continue
        if (cue.groups and group not in cue.groups) or _is_other_word(tokens, at):
            continue
        stop = phrase_end(tokens.words, at, phrase)
        form = phrase[0].forms[tokens.words[at]]
        if stop is not None and not _reads_as_noun(tokens, at, form):
            yield Found(cue, at, stop, form)


def _reads_as_noun(tokens: Tokens, at: int, form: Form) -> bool:
    """Whether a word that a row has as a verb is none: "its plans to" against "it plans to", "a complete ban"."""
    if form is Form.BASE and at and tokens.words[at - 1] in ARTICLES:
        return True
    if form not in (Form.BASE, Form.PRESENT) or tokens.words[at] not in DOUBLE:
        return False
    return reads_as_noun(tokens, at, plural=form is Form.PRESENT)


def _in_phrase(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether only words of one noun phrase stand between."""
    between = tokens.words[begin:end]
    return len(between) <= 4 and not any(word in PREPOSITIONS or word in PHRASE_ENDS for word in between)


def _is_beside(tokens: Tokens, found: Found, anchor: int, group: str) -> bool:
    return _is_aside(tokens, found, anchor, group) or _describes(tokens, found, anchor)


def _describes(tokens: Tokens, found: Found, anchor: int) -> bool:
    """Whether a participle only describes a noun: "its long-anticipated attack", "the promised aid"."""
    return (
        found.form is Form.PAST
        and found.stop == anchor
        and found.first > 0
        and tokens.words[found.first - 1] in DESCRIBED
    )


def _is_aside(tokens: Tokens, found: Found, anchor: int, group: str) -> bool:
    """Whether a preposition takes a noun out of what its cue speaks of: "postponed a ruling on the attack"."""
    wide = group not in DEADLY and found.effect not in (Effect.DENIES, Effect.MISSES)
    new = found.effect is not Effect.DENIES and not INDEFINITE.isdisjoint(tokens.words[max(0, anchor - 5) : anchor])
    if wide or new or found.effect in (Effect.PRESUPPOSES, Effect.CARRIES):
        return False
    return any(word in PREPOSITIONS and word not in INSIDE for word in tokens.words[found.stop : anchor])


def _is_cut_off(tokens: Tokens, found: Found, anchor: int) -> bool:
    """Whether a predicate of its own begins between a cue and a word."""
    kinds = auxiliaries()
    between = tokens.words[found.stop : anchor]
    return not is_modal(tokens.words[found.first]) and any(
        kinds.get(word) in TENSED and word != "'s" for word in between
    )


def _is_other_word(tokens: Tokens, at: int) -> bool:
    """ "On May 9", "No. 3": the month, not the verb; a number, not "none"."""
    if tokens.words[at] == "no":
        return tokens.words[at + 1 : at + 2] == (".",)
    return tokens.words[at] == "may" and tokens.capital[at] and at > 0


@cache
def _table() -> Mapping[str, Sequence[tuple[tuple[Element, ...], Cue]]]:
    """Phrases with their cues by first word, in the order of the file."""
    index: dict[str, list[tuple[tuple[Element, ...], Cue]]] = {}
    for row in status_table()["cue"]:
        cue = Cue(
            Effect(row["effect"]),
            frozenset(map(Manner, row.get("takes", ("noun", "infinitive", "ing")))),
            frozenset(row.get("groups", ())),
            row.get("near", False),
            row.get("behind", False),
            row.get("idle", False),
            row.get("fixed", False),
        )
        for phrase in row["phrases"]:
            elements = compile_phrase(phrase, {})
            for form in elements[0].forms:
                index.setdefault(form, []).append((elements, cue))
    return index


def outcome(effect: Effect, own: Status) -> Status:
    """The status of what is governed, from that of its cue."""
    fact = own in FACTS
    if effect is Effect.PRESUPPOSES:
        return Status.HAPPENED
    if effect is Effect.LASTS:
        return Status.ONGOING
    if effect is Effect.CARRIES:
        return own
    if effect is Effect.GOES_ON:
        return Status.ONGOING if fact else own
    if effect in (Effect.DENIES, Effect.MISSES):
        return _undone(effect, own)
    if own in (Status.DENIED, Status.HYPOTHETICAL):
        return own
    return MEANT[effect] if fact or own is Status.PLANNED else max(own, MEANT[effect], key=WEAKEST.index)


def _undone(effect: Effect, own: Status) -> Status:
    if own is Status.DENIED:
        return Status.HAPPENED if effect is Effect.MISSES else Status.HYPOTHETICAL
    return own if own in (Status.HYPOTHETICAL, Status.THREATENED) else Status.DENIED


MEANT: Mapping[Effect, Status] = {
    Effect.INTENDS: Status.PLANNED,
    Effect.ASKS: Status.CALLED_FOR,
    Effect.OFFERS: Status.CALLED_FOR,
    Effect.THREATENS: Status.THREATENED,
    Effect.WEIGHS: Status.HYPOTHETICAL,
}
WEAKEST = (Status.PLANNED, Status.THREATENED, Status.CALLED_FOR, Status.HYPOTHETICAL)
"""From what is nearest to coming about to what is farthest."""
