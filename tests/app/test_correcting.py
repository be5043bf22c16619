"""Corrections of events on the pages, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from making import page_text, save
from streamlit.testing.v1 import AppTest

from gazetteer.corrections import day
from mapapp.app import saying, state
from mapapp.event_corrections import Aspect, EventCorrection, Reach
from mapapp.store import open_store

Opened = Callable[..., AppTest]
EVENT = "one-21-Battles: Armed clash"


def say(workspace: Path, aspect: Aspect, value: dict[str, object], who: str) -> None:
    store = open_store(workspace).event_corrections
    now = datetime.now(UTC)
    store.keep(EventCorrection(uuid4().hex, aspect, Reach.EVENT, store.anchor(EVENT), value, who, "<b>why</b>", now))


def renamed(workspace: Path, event_id: str) -> None:
    """Read the report again, such that the event has another id."""
    reading = open_store(workspace).reading("one")
    events = (replace(each, id=event_id) if each.id == EVENT else each for each in reading.events)
    save(workspace, reading.article, tuple(events))


def test_the_panel_replaces_what_another_tab_said_and_tells_so(usual: Path, opened: Opened) -> None:
    app = opened(event=EVENT)
    group = next(each for each in app.button_group if each.key and each.key.startswith("wrong"))
    group.set_value("Status").run()
    next(each for each in app.selectbox if each.label == "Status").set_value("denied").run()
    say(usual, Aspect.STATUS, {"status": "planned"}, "Anna")
    next(each for each in app.text_input if each.label == "Your name").set_value("Ben")
    next(each for each in app.button if each.label == "Keep this status").click().run()
    assert not app.exception
    assert "Anna changed the status just now; your change replaced it." in page_text(app)
    assert "denied" == open_store(usual).events_frame().set_index("event_id").loc[EVENT, "status"]


def test_the_history_is_inert_and_takes_back(usual: Path, opened: Opened) -> None:
    say(usual, Aspect.NO_EVENT, {}, "<script>x</script>")
    app = opened("corrections")
    assert not app.exception
    assert "1 correction of events" in page_text(app)
    assert "<script>" not in page_text(app) and "&lt;script&gt;x&lt;/script&gt;" in page_text(app)
    assert "<b>why</b>" not in page_text(app)
    next(each for each in app.button if each.label == "Take back").click().run()
    assert "taken back on" in page_text(app)
    assert EVENT in set(open_store(usual).events_frame()["event_id"])


def test_the_history_says_who_took_it_back_where_the_visitor_gave_a_name(usual: Path, opened: Opened) -> None:
    say(usual, Aspect.NO_EVENT, {}, "Ana")
    app = opened("corrections")
    app.session_state[state.WHO] = "Ben <b>"
    next(each for each in app.button if each.label == "Take back").click().run()
    assert not app.exception
    (kept,) = open_store(usual).event_corrections.history()
    assert "Ben <b>" == kept.undone_by and kept.undone
    assert f"taken back on {day(kept.undone)} by Ben &lt;b&gt;" in page_text(app)


def test_a_corrected_name_is_followed_to_the_new_id_of_its_event(usual: Path, opened: Opened) -> None:
    app = opened(event=EVENT)
    anchor = open_store(usual).event_corrections.anchor(EVENT)
    app.session_state[saying.NOTICE] = saying.Notice(EVENT, "Bakhmut means Lviv.", None, anchor)
    app.run()
    assert EVENT == app.session_state[state.EVENT] and "Bakhmut means Lviv." in page_text(app)
    renamed(usual, "another-id")
    app.run()
    assert not app.exception
    assert "another-id" == app.session_state[state.EVENT] and "Bakhmut means Lviv." in page_text(app)
    assert saying.Notice("another-id", "Bakhmut means Lviv.") == app.session_state[saying.NOTICE]


def test_what_is_said_to_be_no_event_stands_among_what_was_left_out(usual: Path, opened: Opened) -> None:
    say(usual, Aspect.NO_EVENT, {}, "Ana")
    app = opened("unplaced")
    app.session_state["unplaced_kind"] = "not an event"
    app.run()
    assert not app.exception
    (events,) = (each for each in app.radio if each.label == "Events")
    assert "Ana said so on" in events.proto.captions[0]
