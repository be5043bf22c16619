"""Filters in a real browser: words with suggestions, areas drawn by hand and by keys, a map that is never made anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect
from saved_maps import WAIT

from mapapp.map import event_map
from mapapp.selection import Filters, prepare, select
from mapapp.store import open_store

COUNT = re.compile(r"\d+ of \d+ events in this window")


@pytest.fixture(scope="module")
def saved(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A saved page without Python behind it: a hundred events on a grid of ten by ten degrees."""
    north, east = np.divmod(np.arange(100), 10)
    days = pd.Timestamp("2022-01-01") + pd.to_timedelta(np.arange(100), unit="D")
    table = pd.DataFrame({"latitude": 40.0 + north, "longitude": 20.0 + east, "first_day": days})
    file = tmp_path_factory.mktemp("filters") / "map.html"
    event_map(table).save(str(file))
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.goto(file.as_uri())
    expect(page.get_by_text("100 of 100 events in this window")).to_be_visible(timeout=WAIT)
    yield page
    page.close()


def test_an_area_filters_a_saved_page_by_mouse_by_keys_and_typed_and_is_cleared(saved: Page) -> None:
    page = saved
    zoom = page.evaluate("() => mapapp.frames[0].map.getZoom()")
    page.get_by_role("button", name="Draw an area").click()
    for name, value in (("North", "42.5"), ("South", "39.5"), ("West", "19.5"), ("East", "21.5")):
        page.get_by_label(name).fill(value)
    page.get_by_role("button", name="Set").click()
    expect(page.get_by_text("6 of 6 events in this window")).to_be_visible(timeout=WAIT)
    corner = page.get_by_role("button", name="Corner 1 of 4")
    corner.focus()
    for _ in range(30):
        page.keyboard.press("Shift+ArrowUp")
        if page.evaluate("() => mapapp.frames[0].area.corners[0].lat") > 43:
            break
    expect(page.get_by_text("6 of 6 events in this window")).to_have_count(0, timeout=WAIT)
    expect(corner).to_be_focused()
    expect(corner).to_have_attribute("aria-label", re.compile("north, .*east"))
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("100 of 100 events in this window")).to_be_visible(timeout=WAIT)
    draw(page, [(44.5, 23.5), (44.5, 26.5), (42.5, 26.5)])
    expect(page.get_by_text("3 of 3 events in this window")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Clear", exact=True).click()
    page.get_by_role("button", name="Polygon").click()
    page.keyboard.press("Escape")
    assert zoom == page.evaluate("() => mapapp.frames[0].map.getZoom()")
    assert page.evaluate("() => mapapp.frames[0].map.dragging.enabled()")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("button", name="Draw an area")).to_be_focused()


def test_what_the_page_around_wants_of_the_area_counts_once_it_has_heard_of_the_latest(saved: Page) -> None:
    put = """([ring, late]) => { const { area } = mapapp.frames[0];
        area.put(ring, area.toldAt + late); return area.ring(); }"""
    other = [[20.0, 40.0], [22.0, 40.0], [22.0, 44.0]]
    saved.evaluate("() => mapapp.frames[0].area.takeMiddle()")
    drawn = saved.evaluate("() => mapapp.frames[0].area.ring()")
    assert drawn == saved.evaluate(put, [None, -1])
    assert other == saved.evaluate(put, [other, 0])
    assert saved.evaluate(put, [None, 1]) is None
    saved.evaluate("() => mapapp.frames[0].area.clear()")
    expect(saved.get_by_text("100 of 100 events in this window")).to_be_visible(timeout=WAIT)


def test_an_open_list_holds_the_events_of_the_area_and_a_line_leads_to_its_own(saved: Page) -> None:
    lines = saved.locator(".mapapp-list button")
    saved.get_by_role("button", name="List").click()
    expect(lines).to_have_count(100)
    saved.keyboard.press("Tab")
    saved.evaluate(
        """() => mapapp.frames[0].area.take("rectangle",
            [[42.5, 19.5], [42.5, 21.5], [39.5, 21.5], [39.5, 19.5]].map((at) => L.latLng(at)))"""
    )
    expect(lines).to_have_count(6)
    expect(lines.nth(1)).to_be_focused()
    lines.last.click()
    expect(saved.locator(".mapapp-panel dl")).to_contain_text("22 January 2022")
    saved.evaluate("() => mapapp.frames[0].area.clear()")
    saved.get_by_role("button", name="Earlier").click()
    expect(saved.locator(".mapapp-panel dl")).to_contain_text("21 January 2022")
    saved.locator(".mapapp-panel").get_by_role("button", name="Close").click()


def draw(page: Page, corners: list[tuple[float, float]]) -> None:
    """Click the corners of a polygon on the map."""
    page.get_by_role("button", name="Polygon").click()
    for number, corner in enumerate(corners):
        x, y = page.evaluate(
            "at => { const p = mapapp.frames[0].map.latLngToContainerPoint(at), "
            "b = mapapp.frames[0].map.getContainer().getBoundingClientRect(); return [p.x + b.left, p.y + b.top]; }",
            corner,
        )
        page.mouse.click(x, y)
        page.wait_for_function("n => mapapp.frames[0].area.corners.length === n", arg=number + 1)
    page.get_by_role("button", name="Done").click()


def test_words_and_a_drawn_area_filter_the_app_and_the_map_is_never_made_anew(
    watch: Callable[..., Any], samples: str, folder: Path
) -> None:
    reader = watch(samples)
    page, frame = reader.page, reader.map
    page.goto(reader.base)
    expect(frame.get_by_text(COUNT).first).to_be_visible(timeout=WAIT)
    body = frame.locator("body")
    body.evaluate("() => { window.__same = 1; map.setView([49, 32], 5, {animate: false}); }")
    frame.get_by_role("button", name="Draw an area").click()
    for name, value in (("North", "53"), ("South", "44"), ("West", "22"), ("East", "41")):
        frame.get_by_label(name).fill(value)
    frame.get_by_role("button", name="Set").click()
    chip = page.get_by_role("button", name="in the drawn area").first
    expect(chip).to_be_visible(timeout=WAIT)
    located = open_store(folder / "samples").events_frame().dropna(subset=["latitude", "first_day"])
    area = (53.0, 22.0, 53.0, 41.0, 44.0, 41.0, 44.0, 22.0)
    number = len(select(prepare(located), Filters(area=area)))
    assert 0 < number < len(located)
    expect(frame.get_by_text(f"{number} of {number} events in this window")).to_be_visible(timeout=WAIT)
    chip.click()
    expect(page.get_by_role("button", name="in the drawn area")).to_have_count(0, timeout=WAIT)
    expect(frame.get_by_role("button", name="Corner 1 of 4")).to_have_count(0, timeout=WAIT)
    search = page.get_by_role("combobox", name="Words in reports")
    search.press_sequentially("ukrain")
    expect(page.get_by_role("option").first).to_contain_text(re.compile("ukrain", re.IGNORECASE), timeout=WAIT)
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-filters_on")).to_contain_text("1 filter:", timeout=WAIT)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Show all again").click()
    expect(page.locator(".st-key-filters_on")).to_have_count(0, timeout=WAIT)
    assert [1, 5] == body.evaluate("() => [window.__same, map.getZoom()]")
    assert 1 == reader.map_loads()
    reader.nothing_wrong()


def test_a_map_that_was_empty_at_first_shows_all_days_once_there_are_events(
    watch: Callable[..., Any], samples: str
) -> None:
    watched = watch(samples)
    page = watched.page
    page.goto(f"{samples}/?words=qwxyzqwxyz")
    expect(page.get_by_text("No event passes the filters.")).to_be_visible(timeout=WAIT)
    frame = page.wait_for_selector("iframe[title*=folium]", timeout=WAIT).content_frame()
    frame.wait_for_function("() => window.mapapp?.frames[0]?.events", timeout=WAIT)
    frame.evaluate("() => mapapp.frames[0].remember()")
    page.get_by_role("button", name="Show all again").first.click()
    expect(watched.map.get_by_text(re.compile(r"^(\d+) of \1 events in this window"))).to_be_visible(timeout=WAIT)
    assert "from=" not in page.url
