"""Live pages: each entry has the day of its heading (`tests/cases/times/live_pages.toml`)."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Article, Basis, Published, TextSpan, TimeSpan
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times
from mapapp.reading.times.entries import FEWEST, entries

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/times/live_pages.toml").read_text("utf-8"))["case"]


def page(text: str, day: str | None) -> tuple[Article, Published | None]:
    article = Article("a", None, text, (TextSpan(0, len(text)),))
    if day is None:
        return article, None
    return article, Published(TimeSpan(date.fromisoformat(day), date.fromisoformat(day)), Basis.METADATA, "the field")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_entries(case: dict[str, Any]) -> None:
    article, published = page(case["text"], case.get("published"))
    found = entries(article, published)
    assert len(found) == len(case["entries"])
    for entry, (heading, day) in zip(found, case["entries"], strict=True):
        assert entry.span.of(article.text).startswith(heading)
        assert (entry.published.span.first_day.isoformat() if entry.published else "") == day


def test_what_an_entry_tells_counts_from_its_own_day() -> None:
    text = "14:00\nThe port opened this morning.\n\n6 March, 22:00\nThe port was shut yesterday.\n\n20:00\nWind rose.\n"
    article, published = page(text, "2023-03-07")
    days = {time.span.of(text): time.days for time in read_times(article, sentences(article), published)}
    assert days["this morning"] == TimeSpan(date(2023, 3, 7), date(2023, 3, 7))
    assert days["yesterday"] == TimeSpan(date(2023, 3, 5), date(2023, 3, 5))


@given(st.lists(st.integers(1, 700), min_size=FEWEST, max_size=30), st.booleans())
def test_entries_cover_the_page_and_follow_one_another(gaps: list[int], back: bool) -> None:
    """With less than half a day between entries, their days are those of the clock that wrote them."""
    now = datetime(2023, 3, 7, 12, 0)
    written = [now]
    for gap in gaps:
        written.append(written[-1] + timedelta(minutes=-gap if back else gap))
    forward_over_midnight = not back and written[-1].date() != now.date()
    lines = [f"{moment:%H:%M}\nThe road was opened again.\n" for moment in written]
    article, published = page("\n".join(lines), "2023-03-07")
    found = entries(article, published)
    assert [entry.span.start for entry in found[1:]] == [entry.span.end for entry in found[:-1]]
    assert found[-1].span.end == len(article.text)
    days = [entry.published.span.first_day for entry in found if entry.published]
    if back:
        assert days == [moment.date() for moment in written]
    elif not forward_over_midnight:
        assert days == [now.date()] * len(written)
