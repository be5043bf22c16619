"""One whole report as inert HTML: cleaned, with its marks, its days, and what was left out."""

from __future__ import annotations

import streamlit as st

from mapapp.app import words, workspace
from mapapp.app.markup import Marked, body, isolated, literal, marked, outward_link
from mapapp.model import Basis, Mark, MarkKind, Published, Reading, TextSpan
from mapapp.reading.sentences import paragraphs

MARKS = {
    MarkKind.HEADLINE: "headline",
    MarkKind.REPEAT: "said twice",
    MarkKind.MASTHEAD: "masthead",
    MarkKind.MENU: "menu",
    MarkKind.BYLINE: "byline",
    MarkKind.CAPTION: "caption",
    MarkKind.TEASER: "pointer to another story",
    MarkKind.AUTHOR_BOX: "about the author",
    MarkKind.COMMENTS: "comments",
    MarkKind.NOTICE: "notice",
}
IN_BODY = (MarkKind.HEADLINE, MarkKind.REPEAT)
BASES = {
    Basis.GIVEN: "as people say",
    Basis.METADATA: "from the page's own data",
    Basis.STATED: "as the report says",
    Basis.INFERRED: "worked out from the report",
}
CHOSEN = 'mark class="chosen"'
"""How the sentence is marked from which somebody came."""
LONGEST_PIECE = 4_000
"""Characters shown of a part that was left out."""
KEY = (
    '<p class="source marks-key">Marked: <mark>a sentence that reports an event</mark> <u>a place</u> '
    "<time>a time</time></p>"
)


def header(reading: Reading) -> str:
    """Title, where it is from, its days with the evidence, and what was noticed on the way in."""
    article = reading.article
    origin = " · ".join(
        part for part in (literal(isolated(article.source or "no source named")), outward_link(article.url)) if part
    )
    return (
        f'<div class="report"><h1>{literal(article.title or "Untitled report")}</h1>'
        f'<p class="source">{origin}</p>{published(reading.published)}{notes(article.notes)}</div>'
    )


def text(reading: Reading, *, in_place: bool = False, chosen: str | None = None) -> str:
    """The report with its marks and the key to them; with `in_place`, also what was left out, where it stood."""
    found = marks(reading, chosen)
    shown = whole(reading, found) if in_place else body(reading.article, found)
    return f'<article class="report">{KEY}{shown or "<p>No report was found in this page.</p>"}</article>'


def marks(reading: Reading, chosen: str | None = None) -> list[Marked]:
    """Sentences that report events, places and times; several events may share a sentence.

    Args:
        reading: of the report.
        chosen: id of the event whose sentence is marked strongly.
    """
    strong = {event.sentence for event in reading.events if event.id == chosen}
    sentences = dict.fromkeys(event.sentence for event in reading.events)
    return [
        *(Marked(span, CHOSEN if span in strong else "mark") for span in sentences),
        *(Marked(mention.span, "u") for mention in reading.places if mention.place is not None),
        *(Marked(mention.span, "time") for mention in reading.times),
    ]


def whole(reading: Reading, found: list[Marked]) -> str:
    """Everything that the page held, in its order: the report, and between its parts what is not of it."""
    article = reading.article
    parts: list[tuple[TextSpan, Mark | None]] = [(span, None) for span in article.body]
    parts += [(mark.span, mark) for mark in article.marks if mark.kind not in IN_BODY]
    made = []
    for span, mark in sorted(parts, key=lambda part: (part[0].start, part[0].end)):
        if mark is None:
            made += [
                f'<p dir="auto">{marked(article.text, each, found)}</p>' for each in paragraphs(article.text, span)
            ]
        else:
            made.append(f'<div class="left-out" dir="auto">{said(mark, article.text)}</div>')
    return "".join(made)


def published(days: Published | None) -> str:
    """The days of the report in words, and how they are known."""
    if days is None:
        return '<p class="source">No day of publication is known: nothing in the report says it for sure.</p>'
    said = words.days(days.span.first_day, days.span.last_day)
    return f'<p class="source">Published {said}, {BASES[days.basis]}: {literal(days.evidence)}</p>'


def notes(texts: tuple[str, ...]) -> str:
    """What was noticed on the way in."""
    return "".join(f'<p class="source">{literal(text)}</p>' for text in texts)


def has_left_out(reading: Reading) -> bool:
    return any(mark.kind not in IN_BODY for mark in reading.article.marks)


def left_out(reading: Reading) -> str:
    """The parts of the page that are not the report, with the reason; "" where nothing was left out."""
    parts = [mark for mark in reading.article.marks if mark.kind not in IN_BODY]
    pieces = "".join(f'<li dir="auto">{said(mark, reading.article.text)}</li>' for mark in parts)
    return f'<ul class="list">{pieces}</ul>' if parts else ""


def said(mark: Mark, text: str) -> str:
    """One part that was left out, with what it is and why."""
    shown = mark.span.of(text)
    cut = "…" if len(shown) > LONGEST_PIECE else ""
    return (
        f"{literal(shown[:LONGEST_PIECE].strip())}{cut}"
        f"<small>{MARKS[mark.kind].capitalize()}: {literal(mark.reason)}</small>"
    )


def not_on_map(article_id: str) -> None:
    """How many events of a report are not on the map, with the way to the reasons."""
    number = int((workspace.left_out()["article_id"] == article_id).sum())
    if number:
        st.page_link(
            "pages/unplaced.py",
            label=f"{words.count(number, 'event')} not on the map: see why",
            query_params={"article": article_id},
        )
