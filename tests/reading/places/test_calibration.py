"""The confidence of a mention: one from two probabilities, and learnt from what was right."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mapapp.reading.places.mentions import calibrated, log_odds

CHANCE = st.floats(0.0, 1.0)


@given(st.lists(st.tuples(CHANCE, CHANCE), min_size=1, max_size=20), st.lists(st.floats(-2, 2), min_size=4, max_size=4))
def test_a_confidence_is_a_probability(pairs: list[tuple[float, float]], weights: list[float]) -> None:
    sure = calibrated(pairs, np.array(weights))
    assert sure.shape == (len(pairs),)
    assert ((sure >= 0) & (sure <= 1)).all()


def test_two_scores_say_more_together_than_one_by_one() -> None:
    both, one, _ = log_odds([(0.9, 0.9), (0.9, 0.5), (0.5, 0.5)])[:, 2]
    assert both > 4
    assert one == 0
