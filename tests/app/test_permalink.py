"""A view is an address and an address a view; what an address has wrong is named and left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import chooser, page_text
from streamlit.testing.v1 import AppTest

from mapapp.app import address, browser
from mapapp.app.permalink import MODES, OF_MAP, View, from_params, name_of, own, present, to_params
from mapapp.selection import FACETS, Filters
from mapapp.store import open_store
from tests.hostile import TEXTS as HOSTILE

Opened = Callable[..., AppTest]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = {
    "frozenset[str] | None": st.none() | st.frozensets(TEXTS | st.sampled_from(["*", "-", "", ",", "\\", "a,b"])),
    "float": st.floats(0, 1),
    "bool": st.booleans(),
    "tuple[float, ...]": st.lists(st.floats(-90, 90), max_size=4).map(lambda each: (*each, *each)),
}
"""Type of a field of `Filters` -> its values; texts have rules of their own and are drawn by name."""
NAMED = {
    "words": TEXTS,
    "within": st.sampled_from(["sentence", "paragraph", "report"]),
    "first_day": st.just("") | st.dates().map(str),
    "last_day": st.just("") | st.dates().map(str),
}
FILTERS = st.builds(
    Filters,
    **{each.name: NAMED[each.name] if each.name in NAMED else VALUES[str(each.type)] for each in fields(Filters)},
)
DAYS = st.lists(st.dates(), min_size=2, max_size=2).map(lambda days: tuple(sorted(days)))
PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 20))
VIEWS = st.builds(
    View,
    FILTERS,
    st.none() | TEXTS.filter(bool),
    st.none() | DAYS,
    st.sampled_from(MODES),
    st.none() | PLACES,
)


@given(VIEWS)
def test_the_address_of_a_view_gives_the_view(view: View) -> None:
    query = urlencode(to_params(view))
    assert (view, []) == from_params(dict(parse_qsl(query, keep_blank_values=True)))


@given(st.dictionaries(st.sampled_from(["event", "from", "to", "mode", "at", "kind", "sure", "x"]) | TEXTS, TEXTS))
def test_any_address_gives_a_view_and_a_sentence_for_what_was_ignored(params: dict[str, str]) -> None:
    view, problems = from_params(params)
    again, none = from_params(to_params(view))
    assert (view, []) == (again, none)
    assert all(re.search(r"in the address was ignored: .+\.$", problem, re.DOTALL) for problem in problems)


def test_an_address_is_short_and_a_person_reads_it() -> None:
    view = View(
        Filters(groups=frozenset({"strike", "battle"}), grades=None, at_least=0.5),
        "10d2d8679e0f17da",
        (date(2022, 2, 24), date(2022, 3, 11)),
        "step",
        (48.5, 38.0, 7.0),
    )
    assert (
        "event=10d2d8679e0f17da&kind=battle,strike&grade=*&sure=0.5&from=2022-02-24&to=2022-03-11&mode=step&at=48.5,38,7"
        == ("&".join(f"{name}={value}" for name, value in to_params(view).items()))
    )
    assert {} == to_params(View())


def test_names_in_an_address_are_told_apart() -> None:
    names = [name_of(each.name) for each in fields(Filters)]
    assert len({*names, "event", *OF_MAP}) == len(names) + 1 + len(OF_MAP)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("from", "2022-99-99", "a day looks like 2022-02-24"),
        ("to", "2022-01-01", "it has no first day"),
        ("at", "1,2", "latitude, longitude and zoom are expected"),
        ("at", "91,0,3", "latitude, longitude and zoom are expected"),
        ("mode", "backwards", "it can be window, upto, step"),
        ("sure", "nan", "a number is expected"),
        ("words", "x" * 3000, "it is longer than 2,000 characters"),
        ("<script>", "alert(1)", "there is no such part of a view"),
    ],
)
def test_what_is_wrong_in_an_address_is_named(name: str, value: str, why: str) -> None:
    view, (problem,) = from_params({name: value})
    assert View() == view
    assert f"“{name}=" in problem and why in problem


def test_a_window_that_ends_before_it_begins_is_no_window() -> None:
    view, (problem,) = from_params({"from": "2022-02-02", "to": "2022-01-01"})
    assert view.window is None and "ends before it begins" in problem


def test_what_a_workspace_does_not_have_is_named_and_the_rest_stands() -> None:
    asked = View(Filters(groups=frozenset({"battle", "gone"}), sources=frozenset({"nowhere"})), event="none")
    view, problems = present(asked, {"groups": ["battle"], "sources": ["here"]}, frozenset({"some"}))
    assert View(Filters(groups=frozenset({"battle"}))) == view
    assert ["kind=gone", "source=nowhere", "event=none"] == [re.search("“(.*?)”", each)[1] for each in problems]  # type: ignore[index]


def test_what_the_map_writes_is_not_the_pages_own() -> None:
    assert {"event": "a"} == own({"event": "a", "from": "x", "to": "y", "at": "z", "mode": "step"})


def test_an_address_sets_filters_and_selection_and_they_set_the_address(usual: Path, opened: Opened) -> None:
    frame = open_store(usual).events_frame()
    lviv = frame.loc[frame["place_name"] == "Lviv", "event_id"].iloc[0]
    app = opened(event=lviv, kind="strike,battle", words="lviv")
    assert "<u>Lviv</u>" in page_text(app)
    assert not app.checkbox(key="kind_talks").value and app.checkbox(key="kind_battle").value
    app.checkbox(key="kind_battle").uncheck().run()
    assert {"event": lviv, "kind": "strike", "words": "lviv"} == app.query_params
    next(each for each in app.button if each.label == "Show all again").click().run()
    assert {"event": lviv, "grade": "*"} == app.query_params


def test_going_back_takes_filters_and_selection_back(usual: Path, opened: Opened) -> None:
    app = opened()
    chooser(app).select_index(0).run()
    app.checkbox(key="kind_battle").uncheck().run()
    assert app.query_params
    app.query_params.clear()
    app.run()
    assert app.session_state["event"] is None and app.checkbox(key="kind_battle").value


def test_a_bad_address_is_said_on_the_page_as_text_and_going_on_forgets_it(usual: Path, opened: Opened) -> None:
    app = opened(event="gone", kind="battle,<b>", at="here", onload="alert(1)")
    shown = page_text(app)
    assert not app.exception
    for words in ("“kind=&lt;b&gt;”", "“event=gone”", "“at=here”", "“onload=alert(1)”"):
        assert words in shown
    assert {"event": "gone", "kind": "battle,<b>", "at": "here", "onload": "alert(1)"} == app.query_params
    chooser(app).select_index(0).run()
    assert "in the address was ignored" not in page_text(app)
    assert {"event", "kind"} == set(app.query_params)


def test_every_value_that_a_facet_offers_is_known_to_an_address(usual: Path, opened: Opened) -> None:
    from mapapp.selection import located, prepare

    events = prepare(located(open_store(usual).events_frame()))
    values = {name: list(events[column].cat.categories) for name, column in FACETS.items()}
    for name, some in values.items():
        view, problems = from_params(to_params(View(Filters(**{name: frozenset(some[:1])}))))
        assert ([], frozenset(some[:1])) == (problems, getattr(present(view, values, frozenset())[0].filters, name))


@pytest.mark.parametrize(("went_back", "known"), [(True, [{"event": "a"}]), (False, [{"event": "a"}, {}])])
def test_back_from_another_page_follows_an_address_without_parameters_and_the_menu_keeps_the_view(
    monkeypatch: pytest.MonkeyPatch, went_back: bool, known: list[dict[str, str]]
) -> None:
    session: dict[str, Any] = {address.HERE: address.Here([{"event": "a"}]), address.PAGE: "articles"}
    monkeypatch.setattr(address, "st", SimpleNamespace(session_state=session))
    monkeypatch.setattr(browser, "went_back", lambda: went_back)
    address.turn_to("")
    assert known == session[address.HERE].known


PARAMETERS = sorted({name_of(each.name) for each in fields(Filters)} | {"event", *OF_MAP})
CHOICES = {"mode": MODES, "within": ("sentence", "paragraph", "report")}


@pytest.mark.parametrize("name", PARAMETERS)
def test_no_text_gets_through_a_parameter_as_anything_but_what_it_may_be(name: str) -> None:
    for text in HOSTILE:
        view, problems = from_params({name: text})
        view, missing = present(view, dict.fromkeys(FACETS, ()), frozenset())
        assert (view, 1) == (View(), len(problems + missing)) or name in ("words", "text")
        assert all(sentence.startswith("“") and len(sentence) < 300 for sentence in problems + missing)


def test_a_choice_is_one_of_those_that_there_are() -> None:
    for name, allowed in CHOICES.items():
        for text in HOSTILE:
            view, _ = from_params({name: text})
            assert (view.mode if name == "mode" else view.filters.within) in allowed


def test_an_address_of_a_hundred_thousand_characters_is_answered_in_a_few_sentences(
    usual: Path, opened: Opened
) -> None:
    many = {f"x{number}": "<b>" for number in range(900)}  # Streamlit takes a thousand
    app = opened(**many, words="w" * 100_000, kind="battle," * 20_000)
    shown = page_text(app)
    assert 30 == shown.count("in the address was ignored") and "And 872 more." in shown
    assert "it is longer than 2,000 characters" in shown and "<b>” in the address" not in shown
    assert 4 == len(chooser(app).options)
