"""A person's word stands in reading: the mention gets the place they named, and the event lies there."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.corrections import Correction, Corrections, Scope
from mapapp.model import Article, PlaceMention, Reading, Role, TextSpan
from mapapp.reading import read
from tests.gazetteer.making_corrections import correction

OHIO, MISSOURI, LVIV = "geonames:4525353", "geonames:4409896", "geonames:702550"
TEXT = (
    "Shells hit Springfield on Tuesday, 7 March 2023, and killed two people. A fire broke out 10 km north of "
    "Springfield. Clashes went on in Qwxyzivka. Rockets struck Odesa."
)
FIRST = TEXT.index("Springfield")


def article(text: str = TEXT, name: str = "a 1") -> Article:
    return Article(id=name, title=None, text=text, body=(TextSpan(0, len(text)),))


def reading(gazetteer: Gazetteer, *corrections: Correction, text: str = TEXT) -> Reading:
    return read(article(text), gazetteer, Corrections.of(corrections))


def named(places: Iterable[PlaceMention], name: str, text: str = TEXT) -> list[PlaceMention]:
    return [mention for mention in places if name == mention.span.of(text)]


def ids(places: Iterable[PlaceMention]) -> list[str | None]:
    return [mention.place and mention.place.id for mention in places]


def test_every_mention_of_the_name_and_the_event_get_the_place_that_a_person_named(gazetteer: Gazetteer) -> None:
    said = reading(gazetteer, correction(1, "SPRINGFIELD", MISSOURI, why="the Ozarks are named"))
    first, second = named(said.places, "Springfield")
    assert [MISSOURI, MISSOURI] == ids([first, second])
    assert (1.0, "Ana said so on 3 May 2024: the Ozarks are named") == (first.confidence, first.reason)
    assert {0.0} >= {other.share for other in first.alternatives}
    shelling = next(event for event in said.events if event.sentence.start == 0)
    assert shelling.place == first


def test_a_distance_is_reckoned_from_the_place_that_a_person_named(gazetteer: Gazetteer) -> None:
    said = reading(gazetteer, correction(1, "Springfield", OHIO))
    (spot,) = named(said.places, "10 km north of Springfield")
    assert spot.place is not None
    assert f"offset:{OHIO}:10:N" == spot.place.id
    assert "Ana said so" in spot.reason
    assert spot.place.id in {event.place.place.id for event in said.events if event.place and event.place.place}


def test_what_a_person_said_is_no_place_is_none_and_no_event_lies_there(gazetteer: Gazetteer) -> None:
    said = reading(gazetteer, correction(1, "Odesa", "", why="a ship of that name"))
    (odesa,) = named(said.places, "Odesa")
    assert (None, Role.OTHER, 1.0) == (odesa.place, odesa.role, odesa.confidence)
    assert "Ana said that it is no place on 3 May 2024: a ship of that name" == odesa.reason
    assert "geonames:698740" in {other.place.id for other in odesa.alternatives}
    rockets = [event for event in said.events if event.sentence.start == TEXT.index("Rockets")]
    assert not [event for event in rockets if event.place and event.place.place]


@pytest.mark.parametrize(
    ("scope", "target", "expected"),
    [
        (Scope.EVERYWHERE, "", [MISSOURI, MISSOURI]),
        (Scope.ARTICLE, "a 1", [MISSOURI, MISSOURI]),
        (Scope.ARTICLE, "a 2", [OHIO, OHIO]),
        (Scope.MENTION, f"a 1 {FIRST}-{FIRST + 11}", [MISSOURI, OHIO]),
        (Scope.COUNTRY, "US", [MISSOURI, MISSOURI]),
        (Scope.COUNTRY, "CA", [OHIO, OHIO]),
    ],
)
def test_a_correction_holds_as_far_as_its_scope(
    gazetteer: Gazetteer, scope: Scope, target: str, expected: list[str]
) -> None:
    ohio = correction(1, "Springfield", OHIO)
    said = reading(gazetteer, ohio, correction(2, "Springfield", MISSOURI, scope, target))
    assert expected == ids(named(said.places, "Springfield"))


def test_a_name_that_the_gazetteer_lacks_is_a_mention_once_a_person_said_what_it_means(gazetteer: Gazetteer) -> None:
    text = "they met at hotel Qwxyz kharkiv today, and the Qwxyz Kharkiv was hit by shells. a qwxyz is no name."
    name = correction(1, "Qwxyz Kharkiv", "point:49.99,36.23")
    said = reading(gazetteer, name, text=text)
    found = [mention.span.of(text) for mention in said.places if mention.place and mention.place.id == name.place_id]
    assert ["Qwxyz kharkiv", "Qwxyz Kharkiv"] == found
    assert {Role.NAME_PART} >= {mention.role for mention in named(said.places, "Kharkiv", text)}


def test_a_place_that_this_gazetteer_lacks_is_said_and_the_reading_stays(gazetteer: Gazetteer) -> None:
    plain = reading(gazetteer)
    said = reading(gazetteer, correction(7, "Odesa", "geonames:999999999"))
    assert ids(plain.places) == ids(said.places)
    (odesa,) = named(said.places, "Odesa")
    assert "which this gazetteer does not have" in odesa.reason and "undo correction 7" in odesa.reason


@given(
    st.lists(st.sampled_from(["Springfield", "Odesa", "Qwxyzivka", "Clashes", "Tuesday", "two", "10 km"]), max_size=4),
    st.sampled_from([OHIO, LVIV, "", "geonames:999999999", "point:1.5,2.5", "border:BY-UA", "sector:UA-east", "???"]),
    st.sampled_from(
        [(Scope.EVERYWHERE, ""), (Scope.COUNTRY, "UA"), (Scope.ARTICLE, "a 1"), (Scope.MENTION, "a 1 0-6")]
    ),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_correction_breaks_a_reading(
    gazetteer: Gazetteer, names: list[str], place_id: str, holds: tuple[Scope, str]
) -> None:
    ones = [correction(number, name, place_id, *holds) for number, name in enumerate(names)]
    said = reading(gazetteer, *ones)
    starts = [mention.span.start for mention in said.places]
    assert sorted(starts) == starts
    assert all(0 <= mention.confidence <= 1 and mention.reason for mention in said.places)
    assert said == reading(gazetteer, *reversed(ones)), "the order in which they are listed does not matter"


def test_corrections_of_other_names_change_nothing(gazetteer: Gazetteer) -> None:
    assert reading(gazetteer) == reading(gazetteer, correction(1, "Nowhere at all", LVIV))
