"""What the first ranking makes of the names of an article speaks for and against each."""

from __future__ import annotations

import numpy as np
import pytest

from gazetteer import Gazetteer
from mapapp.reading.places.accord import ACCORD, NOTHING_NEAR, UNKNOWN, accord
from mapapp.reading.places.facts import NameTable, name_table
from mapapp.reading.places.instances import Context


def ids(gazetteer: Gazetteer, *names: str) -> list[int]:
    from gazetteer.names import words

    return [found[0][2] for name in names if (found := gazetteer.find_names(words(name)))]


def measured(gazetteer: Gazetteer, *names: str, asked: tuple[int | None, ...] = ()) -> dict[str, list[float]]:
    """The columns by name, for names that are all sure to be places."""
    table: NameTable = name_table(gazetteer)
    known = ids(gazetteer, *names)
    assert len(known) == len(names)
    context = Context(tuple(known), dict.fromkeys(known, 1.0), {name: [at] for at, name in enumerate(known)})
    rows = accord([*known, *asked], context, {name: table[name].prior for name in known}, table)
    return {name: rows[:, at].tolist() for at, name in enumerate(ACCORD)}


def test_a_town_among_its_neighbours_has_company_and_one_far_away_has_none(gazetteer: Gazetteer) -> None:
    said = measured(gazetteer, "Kharkiv", "Chuhuiv", "Montevideo")
    kharkiv, chuhuiv, montevideo = said["others_within_161"]
    assert min(kharkiv, chuhuiv) > montevideo
    assert said["others_in_country"][2] == 0 < said["others_in_country"][0]
    assert said["others_nearest_log_km"][0] < np.log(100) < np.log(9000) < said["others_nearest_log_km"][2]


def test_a_name_alone_has_nothing_near(gazetteer: Gazetteer) -> None:
    said = measured(gazetteer, "Kharkiv")
    assert [NOTHING_NEAR] == pytest.approx(said["others_nearest_log_km"])
    assert [1.0] == pytest.approx(said["share_in_country"])


def test_what_is_not_of_the_context_is_unknown(gazetteer: Gazetteer) -> None:
    said = measured(gazetteer, "Kharkiv", asked=(None, 1))
    assert all(values[1:] == [UNKNOWN, UNKNOWN] for values in said.values())
