"""What goes online is asked once, slowly and under the person's own name; tried against a server of our own."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from gazetteer.memory import Memory, State
from gazetteer.online import Online, OnlineStopped


class Server(ThreadingHTTPServer):
    """Answers like Nominatim: the name asked for decides how."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[float, str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.server.asked.append((time.monotonic(), name, self.headers["User-Agent"]))
        found = [] if name == "Nowhere" else [{"lat": "48.5", "lon": "38.0", "display_name": name}]
        status = int(name) if name.isdigit() else 200
        body = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if status == 429:
            self.send_header("Retry-After", "30")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing goes to the screen."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


def online(server: str, folder: Path, most: int = 200) -> Online:
    return Online(Memory(folder / "memory.sqlite"), "tests", "me@example.org", server, most=most)


def test_a_name_is_asked_once_under_the_persons_own_name(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = online(server.address, tmp_path)
    assert [State.FOUND, State.FOUND] == [asking.ask(name).state for name in ("Bakhmut", "bakhmut")]
    assert State.NOT_FOUND is asking.ask("Nowhere").state
    assert State.NOT_FOUND is online(server.address, tmp_path).ask("Nowhere").state
    assert [("Bakhmut", "tests (me@example.org)"), ("Nowhere", "tests (me@example.org)")] == [
        (name, agent) for _, name, agent in server.asked
    ]
    assert 1 == capsys.readouterr().out.count("Names are sent to http://127.0.0.1")


def test_what_failed_is_asked_again(server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path)
    assert [State.FAILED, State.FAILED] == [asking.ask("500").state, asking.ask("500").state]
    assert 2 == len(server.asked)


@pytest.mark.parametrize("refusal", ["403", "429"])
def test_a_refusal_stops_it(refusal: str, server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path)
    for name in (refusal, "Bakhmut"):
        with pytest.raises(OnlineStopped, match="refused"):
            asking.ask(name)
    assert 1 == len(server.asked)


def test_patience_that_the_server_asks_for_binds_other_processes_too(server: Server, tmp_path: Path) -> None:
    with pytest.raises(OnlineStopped):
        online(server.address, tmp_path).ask("429")
    with pytest.raises(OnlineStopped, match=r"ask again in (30|29)"):
        online(server.address, tmp_path).ask("Bakhmut")
    assert 1 == len(server.asked)


def test_no_more_than_the_cap_is_asked(server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path, most=1)
    asking.ask("Bakhmut")
    with pytest.raises(OnlineStopped, match="the most at once"):
        asking.ask("Lviv")
    assert State.FOUND is asking.ask("Bakhmut").state, "what is kept is answered still"


def ask_all(server: str, folder: Path, names: list[str]) -> None:
    asking = online(server, folder)
    for name in names:
        asking.ask(name)


def test_two_processes_together_ask_once_a_second(server: Server, tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        names = [["Lviv", "Odesa"], ["Kyiv", "Sumy"]]
        list(pool.map(ask_all, [server.address] * 2, [tmp_path] * 2, names))
    moments = sorted(moment for moment, _, _ in server.asked)
    assert 4 == len(moments)
    assert all(later - sooner > 0.95 for sooner, later in pairwise(moments))


@pytest.mark.parametrize(("agent", "email"), [("", "me@example.org"), ("tests", "")])
def test_nobody_asks_without_a_name_of_their_own(agent: str, email: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="your own"):
        Online(Memory(tmp_path / "memory.sqlite"), agent, email)
