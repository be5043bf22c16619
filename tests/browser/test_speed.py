"""What makes the map fast: events are sent once, and a filter, a click or another page sends next to nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect
from saved_maps import WAIT

from mapapp.map import event_map
from mapapp.map.payload import choice, drawn, record, recorded

COUNT = re.compile(r"of ([\d,]+) events in this window")
ASPECTS = """
(events) => ({
  size: events.size, extent: events.extent, key: typeof events.key,
  rows: Array.from({length: events.size}, (_, i) => [events.ids.at(i), events.first[i], events.last[i], events.look[i],
    events.kinds[events.kind[i]], events.placeName(i), events.x[events.spot[i]], events.y[events.spot[i]],
    (events.areas[events.area[events.spot[i]]] || {}).radius_km ?? null, events.text("sentence", i),
    events.corrected(i), events.find(events.ids.at(i))]),
  counts: events.groups.map((_, group) => events.countGroup(group, events.extent[0] + 3, events.extent[1] - 3)),
  wide: events.groups.map((_, group) => events.countWide(group, events.extent[0], events.extent[1])),
})
"""


@pytest.fixture(scope="module")
def plugin(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with the plugin's code."""
    file = tmp_path_factory.mktemp("plugin") / "map.html"
    event_map(made(3)).save(str(file))
    page = browser.new_page()
    page.goto(file.as_uri())
    yield page
    page.close()


def made(size: int) -> pd.DataFrame:
    """Events of many sorts at a few places, some of them areas."""
    chance = np.random.default_rng(size)
    place = chance.integers(0, 12, size)
    first = np.datetime64("2021-01-01") + chance.integers(0, 400, size).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "event_id": [f"e{number}" for number in range(size)],
            "latitude": 44.0 + place,
            "longitude": 20.0 + place * 2,
            "place_id": [f"p{number}" for number in place],
            "place_name": [f"Town {number}" for number in place],
            "place_kind": np.where(place % 4 == 0, "region", "settlement"),
            "radius_km": 80.0,
            "first_day": first,
            "last_day": first + chance.choice([0, 0, 3, 60], size).astype("timedelta64[D]"),
            "kind": chance.choice(["Battles: Armed clash", "CONSULT", "AID"], size),
            "status": chance.choice(["happened", "planned", "denied"], size),
            "corrected": ["place" if number % 7 == 2 else "" for number in range(size)],
            "sentence": [f"Our own sentence {number}." for number in range(size)],
        }
    )


@pytest.mark.parametrize("share", [0, 0.01, 0.4, 1])
def test_some_events_cut_out_of_all_are_drawn_as_if_they_had_been_sent_alone(plugin: Page, share: float) -> None:
    events = made(300)
    passes = np.random.default_rng(5).random(len(events)) < share
    whole = drawn(events)
    every = recorded(whole, outlines={})
    some = choice(whole, every["key"], passes)
    cut: Any = plugin.evaluate(
        f"([every, some]) => ({ASPECTS})(new mapapp.Events(mapapp.chosen(mapapp.decoded(every), some)))", [every, some]
    )
    alone = plugin.evaluate(f"(record) => ({ASPECTS})(new mapapp.Events(record))", record(events[passes], outlines={}))
    assert json.dumps(alone) == json.dumps(cut)
    assert int(passes.sum()) == cut["size"]


def ready(watched: Any) -> int:
    """Number of events that the map has, as soon as it says so."""
    said = watched.map.get_by_text(COUNT).first
    expect(said).to_be_visible(timeout=WAIT)
    found = COUNT.search(said.inner_text())
    assert found
    return int(found[1].replace(",", ""))


def test_a_filter_sends_a_few_bytes_and_a_selection_none_and_the_map_is_loaded_once(
    watch: Callable[..., Any], samples: str
) -> None:
    watched = watch(samples)
    sent: list[tuple[str, int]] = []

    def note(response: Any) -> None:
        if response.url.endswith(".json"):
            sent.append((response.url, len(response.body())))

    watched.page.on("response", note)
    watched.page.goto(samples)
    before = ready(watched)
    expect(watched.page.get_by_role("button", name="Later ▶")).to_be_visible(timeout=WAIT)
    whole = max(size for _, size in sent)
    assert 2 == len(sent)
    watched.page.get_by_text("Background too", exact=True).click()
    expect(watched.map.get_by_text(COUNT).first).not_to_contain_text(f"of {before} ", timeout=WAIT)
    ((address, size),) = sent[2:]
    assert size < 500 < whole
    watched.page.get_by_role("button", name="Later ▶").click()
    expect(watched.page.locator("mark").first).to_be_visible(timeout=WAIT)
    watched.page.get_by_text("Background too", exact=True).click()
    expect(watched.map.get_by_text(COUNT).first).to_contain_text(f"of {before} ", timeout=WAIT)
    # What was shown before is asked for no second time.
    assert (address, size) == sent[-1]
    assert 1 == watched.map_loads()


TOLD = """() => {
  window.told = [];
  window.addEventListener("message", ({data}) => data.type === "streamlit:setComponentValue" && told.push(data.value));
}"""
CHOSEN = """(index) => {
  const frame = document.querySelector("iframe[title*=folium]").contentWindow.mapapp.frames[0];
  frame.choose(index);
  return frame.events.ids.at(index);
}"""
NO_TIMERS = """() => {
  const inner = document.querySelector("iframe[title*=folium]").contentWindow, { setTimeout } = inner;
  inner.setTimeout = () => 0;
  window.timersAgain = () => { inner.setTimeout = setTimeout; };
}"""


def test_a_click_is_told_at_once_and_only_once(watch: Callable[..., Any], samples: str) -> None:
    watched = watch(samples)
    page = watched.page
    page.goto(samples)
    ready(watched)
    expect(page.get_by_role("button", name="Later ▶")).to_be_visible(timeout=WAIT)
    page.evaluate(TOLD)
    page.evaluate(NO_TIMERS)
    first = page.evaluate(CHOSEN, 1)
    page.wait_for_function("told.length === 1")
    page.evaluate("timersAgain()")
    second = page.evaluate(CHOSEN, 2)
    expect(page.locator("mark").first).to_be_visible(timeout=WAIT)
    # streamlit-folium gathers for a quarter of a second what it tells.
    page.evaluate("new Promise((done) => setTimeout(done, 600))")
    said = page.evaluate("told.map((each) => each.last_active_drawing.properties.event_id)")
    assert [first, second] == said


def test_fifty_thousand_events_on_one_point_are_one_mark_and_open_into_a_list(plugin: Page) -> None:
    size = 50_000
    frame = pd.DataFrame(
        {"latitude": 50.0, "longitude": 30.0, "first_day": ["2023-02-08"] * size, "place_name": "Here"}
    )
    counts = plugin.evaluate(
        """(record) => {
            map = mapapp.frames[0].map;
            mapapp.events(JSON.stringify({...record, selected: null, window: null})).addTo(map);
            const frame = mapapp.frames[0];
            frame.fitAll();
            frame.drawNow();
            frame.openMark(frame.marks.marks[0]);
            return frame.marks.marks.map((mark) => mark.count);
        }""",
        record(frame, outlines={}),
    )
    assert [size] == counts
    expect(plugin.get_by_text("50,000 of 50,000 events in this window").first).to_be_visible(timeout=WAIT)
    lines = plugin.locator(".mapapp-panel li")
    expect(lines.first).to_be_visible(timeout=WAIT)
    assert 1 < lines.count() <= 300


def test_events_that_cannot_be_had_are_asked_for_again_and_then_the_map_says_so(plugin: Page) -> None:
    every = record(made(20), outlines={})
    plugin.evaluate(
        """(record) => {
            const later = window.setTimeout;
            window.setTimeout = (run) => later(run, 0);
            window.tries = 0;
            window.failing = 2;
            window.fetch = async () => window.tries++ < window.failing ? {ok: false, status: 404}
                : {ok: true, json: async () => record};
            map = mapapp.frames[0].map;
            mapapp.eventsAt("one", {selected: null, window: null}, "").addTo(map);
        }""",
        every,
    )
    plugin.wait_for_function("mapapp.frames[0].events.size === 20 && window.tries === 3")
    plugin.evaluate(
        "() => { window.failing = Infinity; mapapp.eventsAt('two', {selected: null, window: null}, '').addTo(map); }"
    )
    expect(plugin.get_by_text("The app does not answer")).to_be_visible(timeout=WAIT)
    assert 20 == plugin.evaluate("mapapp.frames[0].events.size")
    plugin.evaluate("window.failing = 0")
    plugin.get_by_role("button", name="Try again").click()
    expect(plugin.get_by_text("The app does not answer")).to_be_hidden(timeout=WAIT)


def test_a_step_of_the_window_groups_the_events_of_that_window_alone(plugin: Page) -> None:
    steps = plugin.evaluate(
        """() => {
          const frame = mapapp.frames[0], [begin, end] = frame.events.extent;
          const { grid } = frame.marks, { marks } = grid;
          const asked = [];
          grid.marks = (from, to, allowed) => { asked.push([from, to]); return marks.call(grid, from, to, allowed); };
          frame.drawNow(begin, end - 1);
          grid.marks = marks;
          return { asked, wanted: [[begin, end - 1]] };
        }"""
    )
    assert steps["wanted"] == steps["asked"]
