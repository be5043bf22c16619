"""Pieces of evidence for the day of a report: each with its span, its words, and a score for every day.

Scores are logarithms: about -5 all but excludes a day, +9 is as good as a printed date. Where dated texts can teach
them they are learned (`learned`); those of rare and sharp evidence are set by what it can know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from mapapp.model import Article, Basis, Mark, MarkKind, TextSpan, TimeSpan, TimeType
from mapapp.reading.times.almanac import days_of_value
from mapapp.reading.times.learned import Cells, kinds, since, table_scores
from mapapp.reading.times.lexicon import ENTRIES
from mapapp.reading.times.likelihood import (
    FIRST_DAY,
    LAST_DAY,
    SIZE,
    WEEKDAY,
    YEAR,
    Scores,
    days_since,
    peak,
    within,
    yearly,
)
from mapapp.reading.times.tagging import Tagged


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One thing that the text says of its own date."""

    span: TextSpan
    says: str
    """Plain words."""
    scores: Scores
    day: date | None = None
    """The day of a date line: a date that the page prints for itself."""
    meanings: tuple[tuple[str, date, date | None], ...] = ()
    """What the words may name: in words, first day, last day (None while it lasts)."""
    starts: tuple[date, ...] = ()
    """Days of which the latest that the answer has reached completes `says`, where that has a gap for it."""
    basis: Basis = Basis.STATED
    """What a day of publication rests on where this date line gives it."""
    cells: Cells | None = None
    """Rows of the learned table that the scores come from; None where they were set."""
    weight: float = 1.0
    """What the learned scores were multiplied by."""

    def told_for(self, span: TimeSpan) -> str:
        """The piece in words, with those of its meanings that fit the days; with all where none does."""
        if self.starts:
            reached = [day for day in self.starts if day <= span.last_day] or [self.starts[0]]
            return self.says.format(f"{reached[-1].day} {reached[-1]:%B %Y}")
        if not self.meanings:
            return self.says
        fitting = [
            what
            for what, first, last in self.meanings
            if first <= span.last_day and (last is None or last >= span.first_day)
        ]
        return f"{self.says} ({' or '.join(fitting or [what for what, _, _ in self.meanings])})"


def learned(
    span: TextSpan,
    says: str,
    cells: Cells,
    weight: float = 1.0,
    meanings: tuple[tuple[str, date, date | None], ...] = (),
    starts: tuple[date, ...] = (),
) -> Piece:
    """A piece whose scores stand in the learned table."""
    scores = (table_scores() * weight).take(cells)
    return Piece(span, says, scores, meanings=meanings, starts=starts, cells=cells, weight=weight)


def shared(count: int) -> float:
    """Weight of each of so many pieces of a kind: they repeat one another."""
    return float(max(count, 1) ** -0.5)


NOWHERE = TextSpan(0, 0)
"""Span of what does not stand in the text."""
NOT_YET = -7.0
"""Score of days before something told of has begun."""
STALE = -19.0
"""Score of days far from one that is told with its weekday."""
RATHER_STALE, LATE_DAYS = -2.5, 45
"""Score of days after its week, and so many days: one in four such reports, mostly of courts and fires."""
STILL_AHEAD, EARLY_DAYS = -6.0, 14
"""Score of so many days before it: what looks like the past may be a notice."""
LONGEST_LINE = 200
MOST_DAYS = 30
"""Mentioned days of a kind that are looked at, the latest ones."""
PAGE_MARKS = frozenset(
    (MarkKind.MASTHEAD, MarkKind.MENU, MarkKind.NOTICE, MarkKind.AUTHOR_BOX, MarkKind.COMMENTS, MarkKind.TEASER)
)
REPORT_LINE, PAGE_LINE = 9.0, 5.0
"""Height of a date line of the report and of the page around it."""
HEAD = 800
"""Characters from the top within which a line of its own is a date line."""
_ANNOUNCED = re.compile(r"(?:publish|post|issu|creat|release|dated)\w*\W*(?:on|at|date)?\W*$", re.IGNORECASE)
_PAGE_CHANGED = re.compile(r"(?:updat|modif|print|visit|retriev|access)\w*\W*(?:on|at|date)?\W*$", re.IGNORECASE)
"""What a page says of itself, long after its report."""
_DATELINE_END = re.compile(r"\s*(?:\([^)\n]{2,40}\)\s*)?(?:[-–—:(]|\.\s*[-–—])")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_UNTIL = ("until", "till", "through", "by")
MOST_YEARLESS = 8
"""Days, and months, without a year that are looked at."""
_NAMED_YEAR = re.compile(
    r"\b[A-Z][a-z]+ ((?:19|20)\d\d)(?=[).,;:]| (?:exercise|drill|manoeuvre|maneuver|game|war game)s?)"
)
_WEEKDAY_LOGS = np.log([0.40, 0.27, 0.12, 0.07, 0.05, 0.04, 0.05])
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def mark_at(article: Article, span: TextSpan) -> MarkKind | None:
    """The kind of page part that a span begins in; None for plain report."""
    at = bisect_right(article.marks, span.start, key=_start) - 1
    return article.marks[at].kind if at >= 0 and span.start < article.marks[at].span.end else None


def _start(mark: Mark) -> int:
    return mark.span.start


def in_report(article: Article, tagged: Sequence[Tagged]) -> list[Tagged]:
    """The expressions that the report itself uses."""
    return [time for time in tagged if mark_at(article, time.span) not in PAGE_MARKS]


def date_lines(article: Article, tagged: Sequence[Tagged]) -> Iterator[Piece]:
    """Whole dates on a line of their own near the top, or after "Published"."""
    for time in tagged:
        found = _DAY.match(time.value)
        if found is None or not time.explicit or time.type not in (TimeType.DATE, TimeType.TIME):
            continue
        day = date(*map(int, found.groups()))
        if FIRST_DAY <= day <= LAST_DAY and _stands_alone(article.text, time.span):
            of_page = _of_the_page(article, time.span)
            what = "the page's own date line" if of_page else "the report's date line"
            scores = peak(day, PAGE_LINE if of_page else REPORT_LINE)
            yield Piece(time.span, f"{what} {_quoted(article, time.span)}", scores, day)


def _of_the_page(article: Article, span: TextSpan) -> bool:
    before = article.text[: span.start]
    return mark_at(article, span) in PAGE_MARKS or not before.strip() or bool(_PAGE_CHANGED.search(before[-40:]))


def _stands_alone(text: str, span: TextSpan) -> bool:
    if span.start >= 3 * HEAD:
        return False
    before = text[max(0, span.start - 40) : span.start]
    if _ANNOUNCED.search(before) or _PAGE_CHANGED.search(before):
        return True
    begin = text.rfind("\n", 0, span.start) + 1
    stop = text.find("\n", span.end, span.end + LONGEST_LINE)
    if stop < 0 and len(text) - span.end > LONGEST_LINE:
        return False
    rest = text[begin : span.start] + text[span.end : stop if stop >= 0 else len(text)]
    return span.start < HEAD and len(re.sub(r"[\W\d_]", "", rest)) < 16


def flat(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())


def _quoted(article: Article, span: TextSpan) -> str:
    return f'"{flat(span.of(article.text))}"'


def datelines(article: Article, tagged: Sequence[Tagged]) -> Iterator[Piece]:
    """ "KYIV, Feb 28 (Agency) -" at the head of the report: the day without its year, or with it."""
    begins = article.body[0].start if article.body else 0
    for time in tagged:
        text = article.text
        if time.span.start - begins > HEAD:
            continue
        line = text[text.rfind("\n", 0, time.span.start) + 1 : time.span.start]
        if len(line) > 60 or not line[:2].isupper():
            continue
        whole = time.explicit and text[time.span.end : time.span.end + 2] == ". " and _DAY.match(time.value)
        if not whole and not _DATELINE_END.match(text, time.span.end):
            continue
        says = f"dateline {_quoted(article, time.span)}"
        if found := _MONTH_DAY.match(time.value):
            steps = ((-1, -5.0), (1, 0.0), (3, -2.0))
            yield Piece(time.span, says, yearly(int(found[1]), int(found[2]), steps, -5.0))
        elif (days := days_of_value(time.value)) and days.days == 1 and FIRST_DAY <= days.first_day <= LAST_DAY:
            scores = peak(days.first_day, REPORT_LINE)
            yield Piece(time.span, says, scores, days.first_day)


def mentioned_days(article: Article, tagged: Sequence[Tagged]) -> Iterator[Piece]:
    """Dates with a year: a report is seldom older than the latest, and mostly soon after it."""
    by_kind: dict[str, dict[date, Tagged]] = {"day": {}, "month": {}, "year": {}}
    for time in tagged:
        days = days_of_value(time.value)
        if not time.explicit or days is None or not FIRST_DAY.year <= days.first_day.year < LAST_DAY.year:
            continue
        kind = "day" if days.days == 1 else "month" if days.days < 32 else "year" if days.days < 367 else ""
        if kind:
            by_kind[kind].setdefault(days.first_day, time)
    for kind, found in by_kind.items():
        if found:
            yield from _named_days(article, kind, found)


def _named_days(article: Article, kind: str, found: Mapping[date, Tagged]) -> Iterator[Piece]:
    *earlier, latest = sorted(found)[-MOST_DAYS:]
    says = f"latest {kind} named {_quoted(article, found[latest].span)}"
    yield learned(found[latest].span, says, _since_named(f"latest {kind}", latest))
    for day in earlier:
        yield learned(found[day].span, f"{kind} named", _since_named(kind, day), shared(len(earlier)))


def _since_named(kind: str, day: date) -> Cells:
    return kinds()[kind].cells(YEAR - day.year) if kind.endswith("year") else since(kind, day)


def narrated_days(article: Article, tagged: Sequence[Tagged]) -> Iterator[Piece]:
    """ "on Thursday, 16 February 2023": writers name the weekday of what is fresh; the latest such day counts."""
    told = [
        (day, time)
        for time in tagged
        if time.explicit and time.direction <= 0 and _weekday_in(time) is not None and (day := _whole_day(time))
    ]
    if told:
        day, time = max(told, key=lambda one: one[0])
        near = within(day, day + timedelta(6), STILL_AHEAD, RATHER_STALE)
        scores = near + within(day - timedelta(EARLY_DAYS), day + timedelta(LATE_DAYS), STALE, STALE)
        yield Piece(time.span, f"{_quoted(article, time.span)} is told with its weekday", scores)


def _whole_day(time: Tagged) -> date | None:
    days = days_of_value(time.value) if _DAY.match(time.value) else None
    return days.first_day if days and FIRST_DAY <= days.first_day <= LAST_DAY else None


def yearless_days(article: Article, tagged: Sequence[Tagged]) -> Iterator[Piece]:
    """ "Feb. 24": reports give the year only where it is not their own; with a weekday it names the year."""
    found = [(time, match) for time in tagged if (match := _MONTH_DAY.match(time.value))][:MOST_YEARLESS]
    for time, match in found:
        month, day = int(match[1]), int(match[2])
        ahead = time.direction > 0 or time.before[0] in _UNTIL
        kind = "yearless day, ahead" if ahead else "yearless day, past" if time.direction < 0 else "yearless day"
        cells = kinds()[kind].cells(days_since(month, day))
        yield learned(time.span, f"{_quoted(article, time.span)} without a year", cells, shared(len(found)))
        if (weekday := _weekday_in(time)) is not None:
            says = f"{_quoted(article, time.span)}: weekday and day of the month agree"
            yield Piece(time.span, says, _years_that_agree(month, day, weekday))


def _weekday_in(time: Tagged) -> int | None:
    for word in time.words:
        entry = ENTRIES.get(word.rstrip("."))
        if entry and entry.kind == "WDAY":
            return int(entry.value)
    return None


def _years_that_agree(month: int, day: int, weekday: int) -> Scores:
    scores = np.full(SIZE, -4.0)
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        try:
            middle = date(year, month, day)
        except ValueError:
            continue
        if middle.weekday() == weekday:
            at = (middle - FIRST_DAY).days
            scores[max(at - 150, 0) : max(at + 200, 0)] = 0.0
    return scores


def months_alone(article: Article, tagged: Sequence[Tagged]) -> Iterator[Piece]:
    """ "in March": the last or the next March."""
    found = [time for time in tagged if re.fullmatch(r"XXXX-\d\d", time.value)][:MOST_YEARLESS]
    for time in found:
        month, way = int(time.value[5:]), ("", ", ahead", ", past")[time.direction]
        cells = kinds()[f"yearless month{way}"].cells(days_since(month, 15))
        yield learned(time.span, f"{_MONTH_NAMES[month - 1]} without a year", cells, shared(len(found)))


def weekdays(article: Article, tagged: Sequence[Tagged]) -> Iterator[Piece]:
    """The weekday told of most, looking back, is the day of the report or the one before."""
    past = [time for time in tagged if re.fullmatch(r"XXXX-WXX-\d", time.value) and time.direction <= 0]
    if not past:
        return
    value, count = Counter(time.value for time in past).most_common(1)[0]
    first = next(time for time in past if time.value == value)
    scores = _WEEKDAY_LOGS[(WEEKDAY - (int(value[-1]) - 1)) % 7] * min(1.0, 0.6 + 0.2 * count)
    yield Piece(first.span, f"{_quoted(article, first.span)} is told of as just gone", scores)


def named_years(article: Article) -> Iterator[Piece]:
    """A year that belongs to the name of an exercise, a contest or a meeting: the report is seldom of another year."""
    for found in _NAMED_YEAR.finditer(article.text):
        span, year = TextSpan(*found.span(1)), int(found[1])
        if FIRST_DAY.year < year < LAST_DAY.year and mark_at(article, span) not in PAGE_MARKS and _is_a_name(found):
            first = date(year, 1, 1)
            scores = np.maximum(
                within(first, date(year, 12, 31), -1.8, -1.2), within(first - timedelta(150), first, -9.0, -9.0) - 0.6
            )
            yield Piece(span, f'"{found[0]}" names its year', scores)


def _is_a_name(found: re.Match[str]) -> bool:
    """Not "In 2014", "March 2014"."""
    return found[0].split()[0].lower() not in ENTRIES
