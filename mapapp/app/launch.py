"""Start the app from the command line: the port, the workspace with its samples, then Streamlit."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from mapapp import terminal
from mapapp.app.kept_events import events_of, stamp_of
from mapapp.app.samples import add_samples, wanted
from mapapp.store import open_store

HOST = "127.0.0.1"
"""The same as `server.address` in `.streamlit/config.toml`."""

FIRST_PORT = 8501
PORTS_TRIED = 50
SECONDS_TO_ANSWER = 60


class PortUnavailable(OSError):
    """The app cannot listen where it was asked to; the sentence says what to do."""


def launch(workspace: Path, port: int | None = None) -> int:
    """Open the app on a workspace and serve it until it is stopped; the exit status.

    Args:
        workspace: made where there is none; an empty one gets the sample reports.
        port: where to listen; None for the first free one from 8501.

    Raises:
        PortUnavailable: something else listens there.
        StoreError: the workspace cannot be used.
        GazetteerError: the gazetteer cannot be built or opened.
    """
    chosen = free_port() if port is None else checked(port)
    prepare(workspace)
    os.environ["MAPAPP_WORKSPACE"] = str(workspace.absolute())
    address = f"http://{HOST}:{chosen}"
    terminal.say(f"mapapp is open at {address} (stop it with Ctrl+C)")
    if person_watches(os.environ, sys.platform, terminal=sys.stdout.isatty()):
        threading.Thread(target=show, args=(address, chosen), daemon=True, name="opening the browser").start()
    return serve(chosen)


def person_watches(environment: Mapping[str, str], platform: str, *, terminal: bool) -> bool:
    """True where a browser window would be seen: a terminal, a screen of this machine, and no automation."""
    if not terminal or environment.get("CI") or environment.get("SSH_CONNECTION"):
        return False
    return platform in ("darwin", "win32") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def show(address: str, port: int) -> None:
    """Open the address in the person's browser as soon as the server answers."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.1)


def prepare(workspace: Path) -> None:
    """What would otherwise keep the first visitor waiting: the gazetteer, the workspace, its samples, a large table."""
    gazetteer = terminal.gazetteer()
    store = open_store(workspace, gazetteer_version=gazetteer.version)
    if wanted(store):
        with terminal.progress_bar() as progress:
            add_samples(store, progress)
    events_of(store, workspace, stamp_of(workspace))


def serve(port: int) -> int:
    """Run Streamlit in this process until it is stopped; its exit status."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web.cli import main

    # Else a folder named "pages" makes Streamlit run the first page asked for by its address without the frame.
    PagesManager.uses_pages_directory = False
    script = Path(__file__).with_name("main.py")
    flags = [f"--server.port={port}", "--logger.hideWelcomeMessage=true", "--logger.level=warning"]
    try:
        main(["run", str(script), *flags], prog_name="mapapp", standalone_mode=False)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def checked(port: int) -> int:
    """The port, when it is free.

    Raises:
        PortUnavailable: it is not, with the way out.
    """
    try:
        bind(port)
    except PermissionError as error:
        raise PortUnavailable(
            f"Port {port} is for the system's own services. Choose one from 1024, such as --port {free_port()}."
        ) from error
    except OSError as error:
        raise PortUnavailable(
            f"Something listens at http://{HOST}:{port} already, perhaps mapapp itself: open that address. "
            f"Or choose another port: --port {free_port()} (make run PORT={free_port()})."
        ) from error
    return port


def free_port() -> int:
    """The first free port from 8501.

    Raises:
        PortUnavailable: none of the next 50 is free.
    """
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        try:
            bind(port)
        except OSError:
            continue
        return port
    raise PortUnavailable(
        f"No port from {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} is free. Name another with --port."
    )


def bind(port: int) -> None:
    """Take the port for a moment.

    Raises:
        OSError: something else has it, or it may not be taken.
    """
    with socket.socket() as probe:
        # As servers do it: a connection that was closed a moment ago does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))
