"""The address of the page holds the view; back, forward and a shared address bring it back on the same map."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect
from saved_maps import WAIT, settle

Watch = Callable[..., Any]
READY = "() => window.mapapp?.frames[0]?.events && mapapp.frames[0].address.ofPage"
CHOOSE = "(index) => { mapapp.frames[0].choose(index); return mapapp.frames[0].events.ids.at(index); }"
"""Chooses an event; answers with its id."""
STATE = """() => { const frame = mapapp.frames[0], { marks, events, timeline, map } = frame;
  return { event: marks.selected < 0 ? null : events.ids.at(marks.selected), window: frame.window, mode: timeline.mode,
    zoom: map.getZoom(), at: mapapp.viewInAddress(map).split(",").slice(0, 2).map(Number) }; }"""


def frame_of(page: Any) -> Any:
    """The frame of the map, once it has events; the page has settled, so it is none of a page that was left."""
    page.wait_for_selector("iframe[title*=folium]", timeout=WAIT)
    settle(page)
    frame = page.wait_for_selector("iframe[title*=folium]", timeout=WAIT).content_frame()
    frame.wait_for_function(READY, timeout=WAIT)
    return frame


def opened(watched: Any, query: str = "") -> Any:
    watched.page.goto(f"{watched.base}/{query}")
    return frame_of(watched.page)


def address(page: Any, **parts: str | None) -> None:
    """Waits until the address has these parameters; None where it must not have one."""
    page.wait_for_function(
        "(parts) => { const params = new URLSearchParams(location.search);"
        " return Object.entries(parts).every(([name, value]) => params.get(name) === value); }",
        arg=parts,
        timeout=WAIT,
    )


def told(frame: Any, **own: str) -> None:
    """Waits until the map knows that the address of the page has these parameters of the page's own."""
    frame.wait_for_function(
        "(own) => Object.entries(own).every(([name, value]) => mapapp.frames[0].address.ofPage[name] === value)",
        arg=own,
        timeout=WAIT,
    )


def shows(frame: Any, **wanted: Any) -> None:
    """Waits until the map shows this."""
    frame.wait_for_function(
        f"(wanted) => {{ const state = ({STATE})();"
        " return Object.entries(wanted).every(([name, value]) => name === 'at'"
        " ? state.at.every((each, i) => Math.abs(each - value[i]) < 0.3)"
        " : JSON.stringify(state[name]) === JSON.stringify(value)); }",
        arg=wanted,
        timeout=WAIT,
    )


def test_back_and_forward_bring_view_window_selection_and_filters_back(watch: Watch, samples: str) -> None:
    watched = watch(samples)
    page, frame = watched.page, opened(watched)
    begin, end = frame.evaluate("() => mapapp.frames[0].events.extent")
    box = page.locator(".st-key-kind_battle input")
    assert "" == urlsplit(page.url).query
    frame.evaluate("(days) => mapapp.frames[0].timeline.setWindow(...days)", [begin + 3, end - 2])
    frame.evaluate("() => mapapp.frames[0].map.setView([48.5, 38], 7, { animate: false })")
    address(page, at="48.5,38,7")
    first = page.url
    assert "at=48.5,38,7" in first and re.search(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d", first)
    event = frame.evaluate(CHOOSE, 0)
    told(frame, event=event)
    address(page, event=event)
    frame.evaluate("() => mapapp.frames[0].timeline.player.setMode('upto')")
    frame.evaluate("() => mapapp.frames[0].map.setView([51, 31], 5, { animate: false })")
    address(page, event=event, mode="upto", at="51,31,5")
    page.locator(".st-key-kind_battle label").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('kind')", timeout=WAIT)
    expect(box).not_to_be_checked(timeout=WAIT)
    told(frame, kind=parse_qs(urlsplit(page.url).query)["kind"][0])
    frame.evaluate("() => mapapp.frames[0].map.setView([40, 20], 4, { animate: false })")
    address(page, at="40,20,4")
    last = page.url

    page.go_back()
    shows(frame, event=event, mode="upto", at=[51, 31], zoom=5)
    expect(box).to_be_checked(timeout=WAIT)
    page.go_back()
    shows(frame, event=None, mode="window", window=[begin + 3, end - 2])
    expect(page.get_by_text("Click a marker, or choose")).to_be_visible(timeout=WAIT)
    address(page, event=None, kind=None)
    page.go_forward()
    shows(frame, event=event, mode="upto", at=[51, 31], zoom=5)
    page.go_forward()
    shows(frame, mode="upto", at=[40, 20], zoom=4)
    expect(box).not_to_be_checked(timeout=WAIT)
    address(page, at="40,20,4", event=event, mode="upto")
    assert 1 == watched.map_loads()
    assert parse_qs(urlsplit(last).query) == parse_qs(urlsplit(page.url).query)

    other = watch(samples)
    shared = opened(other, f"?{urlsplit(last).query}")
    shows(shared, mode="upto", at=[40, 20], zoom=4)
    expect(other.page.locator(".st-key-kind_battle input")).not_to_be_checked(timeout=WAIT)
    expect(other.page.locator(".event")).to_be_visible(timeout=WAIT)
    watched.nothing_wrong()
    other.nothing_wrong()


def test_other_pages_lead_back_to_the_view_and_a_bad_address_is_named(watch: Watch, samples: str) -> None:
    watched = watch(samples)
    page, frame = watched.page, opened(watched)
    event = frame.evaluate(CHOOSE, 1)
    told(frame, event=event)
    frame.evaluate("() => mapapp.frames[0].map.setView([48.5, 38], 6, { animate: false })")
    address(page, event=event, at="48.5,38,6")
    page.get_by_role("link", name="About").click()
    expect(page.get_by_text("What leaves this machine").first).to_be_visible(timeout=WAIT)
    settle(page)
    assert "" == urlsplit(page.url).query
    page.get_by_role("link", name="Map").first.click()
    shows(frame_of(page), event=event, at=[48.5, 38], zoom=6)
    address(page, event=event)
    page.go_back()
    expect(page.get_by_text("What leaves this machine").first).to_be_visible(timeout=WAIT)
    settle(page)
    page.go_back()
    shows(frame_of(page), event=event, at=[48.5, 38], zoom=6)

    frame = opened(watched, "?event=gone&from=2022-99-99&x=<img src=x onerror=window.__ran=1>&at=48.5,38,6")
    said = page.locator(".ignored")
    expect(said).to_contain_text("“from=2022-99-99” in the address was ignored", timeout=WAIT)
    expect(said).to_contain_text("“event=gone”")
    expect(said).to_contain_text("“x=<img src=x onerror=window.__ran=1>”")
    shows(frame, event=None, at=[48.5, 38], zoom=6)
    assert not any(each.evaluate("() => window.__ran") for each in page.frames)
    watched.nothing_wrong()
