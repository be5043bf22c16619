"""Boxes that say who wrote a report, told from the report by their form and their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapapp.intake.boilerplate import Marks
from mapapp.intake.lines import Line
from mapapp.model import MarkKind

ROLE = r"(?:journalist|reporter|correspondent|editor|writer|columnist|contributor|freelancer|blogger|author|analyst)"
AUTHOR_FORM = re.compile(
    rf"(?:[A-Z][\w.'’-]* ){{1,4}}(?:is|was|has been|works as|serves as) (?:an?|the|our) (?:[\w'’,-]+ ){{0,6}}?{ROLE}\b"
    rf"|(?:Our|The|This) (?:[\w'’-]+ ){{0,3}}{ROLE} (?:is|was|has|lives|covers|works|reports|writes)\b"
)
AUTHOR_WORDS = re.compile(
    r"experience|currently|covers|covering|specializ|specialis|writes (?:for|about)|contributes|author of|based in"
    r"|lives in|has (?:written|reported|covered)|graduate|previously|passion|years as"
)
LONGEST_BOX_WORDS = 60
"""Words of a paragraph about the author."""
LAST_PARAGRAPHS = 2
"""Behind the heading of such a box and this close to the end, short paragraphs are about the author."""


def author_boxes(lines: Sequence[Line], marks: Marks) -> Marks:
    """Words about the author: behind the last paragraph, or below a heading such as "About the author"."""
    return _last(lines, marks) | _below_headings(lines, marks)


def _last(lines: Sequence[Line], marks: Marks) -> Marks:
    """Behind the last paragraph, by form, a name line above, and words of such boxes."""
    found: Marks = {}
    for at in reversed(range(len(lines))):
        if at in marks or not lines[at].is_prose:
            continue
        if _score(lines, at) < 3:
            break
        found[at] = (MarkKind.AUTHOR_BOX, "says who the author is, behind the last paragraph")
    return found


def _score(lines: Sequence[Line], at: int) -> int:
    line = lines[at]
    first = line.words[0]
    named = any(other.is_name and first in other.words for other in lines[max(0, at - 4) : at])
    return 2 * bool(AUTHOR_FORM.match(line.text)) + 2 * named + bool(AUTHOR_WORDS.search(line.text))


def _below_headings(lines: Sequence[Line], marks: Marks) -> Marks:
    headings = [at for at, (kind, _) in marks.items() if kind is MarkKind.AUTHOR_BOX and not lines[at].is_prose]
    prose = [at for at, line in enumerate(lines) if at not in marks and line.is_prose]
    last = frozenset(prose[1:][-LAST_PARAGRAPHS:])
    found: Marks = {}
    for heading in headings:
        for at in range(heading + 1, min(heading + 1 + LAST_PARAGRAPHS, len(lines))):
            if at in marks or not _is_about_author(lines[at], at in last):
                break
            found[at] = (MarkKind.AUTHOR_BOX, "says who the author is, below a heading")
    return found


def _is_about_author(line: Line, is_last: bool) -> bool:
    if not line.ends_sentence or len(line.words) > LONGEST_BOX_WORDS:
        return False
    return is_last or AUTHOR_FORM.match(line.text) is not None
