"""Whether an event took place: a finite verb says so itself, everything else is asked of the cue that governs it.

The cue ("refused", "plans", "after": `cues.py`) is judged by the same rules, up to the main verb of the clause. What
stands under "if" or under "denied that" is judged again by the clause above it.
"""

from __future__ import annotations

from mapapp.model import Status
from mapapp.reading.events.status.conditions import (
    answered,
    brings_ahead,
    conditioned,
    follows_future,
    is_dated_ahead,
    would_be,
)
from mapapp.reading.events.status.cue_choices import cue_of_clause, cue_of_noun, outweighs
from mapapp.reading.events.status.cues import Effect, Found, Manner, left_cue, outcome, predicate
from mapapp.reading.events.status.finite_verbs import as_listed, tense_in_sentence
from mapapp.reading.events.status.judging import ASSERTED, Asked, Judged, asked_of
from mapapp.reading.events.status.meanings import status_by_kind
from mapapp.reading.events.status.verb_groups import (
    MODALS,
    VerbGroup,
    auxiliaries,
    finite_status,
    is_bare,
    is_listed,
    is_modal,
    is_negated,
    list_begins,
    takes_none,
    verb_group,
)
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form, is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.nominals import (
    coming_words,
    is_definite,
    names_deed,
    opening,
    tells_present,
)
from mapapp.reading.events.words.tokens import Tokens

DEEPEST = 4
"""Cues of cues that are followed."""
FAR_SIGNAL = 18
"""Words before a trigger in which "no sign that" is looked for."""
BULLETS = frozenset("*•")
CLOSING = frozenset('.!?"”;:)')
HEADING_LONGEST = 20
"""Words of a heading at most."""
SIGNALS, NOTHING = word_list("signals"), frozenset(("no", "without", "little", "any", "few"))
GATHERINGS = frozenset(("talks",))
"""Groups of kinds that are set for a day."""
FEARED = word_list("feared")
"""Nouns behind a noun that only tell of what might be: "a tsunami warning"."""
LASTING_STATES = word_list("states")
"""Nouns of what lasts."""
SUBJUNCTIVE_REACH = 4
"""Words behind a noun in which "be" asks for it: "demanded that the talks be resumed"."""
PREPOSED = word_list("preposed")
"""Words before a verb in -ing that only names a thing to do."""
NEW = frozenset(("a", "an", "any", "another", "further", "possible", "potential"))
SETTLING = frozenset((Effect.ASKS, Effect.INTENDS, Effect.THREATENS))
"""What is wanted or planned cannot have happened before: "it is important that he was killed"."""
OPEN = frozenset(("would", "be"))
"""Auxiliaries of a clause that means what the verb above it says: "demanded that they be freed"."""
MEANS = frozenset(("by", "before", "when", "through"))
"""Before a word in -ing that is done as its main verb is."""


def status_of(tokens: Tokens, trigger: Trigger, *, headline: bool = False) -> Judged:
    """The status that a sentence gives to a trigger."""
    asked = asked_of(trigger, headline=headline or _reads_as_heading(tokens))
    judged = answered(tokens, asked, _judged(tokens, asked))
    if _unsignalled(tokens, trigger):
        return Judged(Status.HYPOTHETICAL, judged.because, idle=True)
    return judged.turned(status_by_kind(tokens, trigger, judged))


def _reads_as_heading(tokens: Tokens) -> bool:
    """Whether a short sentence ends without a mark."""
    listed = tokens.words[0] in BULLETS
    return listed or (tokens.words[-1] not in CLOSING and len(tokens.words) <= HEADING_LONGEST)


def _unsignalled(tokens: Tokens, trigger: Trigger) -> bool:
    """ "No sign that they want to talk": what is not even hinted at."""
    words = tokens.words[max(0, trigger.first - FAR_SIGNAL) : trigger.first]
    return any(word in SIGNALS and not NOTHING.isdisjoint(words[max(0, at - 3) : at]) for at, word in enumerate(words))


def _judged(tokens: Tokens, asked: Asked) -> Judged:
    first, last = clause_of(tokens, asked.first, asked.last)
    told = None if asked.depth or asked.is_verb else _told_inside(tokens, asked)
    if told:
        return told
    judged = _of_verb(tokens, asked, first, last) if asked.is_verb else _of_noun(tokens, asked, first, last)
    if judged.status in (Status.DENIED, Status.CALLED_FOR) or judged.idle:
        return judged
    judged = conditioned(tokens, asked, first, judged)
    return _under_that(tokens, asked, first, judged) if asked.is_verb or not asked.depth else judged


def _told_inside(tokens: Tokens, asked: Asked) -> Judged | None:
    """ "Be no war", "lawyers will appeal": a trigger that has its own negation or modal."""
    for word in tokens.words[asked.first : asked.last]:
        role = auxiliaries().get(word, "")
        if word == "no" or role == "negation":
            return Judged(Status.DENIED, word)
        if role in MODALS:
            return Judged(MODALS[role], word)
    return None


# --- verbs


def _of_verb(tokens: Tokens, asked: Asked, first: int, last: int) -> Judged:
    group = verb_group(tokens, asked.head, asked.form, first)
    if not is_listed(tokens, group) and not is_bare(tokens, group):
        none = asked.first == asked.head and takes_none(tokens, group)
        status = Status.DENIED if none else finite_status(tokens, group, headline=asked.headline)
        if status:
            said = " ".join((*group.words, tokens.words[group.head]))
            return tense_in_sentence(tokens, asked, group, first, Judged(status, said))
    if not group.infinitive and (group.form is Form.ING or group.words[:1] in (("having",), ("being",))):
        return _of_ing(tokens, asked, first, last)
    return _of_infinitive(tokens, asked, group)


def _of_infinitive(tokens: Tokens, asked: Asked, group: VerbGroup) -> Judged:
    """By its cue; without one a thought, in a heading a plan, and "to have" done."""
    listed, verb = is_listed(tokens, group), tokens.words[group.head]
    begin = list_begins(tokens, group.first) if listed else group.first
    if begin is None:
        return Judged(Status.ONGOING, verb)
    start, _ = clause_of(tokens, begin, begin)
    anchor = begin + 1 if tokens.words[begin] == "to" else begin
    cue = left_cue(tokens, anchor, start, Manner.INFINITIVE, asked.group)
    negated = "negation" in group.roles or tokens.words[begin - 1 : begin] == ("not",)
    if negated:
        return Judged(Status.DENIED, f"not to {verb}", idle=bool(cue and cue.effect is Effect.ASKS))
    if cue:
        judged = _under(tokens, asked, cue)
        carried = cue.effect is Effect.CARRIES and judged.is_fact
        return judged.turned(_of_form(group, judged.status)) if carried else judged
    if "have" in group.words:
        return Judged(Status.HAPPENED, f"to have {verb}")
    if asked.headline and not listed:
        return Judged(Status.PLANNED, f"to {verb}, in a headline")
    return Judged(Status.HYPOTHETICAL, f"to {verb}")


def _of_form(group: VerbGroup, status: Status) -> Status:
    """ "Is said to have taken", "is said to be massing"."""
    if "have" in group.words:
        return Status.HAPPENED
    return Status.ONGOING if group.form is Form.ING else status


def _of_ing(tokens: Tokens, asked: Asked, first: int, last: int) -> Judged:
    """By its cue; behind a mere preposition a thing to do, elsewhere done."""
    if names_deed(tokens, asked.head, asked.last):
        return _of_noun(tokens, asked, first, last)
    before = tokens.words[asked.head - 1] if asked.head else ""
    listed = as_listed(tokens, asked, before)
    if listed:
        return listed
    anchor = asked.head - (before in ("having", "being"))
    if is_negated(tokens, anchor) and tokens.words[anchor - 1] in ("not", "never"):
        return Judged(Status.DENIED, f"not {tokens.words[asked.head]}")
    cue = left_cue(tokens, anchor, first, Manner.ING, asked.group)
    if cue and before == "," and not (cue.is_word and is_modal(tokens.words[cue.first])):
        cue = None
    if cue is None and (asked.head == first or before in ("that", ",", '"', "“")):
        cue = predicate(tokens, asked.last + 1, last + 1, Manner.ING, asked.group)
    if cue:
        judged = _under(tokens, asked, cue)
        return judged.turned(Status.HAPPENED) if before in ("having", "being") and judged.is_fact else judged
    beyond = len(tokens.words) if before in MEANS else asked.head if before == "," else 0
    coming = coming_words(tokens, asked.first, 0, beyond)
    if coming:
        return Judged(Status.PLANNED, coming)
    if before in PREPOSED:
        return Judged(Status.HYPOTHETICAL, f"{before} {tokens.words[asked.head]}")
    return Judged(
        Status.ONGOING if before == "," and tells_present(tokens.words[: asked.head]) else Status.HAPPENED, ""
    )


# --- nouns


def _of_noun(tokens: Tokens, asked: Asked, first: int, last: int) -> Judged:
    """By its predicate where it is a subject, else by the cue that governs it, else by the adjectives of its phrase."""
    opened = _opened(tokens, asked, first, last)
    if opened:
        return opened
    if not asked.depth and tokens.words[asked.last + 1 : asked.last + 2] and tokens.words[asked.last + 1] in FEARED:
        return Judged(Status.HYPOTHETICAL, tokens.words[asked.last + 1], idle=True)
    cue = cue_of_noun(tokens, asked, first, last)
    judged = _under(tokens, asked, cue) if cue else None
    adjective = left_cue(tokens, asked.first, first, Manner.NOUN, asked.group, near=True)
    if adjective and not (cue and judged and outweighs(cue, judged, adjective)):
        return _under(tokens, asked, adjective)
    if judged is None and is_dated_ahead(tokens, asked):
        return Judged(Status.PLANNED, "dated ahead")
    if judged is None and asked.group in GATHERINGS and not asked.depth and brings_ahead(tokens, asked, first, last):
        return Judged(Status.PLANNED, "will")
    lasts = tokens.words[asked.last] in LASTING_STATES
    return judged or Judged(Status.ONGOING if lasts else Status.HAPPENED, "")


def _opened(tokens: Tokens, asked: Asked, first: int, last: int) -> Judged | None:
    """ "Before the talks", "at the talks": a gathering behind such a word is to come, or was held."""
    if asked.depth or asked.group not in GATHERINGS:
        return None
    at = opening(tokens, asked.first, first)
    opener = "" if at is None else tokens.words[at]
    if opener in ("before", "until"):
        return Judged(Status.PLANNED, opener)
    if opener not in ("at", "during"):
        return None
    told = at and is_past(tokens.words[at - 1]) and not follows_future(tokens, at, first)
    coming = "" if told else coming_words(tokens, asked.first, first, last)
    return Judged(Status.PLANNED if coming else Status.HAPPENED, coming)


# --- what stands above


def _under(tokens: Tokens, asked: Asked, found: Found) -> Judged:
    """The status under a cue, which has one itself."""
    phrase = " ".join(tokens.words[found.first : found.stop])
    if phrase == "would" and not found.cue.behind:
        first, _ = clause_of(tokens, asked.first, asked.last)
        return Judged(would_be(tokens, first), phrase)
    own = _own(tokens, asked, found)
    stops_new = (
        found.effect is Effect.LASTS
        and not found.is_word
        and not NEW.isdisjoint(tokens.words[max(0, asked.first - 3) : asked.first])
    )
    effect = Effect.DENIES if stops_new else found.effect
    because = phrase if own.because in ("", tokens.words[found.first]) else _joined(own.because, phrase)
    return Judged(outcome(effect, own.status), because, found.cue.idle or _only_meant(effect, own.status))


def _own(tokens: Tokens, asked: Asked, found: Found) -> Judged:
    """The status of a cue itself; "not about to" has none but its negation."""
    if found.is_word or found.cue.fixed or asked.depth >= DEEPEST:
        return Judged(Status.DENIED, "not") if is_negated(tokens, found.first) else Judged(Status.HAPPENED, "")
    inner = Asked(found.first, found.stop - 1, found.first, found.form, asked.group, asked.headline, asked.depth + 1)
    return _judged(tokens, inner)


def _only_meant(effect: Effect, own: Status) -> bool:
    """ "The mood turns to push for talks", "rejected calls for talks": nobody asks, or only the refusal is told."""
    if effect is Effect.ASKS:
        return own in (Status.HYPOTHETICAL, Status.DENIED)
    return effect in (Effect.DENIES, Effect.MISSES) and own is Status.CALLED_FOR


def _joined(said: str, phrase: str) -> str:
    """ "Did not rule" and "rule out" as "did not rule out"."""
    head, _, rest = phrase.partition(" ")
    return f"{said} {rest}".strip() if said.split()[-1] == head else f"{said} {phrase}"


def _under_that(tokens: Tokens, asked: Asked, first: int, judged: Judged) -> Judged:
    """ "Denied that troops had entered", "threatened that they would"; what a noun takes for granted stays."""
    would = judged.status is Status.HYPOTHETICAL and not OPEN.isdisjoint(judged.because.split())
    if asked.depth >= DEEPEST or not (judged.status in ASSERTED or would):
        return judged
    cue = cue_of_clause(tokens, asked, first, judged)
    subjunctive = asked.form is Form.BASE and cue is not None and cue.effect is Effect.ASKS
    if cue is None or (judged.status is Status.HAPPENED and cue.effect in SETTLING and not subjunctive):
        return judged
    known = cue.effect not in (Effect.DENIES, Effect.WEIGHS) or is_definite(tokens, asked.first)
    meant = cue.effect is Effect.ASKS and "be" in tokens.words[asked.last + 1 : asked.last + SUBJUNCTIVE_REACH]
    return judged if known and not meant and not asked.is_verb else _under(tokens, asked, cue)
