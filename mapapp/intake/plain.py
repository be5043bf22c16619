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
    decoded = decode(data)
    yield make(Fields(decoded.text, notes=decoded.notes), source.name, published)
