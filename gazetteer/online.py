"""Nominatim through geopy, for names that the gazetteer lacks. Off unless a person makes one of these.

The names asked for leave the machine, under the person's own user agent and address. At most one request a second goes
out, over all processes that share a folder, as the usage policy of nominatim.org asks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock
from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderInsufficientPrivileges, GeocoderRateLimited, GeocoderServiceError, GeopyError
from geopy.geocoders import Nominatim

from gazetteer.errors import GazetteerError
from gazetteer.memory import Answer, Memory, State

PUBLIC_SERVER = "https://nominatim.openstreetmap.org"
SECONDS_BETWEEN = 1.0
MOST_IN_BULK = 200
"""Requests of one object; the public server is not for lists of names."""
LONGEST_WAIT = 3600.0
"""Seconds; a server that asks for more patience is believed for an hour."""
LEAVES_THE_MACHINE = "Names are sent to {server} as {user_agent}; nothing else of your reports leaves this machine."


UNREADABLE = (GeopyError, OSError, HTTPException, ValueError, TypeError, KeyError, AttributeError)
"""What geopy lets through when a server breaks off or sends what Nominatim never would."""


class OnlineStopped(GazetteerError, GeocoderServiceError):  # type: ignore[misc]  # geopy ships no types
    """No more requests go out: the server refused, or enough were sent; the sentence says what to do."""


@dataclass(slots=True)
class Online:
    """Asks one server, and keeps what it says; a name that was answered is never asked again."""

    memory: Memory
    user_agent: str
    """Names the application: "harbour-newsroom-maps"."""
    email: str
    """The person's own address, so that the server's keepers can write to them."""
    server: str = PUBLIC_SERVER
    timeout: float = 10.0
    """Seconds to wait for an answer."""
    most: int = MOST_IN_BULK
    tell: Callable[[str], None] = print
    """Told once, before the first request, that names leave the machine."""
    sent: int = field(default=0, init=False)
    stopped: str = field(default="", init=False)
    """Why no more requests go out; "" while they do."""
    _geocoder: Any = field(init=False)

    def __post_init__(self) -> None:
        """
        Raises:
            ValueError: there is no user agent or address, or the server's address is none.
        """
        parts = urlsplit(self.server)
        if not self.user_agent.strip() or "@" not in self.email:
            raise ValueError("online look-ups need your own user agent and your own e-mail address")
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"{self.server} is no server's address; write {PUBLIC_SERVER}")
        domain = parts.netloc + parts.path.rstrip("/")
        # The other adapter of geopy waits and asks again by itself when it is told "Retry-After".
        plain: dict[str, Any] = {"timeout": self.timeout, "adapter_factory": URLLibAdapter}
        self._geocoder = Nominatim(user_agent=self.said, domain=domain, scheme=parts.scheme, **plain)

    @property
    def said(self) -> str:
        """Whom the server sees asking: "harbour-newsroom-maps (ana@example.org)"."""
        return f"{self.user_agent.strip()} ({self.email.strip()})"

    def __reduce__(self) -> tuple[type[Online], tuple[Any, ...]]:
        # A copy may send what is left of this one's share.
        left = 0 if self.stopped else max(0, self.most - self.sent)
        return Online, (self.memory, self.user_agent, self.email, self.server, self.timeout, left, self.tell)

    def ask(self, name: str, countries: Collection[str] = ()) -> Answer:
        """What the server says of a name, from memory where it was asked before.

        Args:
            name: as written in a text.
            countries: ISO codes; only places in these countries.

        Raises:
            OnlineStopped: the server refused, or this object's share of requests is spent.
            MemoryUnusable: what the server says cannot be kept.
        """
        codes = sorted({code.upper() for code in countries})
        question = f"{name} ({', '.join(codes)})" if codes else name
        kept = self.memory.said(question, self.server)
        if kept is not None and kept.state is not State.FAILED:
            return kept
        with FileLock(self.memory.file.with_suffix(".online.lock")):
            return self._asked(name, codes, question)

    def _asked(self, name: str, codes: Sequence[str], question: str) -> Answer:
        """Ask while the lock is held, once it is our turn."""
        if self.stopped:
            raise OnlineStopped(self.stopped)
        if self.sent >= self.most:
            raise OnlineStopped(f"{self.sent} names were asked online, which is the most at once; the rest waits.")
        turn = Turn(self.memory.file.with_suffix(".online.turn"))
        if turn.seconds_left() > SECONDS_BETWEEN:
            raise OnlineStopped(self._stop(f"asked for patience; ask again in {turn.seconds_left():.0f} seconds"))
        if not self.sent:
            self.tell(LEAVES_THE_MACHINE.format(server=self.server, user_agent=self.said))
        self.sent += 1
        time.sleep(turn.seconds_left())
        try:
            found = self._geocoder.geocode(name, addressdetails=True, country_codes=codes or None, language="en")
        except (GeocoderInsufficientPrivileges, GeocoderRateLimited) as refusal:
            patience = min(getattr(refusal, "retry_after", None) or 0.0, LONGEST_WAIT)
            turn.after(max(SECONDS_BETWEEN, patience))
            self.memory.keep(question, self.server, State.FAILED)
            raise OnlineStopped(self._stop(f"refused ({refusal}); ask its keepers, or try later")) from refusal
        except UNREADABLE:
            turn.after(SECONDS_BETWEEN)
            return self.memory.keep(question, self.server, State.FAILED)
        turn.after(SECONDS_BETWEEN)
        if found is None:
            return self.memory.keep(question, self.server, State.NOT_FOUND)
        return self.memory.keep(question, self.server, State.FOUND, found.raw)

    def _stop(self, why: str) -> str:
        self.stopped = f"{self.server} {why}."
        return self.stopped


@dataclass(frozen=True, slots=True)
class Turn:
    """The moment from which the next request may go out, in a file that all processes read."""

    file: Path

    def seconds_left(self) -> float:
        moment = 0.0
        with suppress(OSError, ValueError):
            moment = float(self.file.read_text(encoding="ascii"))
        return min(max(0.0, moment - time.time()), LONGEST_WAIT)

    def after(self, seconds: float) -> None:
        self.file.write_text(str(time.time() + seconds), encoding="ascii")
