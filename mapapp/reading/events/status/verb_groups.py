"""A verb with its auxiliaries: what they alone say about whether it took place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mapapp.model import Status
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import DETERMINERS
from mapapp.reading.events.words.tokens import Tokens

NO_ONE = word_list("no_one")
SUBJECT_REACH = 5
"""Words before a verb in which "no" stands when its subject is nobody."""
SUBJECT_ENDS = frozenset((",", ";", "and", "but", "that", "with", "by", "in", "at", "on", "when", "to", "for"))
ENDLESS = ("no", "longer")
MODALS: Mapping[str, Status] = {
    "future": Status.PLANNED,
    "possible": Status.HYPOTHETICAL,
    "conditional": Status.HYPOTHETICAL,
    "duty": Status.CALLED_FOR,
}
"""What a modal of each role makes of its verb, the first that fits; "would" is looked at again by its sentence."""
QUOTES = frozenset('"“”')
OPENERS = QUOTES | {"to"}
LASTING, HABITUAL = word_list("lasting"), word_list("habitual")
"""Participles that name a state, and adverbs that make a habit."""
PRONOUNS = word_list("contracting")
"""Words after which "'s" is a verb."""
TENSED = frozenset(("present", "past", "perfect", "do", *MODALS))
"""Roles that carry tense."""
LISTING = frozenset(("and", "or", ",", "as", "then"))
"""Words before a verb that shares its "to" with the one before."""
LIST_REACH = 30
"""Words over which the verbs of a list share their "to"."""
HELPING = word_list("helping")
"""Verbs that take another without "to": "helped evacuate"."""
HELPED_WITHIN = 4
NOT_ABLE = frozenset(("could", "can"))
UNCHANGED = word_list("unchanged")
"""Past forms that are base forms too."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb and the auxiliaries and adverbs before it."""

    first: int
    """First word of the group: an auxiliary, an adverb, "to", else the verb itself."""
    head: int
    """The verb."""
    form: Form
    words: tuple[str, ...]
    """Auxiliaries and adverbs, in their order; without the verb and without "to"."""
    infinitive: bool
    """Whether "to" opens it."""

    @property
    def roles(self) -> frozenset[str]:
        kinds = auxiliaries()
        return frozenset(kinds.get(word, "adverbs") for word in self.words)

    @property
    def is_negated(self) -> bool:
        """ "Did not", "no longer"; "not only" affirms."""
        told = "negation" in self.roles and "only" not in self.words
        return told or any(pair == ENDLESS for pair in zip(self.words, self.words[1:], strict=False))


def verb_group(tokens: Tokens, head: int, form: Form, first: int) -> VerbGroup:
    """The group of the verb at `head`, not reaching before the word `first`."""
    words = tokens.words
    at = head - 1
    while at >= first and _belongs(words, at):
        if words[at] == "to":
            opens = form is Form.BASE or not {"be", "have"}.isdisjoint(words[at:head]) or is_plain(words[head])
            return VerbGroup(at if opens else at + 1, head, form, _unquoted(words[at + 1 : head]), opens)
        at -= 1
    return VerbGroup(at + 1, head, form, _unquoted(words[at + 1 : head]), infinitive=False)


def _belongs(words: Sequence[str], at: int) -> bool:
    """Whether a word can stand in a group before its verb; "'s" of a name owns what follows."""
    if words[at] == "'s":
        return at > 0 and words[at - 1] in PRONOUNS
    return words[at] in auxiliaries() or words[at].endswith("ly") or words[at] in OPENERS or _joins(words, at)


def _unquoted(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in QUOTES)


def _joins(words: Sequence[str], at: int) -> bool:
    """ "Has been continually and blindly shelling"."""
    return words[at] == "and" and words[at - 1].endswith("ly") and words[at + 1].endswith("ly")


def is_plain(word: str) -> bool:
    """Whether a past form is the base form too: "cut", "hit", "set"."""
    return word in UNCHANGED


def finite_status(tokens: Tokens, group: VerbGroup, *, headline: bool) -> Status | None:
    """What tense, modals and negation of a verb say; None for infinitives and bare participles in -ing."""
    if group.infinitive:
        return None
    roles = group.roles
    if "duty" in roles and "have" in group.words:
        return Status.HAPPENED if group.is_negated else Status.HYPOTHETICAL
    if group.is_negated and "possible" in roles and "not" in group.words and not NOT_ABLE.intersection(group.words):
        return Status.HYPOTHETICAL
    if group.words[:1] in (("having",), ("being",)):
        return None
    if group.is_negated or (group.form is not Form.ING and _nobody_does(tokens, group)):
        return Status.DENIED
    modal = next((status for role, status in MODALS.items() if role in roles), None)
    return modal or _of_tense(tokens, group, roles, headline=headline)


def _of_tense(tokens: Tokens, group: VerbGroup, roles: frozenset[str], *, headline: bool) -> Status | None:
    if group.form is Form.ING:
        if "present" in roles or ("perfect" in roles and "been" in group.words):
            return Status.ONGOING
        return Status.HAPPENED if "past" in roles else None
    if group.form is Form.PAST:
        return Status.ONGOING if _lasts(tokens, group, roles) and not headline else Status.HAPPENED
    if "did" in group.words or (not group.words and is_plain(tokens.words[group.head])):
        return Status.HAPPENED
    return Status.HAPPENED if headline else Status.ONGOING


def _lasts(tokens: Tokens, group: VerbGroup, roles: frozenset[str]) -> bool:
    """ "Is being shelled", "are stationed", "are regularly arrested"."""
    if "past" in roles or "perfect" in roles:
        return False
    lasting = tokens.words[group.head] in LASTING or not HABITUAL.isdisjoint(group.words)
    return "being" in group.words or ("present" in roles and lasting)


def takes_none(tokens: Tokens, group: VerbGroup) -> bool:
    """ "Arrested no one", "dropped no bombs", but "killed no fewer than ten"."""
    behind = tokens.words[group.head + 1 : group.head + 3]
    return behind[:1] in (("no",), ("nobody",), ("nothing",)) and behind[1:] not in (("fewer",), ("less",), ("longer",))


def progressive(group: VerbGroup) -> bool:
    """ "Was helping", "was being shelled": under a report in the past what goes on."""
    going = group.form is Form.ING or (group.form is Form.PAST and "being" in group.words)
    return going and "past" in group.roles


def _nobody_does(tokens: Tokens, group: VerbGroup) -> bool:
    """ "No soldiers crossed the river"."""
    for at in range(group.first - 1, max(-1, group.first - 1 - SUBJECT_REACH), -1):
        if tokens.words[at] in NO_ONE:
            return tokens.words[at + 1] not in ("longer", "doubt", "matter")
        if tokens.words[at] in SUBJECT_ENDS or tokens.words[at] in auxiliaries():
            return False
    return False


def is_modal(word: str) -> bool:
    """ "Will", "could", "would", "must"."""
    return auxiliaries().get(word) in MODALS


def is_negated(tokens: Tokens, at: int) -> bool:
    """Whether "not" stands just before a word: "not about to", "not yet ready to"."""
    return any(map(is_negation, tokens.words[max(0, at - 2) : at]))


def is_negation(word: str) -> bool:
    return auxiliaries().get(word) == "negation"


def is_bare(tokens: Tokens, group: VerbGroup) -> bool:
    """ "Helped evacuate", "let us hold talks": an infinitive without "to"."""
    base = group.form is Form.BASE and not group.words
    return base and not HELPING.isdisjoint(tokens.words[max(0, group.first - HELPED_WITHIN) : group.first])


def is_listed(tokens: Tokens, group: VerbGroup) -> bool:
    """ "To stop the drills and withdraw": an infinitive that takes its "to" from the verb before."""
    if not group.first or tokens.words[group.first - 1] not in LISTING or not group.roles <= {"adverbs"}:
        return False
    return group.form is Form.BASE or (is_plain(tokens.words[group.head]) and _shares_to(tokens, group.first))


def _shares_to(tokens: Tokens, at: int) -> bool:
    """Whether an infinitive stands before a word that could be past or base form: "to introduce a ban and cut"."""
    begin = list_begins(tokens, at)
    if begin is None or tokens.words[begin] != "to":
        return False
    return tokens.words[begin + 1] not in DETERMINERS and not tokens.capital[begin + 1]


def list_begins(tokens: Tokens, at: int) -> int | None:
    """Where "to" stands, or the word behind a modal, that a listed verb shares with the one before it."""
    for spot in range(at - 1, max(0, at - LIST_REACH), -1):
        word = tokens.words[spot]
        if word == "to" or is_modal(word):
            return spot if word == "to" else spot + 1
        if word in (";", ":", "—", "–"):
            return None
    return None


@cache
def status_table() -> Mapping[str, Any]:
    """`status.toml`: the auxiliaries, and the cues."""
    return tomllib.loads(files(__package__).joinpath("status.toml").read_text(encoding="utf-8"))


@cache
def auxiliaries() -> Mapping[str, str]:
    """Role by word."""
    return {word: role for role, words in status_table()["auxiliary"].items() for word in words.split()}
