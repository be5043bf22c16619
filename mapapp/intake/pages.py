"""Saved web pages: the report inside, with the page's own title, day and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from mapapp.intake.decoding import REFUSED_CHARSETS, decode
from mapapp.intake.failure import Failure
from mapapp.intake.making import Fields, make
from mapapp.intake.source import Source
from mapapp.model import Article, TimeSpan

if TYPE_CHECKING:
    from trafilatura.settings import Document

CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
PROLOG = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
TWICE_ESCAPED = re.compile(r"&amp;(?=#?\w{1,10};)")
MOST_TAGS = 150_000
"""Above this nothing is extracted, all text is kept: the time of extraction grows faster than the page."""
# Without `max_date` the date would depend on this machine's clock.
DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea"})
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


def page_articles(data: bytes, source: Source, published: TimeSpan | None) -> Iterator[Article | Failure]:
    """The article of a saved page.

    Raises:
        NotText: the bytes are no text.
    """
    declared = source.charset or declared_charset(data)
    decoded = decode(data, declared)
    document = extracted(decoded.text) if decoded.text.count("<") <= MOST_TAGS else None
    notes = decoded.notes + _charset_doubts(declared, decoded.notes)
    if document is not None and (document.text or "").strip():
        fields = _fields(document, source, (*notes, "the report was extracted from an HTML page"))
        yield make(fields, source.name, published)
        return
    text = visible_text(decoded.text)
    if not text:
        yield Failure(source.name, "no article text found in the page; save the page again when it shows the report")
        return
    note = "the report could not be told from the rest of the HTML page: all its text was kept"
    fields = Fields(text, url=source.address or None, source=source.host or None, notes=(*notes, note))
    yield make(fields, source.name, published)


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page's prolog or first meta elements name."""
    match = PROLOG.match(data[:400]) or CHARSET.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def _charset_doubts(declared: str | None, notes: tuple[str, ...]) -> tuple[str, ...]:
    if declared and declared.lower() in REFUSED_CHARSETS:
        return (f"the page names the encoding {declared}, which is refused because it can hide active content",)
    return (f"the page names the encoding {declared}, which does not fit its bytes",) if declared and notes else ()


def extracted(html: str) -> Document | None:
    """What trafilatura takes for the report; None where it finds none or fails on the page."""
    # Half a second to import, and most workers never see a page.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(
            # It decodes entities once more than the page asks for.
            TWICE_ESCAPED.sub("&amp;amp;", html),
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=DATE_SEARCH,
        )
    except (RecursionError, ValueError, TypeError, AttributeError):  # seen on malformed trees
        return None
    return found if isinstance(found, Document) else None


def _fields(document: Document, source: Source, notes: tuple[str, ...]) -> Fields:
    return Fields(
        text=document.text or "",
        title=document.title,
        url=document.url or source.address or None,
        source=document.sitename or document.hostname or source.host or None,
        published=document.date,
        published_field="date of the page",
        notes=notes,
    )


class _Visible(HTMLParser):
    """Collects the text that a browser would show, a block a line; linear in the page's length."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []
        """Open elements from the outermost hidden one inwards."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag not in VOID and (self.hidden or tag in UNSEEN or _is_hidden(dict(attrs))):
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style


def visible_text(html: str) -> str:
    """The text that a browser would show, a block a line."""
    parser = _Visible()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n\n".join(line for line in lines if line)
