"""What a cue makes of what it governs: the laws that keep anything only offered, feared or denied off the map."""

from __future__ import annotations

import pytest

from mapapp.model import Status
from mapapp.reading.events.status.cues import Effect, outcome
from mapapp.reading.events.status.judging import FACTS

TAKEN_FOR_GRANTED = (Effect.PRESUPPOSES, Effect.LASTS)


@pytest.mark.parametrize("own", Status)
@pytest.mark.parametrize("effect", [one for one in Effect if one not in TAKEN_FOR_GRANTED])
def test_a_cue_makes_a_fact_only_of_a_fact_or_of_a_failure_that_did_not_come(effect: Effect, own: Status) -> None:
    missed_not = effect is Effect.MISSES and own is Status.DENIED
    assert outcome(effect, own) not in FACTS or own in FACTS or missed_not


@pytest.mark.parametrize("own", Status)
def test_what_is_condemned_happened_whoever_is_to_condemn_it(own: Status) -> None:
    assert outcome(Effect.PRESUPPOSES, own) is Status.HAPPENED


def test_what_is_refused_is_denied_and_what_is_not_ruled_out_is_open() -> None:
    assert outcome(Effect.DENIES, Status.HAPPENED) is Status.DENIED
    assert outcome(Effect.DENIES, Status.DENIED) is Status.HYPOTHETICAL


def test_who_might_plan_plans_nothing_and_who_is_urged_to_plan_is_only_urged() -> None:
    assert outcome(Effect.INTENDS, Status.HYPOTHETICAL) is Status.HYPOTHETICAL
    assert outcome(Effect.INTENDS, Status.CALLED_FOR) is Status.CALLED_FOR
