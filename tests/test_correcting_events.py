"""What people say of events, laid over a reading: the laws."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.correcting_events import added_id, checked, correct, place_of
from mapapp.correction_files import event_from, event_record
from mapapp.correction_words import ago, sentence
from mapapp.event_corrections import Aspect, EventCorrection, EventCorrections, Reach, anchor_of
from mapapp.model import Article, Event, Grade, PlaceMention, Reading, Role, Status, TextSpan, TimeBasis
from mapapp.records import reading_record, whole_place_record
from tests.making_readings import reading
from tests.small_reader import BAKHMUT, LVIV

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
SENTENCES = ("Shells hit Bakhmut.", "Talks began in Lviv.", "Shells hit Bakhmut.", "Shells hit  Lviv.", "Rain fell.")
KINDS = ("Battles: Armed clash", "CONSULT", "fire")


def tale(article_id: str = "a1") -> Reading:
    """Five sentences, two of them alike, four with an event."""
    text = " ".join(SENTENCES)
    starts = [sum(len(each) + 1 for each in SENTENCES[:number]) for number in range(len(SENTENCES))]
    spans = tuple(TextSpan(start, start + len(each)) for start, each in zip(starts, SENTENCES, strict=True))
    article = Article(article_id, "A title", text, (TextSpan(0, len(text)),), source="The Sample")
    return Reading(article, None, spans, (), (), tuple(told(article, span, n) for n, span in enumerate(spans[:4])))


def told(article: Article, span: TextSpan, number: int) -> Event:
    place = BAKHMUT if "Bakhmut" in span.of(article.text) else LVIV
    named = article.text.index(place.name, span.start)
    return Event(
        id=f"{article.id}-{number}",
        article=article.id,
        sentence=span,
        trigger=TextSpan(span.start, span.start + 5),
        kind=KINDS[number == 1],
        status=Status.HAPPENED,
        grade=Grade.PRIMARY,
        claimed_by=None,
        place=PlaceMention(TextSpan(named, named + len(place.name)), Role.LOCATION, place, 0.9, "a name"),
        days=None,
        date_basis=None,
        date_evidence="no day is named",
        figures=(),
        confidence=0.4,
        reason="as it reads",
    )


def said(
    aspect: Aspect, event: int = 0, *, value: object = None, reach: Reach = Reach.EVENT, **more: object
) -> EventCorrection:
    """A correction of an event of the tale; for one that is added, of the last sentence."""
    read = tale()
    anchor = anchor_of(read.article, read.events[event])
    if aspect is Aspect.ADDED:
        last = read.sentences[-1]
        anchor = replace(
            anchor, sentence="Rain fell.", start=last.start, trigger="", kind="", status="", scene="", event=""
        )
    given: dict[str, object] = {"key": "0" * 32, "who": "Ana", "why": "", "when": NOON} | more
    return EventCorrection(aspect=aspect, reach=reach, anchor=anchor, value=value or VALUES[aspect], **given)  # type: ignore[arg-type]


VALUES: dict[Aspect, dict[str, object]] = {
    Aspect.PLACE: {"place": whole_place_record(LVIV), "label": "Lviv, Ukraine"},
    Aspect.DAYS: {"first_day": "2023-02-08", "last_day": "2023-02-16"},
    Aspect.KIND: {"kind": "fire"},
    Aspect.STATUS: {"status": "denied"},
    Aspect.FIGURES: {"figures": [{"what": "killed", "count": 3}]},
    Aspect.NO_EVENT: {},
    Aspect.ADDED: {"kind": "fire", "status": "happened", "place": None, "first_day": None, "last_day": None},
}


@st.composite
def sayings(draw: st.DrawFn) -> EventCorrection:
    aspect = draw(st.sampled_from(list(Aspect)))
    values = {
        Aspect.KIND: [{"kind": kind} for kind in KINDS],
        Aspect.STATUS: [{"status": each.value} for each in Status],
        Aspect.PLACE: [VALUES[Aspect.PLACE], {"place": None, "label": ""}],
        Aspect.DAYS: [VALUES[Aspect.DAYS], {"first_day": None, "last_day": None}],
    }
    return said(
        aspect,
        draw(st.integers(0, 3)),
        value=draw(st.sampled_from(values.get(aspect, [VALUES[aspect]]))),
        reach=Reach.EVENT if aspect is Aspect.ADDED else draw(st.sampled_from(list(Reach))),
        key=f"{draw(st.integers(0, 10**9)):032x}",
        who=draw(st.sampled_from(["Ana", "Ben <b>"])),
        why=draw(st.sampled_from(["", "seen in the archive"])),
        when=NOON + timedelta(seconds=draw(st.integers(0, 5))),
        undone=draw(st.sampled_from([None, None, NOON])),
    )


MANY = st.lists(sayings(), max_size=7, unique_by=lambda one: one.key)


def after(ones: Sequence[EventCorrection], read: Reading | None = None) -> Reading:
    return correct(read or tale(), EventCorrections.of(ones)).reading


@settings(max_examples=60)
@given(MANY)
def test_correcting_twice_is_correcting_once(ones: list[EventCorrection]) -> None:
    assert after(ones) == after(ones, after(ones))


@settings(max_examples=60)
@given(MANY, MANY)
def test_what_is_taken_back_leaves_the_reading_as_it_was(
    ones: list[EventCorrection], others: list[EventCorrection]
) -> None:
    assert tale() == after([], after(ones))
    assert after(others) == after(others, after(ones))


@settings(max_examples=60)
@given(MANY, st.randoms())
def test_the_order_in_which_corrections_come_makes_no_difference(ones: list[EventCorrection], chance: object) -> None:
    shuffled = list(ones)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert after(ones) == after(shuffled)


@settings(max_examples=60)
@given(MANY)
def test_an_event_keeps_its_id_and_nothing_comes_that_nobody_added(ones: list[EventCorrection]) -> None:
    added = {added_id(one.key) for one in ones if one.aspect is Aspect.ADDED and not one.undone}
    ids = [event.id for event in after(ones).events]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {event.id for event in tale().events} | added


@settings(max_examples=60)
@given(sayings())
def test_a_correction_goes_through_a_file_unchanged(one: EventCorrection) -> None:
    assert one == event_from(json.loads(json.dumps(event_record(one))))


@pytest.mark.parametrize("aspect", list(Aspect))
def test_each_aspect_changes_what_it_names_and_says_who_said_so(aspect: Aspect) -> None:
    corrected = correct(tale(), EventCorrections.of([said(aspect, why="I was there")]))
    events = {event.id: event for event in corrected.reading.events}
    event = events.get(added_id("0" * 32) if aspect is Aspect.ADDED else "a1-0")
    assert [aspect] == [change.aspect for change in corrected.changes]
    assert tale().events == corrected.reading.as_read
    assert tale().events[1:] == tuple(each for each in corrected.reading.events if each.id in ("a1-1", "a1-2", "a1-3"))
    if event is None:
        assert aspect is Aspect.NO_EVENT
        return
    reasons = f"{event.reason} {event.date_evidence} {event.place.reason if event.place else ''}"
    assert aspect is Aspect.FIGURES or "Ana said so on 3 May 2026: I was there" in reasons
    found = {
        Aspect.PLACE: (event.place and event.place.place, LVIV),
        Aspect.DAYS: (event.date_basis, TimeBasis.GIVEN),
        Aspect.KIND: (event.kind, "fire"),
        Aspect.STATUS: (event.status, Status.DENIED),
        Aspect.FIGURES: ([(each.what, each.count) for each in event.figures], [("killed", 3)]),
        Aspect.ADDED: (event.sentence.of(tale().article.text), "Rain fell."),
    }
    assert found[aspect][0] == found[aspect][1]
    assert 1.0 == event.confidence


def test_the_narrowest_wins_then_the_latest() -> None:
    talks, next_day = {"kind": "CONSULT"}, NOON + timedelta(days=1)
    every = said(Aspect.KIND, value=talks, reach=Reach.WORDS, key="1" * 32, when=next_day)
    first = said(Aspect.KIND, value={"kind": "fire"}, key="2" * 32)
    later = said(
        Aspect.KIND, value={"kind": "MIGRATE"} | {"kind": "CONSULT"}, key="3" * 32, when=NOON + timedelta(hours=1)
    )
    assert ["fire", "CONSULT", "CONSULT", "CONSULT"] == [event.kind for event in after([every, first]).events]
    assert "CONSULT" == after([first, later]).events[0].kind


def test_alike_are_the_same_sentence_or_the_same_words_of_one_kind() -> None:
    def denied(reach: Reach) -> list[int]:
        events = after([said(Aspect.STATUS, reach=reach)]).events
        return [number for number, event in enumerate(events) if event.status is Status.DENIED]

    assert [0] == denied(Reach.EVENT)
    assert [0, 2] == denied(Reach.SENTENCE)
    assert [0, 2, 3] == denied(Reach.WORDS)


def test_an_event_is_found_again_by_its_words_when_id_and_position_change() -> None:
    one = said(Aspect.KIND)
    text = "A new opening. " + tale().article.text
    moved = replace(tale(), article=replace(tale().article, text=text), sentences=(), events=tuple(
        replace(event, id=f"new-{event.id}", sentence=TextSpan(event.sentence.start + 15, event.sentence.end + 15),
                trigger=TextSpan(event.trigger.start + 15, event.trigger.end + 15))
        for event in tale().events
    ))  # fmt: skip
    kinds = [event.kind for event in after([one], moved).events]
    assert ["fire", *(event.kind for event in tale().events[1:])] == kinds


def test_another_article_is_left_alone_unless_it_took_the_place_of_the_one_that_went() -> None:
    one, other = said(Aspect.KIND), tale("b2")
    assert other == correct(other, EventCorrections.of([one])).reading
    assert "fire" == correct(other, EventCorrections.of([one], frozenset({"a1"}))).reading.events[0].kind


def test_extract_does_not_know_of_corrections() -> None:
    corrected = after([said(Aspect.KIND)])
    assert reading_record(tale()).keys() == reading_record(corrected).keys()
    assert reading_record(reading("a1"))["events"][0].keys() == reading_record(corrected)["events"][0].keys()


@pytest.mark.parametrize(
    ("aspect", "value"),
    [
        (Aspect.KIND, {"kind": "no such kind"}),
        (Aspect.KIND, {}),
        (Aspect.STATUS, {"status": "perhaps"}),
        (Aspect.DAYS, {"first_day": "2023-02-30", "last_day": "2023-03-01"}),
        (Aspect.DAYS, {"first_day": "2023-02-03", "last_day": "2023-02-01"}),
        (Aspect.PLACE, {"place": {"id": "x"}}),
        (Aspect.PLACE, {"place": whole_place_record(LVIV) | {"lat": 91.0}}),
        (Aspect.FIGURES, {"figures": [{"what": "killed", "count": -1}]}),
        (Aspect.FIGURES, {"figures": [{"what": " ", "count": 1}]}),
    ],
)
def test_what_says_nothing_is_refused(aspect: Aspect, value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        checked(aspect, value)


def test_nobody_corrects_without_a_name() -> None:
    with pytest.raises(ValueError, match="who"):
        said(Aspect.KIND, who=" ")


def test_words_for_a_person() -> None:
    one = said(Aspect.PLACE, why="the other one")
    assert "Place of “Shells hit Bakhmut.”: Lviv, Ukraine (Ana, 3 May 2026: the other one)" == sentence(one, 1)
    assert "its sentence is not there any more" in sentence(one, 0)
    assert LVIV == place_of(one.value)
    times = [timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=3), timedelta(days=2)]
    assert ["just now", "1 minute ago", "3 hours ago", "on 3 May 2026"] == [ago(NOON, NOON + each) for each in times]
