"""Article text as HTML that is inert: every character of it is escaped here, and nowhere else is HTML made from text.

The result goes to `st.html`, which sanitises it once more in the browser. Never give article text to
`st.markdown`, to a label or to a caption: these read it as Markdown, and an image in Markdown is a request.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from mapapp.model import Article, TextSpan
from mapapp.paragraphs import paragraph_of
from mapapp.reading.sentences import paragraphs

MARKDOWN_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
LINK_SIGN = re.compile(r"https?://|www(?=\.)|@", re.IGNORECASE)
"""After these, Markdown of GitHub's kind makes a link of what follows, escaped or not."""
NOTHING = "\u2060"
"""Takes no room, and no link goes on over it."""

DIRECTION_SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]")

LONGEST_SIDE = 700
"""Characters shown at each side of the marked sentence; a page may be one line of megabytes."""


class Marked(NamedTuple):
    """A part of the text that stands in an element."""

    span: TextSpan
    tag: str
    """Name of the element: "mark", "u" or "time"; attributes of ours may follow it."""


def literal(text: str) -> str:
    """The text, such that it can only be read as text: in HTML, in an attribute, in Markdown, in a template."""
    return html.escape(text).replace("$", "&#36;").replace("`", "&#96;")


def unmarked(text: str) -> str:
    """The text for a label of Streamlit's that is read as Markdown: every sign of Markdown stands for itself.

    Only for labels of buttons, expanders and links, and for the lines of a radio: the options of a select box are text.
    """
    return MARKDOWN_SIGN.sub(r"\\\g<0>", LINK_SIGN.sub(rf"\g<0>{NOTHING}", text))


def isolated(text: str) -> str:
    """The text such that its signs of writing direction end with it, and turn nothing round that follows."""
    if not DIRECTION_SIGN.search(text):
        return text
    # As many ends as it could lack; and as many beginnings as it could end.
    ends = 1 + text.count("\u2069")
    return "\u2068" * ends + text + "\u2069" * (ends + len(DIRECTION_SIGN.findall(text)))


def marked(text: str, within: TextSpan, marks: Iterable[Marked]) -> str:
    """Part of the text with elements around parts of it; what sticks out is cut, of two that cross the first wins."""
    inside = [
        Marked(TextSpan(max(span.start, within.start), min(span.end, within.end)), tag)
        for span, tag in marks
        if span.overlaps(within)
    ]
    return _nested(text, within, sorted(inside, key=lambda mark: (mark.span.start, -mark.span.end)))


def _nested(text: str, within: TextSpan, marks: Sequence[Marked]) -> str:
    """`marked` for marks in order, none of which begins before `within`."""
    parts, position, index = [], within.start, 0
    while index < len(marks):
        span, tag = marks[index]
        following = index + 1
        while following < len(marks) and marks[following].span.start < span.end:
            following += 1
        inner = [mark for mark in marks[index + 1 : following] if mark.span.end <= span.end]
        parts += [literal(text[position : span.start]), f"<{tag}>", _nested(text, span, inner), f"</{tag.split()[0]}>"]
        position, index = span.end, following
    return "".join([*parts, literal(text[position : within.end])])


def excerpt(article: Article, sentence: TextSpan, underlined: Iterable[TextSpan]) -> str:
    """The paragraph as HTML, the sentence in `<mark>`, places in `<u>`; where it is long, what is near the sentence."""
    paragraph, _ = paragraph_of(article, sentence)
    shown = TextSpan(
        max(paragraph.start, sentence.start - LONGEST_SIDE),
        min(paragraph.end, max(sentence.end, sentence.start) + LONGEST_SIDE),
    )
    aside = [span for span in underlined if sentence.contains(span) or not span.overlaps(sentence)]
    marks = [Marked(sentence, "mark"), *(Marked(span, "u") for span in aside)]
    before, after = ("…" if shown.start > paragraph.start else ""), ("…" if shown.end < paragraph.end else "")
    return f'<blockquote dir="auto">{before}{marked(article.text, shown, marks)}{after}</blockquote>'


def body(article: Article, marks: Sequence[Marked]) -> str:
    """The report, cleaned, as HTML: one `<p>` a paragraph, with the marks in it.

    A first paragraph that is the title is left out: the title stands above it already.
    """
    parts = [paragraph for part in article.body for paragraph in paragraphs(article.text, part)]
    if len(parts) > 1 and parts[0].of(article.text).strip() == (article.title or "").strip():
        parts = parts[1:]
    return "".join(f'<p dir="auto">{marked(article.text, paragraph, marks)}</p>' for paragraph in parts)


def web_address(url: str | None) -> str | None:
    """The address where it leads to the web; None for any other scheme (`javascript:`, `data:`, `file:`) or none."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def outward_link(url: str | None) -> str:
    """A link to the source's own page that names the host; "" where the address is not one of the web."""
    address = web_address(url)
    if address is None:
        return ""
    host = literal(urlsplit(address).netloc)
    return f'<a href="{literal(address)}" target="_blank" rel="noopener noreferrer">open {host} on the web</a>'
