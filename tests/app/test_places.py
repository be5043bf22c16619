"""The page of places: a person says what a name means, takes it back, and asks a server only when they want to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from making import article, event, page_text, save
from streamlit.testing.v1 import AppTest

from gazetteer import Gazetteer
from gazetteer.corrections import Found, Scope, look_up
from gazetteer.memory import Memory
from mapapp.app import places, state
from mapapp.app.progress import summary
from mapapp.ingest import Outcome
from mapapp.store import MEMORY, open_store
from tests.nominatim_server import Server, serving

Opened = Callable[..., AppTest]
OHIO = "geonames:4525353"
HOSTILE = "Qwx<b>y</b> ![a](http://127.0.0.1:1/x) `z`"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def looked_up(app: AppTest, name: str) -> AppTest:
    return app.text_input(key="name").set_value(name).run()


def filled(app: AppTest, **fields: str) -> AppTest:
    """Lines of text filled in by the beginning of their label."""
    for label, value in fields.items():
        next(line for line in app.text_input if line.label.startswith(label.replace("_", " "))).set_value(value)
    return app


def pressed(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label.startswith(label)).click().run()


def chosen(app: AppTest, label: str, value: str) -> AppTest:
    box = next(box for box in app.selectbox if box.label == label)
    box.select_index(next(at for at, line in enumerate(box.options) if line.startswith(value)))
    return app


def corrected(app: AppTest, place: str, **fields: str) -> AppTest:
    return pressed(filled(chosen(app, "It means", place), Who="Ana", Why="we <i>know</i>", **fields), "Keep")


def test_a_correction_comes_first_with_who_when_and_why_and_can_be_taken_back(usual: Path, opened: Opened) -> None:
    app = corrected(looked_up(opened("places"), "Springfield"), "Springfield, Ohio")
    assert not app.exception
    shown = page_text(app)
    assert "<li>Springfield, Ohio, United States, as corrected" in shown
    assert "Ana said so on " in shown and "we &lt;i&gt;know&lt;/i&gt;" in shown
    assert shown.index("as corrected") < shown.index("What else bears the name") < shown.index("Missouri")
    assert "1 correction of this workspace" in shown
    assert "Ana" == next(line.value for line in app.text_input if line.label == "Who says so")
    app = pressed(app, "Take back")
    assert "as corrected" not in page_text(app)
    assert "undone on" in page_text(app) and "<del>“Springfield” means" in page_text(app)
    assert not [button for button in app.button if button.label == "Take back"]


def test_a_correction_holds_in_texts_about_one_country(usual: Path, opened: Opened) -> None:
    app = chosen(looked_up(opened("places"), "Springfield"), "Where that holds", "In texts about Australia")
    app = corrected(app, "Springfield, Ohio")
    assert "everywhere" not in page_text(app) and "for texts about Australia" in page_text(app)
    assert "as corrected" not in page_text(app), "the page does not know which country the text is about"


def test_what_is_no_place_has_no_answer_but_the_reason(usual: Path, opened: Opened) -> None:
    app = corrected(looked_up(opened("places"), "Springfield"), "No place")
    assert "Ana said that it is no place on " in page_text(app)
    assert "Missouri" not in page_text(app)


def test_a_name_that_nobody_knows_can_be_given_a_place_in_any_writing(usual: Path, opened: Opened) -> None:
    app = filled(looked_up(opened("places"), HOSTILE), Another_place="48.59, 37.99", Who="Ana")
    app = pressed(app, "Keep")
    assert "<li>48.59, 37.99, Ukraine, as corrected" in page_text(app)
    assert "<b>y" not in page_text(app)
    labels = [each.label for each in app.expander]
    assert not [label for label in labels if "![a](" in label or "`z`" in label], (
        "signs of Markdown stand for themselves"
    )


@pytest.mark.parametrize(
    ("fields", "way_out"),
    [
        ({"Who": ""}, "Say who corrects the name"),
        ({"Another_place": "Qwxyzivka <b>", "Who": "Ana"}, "“Qwxyzivka &lt;b&gt;” is no place"),
        ({"Another_place": "Springfield", "Who": "Ana"}, "may mean several places"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    usual: Path, opened: Opened, fields: dict[str, str], way_out: str
) -> None:
    app = pressed(filled(looked_up(opened("places"), "Springfield"), **fields), "Keep")
    assert way_out in page_text(app)
    assert not (usual / MEMORY).exists() or not Memory(usual / MEMORY).history()
    assert set(fields.values()) <= {line.value for line in app.text_input}


def test_a_place_that_vanished_is_said_beside_the_name_and_in_the_list(usual: Path, opened: Opened) -> None:
    memory = open_store(usual).memory
    memory.correct("Lviv", "geonames:999999999", place_label="Old Town", scope=Scope.EVERYWHERE, who="Ana")
    shown = page_text(looked_up(opened("places"), "Lviv"))
    assert "This gazetteer does not have that place" in shown
    assert "Old Town" in shown and "Lviv, Lviv Oblast, Ukraine" in shown


def test_reports_that_hold_the_name_are_read_again_in_the_background(workspace: Path, opened: Opened) -> None:
    report = article("one", "Shells hit Springfield on 7 March 2023 and killed two people.")
    save(workspace, report, (event(report, report.text),))
    app = corrected(looked_up(opened("places"), "Springfield"), "Springfield, Ohio")
    deadline = time.monotonic() + 60
    while OHIO not in set(open_store(workspace).events_frame()["place_id"]) and time.monotonic() < deadline:
        time.sleep(0.2)
    expected = "1 report read again for a corrected name, with 1 event."
    while expected not in page_text(app.run()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert expected in page_text(app)


def test_nothing_is_made_in_the_workspace_by_looking(usual: Path, opened: Opened) -> None:
    looked_up(opened("places"), "Qwxyzivka")
    assert not (usual / MEMORY).exists()


# Online


def on(app: AppTest, server: Server) -> AppTest:
    return pressed(filled(app, Name_of="tests", Your="ana@example.org", Server=server.address), "Switch on")


def test_nothing_is_sent_before_a_person_switches_it_on_and_presses_the_button(
    usual: Path, opened: Opened, server: Server
) -> None:
    app = looked_up(opened("places"), "Qwxyzivka")
    assert "They are off: nothing leaves this machine" in page_text(app)
    app = on(app, server)
    shown = page_text(app)
    assert f"Names are sent to {server.address} as tests (ana@example.org)" in shown
    assert [] == server.asked
    app = pressed(app, "Ask 127")
    assert [("Qwxyzivka", "tests (ana@example.org)")] == [asked[1:] for asked in server.asked]
    assert "<li>Qwxyzivka, Ukraine, online answer" in page_text(app)
    assert "Nominatim (127.0.0.1" in page_text(app) and "OpenStreetMap contributors" in page_text(app)
    app = corrected(app, "Qwxyzivka")
    assert "<li>48.5, 38.0, Ukraine, as corrected" in page_text(app), "a person may take the server's word over"
    app = pressed(app, "Switch off")
    assert "They are off: nothing leaves this machine" in page_text(app)
    assert not [button for button in looked_up(app, "Qwxyzgrad").button if button.label.startswith("Ask ")]


def test_not_found_failed_and_refused_are_told_apart(usual: Path, opened: Opened, server: Server) -> None:
    app = on(opened("places"), server)
    app = pressed(looked_up(app, "Nowhere"), "Ask ")
    assert "did not know it on" in page_text(app)
    assert not [button for button in app.button if button.label.startswith("Ask ")], "what was answered is kept"
    app = pressed(looked_up(app, "Fails 500"), "Ask ")
    assert "gave no answer on" in page_text(app) and "ask again" in page_text(app)
    app = pressed(app, "Ask ")
    app = pressed(looked_up(app, "Refused 403"), "Ask ")
    assert "refused" in page_text(app)
    assert ["Nowhere", "Fails 500", "Fails 500", "Refused 403"] == [name for _, name, _ in server.asked]


def test_a_name_that_the_gazetteer_has_is_never_offered(usual: Path, opened: Opened, server: Server) -> None:
    app = on(opened("places"), server)
    for name in ("Lviv", "48.59, 37.99", "37U DQ 12345 67890", "...."):
        assert not [button for button in looked_up(app, name).button if button.label.startswith("Ask ")]


def test_it_is_not_switched_on_without_ones_own_name(usual: Path, opened: Opened, server: Server) -> None:
    app = pressed(filled(opened("places"), Server=server.address), "Switch on")
    assert "your own e-mail address" in page_text(app)
    assert state.ONLINE not in app.session_state


# Words


def test_every_choice_is_another_line(gazetteer: Gazetteer) -> None:
    found = look_up(gazetteer, "San Jose", limit=places.SHOWN)
    choices = places.choices(found, gazetteer)
    assert len(choices) == len(set(choices.values())) > 5
    assert [places.OTHER, places.NO_PLACE] == list(places.choices(Found(()), gazetteer))


def test_countries_of_the_places_come_first(gazetteer: Gazetteer) -> None:
    found = look_up(gazetteer, "Bakhmut")
    assert ["Everywhere", "In texts about Ukraine"] == list(places.countries(found, gazetteer).values())[:2]
    assert 200 < len(places.countries(found, gazetteer))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome(3, 1, 7, ()), "3 reports read with 7 events; 1 file had been read before."),
        (Outcome(3, 0, 7, (), silent=2), "3 reports read with 7 events, 2 of them without any."),
        (Outcome(0, 0, 5, (), 2), "2 reports read again for a corrected name, with 5 events."),
        (
            Outcome(0, 4, 0, (), 2),
            "0 reports read with 0 events; 4 files had been read before; 2 reports read again for a corrected name.",
        ),
        (Outcome(0, 0, 0, ()), "No report had to be read."),
    ],
)
def test_what_came_of_reading_is_said(outcome: Outcome, expected: str) -> None:
    assert expected == summary(outcome)
