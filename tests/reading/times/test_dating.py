"""The day of an article, from what it tells."""

from __future__ import annotations

import time
from datetime import date

import pytest

from mapapp.model import Article, Basis, Mark, MarkKind, Published, TextSpan, TimeSpan
from mapapp.reading.sentences import sentences
from mapapp.reading.times import date_article


def dated(text: str, masthead: str = "", given: Published | None = None) -> Published | None:
    whole = masthead + text
    marks = (Mark(TextSpan(0, len(masthead)), MarkKind.MASTHEAD, "date line"),) if masthead else ()
    article = Article("a", None, whole, (TextSpan(len(masthead), len(whole)),), marks, published=given)
    return date_article(article, sentences(article))


FIFTH_DAY = (
    "Envoys of both sides sat down near the border of Belarus. Today is day 5 of the Russian invasion of Ukraine."
)
BEFORE = (
    "Prime Minister Boris Johnson and President Volodymyr Zelensky spoke of fears of a Russian invasion. "
    "Jen Psaki, the White House press secretary, said an imminent invasion could still be stopped. "
    "Russian troops massed at the frontier, and the Russian side held nuclear drills with missiles, watched by Putin."
)


def test_what_a_person_gave_stands() -> None:
    given = Published(TimeSpan(date(2030, 1, 1), date(2030, 1, 1)), Basis.GIVEN, "given")
    assert given == dated(FIFTH_DAY, given=given)


def test_the_fifth_day_of_a_war_is_counted_from_its_first() -> None:
    found = dated(FIFTH_DAY)
    assert found and TimeSpan(date(2022, 2, 28), date(2022, 2, 28)) == found.span
    assert Basis.INFERRED is found.basis and "day 5" in found.evidence


def test_a_masthead_that_contradicts_the_report_is_not_its_date() -> None:
    found = dated(BEFORE, masthead="Monday, March 20, 2023\n\n")
    assert found and found.span.last_day <= date(2022, 2, 28)
    assert "contradicts the report" in found.evidence


def test_a_masthead_that_nothing_contradicts_is_the_date() -> None:
    found = dated("The mayor opened a new bridge over the canal.", masthead="Monday, March 20, 2023\n\n")
    assert found and (Basis.STATED, date(2023, 3, 20)) == (found.basis, found.span.first_day)


def test_a_date_line_of_the_report_is_its_date() -> None:
    found = dated("Bridge opened\nPublished on 5 June 2019\n\nThe mayor opened a new bridge over the canal.")
    assert found and date(2019, 6, 5) == found.span.first_day == found.span.last_day


def test_a_deadline_ahead_and_a_named_year_narrow_the_report() -> None:
    text = (
        "Foreign Secretary Liz Truss met her colleague on Thursday. The maneuvers in Belarus started and will run "
        "until Feb. 20 as the exercise Union Resolve 2022. Prime Minister Boris Johnson urged calm."
    )
    found = dated(text)
    assert found and date(2022, 1, 20) <= found.span.first_day <= found.span.last_day <= date(2022, 2, 24)


@pytest.mark.parametrize("text", ["", "The mayor opened a new bridge over the canal.", "It rained on Friday."])
def test_where_nothing_narrows_to_a_year_there_is_no_date(text: str) -> None:
    assert dated(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "3 March 2022, " * 5_000,
        "1" * 500_000,
        "President Trump " * 10_000,
        "pandemic lockdown. " * 10_000,
        "?" * 20_000,
    ],
    ids=["dates", "digits", "names", "happenings", "marks"],
)
def test_hostile_text_is_dated_in_linear_time(text: str) -> None:
    started = time.perf_counter()
    dated(text)
    assert time.perf_counter() - started < 15
