"""The page of reports: found, read with marks, and given another day of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from making import page_text
from streamlit.testing.v1 import AppTest

from gazetteer import Gazetteer
from mapapp.app.report_list import ORDERS, found
from mapapp.ingest import ingest
from mapapp.store import open_store

Opened = Callable[..., AppTest]
TEXT = "Harbour News\n\nShells hit Kharkiv on Monday and killed three people, the mayor said.\n\nSubscribe now!"


def table(size: int) -> pd.DataFrame:
    """So many reports, every third without a day."""
    days = pd.Timestamp("2022-01-01") + pd.to_timedelta([number % 700 for number in range(size)], "D")
    first = days.to_series(index=range(size)).mask([number % 3 == 0 for number in range(size)])
    return pd.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(size)],
            "title": [f"Fünf Brücken {number}" if number % 2 else None for number in range(size)],
            "source": [f"paper{number % 50}.example" for number in range(size)],
            "published_first": first,
            "published_last": first,
            "events": [number % 7 for number in range(size)],
            "read_at": [f"{number:09}" for number in range(size)],
        }
    )


@pytest.mark.parametrize("order", ORDERS)
def test_fifty_thousand_reports_are_found_and_ordered(order: str) -> None:
    reports = table(50_000)
    listed = found(reports, "BRÜCKEN paper7.", order)
    assert {7} == {int(number[1:]) % 50 for number in listed["article_id"]}
    assert len(reports) == len(found(reports, " ", order))
    assert found(reports, "", "Newest first")["published_first"].iloc[-1] is pd.NaT


def test_a_report_is_shown_with_its_marks_and_given_a_day_its_events_follow_and_it_is_taken_back(
    workspace: Path, opened: Opened, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    (tmp_path / "kharkiv.txt").write_text(TEXT)
    ingest(open_store(workspace, gazetteer_version=gazetteer.version), [tmp_path / "kharkiv.txt"], workers=1)
    app = opened("articles")
    assert not app.exception
    shown = page_text(app)
    assert "Shells hit <u>Kharkiv</u> on <time>Monday</time>" in shown and "No day of publication is known" in shown
    assert "Marked: <mark>" in shown
    app.date_input[0].set_value(date(2022, 3, 1))
    app.button(key="day_keep").click().run()
    assert "Say who gives the day" in page_text(app)
    app.text_input(key="day_who").set_value("Ana <b>").run()
    app.button(key="day_keep").click().run()
    shown = page_text(app)
    assert "Published 1 March 2022, as people say" in shown and "Ana &lt;b&gt; gave this day on" in shown
    (event,) = open_store(workspace).events_frame().to_dict("records")
    assert date(2022, 2, 28) == event["first_day"].date()
    app.button(key="day_back").click().run()
    assert "No day of publication is known" in page_text(app)


def test_the_list_finds_reports_and_leads_to_them(usual: Path, opened: Opened) -> None:
    app = opened("articles")
    assert ["Report one", "Rockets on Lviv"] == sorted(app.radio(key="report").options)
    app.text_input(key="report_words").set_value("ROCKETS").run()
    assert "1 of 2 reports" in page_text(app)
    app.radio(key="report").set_value("two").run()
    assert "<h1>Rockets on Lviv</h1>" in page_text(app)
    app.toggle[0].set_value(True).run()
    assert '<div class="left-out" dir="auto">Menu<small>Menu: a short line above the report</small>' in page_text(app)
    assert "names a report that is not in this workspace" in page_text(opened("articles", article="gone"))
