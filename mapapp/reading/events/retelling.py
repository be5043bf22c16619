"""Signs within a sentence that it comes back to what was told: "before the talks", "heard the blasts", "hit it"."""

from __future__ import annotations

from mapapp.reading.events.drafts import Draft
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.tokens import Tokens

ANCHORS = frozenset(("before", "after", "following", "since"))
"""Before a happening these only say when another took place."""
STEPS = frozenset(
    ("the", "this", "these", "its", "their", "his", "her", "start", "beginning", "outset", "end", "of", "launch")
)
"""What stands between such a word and the happening."""
WITNESSED, WITNESSED_WITHIN = frozenset(("heard", "saw", "felt", "filmed")), 3
"""Verbs of those who were there, and words from one to what they witnessed at most."""
OBJECTS = frozenset((("it",), ("them",), ("into", "it"), ("into", "them"), ("at", "it"), ("on", "it")))
LAWS = frozenset(("bill", "law", "package", "measure", "act", "legislation"))
NEXT = 2
"""Sentences within which what was witnessed, or done to "it", is what was told just before."""


def is_retold(one: Draft, other: Draft) -> bool:
    """Whether a draft comes back to one of its kind that was told as a fact before."""
    if one.kind != other.kind:
        return False
    gap = other.tokens.index - one.tokens.index
    near = 0 < gap <= NEXT and not other.scenes
    return is_anchor(other) or (near and (_is_witnessed(other) or _is_done_to_it(other) or _is_the_law(one, other)))


def is_anchor(draft: Draft) -> bool:
    """ "Before the start of talks", "hours before launching an attack": it only says when another thing was."""
    tokens, trigger = draft.tokens, draft.trigger
    if trigger.is_verb and trigger.form is not Form.ING:
        return False
    at = trigger.first - 1
    while at > 0 and tokens.words[at] in STEPS:
        at -= 1
    return at >= 0 and tokens.words[at] in ANCHORS


def gives_way(one: Draft, other: Draft) -> bool:
    """ "..., after lawmakers passed a bill": one that only says when, to the sentence of its own."""
    first, _ = clause_of(one.tokens, one.trigger.first, one.trigger.last)
    return one.tokens.words[first] in ANCHORS and one.kind == other.kind and _is_the_law(one, other)


def _is_witnessed(draft: Draft) -> bool:
    before = draft.tokens.words[max(0, draft.trigger.first - WITNESSED_WITHIN) : draft.trigger.first]
    return not draft.trigger.is_verb and not WITNESSED.isdisjoint(before)


def _is_done_to_it(draft: Draft) -> bool:
    behind = draft.tokens.words[draft.trigger.last + 1 :]
    return behind[:1] in OBJECTS or behind[:2] in OBJECTS


def _is_the_law(one: Draft, other: Draft) -> bool:
    """ "Lawmakers passed a package. The House approved the bill"."""
    return _laws(one.tokens, one, {"a", "an", "$", "the"}) and _laws(other.tokens, other, {"the", "this"})


def _laws(tokens: Tokens, draft: Draft, articles: set[str]) -> bool:
    """Whether its words or those behind it are a law with one of these articles."""
    words = tokens.words[draft.trigger.first : draft.trigger.last + 12]
    at = next((at for at, word in enumerate(words) if word in LAWS), 0)
    return not articles.isdisjoint(words[:at])
