"""The panel defends a dot: what, where, when, who says so, how sure, and what else it could be."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from making import LVIV, article, chooser, event, page_text, save
from streamlit.testing.v1 import AppTest

from mapapp.app import words
from mapapp.app.alike import figures, heading
from mapapp.app.panel import LONGEST_QUOTE, alternatives, citation, panel
from mapapp.incidents import Incident, Range, Told
from mapapp.model import Alternative, ClaimSide, PlaceMention, Reading, Role, TextSpan, TimeBasis, TimeMention, TimeType
from mapapp.store import open_store

Opened = Callable[..., AppTest]
TEXT = (
    "Officials in Lviv spoke on Friday. Rockets reportedly hit Bakhmut on Wednesday, the army said, and 11 died. "
    "The strike on the town was the third."
)
SENTENCE = "Rockets reportedly hit Bakhmut on Wednesday, the army said, and 11 died."


def span(words_: str) -> TextSpan:
    start = TEXT.index(words_)
    return TextSpan(start, start + len(words_))


@pytest.fixture
def told(workspace: Path) -> tuple[pd.Series, Reading]:
    """The row and the reading of an event that a side claims, unconfirmed, which is said twice."""
    report = article("claim", TEXT, title="A <b>title", source="The Post", url="https://example.org/a?b=1&c=<x>")
    plain = event(report, SENTENCE, figure="11")
    assert plain.place
    mention = replace(plain.place, alternatives=(Alternative(LVIV, 0.04),))
    made = replace(
        plain,
        place=mention,
        claimed_by=span("the army"),
        claim_side=ClaimSide.OWN,
        unconfirmed=span("reportedly"),
        repeats=(span("The strike on the town was the third."),),
    )
    save(workspace, report, (made,))
    row = open_store(workspace).events_frame().iloc[0]
    places = (PlaceMention(span("Lviv"), Role.LOCATION, LVIV, 0.9, "only one"),)
    times = (TimeMention(span("Wednesday"), TimeType.DATE, "2023-02-08", None, TimeBasis.RELATIVE),)
    return row, Reading(report, None, (), places, times, (made,))


def test_everything_that_is_known_of_an_event_stands_in_its_panel(told: tuple[pd.Series, Reading]) -> None:
    shown = panel(*told, 1)
    for said in (
        "the army<small>Of the side that is said to have done it. Unconfirmed: “reportedly”.</small>",
        "The place itself, to about 5 km.",
        "Also possible: Lviv 4 %.",
        "Some day within a month.",
        "Very sure: 90 % sure<small>News of this report. The report tells it as news.</small>",
        "hit <u>Bakhmut</u> on <u>Wednesday</u>, the army said, and 11 died.</mark>",
        "Officials in <u>Lviv</u> spoke",
        '<h2>Said again in this report</h2><ul class="again"><li dir="auto">The strike on the town was the third.</li>',
        "A &lt;b&gt;title, paragraph 1",
    ):
        assert said in shown
    assert "Corrected" not in shown


def test_what_people_changed_is_said(told: tuple[pd.Series, Reading]) -> None:
    row, reading = told
    row["corrected"] = "corrected by Ana <i>: was Lviv"
    shown = panel(row, reading, 1)
    assert "<dt>Corrected</dt><dd>corrected by Ana &lt;i&gt;: was Lviv</dd>" in shown
    assert '<span class="aside">corrected</span>' in shown


def test_a_reason_is_given_once_where_an_event_has_no_place(workspace: Path) -> None:
    report = article("bare", "Somewhere a bridge burned.")
    save(workspace, report, (event(report, report.text, kind="fire", place=None),))
    row = open_store(workspace).events_frame().iloc[0]
    shown = panel(row, Reading(report, None, (), (), (), ()), 1)
    assert 1 == shown.lower().count("the sentence names no place")
    assert "<dd>no place known</dd>" in shown


def test_a_citation_names_source_title_address_and_the_sentence(told: tuple[pd.Series, Reading]) -> None:
    row, reading = told
    assert citation(row, reading.article).splitlines() == [
        "The Post. A <b>title.",
        "https://example.org/a?b=1&c=<x>",
        f"“{SENTENCE}”",
    ]
    assert citation(row, replace(reading.article, url="javascript:alert(1)", source=None)).splitlines() == [
        "A <b>title.",
        f"“{SENTENCE}”",
    ]


def test_runners_up_have_their_share_and_three_are_enough() -> None:
    places = [
        {"place": {"name": f"P{n}"}, "label": "", "share": share} for n, share in enumerate((0.2, 0.04, 0.001, 0))
    ]
    assert "Also possible: P0 20 %; P1 4 %; P2 under 1 %" == alternatives(json.dumps(places))
    assert "" == alternatives("[]") == alternatives(None)


@pytest.mark.parametrize(
    ("confidence", "said"), [(0.95, "Very sure: 95 %"), (0.5, "More likely"), (0.0, "Very doubtful: 1 %")]
)
def test_sureness_is_told_in_words_and_per_cent(confidence: float, said: str) -> None:
    assert words.sureness(confidence).startswith(said)


def test_numbers_of_reports_stand_side_by_side_and_copies_are_told() -> None:
    numbers = Range("killed", 9, 14, (Told("a", 9, 9), Told("b", 14, None)))
    incident = Incident("a", ("a", "b", "c"), 3, 2, (("one", "two"),), None, (numbers,), "same place and day", 0.8)
    rows = pd.DataFrame(
        {"event_id": ["a", "b", "c"], "article_title": ["First", "<i>Second", "T" * 400], "source": [None] * 3}
    )
    table = figures(rows, incident)
    assert '<th scope="row">First</th><td>9</td>' in table
    assert '<th scope="row">&lt;i&gt;Second</th><td>at least 14</td>' in table
    assert f"{'T' * (LONGEST_QUOTE - 1)}…</th><td>–</td>" in table
    assert "9 to 14 killed: the reports contradict each other." in table
    said = heading(incident)
    assert "The same happening: 3 reports from 2 sources" in said and "2 of them are copies of one text." in said


def test_another_report_of_the_happening_is_one_press_away(usual: Path, opened: Opened) -> None:
    app = opened()
    chooser(app).select_index(1).run()
    chosen = app.session_state["event"]
    other = next(button for button in app.button if (button.key or "").startswith("go_to_"))
    other.click().run()
    assert f"go_to_{app.session_state['event']}" == other.key and chosen != app.session_state["event"]


def test_the_whole_article_marks_the_chosen_sentence_strongly(usual: Path, opened: Opened) -> None:
    frame = open_store(usual).events_frame()
    row = frame[frame["place_name"] == "Lviv"].iloc[0]
    shown = page_text(opened("articles", article="two", event=row["event_id"]))
    assert '<mark class="chosen">Rockets hit Lviv on Friday.</mark>' in shown
    assert 1 == shown.count('class="chosen"')


def test_likely_days_are_said_beside_the_days(told: tuple[pd.Series, Reading]) -> None:
    row, reading = told
    likely = {"likely_first": pd.Timestamp("2023-02-08"), "likely_last": pd.Timestamp("2023-02-10")}
    assert "Most likely 8 to 10 February 2023." in panel(pd.Series({**row, **likely}), reading, 1)
    assert "Most likely" not in panel(row, reading, 1)
