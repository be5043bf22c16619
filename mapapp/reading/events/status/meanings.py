"""What the meaning of a trigger adds to its status: who pledges tells of what is to come, who condemns has done so."""

from __future__ import annotations

from mapapp.model import Status
from mapapp.reading.events.status.conditions import COMING
from mapapp.reading.events.status.judging import ASSERTED, Judged
from mapapp.reading.events.triggers.triggers import Trigger
from mapapp.reading.events.words.inflection import Form
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

PROMISE_REACH = 18
"""Words behind an announcement in which it says "would"."""
WORDS_AHEAD = {"THREATEN": Status.THREATENED, "REQUEST": Status.CALLED_FOR}
"""Kinds that consist in saying something about what is to come: said is said, done is not yet."""
DECLARED = frozenset(("ACCUSE", "REJECT", "SUPPORT"))
"""Kinds that are done by saying so: "condemns" is said once."""
REFUSING = frozenset(("REJECT", "COERCE"))
"""Kinds that are done by not doing: "did not accept", "would not allow"."""
PROMISING, ANNOUNCING, CANCELLING = word_list("promising"), word_list("announcing"), word_list("cancelling")
"""Verbs of triggers that tell of what they promise or call off: "pledged 40 tanks", "cancelled a trip"."""
PROMISED = frozenset(("talks", "movement", "aid", "pressure"))
"""Groups of kinds that can be promised: nobody is committed to an atrocity."""
PUT_OFF = word_list("put_off")
"""Verbs that call off with "off" behind them."""
WARNING, CONSEQUENCES = word_list("warning"), word_list("consequences")
"""Verbs that warn of what others may do, unless they name what one will do oneself."""
WARNED_REACH = 14


def status_by_kind(tokens: Tokens, trigger: Trigger, judged: Judged) -> Status:
    """What the meaning of the trigger itself adds; who rallies "to demand" demands."""
    kind, word, status = trigger.rule.kind, tokens.words[trigger.head], judged.status
    meant = judged.because == f"to {word}"
    if kind == "THREATEN" and word in WARNING and status in ASSERTED:
        behind = tokens.words[trigger.head + 1 : trigger.head + WARNED_REACH]
        return Status.HAPPENED if CONSEQUENCES.isdisjoint(behind) else Status.THREATENED
    if kind in REFUSING and status is Status.DENIED and "not" in tokens.words[trigger.first : trigger.last + 1]:
        return Status.HAPPENED
    if kind in WORDS_AHEAD:
        return WORDS_AHEAD[kind] if status in ASSERTED or meant else status
    if kind in DECLARED:
        plain = status is Status.ONGOING and trigger.form in (Form.BASE, Form.PRESENT)
        return Status.HAPPENED if plain else status
    if not trigger.is_verb or status is Status.PLANNED or status not in ASSERTED:
        return status
    if word in CANCELLING or (tokens.words[trigger.head + 1 : trigger.head + 2] == ("off",) and word in PUT_OFF):
        return Status.DENIED
    behind = tokens.words[trigger.head + 1 : trigger.head + PROMISE_REACH]
    promised = (word in PROMISING and trigger.rule.group in PROMISED) or (
        word in ANNOUNCING and not COMING.isdisjoint(behind)
    )
    return Status.PLANNED if promised else status
