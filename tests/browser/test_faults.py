"""What goes wrong around an open page: its workspace goes, another process writes, its server starts again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making import usual
from playwright.sync_api import expect
from saved_maps import WAIT, settle

CONNECTED = """() => { const app = document.querySelector('[data-testid="stApp"]')?.dataset;
    return app?.testConnectionState === "CONNECTED" && app.testScriptState === "notRunning"; }"""
COUNT = re.compile(r"\d+ of \d+ events? in this window")


@pytest.fixture
def open_map(
    watch: Callable[..., Any], start: Callable[..., Any], folder: Path, request: pytest.FixtureRequest
) -> tuple[Any, Path, Any]:
    """The map page on a workspace of its own, the workspace, and its server."""
    workspace = folder / request.node.name
    usual(workspace)
    base, server = start(workspace)
    watched = watch(base)
    watched.page.goto(base)
    expect(watched.map.get_by_text(COUNT).first).to_contain_text("4 of 4 events", timeout=WAIT)
    return watched, workspace, server


def test_a_workspace_that_is_deleted_under_an_open_page_is_said_with_the_way_out(open_map: Any) -> None:
    watched, workspace, _ = open_map
    page = watched.page
    shutil.rmtree(workspace)
    page.get_by_role("button", name="Later ▶").click()
    expect(page.get_by_role("alert").first).to_contain_text("was moved or deleted", timeout=WAIT)
    expect(page.locator("body")).not_to_contain_text("Traceback")
    page.get_by_role("button", name="Begin with an empty workspace").click()
    expect(page.get_by_role("link", name="Add reports").first).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("was moved or deleted")).to_have_count(0, timeout=WAIT)
    assert (workspace / "mapapp.db").is_file() or any(workspace.iterdir())


def test_what_another_process_reads_comes_to_the_open_page(open_map: Any, tmp_path: Path) -> None:
    watched, workspace, _ = open_map
    report = tmp_path / "more.txt"
    report.write_text(
        "28 February 2022\n\nRocket fire hit a market in Kharkiv on Monday and killed nine people, the mayor said.\n"
    )
    command = [sys.executable, "-m", "mapapp", "ingest", str(report), "--workspace", str(workspace)]
    with subprocess.Popen(command, env={**os.environ}, stdout=subprocess.DEVNULL) as ingest:
        # The pages go on while it runs.
        watched.page.get_by_role("button", name="Later ▶").click()
        expect(watched.page.get_by_role("article", name="Selected event")).to_be_visible(timeout=WAIT)
        assert 0 == ingest.wait(120)
    expect(watched.map.get_by_text(COUNT).first).to_contain_text("5 of 5 events", timeout=WAIT)
    assert 1 == watched.map_loads()
    watched.nothing_wrong()


def test_a_page_outlives_a_restart_of_its_server(open_map: Any, start: Callable[..., Any]) -> None:
    watched, workspace, server = open_map
    server.terminate()
    server.wait(timeout=20)
    watched.page.wait_for_function(f"() => !({CONNECTED})()", timeout=WAIT)
    said: list[object] = []
    watched.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: said.append(frame)))
    start(workspace, int(watched.base.rsplit(":", 1)[1]))
    # The page finds its server by itself, and begins a session with what its controls say.
    deadline = time.monotonic() + WAIT / 1000
    while not said and time.monotonic() < deadline:
        watched.page.wait_for_timeout(100)
    assert said
    watched.page.wait_for_function(CONNECTED, timeout=WAIT)
    settle(watched.page)
    watched.page.get_by_role("button", name="Later ▶").click()
    expect(watched.page.get_by_role("article", name="Selected event")).to_be_visible(timeout=WAIT)
    watched.page.get_by_text("Background too", exact=True).click(timeout=WAIT)
    expect(watched.map.get_by_text(COUNT).first).to_contain_text("5 of 5 events", timeout=WAIT)
