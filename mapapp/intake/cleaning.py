"""Marks what of a page is not the report; the text itself is never changed.

The default is body: a line is set aside only for what it says about itself (a known phrase of pages) or for its form
and its place before the first or behind the last paragraph. Every mark has its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mapapp.intake.authors import author_boxes
from mapapp.intake.boilerplate import Marks, Said, edge_phrase, says_so
from mapapp.intake.lines import CUT_OFF, Line, is_outlet, lines_of
from mapapp.model import Article, Mark, MarkKind, TextSpan

IN_BODY = (MarkKind.HEADLINE, MarkKind.REPEAT)
HEADLINE_WORDS = range(4, 24)
YEAR_HEADING = re.compile(r"1\d\d\d|20\d\d", re.ASCII)
"""A year alone heads a chronology, whose undated days are its own."""
LONGEST_LABEL_WORDS = 3
"""A line of the head with no more words than this is a label, not a headline."""

LONGEST_MASTHEAD_WORDS = 8
LONGEST_LIST_HEADING = 5
"""Words of "Related articles" and the like, which a list of other stories follows."""
LONGEST_LISTED = 20
"""Words of a sentence in such a list, or of a comment."""
LEAST_LINK_IN_CAPITALS = 6
"""Words of a line in capitals between paragraphs that is the headline of another story; fewer are a heading."""
LEAST_OPENING = 40
"""Characters that a cut-off opening must share with the paragraph that follows in full."""

MEDIA_LABEL = re.compile(r"(?:Video|Photos?|Gallery|Watch|Podcast)\s*(?:[:|]|[A-Z])")
CREDITED = re.compile(r"\([^()]{3,60}/[^()/]{2,30}\)$")
"""A picture's credit at the end of its caption: "(Ada Sample/Agency)"."""


def clean(article: Article) -> Article:
    """The article with its marks, its body and, where the source gave none, its title."""
    lines = lines_of(article.text)
    said = _marks(lines, article.title)
    links = {at: link for at, line in enumerate(lines) if at not in said and (link := _trailing_link(line))}
    kept = (at for at in range(len(lines)) if at not in said or said[at][0] in IN_BODY)
    body = _joined(article.text, (_before(lines[at], links.get(at)) for at in kept))
    marks = [Mark(lines[at].span, *why) for at, why in said.items()] + list(links.values())
    return replace(
        article,
        title=article.title or _headline(lines, said),
        body=body,
        marks=tuple(sorted(marks, key=lambda mark: mark.span.start)),
        notes=article.notes if body else (*article.notes, "nothing in the text looks like a report"),
    )


def _marks(lines: Sequence[Line], title: str | None) -> Marks:
    marks = {at: said for at, line in enumerate(lines) if (said := says_so(line))}
    marks = _repeats(lines) | marks
    marks |= author_boxes(lines, marks)
    prose = [at for at, line in enumerate(lines) if at not in marks and line.is_prose]
    if not prose:
        return marks | _unless_lonely(lines, marks)
    marks |= _head(lines, marks, prose, title)
    last = _last_paragraph(lines, marks, prose)
    marks |= _links_in_capitals(lines, marks, range(prose[0] + 1, last))
    marks |= _tail(lines, marks, last + 1)
    return marks | _carried_on(lines, marks)


def _repeats(lines: Sequence[Line]) -> Marks:
    """Lines that say word for word what an earlier line says, and cut-off openings of a later one."""
    marks: Marks = {}
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if len(line.words) < HEADLINE_WORDS.start:
            continue
        if line.key in seen:
            marks[at] = (MarkKind.REPEAT, "says word for word what an earlier line says")
        elif _is_opening(line, lines[at + 1 : at + 13]):
            marks[at] = (MarkKind.REPEAT, "the cut-off opening of a paragraph that follows in full")
        seen.add(line.key)
    return marks


def _is_opening(line: Line, following: Iterable[Line]) -> bool:
    cut = CUT_OFF.search(line.text, max(0, len(line.text) - 8))
    stem = line.text[: cut.start()] if cut else ""
    if len(stem) < LEAST_OPENING:
        return False
    return any(other.text.startswith(stem) and len(other.text) > len(line.text) for other in following)


def _head(lines: Sequence[Line], marks: Marks, prose: Sequence[int], title: str | None) -> Marks:
    """The lines before the first paragraph."""
    first = prose[0]
    report = frozenset[str]().union(*(lines[at].content_words for at in prose[:3]))
    headline = _headline_line(lines, marks, range(first + 1), report, title)
    found: Marks = {}
    if headline is not None:
        found[headline] = (MarkKind.HEADLINE, "the line above the report that names what it tells")
    names = {line.key for line in lines[first:] if line.is_name}
    for at in range(first):
        if at not in marks and at != headline:
            below = headline is not None and at > headline
            said = _page_name(lines[at], headline is not None and not below) or _head_line(
                lines[at], below, report, lines[at].key in names or _beside_by(lines, at)
            )
            found |= {at: said} if said else {}
    return found


def _headline_line(
    lines: Sequence[Line], marks: Marks, places: Iterable[int], report: frozenset[str], title: str | None
) -> int | None:
    """The line that is the title, else the one above the report that shares most words with it."""
    known = Line(0, 0, title).key if title else None
    best: tuple[float, int] | None = None
    for at in places:
        line = lines[at]
        if known and line.key == known:
            return at
        if at in marks or line.is_date or line.is_report or len(line.words) not in HEADLINE_WORDS:
            continue
        if line.is_dateline or line.text[0] in "-–—•" or at + 1 >= len(lines) or _is_no_headline(line):
            continue
        shared = len(line.content_words & report) / max(1, len(line.content_words))
        if shared > 0 and (best is None or shared >= best[0]):
            best = (shared, at)
    return None if best is None else best[1]


def _is_no_headline(line: Line) -> bool:
    """A phrase of pages, a menu, the name of an outlet, a video's or picture's words."""
    if edge_phrase(line) or line.labels or is_outlet(line.text):
        return True
    return (
        MEDIA_LABEL.match(line.text) is not None or CREDITED.search(line.text, max(0, len(line.text) - 100)) is not None
    )


def _beside_by(lines: Sequence[Line], at: int) -> bool:
    return any(0 <= other < len(lines) and lines[other].key == "by" for other in (at - 1, at + 1))


def _page_name(line: Line, above: bool) -> Said | None:
    """The page's own name and menu before the first paragraph; `above` the headline, where there is one."""
    if line.is_stamped:
        return MarkKind.MASTHEAD, "names, dates or weather in a row above the report"
    if line.labels:
        return MarkKind.MENU, "labels in a row above the report"
    if is_outlet(line.text):
        return MarkKind.MASTHEAD, "the name of an outlet above the report"
    if above and line.text.isupper() and len(line.words) <= LONGEST_LABEL_WORDS:
        return MarkKind.MASTHEAD, "words in capitals above the headline"
    return None


def _head_line(line: Line, below: bool, report: frozenset[str], is_author: bool) -> Said | None:
    """What a line before the first paragraph is, if it is not report."""
    if line.is_date:
        if below:
            return MarkKind.BYLINE, "a date alone between headline and report"
        return MarkKind.MASTHEAD, "a date alone at the top of the page"
    if said := edge_phrase(line):
        return said
    if line.is_name and (is_author or below):
        return MarkKind.BYLINE, "a name alone beside the headline"
    if line.is_dateline or line.ends_sentence or YEAR_HEADING.fullmatch(line.text):
        return None
    if len(line.words) <= LONGEST_LABEL_WORDS:
        return MarkKind.MENU, "a label above the report"
    if len(line.words) <= LONGEST_MASTHEAD_WORDS and not line.content_words & report and line.text[-1] != ":":
        return MarkKind.MASTHEAD, "a line above the report that shares no word with it"
    return None


def _last_paragraph(lines: Sequence[Line], marks: Marks, prose: Sequence[int]) -> int:
    """The last paragraph of the report; short sentences in a list of other stories or comments are none."""
    last_long = max((at for at in prose if len(lines[at].words) > LONGEST_LISTED), default=prose[0])
    heading = next((at for at in range(last_long + 1, prose[-1]) if _opens_list(lines, marks, at)), prose[-1] + 1)
    before = [at for at in prose if at < heading]
    return before[-1] if 2 * len(before) > len(prose) else prose[-1]


def _opens_list(lines: Sequence[Line], marks: Marks, at: int) -> bool:
    if at not in marks or marks[at][0] not in (MarkKind.TEASER, MarkKind.COMMENTS):
        return False
    return len(lines[at].words) <= LONGEST_LIST_HEADING


def _links_in_capitals(lines: Sequence[Line], marks: Marks, between: Iterable[int]) -> Marks:
    """Headlines of other stories in capitals between paragraphs that are not."""
    return {
        at: (MarkKind.TEASER, "a line in capitals between paragraphs: the headline of another story")
        for at in between
        if at not in marks
        and len(lines[at].words) >= LEAST_LINK_IN_CAPITALS
        and not lines[at].ends_sentence
        and lines[at].text.isupper()
        and not lines[at - 1].text.isupper()
        and not lines[at + 1].text.isupper()
    }


def _tail(lines: Sequence[Line], marks: Marks, start: int) -> Marks:
    """The lines behind the last paragraph."""
    found: Marks = {}
    listing: MarkKind | None = None
    for at in range(start, len(lines)):
        if _opens_list(lines, marks, at):
            listing = marks[at][0]
        if at not in marks and (said := _tail_line(lines[at], listing)):
            found[at] = said
    return found


def _tail_line(line: Line, listing: MarkKind | None) -> Said | None:
    if said := edge_phrase(line):
        return said
    if line.is_date:
        return MarkKind.BYLINE, "a date alone below the report"
    if line.labels:
        return MarkKind.MENU, "labels in a row below the report"
    if listing and not line.text[0].islower():
        return listing, "a line of a list below the report"
    if line.is_name:
        return MarkKind.BYLINE, "a name alone below the report"
    if not line.ends_sentence and len(line.words) <= LONGEST_LABEL_WORDS:
        return MarkKind.MENU, "a label below the report"
    return None


def _carried_on(lines: Sequence[Line], marks: Marks) -> Marks:
    """Lines that go on with the sentence of a notice above them."""
    found: Marks = {}
    for at in range(1, len(lines)):
        above = marks.get(at - 1) or found.get(at - 1)
        open_notice = above is not None and above[0] is MarkKind.NOTICE and not lines[at - 1].ends_sentence
        if open_notice and at not in marks and lines[at].text[0].islower():
            found[at] = (MarkKind.NOTICE, "goes on with the notice above")
    return found


def _unless_lonely(lines: Sequence[Line], marks: Marks) -> Marks:
    """Without any paragraph: many labels are a menu; a few words are taken for a short report."""
    rest = [at for at in range(len(lines)) if at not in marks]
    if len(rest) < 3 or any(len(lines[at].words) > LONGEST_LABEL_WORDS for at in rest):
        return {}
    return dict.fromkeys(rest, (MarkKind.MENU, "a label on a page of labels"))


def _headline(lines: Sequence[Line], marks: Marks) -> str | None:
    return next((lines[at].text for at, (kind, _) in marks.items() if kind is MarkKind.HEADLINE), None)


def _trailing_link(line: Line) -> Mark | None:
    """ "Read more" at the end of a paragraph."""
    if line.link is None:
        return None
    return Mark(TextSpan(line.start + line.link, line.end), MarkKind.TEASER, "a link at the end of the paragraph")


def _before(line: Line, link: Mark | None) -> TextSpan:
    """The line without the link at its end."""
    return line.span if link is None else TextSpan(line.start, link.span.start)


def _joined(text: str, spans: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
    """Neighbouring lines as one span, with the white space between them."""
    body: list[TextSpan] = []
    for span in spans:
        if body and not text[body[-1].end : span.start].strip():
            body[-1] = TextSpan(body[-1].start, span.end)
        else:
            body.append(span)
    return tuple(body)
