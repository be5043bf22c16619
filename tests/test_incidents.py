"""Events of several reports that tell of one happening."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Coordinates, Place, PlaceKind
from mapapp.incidents import Report, incidents
from mapapp.model import (
    Event,
    Figure,
    Grade,
    PlaceMention,
    Role,
    Status,
    TextSpan,
    TimeBasis,
    TimeSpan,
)

KINDS = ("Battles: Armed clash", "Explosions/Remote violence: Air/drone strike", "CONSULT")


def place(name: str, latitude: float, longitude: float, kind: PlaceKind = PlaceKind.SETTLEMENT) -> Place:
    return Place(f"geonames:{name}", name, kind, "UA", "", 0, Coordinates(latitude, longitude), 5)


ODESA = place("Odesa", 46.48, 30.73)
CHORNOMORSK = place("Chornomorsk", 46.30, 30.66)
LVIV = place("Lviv", 49.84, 24.02)
UKRAINE = place("Ukraine", 49.0, 32.0, PlaceKind.COUNTRY)


def report(
    sentence: str,
    where: Place | None = ODESA,
    day: date | None = date(2022, 7, 23),
    *,
    article: str = "",
    kind: str = KINDS[1],
    status: Status = Status.HAPPENED,
    killed: int | None = None,
) -> Report:
    span = TextSpan(0, len(sentence))
    mention = PlaceMention(span, Role.LOCATION, where, 0.9, "") if where else None
    figures = (Figure("killed", killed, span),) if killed else ()
    days = TimeSpan(day, day) if day else None
    event = Event(
        f"{article}:{sentence}:{where and where.id}:{day}:{kind}:{killed}",
        article or sentence, span, span, kind, status, Grade.PRIMARY, None, mention, days,
        TimeBasis.STATED if days else None, "", figures, 0.8, "",
    )  # fmt: skip
    return Report(event, sentence)


def sizes(*reports: Report) -> list[int]:
    return [len(incident.events) for incident in incidents(reports)]


def test_two_reports_in_much_the_same_words_are_one_incident_of_two_sources() -> None:
    (one,) = incidents(
        [
            report("Two cruise missiles struck the port of Odesa on Saturday"),
            report("Cruise missiles struck the port of Odesa, the army said on Saturday"),
        ]
    )
    assert (2, 2) == (len(one.events), one.sources)
    assert "words" in one.reason


def test_a_copy_is_no_second_source() -> None:
    text = "Two cruise missiles struck the port of Odesa on Saturday"
    (one,) = incidents([report(text, article="a"), report(text, article="b")])
    assert (2, 1) == (len(one.events), one.sources)


def test_an_equal_figure_joins_what_the_words_do_not() -> None:
    told = report("A hotel by the sea lay in ruins after the night", killed=17)
    again = report("Rescuers counted seventeen dead guests", killed=17, day=date(2022, 7, 24))
    assert [2] == sizes(told, again)


def test_same_kind_place_and_day_alone_are_not_one_happening() -> None:
    assert [1, 1] == sizes(report("A drone fell on a barn"), report("Rockets damaged two cranes in the harbour"))


def test_other_days_places_kinds_and_status_stay_apart() -> None:
    text = "Two cruise missiles struck the port on Saturday"
    others = [
        report(text, day=date(2022, 7, 30), article="b"),
        report(text, LVIV, article="c"),
        report(text, kind=KINDS[2], article="d"),
        report(text, status=Status.PLANNED, article="e"),
        report(text, None, article="f"),
        report(text, day=None, article="g"),
    ]
    assert [1] * 7 == sizes(report(text, article="a"), *others)


def test_towns_beside_each_other_may_be_one_scene_and_countries_never() -> None:
    text = "Two cruise missiles struck the harbour on Saturday"
    assert [2] == sizes(report(text, article="a"), report(text, CHORNOMORSK, article="b"))
    assert [1, 1] == sizes(report(text, UKRAINE, article="a"), report(text, UKRAINE, article="b"))


REPORTS = st.builds(
    report,
    st.sampled_from(("missiles struck the port at dawn", "missiles struck the old port", "talks went on all night")),
    st.sampled_from((ODESA, CHORNOMORSK, LVIV, UKRAINE, None)),
    st.sampled_from((date(2022, 7, 23), date(2022, 7, 24), date(2022, 8, 1), None)),
    article=st.sampled_from("abcdef"),
    kind=st.sampled_from(KINDS),
)


@given(st.lists(REPORTS, max_size=12))
def test_every_event_is_in_exactly_one_incident(reports: list[Report]) -> None:
    found = incidents(reports)
    assert sorted(one.event.id for one in reports) == sorted(event for incident in found for event in incident.events)
    assert all(1 <= incident.sources <= len(incident.events) for incident in found)


@given(st.lists(REPORTS, max_size=8, unique_by=lambda one: one.event.id))
def test_the_order_of_the_reports_does_not_matter(reports: list[Report]) -> None:
    as_sets = {frozenset(incident.events) for incident in incidents(reports)}
    assert as_sets == {frozenset(incident.events) for incident in incidents(reports[::-1])}
