"""Time expressions: spans, values, days."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Article, Basis, Published, TextSpan, TimeMention, TimeSpan, TimeType
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times
from mapapp.reading.times.almanac import days_of_value

CASES = Path(__file__).parents[2] / "cases" / "times"


def cases(*besides: str) -> list[dict]:
    """The cases of every table that states expressions: `times` as [text, value] pairs, in some `days` too."""
    paths = [path for path in sorted(CASES.glob("*.toml")) if path.stem not in besides]
    tables = [tomllib.loads(path.read_text("utf-8")) for path in paths]
    return [case for table in tables for case in table["case"] if "times" in case]


def article(text: str) -> Article:
    return Article("a", None, text, (TextSpan(0, len(text)),))


def published(first: date, last: date | None = None) -> Published:
    return Published(TimeSpan(first, last or first), Basis.GIVEN, "given")


def times_of(text: str, first: date | None, last: date | None = None) -> tuple[TimeMention, ...]:
    told = article(text)
    return read_times(told, sentences(told), published(first, last) if first else None)


@pytest.mark.parametrize(
    "case",
    cases(),
    ids=lambda case: case["text"][:50],
)
def test_an_expression_has_its_span_and_value(case: dict) -> None:
    found = times_of(case["text"], case.get("day"))
    assert case["times"] == [[mention.span.of(case["text"]), mention.value] for mention in found]
    if "days" in case:
        assert case["days"] == [_written(mention.days) for mention in found]


def _written(days: TimeSpan | None) -> list[str]:
    return [str(days.first_day), str(days.last_day)] if days else []


def test_until_and_since_say_how_the_days_relate() -> None:
    text = "The drills run until Feb. 20. Shelling has gone on since 2014. The post was held from 3 to 7 March 2022."
    covers = [(mention.span.of(text), mention.covers) for mention in times_of(text, date(2022, 3, 20))]
    assert [("Feb. 20", "until"), ("2014", "since")] == covers[:2]


def test_relative_days_become_spans_when_the_day_of_the_report_is_one_of_several() -> None:
    (mention,) = times_of("Sirens sounded yesterday.", date(2022, 2, 20), date(2022, 2, 22))
    assert ("", TimeSpan(date(2022, 2, 19), date(2022, 2, 21))) == (mention.value, mention.days)


def test_a_value_that_all_days_of_the_report_agree_on_stands() -> None:
    (mention,) = times_of("He resigned last month.", date(2022, 2, 20), date(2022, 2, 22))
    assert "2022-01" == mention.value


def test_days_that_differ_between_the_days_of_a_note_are_all_kept() -> None:
    (mention,) = times_of("We met three weeks ago.", date(2022, 3, 22), date(2022, 3, 24))
    assert ("2022-W09", TimeSpan(date(2022, 3, 1), date(2022, 3, 3))) == (mention.value, mention.days)


def test_without_the_day_of_the_report_a_weekday_has_no_value_and_no_days() -> None:
    (mention,) = times_of("Shelling hit the port on Friday.", None)
    assert ("", None) == (mention.value, mention.days)


def test_the_last_days_reach_back_from_the_report() -> None:
    (mention,) = times_of("Troops came in the last 4 days.", date(2022, 2, 28))
    assert TimeSpan(date(2022, 2, 24), date(2022, 2, 28)) == mention.days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It fell in early March 2022.", date(2022, 3, 1), date(2022, 3, 10)),
        ("It fell in mid-March 2022.", date(2022, 3, 11), date(2022, 3, 21)),
        ("It fell at the end of 2022.", date(2022, 9, 2), date(2022, 12, 31)),
        ("It fell at the beginning of 2022.", date(2022, 1, 1), date(2022, 5, 1)),
    ],
)
def test_a_part_of_a_month_or_year_has_its_third_of_the_days(text: str, first: date, last: date) -> None:
    (mention,) = times_of(text, date(2023, 2, 20))
    assert TimeSpan(first, last) == mention.days


def test_what_will_be_in_some_days_has_its_day() -> None:
    (mention,) = times_of("The bridge will open in three days.", date(2022, 2, 20))
    assert ("P3D", TimeSpan(date(2022, 2, 23), date(2022, 2, 23))) == (mention.value, mention.days)


def test_other_numeric_dates_of_the_text_say_which_comes_first() -> None:
    values = [mention.value for mention in times_of("Open from 25/12/2021, shut on 03/04/2022.", date(2022, 6, 1))]
    assert ["2021-12-25", "2022-04-03"] == values


def test_an_expression_never_crosses_paragraphs() -> None:
    text = "The list ends with Friday\n\nMarch 3 was the next title."
    assert ["Friday", "March 3"] == [mention.span.of(text) for mention in times_of(text, date(2022, 4, 1))][:2]


TIMEX3_VALUE = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF|PXX|P(?:X|\d+(?:\.\d+)?)(?:D|W|M|Q|Y|DE|CE|WE)|P(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?|\d+Y\d+M)|PTX[HMS]|PT\d*\.\d+[HMS]"
    r"|BC\d{2,4}(?:-\d\d|-(?:SP|SU|FA|WI))?(?:-\d\d)?(?:T(?:MO|MI|AF|EV|NI|DT|\d\d:\d\d))?|(?:\d{2,4}|XXXX)(?:-(?:\d\d|XX|Q[1-4X]|H[12]|SP|SU|FA|WI|W\d\d|WXX))?"
    r"(?:-(?:\d\d|XX|WE|[1-7]))?(?:T(?:MO|MI|AF|EV|NI|DT|\d\d:\d\d))?"
)
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 1))


@given(DAYS)
@settings(max_examples=60, deadline=None)
def test_moving_the_report_by_a_week_moves_relative_days_by_a_week(day: date) -> None:
    text = "He left yesterday and came back three days ago, before Friday."
    here, later = times_of(text, day), times_of(text, day + timedelta(7))
    moved = [TimeSpan(m.days.first_day + timedelta(7), m.days.last_day + timedelta(7)) for m in here if m.days]
    assert moved == [mention.days for mention in later if mention.days]


@given(st.integers(1500, 1900))
@settings(max_examples=40, deadline=None)
def test_moving_a_story_by_years_moves_all_that_it_tells(year: int) -> None:
    def told(first: int) -> list[tuple[str, str]]:
        text = (
            f"The league was made in {first}. In May {first + 3} its fleet sailed, and in June a town was taken. "
            f"In December the winter came. In January the siege went on. The year before, a law had passed. "
            f"Two years later, in {first + 6}, it ended."
        )
        return [(mention.span.of(text)[:4], mention.value) for mention in times_of(text, date(2010, 5, 1))]

    moved = [f"{int(value[:4]) - year + 1600:04d}{value[4:]}" for _, value in told(year)]
    assert [value for _, value in told(1600)] == moved


REPORTS = st.sampled_from(  # years in one paragraph can make a history of both
    [case["text"] for case in cases("narrative") if not re.search(r"\d{4}", case["text"])]
)


@given(REPORTS, REPORTS, DAYS)
@settings(max_examples=100, deadline=None)
def test_a_paragraph_before_or_after_changes_no_span(text: str, other: str, day: date) -> None:
    alone = [mention.span.of(text) for mention in times_of(text, day)]
    beside = [mention.span.of(other) for mention in times_of(other, day)]
    assert alone + beside == [
        mention.span.of(text + "\n\n" + other) for mention in times_of(text + "\n\n" + other, day)
    ]


@given(st.sampled_from([case["text"] for case in cases()]), DAYS)
@settings(max_examples=200, deadline=None)
def test_every_value_is_one_of_timex3_and_holds_its_days(text: str, day: date) -> None:
    for mention in times_of(text, day):
        assert mention.value == "" or TIMEX3_VALUE.fullmatch(mention.value), mention
        whole = days_of_value(mention.value)
        if whole and mention.days and mention.type in (TimeType.DATE, TimeType.TIME):
            winter = 366 if mention.value.endswith("-WI") else 0  # a story names it by the year in which it ends
            assert whole.first_day - timedelta(winter) <= mention.days.first_day
            assert mention.days.first_day <= mention.days.last_day <= whole.last_day


@given(st.text(alphabet="0123456789 /-.:,?MarchFebay day of the war last 20\n\u200f\u00a0", max_size=200), DAYS)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_spans_inside_it_in_order_with_values_that_parse(text: str, day: date) -> None:
    end = 0
    for mention in times_of(text, day):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        if mention.days and mention.value and mention.type in (TimeType.DATE, TimeType.TIME):
            whole = days_of_value(mention.value)
            assert whole and whole.first_day <= mention.days.first_day <= mention.days.last_day <= whole.last_day


@pytest.mark.parametrize(
    "text",
    [
        "?" * 20_000,
        "1" * 1_000_000,
        "3 March 2022, " * 10_000,
        "year 0 and year 99999 and 00/00/0000 and 32.13.2022",
        "at 24:00 and 24:30 and 99:99 on 31 April 2022",
        "one two three " * 20_000,
        "the the the early early late " * 5_000,
        "12/" * 50_000,
        "\n \n" * 50_000,
    ],
    ids=["marks", "digits", "dates", "years", "clocks", "numbers", "words", "strokes", "lines"],
)
def test_hostile_text_is_read_and_makes_no_impossible_day(text: str) -> None:
    spans = [TextSpan(0, len(text))]
    found = read_times(article(text), spans, published(date(2022, 3, 4)))
    assert all(mention.days is None or mention.days.first_day.year >= 1 for mention in found)
