"""One whole report and the list of reports, as inert HTML."""

from __future__ import annotations

import pandas as pd

from mapapp.app import words
from mapapp.app.markup import body, literal, outward_link
from mapapp.model import Basis, Mark, MarkKind, Published, Reading

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
    Basis.GIVEN: "given by you",
    Basis.METADATA: "from the page's own data",
    Basis.STATED: "as the report says",
    Basis.INFERRED: "worked out from the report",
}
LONGEST_PIECE = 400
"""Characters shown of a part that was left out."""


def line(row: pd.Series) -> str:
    """One line for the list of reports."""
    title = row["title"] or row["source"] or "Untitled report"
    events = words.count(int(row["events"]), "event") if row["events"] else "no events"
    return f"{title} ({events})"


def report(reading: Reading) -> str:
    """Title, where it is from, its days with the evidence, the cleaned text with the reported sentences marked."""
    article = reading.article
    origin = " · ".join(
        part for part in (literal(article.source or "no source named"), outward_link(article.url)) if part
    )
    text = body(article, (event.sentence for event in reading.events))
    return (
        f'<article class="report"><h1>{literal(article.title or "Untitled report")}</h1>'
        f'<p class="source">{origin}</p>{published(reading.published)}{notes(article.notes)}'
        f"{text or '<p>No report was found in this page.</p>'}</article>"
    )


def published(days: Published | None) -> str:
    """The days of the report in words, and how they are known."""
    if days is None:
        return '<p class="source">No day of publication is known: nothing in the report says it for sure.</p>'
    said = words.days(days.span.first_day, days.span.last_day)
    return f'<p class="source">Published {said}, {BASES[days.basis]}: {literal(days.evidence)}</p>'


def notes(texts: tuple[str, ...]) -> str:
    """What was noticed on the way in."""
    return "".join(f'<p class="source">{literal(text)}</p>' for text in texts)


def left_out(reading: Reading) -> str:
    """The parts of the page that are not the report, with the reason; "" where nothing was left out."""
    marks = [mark for mark in reading.article.marks if mark.kind not in IN_BODY]
    return f'<ul class="list">{"".join(piece(mark, reading.article.text) for mark in marks)}</ul>' if marks else ""


def piece(mark: Mark, text: str) -> str:
    """One part that was left out."""
    shown = mark.span.of(text)
    cut = "…" if len(shown) > LONGEST_PIECE else ""
    return (
        f'<li dir="auto">{literal(shown[:LONGEST_PIECE])}{cut}'
        f"<small>{MARKS[mark.kind].capitalize()}: {literal(mark.reason)}</small></li>"
    )
