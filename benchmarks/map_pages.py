"""What `benchmarks/map.py` opens and measures of ours: the app and the saved page."""

from __future__ import annotations

import base64
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
from made_workspace import make
from playwright.sync_api import Browser, Page, Route

from mapapp.map import event_map, leaflet
from mapapp.reading.events.kinds import KINDS

Figures = Mapping[str, list[float]]
PATIENCE = 120_000
"""Milliseconds."""
SECONDS_OF_PLAY = 3


# Our frame, in the page itself or in the frame of streamlit-folium.
FRAME = """
const inner = () => { const frame = document.querySelector("iframe[title*=folium]");
  return (frame ? frame.contentWindow : window).mapapp?.frames?.[0]; };
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
const until = async (ready) => { while (!ready()) await new Promise((done) => setTimeout(done, 3)); };
"""
DRAWN = f"() => {{ {FRAME} const frame = inner(); return frame && frame.events && frame.stepTime !== undefined; }}"
STEPS = f"""() => {{ {FRAME}
  const frame = inner(), [begin, end] = frame.events.extent, width = Math.max(1, Math.round((end - begin) / 8));
  const times = [];
  for (let i = 0; i < 44; i++) {{
    const first = begin + Math.round((end - begin - width) * i / 43);
    times.push(frame.drawNow(first, first + width));
  }}
  return times.slice(4); }}"""
STEP_TO_PICTURE = f"""async () => {{ {FRAME}
  const frame = inner(), [begin, end] = frame.events.extent, began = performance.now();
  frame.timeline.setWindow(begin + 1 + Math.floor(Math.random() * (end - begin) / 2), end);
  await painted();
  return performance.now() - began; }}"""
PLAY = f"""async (seconds) => {{ {FRAME}
  const frame = inner(), [begin, end] = frame.events.extent, width = Math.round((end - begin) / 8);
  const stop = performance.now() + 1000 * seconds;
  let frames = 0;
  for (let day = begin; performance.now() < stop; day = day + 1 > end - width ? begin : day + 1) {{
    frame.drawNow(day, day + width);
    await new Promise(requestAnimationFrame);
    frames++;
  }}
  return frames / seconds; }}"""
FILTER = f"""async (name) => {{ {FRAME}
  const frame = inner(), before = frame.events, began = performance.now();
  const labels = [...document.querySelectorAll("section[data-testid=stSidebar] label")];
  const label = labels.find((each) => each.innerText.startsWith(name));
  label.querySelector("input").click();
  await until(() => frame.events !== before);
  const words = frame.events.size.toLocaleString("en") + " event";
  const said = () => [...document.querySelectorAll("[data-testid=stWidgetLabel]")];
  await until(() => said().some((each) => each.textContent.startsWith(words)));
  await painted();
  return performance.now() - began; }}"""
CHOOSE = f"""async (share) => {{ {FRAME}
  const frame = inner(), before = document.querySelector(".event")?.innerHTML, began = performance.now();
  frame.choose(Math.floor((frame.events.size - 1) * share));
  await until(() => document.querySelector(".event") && document.querySelector(".event").innerHTML !== before);
  await painted();
  return performance.now() - began; }}"""
QUIET = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"


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


class Sent:
    """Bytes that a page was sent, over HTTP and its web socket, and that it sent over the latter."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0.0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        for name in ("Network.webSocketFrameReceived", "Network.webSocketFrameSent"):
            session.on(name, lambda event: self._add(len(base64.b64decode(event["response"]["payloadData"] + "=="))))

    def _add(self, number: float) -> None:
        self.bytes += number

    def taken(self) -> float:
        """Kilobytes since the last time."""
        kilobytes, self.bytes = self.bytes / 1000, 0.0
        return kilobytes


def from_here(route: Route) -> None:
    """What folium would fetch from other machines: Leaflet from this one, and nothing of the rest."""
    name = route.request.url.rsplit("/", 1)[-1]
    body = leaflet.script() if name == "leaflet.js" else leaflet.style() if name == "leaflet.css" else ""
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})


@contextmanager
def opened(browser: Browser) -> Iterator[tuple[Page, Sent]]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route(re.compile("^https:"), from_here)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page, Sent(page)
    context.close()


@contextmanager
def serving(command: list[str], port: int) -> Iterator[str]:
    """A server of this machine, until it is not needed any more."""
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet, env={**os.environ})
    base = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()  # noqa: S310 - our own server
                break
            except OSError:
                time.sleep(0.2)
        yield base
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_map(page: Page, address: str, drawn: str = DRAWN) -> float:
    """Seconds from navigation until the marks are on the screen."""
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(drawn)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - start


def memory(browser: Browser, page: Page) -> tuple[float, float]:
    """Megabytes of JavaScript's heap, and of the largest process that draws a page."""
    heap = page.evaluate("() => { window.gc && gc(); return performance.memory.usedJSHeapSize; }") / 1e6
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [each["id"] for each in processes if each["type"] == "renderer"]
    return heap, max(map(resident, pages), default=0.0)


def resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


class Part:
    """One way to show the events."""

    name = ""

    def __init__(self, browser: Browser, size: int, folder: Path, runs: int) -> None:
        self.browser, self.size, self.folder, self.runs = browser, size, folder, runs
        self.figures: defaultdict[str, list[float]] = defaultdict(list)

    def in_the_browser(self, page: Page) -> None:
        """What needs no server."""
        self.figures["step"] += page.evaluate(STEPS)
        self.figures["to_picture"] += [page.evaluate(STEP_TO_PICTURE) for _ in range(self.runs)]
        self.figures["frames"].append(page.evaluate(PLAY, SECONDS_OF_PLAY))
        heap, process = memory(self.browser, page)
        self.figures["heap"].append(heap)
        self.figures["resident"].append(process)


class Saved(Part):
    """`event_map(events).save(file)`, opened from the disk."""

    name = "our saved page"

    def measure(self) -> Figures:
        file = self.folder / f"{self.size}.html"
        event_map(synthetic(self.size)).save(str(file))
        self.figures["file"].append(file.stat().st_size / 1e6)
        for run in range(self.runs):
            with opened(self.browser) as (page, _):
                self.figures["first"].append(first_map(page, file.as_uri()))
                if run == 0:
                    self.in_the_browser(page)
        file.unlink()
        return self.figures


class App(Part):
    """`mapapp open` on a workspace of so many events."""

    name = "our app"

    def measure(self) -> Figures:
        workspace, port = make(self.folder / f"ws-{self.size}", self.size), free_port()
        command = [sys.executable, "-m", "mapapp", "open", "--workspace", str(workspace), "--port", str(port)]
        with serving(command, port) as base:
            with opened(self.browser) as (page, _):
                self.figures["cold"].append(first_map(page, base))
            for run in range(self.runs):
                with opened(self.browser) as (page, sent):
                    self.figures["first"].append(first_map(page, base))
                    page.wait_for_function(QUIET)
                    self.figures["bytes_first"].append(sent.taken())
                    if run == 0:
                        self.in_the_browser(page)
                        self.interactions(page, sent)
        return self.figures

    def interactions(self, page: Page, sent: Sent) -> None:
        """A filter, a selection, another page; each filter is one that nobody asked for before."""
        if self.size < 100:
            return
        sent.taken()
        for name in ("Battle", "Strike", "Protest", "Talks", "Aid")[: max(3, self.runs)]:
            self.figures["filter"].append(page.evaluate(FILTER, name))
            self.settle(page, sent, "bytes_filter")
        for share in np.linspace(0.1, 0.9, max(3, self.runs)).tolist():
            self.figures["click"].append(page.evaluate(CHOOSE, share))
            self.settle(page, sent, "bytes_click")
        page.get_by_role("link", name="Articles").first.click()
        page.locator(".st-key-page h1").first.wait_for()
        self.settle(page, sent, "bytes_page")

    def settle(self, page: Page, sent: Sent, name: str) -> None:
        page.wait_for_function(QUIET)
        page.wait_for_timeout(300)
        self.figures[name].append(sent.taken())
