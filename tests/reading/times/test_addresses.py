"""The day in an address or in a file's name."""

from __future__ import annotations

from datetime import date

import pytest

from mapapp.model import Article, Basis, Published, TextSpan, TimeSpan
from mapapp.reading.sentences import sentences
from mapapp.reading.times import date_article

NEUTRAL = "Shells hit a school in the suburb on Monday, the regional governor said."
FIFTH_DAY = "Today is day 5 of the Russian invasion of Ukraine, and shells hit a school in Kharkiv."


def dated(text: str, url: str = "", source: str = "") -> Published | None:
    article = Article("a", None, text, (TextSpan(0, len(text)),), url=url or None, source=source or None)
    return date_article(article, sentences(article))


@pytest.mark.parametrize(
    "path",
    ["2022/03/15/school-hit", "2022-03-15-school", "news/20220315/a.html", "world/2022/mar/15/school-hit"],
)
def test_an_address_with_a_day_dates_its_report(path: str) -> None:
    found = dated(NEUTRAL, url=f"https://example.org/{path}")
    assert found and TimeSpan(date(2022, 3, 15), date(2022, 3, 15)) == found.span
    assert Basis.METADATA is found.basis and "address" in found.evidence


def test_an_address_with_a_month_leaves_its_days_and_one_beside_them() -> None:
    found = dated(NEUTRAL, url="https://example.org/2022/03/school-hit.html")
    assert found and TimeSpan(date(2022, 2, 28), date(2022, 4, 1)).overlaps(found.span) and found.span.days < 34


def test_a_file_named_by_its_day_dates_its_report() -> None:
    found = dated(NEUTRAL, source="2022-03-15 school.txt")
    assert found and date(2022, 3, 15) == found.span.first_day == found.span.last_day


def test_a_day_beside_the_text_that_the_report_contradicts_is_not_followed() -> None:
    found = dated(FIFTH_DAY, source="saved_2024-06-20.txt")
    assert found and TimeSpan(date(2022, 2, 28), date(2022, 2, 28)) == found.span
    assert "contradicts the report" in found.evidence


@pytest.mark.parametrize("name", ["story-20229915.html", "12022031599", "2022-13-40", "report-5551234", "2022/xyz/15"])
def test_numbers_that_are_no_day_say_nothing(name: str) -> None:
    assert dated(NEUTRAL, url=f"https://example.org/{name}", source=name) is None
