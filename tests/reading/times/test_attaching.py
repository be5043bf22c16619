"""The days of one event."""

from __future__ import annotations

from datetime import date

from mapapp.model import Article, Basis, Published, Reading, TextSpan, TimeBasis, TimeSpan
from mapapp.reading import days_at
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times

TODAY = Published(TimeSpan(date(2022, 2, 10), date(2022, 2, 10)), Basis.GIVEN, "given")


def days(text: str, word: str, published: Published | None = TODAY):
    """What the reading says of the first time that a word stands in a text."""
    article = Article("a", None, text, (TextSpan(0, len(text)),))
    spans = sentences(article)
    reading = Reading(article, published, spans, (), read_times(article, spans, published), ())
    at = text.index(word)
    (attached,) = days_at(reading, [TextSpan(at, at + len(word))])
    return attached


def test_the_expression_of_the_sentence_dates_the_event() -> None:
    span, basis, evidence = days("Shells hit the port on Tuesday.", "hit")
    assert (TimeSpan(date(2022, 2, 8), date(2022, 2, 8)), TimeBasis.RELATIVE) == (span, basis)
    assert '"Tuesday"' in evidence


def test_without_an_expression_the_days_of_the_report_stand_in_and_say_so() -> None:
    span, basis, evidence = days("Shells hit the port.", "hit")
    assert (TODAY.span, TimeBasis.PUBLICATION) == (span, basis)
    assert "names no day" in evidence


def test_without_any_day_there_is_none_and_a_reason() -> None:
    span, basis, evidence = days("Shells hit the port.", "hit", None)
    assert (None, None) == (span, basis) and "not known" in evidence
