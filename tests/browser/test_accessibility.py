"""What a screen reader, a keyboard, a narrow window or paper cannot use is looked for by axe-core and by measuring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pandas as pd
import pytest
from making import usual
from playwright.sync_api import Browser, Page, expect
from saved_maps import USUAL, WAIT, settle

from mapapp.map import event_map

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
EVENT = "one-21-Battles: Armed clash"
PAGES = ("articles", "unplaced", "add", "places?name=Bakhmut", "corrections", "about")
WIDTHS = (360, 390, 768, 1024, 1280, 1440, 2560)
GRAVE = ("serious", "critical")
FOUND = """async () => {
    const { violations, passes } = await axe.run({ resultTypes: ["violations", "passes"] });
    const grave = violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes.map((node) => node.html) }));
    return { grave, frames: passes.some(({ nodes }) => nodes.some((node) => node.target.length > 1)) };
}"""
STICKS_OUT = """() => [...document.querySelectorAll(".stAppHeader a, .stMain *")].filter((element) => {
    const box = element.getBoundingClientRect();
    const scrolls = element.closest(".sources, .facts, [data-testid=stTabs]");
    return box.width && !scrolls && getComputedStyle(element).position !== "fixed" && box.right > innerWidth + 1;
}).map((element) => element.outerHTML.slice(0, 120))"""
OVER = """() => {
    const seen = (element) => element.getClientRects().length > 0;
    const words = [...document.querySelectorAll(".masthead span")].filter(seen);
    return words.some((word) => [...document.querySelectorAll(".stAppHeader a")].filter(seen).some((link) => {
        const [a, b] = [word.getBoundingClientRect(), link.getBoundingClientRect()];
        return a.left < b.right && b.left < a.right;
    }));
}"""


ENDS_WITH_WINDOW = """() => {
    const [map, bar] = ["iframe[title*=folium]", ".stAppHeader"].map((each) => document.querySelector(each));
    if (!map || !bar) return false;
    const { top, bottom } = map.getBoundingClientRect();
    return Math.round(bottom) === innerHeight && Math.abs(top - bar.offsetHeight) < 1;
}"""


@pytest.fixture(scope="module")
def base(serve: Callable[[Path], str], folder: Path) -> str:
    """An app on two reports of our own."""
    usual(folder / "accessible")
    return serve(folder / "accessible")


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=request.param)
    yield opened
    opened.close()


def looked_through(page: Page, *, frames: bool = False) -> None:
    """Fails with what axe finds to be serious or critical; with `frames`, the map was looked through too."""
    for frame in page.frames:
        frame.evaluate(AXE)
    found = page.evaluate(FOUND)
    assert [] == [each for each in found["grave"] if each["impact"] in GRAVE]
    assert found["frames"] or not frames


def opened(page: Page, address: str) -> Any:
    """The page, settled; the frame of the map."""
    page.goto(address)
    expect(page.locator(".masthead").first).to_be_attached(timeout=WAIT)
    settle(page)
    return page.frame_locator("iframe[title*=folium]").first


def test_axe_finds_nothing_grave_on_the_map_with_panel_list_forms_and_filters_open(page: Page, base: str) -> None:
    shown = opened(page, f"{base}/?event={EVENT}")
    expect(page.get_by_role("article", name="Selected event")).to_be_visible(timeout=WAIT)
    shown.get_by_role("button", name="List").click(timeout=WAIT)
    page.get_by_text("More filters").click()
    for name, field in (("Kind", "Your name"), ("Day", "First day"), ("Place", "Search a place")):
        page.get_by_role("radio", name=name, exact=True).click()
        expect(page.get_by_label(field).first).to_be_visible(timeout=WAIT)
        settle(page)
        looked_through(page, frames=True)


def test_axe_finds_nothing_grave_on_the_other_pages(page: Page, base: str) -> None:
    for address in PAGES:
        opened(page, f"{base}/{address}")
        expect(page.locator("h1").first).to_be_visible(timeout=WAIT)
        looked_through(page)


def test_axe_finds_nothing_grave_in_a_saved_page(page: Page, tmp_path: Path) -> None:
    table: pd.DataFrame = USUAL
    event_map(table).save(str(tmp_path / "map.html"))
    page.goto((tmp_path / "map.html").as_uri())
    page.get_by_role("button", name="List").click(timeout=WAIT)
    looked_through(page)
    page.get_by_role("button", name="Bakhmut").first.click()
    looked_through(page)


def test_nothing_sticks_out_or_overlaps_at_any_width_nor_at_twice_the_size(browser: Browser, base: str) -> None:
    narrow = browser.new_page(viewport={"width": 720, "height": 450}, device_scale_factor=2)
    for address in ("", "articles", "unplaced", "add", "about"):
        opened(narrow, f"{base}/{address}")
        for width in (720, *WIDTHS):
            narrow.set_viewport_size({"width": width, "height": 450 if width == 720 else 900})
            narrow.wait_for_function("width => innerWidth === width", arg=width)
            assert [] == narrow.evaluate(STICKS_OUT), (address, width)
            assert not narrow.evaluate(OVER), (address, width)
        if not address:
            narrow.wait_for_function(ENDS_WITH_WINDOW, timeout=WAIT)
    narrow.close()


def test_a_phone_has_the_way_back_in_sight_and_paper_the_map_and_the_event_without_fields(
    browser: Browser, base: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    opened(page, f"{base}/?event={EVENT}")
    event = page.get_by_role("article", name="Selected event")
    expect(event).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator("iframe[title*=folium]")).to_be_visible()
    expect(event).to_be_visible()
    for gone in (".stAppHeader", ".stSidebar", ".stSelectbox", "[data-testid=stButtonGroup]"):
        expect(page.locator(gone).first).to_be_hidden()
    page.close()
