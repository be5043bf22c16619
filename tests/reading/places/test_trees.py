"""The trees as arrays give what LightGBM gives; word tables come back from their packed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.reading.places.cues import verb_forms
from mapapp.reading.places.lexicon import pack, unpack
from mapapp.reading.places.parameters import parameters
from mapapp.reading.places.trees import Trees, from_arrays


def stump(threshold: float, below: float, above: float) -> Trees:
    leaves = np.zeros(16)
    leaves[:2] = below, above
    return from_arrays(
        {
            "m_columns": np.array(1),
            "m_feature": np.array([0]),
            "m_threshold": np.array([threshold]),
            "m_tree": np.array([0]),
            "m_mask": np.array([0xFFFE]),
            "m_leaves": leaves,
        },
        "m",
    )


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6, width=32))
def test_a_value_at_the_threshold_goes_left_as_in_double_precision(threshold: float, value: float) -> None:
    said = stump(threshold, -1.0, 1.0).scores(np.array([[value]], np.float32))
    assert said.tolist() == [-1.0 if value <= threshold else 1.0]


def test_arrays_score_like_lightgbm() -> None:
    pytest.importorskip("lightgbm", reason="training only")
    from mapapp.reading.places.fitting import fit

    chance = np.random.RandomState(0)
    rows = chance.normal(size=(500, 6)).astype(np.float32)
    rows[:, 3] = chance.randint(0, 4, 500)
    labels = ((rows[:, 0] * rows[:, 1] > 0) ^ (rows[:, 3] > 1)).astype(float)
    model, trees = fit(rows, labels, 40)
    np.testing.assert_allclose(trees.scores(rows), model.predict(rows.astype(np.float64), raw_score=True), atol=1e-9)


def test_the_committed_parameters_fit_the_code() -> None:
    from mapapp.reading.places.features import FEATURES
    from mapapp.reading.places.ranking import RANKING_FEATURES
    from mapapp.reading.places.recognising import SECOND_FEATURES, THIRD_FEATURES
    from mapapp.reading.places.role_features import ROLE_FEATURES

    model = parameters()
    assert [trees.features for trees in model.recognising] == [
        len(names) for names in (FEATURES, SECOND_FEATURES, THIRD_FEATURES)
    ]
    assert [trees.features for trees in model.ranking] == [len(RANKING_FEATURES)] * 2
    assert (len(ROLE_FEATURES), 4) == (model.roles.features, model.roles.ensembles)


@given(st.dictionaries(st.text("abcé", min_size=1, max_size=5), st.floats(0.001, 5000), max_size=20))
def test_a_packed_table_comes_back_within_four_percent(table: dict[str, float]) -> None:
    back = unpack(*pack(table))
    assert back.keys() == table.keys()
    assert all(abs(back[word] - value) <= 0.04 * value + 0.001 for word, value in table.items())


def test_verbs_are_inflected() -> None:
    assert verb_forms("deny") == ("deny", "denies", "denied", "denying")
    assert verb_forms("accuse") == ("accuse", "accuses", "accused", "accusing")
    assert verb_forms("push") == ("push", "pushes", "pushed", "pushing")
