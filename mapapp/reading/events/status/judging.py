"""What is asked about an event, and what is answered: whether it took place, and by which words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mapapp.model import Status
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.inflection import VERB_FORMS, Form

FACTS = frozenset((Status.HAPPENED, Status.ONGOING))
ASSERTED = FACTS | {Status.PLANNED}


@dataclass(frozen=True, slots=True)
class Judged:
    """A status with the words that decided it."""

    status: Status
    because: str
    """The deciding words; "" where none stood there."""
    idle: bool = False
    """Only spoken of: "a stepping stone to talks", "no sign that they will negotiate"."""

    def turned(self, status: Status) -> Judged:
        """The same for the same reason, with another status."""
        return replace(self, status=status)

    @property
    def is_fact(self) -> bool:
        return self.status in FACTS


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of which it is asked whether what it names took place: a trigger, or a cue that governs one."""

    first: int
    last: int
    head: int
    """The word that carries tense or number."""
    form: Form
    group: str
    """Group of the trigger's kind."""
    headline: bool
    """Whether the sentence is a heading, in which the present tells what happened."""
    depth: int = 0
    """How many cues stand between it and the trigger."""

    @property
    def is_verb(self) -> bool:
        return self.form in VERB_FORMS


def asked_of(trigger: Trigger, *, headline: bool) -> Asked:
    """The question about a trigger."""
    return Asked(trigger.first, trigger.last, trigger.head, trigger.form, trigger.rule.group, headline)
