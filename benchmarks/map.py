"""The map in a real Chromium: `benchmarks/map.py [SIZE...]` prints rows of RESULTS.md.

For each number of synthetic events: seconds of Python, size of the page, seconds until the map stands, and the script
time of one step of the time window (median and slowest of 40 steps over all days).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from mapapp.map import event_map
from mapapp.reading.events.kinds import KINDS

SIZES = (5, 1_000, 10_000, 100_000, 1_000_000)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
STEPS = """
() => {
  const frame = mapapp.frames[0];
  const [begin, end] = frame.events.extent;
  const width = Math.max(1, Math.round((end - begin) / 8));
  const times = [];
  for (let i = 0; i < 44; i++) {
    const first = begin + Math.round((end - begin - width) * i / 43);
    times.push(frame.drawNow(first, first + width));
  }
  return times.slice(4);
}
"""


def synthetic(size: int) -> pd.DataFrame:
    """Events over four years at as many places as events, up to 50,000: towns of eastern Europe, so to say."""
    generator = np.random.default_rng(size)
    spots = min(size, 50_000)
    spot = generator.integers(0, spots, size)
    first = np.datetime64("2021-01-01") + generator.integers(0, 1460, size).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "event_id": np.char.add("event-", np.arange(size).astype(str)),
            "latitude": generator.uniform(44, 56, spots)[spot],
            "longitude": generator.uniform(20, 46, spots)[spot],
            "place_name": np.char.add("Town ", spot.astype(str)),
            "first_day": first,
            "last_day": first + generator.choice([0, 0, 0, 2, 9], size).astype("timedelta64[D]"),
            "kind": generator.choice(sorted(KINDS), size),
            "status": generator.choice(["happened", "ongoing", "planned", "denied"], size, p=[0.7, 0.1, 0.15, 0.05]),
        }
    )


def measure(browser: Browser, size: int, file: Path) -> tuple[float, float, float, list[float]]:
    """Seconds of Python, megabytes of the page, seconds to the map, milliseconds of each step."""
    events = synthetic(size)
    start = time.perf_counter()
    event_map(events).save(str(file))
    saved = time.perf_counter() - start
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    start = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_function("mapapp.frames[0].stepTime !== undefined", timeout=120_000)
    # Two frames later the picture is on the screen.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shown = time.perf_counter() - start
    steps = page.evaluate(STEPS)
    page.close()
    return saved, file.stat().st_size / 1e6, shown, steps


def rows(sizes: list[int]) -> Iterator[str]:
    """Rows of a Markdown table."""
    yield "| events | Python, s | page, MB | map stands after, s | window step, ms (slowest) |"
    yield "|---:|---:|---:|---:|---:|"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        measure(browser, 5, Path(folder) / "warm.html")
        for size in sizes:
            saved, megabytes, shown, steps = measure(browser, size, Path(folder) / f"{size}.html")
            step = f"{statistics.median(steps):.1f} ({max(steps):.1f})"
            yield f"| {size:,} | {saved:.2f} | {megabytes:.1f} | {shown:.2f} | {step} |"
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help=f"{', '.join(map(str, SIZES))} by default")
    given = parser.parse_args()
    if CHROMIUM is None:
        parser.error("Chromium is missing: apt-get install chromium")
    print(
        f"{date.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}, Chromium headless\n"
    )
    for row in rows(given.sizes or list(SIZES)):
        print(row, flush=True)


if __name__ == "__main__":
    main()
