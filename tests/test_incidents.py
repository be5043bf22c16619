"""Events of several reports that tell of one happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Coordinates, Place, PlaceKind
from mapapp.incidents import Incident, Judgement, Report, Verdict, incidents, missing
from mapapp.incidents.candidates import candidates
from mapapp.incidents.columns import columns_of
from mapapp.incidents.copies import copies, runs_of
from mapapp.incidents.ranges import ranges
from mapapp.incidents.tokens import tokens_of
from mapapp.model import Figure, Status, TextSpan, TimeSpan

AIR, CLASH, TALKS, AID = "Explosions/Remote violence: Air/drone strike", "Battles: Armed clash", "CONSULT", "AID"


def place(name: str, latitude: float, longitude: float, kind: PlaceKind = PlaceKind.SETTLEMENT) -> Place:
    return Place(f"geonames:{name}", name, kind, "UA", "", 0, Coordinates(latitude, longitude), 5)


ODESA = place("Odesa", 46.48, 30.73)
CHORNOMORSK = place("Chornomorsk", 46.30, 30.66)
LVIV = place("Lviv", 49.84, 24.02)
UKRAINE = replace(place("Ukraine", 49.0, 32.0, PlaceKind.COUNTRY), radius_km=500)
DAY = date(2022, 7, 23)


def report(
    sentence: str,
    where: Place | None = ODESA,
    day: date | None = DAY,
    *,
    article: str = "",
    kind: str = AIR,
    status: Status = Status.HAPPENED,
    killed: int | None = None,
    figures: tuple[Figure, ...] = (),
) -> Report:
    if killed:
        figures = (Figure("killed", killed, TextSpan(0, 1), killed, killed),)
    event = f"{article}:{sentence}:{where and where.id}:{day}:{kind}:{status}:{killed}"
    days = TimeSpan(day, day) if day else None
    return Report(event, article or sentence, kind, status, where, days, None, False, figures, sentence)


def sizes(*reports: Report) -> list[int]:
    return sorted(len(incident.events) for incident in incidents(reports))


STRUCK = "Two cruise missiles struck the port of Odesa on Saturday"
STRUCK_AGAIN = "Cruise missiles struck the port of Odesa, the army said on Saturday"


def test_two_reports_in_much_the_same_words_are_one_incident_of_two_sources() -> None:
    (one,) = incidents([report(STRUCK), report(STRUCK_AGAIN)])
    assert (2, 2, 2, ()) == (len(one.events), one.articles, one.sources, one.copies)
    assert one.reason.startswith("same kind, place and days; both say")
    assert 0.5 < one.confidence < 1
    assert TimeSpan(DAY, DAY) == one.days


def test_a_copy_under_another_masthead_is_no_second_source() -> None:
    (one,) = incidents([report(STRUCK, article="a"), report(STRUCK, article="b"), report(STRUCK_AGAIN, article="c")])
    assert (3, 3, 2, (("a", "b"),)) == (len(one.events), one.articles, one.sources, one.copies)


def test_articles_that_copy_each_other_are_one_source_even_where_other_sentences_of_them_report_it() -> None:
    rest = [
        "The harbour master counted four cranes that can no longer lift anything at all",
        "Grain ships that waited outside turned back towards the strait before the morning came",
        "Nobody in the long queue at the ferry pier wanted to give a name to the reporters",
    ]
    one, other = ((*rest, STRUCK), (*rest, STRUCK_AGAIN))
    reports = [report(text, article=name) for name, texts in (("a", one), ("b", other)) for text in texts]
    (struck,) = (each for each in incidents(reports) if any(STRUCK in event for event in each.events))
    assert (2, 1) == (struck.articles, struck.sources)


def test_an_equal_figure_joins_what_the_words_do_not() -> None:
    told = report("A hotel by the sea lay in ruins after the night", killed=17)
    again = report("Rescuers counted seventeen dead guests", killed=17, day=date(2022, 7, 24))
    (one,) = incidents([told, again])
    assert "both tell of 17 killed" in one.reason


def test_same_kind_place_and_day_alone_are_not_one_happening() -> None:
    assert [1, 1] == sizes(report("A drone fell on a barn"), report("Rockets damaged two cranes in the harbour"))


def test_other_days_places_and_kinds_stay_apart() -> None:
    others = [
        report("Cruise missiles struck the port on Saturday, a spokesman said", day=date(2022, 7, 30), article="b"),
        report("Cruise missiles struck the port on Saturday, a witness said", LVIV, article="c"),
        report("Ministers talked at the port of grain", kind=TALKS, article="d"),
    ]
    assert [1] * 4 == sizes(report("Two cruise missiles struck the port on Saturday", article="a"), *others)


def test_towns_beside_each_other_and_a_town_and_its_country_may_be_one_scene() -> None:
    assert [2] == sizes(report(STRUCK, article="a"), report(STRUCK_AGAIN, CHORNOMORSK, article="b"))
    assert [2] == sizes(report(STRUCK, article="a"), report(STRUCK_AGAIN, UKRAINE, article="b"))


def test_a_whole_country_needs_rare_words_in_common() -> None:
    common = report("Russia attacked Ukraine with missiles", UKRAINE, article="a")
    assert [1, 1] == sizes(common, report("The missiles of Saturday hit towns in Ukraine", UKRAINE, article="b"))
    told = "Kishida laid a wreath in Bucha on his unannounced trip to Ukraine"
    again = "Fumio Kishida made a surprise trip to Ukraine and visited Bucha"
    assert [2] == sizes(report(told, UKRAINE, kind=TALKS), report(again, UKRAINE, kind=TALKS))


def test_what_has_no_place_and_no_day_may_be_one_where_names_and_sums_agree() -> None:
    told = "Canberra pledged $100m for drones and air defence, deputy premier Marles said in Lviv"
    again = "Marles announced a package worth $100m with drones and air defence from Canberra"
    assert [2] == sizes(report(told, None, None, kind=AID), report(again, None, None, kind=AID))


def test_a_chain_of_likenesses_never_joins_two_places() -> None:
    text = "Cruise missiles struck the harbour and its grain silos at dawn"
    found = incidents(
        [report(text, ODESA, article="a"), report(text, None, article="b"), report(text, LVIV, article="c")]
    )
    assert [1, 2] == sorted(len(incident.events) for incident in found)


# Figures


def test_figures_are_a_range_with_who_says_which() -> None:
    first, second = report(STRUCK, killed=9), report(STRUCK_AGAIN, killed=12)
    (one,) = incidents([first, second])
    (killed,) = one.figures
    assert ("killed", 9, 12, False) == (killed.what, killed.low, killed.high, killed.agreed)
    assert [(first.event, 9), (second.event, 12)] == [(told.event, told.low) for told in killed.told]


def test_more_than_nine_does_not_contradict_twelve_and_totals_are_none_of_it() -> None:
    open_ended = Figure("killed", 9, TextSpan(0, 1), 9, None)
    exact = Figure("killed", 12, TextSpan(0, 1), 12, 12)
    total = Figure("killed", 9000, TextSpan(0, 1), 9000, 9000, to_date=True)
    word = Figure("injured", None, TextSpan(0, 1))
    (killed,) = ranges([report("a", figures=(open_ended, total, word)), report("b", figures=(exact,))])
    assert (9, 12, True) == (killed.low, killed.high, killed.agreed)


# Copies


def test_texts_are_copies_where_half_of_their_runs_are_the_same_or_one_is_cut_from_the_other() -> None:
    words = [f"word{at}" for at in range(80)]
    texts = [
        " ".join(words),
        " ".join([*words[:70], *(f"other{at}" for at in range(10))]),
        " ".join(words[:38]),
        " ".join(f"far{at}" for at in range(80)),
        "",
    ]
    runs = runs_of(tokens_of(texts))
    assert [0, 0, 0, 3, 4] == copies(runs, np.arange(len(texts))).tolist()


# Judgements

ANA = datetime(2024, 5, 3, tzinfo=UTC)


def said(verdict: Verdict, one: Report, *others: Report, number: int = 1, why: str = "") -> Judgement:
    return Judgement(number, verdict, one.event, tuple(other.event for other in others), "Ana", why, ANA)


ONE, TWO = report(STRUCK, article="a"), report(STRUCK_AGAIN, article="b")
THREE = report("Cruise missiles struck the port of Odesa before noon on Saturday", article="c")
FAR = report("Ministers met behind closed doors", LVIV, date(2023, 1, 1), article="d", kind=TALKS)
ALL = (ONE, TWO, THREE, FAR)


def with_event(found: Sequence[Incident], one: Report) -> Incident:
    return next(each for each in found if one.event in each.events)


def test_what_a_person_split_stays_apart_from_all_and_the_rest_together() -> None:
    found = incidents(ALL, [said(Verdict.SPLIT, TWO, ONE, THREE)])
    assert (TWO.event,) == with_event(found, TWO).events
    assert {ONE.event, THREE.event} == set(with_event(found, ONE).events)


def test_what_a_person_joined_is_together_with_all_that_belongs_to_it() -> None:
    joined = with_event(incidents(ALL, [said(Verdict.JOIN, FAR, ONE, why="the same trip")]), FAR)
    assert {each.event for each in ALL} == set(joined.events)
    assert joined.by_person
    assert joined.reason.startswith("Ana joined them: the same trip; ")


def test_the_latest_judgement_wins_and_undone_ones_hold_no_more() -> None:
    split, join = said(Verdict.SPLIT, TWO, ONE, THREE), said(Verdict.JOIN, TWO, ONE, number=2)
    # Of the split, what nobody took back holds: THREE is another happening than TWO.
    assert {ONE.event, TWO.event} == set(with_event(incidents(ALL, [split, join]), TWO).events)
    assert 1 == len(with_event(incidents(ALL, [replace(split, number=3), join]), TWO).events)
    assert incidents(ALL) == incidents(ALL, [replace(split, undone=ANA), replace(join, undone=ANA)])


def test_a_judgement_of_an_event_that_is_gone_rests_and_says_so() -> None:
    split = said(Verdict.SPLIT, TWO, ONE)
    assert incidents([TWO, FAR]) == incidents([TWO, FAR], [split])
    assert (ONE.event,) == missing(split, {TWO.event, FAR.event})
    with pytest.raises(ValueError, match="at least one other"):
        said(Verdict.SPLIT, TWO)


# Laws

REPORTS = st.builds(
    report,
    st.sampled_from(("missiles struck the port at dawn", "missiles struck the old port", "talks went on all night")),
    st.sampled_from((ODESA, CHORNOMORSK, LVIV, UKRAINE, None)),
    st.sampled_from((DAY, date(2022, 7, 24), date(2022, 8, 1), None)),
    article=st.sampled_from("abcdef"),
    kind=st.sampled_from((AIR, CLASH, TALKS)),
    killed=st.sampled_from((None, 9, 12)),
)
SETS = st.lists(REPORTS, max_size=12, unique_by=lambda one: one.event)


@given(SETS)
def test_every_event_is_in_exactly_one_incident(reports: list[Report]) -> None:
    found = incidents(reports)
    assert sorted(one.event for one in reports) == sorted(event for incident in found for event in incident.events)
    assert all(1 <= each.sources <= each.articles <= len(each.events) for each in found)


@given(SETS, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(reports: list[Report], chance: Random) -> None:
    mixed = list(reports)
    chance.shuffle(mixed)
    assert incidents(reports) == incidents(mixed)


@given(SETS)
def test_an_unrelated_event_changes_nothing(reports: list[Report]) -> None:
    unrelated = report("Sheep grazed", place("Perth", -31.9, 115.8), date(1999, 1, 1), article="z", kind=AID)
    alone = incidents([unrelated])
    assert set(incidents(reports)) | set(alone) == set(incidents([*reports, unrelated]))


@given(SETS.filter(lambda reports: len(reports) > 1), st.booleans())
def test_split_and_join_do_what_they_say_whatever_there_is(reports: list[Report], joins: bool) -> None:
    one, other = reports[:2]
    verdict = Verdict.JOIN if joins else Verdict.SPLIT
    found = incidents(reports, [said(verdict, one, other)])
    assert joins == (other.event in with_event(found, one).events)
    assert sorted(each.event for each in reports) == sorted(event for incident in found for event in incident.events)


@pytest.mark.parametrize("count", [500, 1000, 2000])
def test_comparisons_grow_with_the_events_even_where_one_town_and_one_sentence_have_them_all(count: int) -> None:
    reports = [report(f"{STRUCK} number{at % 7}", article=f"a{at}", killed=at + 1) for at in range(count)]
    columns = columns_of(reports, tokens_of(each.sentence for each in reports))
    assert len(candidates(columns)) <= 150 * count
