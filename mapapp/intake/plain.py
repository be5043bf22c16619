"""Text files: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.intake.decoding import decode
from mapapp.intake.failure import Failure
from mapapp.intake.making import Fields, make
from mapapp.intake.source import Source
from mapapp.model import Article, TimeSpan


def text_articles(data: bytes, source: Source, published: TimeSpan | None) -> Iterator[Article | Failure]:
    """The article of a text file.

    Raises:
        NotText: the bytes are no text.
    """
    decoded = decode(data, source.charset)
    fields = Fields(decoded.text, url=source.address or None, source=source.host or None, notes=decoded.notes)
    yield make(fields, source.name, published)
