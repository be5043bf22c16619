"""Feeds: RSS and Atom, an entry an article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from mapapp.intake.decoding import Decoded, decode
from mapapp.intake.failure import Failure
from mapapp.intake.limits import FEED_BYTES, FEED_DEPTH, FEED_ENTRIES, in_words
from mapapp.intake.making import Fields, make
from mapapp.intake.pages import PROLOG, visible_text
from mapapp.intake.source import Source
from mapapp.model import Article, TimeSpan

END = re.compile(r"</\s*(?:\w+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.S)
DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!doctype\s+html|<html)\b", re.I)
MARKUP = re.compile(r"<[a-zA-Z/!][^>]{0,500}>|&(?:#\w{1,8}|\w{1,20});")
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*\Z")


class NotAFeed(ValueError):
    """The bytes are no feed that is read; the message says why."""


def feed_articles(data: bytes, source: Source, published: TimeSpan | None) -> Iterator[Article | Failure]:
    """An article an entry, in the order of the feed; an entry without text is a Failure, and the rest is read.

    Raises:
        NotText: the bytes are no text.
    """
    try:
        decoded, feed = parsed(data, source.charset)
    except NotAFeed as problem:
        yield Failure(source.name, str(problem))
        return
    outlet = feed.feed.get("title") or source.host
    for number, entry in enumerate(feed.entries[:FEED_ENTRIES], 1):
        yield _article(entry, number, outlet, source, published, decoded.notes)
    if len(feed.entries) > FEED_ENTRIES:
        rest = len(feed.entries) - FEED_ENTRIES
        yield Failure(source.name, f"only the first {FEED_ENTRIES:,} entries are read, {rest:,} more are not; split it")
    if not END.search(decoded.text):
        yield Failure(source.name, "the feed breaks off; its last entry is incomplete and was left out; fetch it again")


def entry_links(data: bytes, address: str, charset: str | None = None) -> list[str]:
    """Addresses of the pages that the entries of a feed name, each once; none where it is no feed."""
    try:
        _, feed = parsed(data, charset)
    except (NotAFeed, ValueError):
        return []
    links = (urljoin(address, entry.get("link") or "") for entry in feed.entries if entry.get("link"))
    return list(dict.fromkeys(link for link in links if urlsplit(link).scheme in ("http", "https")))


def parsed(data: bytes, charset: str | None = None) -> tuple[Decoded, Any]:
    """The text of a feed and its entries; an incomplete last entry is not among them.

    Raises:
        NotText: the bytes are no text.
        NotAFeed: they are something else, or dangerous.
    """
    if len(data) > FEED_BYTES:
        raise NotAFeed(f"{in_words(len(data))} is above the limit of {in_words(FEED_BYTES)} for a feed; split it")
    declared = PROLOG.match(data[:400])
    decoded = decode(data, charset or (declared[1].decode("ascii", "replace") if declared else None))
    if PAGE.match(decoded.text):
        raise NotAFeed("not a feed but an HTML page; save it with the ending .html, or name the feed's own address")
    _check(decoded.text)
    # Never text or an address: feedparser would open the file or the page of that name.
    text = DECLARED.sub("", decoded.text).encode("utf-8", "replace")
    # A tenth of a second to import, and most workers never see a feed.
    import feedparser

    feed = feedparser.parse(
        io.BytesIO(text),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,  # a title would lose what looks like markup; contents go through `visible_text`
    )
    if not feed.version:
        raise NotAFeed("neither an RSS nor an Atom feed; save the report as text or HTML and read that")
    if not END.search(decoded.text):
        feed.entries = feed.entries[:-1]
    return decoded, feed


def _check(text: str) -> None:
    """Refuses what makes a parser run wild: entities that a feed declares itself, and elements nested without end.

    Raises:
        NotAFeed: it has one of these.
    """
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > FEED_DEPTH:
            raise NotAFeed("nesting too deep for a feed; save the report as text or HTML and read that")

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    def entity(*_: object) -> None:
        raise NotAFeed("the feed declares entities of its own, which is refused; fetch it from its publisher again")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = opened, closed, entity
    try:
        parser.Parse(DECLARED.sub("", text).encode("utf-8", "replace"), True)
    except expat.ExpatError:
        # Damaged, as many feeds are: feedparser reads them all the same, and expands nothing.
        if "<!ENTITY" in text[: text.find("<channel") + 1 or len(text)]:
            entity()


def _article(
    entry: Any, number: int, outlet: str, source: Source, published: TimeSpan | None, notes: tuple[str, ...]
) -> Article | Failure:
    name = str(entry.get("title") or entry.get("link") or f"entry {number}")[:120]
    written = _content(entry)
    text = visible_text(written) if MARKUP.search(written) else written.strip()
    if not text:
        return Failure(source.name, f"entry {number} (“{name}”) has no text; read its page instead")
    link = entry.get("link")
    cut = ("the feed gives the beginning of this report only; read its page for the rest",)
    return make(
        Fields(
            text=text,
            id=entry.get("id") or link,
            title=entry.get("title"),
            url=urljoin(source.address, link) if link else None,
            source=outlet or None,
            published=entry.get("published") or entry.get("updated"),
            published_field="date of the entry",
            notes=(*notes, f"an entry of the feed {source.name}", *(cut if CUT_OFF.search(text) else ())),
        ),
        source.name,
        published,
    )


def _content(entry: Any) -> str:
    """The longest that the entry gives of its report."""
    given = [str(each.get("value") or "") for each in entry.get("content", [])]
    return max([*given, str(entry.get("summary") or "")], key=len)
