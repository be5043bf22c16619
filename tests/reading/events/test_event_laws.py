"""What holds of the events of any text, and how sentences of an article work together."""

from __future__ import annotations

import time
from datetime import date

from event_sentences import marked
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import (
    Article,
    Basis,
    Event,
    Grade,
    Mark,
    MarkKind,
    Published,
    Status,
    TextSpan,
    TimeBasis,
    TimeMention,
    TimeSpan,
    TimeType,
)
from mapapp.reading.events import KINDS, read_events
from mapapp.reading.sentences import sentences

WORDS = """
    troops shelled Kharkiv talks were held refused to meet if the missiles struck killed 12 people said according to “ ”
    " , . will not in on near from 2022 Monday and Minsk evacuated sanctions imposed at least two drones protest
"""
DAY = date(2023, 3, 1)
PUBLISHED = Published(TimeSpan(DAY, DAY), Basis.GIVEN, "given")


def events(text: str, *marks: Mark) -> tuple[Event, ...]:
    """Events of a text in which [..] marks the places."""
    sentence = marked(text)
    article = Article("a", None, sentence.text, (TextSpan(0, len(sentence.text)),), marks)
    return read_events(article, sentences(article), sentence.places, (), PUBLISHED, None)  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join))
def test_every_span_lies_in_its_sentence_and_reading_twice_gives_the_same(text: str) -> None:
    found = events(text)
    assert events(text) == found
    assert len({event.id for event in found}) == len(found)
    for event in found:
        assert event.sentence.end <= len(text)
        assert event.sentence.contains(event.trigger)
        assert event.kind in KINDS
        assert 0 <= event.confidence <= 1
        assert all(0 <= figure.span.start < figure.span.end <= len(text) for figure in event.figures)


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_trigger_is_of_it(text: str) -> None:
    plain = text.replace("[", "(").replace("{", "(")
    assert all(event.trigger.of(plain) for event in events(plain))


def test_a_sentence_of_20000_characters_takes_no_longer_than_a_second_or_two() -> None:
    for piece in (
        "troops shelled the town and talks were held, ",
        '"he said the missile struck ',
        "attack on ",
        "3 , ",
    ):
        text = piece * (20_000 // len(piece))
        begun = time.process_time()
        events(text)
        assert time.process_time() - begun < 2


def test_a_sentence_printed_thousands_of_times_is_one_event_and_takes_no_longer_than_its_words() -> None:
    def cost(times: int) -> float:
        text = "Rockets struck [Lviv] on Sunday, the mayor said. " * times
        begun = time.process_time()
        (event,) = events(text)
        assert len(event.repeats) == times - 1
        return time.process_time() - begun

    assert cost(9000) < 4.5 * cost(3000)


def test_ids_are_the_same_on_every_run_and_different_within_an_article() -> None:
    text = "Rockets struck [Lviv] and [Odesa] overnight. Envoys met the president in [Minsk]."
    found = events(text)
    assert len(found) == len({event.id for event in found}) == 3
    assert [event.id for event in found] == [event.id for event in events(text)]


def test_a_lead_printed_twice_is_one_event_with_both_spans() -> None:
    lead = "Rockets struck [Lviv] in the night, the governor said."
    found = events(f"{lead}\n\n{lead}\n\nRain fell.")
    assert [len(event.repeats) for event in found] == [1]


def test_a_headline_gives_way_to_the_sentence_that_tells_it_in_full() -> None:
    text = "Rockets strike [Lviv]\n\nRockets struck [Lviv] on Sunday night and Ivan Bondar, the mayor, spoke of fires."
    heading = Mark(TextSpan(0, 19), MarkKind.HEADLINE, "first line")
    found = events(text, heading)
    assert [event.sentence.start > 19 for event in found] == [True]
    assert [event.repeats for event in found] == [(TextSpan(0, 19),)]


def test_talks_that_point_back_are_no_second_event() -> None:
    (event,) = events("Delegations held talks in [Minsk]. The talks were tense, Ms Ivanova said.")
    assert event.place
    assert len(event.repeats) == 1


def test_refused_talks_never_count_as_held() -> None:
    assert [event.status for event in events("Ukraine refused to hold talks with the envoys in [Minsk].")] == [
        Status.DENIED
    ]


def test_what_was_not_done_is_no_event_but_a_denied_strike_is() -> None:
    assert events("Serbia has not imposed sanctions on its neighbour Ruritania.") == ()
    (event,) = events("General Ivanov said that the army had not shelled [Sumy].")
    assert event.status is Status.DENIED


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    text = "“They shelled [Orikhiv] for hours,” said Olena Hnatiuk. “Then rockets hit [Hulyaipole] too.”"
    plain = marked(text).text
    assert [event.claimed_by.of(plain) for event in events(text) if event.claimed_by] == ["Olena Hnatiuk"] * 2


def test_a_strike_without_a_place_takes_that_of_the_sentence_before_less_surely() -> None:
    first, second = events(
        "Artillery shelled [Nikopol] all morning. Later a missile strike on Monday destroyed a depot of Ukrnafta."
    )
    (own,) = events("Later a missile strike on Monday destroyed a depot of Ukrnafta in [Nikopol].")
    assert first.place == second.place
    assert second.confidence < own.confidence
    assert "the sentence before" in second.reason


def test_without_a_day_in_the_sentence_the_days_of_the_report_are_used_and_said_so() -> None:
    (event,) = events("Missiles struck [Dnipro].")
    assert (event.days, event.date_basis) == (PUBLISHED.span, TimeBasis.PUBLICATION)


def test_what_is_told_only_as_earlier_is_background_without_a_day() -> None:
    first, second = events("Rockets hit [Sumy] on Monday, years after troops annexed [Crimea].")
    assert (first.grade, second.grade) == (Grade.PRIMARY, Grade.BACKGROUND)
    assert second.days is None
    assert "earlier" in second.date_evidence


def test_thoughts_and_generic_sentences_are_no_events() -> None:
    assert events("War could come to many places. Sanctions are a blunt tool. Armies attack. Peace needs talks.") == ()


def test_what_is_only_talked_about_is_no_event() -> None:
    assert events("Talk of an offensive by rebel troops filled the cafes of [Geneva] and [Vienna].") == ()


def test_words_that_point_back_name_the_scenes_of_the_sentence_before() -> None:
    text = "Offensives on [Kyiv] and [Kharkiv] by rebel troops are underway. Rockets hit markets in both cities."
    found = [event for event in events(text) if event.trigger.start > 60]
    assert [event.place.place.name for event in found if event.place and event.place.place] == ["Kyiv", "Kharkiv"]
    assert "in both cities" in found[0].reason


def test_only_the_main_clause_hands_its_scene_on() -> None:
    text = "Shelling rose near [Avdiivka], years after troops annexed [Crimea]. Explosions are heard by Ivan daily."
    assert [event.place and event.place.place and event.place.place.name for event in events(text)][-1] == "Avdiivka"


def test_a_place_in_the_name_of_the_speaker_is_no_scene() -> None:
    (event,) = events("Drones struck a depot near the river, said the poet of [Sumy].")
    assert event.place is None


def test_a_refused_demand_leaves_only_the_refusal() -> None:
    text = "The Kremlin dismissed requests to calm the crisis by withdrawing troops from the [Ukraine-Belarus border]."
    assert [event.kind for event in events(text)] == ["REJECT"]


def test_a_participle_before_its_noun_is_no_event() -> None:
    assert events("Ivan Bondar comes from temporarily occupied [Crimea].") == ()


def test_behind_a_fronted_clause_the_main_one_is_news() -> None:
    (event,) = events("Hours before the vote in the senate, rockets struck [Sumy].")
    assert (event.grade, event.days) == (Grade.PRIMARY, PUBLISHED.span)


def test_a_wish_told_again_is_one_event() -> None:
    text = "The strikes led to calls for a ceasefire from Kenya. The king spoke of calls for a ceasefire from Uganda."
    (event,) = events(text)
    assert (event.status, len(event.repeats)) == (Status.CALLED_FOR, 1)


def test_an_end_named_behind_a_bracket_is_the_end_of_the_event() -> None:
    text = "The ministry confirmed joint drills in [Belarus] (called Iron Wolf) until 20 March."
    sentence = marked(text)
    at = sentence.text.index("20 March")
    end = TimeSpan(date(2023, 3, 20), date(2023, 3, 20))
    until = TimeMention(TextSpan(at, at + 8), TimeType.DATE, "2023-03-20", end, TimeBasis.STATED, "until")
    article = sentence.article
    found = read_events(article, sentences(article), sentence.places, (until,), PUBLISHED, None)  # type: ignore[arg-type]
    assert {event.days for event in found if event.kind == "military exercise"} == {TimeSpan(DAY, date(2023, 3, 20))}


def test_what_came_hours_before_something_else_has_no_day_of_its_own() -> None:
    (event,) = events("On the radio Fiji recognised the hills as independent states hours before the vote.")
    assert event.days is None


def test_a_form_that_is_no_noun_is_a_verb_whatever_stands_around_it() -> None:
    (event,) = events("On Monday the army withdraws from [Sumy].")
    assert event.kind == "military withdrawal"


def test_an_order_to_leave_is_told_by_the_lead_and_not_by_whom_its_heading_names() -> None:
    text = "Families told to leave [Sumy]\n\nThe mayor, Ivan Bondar, urged families in [Sumy] to leave before night."
    found = events(text, Mark(TextSpan(0, 27), MarkKind.HEADLINE, "first line"))
    assert [(event.kind, event.status, len(event.repeats)) for event in found] == [("evacuation", Status.CALLED_FOR, 1)]


def test_exercises_with_a_country_are_those_in_it() -> None:
    (event,) = events("Joint naval drills with Jamaica began. The navy spoke of large manoeuvres in [Jamaica].")
    assert event.place
    assert len(event.repeats) == 1


def test_talks_of_another_day_are_held_where_the_talks_were() -> None:
    text = "Envoys held talks in [Minsk]. The talks resumed on Friday, said Ms Ivanova."
    sentence = marked(text)
    at = sentence.text.index("Friday")
    day = TimeSpan(date(2023, 3, 10), date(2023, 3, 10))
    friday = TimeMention(TextSpan(at, at + 6), TimeType.DATE, "2023-03-10", day, TimeBasis.RELATIVE)
    article = sentence.article
    first, second = read_events(article, sentences(article), sentence.places, (friday,), PUBLISHED, None)  # type: ignore[arg-type]
    assert first.place == second.place
    assert "the talks told before were held there" in second.reason


def test_a_denied_intention_is_not_on_the_map_at_first() -> None:
    (event,) = events("[Khartoum|metonym] denied any plans to invade [Haiti].")
    assert (event.status, event.grade) == (Status.DENIED, Grade.HYPOTHETICAL)


def test_what_is_to_come_in_some_months_has_no_days_yet() -> None:
    (event,) = events("The premier invited President Mensah to visit [France] in the coming weeks.")
    assert (event.kind, event.days) == ("visit", None)


def test_people_counted_behind_a_semicolon_belong_to_another_clause() -> None:
    (event,) = events("Barges took families out of [Beira] on Sunday; some 900 people live on the island.")
    assert event.figures == ()
