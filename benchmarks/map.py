"""The map in a real Chromium, in one command: `benchmarks/map.py [SIZE...]` prints rows of RESULTS.md.

For each number of events, side by side in the same run: our map in the app (`mapapp open` on a workspace of that many
events) and in a saved page, `st_folium` with a `CircleMarker` an event, a Streamlit slider that reruns a page with
`st.scatter_chart`, and `st_folium` with an empty map: what Streamlit and folium cost by themselves. A figure is the
median of the runs that it names; "script" is time in the browser's JavaScript, everything else is time on the clock.
Beyond `--others-up-to` events the others are not tried: a page of theirs takes minutes.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from map_pages import App, Figures, Part, Saved
from playwright.sync_api import Browser, sync_playwright
from usual_ways import WAYS, Theirs

SIZES = (5, 10_000, 100_000, 1_000_000)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc",
)
ROWS = {
    "first map, s": ("first", 2),
    "the first visitor of a server, s": ("cold", 2),
    "window step, ms of script": ("step", 1),
    "window step to picture, ms": ("to_picture", 0),
    "play, frames a second": ("frames", 0),
    "filter to new picture, ms": ("filter", 0),
    "click to panel, ms": ("click", 0),
    "sent for the first map, kB": ("bytes_first", 0),
    "sent for a filter, kB": ("bytes_filter", 1),
    "sent for a selection, kB": ("bytes_click", 1),
    "sent for another page, kB": ("bytes_page", 1),
    "sent for a window step, kB": ("bytes_step", 1),
    "JavaScript heap, MB": ("heap", 0),
    "browser process of the page, MB": ("resident", 0),
    "file, MB": ("file", 1),
}


def median(figures: Figures, name: str, digits: int) -> str:
    """ "0.41", or nothing where it was not measured."""
    values = figures.get(name, [])
    if not values:
        return ""
    middle = f"{statistics.median(values):,.{digits}f}"
    return f"{middle} (of {len(values)})" if len(values) > 1 else middle


def rows(browser: Browser, size: int, folder: Path, given: argparse.Namespace) -> Iterator[str]:
    """A table of Markdown for a number of events."""
    parts: list[Part] = [Saved(browser, size, folder, given.runs)]
    if size <= given.app_up_to:
        parts.insert(0, App(browser, size, folder, given.runs))
    if size <= given.others_up_to:
        parts += [Theirs(browser, size, folder, given.runs, way) for way in WAYS]
    measured: dict[str, Figures] = {}
    for part in parts:
        print(f"{size:,} events: {part.name}", file=sys.stderr, flush=True)
        measured[part.name] = part.measure()
    yield f"\n| {size:,} events | {' | '.join(measured)} |\n|---|{'---:|' * len(measured)}"
    for words, (name, digits) in ROWS.items():
        cells = [median(figures, name, digits) for figures in measured.values()]
        if any(cells):
            yield f"| {words} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help=f"{', '.join(map(str, SIZES))} by default")
    parser.add_argument("--runs", type=int, default=3, help="runs of each figure; 3 by default")
    parser.add_argument("--app-up-to", type=int, default=100_000, help="a workspace of a million takes minutes to make")
    parser.add_argument("--others-up-to", type=int, default=10_000)
    given = parser.parse_args()
    if CHROMIUM is None:
        parser.error("Chromium is missing: make browser, or apt-get install chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="mapapp-bench-") as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, Chromium {browser.version} headless"
        print(f"{date.today().isoformat()}, {machine}; medians")
        for size in given.sizes or SIZES:
            for row in rows(browser, size, Path(folder), given):
                print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
