"""Which reports are one happening, decided by a person in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from making import usual
from playwright.sync_api import expect
from saved_maps import WAIT, settle

from mapapp.store import open_store


def test_a_report_is_split_off_and_taken_back(
    watch: Callable[..., Any], serve: Callable[[Path], str], folder: Path
) -> None:
    usual(folder / "judged")
    event = next(one for one in open_store(folder / "judged").events_frame()["event_id"] if "Battles" in one)
    reader = watch(serve(folder / "judged"))
    page = reader.page
    page.goto(f"{reader.base}/?event={event}")
    together = page.get_by_text("The same happening: 2 reports from 2 sources")
    expect(together).to_be_visible(timeout=WAIT)
    settle(page)
    page.get_by_text("The same happening or not?").click()
    page.get_by_role("textbox", name="Who says so").fill("Ana <b>")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Not the same happening").click()
    expect(together).to_have_count(0, timeout=WAIT)
    expect(page.get_by_text("Ana <b>: another happening than 1 other")).to_be_visible(timeout=WAIT)
    page.goto(f"{reader.base}/?event={event}")
    expect(page.get_by_text("1 report", exact=False).first).to_be_visible(timeout=WAIT)
    settle(page)
    page.get_by_text("The same happening or not?").click()
    page.get_by_role("button", name="Take back").click()
    expect(together).to_be_visible(timeout=WAIT)
    reader.nothing_wrong()
