"""The way of a reader through the app, on the sample reports, in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect
from saved_maps import NEXT_FRAME, WAIT, settle

from mapapp.selection import located
from mapapp.store import open_store
from tests.nominatim_server import serving

Watch = Callable[..., Any]
COUNT = re.compile(r"(\d+) of (\d+) events in this window")
MAP = 'document.querySelector("iframe[title*=folium]")?.contentWindow'
"""The window of the map's frame, seen from the page; undefined while there is none."""


@pytest.fixture
def reader(watch: Watch, samples: str) -> Any:
    """A page at the map of the samples, ready."""
    return at_map(watch(samples))


def at_map(watched: Any) -> Any:
    watched.page.goto(watched.base)
    expect(watched.map.get_by_text(COUNT).first).to_be_visible(timeout=WAIT)
    expect(watched.page.get_by_role("button", name="Later ▶")).to_be_visible(timeout=WAIT)
    settle(watched.page)
    return watched


def numbers(watched: Any) -> tuple[int, int]:
    """What the map says: events in the window, and all."""
    found = COUNT.search(watched.map.get_by_text(COUNT).first.inner_text())
    assert found
    return int(found[1]), int(found[2])


PAINTED = f"""() => [...({MAP}?.document.querySelectorAll("canvas") || [])].reduce((sum, canvas) => {{
    if (!canvas.width || !canvas.height) return sum;
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let filled = 0;
    for (let i = 3; i < pixels.length; i += 4) filled += pixels[i] > 0;
    return sum + filled;
}}, 0) > 1000"""
"""Whether the canvases have pixels with a colour."""

AT_REST = f"""() => {{
    const {{ map }} = {MAP} || {{}};
    const [was, is] = [window.viewWas, map && String([map.getCenter(), map.getZoom()])];
    window.viewWas = is;
    return is && is === was && !map._animatingZoom;
}}"""
"""Whether the map stands where it stood when it was last asked."""


def test_markers_are_drawn_and_counted(reader: Any) -> None:
    shown, every = numbers(reader)
    assert 0 < shown == every
    reader.page.wait_for_function(PAINTED, timeout=WAIT)
    reader.nothing_wrong()


def test_the_window_moves_by_keyboard_and_the_count_and_the_words_follow(reader: Any) -> None:
    _, every = numbers(reader)
    last = reader.map.get_by_role("slider", name="last day")
    last.focus()
    reader.page.keyboard.press("Home")
    for _ in range(3):
        reader.page.keyboard.press("ArrowRight")
    expect(reader.map.get_by_text(COUNT).first).not_to_have_text(re.compile(f"^{every} of"), timeout=WAIT)
    shown, still = numbers(reader)
    assert shown < every == still
    reader.page.keyboard.press("End")
    expect(reader.map.get_by_text(COUNT).first).to_have_text(re.compile(f"^{every} of"), timeout=WAIT)
    reader.nothing_wrong()


def test_play_moves_the_window_by_itself(reader: Any) -> None:
    words = reader.map.locator(".mapapp-words")
    said = words.inner_text()
    reader.map.get_by_role("button", name=re.compile("^play", re.IGNORECASE)).click()
    expect(words).not_to_have_text(said, timeout=WAIT, use_inner_text=True)
    reader.nothing_wrong()


def test_a_clicked_marker_shows_its_sentence_marked(reader: Any, folder: Path) -> None:
    events = located(open_store(folder / "samples").events_frame())
    alone = most_alone(events[events["grade"] == "primary"])
    reader.map.get_by_role("button", name="Show all events").click()
    reader.page.wait_for_function(AT_REST, polling=200, timeout=WAIT)  # the map flies there
    click_at(reader, alone["latitude"], alone["longitude"])
    page = reader.page
    expect(page.locator("mark")).to_have_text(alone["sentence"], timeout=WAIT, use_inner_text=True)
    assert page.locator("mark").inner_text() in page.locator("blockquote").inner_text()
    assert alone["place_name"] in page.locator(".event h1").inner_text()
    reader.nothing_wrong()


def most_alone(events: pd.DataFrame) -> pd.Series:
    """The event whose nearest neighbour is farthest: its marker is not part of a cluster."""
    points = events[["latitude", "longitude"]].to_numpy()
    apart = np.hypot(*np.moveaxis(points[:, None] - points[None], 2, 0)) + np.where(np.eye(len(points)), np.inf, 0)
    return events.iloc[int(apart.min(axis=1).argmax())]


def click_at(watched: Any, latitude: float, longitude: float) -> None:
    """Click the map where the point lies."""
    x, y = watched.map.locator("body").evaluate(
        """(_, point) => {
            const box = map.getContainer().getBoundingClientRect(), at = map.latLngToContainerPoint(point);
            return [box.left + at.x, box.top + at.y];
        }""",
        [latitude, longitude],
    )
    frame = watched.page.locator("iframe[title*=folium]").bounding_box()
    watched.page.mouse.click(frame["x"] + x, frame["y"] + y)


def test_the_map_is_made_once_whatever_is_filtered_or_chosen_and_keeps_its_window(reader: Any) -> None:
    page = reader.page
    first_day = reader.map.get_by_role("slider", name="first day")
    first_day.focus()
    # Far enough in that the window lies within the days of what the filters leave; a handle outside them moves there.
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    reader.map.locator("body").evaluate(NEXT_FRAME)  # the handle says its day with a later frame than the key's
    window = first_day.get_attribute("aria-valuetext")
    reader.map.locator("body").evaluate(
        "() => { window.__same = 1; map.setZoom(map.getZoom() + 1, {animate: false}); }"
    )
    zoom = reader.map.locator("body").evaluate("() => map.getZoom()")
    _, before = numbers(reader)
    page.get_by_text("Background too", exact=True).click()
    expect(reader.map.get_by_text(COUNT).first).not_to_contain_text(f"of {before} ", timeout=WAIT)
    page.get_by_role("button", name="Later ▶").click()
    expect(page.locator("mark")).to_be_visible(timeout=WAIT)
    page.get_by_role("combobox", name="Words in reports").press_sequentially("fighting")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-filters_on")).to_contain_text("fighting", timeout=WAIT, ignore_case=True)
    settle(page)
    assert window == first_day.get_attribute("aria-valuetext")
    assert zoom == reader.map.locator("body").evaluate("() => map.getZoom()")
    assert 1 == reader.map.locator("body").evaluate("() => window.__same")
    assert 1 == reader.map_loads()
    reader.nothing_wrong()


def test_an_event_is_reached_and_read_without_a_mouse(reader: Any) -> None:
    page = reader.page
    page.get_by_role("combobox", name=re.compile(r"\d+ events")).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_be_visible(timeout=WAIT)
    reader.nothing_wrong()


def test_the_whole_report_opens_from_the_panel_with_its_sentences_marked(reader: Any) -> None:
    page = reader.page
    page.get_by_role("button", name="Later ▶").click()
    sentence = page.locator("mark").inner_text(timeout=WAIT)
    page.get_by_text("Read the whole article").click()
    expect(page.locator(".report mark", has_text=sentence)).to_be_visible(timeout=WAIT)
    assert "article=" in page.url
    page.get_by_text("What was left out of this page, and why").click()
    reader.nothing_wrong()


def test_every_page_opens_from_the_menu_and_asks_no_other_machine(reader: Any) -> None:
    page = reader.page
    for name in ("Articles", "Unplaced", "Add reports", "Places", "About", "Map"):
        page.get_by_role("link", name=re.compile(f"^{name}")).first.click()
        expect(page.locator(".st-key-page h1, .event, .hint").first).to_be_visible(timeout=WAIT)
        settle(page)
        assert "encountered an error" not in page.locator("body").inner_text()
    reader.nothing_wrong()


def test_a_place_name_is_drawn_with_its_alternatives(reader: Any) -> None:
    page = reader.page
    page.get_by_role("link", name="Places").click()
    name = page.get_by_role("textbox", name="Name", exact=True)
    expect(name).to_be_visible(timeout=WAIT)
    settle(page)
    name.fill("Springfield")
    page.keyboard.press("Enter")
    expect(reader.map.get_by_role("button", name="Zoom in")).to_be_visible(timeout=WAIT)
    page.wait_for_function(f"() => {MAP}?.mapapp?.frames[0]?.events?.size > 5", timeout=WAIT)
    reader.nothing_wrong()


def test_a_corrected_name_moves_its_events_and_taking_it_back_moves_them_home(
    watch: Watch, serve: Callable[[Path], str], folder: Path
) -> None:
    reader = watch(serve(folder / "renamed"))
    page = reader.page
    page.goto(f"{reader.base}/places")
    page.get_by_role("textbox", name="Name", exact=True).fill("Bakhmut", timeout=WAIT)
    page.keyboard.press("Enter")
    page.get_by_text("Say what “Bakhmut” means").click(timeout=WAIT)
    page.get_by_role("textbox", name="Another place").fill("Paris, Texas")
    page.get_by_role("textbox", name="Who says so").fill("Ana")
    page.get_by_role("textbox", name="Why").fill("<b>a test</b>")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".list li").first).to_contain_text("Paris, Texas, United States, as corrected", timeout=WAIT)
    expect(page.locator(".list li").first).to_contain_text("<b>a test</b>")
    expect(page.get_by_text("read again for a corrected name")).to_be_visible(timeout=2 * WAIT)
    moved = open_store(folder / "renamed").events_frame()
    assert (moved["place_label"] == "Paris, Texas, United States").sum() > 0
    assert 0 == (moved["place_name"] == "Bakhmut").sum()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("undone on")).to_be_visible(timeout=WAIT)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (open_store(folder / "renamed").events_frame()["place_name"] == "Bakhmut").sum() > 0:
            break
        time.sleep(0.3)
    else:
        raise AssertionError("the events did not come back")
    reader.nothing_wrong()


def test_the_bar_says_that_names_leave_the_machine_once_that_is_switched_on(
    watch: Watch, serve: Callable[[Path], str], folder: Path
) -> None:
    with serving() as server:
        reader = watch(serve(folder / "renamed"))
        page = reader.page
        page.goto(f"{reader.base}/places")
        expect(page.locator(".masthead")).to_contain_text("Nothing leaves this machine", timeout=WAIT)
        settle(page)
        page.get_by_text("Online look-ups: off").click()
        page.get_by_role("textbox", name="Name of your newsroom").fill("tests")
        page.get_by_role("textbox", name="Your e-mail address").fill("ana@example.org")
        page.get_by_role("textbox", name="Server").fill(server.address)
        page.get_by_role("button", name="Switch on").click()
        expect(page.locator(".masthead")).to_contain_text("Names you ask for go to 127.0.0.1", timeout=WAIT)
        page.get_by_role("link", name="About").click()
        expect(page.locator(".masthead")).to_contain_text("Names you ask for go to 127.0.0.1", timeout=WAIT)
        page.get_by_role("link", name="Places").click()
        expect(page.get_by_text("Online look-ups: on")).to_be_visible(timeout=WAIT)
        settle(page)
        page.get_by_role("textbox", name="Name", exact=True).fill("Qwxyzivka", timeout=WAIT)
        page.keyboard.press("Enter")
        assert [] == server.asked
        page.get_by_role("button", name="Ask 127").click(timeout=WAIT)
        expect(page.locator(".list li").first).to_contain_text("online answer", timeout=WAIT)
        assert ["Qwxyzivka"] == [name for _, name, _ in server.asked]
        reader.nothing_wrong()


def test_a_selection_does_not_send_the_events_again(reader: Any) -> None:
    page = reader.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Later ▶").click()
    expect(page.locator("mark")).to_be_visible(timeout=WAIT)
    settle(page)
    assert [] == [url for url in asked if ".files/" in url]
    script = reader.map.locator("body").evaluate("() => window.mapapp.frames[0].marks.selected")
    assert script >= 0
    reader.nothing_wrong()
