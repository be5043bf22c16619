"""Names that can lie together speak for each other, and none speaks for itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from mapapp.reading.places.coherence import AGREEMENT, coherence, voices
from mapapp.reading.places.facts import NameTable, name_table
from mapapp.reading.places.instances import Context, Instance
from mapapp.reading.places.units import Unit

NAMES = ("Paris", "Henry County", "Lyon", "Texas", "Springfield", "Kyiv", "Georgia")


def ids(names: tuple[str, ...], gazetteer: Gazetteer) -> list[int]:
    return [next(iter(gazetteer.find_names(name.split())))[2] for name in names]


def context(names: list[int]) -> Context:
    return Context(tuple(names), dict.fromkeys(names, 1.0), {name: [at] for at, name in enumerate(names)})


def agreed(names: tuple[str, ...], gazetteer: Gazetteer) -> dict[str, np.ndarray]:
    """For each name the features of its bearers, as (bearers, features)."""
    table, known = name_table(gazetteer), ids(names, gazetteer)
    said = voices(context(known), table, {})
    assert said is not None
    facts = [table[name] for name in known]
    rows = coherence([(Instance(name, None, Unit.NONE), [0]) for name in known], facts, said)
    return dict(zip(names, np.split(rows, np.cumsum([len(fact.rows) for fact in facts])[:-1]), strict=True))


@pytest.mark.parametrize(
    ("beside", "expected"), [(("Henry County",), ("US", "TN")), (("Lyon", "Marseille"), ("FR", "11"))]
)
def test_where_the_names_can_lie_together_comes_first(
    beside: tuple[str, ...], expected: tuple[str, str], gazetteer: Gazetteer
) -> None:
    table: NameTable = name_table(gazetteer)
    rows = agreed(("Paris", *beside), gazetteer)["Paris"]
    level = AGREEMENT.index("agree_50" if expected[0] == "US" else "agree_country")
    bearers = table[ids(("Paris",), gazetteer)[0]].rows
    best = [table.place(int(bearers[at])) for at in np.flatnonzero(rows[:, level] == rows[:, level].max())]
    assert expected in {(place.country, place.admin1) for place in best}


def test_a_name_alone_has_nobody_to_speak_for_it(gazetteer: Gazetteer) -> None:
    assert not agreed(("Springfield",), gazetteer)["Springfield"].any()


@settings(max_examples=25, deadline=None)
@given(st.permutations(NAMES))
def test_the_order_of_the_names_changes_nothing_and_the_best_is_behind_nobody(names: list[str]) -> None:
    from gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    plain, mixed = agreed(NAMES, gazetteer), agreed(tuple(names), gazetteer)
    for name in NAMES:
        np.testing.assert_allclose(plain[name], mixed[name], atol=1e-4)
        behind = plain[name][:, len(AGREEMENT) :]
        assert np.all(behind <= 1e-6)
        assert np.all(behind.max(axis=0) >= -1e-6)
