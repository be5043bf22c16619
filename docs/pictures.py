"""The pictures of the documents, taken of the app as it is: `docs/pictures.py`, from the checkout, with the test tools.

The app shows the reports that come with it. The million events are made up, of real towns, and drawn by a saved page.
Nothing is retouched: what looks wrong in a picture is wrong in the app.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from gazetteer import open_gazetteer
from mapapp.map import event_map
from mapapp.model import Grade
from mapapp.reading.events.kinds import KINDS
from mapapp.store import open_store

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "screenshots"

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
MANY = 1_000_000
PATIENCE = 60_000
"""Milliseconds; the gazetteer may have to be built first."""
QUIET = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"


@contextmanager
def app() -> Iterator[tuple[str, Path]]:
    """The address of the app with the reports that it brings, and its workspace."""
    with tempfile.TemporaryDirectory(prefix="mapapp-pictures-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        command = [sys.executable, "-m", "mapapp", "open", "--workspace", f"{folder}/workspace", "--port", port]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - our own command
            base = f"http://127.0.0.1:{port}"
            try:
                while server.poll() is None:
                    try:
                        urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()  # noqa: S310 - our own server
                        break
                    except OSError:
                        time.sleep(0.2)
                yield base, Path(folder) / "workspace"
            finally:
                server.terminate()


def opened(browser: Browser, address: str, *, dark: bool = False, phone: bool = False) -> Page:
    """A page of the app, settled."""
    size = PHONE if phone else DESKTOP
    context = browser.new_context(
        viewport=size, color_scheme="dark" if dark else "light", has_touch=phone, is_mobile=phone, device_scale_factor=1
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    page.goto(address)
    return page


def settle(page: Page) -> None:
    """Wait until nothing runs, everything is drawn, and the pointer is nowhere."""
    page.wait_for_function(QUIET)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    page.wait_for_function(QUIET)


def keep(page: Page, name: str) -> None:
    """Take the picture, in 256 colours: a third of the bytes."""
    with Image.open(BytesIO(page.screenshot())) as taken:
        taken.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE).save(FOLDER / f"{name}.png", optimize=True)
    page.context.close()
    print(FOLDER / f"{name}.png")


def on_the_map(browser: Browser, base: str, *, dark: bool = False, phone: bool = False) -> Page:
    """The map with all events there."""
    page = opened(browser, base, dark=dark, phone=phone)
    frame = page.frame_locator("iframe[title*=folium]").first
    expect(frame.get_by_text("events in this window").first).to_be_visible()
    settle(page)
    return page


def well_told(workspace: Path) -> str:
    """The surest event in a town that has figures: its panel has most to say."""
    events = open_store(workspace).events_frame().dropna(subset=["latitude", "first_day"])
    news = (events["place_kind"] == "settlement") & (events["grade"] == Grade.PRIMARY)
    told = events[news & events["figures"].str.contains("killed")]
    return str(told.sort_values("confidence", kind="stable")["event_id"].iloc[-1])


def with_event(browser: Browser, base: str, event: str, *, dark: bool = False, phone: bool = False) -> Page:
    """The map with an event selected."""
    page = on_the_map(browser, f"{base}/?event={event}", dark=dark, phone=phone)
    expect(page.get_by_role("article", name="Selected event")).to_be_visible()
    settle(page)
    return page


def corrected(browser: Browser, base: str, event: str) -> Page:
    """An event whose place is being corrected."""
    page = with_event(browser, base, event)
    page.get_by_role("radio", name="Place").click()
    settle(page)
    field = page.get_by_role("textbox", name="Search a place")
    field.fill("Odesa")
    field.press("Enter")
    settle(page)
    page.get_by_text(re.compile("^Odesa, Odesa Oblast")).click()
    settle(page)
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("button", name="Keep this place").scroll_into_view_if_needed()
    settle(page)
    return page


def crowd(size: int) -> pd.DataFrame:
    """Made-up events in the towns of Europe, more in large ones; each country has kinds and months of its own."""
    gazetteer, chance = open_gazetteer(), np.random.default_rng(0)
    columns = gazetteer.columns
    latitude, longitude, people = (
        np.asarray(each) for each in (columns.latitude, columns.longitude, columns.population)
    )
    rows = np.flatnonzero((people > 20_000) & (latitude > 35) & (latitude < 62) & (longitude > -10) & (longitude < 50))
    places = [gazetteer.place(f"geonames:{columns.geonames[row]}") for row in rows]
    towns = [(row, place) for row, place in zip(rows, places, strict=True) if place and place.kind == "settlement"]
    weight = np.sqrt([float(people[row]) for row, _ in towns])
    at = chance.choice(len(towns), size, p=weight / weight.sum())
    country = np.array([place.country for _, place in towns])[at]
    kind, day = np.empty(size, object), np.empty(size, "datetime64[D]")
    for each in np.unique(country):
        here = np.flatnonzero(country == each)
        kind[here] = chance.choice(list(KINDS), len(here), p=chance.dirichlet(np.full(len(KINDS), 0.3)))
        middles = chance.uniform(0, 1461, 4)
        apart = chance.normal(chance.choice(middles, len(here)), 90).astype(int)
        day[here] = np.datetime64("2021-01-01") + np.clip(apart, 0, 1460)
    return pd.DataFrame(
        {
            "latitude": latitude[[row for row, _ in towns]][at],
            "longitude": longitude[[row for row, _ in towns]][at],
            "place_name": np.array([place.name for _, place in towns])[at],
            "first_day": day,
            "kind": kind,
            "status": chance.choice(["happened", "planned", "denied"], size, p=[0.85, 0.1, 0.05]),
        }
    )


def a_million(browser: Browser, folder: Path) -> Page:
    """A saved page of a million events."""
    file = folder / "million.html"
    event_map(crowd(MANY)).save(str(file))
    page = opened(browser, file.as_uri())
    expect(page.get_by_text("events in this window").first).to_be_visible()
    page.wait_for_timeout(1500)
    return page


def main() -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("Chromium is missing: make browser, or apt-get install chromium")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with app() as (base, workspace):
            on_the_map(browser, base).context.close()  # the samples are read by then
            event = well_told(workspace)
            keep(with_event(browser, base, event), "map-light")
            keep(with_event(browser, base, event, dark=True), "map-dark")
            keep(on_the_map(browser, base, phone=True), "phone-map")
            keep(with_event(browser, base, event, phone=True), "phone-event")
            keep(corrected(browser, base, event), "correction")
            for name in ("articles", "unplaced"):
                page = opened(browser, f"{base}/{name}")
                expect(page.get_by_role("heading", level=1).first).to_be_visible()
                settle(page)
                keep(page, name)
        keep(a_million(browser, Path(folder)), "million")
        browser.close()


if __name__ == "__main__":
    main()
