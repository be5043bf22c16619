"""Whether an event took place: auxiliaries of finite verbs, else the cue that governs it (`status.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mapapp.model import Status
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.inflection import Form
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.triggers import Element, Trigger, compile_phrase, phrase_end

REACH_LEFT, REACH_RIGHT = 12, 5
"""Words before and behind a trigger in which cues are looked for."""
FAR_SIGNAL = 18
"""Words before a trigger in which "no sign that" is looked for."""
IDLE_FIRST = 3
"""Words that a cue for mere talk may stand farther off than another and still decide."""
DUTY = frozenset(("to", "must", "should", "need", "needs"))
DEMANDS = word_list("demands")
"""Verbs behind which a bare verb says what is to be done: "demanded that the troops leave"."""
RAGING = word_list("raging")
"""Verbs behind a word in -ing that make it a noun: "fighting rages"."""
SIGNALS = word_list("signals")
NOTHING = frozenset(("no", "without", "little", "any", "few"))
STATES = frozenset(("battle", "movement", "strike"))
"""Groups of which a present tense tells what goes on."""


ASSERTED = frozenset((Status.HAPPENED, Status.ONGOING, Status.PLANNED))
SPOKEN = {"THREATEN": Status.THREATENED, "REQUEST": Status.CALLED_FOR}
"""Kinds that consist in saying something about what is to come: said is said, done is not yet."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table."""

    status: Status
    side: str
    only: frozenset[str]
    groups: frozenset[str]
    idle: bool
    """Whether what it governs is only spoken of and no event at all."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A status with the words that decided it."""

    status: Status
    because: str
    """The deciding words; "" where none stood there."""
    idle: bool = False
    """Only spoken of: "a stepping stone to talks", "no sign that they will negotiate"."""


def status_of(tokens: Tokens, trigger: Trigger, *, headline: bool = False) -> Judged:
    """The status that a sentence gives to a trigger."""
    judged = _judged(tokens, trigger, headline=headline)
    if _unsignalled(tokens, trigger):
        return Judged(Status.HYPOTHETICAL, judged.because, idle=True)
    spoken = SPOKEN.get(trigger.rule.kind)
    return Judged(spoken, judged.because, judged.idle) if spoken and judged.status in ASSERTED else judged


def _unsignalled(tokens: Tokens, trigger: Trigger) -> bool:
    """ "No sign that they want to talk": what is not even hinted at."""
    words = tokens.words[max(0, trigger.first - FAR_SIGNAL) : trigger.first]
    return any(word in SIGNALS and not NOTHING.isdisjoint(words[max(0, at - 3) : at]) for at, word in enumerate(words))


def _judged(tokens: Tokens, trigger: Trigger, *, headline: bool) -> Judged:
    first, last = clause_of(tokens, trigger.first, trigger.last)
    if trigger.is_verb:
        finite = _finite(tokens, trigger, first, headline=headline)
        if finite:
            return _unless_conditional(tokens, trigger, first, finite)
        noun = tokens.words[trigger.last + 1 : trigger.last + 2]
        manner = "infinitive" if trigger.form is not Form.ING else "noun" if RAGING.issuperset(noun) and noun else "ing"
    else:
        manner = "noun"
    governed = _governed(tokens, trigger, manner, first, last)
    if governed:
        return _unless_conditional(tokens, trigger, first, governed)
    return _unless_conditional(tokens, trigger, first, _ungoverned(tokens, trigger, manner, headline=headline))


def _finite(tokens: Tokens, trigger: Trigger, first: int, *, headline: bool) -> Judged | None:
    """The status that a verb's own tense and auxiliaries carry; None for infinitives and bare participles in -ing."""
    words, kinds = tokens.words, _table().auxiliary
    at, group = trigger.head - 1, []
    while at >= first and (words[at] in kinds or words[at].endswith("ly")):
        group.append(words[at])
        at -= 1
    said = " ".join([*reversed(group), words[trigger.head]])
    roles = {kinds.get(word, "adverbs") for word in group}
    if trigger.form is Form.BASE and not group and at >= 0 and words[at] in ("and", "or", ","):
        return None
    if (at >= 0 and words[at] == "to") or (group and "to" in words[max(0, at - 1) : at + 1]):
        return None
    subject = words[max(0, at - 1) : at + 1]
    if ("negation" in roles and "only" not in group) or "nobody" in subject or tuple(subject) == ("no", "one"):
        return Judged(Status.DENIED, said)
    for role, status in (
        ("future", Status.PLANNED),
        ("possible", Status.HYPOTHETICAL),
        ("conditional", _would(tokens, first)),
        ("duty", Status.CALLED_FOR),
    ):
        if role in roles:
            return Judged(status, said)
    if trigger.form is Form.BASE and not group and not DEMANDS.isdisjoint(words[max(0, first - 3) : first + 2]):
        return Judged(Status.CALLED_FOR, said)
    return _tense(trigger, roles, group, said, headline=headline)


def _tense(trigger: Trigger, roles: set[str], group: Sequence[str], said: str, *, headline: bool) -> Judged | None:
    if trigger.form is Form.ING:
        if "present" in roles or ("perfect" in roles and "been" in group):
            return Judged(Status.ONGOING, said)
        return Judged(Status.HAPPENED, said) if "past" in roles else None
    if trigger.form is Form.PAST:
        if "being" in group and "past" not in roles:
            return Judged(Status.ONGOING, said)
        return Judged(Status.HAPPENED, said)
    if headline:
        return Judged(Status.HAPPENED, f"{said}, in a headline")
    return Judged(Status.ONGOING, said)


def _would(tokens: Tokens, first: int) -> Status:
    """ "Would" after a report in the past tense is a plan: "he said they would send"; elsewhere a thought."""
    before = tokens.words[max(0, first - 12) : first + 12]
    return Status.PLANNED if not _REPORTED.isdisjoint(before) and "if" not in tokens.words else Status.HYPOTHETICAL


_REPORTED = word_list("reported")


def _governed(tokens: Tokens, trigger: Trigger, manner: str, first: int, last: int) -> Judged | None:
    """The nearest cue around the trigger within its clause."""
    group = trigger.rule.group
    coordinate = trigger.is_verb and tokens.words[trigger.first - 1] in ("and", "or") if trigger.first else False
    best: tuple[int, Judged] | None = None
    for side, begin, end in (
        ("left", max(first, trigger.first - REACH_LEFT), trigger.first),
        ("right", trigger.last + 1, min(last + 1, trigger.last + 1 + REACH_RIGHT)),
    ):
        for at in range(begin, end):
            for phrase, cue in () if _is_month(tokens, at) else _table().cues.get((side, tokens.words[at]), ()):
                if (cue.only and manner not in cue.only) or (cue.groups and group not in cue.groups):
                    continue
                sibling = cue.status is Status.HAPPENED or coordinate
                if sibling and at and (tokens.words[at - 1] == "to" or is_modal(tokens.words[at - 1])):
                    continue
                stop = phrase_end(tokens.words, at, phrase)
                if stop is None or stop > (trigger.first if side == "left" else end + 2):
                    continue
                distance = trigger.first - stop if side == "left" else at - trigger.last - 1
                distance -= IDLE_FIRST if cue.idle else 0
                if best is None or distance < best[0]:
                    status = _would(tokens, first) if tokens.words[at] == "would" else cue.status
                    judged = Judged(status, " ".join(tokens.words[at:stop]), cue.idle)
                    best = distance, _negated(tokens, at, _wished(tokens, at, first, manner, judged))
    return best[1] if best else None


def is_modal(word: str) -> bool:
    """ "Will", "could", "would", "must"."""
    return _table().auxiliary.get(word) in ("future", "possible", "conditional", "duty")


def _is_month(tokens: Tokens, at: int) -> bool:
    """ "On May 9": the month, not the verb."""
    return tokens.words[at] == "may" and tokens.capital[at] and at > 0


def _wished(tokens: Tokens, at: int, first: int, manner: str, judged: Judged) -> Judged:
    """ "To push for talks" asks for nothing yet; in "calls on them to stop sending arms" the call is the event."""
    before = tokens.words[max(0, at - 2) : at]
    if DUTY.isdisjoint(before) or tokens.words[at] in DUTY or tokens.words[at].endswith("s"):
        return judged
    if "to" not in before[-1:]:
        return Judged(judged.status, judged.because, idle=True) if judged.status is Status.DENIED else judged
    called = any(
        cue.status is Status.CALLED_FOR and phrase_end(tokens.words, spot, phrase)
        for spot in range(first, at)
        for phrase, cue in _table().cues.get(("left", tokens.words[spot]), ())
    )
    stopped = called and judged.status is Status.DENIED
    wished = not called and judged.status is Status.CALLED_FOR and manner == "noun"
    return Judged(judged.status, judged.because, idle=True) if stopped or wished else judged


def _negated(tokens: Tokens, at: int, judged: Judged) -> Judged:
    """ "Did not intend to" is no plan, "did not rule out" leaves it open."""
    kinds = _table().auxiliary
    word = next(
        (word for word in tokens.words[max(0, at - 2) : at] if kinds.get(word) == "negation" or word == "no"), ""
    )
    if not word or judged.because.startswith(word):
        return judged
    status = Status.HYPOTHETICAL if judged.status is Status.DENIED else Status.DENIED
    return Judged(status, f"{word} {judged.because}")


def _ungoverned(tokens: Tokens, trigger: Trigger, manner: str, *, headline: bool) -> Judged:
    if manner == "infinitive":
        return Judged(Status.HYPOTHETICAL, f"to {tokens.words[trigger.head]}")
    if manner == "noun" and not headline and trigger.rule.group in STATES and _tells_present(tokens):
        return Judged(Status.ONGOING, "told in the present tense")
    return Judged(Status.HAPPENED, "")


def _tells_present(tokens: Tokens) -> bool:
    """Whether the first finite auxiliary of a sentence stands in the present."""
    kinds = _table().auxiliary
    tense = next((kinds[word] for word in tokens.words if kinds.get(word) in ("present", "past") and word != "'s"), "")
    return tense == "present"


def _unless_conditional(tokens: Tokens, trigger: Trigger, first: int, judged: Judged) -> Judged:
    """What stands under "if" is a thought, whatever its tense."""
    if judged.status in (Status.DENIED, Status.CALLED_FOR):
        return judged
    start = max(0, first - 1)
    before = tokens.words[start : trigger.first]
    at = next((i for i, word in enumerate(before) if word in _table().conditional), None)
    if at is None or (start + at and tokens.words[start + at - 1] == "as"):
        return judged
    told = judged.status in (Status.HAPPENED, Status.ONGOING)
    return judged if judged.idle or (told and "," in before[at:]) else Judged(Status.HYPOTHETICAL, before[at])


@dataclass(frozen=True, slots=True)
class _Table:
    """`status.toml`."""

    auxiliary: Mapping[str, str]
    """Role by word."""
    conditional: frozenset[str]
    cues: Mapping[tuple[str, str], Sequence[tuple[tuple[Element, ...], Cue]]]
    """Cues by side and first word, in the order of the file."""


@cache
def _table() -> _Table:
    rows = tomllib.loads(files(__package__).joinpath("status.toml").read_text(encoding="utf-8"))
    index: dict[tuple[str, str], list[tuple[tuple[Element, ...], Cue]]] = {}
    for row in rows["cue"]:
        only, groups = frozenset(row.get("only", ())), frozenset(row.get("groups", ()))
        cue = Cue(Status(row["status"]), row["side"], only, groups, row.get("idle", False))
        for phrase in row["phrases"]:
            elements = compile_phrase(phrase, {})
            for form in elements[0].forms:
                index.setdefault((cue.side, form), []).append((elements, cue))
    roles = {word: role for role, words in rows["auxiliary"].items() for word in words.split()}
    return _Table(roles, frozenset(rows["condition"]["words"].split()), index)
