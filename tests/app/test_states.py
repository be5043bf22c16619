"""Hints that go away, states with nothing to show, a workspace that goes, and the page about the program."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from making import article, event, page_text, save
from streamlit.testing.v1 import AppTest

from mapapp.app import about, hints
from mapapp.intake import Failure
from mapapp.store import SourceFile, open_store

Opened = Callable[..., AppTest]


def test_hints_go_away_for_good_in_this_workspace(usual: Path, opened: Opened) -> None:
    app = opened()
    assert "Scrub:" in page_text(app)
    assert "Scrub:" not in page_text(opened(event="one-21-Battles: Armed clash"))
    app.button(key="hints_dismiss").click().run()
    assert "Scrub:" not in page_text(app) and (usual / hints.SEEN).exists()
    assert "Scrub:" not in page_text(opened())


def test_a_workspace_that_goes_while_it_is_open_is_said_with_two_ways_out(usual: Path, opened: Opened) -> None:
    opened()
    kept = usual.with_name("kept")
    shutil.move(usual, kept)
    app = opened()
    assert not app.exception
    assert "This workspace is gone" in page_text(app) and str(usual) in page_text(app)
    shutil.move(kept, usual)
    app.button(key="gone_again").click().run()
    assert "Click a marker" in page_text(app)
    shutil.rmtree(usual)
    app = opened()
    app.button(key="gone_anew").click().run()
    assert not app.exception and "This workspace is gone" not in page_text(app)


def test_each_emptiness_says_what_to_do(workspace: Path, opened: Opened) -> None:
    store = open_store(workspace, gazetteer_version="test")
    store.fail(SourceFile("/a.pdf", "a.pdf", "", "test"), [Failure("a.pdf", "PDF documents are not read yet")])
    assert "No report could be read" in page_text(opened())
    shown = page_text(opened("unplaced"))
    assert "a.pdf" in shown and "PDF documents are not read yet" in shown
    quiet = article("quiet", "Rain is expected.")
    save(workspace, quiet, ())
    assert "No event was found" in page_text(opened())
    report = article("bare", "Fighting near Bakhmut did not stop.")
    save(workspace, report, (event(report, report.text, days=None),))
    shown = page_text(opened())
    assert "2 reports read with 1 event: 0 without a place, 1 without a day." in shown
    assert "Say when the reports were published" in shown


def test_the_page_about_the_program_has_figures_with_their_day_versions_and_the_workspace(tmp_path: Path) -> None:
    shown = about.text(tmp_path / "<b>", "g1", "r1", 3)
    table = tomllib.loads((about.FOLDER / "figures.toml").read_text("utf-8"))
    assert isinstance(table["measured"], date)
    assert all(about.literal(each[name]) in shown for each in table["figure"] for name in ("what", "value", "misses"))
    for words in ("&lt;b&gt;, with 3 reports", "<td>g1</td>", "<td>r1</td>", "streamlit", "Python", "Crimea"):
        assert words in shown
    assert "Creative Commons Attribution 4.0" in shown
