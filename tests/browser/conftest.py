"""The app in a real browser: our own command on a free port, with a log of what the page asks for and says."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd
import pytest
from _pytest.runner import runtestprotocol
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from mapapp.map import event_map

if TYPE_CHECKING:
    from saved_maps import Opened

sys.path.insert(0, str(Path(__file__).parent))
# The makers of workspaces are shared with the tests that need no browser.
sys.path.insert(0, str(Path(__file__).parents[1] / "app"))

expect.set_options(timeout=60_000)  # two busy cores: what is not there yet may be there in a while

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SECONDS_TO_START = 180
"""The gazetteer may have to be built first."""

HARMLESS = ("Unrecognized feature", "allow-scripts and allow-same-origin")
"""What Chromium says of Streamlit's own frames."""

ASKED_AROUND = "/_stcore/"
"""A page that is opened by its own address looks for its server below that address first."""


@dataclass
class Watched:
    """A page with everything that it asked for and said."""

    page: Page
    base: str
    elsewhere: list[str] = field(default_factory=list)
    """Requests to other hosts."""
    complaints: list[str] = field(default_factory=list)
    """Errors and warnings of the console, and uncaught exceptions."""
    frames: list[str] = field(default_factory=list)
    """Addresses of the frames that were loaded: each one of the map is a map made anew."""

    @property
    def map(self) -> Any:
        """The frame that holds map and time line."""
        return self.page.frame_locator("iframe[title*=folium]").first

    def map_loads(self) -> int:
        return sum("streamlit_folium" in address for address in self.frames)

    def nothing_wrong(self) -> None:
        """Nothing left the machine, and the console has no complaint."""
        assert [] == self.elsewhere
        assert [] == self.complaints


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A browser test that fails is run once more, and a warning says so: on busy cores Chromium loses a press.

    What fails twice fails.
    """
    if Path(__file__).parent not in item.path.parents:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    failed = next((report for report in reports if report.failed), None)
    if failed is not None:
        item.warn(pytest.PytestWarning(f"run again, for it failed: {str(failed.longrepr)[-400:]}"))
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: the system's, never one that a package brings."""
    assert CHROMIUM, "Chromium is missing: make test installs it, or apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a page of its own and watches it: `watch(base, color_scheme="dark")`."""
    contexts = []

    def open_page(base: str, **options: Any) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        watched = Watched(context.new_page(), base)
        listen(watched)
        return watched

    yield open_page
    for context in contexts:
        context.close()


def listen(watched: Watched) -> None:
    """Write down what the page asks for and says."""
    own = urlsplit(watched.base).netloc

    def requested(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own:
            watched.elsewhere.append(request.url)

    def said(message: Any) -> None:
        harmless = ASKED_AROUND in message.location["url"] or any(each in message.text for each in HARMLESS)
        if message.type in ("error", "warning") and not harmless:
            watched.complaints.append(message.text)

    watched.page.on("request", requested)
    watched.page.on("console", said)
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("framenavigated", lambda frame: watched.frames.append(frame.url))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Starts `mapapp open` on a workspace; gives its address. One server a workspace and session."""
    servers: list[subprocess.Popen[bytes]] = []
    bases: dict[Path, str] = {}

    def start(workspace: Path) -> str:
        if workspace not in bases:
            bases[workspace], server = started(workspace)
            servers.append(server)
        return bases[workspace]

    yield start
    for server in servers:
        server.terminate()
    for server in servers:
        server.wait(timeout=20)


def started(workspace: Path, port: int | None = None) -> tuple[str, subprocess.Popen[bytes]]:
    """A running server and its address."""
    port = port or free_port()
    log = workspace.with_suffix(".log").open("wb")
    command = [sys.executable, "-m", "mapapp", "open", "--workspace", str(workspace), "--port", str(port)]
    # From a folder that is not the checkout: the settings must come with the package.
    server = subprocess.Popen(command, stdout=log, stderr=log, cwd=workspace.parent, env={**os.environ})
    base = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()  # noqa: S310 - our own server
            return base, server
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise AssertionError(f"mapapp open did not start:\n{workspace.with_suffix('.log').read_text()}")


@pytest.fixture
def start() -> Iterator[Callable[..., tuple[str, subprocess.Popen[bytes]]]]:
    """Starts a server that the test may stop and start again: `start(workspace, port)`."""
    servers: list[subprocess.Popen[bytes]] = []

    def run(workspace: Path, port: int | None = None) -> tuple[str, subprocess.Popen[bytes]]:
        base, server = started(workspace, port)
        servers.append(server)
        return base, server

    yield run
    for server in servers:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Where the workspaces of the session lie."""
    with tempfile.TemporaryDirectory(prefix="mapapp-browser-") as made:
        yield Path(made)


READ = """() => !document.querySelector(".goes-on")
    && document.querySelector("iframe[title*=folium]")?.contentWindow.mapapp?.frames[0]?.events?.weights.reports"""
"""Nothing is being read, and the map knows how many reports tell of each event: no events come unasked any more."""


@pytest.fixture(scope="session")
def samples(serve: Callable[[Path], str], folder: Path, browser: Browser) -> str:
    """Address of an app on a workspace that nobody used: it shows the sample reports, and all is known of them."""
    base = serve(folder / "samples")
    page = browser.new_page()
    for _ in range(30):
        page.goto(base)
        with suppress(PlaywrightTimeoutError):
            page.wait_for_function(READ, timeout=10_000)
            break
    else:
        raise AssertionError("the sample reports are not on the map")
    page.close()
    return base


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Saves a map and opens the file; the test fails when the page asked for anything or complained."""
    from saved_maps import Opened

    pages: list[Opened] = []

    def open_page(
        events: pd.DataFrame,
        *,
        width: int = 1000,
        scheme: str = "light",
        device: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Opened:
        file = tmp_path / f"{len(pages)}.html"
        event_map(events, **options).save(str(file))
        looks = {"viewport": {"width": width, "height": 760}, "color_scheme": scheme, **(device or {})}
        opened = Opened(browser.new_page(**looks))
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("pageerror", lambda error: opened.faults.append(str(error)))
        opened.page.on("console", lambda message: opened.faults.append(message.text))
        opened.page.goto(file.as_uri())
        expect(opened.page.locator(".mapapp-count > span")).not_to_be_empty()
        pages.append(opened)
        return opened

    yield open_page
    for opened in pages:
        assert [] == opened.faults
        assert [] == [url for url in opened.requests if not url.startswith(("file:", "data:"))]
        assert 1 == sum(url.startswith("file:") for url in opened.requests)
        opened.page.close()
