"""The map plugin in a real Chromium: pages saved with `event_map(...).save`, and `st_folium` on this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Frame, Page, expect
from saved_maps import PLACES, SENTENCE, USUAL, Opened, day_number, event, table

from mapapp.map import EventLayer
from mapapp.map.payload import record as record_of


def test_the_count_says_how_many_of_how_many_and_what_is_left_out(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    assert "6 of 6 events in this window" == opened.count()
    expect(opened.page.locator(".mapapp-left-out")).to_have_text("1 without a day: not on this map")


def test_an_event_of_several_days_counts_when_its_span_meets_the_window(show: Callable[..., Opened]) -> None:
    opened = show(USUAL, window=(date(2023, 2, 16), date(2023, 2, 20)))
    assert "1 of 6 events in this window" == opened.count()
    for first, last, number in (((2, 1), (2, 8), 1), ((2, 10), (2, 11), 1), ((2, 17), (2, 20), 0)):
        days = [day_number(date(2023, *first)), day_number(date(2023, *last))]
        opened.page.evaluate("(days) => mapapp.frames[0].timeline.setWindow(...days)", days)
        expect(opened.page.get_by_text(f"{number} of 6 events in this window")).to_be_visible()


def test_an_empty_window_leads_to_the_nearest_event(show: Callable[..., Opened]) -> None:
    opened = show(USUAL, window=(date(2023, 2, 18), date(2023, 2, 20)))
    expect(opened.page.get_by_text("No events in this window")).to_be_visible()
    opened.page.get_by_role("button", name="Jump to the nearest").click()
    expect(opened.page.get_by_text("1 of 6 events in this window")).to_be_visible()
    expect(opened.page.get_by_text("No events in this window")).to_be_hidden()


def test_status_is_a_shape_and_kind_a_colour(show: Callable[..., Opened]) -> None:
    opened = show(USUAL, window=(date(2023, 2, 8), date(2023, 3, 20)))
    shapes = {mark["place"]: (mark["shape"], mark["group"]) for mark in opened.marks()}
    filled, dashed, crossed, battle, talks = 0, 1, 2, 0, 4
    assert {
        "Bakhmut": (filled, battle),
        "Kyiv": (filled, battle),
        "Lviv": (dashed, battle),
        "Minsk": (crossed, talks),
    } == shapes


def test_what_somebody_only_says_is_drawn_and_told_apart(show: Callable[..., Opened]) -> None:
    said = event("Kyiv", "2023-02-08", claimed_by="the city council", text="Said.")
    opened = show(pd.DataFrame([said, event("Lviv", "2023-02-08", claimed_by=None, text="Told.")]))
    assert {"Kyiv": 3, "Lviv": 0} == {mark["place"]: mark["shape"] for mark in opened.marks()}
    opened.page.mouse.move(*opened.spot("Kyiv"))
    expect(opened.page.get_by_role("tooltip")).to_contain_text("says the city council")
    expect(opened.page.get_by_text("as someone says")).to_be_visible()


def test_clusters_count_only_what_passes_the_window_and_the_legend(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    assert {3} == {mark["count"] for mark in opened.marks() if mark["place"] == "Kyiv"}
    opened.press("first day", "ArrowRight")
    expect(opened.page.get_by_text("5 of 6 events in this window")).to_be_visible()
    assert {2} == {mark["count"] for mark in opened.marks() if mark["place"] == "Kyiv"}
    opened.page.get_by_label("Talks").uncheck(force=True)
    expect(opened.page.get_by_text("3 of 6 events in this window")).to_be_visible()
    assert {1} == {mark["count"] for mark in opened.marks() if mark["place"] == "Kyiv"}


def test_a_click_shows_the_sentence_and_fires_what_streamlit_folium_listens_for(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    opened.page.evaluate("mapapp.frames[0].layer.on('click', (event) => { window.heard = event.layer.toGeoJSON(); })")
    opened.page.mouse.click(*opened.spot("Bakhmut"))
    expect(opened.page.locator(".mapapp-panel mark")).to_have_text(SENTENCE)
    expect(opened.page.locator(".mapapp-panel")).to_contain_text("8 – 16 February 2023")
    heard = opened.page.evaluate("window.heard")
    assert ("Feature", "Point", "e0") == (heard["type"], heard["geometry"]["type"], heard["properties"]["event_id"])
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator(".mapapp-panel")).to_be_hidden()


def test_a_cluster_on_one_spot_opens_into_a_list_for_the_keyboard(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    opened.page.mouse.click(*opened.spot("Kyiv"))
    expect(opened.page.locator(".mapapp-panel h2")).to_have_text("3 events at Kyiv")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator(".mapapp-panel dl")).to_contain_text("20 January 2023")


def test_every_event_of_the_window_is_reached_without_a_mouse(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    opened.page.get_by_role("button", name="List").focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator(".mapapp-list button")).to_have_count(6)
    opened.page.keyboard.press("Escape")
    expect(opened.page.get_by_role("button", name="List")).to_be_focused()


def test_a_tooltip_says_place_kind_and_days(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    opened.page.mouse.move(*opened.spot("Bakhmut"))
    expect(opened.page.get_by_role("tooltip")).to_have_text(re.compile("Bakhmut.*ongoing.*8 – 16 February 2023"))


def test_an_event_chosen_outside_is_ringed_and_the_map_moves_only_when_it_must(show: Callable[..., Opened]) -> None:
    opened = show(USUAL, selected="e5")
    assert 5 == opened.page.evaluate("+mapapp.frames[0].events.ids.at(mapapp.frames[0].marks.selected).slice(1)")
    before = opened.page.evaluate("mapapp.frames[0].map.getCenter()")
    opened.page.evaluate(
        "mapapp.frames[0].panel.close(), mapapp.frames[0].select(mapapp.frames[0].events.find('e1'), false)"
    )
    assert before == opened.page.evaluate("mapapp.frames[0].map.getCenter()")
    opened.page.evaluate("mapapp.frames[0].map.setView([0, -60], 5, {animate: false})")
    opened.page.evaluate("mapapp.frames[0].select(mapapp.frames[0].events.find('e4'), false)")
    assert opened.page.evaluate("mapapp.frames[0].map.getBounds().contains([49.84, 24.03])")


def test_new_events_keep_view_window_and_selection(show: Callable[..., Opened]) -> None:
    opened = show(USUAL, selected="e1", window=(date(2023, 1, 1), date(2023, 2, 10)))
    opened.page.evaluate("mapapp.frames[0].map.setView([50, 31], 8, {animate: false})")
    state = "[mapapp.frames[0].map.getZoom(), mapapp.frames[0].timeline.first, mapapp.frames[0].timeline.last]"
    before = opened.page.evaluate(state)
    opened.page.evaluate(
        """() => { const frame = mapapp.frames[0]; const record = {...frame.layer.record, key: "another"};
            frame.map.removeLayer(frame.layer); mapapp.events(JSON.stringify(record)).addTo(frame.map); }"""
    )
    assert before == opened.page.evaluate(state)
    assert "e1" == opened.page.evaluate("mapapp.frames[0].events.ids.at(mapapp.frames[0].marks.selected)")
    assert 1 == opened.page.locator(".mapapp").count()


def test_the_first_events_that_have_places_set_the_view(show: Callable[..., Opened]) -> None:
    opened = show(table())
    record = EventLayer(record_of(USUAL, outlines={}), selected=None, window=None).literal
    opened.page.evaluate(f"mapapp.events({record}).addTo(mapapp.frames[0].map)")
    expect(opened.page.get_by_text("6 of 6 events in this window")).to_be_visible()
    assert opened.page.evaluate("mapapp.frames[0].map.getZoom()") > 4


def test_only_web_addresses_become_links(show: Callable[..., Opened]) -> None:
    addresses = ["https://example.org/a", "javascript:window.__ran=1", "data:text/html,x", ""]
    opened = show(table(*(event("Kyiv", f"2023-01-1{n}", url=url, source="Ours") for n, url in enumerate(addresses))))
    links = []
    for index in range(len(addresses)):
        opened.page.evaluate("(index) => mapapp.frames[0].choose(index)", index)
        expect(opened.page.locator(".mapapp-panel")).to_contain_text("Ours")
        links.append(opened.page.locator(".mapapp-panel a").count())
    assert [1, 0, 0, 0] == links


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (790, "dark"), (1600, "dark")])
def test_nothing_sticks_out_at_any_width(show: Callable[..., Opened], width: int, scheme: str) -> None:
    opened = show(USUAL, width=width, scheme=scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    outside = opened.page.evaluate(
        """(width) => [...document.querySelectorAll(".mapapp-box, .mapapp-controls button, .mapapp-words")]
            .filter((box) => box.offsetParent).filter((box) => {
              const { left, right } = box.getBoundingClientRect(); return left < 0 || right > width; })
            .map((box) => box.className)""",
        width,
    )
    assert [] == outside


STREAMLIT_PAGE = """
import sys
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium
from mapapp.map import event_layer, live_map

events = pd.read_json("events.json", dtype={"event_id": str})
shown = events.head(st.number_input("rows", 1, len(events), len(events)))
layer = event_layer(shown, selected=st.text_input("selected") or None)
answer = st_folium(live_map(), key="map", height=560, use_container_width=True, feature_group_to_add=layer,
                   returned_objects=["last_active_drawing"])
drawing = answer.get("last_active_drawing")
st.write("chosen", drawing["properties"]["event_id"] if drawing else "nothing")
"""


@pytest.fixture
def streamlit(tmp_path: Path) -> Iterator[str]:
    """Address of a page that shows USUAL through st_folium."""
    (tmp_path / "page.py").write_text(STREAMLIT_PAGE, "utf-8")
    USUAL.to_json(tmp_path / "events.json", orient="records")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "page.py",
        *(f"--{key}={value}" for key, value in options.items()),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    server = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield wait_for(port)
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> str:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                return f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("Streamlit did not answer within 30 seconds")


def component(page: Page) -> Frame:
    page.frame_locator("iframe").locator(".mapapp-count > span", has_text="events in this window").wait_for()
    return next(frame for frame in page.frames if "streamlit_folium" in frame.url)


def test_in_streamlit_the_map_stays_and_a_click_comes_back(browser: Browser, streamlit: str) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(streamlit)
    frame = component(page)
    frame.evaluate("window.same = true; mapapp.frames[0].map.setZoom(6, {animate: false})")
    box = page.locator("iframe").bounding_box()
    assert box is not None
    x, y = frame.evaluate(
        "(at) => { const p = mapapp.frames[0].map.latLngToContainerPoint(at); return [p.x, p.y]; }",
        list(PLACES["Lviv"]),
    )
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.get_by_text("chosen e4")).to_be_visible()
    page.get_by_label("rows").fill("4")
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe").get_by_text("4 of 4 events in this window")).to_be_visible()
    page.get_by_label("selected").fill("e0")
    page.keyboard.press("Enter")
    frame.wait_for_function("mapapp.frames[0].marks.selected >= 0")
    assert [True, 1, 6] == frame.evaluate("[window.same, mapapp.frames.length, mapapp.frames[0].map.getZoom()]")
    assert [] == [url for url in requests if not url.startswith((streamlit, "data:", streamlit.replace("http", "ws")))]
    page.close()


SQUARE = {"type": "Polygon", "coordinates": [[[30, 48], [36, 48], [36, 52], [30, 52], [30, 48]]]}


def test_a_click_inside_an_area_selects_what_lies_somewhere_in_it(show: Callable[..., Opened]) -> None:
    area = event("Kyiv", "2023-02-08", place_name="the north", place_id="n", place_kind="region", radius_km=200.0)
    opened = show(table(area, event("Lviv", "2023-02-08"), event("Bakhmut", "2023-02-08")), outlines={"n": SQUARE})
    x, y = opened.page.evaluate(
        """() => { const map = mapapp.frames[0].map; const box = map.getContainer().getBoundingClientRect();
            const point = map.latLngToContainerPoint([49, 33]); return [box.left + point.x, box.top + point.y]; }"""
    )
    opened.page.mouse.click(x, y)
    expect(opened.page.locator(".mapapp-panel h2")).to_contain_text("the north")


def test_events_somewhere_in_months_are_counted_in_words(show: Callable[..., Opened]) -> None:
    opened = show(table(event("Kyiv", "2023-02-08"), event("Lviv", "2023-01-01", "2023-06-30")))
    assert "2 of 2 events in this window" == opened.count()
    expect(opened.page.get_by_text("1 of them may lie anywhere in a month or more")).to_be_visible()


def test_everything_in_the_window_fits_the_view_at_a_press(show: Callable[..., Opened]) -> None:
    far = {**event("Minsk", "2023-02-08"), "latitude": 40.7, "longitude": -74.0}
    opened = show(table(*[event("Kyiv", "2023-02-08")] * 9, event("Lviv", "2023-02-08"), far))
    holds = "mapapp.frames[0].map.getBounds().contains([40.7, -74])"
    assert not opened.page.evaluate(holds)
    opened.page.get_by_role("button", name="Show all events").click()
    opened.page.wait_for_function(holds)
