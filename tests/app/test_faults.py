"""What goes wrong around a page is a sentence with the way out: a colleague's file, a database that others hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from making import page_text
from making import usual as make_usual
from streamlit.testing.v1 import AppTest

from mapapp.app import refused
from mapapp.correction_files import lines
from mapapp.event_corrections import Aspect, EventCorrection, Reach
from mapapp.store import DATABASE, Store, open_store, opening

Opened = Callable[..., AppTest]
EVENT = "one-21-Battles: Armed clash"
MAIN = Path(__file__).parents[2] / "mapapp/app/main.py"
HEAD = json.dumps({"format": "mapapp corrections", "version": 1})


def corrected(store: Store, why: str = "seen there") -> str:
    """The file of a workspace where one status was corrected."""
    corrections = store.event_corrections
    said = (Aspect.STATUS, Reach.EVENT, corrections.anchor(EVENT), {"status": "denied"}, "Ana", why)
    corrections.keep(EventCorrection(uuid4().hex, *said, datetime.now(UTC)))
    return "".join(lines(store))


def pressed(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def following(app: AppTest, content: bytes) -> str:
    """What the page says after it was given a file."""
    app.file_uploader[0].set_value(("theirs.jsonl", content, "application/jsonl"))
    return page_text(pressed(app, "Follow it"))


def status_of(workspace: Path) -> str:
    return str(open_store(workspace).events_frame().set_index("event_id").loc[EVENT, "status"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is no file of corrections; make one with: mapapp corrections export FILE"),
        (b"{}\n" * 50_000, "This is no file of corrections"),
        (b"PK\x03\x04\xff\xfe\x00", "This file is not text in UTF-8. Choose one that"),
        (json.dumps({"format": "mapapp corrections", "version": 99}).encode(), "written by a newer mapapp; update"),
        (f"{HEAD}\n[1]\n".encode(), "line 2: this is no JSON object"),
    ],
)
def test_a_file_that_holds_no_corrections_is_said_with_the_way_out(
    usual: Path, opened: Opened, content: bytes, said: str
) -> None:
    app = opened("corrections")
    assert said in following(app, content).replace("&quot;", '"')
    assert not app.exception and () == tuple(open_store(usual).event_corrections.history())


def test_what_is_whole_in_a_cut_file_holds_and_the_rest_is_named(usual: Path, tmp_path: Path, opened: Opened) -> None:
    theirs = tmp_path / "theirs"
    make_usual(theirs)
    # A sign that ends a line for some programs, and none of the file's.
    whole = corrected(open_store(theirs), "one\u2028two\x85three")
    app = opened("corrections")
    shown = following(app, f"\ufeff{whole}{whole.splitlines()[1][:40]}".encode())
    assert "1 new correction" in shown and "line 3: this is no JSON object" in shown
    assert "denied" == status_of(usual)
    assert "0 new corrections, 1 known before" in following(app, whole.encode())


def correcting(app: AppTest) -> None:
    """The form for another status, filled in."""
    group = next(each for each in app.button_group if each.key and each.key.startswith("wrong"))
    group.set_value("Status").run()
    next(each for each in app.selectbox if each.label == "Status").set_value("denied").run()
    next(each for each in app.text_input if each.label == "Your name").set_value("Ben")


def test_a_correction_that_another_process_keeps_out_is_said_and_kept_at_the_next_press(
    usual: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 1)
    app = opened(event=EVENT)
    correcting(app)
    with sqlite3.connect(usual / DATABASE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        shown = page_text(pressed(app, "Keep this status"))
        assert "nother process has been writing to" in shown and "wait for it, then try again" in shown
        assert not app.exception
        other.execute("ROLLBACK")
    assert "Ben" == next(each for each in app.text_input if each.label == "Your name").value
    assert "Corrected. Status: denied." in page_text(pressed(app, "Keep this status"))
    assert "denied" == status_of(usual)


def test_what_cannot_be_taken_back_now_stays_and_says_why(
    usual: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 1)
    corrected(open_store(usual))
    app = opened(event=EVENT)
    with sqlite3.connect(usual / DATABASE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        pressed(app, "Take back")
        assert not app.exception and "denied" == status_of(usual)
        why = app.session_state[refused.REFUSED]
        other.execute("ROLLBACK")
    assert why.startswith("another process has been writing to")
    # After a press this way of testing runs the page alone, without the frame around it that says it.
    anew = AppTest.from_file(str(MAIN), default_timeout=60)
    anew.session_state[refused.REFUSED] = why
    assert f"Nothing was changed: {why}" in page_text(anew.run())
    assert refused.REFUSED not in anew.session_state
    pressed(app, "Take back")
    assert "happened" == status_of(usual)


def test_a_workspace_that_cannot_be_written_is_shown_and_a_correction_says_why_not(
    usual: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = opening._prepare

    def only_read(connection: Any, workspace: Path) -> None:
        prepare(connection, workspace)
        connection.execute("PRAGMA query_only = ON")

    monkeypatch.setattr(opening, "_prepare", only_read)
    app = opened(event=EVENT)
    assert "Fighting" in page_text(app)
    correcting(app)
    assert "cannot be written; check its rights" in page_text(pressed(app, "Keep this status"))
    assert not app.exception
