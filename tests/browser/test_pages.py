"""The pages beside the map in a real browser: the bar takes no room, the list goes by keyboard, reports are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from making import usual
from playwright.sync_api import expect
from saved_maps import WAIT, settle


def test_reports_go_by_keyboard_and_a_pasted_one_is_read_behind_the_page(
    watch: Callable[..., Any], serve: Callable[[Path], str], folder: Path
) -> None:
    usual(folder / "pages")
    reader = watch(serve(folder / "pages"))
    page = reader.page
    page.goto(f"{reader.base}/articles")
    chosen = page.get_by_role("radio", name="Report one")
    expect(chosen).to_be_checked(timeout=WAIT)
    boxes = page.locator(".stMainBlockContainer > .stVerticalBlock > :has(.masthead)")
    expect(boxes.first).to_have_css("position", "absolute", timeout=WAIT)
    settle(page)
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", name="Rockets on Lviv")).to_be_visible(timeout=WAIT)
    page.get_by_role("textbox", name="Search reports").fill("retaken")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 2 reports")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Add reports").first.click()
    read = page.get_by_role("button", name="Read", exact=True)
    for way in ("Files", "Folder", "Web addresses", "Text"):
        page.get_by_role("tab", name=way).click()
        expect(read).to_be_in_viewport(timeout=WAIT)
    page.get_by_role("textbox", name="A text").fill("Shells hit Kharkiv on 28 February 2022, the mayor said.")
    read.click()
    expect(page.get_by_role("row", name="pasted.txt 1 1 read")).to_be_visible(timeout=3 * WAIT)
    reader.nothing_wrong()
