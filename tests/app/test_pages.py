"""Each page opens, says what it has to say in plain words, and says what to do where it has nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from making import BAKHMUT, article, chooser, event, page_text, save
from streamlit.testing.v1 import AppTest

from mapapp.store import open_store

PAGES = Path(__file__).parents[2] / "mapapp/app/pages"
Opened = Callable[..., AppTest]


def pressed(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


@pytest.mark.parametrize("page", sorted(path.stem for path in PAGES.glob("*.py")))
def test_every_page_opens_without_an_error_and_without_codes(usual: Path, opened: Opened, page: str) -> None:
    app = opened(page)
    assert not app.exception
    words = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page_text(app))
    assert not re.search(r"geonames:|called_for|CONSULT|Remote violence|NaN|NaT|None\b", words)


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.py")))
def test_a_page_asks_calls_and_shows_in_forty_lines(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= 40


def test_every_event_is_reached_by_the_list_and_shows_its_sentence_marked(usual: Path, opened: Opened) -> None:
    app = opened()
    reached = []
    for number in range(4):
        chooser(app).select_index(number).run()
        reached.append(re.search("<mark>(.*?)</mark>", page_text(app))[1])  # type: ignore[index]
    expected = [
        "Rockets hit <u>Lviv</u> on Friday.",
        "Fighting went on around <u>Bakhmut</u> and killed 11 people.",
        "Fighting near <u>Bakhmut</u> did not stop.",
        "Envoys will meet at the <u>Belarus–Ukraine border</u>.",
    ]
    assert expected == reached


def test_the_panel_says_where_when_who_and_how_sure(usual: Path, opened: Opened) -> None:
    app = opened()
    chooser(app).select_index(1).run()
    shown = page_text(app)
    for words in (
        "Battle · happened · 2 reports",
        "Fighting in Bakhmut",
        "Bakhmut, Donetsk Oblast, Ukraine",
        "98 % sure",
        "8 to 16 February 2023",
        "The report itself",
        "11 killed",
        "Report one, paragraph 1",
        "The same happening: 2 reports from 2 sources",
    ):
        assert words in shown


def test_a_total_since_an_earlier_day_is_not_shown_as_the_toll_of_the_event(workspace: Path, opened: Opened) -> None:
    report = article("total", "Fighting near Bakhmut went on; 11 killed since the war began.")
    save(workspace, report, (event(report, report.text, figure="11", to_date=True),))
    app = opened()
    chooser(app).select_index(0).run()
    shown = page_text(app)
    assert "<dt>Figures</dt><dd>none given<small>In all since an earlier day, not in this event: 11 killed." in shown


def test_a_link_to_an_event_selects_it_once(usual: Path, opened: Opened) -> None:
    wanted = open_store(usual).events_frame()["event_id"].iloc[0]
    app = opened(event=wanted)
    assert wanted == app.session_state["event"]
    pressed(app, "Close")
    assert app.session_state["event"] is None


def test_a_report_leads_to_its_events_on_the_map(usual: Path, opened: Opened) -> None:
    app = opened("articles", article="two")
    assert "3 events of this report on the map" in page_text(app)


def test_earlier_and_later_go_through_time_and_stop_at_its_ends(usual: Path, opened: Opened) -> None:
    app = opened()
    seen = []
    for _ in range(4):
        pressed(app, "Later ▶")
        seen.append(app.session_state["event"])
    assert 4 == len(set(seen))
    assert next(button for button in app.button if button.label == "Later ▶").disabled
    pressed(app, "◀ Earlier")
    assert seen[-2] == app.session_state["event"]


def test_a_filter_changes_the_counts_of_the_others_and_keeps_what_is_selected(usual: Path, opened: Opened) -> None:
    app = opened()
    chooser(app).select_index(0).run()
    app.checkbox(key="kind_strike").uncheck().run()
    shown = page_text(app)
    assert "Strike 1" in shown and "Battle 2" in shown and "The filters hide this event" in shown
    assert "3 events" == chooser(app).label
    app.multiselect(key="words").set_value(["envoys"]).run()
    assert "Battle 0" in page_text(app)
    pressed(app, "Show all again")
    assert "5 events" == chooser(app).label


def test_background_is_one_click_away(usual: Path, opened: Opened) -> None:
    app = opened()
    assert "4 events" == chooser(app).label
    app.checkbox(key="background").check().run()
    assert "5 events" == chooser(app).label


def test_when_nothing_passes_the_filters_the_page_says_so_and_offers_the_way_back(usual: Path, opened: Opened) -> None:
    app = opened()
    app.multiselect(key="words").set_value(["no such word"]).run()
    assert "No event passes the filters." in page_text(app)
    app.button(key="show_all_here").click().run()
    assert "No event passes the filters." not in page_text(app)


def test_filters_outlive_a_look_at_another_page(usual: Path, opened: Opened) -> None:
    app = opened()
    app.checkbox(key="kind_battle").uncheck().run()
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/map.py").run()
    assert not app.checkbox(key="kind_battle").value
    assert "2 events" == chooser(app).label


def test_a_report_is_shown_cleaned_with_what_was_left_out_and_why(usual: Path, opened: Opened) -> None:
    shown = page_text(opened("articles", article="two"))
    assert "<mark>Rockets hit Lviv on Friday.</mark>" in shown
    assert re.search(r"<li dir=\"auto\">Menu<small>Menu: a short line above the report</small>", shown)


def test_what_is_not_on_the_map_is_listed_with_the_reason_and_counted(usual: Path, opened: Opened) -> None:
    app = opened("unplaced")
    assert ["Events without a place (1)"] == app.button_group[0].options
    assert ["Somewhere a bridge burned\\."] == app.radio(key="unplaced_event").options
    shown = page_text(app)
    assert "<mark>Somewhere a bridge burned.</mark>" in shown and "The sentence names no place." in shown
    app.text_input(key="unplaced_words").set_value("no such word").run()
    assert "Nothing here has these words." in page_text(app)


def test_reports_without_any_event_on_the_map_lead_to_the_reasons(workspace: Path, opened: Opened) -> None:
    report = article("bare", "A bridge burned.")
    save(workspace, report, (event(report, "A bridge burned.", kind="fire", place=None, days=None),))
    assert "No event with a place and a day" in page_text(opened())


def test_samples_go_with_one_button_and_the_empty_page_says_what_to_do(workspace: Path, opened: Opened) -> None:
    report = article("sample", "Fighting near Bakhmut did not stop.")
    save(workspace, report, (event(report, report.text, place=BAKHMUT),), is_sample=True)
    app = opened()
    assert "1 sample report" in page_text(app)
    pressed(app, "Remove the sample reports")
    assert "Nothing here yet" in page_text(app) and "Add reports" in page_text(app)
    assert open_store(workspace).is_empty


def test_a_workspace_that_cannot_be_used_is_said_in_a_sentence(workspace: Path, opened: Opened) -> None:
    workspace.write_text("a file")
    app = opened()
    assert not app.exception
    assert f"{workspace} is a file, not a folder" in page_text(app)


def test_a_name_is_looked_up(usual: Path, opened: Opened) -> None:
    app = opened("places")
    app.text_input(key="name").set_value("Bakhmut").run()
    assert "Ukraine" in page_text(app) and "48.59° north" in page_text(app)
    app.text_input(key="name").set_value("<b>Qwxyz</b>").run()
    assert "No place is known by the name “&lt;b&gt;Qwxyz&lt;/b&gt;”" in page_text(app)


def test_what_a_person_splits_and_joins_in_the_panel_stays_so(usual: Path, opened: Opened) -> None:
    app = opened()
    chooser(app).select_index(1).run()
    assert "2 reports" in page_text(app)
    event = next(row for row in open_store(usual).events_frame()["event_id"] if row in app.query_params["event"])
    app.session_state[f"judging {event}"] = True
    app.run()
    assert "Say who decides it" in page_text(pressed(app, "Not the same happening"))
    app.text_input(key="judge_who").set_value("Ana <b>").run()
    shown = page_text(pressed(app, "Not the same happening"))
    assert "1 report" in shown and "Ana &lt;b&gt;: another happening than 1 other" in shown
    other = open_store(usual).judgements()[0].event
    next(box for box in app.selectbox if box.label == "Join with").set_value(other).run()
    assert "2 reports" in page_text(pressed(app, "The same happening"))
    for button in [each for each in app.button if each.label == "Take back"]:
        button.click()
    assert "2 reports" in page_text(app.run())
    assert not [one for one in open_store(usual).judgements() if one.undone is None]
