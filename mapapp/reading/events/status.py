"""Whether an event took place: a finite verb says so itself, everything else is asked of the cue that governs it.

The cue ("refused", "plans", "after": `cues.py`) is judged by the same rules, up to the main verb of the clause. What
stands under "if" or under "denied that" is judged again by the clause above it.
"""

from __future__ import annotations

from mapapp.model import Status
from mapapp.reading.events.clauses import clause_of
from mapapp.reading.events.conditions import REPORTED, answered, conditioned, is_ahead, is_dated_ahead, would_be
from mapapp.reading.events.counts import NUMBER_WORDS
from mapapp.reading.events.cues import HARMFUL, Effect, Found, Manner, described, left_cue, outcome, predicate
from mapapp.reading.events.inflection import VERB_FORMS, Form, is_past
from mapapp.reading.events.judging import ASSERTED, Asked, Judged, asked_of
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.meanings import status_by_kind
from mapapp.reading.events.nominals import (
    clause_start,
    coming_words,
    has_predicate,
    instance_of,
    is_definite,
    is_subject,
    names_deed,
    opening,
    tells_present,
)
from mapapp.reading.events.speech_parts import DETERMINERS
from mapapp.reading.events.tokens import Tokens
from mapapp.reading.events.triggers import Trigger
from mapapp.reading.events.verb_groups import (
    LIST_REACH,
    MODALS,
    TENSED,
    VerbGroup,
    auxiliaries,
    finite_status,
    is_bare,
    is_listed,
    is_modal,
    is_negated,
    is_negation,
    list_begins,
    progressive,
    takes_none,
    verb_group,
)

DEEPEST = 4
"""Cues of cues that are followed."""
FAR_SIGNAL = 18
"""Words before a trigger in which "no sign that" is looked for."""
THAT_REACH = 5
"""Words before "that" in which the verb that it depends on stands."""
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
COUNT_REACH = 5
"""Words behind a verb in which a number counts its victims."""
TREATING = word_list("treating")
"""Verbs that speak of what may be known already."""
PREPOSED = word_list("preposed")
"""Words before a verb in -ing that only names a thing to do."""
NEW = frozenset(("a", "an", "any", "another", "further", "possible", "potential"))
INVERTED = {"should": Status.HYPOTHETICAL, "did": Status.HAPPENED, "does": Status.ONGOING, "do": Status.ONGOING}
"""Before the subject of a base form: "should it invade", "why did they shell"."""
SETTLING = frozenset((Effect.ASKS, Effect.INTENDS, Effect.THREATENS))
"""What is wanted or planned cannot have happened before: "it is important that he was killed"."""
BREAKS = frozenset((",", "and", "who", "which", "to", "by", "in", "on", "at", "for", "from", "with"))
"""Words that do not stand in the subject of a clause without "that"."""
OPEN = frozenset(("would", "be"))
"""Auxiliaries of a clause that means what the verb above it says: "demanded that they be freed"."""
INVERTED_REACH = 4
OBJECT_REACH = 3
"""Words between a verb and the noun that is its object."""
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
            return _of_finite(tokens, asked, group, first, Judged(status, said))
    if not group.infinitive and (group.form is Form.ING or group.words[:1] in (("having",), ("being",))):
        return _of_ing(tokens, asked, first, last)
    return _of_infinitive(tokens, asked, group)


def _of_finite(tokens: Tokens, asked: Asked, group: VerbGroup, first: int, judged: Judged) -> Judged:
    """What its sentence makes of the tense of a verb."""
    words, roles = tokens.words, group.roles
    near = words[max(0, group.first - INVERTED_REACH) : group.first]
    if "conditional" in roles and judged.status is Status.HYPOTHETICAL and "have" not in group.words:
        return judged.turned(would_be(tokens, first))
    if group.form is Form.BASE and roles.isdisjoint(TENSED):
        inverted = next((word for word in near if word in INVERTED), None)
        if inverted:
            return Judged(INVERTED[inverted], inverted)
        if group.first == 0 or (group.first == 1 and not words[0][0].isalpha()):
            return judged.turned(Status.CALLED_FOR)
    if words[first] == "had" and group.form is Form.PAST and "had" not in group.words:
        return Judged(Status.HYPOTHETICAL, "had")
    if group.words[:1] == ("be",):
        return Judged(Status.HYPOTHETICAL, next((word for word in near if is_modal(word)), "be"))
    if judged.status is Status.HAPPENED and progressive(group) and not REPORTED.isdisjoint(words[: group.first]):
        return judged.turned(Status.ONGOING)
    if judged.status is Status.ONGOING and asked.group in HARMFUL and not group.words and _counts(tokens, asked):
        return judged.turned(Status.HAPPENED)
    coming = judged.status is Status.ONGOING and not asked.headline and is_ahead(tokens, asked)
    return judged.turned(Status.PLANNED) if coming else judged


def _counts(tokens: Tokens, asked: Asked) -> bool:
    """ "A blast kills nine": a present with a number tells of one happening."""
    behind = tokens.words[asked.head + 1 : asked.head + COUNT_REACH]
    return asked.form is not Form.ING and any(word[0].isdigit() or word in NUMBER_WORDS for word in behind)


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
    listed = _as_listed(tokens, asked, before)
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


def _as_listed(tokens: Tokens, asked: Asked, before: str) -> Judged | None:
    """ "Are firing rockets and killing people": as the word in -ing before it that has an auxiliary."""
    at = asked.head - 1 - before.endswith("ly")
    if at < 1 or tokens.words[at] not in ("and", "or"):
        return None
    for spot in range(at - 1, max(0, at - LIST_REACH), -1):
        if tokens.words[spot].endswith("ing"):
            group = verb_group(tokens, spot, Form.ING, 0)
            status = finite_status(tokens, group, headline=asked.headline)
            if status:
                return Judged(status, " ".join((*group.words, tokens.words[spot])))
    return None


# --- nouns


def _of_noun(tokens: Tokens, asked: Asked, first: int, last: int) -> Judged:
    """By its predicate where it is a subject, else by the cue that governs it, else by the adjectives of its phrase."""
    if asked.group in GATHERINGS and not asked.depth:
        opener = opening(tokens, asked.first, first)
        if opener is not None and tokens.words[opener] in ("before", "until"):
            return Judged(Status.PLANNED, tokens.words[opener])
        if opener is not None and tokens.words[opener] in ("at", "during"):
            told = opener and is_past(tokens.words[opener - 1])
            coming = "" if told else coming_words(tokens, asked.first, first, last)
            return Judged(Status.PLANNED if coming else Status.HAPPENED, coming)
    if not asked.depth and tokens.words[asked.last + 1 : asked.last + 2] and tokens.words[asked.last + 1] in FEARED:
        return Judged(Status.HYPOTHETICAL, tokens.words[asked.last + 1], idle=True)
    cue = _cue_of_noun(tokens, asked, first, last)
    judged = _under(tokens, asked, cue) if cue else None
    adjective = left_cue(tokens, asked.first, first, Manner.NOUN, asked.group, near=True)
    if adjective and not (cue and judged and _outweighs(cue, judged, adjective)):
        return _under(tokens, asked, adjective)
    if judged is None and is_dated_ahead(tokens, asked):
        return Judged(Status.PLANNED, "dated ahead")
    lasts = tokens.words[asked.last] in LASTING_STATES
    return judged or Judged(Status.ONGOING if lasts else Status.HAPPENED, "")


def _cue_of_noun(tokens: Tokens, asked: Asked, first: int, last: int) -> Found | None:
    subject = is_subject(tokens, asked.first, first)
    participle = None if subject else described(tokens, asked.last + 1, asked.group)
    if participle:
        return participle
    begin = (
        clause_start(tokens, asked.first, first) if subject and has_predicate(tokens, asked.last + 1, last) else first
    )
    left = left_cue(tokens, asked.first, begin, Manner.NOUN, asked.group)
    if left is None and (instance := instance_of(tokens, asked.first, begin)):
        left = left_cue(tokens, instance, begin, Manner.NOUN, asked.group)
    known = not asked.depth and asked.group in HARMFUL and is_definite(tokens, asked.first)
    if left and known and _only_treats(tokens, left):
        left = None
    if subject and not (left and (left.cue.idle or _takes_object(tokens, left, asked.first))):
        return predicate(tokens, asked.last + 1, last + 1, Manner.NOUN, asked.group) or left
    return left


def _takes_object(tokens: Tokens, left: Found, at: int) -> bool:
    """Whether a cue is the verb of which a noun is the object: "oppose sanctions", but not "the planned talks"."""
    before = tokens.words[left.first - 1] if left.first else ""
    return left.form in VERB_FORMS and at - left.stop <= OBJECT_REACH and before not in DETERMINERS


def _only_treats(tokens: Tokens, left: Found) -> bool:
    """ "Will discuss the attack": what is known stays known, whoever is to speak of it."""
    word = tokens.words[left.first]
    return is_modal(word) or word in TREATING or (left.is_word and is_negation(word))


def _outweighs(cue: Found, judged: Judged, adjective: Found) -> bool:
    """Whether a cue says more than an adjective: "cancelled the planned talks", "launched its long-planned attack"."""
    done = judged.is_fact and cue.effect is not Effect.PRESUPPOSES and adjective.effect is Effect.INTENDS
    return cue.cue.idle or judged.status is Status.DENIED or done


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
    cue = _clause_cue(tokens, asked, first, judged)
    if cue is None or (judged.status is Status.HAPPENED and cue.effect in SETTLING):
        return judged
    known = cue.effect not in (Effect.DENIES, Effect.WEIGHS) or is_definite(tokens, asked.first)
    meant = cue.effect is Effect.ASKS and "be" in tokens.words[asked.last + 1 : asked.last + SUBJUNCTIVE_REACH]
    return judged if known and not meant and not asked.is_verb else _under(tokens, asked, cue)


def _clause_cue(tokens: Tokens, asked: Asked, first: int, judged: Judged) -> Found | None:
    """The cue over a clause: before its "that", or, of a finite verb, before its subject: "denied it plans"."""
    if tokens.words[first] == "that" and first:
        start, _ = clause_of(tokens, first - 1, first - 1)
        return left_cue(tokens, first, max(first - THAT_REACH, start), Manner.CLAUSE, asked.group)
    begin = asked.head - len(judged.because.split()) + 1
    if not asked.is_verb or not judged.because.endswith(tokens.words[asked.head]):
        return None
    cue = left_cue(tokens, begin, max(first, begin - THAT_REACH), Manner.CLAUSE, asked.group)
    between = tokens.words[cue.stop : begin] if cue else ()
    return cue if cue and cue.form in VERB_FORMS and between and BREAKS.isdisjoint(between) else None
