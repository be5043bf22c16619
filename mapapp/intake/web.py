"""Pages and feeds fetched from the web: only what a person asked for, within limits of size and time."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from threading import Timer
from time import monotonic

import httpx

from mapapp.intake.hosts import NotAllowed, Target, target
from mapapp.intake.limits import in_words

ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
}
"""Media type -> the ending under which intake knows the format; any other is told by its first characters."""
HEADERS = {
    "User-Agent": "mapapp (fetches single pages when a person asks for them)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one address may cost."""

    size: int = 32 * 1024 * 1024
    """Bytes, unpacked."""
    seconds: float = 40.0
    """From the first look-up to the last byte, redirects included."""
    silence: float = 15.0
    """Seconds without a byte."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    address: str
    """Where it was found in the end."""
    data: bytes
    ending: str
    """As in ENDINGS; "" where the server says nothing that helps."""
    charset: str | None
    """As the server says."""


class NotFetched(Exception):
    """What could not be fetched; the message says why, and the way out."""


LIMITS = Limits()


def fetch(
    address: str, *, own_network: bool = False, limits: Limits = LIMITS, tick: Callable[[], None] = lambda: None
) -> Fetched:
    """What stands at the address now.

    Args:
        address: of a page or feed, http or https.
        own_network: whether it may lie on this machine or in a private network.
        limits: of size and time.
        tick: called between the pieces; what it raises ends the fetching.

    Raises:
        NotFetched: with the reason and the way out.
    """
    deadline = monotonic() + limits.seconds
    try:
        at = target(address, own_network=own_network)
        for _ in range(limits.redirects + 1):
            found = _asked(at, limits, deadline, tick)
            if isinstance(found, Fetched):
                return found
            # A page leads to no other machine of one's own, whatever the person allowed for what they named.
            at = target(found, own_network=own_network and httpx.URL(found).netloc == at.url.netloc)
    except NotAllowed as problem:
        raise NotFetched(str(problem)) from None
    except httpx.TimeoutException:
        raise NotFetched(f"{at.url.host} does not answer in time; try again later, or save the page") from None
    except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, OSError) as problem:
        if monotonic() >= deadline:
            raise NotFetched(_slow(at, limits)) from None
        words = str(problem)[:120] or type(problem).__name__
        raise NotFetched(f"{at.url.host} could not be asked ({words}); check the address and the network") from None
    raise NotFetched(f"it leads on more than {limits.redirects} times; name the page that it leads to")


def _asked(at: Target, limits: Limits, deadline: float, tick: Callable[[], None]) -> Fetched | str:
    """The answer of one host, or the address to which it sends us."""
    # Neither proxies nor passwords of the environment are used: they would tell others what is read.
    with _client(limits) as client, _ended(client, deadline):
        request = client.build_request(
            "GET",
            at.url.copy_with(host=at.number),
            headers={"Host": at.url.netloc.decode("ascii")},
            extensions={"sni_hostname": at.url.host},
        )
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                return str(at.url.join(response.headers["location"]))
            _refuse(at, response)
            return _taken(at, response, limits, deadline, tick)
        finally:
            response.close()


def _client(limits: Limits) -> httpx.Client:
    return httpx.Client(trust_env=False, verify=_trusted(), timeout=limits.silence, headers=HEADERS)


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates that are trusted; a tenth of a second to load."""
    return httpx.create_ssl_context(trust_env=False)


def _refuse(at: Target, response: httpx.Response) -> None:
    code = response.status_code
    if code != HTTPStatus.OK:
        words = response.reason_phrase or "no reason"
        raise NotFetched(
            f"{at.url.host} answers {code} ({words[:60]}); look at the page in a browser and save it there"
        )
    packed = response.headers.get("content-encoding", "").strip().lower()
    if packed not in ENCODINGS:
        raise NotFetched(
            f"{at.url.host} sends it packed in a way that was not asked for ({packed[:20]}); save the page"
        )


def _taken(at: Target, response: httpx.Response, limits: Limits, deadline: float, tick: Callable[[], None]) -> Fetched:
    data = bytearray()
    for piece in response.iter_bytes():
        tick()
        data += piece
        if len(data) > limits.size:
            raise NotFetched(f"it is larger than the limit of {in_words(limits.size)}; save the part that you need")
        if monotonic() > deadline:
            raise NotFetched(_slow(at, limits))
    kind = response.headers.get("content-type", "")
    charset = CHARSET.search(kind)
    ending = ENDINGS.get(kind.partition(";")[0].strip().lower(), "")
    return Fetched(str(at.url), bytes(data), ending, charset[1] if charset else None)


def _slow(at: Target, limits: Limits) -> str:
    return f"{at.url.host} takes longer than {limits.seconds:.0f} s; try again later, or save the page"


@contextmanager
def _ended(client: httpx.Client, deadline: float) -> Iterator[None]:
    """Closes the connection at the deadline: a server that sends its head a byte a second is never silent."""
    timer = Timer(max(0.0, deadline - monotonic()), client.close)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
