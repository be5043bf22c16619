"""What is not on the map is worked off by what is missing, by group and by words, also where it is very much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from making import page_text
from streamlit.testing.v1 import AppTest

from mapapp.app import saying, unplaced, worklist
from mapapp.app.lines import numbered
from mapapp.store import open_store

Opened = Callable[..., AppTest]


def table(size: int) -> pd.DataFrame:
    """So many events without a place, from few reports and for few reasons."""
    return pd.DataFrame(
        {
            "what": ["event without place"] * size,
            "reason": [
                ("the sentence names no place", "no place of that name")[number % 3 == 0] for number in range(size)
            ],
            "event_id": [f"e{number}" for number in range(size)],
            "article_title": [None if number % 20 == 0 else f"Report {number % 20}" for number in range(size)],
            "source": ["a.txt"] * size,
            "kind": ["fire"] * size,
            "first_day": [pd.NaT] * size,
            "sentence": [f"Somewhere bridge {number} burned." for number in range(size)],
        }
    )


def test_thousands_are_narrowed_with_the_largest_group_first() -> None:
    rows = worklist.prepared(table(50_000))
    listed = worklist.narrowed(rows, "BRIDGE 4 burned", "Reason", worklist.ALL)
    assert "the sentence names no place" == listed["reason"].iloc[0]
    assert "no place of that name" == listed["reason"].iloc[-1]
    only = worklist.narrowed(rows, "", "Report", "a.txt")
    assert 2_500 == len(only)


def test_reasons_are_grouped_by_what_is_lacking() -> None:
    for trigger in ("met", "spoke"):
        reason = f'"{trigger}" tells of talks; its sentence names no place where it happened; very likely news'
        assert "its sentence names no place where it happened" == worklist.short(reason)
    assert "the report has two days" == worklist.short("the report has two days")


def test_the_menu_counts_what_waits() -> None:
    what = ["event without place", "event without place and day", "event without day", "source", "article"]
    assert "Unplaced 2 · undated 2 · failed 2" == unplaced.title(pd.DataFrame({"what": what}))
    assert "Undated 1" == unplaced.title(pd.DataFrame({"what": ["event without day"]}))
    assert "Unplaced" == unplaced.title(pd.DataFrame({"what": []}))


def test_alike_lines_are_numbered_and_safe_as_labels() -> None:
    assert {"a": "Rain", "b": "Rain · 2", "c": "\\*Hail\\*"} == numbered(
        [("a", "Rain"), ("b", " Rain\n"), ("c", "*Hail*")]
    )


def test_a_report_leads_to_what_it_lacks_and_a_correction_there_is_said(usual: Path, opened: Opened) -> None:
    app = opened("unplaced", article="one")
    assert "Only what the report “Report one” tells." in page_text(app)
    app.button(key="unplaced_all").click().run()
    assert "Only what the report" not in page_text(app)
    fire = next(iter(open_store(usual).left_out_frame()["event_id"]))
    app.session_state[saying.NOTICE] = saying.Notice("one-21-Battles: Armed clash", "Corrected. Place: Kyiv.")
    app.run()
    assert "Corrected. Place: Kyiv." in page_text(app)
    assert any("event=one-21" in (link.proto.query_string or "") for link in app.get("page_link"))
    app.session_state[saying.NOTICE] = saying.Notice(fire, "Corrected. Kind: Talks.")
    app.run()
    assert 1 == page_text(app).count("Corrected. Kind: Talks.")
