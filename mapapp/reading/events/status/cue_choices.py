"""Which cue decides where several stand: of a noun its predicate or what governs it, of a clause the verb before it."""

from __future__ import annotations

from mapapp.model import Status
from mapapp.reading.events.kinds import DEADLY
from mapapp.reading.events.status.cues import Effect, Found, Manner, described, left_cue, predicate
from mapapp.reading.events.status.judging import Asked, Judged
from mapapp.reading.events.status.verb_groups import is_modal, is_negation
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import VERB_FORMS
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.nominals import clause_start, has_predicate, instance_of, is_definite, is_subject
from mapapp.reading.events.words.speech_parts import DETERMINERS
from mapapp.reading.events.words.tokens import Tokens

TREATING = word_list("treating")
"""Verbs that speak of what may be known already."""
OBJECT_REACH = 3
"""Words between a verb and the noun that is its object."""
THAT_REACH = 5
"""Words before "that" in which the verb that it depends on stands."""
BREAKS = frozenset((",", "and", "who", "which", "to", "by", "in", "on", "at", "for", "from", "with"))
"""Words that do not stand in the subject of a clause without "that"."""


def cue_of_noun(tokens: Tokens, asked: Asked, first: int, last: int) -> Found | None:
    """Of the clause from `first` to `last`, the cue that says what came of a noun; None where nothing governs it."""
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
    known = not asked.depth and asked.group in DEADLY and is_definite(tokens, asked.first)
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


def outweighs(cue: Found, judged: Judged, adjective: Found) -> bool:
    """Whether a cue says more than an adjective: "cancelled the planned talks", "launched its long-planned attack"."""
    done = judged.is_fact and cue.effect is not Effect.PRESUPPOSES and adjective.effect is Effect.INTENDS
    return cue.cue.idle or judged.status is Status.DENIED or done


def cue_of_clause(tokens: Tokens, asked: Asked, first: int, judged: Judged) -> Found | None:
    """The cue over a clause: before its "that", or, of a finite verb, before its subject: "denied it plans"."""
    if tokens.words[first] == "that" and first:
        start, _ = clause_of(tokens, first - 1, first - 1)
        if start and tokens.words[start] == "as":  # "dismissed as absurd claims that"
            start, _ = clause_of(tokens, start - 1, start - 1)
        return left_cue(tokens, first, max(first - THAT_REACH, start), Manner.CLAUSE, asked.group)
    begin = asked.head - len(judged.because.split()) + 1
    if not asked.is_verb or not judged.because.endswith(tokens.words[asked.head]):
        return None
    cue = left_cue(tokens, begin, max(first, begin - THAT_REACH), Manner.CLAUSE, asked.group)
    between = tokens.words[cue.stop : begin] if cue else ()
    return cue if cue and cue.form in VERB_FORMS and between and BREAKS.isdisjoint(between) else None
