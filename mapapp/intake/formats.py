"""Which reader a file belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from mapapp.intake.decoding import NotText, refuse_binary
from mapapp.intake.failure import Failure
from mapapp.intake.feeds import feed_articles
from mapapp.intake.json_files import json_file, json_lines
from mapapp.intake.pages import page_articles
from mapapp.intake.plain import text_articles
from mapapp.intake.source import Source, TooLarge, read_bytes, reason_of
from mapapp.intake.tables import table_articles
from mapapp.model import Article, TimeSpan

WholeReader: TypeAlias = Callable[[bytes, Source, TimeSpan | None], Iterator[Article | Failure]]

JSON_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
READERS: dict[str, WholeReader] = {
    ".json": json_file,
    ".csv": table_articles,
    ".tsv": table_articles,
    ".html": page_articles,
    ".htm": page_articles,
    ".xhtml": page_articles,
    **dict.fromkeys((".xml", ".rss", ".atom"), feed_articles),
}
"""By ending; everything else that decodes is read as text."""

NOT_YET = {
    **dict.fromkeys(
        (".gz", ".zip", ".bz2", ".xz", ".7z", ".tar", ".tgz"), "archives are not read yet; unpack it first"
    ),
    ".pdf": "PDF documents are not read yet; save the text and read that",
    **dict.fromkeys(
        (".doc", ".docx", ".odt", ".rtf", ".epub"), "office documents are not read yet; save it as text or HTML"
    ),
    **dict.fromkeys(
        (".xls", ".xlsx", ".ods"), "spreadsheets are not read yet; save it as CSV with a column named text"
    ),
    **dict.fromkeys((".parquet", ".feather", ".arrow"), "column files are not read yet; save it as JSON Lines or CSV"),
    **dict.fromkeys(
        (".warc", ".mhtml", ".mht", ".eml", ".msg"), "this archive of a page or mail is not read yet; save it as HTML"
    ),
}

OF_MANY = frozenset({".json", ".csv", ".tsv", ".xml", ".rss", ".atom"})
"""Endings of formats that hold articles one beside the other."""

PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
FEED = re.compile(rb"\s*<\?xml[^>]{0,200}\?>|\s*<(?:rss|feed)\b", re.I)


def articles(source: Source, *, published: TimeSpan | None = None) -> Iterator[Article | Failure]:
    """Everything that one source holds, in its order; `published` are the days that the person named for all of it."""
    try:
        yield from _articles(source, published)
    except (NotText, TooLarge) as problem:
        yield Failure(source.name, str(problem))
    except OSError as problem:
        yield Failure(source.name, f"cannot be read ({reason_of(problem)}); check that it is there and its rights")


def _articles(source: Source, published: TimeSpan | None) -> Iterator[Article | Failure]:
    problem = source.problem or NOT_YET.get(source.suffix)
    if problem:
        yield Failure(source.name, problem)
    elif source.suffix in JSON_LINES:
        yield from json_lines(source, published)
    else:
        data = read_bytes(source.path)
        yield from _reader(source, data)(data, source, published)


def _reader(source: Source, data: bytes) -> WholeReader:
    """By ending; a page or feed under another name is known by its first characters.

    Raises:
        NotText: a binary format.
    """
    refuse_binary(data)
    if source.suffix in READERS:
        return READERS[source.suffix]
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if PAGE.match(start):
        return page_articles
    return feed_articles if FEED.match(start) else text_articles


def is_streamed(source: Source) -> bool:
    """True for a format that may be of any size and is read record by record."""
    return source.suffix in JSON_LINES


def is_fetched_feed(source: Source) -> bool:
    """True for a feed that stands at an address."""
    return bool(source.address) and READERS.get(source.suffix) is feed_articles


def ending_of(data: bytes, said: str) -> str:
    """The ending under which bytes from the web are read: feeds and pages are known by their first characters."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    return ".html" if PAGE.match(start) else ".xml" if FEED.match(start) else said


def holds_one(source: Source) -> bool:
    """True for a format whose file is one article: those are parsed where they can be stopped."""
    return not is_streamed(source) and source.suffix not in OF_MANY
