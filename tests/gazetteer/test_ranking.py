"""Places of one name in order: what is known of them, what the context says, and how sure that is."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Context, Gazetteer, Place, open_gazetteer, weighing

NOTHING = Context()
NAMES = ("Springfield", "Paris", "Georgia", "Kharkiv", "Alexandria", "Red Sea", "Odessa", "San José", "Kalynivka")


def first(gazetteer: Gazetteer, name: str, context: Context = NOTHING) -> Place:
    return gazetteer.lookup(name, context=context)[0].place


def known(gazetteer: Gazetteer, place_id: str) -> Place:
    place = gazetteer.place(place_id)
    assert place is not None
    return place


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    weights = weighing.weights()
    assert len(weighing.PRIOR_FEATURES) == len(weights.prior)
    assert len(weighing.CONTEXT_FEATURES) == len(weights.context)
    assert np.isfinite([*weights.prior, *weights.context]).all()


@pytest.mark.parametrize("name", NAMES)
def test_bearers_stand_in_order_and_leave_something_for_places_that_are_not_listed(
    name: str, gazetteer: Gazetteer
) -> None:
    sure = [match.confidence for match in gazetteer.candidates(name)]
    assert sorted(sure, reverse=True) == sure
    assert 0 < sum(sure) < 1


def test_a_small_village_alone_of_its_name_is_less_sure_than_a_capital(gazetteer: Gazetteer) -> None:
    rows = [int(row) for row in np.flatnonzero(gazetteer.columns.population == 501)]
    villages = [gazetteer.place_at(row).name for row in rows]
    only = next(found for name in villages if len(found := gazetteer.candidates(name)) == 1)
    assert only[0].confidence < gazetteer.candidates("Nairobi")[0].confidence


@given(st.lists(st.sampled_from(["US", "GB", "FR", "UA", "KE", "XX"]), max_size=3, unique=True), st.sampled_from(NAMES))
def test_a_context_keeps_every_bearer_and_the_shares_within_one(codes: list[str], name: str) -> None:
    gazetteer = open_gazetteer()
    told = gazetteer.candidates(name, Context(countries=tuple(codes)))
    assert {match.place.id for match in told} == {match.place.id for match in gazetteer.candidates(name)}
    assert 0 < sum(match.confidence for match in told) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("name", "usually", "told"), [("Perth", "AU", "GB"), ("London", "GB", "CA"), ("Boston", "US", "GB")]
)
def test_the_country_of_the_text_decides(name: str, usually: str, told: str, gazetteer: Gazetteer) -> None:
    assert usually == first(gazetteer, name).country
    assert told == first(gazetteer, name, Context(countries=(told,))).country


def test_a_place_near_the_others_is_meant(gazetteer: Gazetteer) -> None:
    dallas = known(gazetteer, "geonames:4684888")
    found = first(gazetteer, "Paris", Context(places=(dallas,)))
    assert ("US", "TX") == (found.country, found.admin1)


def test_the_home_of_a_local_paper_decides_between_towns(gazetteer: Gazetteer) -> None:
    for town in ("geonames:4250542", "geonames:4409896", "geonames:4951788"):  # Springfield in IL, MO, MA
        home = known(gazetteer, town)
        assert home.id == first(gazetteer, "Springfield", Context(home=home)).id


def test_the_reason_names_what_of_the_context_speaks_for_a_place(gazetteer: Gazetteer) -> None:
    home = known(gazetteer, "geonames:4250542")
    match = gazetteer.lookup("Springfield", context=Context(home=home, places=(home,)))[0]
    assert "where the source is at home" in match.reason
    assert "a place that the text names" in match.reason


def test_a_confidence_means_what_it_says_on_corpora_left_out_of_training() -> None:
    card = json.loads((files("gazetteer") / "data" / "ranking.json").read_text("utf-8"))
    for rows in card["reliability_left_out"].values():
        many = [(said, right) for said, right, count in rows if count >= 200]
        assert len(many) >= 3
        assert max(abs(said - right) for said, right in many) < 0.2
