"""The day of an article, from what it tells."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from mapapp.model import Article, Basis, Mark, MarkKind, Published, TextSpan, TimeSpan
from mapapp.reading.sentences import sentences
from mapapp.reading.times import date_article
from mapapp.reading.times.chronicle import chronology, told_of
from mapapp.reading.times.dating import _likely
from mapapp.reading.times.elapsed import elapsed
from mapapp.reading.times.evidence import Piece
from mapapp.reading.times.facts import happenings, terms, wars
from mapapp.reading.times.likelihood import SIZE, index_of
from mapapp.reading.times.officeholders import offices
from mapapp.reading.times.recalled import recalled, recalled_happenings
from mapapp.reading.times.remembered import remembered


def whole(text: str) -> Article:
    return Article("a", None, text, (TextSpan(0, len(text)),))


def pieces_told(text: str) -> list[Piece]:
    return list(chronology(whole(text), told_of(whole(text), sentences(whole(text)))))


def dated(text: str, masthead: str = "", given: Published | None = None) -> Published | None:
    whole = masthead + text
    marks = (Mark(TextSpan(0, len(masthead)), MarkKind.MASTHEAD, "date line"),) if masthead else ()
    article = Article("a", None, whole, (TextSpan(len(masthead), len(whole)),), marks, published=given)
    return date_article(article, sentences(article))


REPORTS = tomllib.loads((Path(__file__).parents[2] / "cases/dating/reports.toml").read_text("utf-8"))["report"]


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["text"][:40])
def test_a_report_is_dated_to_a_year_that_holds_its_day_or_not_at_all(case: dict) -> None:
    found = dated(case["text"])
    if case.get("silent"):
        assert found is None
    else:
        assert found and found.span.first_day <= case["day"] <= found.span.last_day
        assert found.span.days <= 366
        assert found.likely is None or found.likely.days <= 0.4 * found.span.days


FIFTH_DAY = (
    "Envoys of both sides sat down near the border of Belarus. Today is day 5 of the Russian invasion of Ukraine."
)
BEFORE = (
    "Prime Minister Boris Johnson and President Volodymyr Zelensky spoke of fears of a Russian invasion. "
    "American diplomats were told to leave the embassy in Kyiv with all staff. "
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
    assert found and found.span.last_day < date(2022, 6, 1)
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
    assert found and date(2022, 1, 18) <= found.span.first_day and found.span.last_day <= date(2022, 2, 24)


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


def test_an_office_says_as_much_beside_others_as_alone() -> None:
    beside = list(offices(whole("President Putin, President Erdogan and President Trump met.")))
    (alone,) = offices(whole("President Trump spoke."))
    assert any((piece.scores == alone.scores).all() for piece in beside)
    assert alone.scores[index_of(date(2025, 6, 1))] > alone.scores[index_of(date(2016, 6, 1))] + 2


def test_a_surname_alone_may_be_any_who_held_the_office() -> None:
    alone, _ = (list(offices(whole(text))) for text in ("President Bush spoke.", "President George W. Bush spoke."))
    assert "1989-01-20" in alone[0].says and "2001-01-20" in alone[0].says


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "Diplomats said that the embassy in Kyiv had told its staff to leave.",
            "embassy in Kyiv had told its staff to leave",
        ),
        ("Russia’s war in Ukraine went on.", "Russia’s war in Ukraine"),
        ("They spoke of Brexit talks.", "Brexit talks"),
    ],
)
def test_a_known_happening_is_quoted_in_words_that_make_sense(text: str, quoted: str) -> None:
    assert f'"{quoted}"' in [piece.says for piece in pieces_told(text)]


@pytest.mark.parametrize(
    "text", ["The drills went on.", "Delegations met.", "It was recognized.", "Heaviest fighting yet."]
)
def test_common_words_name_no_happening(text: str) -> None:
    assert [] == list(pieces_told(text))


def test_one_name_of_several_happenings_is_one_piece_that_keeps_all_of_them() -> None:
    (piece,) = pieces_told("The fall of Kabul was quick.")
    assert 3 == len(piece.meanings)
    assert "2021" in piece.told_for(TimeSpan(date(2021, 9, 1), date(2021, 9, 1)))
    assert "1996" not in piece.told_for(TimeSpan(date(2021, 9, 1), date(2021, 9, 1)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two years into the war in Ukraine, shops are open.", date(2024, 2, 24)),
        ("Ukraine marked the first anniversary of the invasion.", date(2023, 2, 24)),
        ("The year-long conflict in Ukraine goes on.", date(2023, 2, 24)),
        ("On day 100 of the invasion, Ukraine asked for shells.", date(2022, 6, 3)),
        ("Ukraine is in the third year of the war.", date(2024, 9, 1)),
        ("For more than two years now, Russia has waged war on Ukraine.", date(2024, 6, 1)),
        ("The invasion of Ukraine has entered its third year.", date(2024, 5, 1)),
        ("500 days ago the invasion of Ukraine began.", date(2023, 7, 9)),
        ("Shops in Ukraine reopened on the eve of the invasion's one-year anniversary.", date(2023, 2, 23)),
    ],
)
def test_a_count_of_a_war_is_counted_from_its_first_day(text: str, day: date) -> None:
    (piece,) = elapsed(whole(text))
    assert piece.scores[index_of(day)] > piece.scores[index_of(day) - 900] + 2


@pytest.mark.parametrize(
    "text",
    [
        "Half a year into the war in Ukraine, shops are open.",
        "In the first weeks of the war in Ukraine, shops closed.",
        "After thirty years of conflict, Ukraine is tired.",
        "A week before the war, Ukraine was calm.",
    ],
)
def test_a_count_that_is_not_of_this_war_says_nothing(text: str) -> None:
    assert [] == list(elapsed(whole(text)))


@pytest.mark.parametrize(
    ("text", "likely", "unlikely"),
    [
        ("Since the invasion of Ukraine last year, prices have risen.", date(2023, 6, 1), date(2022, 6, 1)),
        ("Russia's invasion of Ukraine began last month.", date(2022, 3, 15), date(2022, 6, 1)),
        ("Since Russia invaded Ukraine in February, prices have risen.", date(2022, 10, 1), date(2023, 9, 1)),
        ("Since the invasion of Ukraine on Feb. 24, 2022, prices have risen.", date(2023, 9, 1), date(2022, 5, 1)),
        ("Prices rose after the 2022 invasion of Ukraine.", date(2024, 1, 1), date(2022, 5, 1)),
    ],
)
def test_the_words_that_recall_the_beginning_of_a_war_tell_how_long_ago_it_was(
    text: str, likely: date, unlikely: date
) -> None:
    (piece,) = recalled(whole(text))
    assert piece.scores[index_of(likely)] > piece.scores[index_of(unlikely)] + 1


@pytest.mark.parametrize(
    "text",
    [
        "Of the war in Ukraine the minister said last year that it would end.",
        "A fear of an offensive on Ukraine in June grew.",
        "Prices rose.",
    ],
)
def test_what_does_not_recall_a_beginning_says_nothing(text: str) -> None:
    assert [] == list(recalled(whole(text)))


@pytest.mark.parametrize(
    ("text", "likely", "unlikely"),
    [
        ("Veterans marked the 80th anniversary of D-Day.", date(2024, 6, 6), date(2023, 6, 6)),
        (
            "The 70th anniversary of D-Day in 2014 was grand; the 80th anniversary of D-Day is near.",
            date(2024, 5, 1),
            date(2014, 5, 1),
        ),
        ("Thirty years after Chernobyl the woods are empty.", date(2016, 6, 1), date(2019, 6, 1)),
        ("It was the 50th anniversary of the 1966 flood.", date(2016, 11, 1), date(2014, 11, 1)),
    ],
)
def test_years_since_something_well_known_tell_the_year(text: str, likely: date, unlikely: date) -> None:
    pieces = list(remembered(whole(text)))
    assert 1 == len(pieces)
    assert pieces[0].scores[index_of(likely)] == 0.0 > pieces[0].scores[index_of(unlikely)] + 2


@pytest.mark.parametrize("text", ["Their 10th anniversary was quiet.", "The fifth anniversary in 2019 was quiet."])
def test_an_anniversary_of_nothing_known_says_nothing(text: str) -> None:
    assert [] == list(remembered(whole(text)))


@pytest.mark.parametrize(
    ("text", "likely", "unlikely"),
    [
        ("The mall in Kremenchuk was hit last month, on a market day.", date(2022, 7, 15), date(2022, 9, 15)),
        ("He was hurt in the attack on Crocus City Hall in March.", date(2024, 5, 1), date(2025, 9, 1)),
        ("The Nova Kakhovka dam collapse last year emptied the lake.", date(2024, 3, 1), date(2023, 9, 1)),
    ],
)
def test_the_time_beside_a_happening_tells_how_long_ago_it_was(text: str, likely: date, unlikely: date) -> None:
    article = whole(text)
    scores = sum(piece.scores for piece in recalled_happenings(article, told_of(article, sentences(article))))
    assert scores[index_of(likely)] > scores[index_of(unlikely)] + 2


def test_the_first_days_of_a_war_may_be_told_much_later() -> None:
    (piece,) = elapsed(whole("Two weeks into the war in Ukraine the factory moved."))
    assert piece.scores[index_of(date(2024, 1, 1))] > piece.scores[index_of(date(2022, 2, 1))]


@pytest.mark.parametrize("rows", [happenings(), tuple(term for held in terms().values() for term in held), wars()])
def test_what_ends_ends_after_it_began(rows: tuple) -> None:
    for row in rows:
        first, last = (row.told_from, row.told_until) if hasattr(row, "told_from") else (row.first_day, row.last_day)
        assert last is None or first <= last, row


def test_a_dateline_with_its_year_may_end_with_a_point() -> None:
    found = dated("KYIV, 13 February 2022. The mayor opened a new bridge over the canal.")
    assert found and TimeSpan(date(2022, 2, 13), date(2022, 2, 13)) == found.span


def test_a_day_told_with_its_weekday_dates_the_report_within_weeks() -> None:
    text = "Two bridges fell in the storm. The river rose on Thursday, 16 February 2023, said the mayor on Friday."
    found = dated(text, masthead="Tuesday, 4 June 2024\n\n")
    assert found and found.span.first_day >= date(2023, 2, 16) and found.span.last_day <= date(2023, 4, 2)
    assert "told with its weekday" in found.evidence


def test_a_weekday_that_is_the_nth_day_of_a_war_dates_the_report_within_the_week() -> None:
    text = "Envoys met near the frontier on Monday, the fifth day of the Russian invasion of Ukraine."
    found = dated(text, masthead="October 5, 2023\n\n")
    assert found and date(2022, 2, 28) == found.span.first_day and found.span.last_day <= date(2022, 3, 6)


def test_the_day_when_a_page_was_printed_gives_way_to_the_report() -> None:
    text = "Last updated: 12 March 2026\n\nThe dam broke on Tuesday, 6 June 2023, and the valley was flooded."
    found = dated(text)
    assert found and date(2023, 6, 6) == found.span.first_day
    assert "contradicts the report" in found.evidence


def test_a_likely_year_is_searched_anew_rather_than_cut_at_its_end() -> None:
    text = "The exercise River Shield 2022 opened on Thursday. It is to last until 20 February, the army said. "
    found = dated(text + "Neighbours will hold drills of their own until 20 February.")
    assert found is None or found.span.last_day <= date(2022, 2, 20)


def test_the_day_of_a_print_loses_against_days_that_the_report_tells_by_itself() -> None:
    found = dated(BEFORE + " The Union Resolve exercise goes on.", masthead="Monday, March 20, 2023\n\n")
    assert found and found.span.last_day < date(2023, 3, 1)
    assert "not followed" in found.evidence


def test_what_is_not_told_of_is_said_up_to_the_days_of_the_answer() -> None:
    found = dated(BEFORE)
    assert found is None or "{" not in found.evidence


def test_a_war_is_known_by_the_towns_that_are_fought_for() -> None:
    found = dated("Troops took the plant of Zaporizhzhia on Friday, the ninth day of the invasion.", "4 March 2024\n\n")
    assert found and date(2022, 3, 4) == found.span.first_day


def test_the_reports_own_line_comes_before_a_field_and_the_other_day_is_said() -> None:
    field = Published(TimeSpan(date(2008, 10, 20), date(2008, 10, 20)), Basis.METADATA, 'the field "date"')
    text = "Shares recover and fall again\nOctober 10, 2008\n\nAfter a large fall the index rose on Friday."
    told = Article("a", None, text, (TextSpan(0, len(text)),), published=field)
    found = date_article(told, sentences(told))
    assert found and date(2008, 10, 10) == found.span.first_day
    assert 'the field "date" names 20 October 2008' in found.evidence


def test_a_field_stands_against_soft_evidence() -> None:
    field = Published(TimeSpan(date(2022, 2, 10), date(2022, 2, 10)), Basis.METADATA, 'the field "date"')
    found = dated("A year after the offensive in Iraq the town is quiet. Elections were held in 2004.", given=field)
    assert field == found


@pytest.mark.parametrize(
    ("bump", "likely"),
    [
        (12.0, TimeSpan(date(2022, 3, 3), date(2022, 3, 3))),  # one day stands out
        (0.0, None),  # all are alike: half of them holds half, which says nothing
    ],
)
def test_likely_days_are_those_that_stand_out(bump: float, likely: TimeSpan | None) -> None:
    scores = np.full(SIZE, -np.inf)
    first = index_of(date(2022, 3, 1))
    scores[first : first + 20] = 0.0
    scores[first + 2] += bump
    assert likely == _likely(scores, TimeSpan(date(2022, 3, 1), date(2022, 3, 20)))


def test_likely_days_lie_within_the_days() -> None:
    span, beyond = TimeSpan(date(2022, 3, 1), date(2022, 3, 2)), TimeSpan(date(2022, 3, 2), date(2022, 3, 3))
    with pytest.raises(ValueError, match="lie outside"):
        Published(span, Basis.INFERRED, "", beyond)
