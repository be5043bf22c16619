"""Addresses become files of a temporary folder before anything is read: pages, feeds, the pages of a feed's entries."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

from mapapp.intake.formats import ending_of
from mapapp.intake.limits import FEED_PAGES
from mapapp.intake.source import Named, Source, is_address, label

Progress = Callable[[str, float], None]
"""What is being done, in words, and the share that is done, 0 to 1."""

SECONDS_APART = 1.0
"""Between two pages of one host: a person who reads asks no faster."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What may be asked of the web, beyond the addresses that a person names."""

    pages: bool = False
    """Whether the page of each entry of a feed is fetched; else the feed's own text is read."""
    own_network: bool = False
    """Whether what the person names may lie on this machine or in a private network."""
    seconds_apart: float = SECONDS_APART


PLAIN = Asking()


@contextmanager
def fetched(
    named: Iterable[Path | str], asking: Asking = PLAIN, progress: Progress | None = None
) -> Iterator[list[Named]]:
    """The same, with sources in the place of addresses; their files are gone at the end.

    What cannot be fetched is a source with its problem. Nothing is asked where no address is named.
    """
    listed = list(named)
    if not any(map(is_address, listed)):
        yield list(listed)
        return
    with tempfile.TemporaryDirectory(prefix="mapapp-fetched-") as folder:
        work = _Fetching(Path(folder), asking, progress, sum(map(is_address, listed)))
        yield [each for one in listed for each in (work.sources(_written(one)) if is_address(one) else [one])]


def _written(named: Path | str) -> str:
    """The address as it was written: a path keeps only one slash behind the scheme."""
    text = str(named).strip()
    scheme, _, rest = text.partition(":/")
    return text if rest.startswith("/") else f"{scheme}://{rest}"


class _Fetching:
    """One run of fetching."""

    def __init__(self, folder: Path, asking: Asking, progress: Progress | None, addresses: int) -> None:
        self._folder = folder
        self._asking = asking
        self._progress = progress
        self._wanted, self._done = addresses, 0
        self._asked_at: dict[str, float] = {}
        """Host -> when it was asked last."""

    def sources(self, address: str) -> list[Source]:
        """What an address gives: itself; the pages of its entries, where it is a feed and these are wanted."""
        source = self._source(address, own_network=self._asking.own_network)
        if source.problem or not self._asking.pages:
            return [source]
        from mapapp.intake.feeds import entry_links

        links = entry_links(source.path.read_bytes(), source.address, source.charset)
        if not links:
            return [source]
        return [*self._pages(links[:FEED_PAGES], source), *_too_many(source, len(links))]

    def _pages(self, links: list[str], feed: Source) -> list[Source]:
        self._wanted += len(links)
        # A feed of the public web names no machine of one's own; one that lies there may name its own host.
        own = [self._asking.own_network and urlsplit(link).netloc == urlsplit(feed.address).netloc for link in links]
        return [self._source(link, own_network=each) for link, each in zip(links, own, strict=True)]

    def _source(self, address: str, *, own_network: bool) -> Source:
        # Half a second to import, and most runs ask for nothing.
        from mapapp.intake.web import NotFetched, fetch

        name = label(address.partition("://")[2].rstrip("/") or address)
        host = urlsplit_host(address)
        self._say(host)
        self._wait(host)
        try:
            found = fetch(address, own_network=own_network, tick=lambda: self._say(host))
        except NotFetched as problem:
            return Source(Path(address), name, str(problem), address=label(address))
        finally:
            self._done += 1
        path = self._folder / f"{self._done}"
        path.write_bytes(found.data)
        ending = ending_of(found.data, found.ending)
        return Source(path, name, address=label(address), ending=ending, charset=found.charset)

    def _wait(self, host: str) -> None:
        while (rest := self._asked_at.get(host, 0.0) + self._asking.seconds_apart - monotonic()) > 0:
            sleep(min(rest, 0.2))
            self._say(host)
        self._asked_at[host] = monotonic()

    def _say(self, host: str) -> None:
        if self._progress:
            self._progress(f"Asking {host}", min(1.0, self._done / self._wanted))


def urlsplit_host(address: str) -> str:
    """The host of an address as it is written; the address where there is none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def _too_many(feed: Source, links: int) -> list[Source]:
    if links <= FEED_PAGES:
        return []
    reason = f"only the first {FEED_PAGES:,} of {links:,} pages are fetched at once; name the others one by one"
    return [Source(feed.path, feed.name, reason, address=feed.address)]
