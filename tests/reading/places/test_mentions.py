"""Places in articles: examples in tests/cases/places, laws as properties, bad input in bounded time."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from mapapp.model import Article, PlaceMention, Role, TextSpan
from mapapp.reading.places import read_places
from mapapp.reading.sentences import sentences

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parents[2] / "cases" / "places").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
PIECES = (
    *("Kyiv", "Ukraine", "Paris, Texas", "said", "in", "the", "Ukrainian", "-", "border"),
    *("U.S.", ".", "\n", "\n\n", "'s", "Лвів", "\u00ad", "5"),
)


def read(text: str, gazetteer: Gazetteer, *body: tuple[int, int]) -> tuple[PlaceMention, ...]:
    spans = tuple(TextSpan(*span) for span in body or ((0, len(text)),))
    article = Article("a", None, text, spans)
    return read_places(article, sentences(article), gazetteer)


@pytest.mark.parametrize("case", CASES)
def test_places_of_the_case(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    text, found = case["text"], list(read(case["text"], gazetteer))
    for name, role, *place_id in case["mentions"]:
        same = [mention for mention in found if mention.span.of(text) == name]
        assert same, f"{name} was not found"
        found.remove(same[0])
        assert (role, place_id) == (same[0].role.value, [same[0].place.id for _ in place_id if same[0].place])
    assert {mention.span.of(text) for mention in found}.isdisjoint(case.get("absent", ()))
    spots = {mention.span.of(text) for mention in found if mention.role in (Role.LOCATION, Role.METONYM)}
    assert spots.isdisjoint(case.get("no_spot", ()))


def test_a_unit_that_does_not_exist_is_told(gazetteer: Gazetteer) -> None:
    text = "Patrols left the Chernihiv and Chernobyl regions in spring."
    reasons = {m.span.of(text): m.reason for m in read(text, gazetteer)}
    assert "no region" not in reasons["Chernihiv"]
    assert "no region" in reasons["Chernobyl"]


def test_nothing_is_read_outside_the_body(gazetteer: Gazetteer) -> None:
    text = "London Paris Berlin\n\nThe storm reached Lisbon.\n\nMore from Madrid"
    assert [m.span.of(text) for m in read(text, gazetteer, (21, 46))] == ["Lisbon"]


def test_a_name_that_no_place_bears_has_no_place_and_says_so(gazetteer: Gazetteer) -> None:
    unplaced = [m for m in read("They fled to the village of Qwxzkivka in the Sumy region.", gazetteer) if not m.place]
    assert all("no place" in mention.reason for mention in unplaced)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.integers(0, 100))
def test_mentions_are_in_order_inside_the_body_and_sure_between_0_and_1(
    gazetteer: Gazetteer, text: str, start: int
) -> None:
    first = min(start, len(text))
    found = read(text, gazetteer, (first, len(text)))
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)
    assert all(first <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(0 <= m.confidence <= 1 and m.reason for m in found)
    assert all(m.confidence >= 0 and sum(a.share for a in m.alternatives) <= 1.001 for m in found)
    assert found == read(text, gazetteer, (first, len(text)))


def test_an_adjective_is_no_location_wherever_it_stands(gazetteer: Gazetteer) -> None:
    text = "Ukrainian and Russian forces clashed. Russian officials met British and French diplomats in Geneva."
    adjectives = [m for m in read(text, gazetteer) if m.span.of(text).endswith(("ian", "ish", "nch"))]
    assert len(adjectives) >= 4
    assert Role.LOCATION not in {mention.role for mention in adjectives}
