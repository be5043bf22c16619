"""Learned scores: their table, their cells, and how they are fitted."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from mapapp.model import TextSpan
from mapapp.reading.times import fitting, learned
from mapapp.reading.times.evidence import Piece
from mapapp.reading.times.learned import kinds, lasting, of_nearest, rows, since
from mapapp.reading.times.likelihood import SIZE, days_since, index_of, likeliest, shortest, widest

WAR = (date(2022, 2, 24), date(2022, 4, 10))
SPAN = TextSpan(0, 0)


def test_the_steps_of_each_kind_stand_together_in_their_order() -> None:
    for name, kind in kinds().items():
        cells = range(kind.lowest, kind.lowest + len(kind.bounds) + 1)
        assert {name} == {rows()[cell][0] for cell in cells} and list(kind.bounds) == sorted(kind.bounds)
        assert len(cells) == sum(row[0] == name for row in rows())


def test_a_cell_is_told_by_the_days_since_something_began_and_then_by_those_since_it_ended() -> None:
    cells = lasting("happening", "happening, no longer told", WAR)
    names = [rows()[cells[index_of(day)]][:2] for day in (date(2022, 2, 23), WAR[0], WAR[1], date(2022, 4, 11))]
    assert [("happening", "-7"), ("happening", "0"), ("happening", "31")] == names[:3]
    assert ("happening, no longer told", "0") == names[3]


def test_of_two_meanings_the_one_that_holds_the_day_or_is_nearest_is_meant() -> None:
    spans = [(date(2014, 3, 1), date(2014, 9, 1)), WAR]
    first, second = (since("happening", one[0]) for one in spans)
    cells = of_nearest(spans, [first, second])
    for day, meant in ((date(2014, 5, 1), first), (date(2015, 1, 1), first), (date(2022, 1, 1), second)):
        assert meant[index_of(day)] == cells[index_of(day)]


@pytest.mark.parametrize(
    ("day", "gone"),
    [(date(2022, 3, 1), 5), (date(2022, 1, 24), -31), (date(2022, 8, 1), 158), (date(2022, 12, 1), -85)],
)
def test_a_day_without_its_year_is_the_last_or_the_coming_one(day: date, gone: int) -> None:
    assert gone == days_since(2, 24)[index_of(day)]


def test_the_widest_span_holds_what_the_shortest_one_does() -> None:
    scores = np.full(SIZE, -20.0)
    scores[1000:1100] = 0.0
    assert likeliest(scores, 366) == pytest.approx(1.0, abs=1e-3) and 734 <= widest(scores, 366) <= 1000
    assert 1000 <= index_of(shortest(scores, 0.95).first_day) and shortest(scores, 0.95).days in (95, 96)


def test_fitting_finds_that_reports_follow_what_they_tell_of() -> None:
    """Documents that name a day and are published a week later."""
    examples = []
    for year in range(2000, 2020):
        cells = since("latest day", date(year, 5, 1))
        piece = Piece(SPAN, "", np.zeros(SIZE), cells=cells)
        examples.append(fitting.example([piece], np.zeros(SIZE), index_of(date(year, 5, 8))))
    scores = fitting.fit(examples)
    learnt = {step: score for (kind, step, _), score in zip(rows(), scores, strict=True) if kind == "latest day"}
    assert learnt["3"] == max(learnt.values()) and learnt["3"] > learnt["3653"] + 2


def test_the_table_is_what_the_module_says_it_is() -> None:
    assert len(rows()) == len(learned.table_scores()) < 2**16
