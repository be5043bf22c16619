"""Small tables of events, pages saved with `event_map(...).save` that a browser opens, and when a page has settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import Browser, Locator, Page, expect

from mapapp.map import event_map

CASES = Path(__file__).parents[1] / "cases"
PLACES = {"Bakhmut": (48.59, 38.0), "Kyiv": (50.45, 30.52), "Lviv": (49.84, 24.03), "Minsk": (53.9, 27.57)}
WAIT = 60_000
"""Milliseconds, for all that a server has a part in; two busy cores."""
SETTLED = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning"
    && [...document.querySelectorAll('[data-testid="stElementContainer"]')].every((each) =>
        each.dataset.stale !== "true" && getComputedStyle(each).opacity === "1")"""
SENTENCE = "Our own sample: shells fell on the town from dawn."


def event(place: str, first: str, last: str | None = None, **more: object) -> dict[str, object]:
    latitude, longitude = PLACES[place]
    return {
        "latitude": latitude,
        "longitude": longitude,
        "place_name": place,
        "place_id": f"test:{place}",
        "first_day": first,
        "last_day": last or first,
        "kind": "Battles: Armed clash",
        "status": "happened",
        "sentence": SENTENCE,
        **more,
    }


def table(*rows: Mapping[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame([{"event_id": f"e{number}", **row} for number, row in enumerate(rows)])
    return frame.reindex(columns=[*dict.fromkeys([*frame.columns, "latitude", "longitude", "first_day"])])


USUAL = table(
    event("Bakhmut", "2023-02-08", "2023-02-16", status="ongoing"),
    event("Kyiv", "2023-01-10"),
    event("Kyiv", "2023-01-20", kind="CONSULT"),
    event("Kyiv", "2023-03-01"),
    event("Lviv", "2023-03-20", status="planned"),
    event("Minsk", "2023-03-20", status="denied", kind="CONSULT"),
    event("Lviv", "NaT"),
)


@dataclass
class Opened:
    """A page, and what it did unasked."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def count(self) -> str:
        return self.page.locator(".mapapp-count > span").inner_text()

    def handle(self, name: str) -> Any:
        return self.page.get_by_role("slider", name=name)

    def press(self, name: str, *keys: str) -> None:
        self.handle(name).focus()
        for key in keys:
            self.page.keyboard.press(key)

    def spot(self, place: str) -> tuple[float, float]:
        """Where a place lies on the page, in px."""
        x, y = self.page.evaluate(
            """(at) => { const map = mapapp.frames[0].map; const box = map.getContainer().getBoundingClientRect();
                const point = map.latLngToContainerPoint(at); return [box.left + point.x, box.top + point.y]; }""",
            list(PLACES[place]),
        )
        return x, y

    def marks(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(
            """mapapp.frames[0].marks.marks.map((mark) => ({count: mark.count, ...mark.face(),
                place: mapapp.frames[0].events.placeName(mapapp.frames[0].events.start[mark.spot])}))"""
        )
        return found


def settle(page: Page) -> None:
    """Wait until no run goes on, and nothing that was drawn before stands beside what is drawn now."""
    page.wait_for_function(SETTLED, timeout=WAIT)


NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until what was changed is drawn."""

STANDS = """(element) => new Promise((done) => {
    const look = (was) => {
        const is = JSON.stringify(element.getBoundingClientRect());
        if (is === was) done();
        else setTimeout(look, 300, is);
    };
    look("");
})"""
"""Waits until an element stays where it is."""


def open_list(page: Page, box: Locator) -> None:
    """Press a list open once nothing moves any more: a page that scrolls closes it."""
    expect(box).to_be_visible(timeout=WAIT)
    settle(page)
    box.evaluate(STANDS)
    box.scroll_into_view_if_needed()
    box.evaluate(STANDS)
    box.click()


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def blank(browser: Browser, pages: list[Page] = []) -> Page:  # noqa: B006 - one page for all cases, kept on purpose
    if not pages or pages[0].is_closed():
        pages[:] = [browser.new_page()]
        pages[0].set_content(event_map(table()).get_root().render())
    return pages[0]
