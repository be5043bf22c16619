"""A server that answers like Nominatim, for tests of what asks one. The name decides how: "Zaitseve 500" fails."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

ZAITSEVE = {
    "osm_type": "node",
    "osm_id": 7,
    "lat": "48.5",
    "lon": "38.0",
    "addresstype": "village",
    "boundingbox": ["48.49", "48.51", "37.98", "38.02"],
    "address": {"country": "Ukraine", "country_code": "ua"},
}


class Server(ThreadingHTTPServer):
    """Answers like Nominatim: the name asked for decides how: “Zaitseve 500” fails."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[float, str, str]] = []
        self.said: dict[str, object] = {"Nowhere": []}
        """Name -> what is answered instead of a village in Ukraine."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.server.asked.append((time.monotonic(), name, self.headers["User-Agent"]))
        found = self.server.said.get(name, [ZAITSEVE | {"name": name, "display_name": name}])
        last = name.split()[-1]
        status = int(last) if last.isdigit() else 200
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


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
