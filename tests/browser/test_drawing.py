"""What the map draws, in a real Chromium: symbols, areas, sizes, heat, backgrounds; and what a click picks."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from mapapp.map import Tiles, event_map
from mapapp.reading.events.kinds import GROUPS

SQUARE = {"type": "Polygon", "coordinates": [[[22, 44], [40, 44], [40, 52], [22, 52], [22, 44]]]}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def row(latitude: float, longitude: float, day: str = "2023-01-10", **more: object) -> dict[str, object]:
    return {"latitude": latitude, "longitude": longitude, "first_day": day, "kind": "Battles: Armed clash", **more}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{"event_id": f"e{number}", **each} for number, each in enumerate(rows)])


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a saved map; the test fails when the page complained."""
    pages: list[Page] = []
    faults: list[str] = []

    def open_map(events: pd.DataFrame, width: int = 1280, scheme: Any = "light", **options: Any) -> Page:
        file = tmp_path / f"{len(pages)}.html"
        event_map(events, **options).save(str(file))
        page = browser.new_page(viewport={"width": width, "height": 760}, color_scheme=scheme)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(file.as_uri())
        expect(page.locator(".mapapp-count > span")).not_to_be_empty()
        page.evaluate("() => { window.frame0 = mapapp.frames[0]; }")
        pages.append(page)
        return page

    yield open_map
    for page in pages:
        page.close()
    assert [] == faults


def many(count: int = 20_000) -> pd.DataFrame:
    chance = np.random.default_rng(8)
    kinds = ["Battles: Armed clash", "CONSULT", "AID", "Explosions/Remote violence: Air/drone strike"]
    heights = [-90, 90, *chance.uniform(-70, 70, 900)]
    days = pd.Timestamp("2022-01-01") + pd.to_timedelta(chance.integers(0, 700, count), "D")
    return pd.DataFrame(
        {
            "event_id": [f"e{number}" for number in range(count)],
            # Many of them on few points, some at the poles and on both sides of the antimeridian.
            "latitude": np.where(chance.random(count) < 0.3, 50.0, chance.choice(heights, count)),
            "longitude": chance.choice([-180, 180, *chance.uniform(-180, 180, 40)], count),
            "first_day": days,
            "kind": chance.choice(kinds, count),
            "status": chance.choice(["happened", "planned", "denied"], count),
        }
    )


BRUTE_FORCE = """() => {
  const { map, marks, events } = frame0;
  const wrong = [];
  const inner = marks.layer.view.inner;
  const centre = (mark) => [mark.x - inner.x, mark.y - inner.y];
  const under = (left, top) => {
    const { x, y } = marks.onCanvas(L.point(left, top));
    return marks.marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) <= Math.max(10, mark.radius + 3));
  };
  for (const [place, zoom] of [[[20, 10], 2], [[50, 30], 6], [[0, -170], 4]]) {
    map.setView(place, zoom, { animate: false });
    const view = marks.layer.view;
    const cell = (i) => {
      const s = events.spot[i];
      const [x, y] = [mapapp.unitX(events.longitude[s]) * view.scale, mapapp.unitY(events.latitude[s]) * view.scale];
      return [Math.floor(x / 16) - Math.floor(view.left / 16), Math.floor(y / 16) - Math.floor(view.top / 16)];
    };
    const byCell = new Map();
    for (let i = 0; i < events.size; i++) {
      if (events.first[i] > marks.last || events.last[i] < marks.first) continue;
      if (!marks.allowed[events.look[i]]) continue;
      const [column, row] = cell(i);
      if (column < 0 || row < 0 || column >= marks.grid.columns || row >= marks.grid.rows) continue;
      const key = row * marks.grid.columns + column;
      byCell.set(key, [...(byCell.get(key) || []), i]);
    }
    const drawn = marks.marks.flatMap((mark) => mark.cells);
    if (new Set(drawn).size !== drawn.length) wrong.push("a cell lies in two marks");
    if ([...byCell.keys()].some((key) => !drawn.includes(key))) wrong.push("an event that passes is not drawn");
    for (const mark of marks.marks) {
      const truth = mark.cells.flatMap((key) => byCell.get(key) || []).sort((a, b) => a - b).join();
      const [x, y] = centre(mark);
      const seen = under(x, y);
      const got = marks.pick(L.point(x, y));
      if (got !== seen) wrong.push(["picked something else", zoom, x, y]);
      const held = marks.eventsOf(mark, Infinity).sort((a, b) => a - b).join();
      if (held !== truth) wrong.push(["other events", zoom, mark.count]);
      if (mark.count !== truth.split(",").length) wrong.push(["counted wrongly", zoom, mark.count]);
    }
    for (let k = 0; k < 200; k++) {
      const point = L.point(37 * k % map.getSize().x, 53 * k % map.getSize().y);
      if ((marks.pick(point) || undefined) !== under(point.x, point.y)) wrong.push(["a point", zoom, point.x, point.y]);
    }
  }
  return wrong;
}"""


def test_a_click_picks_what_is_drawn_and_a_mark_holds_what_passes(opened: Opener) -> None:
    page = opened(many())
    assert [] == page.evaluate(BRUTE_FORCE)
    page.get_by_label("Talks").uncheck(force=True)
    page.evaluate("frame0.timeline.setWindow(frame0.events.extent[0] + 100, frame0.events.extent[0] + 300)")
    page.evaluate("frame0.drawNow()")
    assert [] == page.evaluate(BRUTE_FORCE)


APART = """() => {
  const pixels = (name) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 16;
    const context = canvas.getContext("2d");
    context.beginPath();
    mapapp.traceSymbol(context, name, 8, 8, 5);
    context.fill();
    return [...context.getImageData(0, 0, 16, 16).data].filter((_, i) => i % 4 === 3);
  };
  const all = Object.fromEntries(frame0.events.groups.map(({ symbol }) => [symbol, pixels(symbol)]));
  const close = [];
  for (const [a, one] of Object.entries(all)) for (const [b, other] of Object.entries(all)) {
    if (a >= b) continue;
    const apart = one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0);
    const either = one.reduce((sum, value, i) => sum + Math.max(value, other[i]), 0);
    if (apart / either < 0.2) close.push([a, b, apart / either]);
  }
  return close;
}"""


def test_symbols_legend_sizes_and_heat(opened: Opener) -> None:
    killed = json.dumps([{"what": "killed", "count": 100}])
    rows = [row(50.45, 30.52, figures=killed), row(49.84, 24.03), row(46.48, 30.73, kind="CONSULT")]
    page = opened(table(*rows, row(47.0, 36.0, status="planned")))
    assert [] == page.evaluate(APART), "symbols of 12 px"
    explained = page.locator(".mapapp-groups label:visible")
    assert [group.label for group in GROUPS if group.id in ("battle", "talks")] == [
        text.rstrip("0123456789").strip() for text in explained.all_inner_texts()
    ]
    expect(explained.locator("svg.mapapp-sign")).to_have_count(2)
    radius = "frame0.marks.marks.map((mark) => mark.radius)"
    assert 1 == len(set(page.evaluate(radius)))
    page.locator(".mapapp-show summary").click()
    assert ["all alike", "by people killed or hurt"] == [
        option.inner_text() for option in page.locator(".mapapp-show option:not([disabled])").all()
    ]
    page.get_by_label("Size").select_option("figures")
    sizes = page.evaluate(radius)
    assert max(sizes) > 2 * min(sizes)
    expect(page.locator(".mapapp-sizes")).to_contain_text("killed or hurt")
    page.get_by_role("button", name="Heat").click()
    expect(page.locator(".mapapp-sizes")).to_have_text("few eventsmany")
    opacity = """() => { const { layer } = frame0.marks; const { ratio } = layer.view;
        const { x, y } = frame0.marks.point(frame0.events.spot[0], layer.view);
        return layer.context.getImageData(x * ratio, y * ratio, 1, 1).data[3]; }"""
    assert page.evaluate(opacity) > 80
    assert 0 == page.evaluate("frame0.marks.marks.length")
    page.get_by_role("button", name="Marks").click()
    assert 4 == page.evaluate("frame0.marks.marks.length")


def test_what_lies_somewhere_in_a_country_is_words_in_its_outline_and_no_pin(opened: Opener) -> None:
    country = row(48.0, 31.0, place_id="c", place_name="the country", place_kind="country", radius_km=500.0)
    ring = row(51.2, 30.5, place_id="r", place_name="75 km north of the town", place_kind="region", radius_km=75.0)
    town = row(50.45, 30.52, place_id="t", place_name="the town")
    page = opened(table(country, country, ring, town), outlines={"c": SQUARE})
    page.evaluate("frame0.map.setView([48.5, 31], 7, { animate: false })")
    names = "frame0.marks.marks.map((mark) => frame0.events.placeName(frame0.events.start[mark.spot]))"
    assert ["the town"] == page.evaluate(names)
    tags = "frame0.marks.areas.tags.shown.map((tag) => [tag.name, tag.count]).sort()"
    assert [["75 km north of the town", 1], ["the country", 2]] == page.evaluate(tags)
    across = page.evaluate("frame0.marks.areas.shown.find((area) => !area.lines.length).extent")
    pixels = """() => { const { map } = frame0; const y = map.project([51.2, 30.5]).y;
        return 1000 / map.distance(map.unproject([0, y]), map.unproject([1, y])); }"""
    assert across == pytest.approx(150 * page.evaluate(pixels), rel=0.02)
    at = page.evaluate(
        """() => { const tag = frame0.marks.areas.tags.shown.find((each) => each.count === 2);
            const { inner } = frame0.marks.layer.view;
            const box = frame0.map.getContainer().getBoundingClientRect();
            return [box.left + tag.x - inner.x, box.top + tag.y - inner.y]; }"""
    )
    page.mouse.move(*at)
    expect(page.get_by_role("tooltip")).to_contain_text("2 events somewhere in this area")
    page.mouse.click(*at)
    expect(page.locator(".mapapp-panel h2")).to_have_text("2 events somewhere in the country")
    page.locator(".mapapp-list button").first.click()
    page.get_by_role("button", name="Show the selected event").click()
    page.wait_for_function("frame0.map.getBounds().contains([[44.5, 22.5], [51.5, 39.5]])")


def test_fifty_thousand_on_one_point_none_and_the_edges_of_the_world(opened: Opener) -> None:
    page = opened(pd.concat([table(row(50.45, 30.52, place_name="the spot"))] * 50_000, ignore_index=True))
    assert [50_000] == page.evaluate("frame0.marks.marks.map((mark) => mark.count)")
    page.evaluate("frame0.openMark(frame0.marks.marks[0])")
    expect(page.locator(".mapapp-panel h2")).to_have_text("50,000 events at the spot")
    edges = opened(table(row(90, 0), row(-90, 0), row(0, 180), row(0, -180)))
    edges.evaluate("frame0.map.setView([0, 0], 2, { animate: false })")
    assert 2 == edges.evaluate("frame0.marks.marks.reduce((sum, mark) => sum + mark.count, 0)")
    assert edges.evaluate("[...frame0.events.x, ...frame0.events.y].every((at) => at >= 0 && at <= 1)")
    none = opened(table(row(50, 30)).head(0))
    expect(none.get_by_text("No events to show")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light"), (2560, "light")])
def test_boxes_on_the_map_never_lie_on_each_other(opened: Opener, width: int, scheme: str) -> None:
    undated = [row(50, 30, "NaT")] * 3
    page = opened(table(row(50, 30), row(51, 31, "2020-01-01", last_day="2023-01-01"), *undated), width, scheme)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".mapapp-key, .mapapp-side > *, .mapapp-stage .leaflet-bar")]
            .filter((box) => box.offsetParent).map((box) => {
              const { left, right, top, bottom } = box.getBoundingClientRect();
              return [box.className, left, right, top, bottom]; })"""
    )
    over = [
        (a[0], b[0])
        for number, a in enumerate(boxes)
        for b in boxes[number + 1 :]
        if a[1] < b[2] and b[1] < a[2] and a[3] < b[4] and b[3] < a[4]
    ]
    assert len(boxes) >= 4
    assert [] == over


def test_names_keep_clear_of_what_stands_over_the_map_and_of_its_edge_and_the_legend_folds(opened: Opener) -> None:
    country = row(49.0, 31.0, place_id="UA", place_name="Ukraine", place_kind="country", radius_km=500.0)
    page = opened(table(row(50.45, 30.52), country), 900, outlines={"UA": SQUARE})
    page.evaluate("frame0.map.setView([49, 30], 5, { animate: false })")
    cut, covered, names = page.evaluate(
        """() => { const { base } = frame0; const { view, canvas } = base.labels; const { x, y, size } = view.inner;
            const written = base.boxes.filter((box) => box[4] !== mapapp.CONTROL);
            const controls = mapapp.controlBoxes(canvas, view);
            const cross = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
            const edge = [x, y, x + size.x, y + size.y];
            const within = (box) => box[0] >= x && box[2] <= edge[2] && box[1] >= y && box[3] <= edge[3];
            return [written.filter((box) => cross(box, edge) && !within(box)).map((box) => box[4]),
              written.filter((box) => controls.some((other) => cross(box, other))).map((box) => box[4]),
              written.map((box) => box[4])]; }"""
    )
    assert ([], []) == (cut, covered)
    assert len(names) > 15
    assert ["Ukraine"] == page.evaluate("[...frame0.marks.areas.tags.names()]")
    assert "Ukraine" not in names
    signs = page.get_by_role("group", name="What the signs mean")
    assert (signs.bounding_box() or {})["height"] < 34
    page.get_by_role("button", name="Signs").click()
    expect(page.get_by_text("somewhere in this area")).to_be_hidden()
    expect(signs).to_contain_text("km")


def test_waters_and_units_are_decoded_when_a_view_needs_them(opened: Opener) -> None:
    page = opened(table(row(50.45, 30.52)))
    page.evaluate("frame0.base.inland = {}; frame0.map.setView([50, 30], 2, { animate: false })")
    assert [] == page.evaluate("Object.keys(frame0.base.inland)")
    page.evaluate("frame0.map.setView([50, 30], 6, { animate: false })")
    assert ["lakes", "rivers", "units"] == page.evaluate("Object.keys(frame0.base.inland).sort()")
    expect(page.get_by_role("button", name="Full screen")).to_be_visible()


@pytest.fixture
def tile_server() -> Iterator[Callable[[int], tuple[str, list[str]]]]:
    """Starts a server of tiles that answers with this status; gives its address and what was asked."""
    servers: list[ThreadingHTTPServer] = []

    def start(status: int) -> tuple[str, list[str]]:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(status)
                self.send_header("Content-Type", "image/png")
                self.end_headers()
                # A browser shows a picture whatever the status says.
                self.wfile.write(PIXEL if status == 200 else b"")

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("status", [200, 503])
def test_tiles_are_asked_for_after_a_yes_and_fall_back_when_they_fail(
    opened: Opener, tile_server: Callable[[int], tuple[str, list[str]]], status: int
) -> None:
    base, asked = tile_server(status)
    page = opened(table(row(50.45, 30.52)), tiles=Tiles(base + "/{z}/{x}/{y}.png", "© Ours", "our tiles"))
    page.locator(".mapapp-show summary").click()
    page.get_by_label("Background").select_option("our tiles")
    expect(page.locator(".mapapp-ask")).to_contain_text("that leaves this machine")
    expect(page.locator(".mapapp-ask")).to_contain_text(base.removeprefix("http://"))
    assert [] == asked
    page.get_by_role("button", name="Show it").click()
    if status == 200:
        expect(page.locator("img.leaflet-tile-loaded").first).to_be_visible()
        expect(page.locator(".mapapp-credit")).to_contain_text("© Ours")
        assert page.evaluate("frame0.base.hidden")
        page.get_by_label("Background").select_option("drawn")
    else:
        expect(page.get_by_text("did not answer, so the background is drawn again")).to_be_visible()
    expect(page.locator("img.leaflet-tile")).to_have_count(0)
    expect(page.locator(".mapapp-credit")).to_contain_text("Natural Earth")
    assert not page.evaluate("frame0.base.hidden")
    assert asked


def test_a_page_that_was_not_asked_to_offers_no_tiles(opened: Opener) -> None:
    page = opened(table(row(50.45, 30.52)))
    expect(page.get_by_label("Background")).to_have_count(0)
