"""Words of a sentence that tell of something: where they stand, in which tense, whether it came about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mapapp.model import Status, TextSpan
from mapapp.reading.events.status.judging import Judged
from mapapp.reading.events.status.verb_groups import is_modal
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.clauses import clause_of
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.speech_parts import ARTICLES, DETERMINERS, FOLLOWING, PREPOSITIONS
from mapapp.reading.events.words.tokens import Tokens

TO_COME = frozenset((Status.PLANNED, Status.CALLED_FOR, Status.THREATENED, Status.HYPOTHETICAL))
PERFECT = frozenset(("has", "have", "'ve"))
PRESENT = frozenset(("is", "are", "am", "'re"))
PAST = frozenset(("was", "were", "did"))


class Tense(StrEnum):
    """What a verb says of the time; auxiliaries included."""

    PAST = "past"
    """"attacked", "was attacking"; a heading's present tense too."""
    PLUPERFECT = "pluperfect"
    """"had attacked"."""
    PERFECT = "perfect"
    """"has attacked"."""
    PRESENT = "present"
    COMING = "coming"
    """"will attack", "threatened to attack"."""
    NONE = "none"
    """Nouns, and participles and infinitives that nothing governs but the main verb."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A trigger with its status, in its sentence."""

    tokens: Tokens
    trigger: Trigger
    judged: Judged
    heading: bool
    """Whether its sentence is a heading."""

    @property
    def index(self) -> int:
        """Number of its sentence."""
        return self.tokens.index

    @property
    def clause(self) -> TextSpan:
        return self.tokens.span_of(*clause_of(self.tokens, self.trigger.first, self.trigger.last))

    @property
    def tense(self) -> Tense:
        """Its own tense; of the infinitive in "fell to end the day at" there is none."""
        trigger, said = self.trigger, self.judged.because.split()
        if trigger.form is Form.BASE and said == ["to", self.tokens.words[trigger.head]]:
            return Tense.NONE
        if self.judged.status in TO_COME and not self._is_speech(said):
            return Tense.COMING
        if not trigger.is_verb or self._describes_noun:
            return Tense.NONE
        return self._of_auxiliaries(frozenset(said))

    def _is_speech(self, said: list[str]) -> bool:
        """ "Warned of a war": of what is to come, but the verb itself tells what was said."""
        finite = self.trigger.form in (Form.PAST, Form.PRESENT) and said[-1:] == [self.tokens.words[self.trigger.head]]
        return finite and not any(map(is_modal, said))

    @property
    def _describes_noun(self) -> bool:
        """ "4,000 deployed and reserve warheads", "the occupied towns": a participle before its noun."""
        words, head = self.tokens.words, self.trigger.head
        if self.trigger.form is not Form.PAST or self.judged.because != words[head] or not head:
            return False
        following = words[head + 1] if head + 1 < len(words) else "."
        before = words[head - 1]
        owned = before in DETERMINERS or before in PREPOSITIONS or before[0].isdigit()
        return owned and following[0].isalpha() and following not in FOLLOWING and following not in ARTICLES

    def _of_auxiliaries(self, said: frozenset[str]) -> Tense:
        form = self.trigger.form
        if "had" in said and form is Form.PAST:
            return Tense.PLUPERFECT
        if said & PERFECT:
            return Tense.PERFECT
        if said & PRESENT:
            return Tense.PRESENT
        if form is Form.PAST or said & PAST:
            return Tense.PAST
        if form is Form.ING:
            return Tense.NONE
        return Tense.PAST if self.heading else Tense.PRESENT
