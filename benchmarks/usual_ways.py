"""What `benchmarks/map.py` measures beside ours: two usual ways with Streamlit, and an empty map in it."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NamedTuple

from map_pages import QUIET, Figures, Part, Sent, first_map, free_port, memory, opened, serving, synthetic
from playwright.sync_api import Browser, Page

STEPS = 3
LONG = 10
"""Seconds of a first map after which a step is measured once."""

HEAD = """
import sys; sys.path[:0] = {paths!r}
import folium, pandas as pd, streamlit as st
from streamlit_folium import st_folium
"""
TABLE = """
events = pd.read_pickle({table!r})
days = events["first_day"].dt.date
first, last = st.slider("Days", days.min(), days.max(), (days.min(), days.max()))
shown = events[(days >= first) & (days <= last)]
"""
MARKERS = """
drawn = folium.Map([50, 33], zoom_start=5, tiles=None, prefer_canvas=True)
for latitude, longitude in zip(shown["latitude"], shown["longitude"]):
    folium.CircleMarker([latitude, longitude], radius=4).add_to(drawn)
st_folium(drawn, key="map", returned_objects=[])
"""
CHART = 'st.scatter_chart(shown, x="longitude", y="latitude", height=600)\n'
EMPTY = """
st.title("A map")
st_folium(folium.Map([50, 33], zoom_start=5, tiles=None), key="map", returned_objects=[])
"""
FOLIUM = """() => {{
  const map = document.querySelector("iframe[title*=folium]")?.contentWindow?.map;
  return Boolean(map) && Object.keys(map._layers || {{}}).length > {layers}; }}"""
CHART_DRAWN = "() => Boolean(document.querySelector('[data-testid=stVegaLiteChart] .marks')) && " + QUIET


class Way(NamedTuple):
    """A page of Streamlit."""

    name: str
    script: str
    drawn: str
    """JavaScript that says whether the marks are there."""
    steps: bool = True


WAYS = {
    "markers": Way("st_folium, a CircleMarker an event", TABLE + MARKERS, FOLIUM.format(layers=2)),
    "slider": Way("slider and st.scatter_chart", TABLE + CHART, CHART_DRAWN),
    "empty": Way("st_folium, an empty map", EMPTY, FOLIUM.format(layers=-1), steps=False),
}


class Theirs(Part):
    """A Streamlit page with a slider of days that runs again, or without events: what any map in it costs."""

    def __init__(self, browser: Browser, size: int, folder: Path, runs: int, way: str) -> None:
        super().__init__(browser, size, folder, runs)
        self.way = WAYS[way]
        self.name = self.way.name

    def measure(self) -> Figures:
        table, script, port = self.folder / "events.pickle", self.folder / "usual.py", free_port()
        synthetic(self.size).to_pickle(table)
        script.write_text((HEAD + self.way.script).format(paths=sys.path, table=str(table)))
        options = ["--server.headless=true", "--browser.gatherUsageStats=false", f"--server.port={port}"]
        with serving([sys.executable, "-m", "streamlit", "run", str(script), *options], port) as base:
            for run in range(2):
                with opened(self.browser) as (page, sent):
                    seconds = first_map(page, base, self.way.drawn)
                    self.figures["first" if run else "cold"].append(seconds)
                    page.wait_for_function(QUIET)
                    self.figures["bytes_first"].append(sent.taken())
                    if run and self.way.steps:
                        self.steps(page, sent, 1 if seconds > LONG else STEPS)
        return self.figures

    def steps(self, page: Page, sent: Sent, many: int) -> None:
        """The slider moved by a key, until the page has run and is painted."""
        thumb = page.get_by_role("slider").first
        for _ in range(many):
            thumb.focus()
            start = time.perf_counter()
            page.keyboard.press("ArrowRight")
            page.wait_for_function("!(" + QUIET + ")", polling=5)
            page.wait_for_function(QUIET, polling=5)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            self.figures["to_picture"].append(1000 * (time.perf_counter() - start))
        self.figures["bytes_step"].append(sent.taken() / many)
        heap, process = memory(self.browser, page)
        self.figures["heap"].append(heap)
        self.figures["resident"].append(process)
