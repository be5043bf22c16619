"""Fields of a record to an Article: the one place where text enters the house."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from mapapp.intake.cleaning import clean
from mapapp.intake.days import days_of
from mapapp.intake.decoding import CONTROLS, without_controls
from mapapp.intake.language import language_of, note_of
from mapapp.intake.limits import TEXT_CHARACTERS
from mapapp.model import Article, Basis, Published, TextSpan, TimeSpan


@dataclass(frozen=True, slots=True)
class Fields:
    """What a file says about one article, unchecked."""

    text: str
    id: Any = None
    title: Any = None
    url: Any = None
    source: Any = None
    published: Any = None
    published_field: str = "published"
    """Name of the field that `published` came from, for the evidence."""
    notes: tuple[str, ...] = field(default=())


def make(fields: Fields, name: str, given: TimeSpan | None = None) -> Article:
    """The cleaned article of a record in the file called `name`.

    `given` are the days that the person named; they win over the file's own field.
    """
    decoded = without_controls(fields.text)
    text, cut = _cut(decoded.text)
    published, doubts = _published(fields, given)
    url = _web_address(fields.url)
    language = language_of(text)
    refused = () if url or not fields.url else ("the link was not kept: it is no web address",)
    article = Article(
        id=_given_id(fields.id) or hash_id(name, text),
        title=_line(fields.title),
        text=text,
        body=(TextSpan(0, len(text)),),
        url=url,
        source=_line(fields.source) or name,
        language=language,
        published=published,
        notes=(*fields.notes, *decoded.notes, *cut, *note_of(language), *doubts, *refused),
    )
    return clean(article)


def hash_id(name: str, text: str) -> str:
    """16 hexadecimal digits of a hash of the file's own name and the text: the same in any folder, on any machine."""
    return hashlib.sha256(f"{PurePosixPath(name).name}\0{text}".encode()).hexdigest()[:16]


def _cut(text: str) -> tuple[str, tuple[str, ...]]:
    if len(text) <= TEXT_CHARACTERS:
        return text, ()
    note = f"cut at the limit of {TEXT_CHARACTERS:,} characters; {len(text) - TEXT_CHARACTERS:,} more were not read"
    return text[:TEXT_CHARACTERS], (note,)


def _published(fields: Fields, given: TimeSpan | None) -> tuple[Published | None, tuple[str, ...]]:
    if given is not None:
        return Published(given, Basis.GIVEN, "the day was given when the report was read"), ()
    if fields.published is None or fields.published == "":
        return None, ()
    days = days_of(fields.published)
    if days is None:
        shown = _line(fields.published) or ""
        return None, (
            f'the field "{fields.published_field}" names no certain day: "{shown[:60]}"; write it as 2022-02-28',
        )
    return Published(days, Basis.METADATA, f'the field "{fields.published_field}" of the source'), ()


def _given_id(value: Any) -> str | None:
    """Text or a whole number, on one line; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return _line(value)


def _line(value: Any) -> str | None:
    """A short field as one line without control characters; None where it is empty or not text."""
    if value is None or isinstance(value, dict | list | bool):
        return None
    return " ".join(CONTROLS.sub("\ufffd", str(value)).split())[:500] or None


def _web_address(value: Any) -> str | None:
    """The address if it is http or https with a host; None otherwise, for everything else can run or read files."""
    text = _line(value)
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None
