"""Reports in, incidents out: the whole way on one page."""

from __future__ import annotations

import gc
import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from mapapp.incidents.candidates import candidates
from mapapp.incidents.columns import Columns, columns_of
from mapapp.incidents.copies import copies, runs_of
from mapapp.incidents.evidence import LEAST, Figures, measured, odds, possible
from mapapp.incidents.grouping import Group, grouped
from mapapp.incidents.judgement import Judgement, holding
from mapapp.incidents.ranges import ranges
from mapapp.incidents.reasons import reason, said_so
from mapapp.incidents.report import Incident, Report
from mapapp.incidents.sets import Own, leader
from mapapp.incidents.tokens import Ints, Tokens, tokens_of
from mapapp.incidents.words import Floats
from mapapp.model import TimeSpan

CHUNK = 500_000
"""Pairs that are compared at once: bounds the memory."""


def incidents(reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Incident, ...]:
    """Every report in exactly one incident, in the order of their ids; the order of the reports does not matter.

    Args:
        reports: each event once.
        judgements: what people said belongs together or not; it wins, the latest first.
    """
    known = sorted(reports, key=lambda report: report.event)
    with _without_collector():
        return _made(known, holding(judgements))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Nothing here makes cycles, and the collector would look at millions of reports again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _made(known: Sequence[Report], judgements: Sequence[Judgement]) -> tuple[Incident, ...]:
    tokens = tokens_of(report.sentence for report in known)
    columns = columns_of(known, tokens)
    pairs, logarithms = together(columns, known)
    rows = {report.event: row for row, report in enumerate(known)}
    groups = list(grouped(columns, pairs, judgements, rows).all())
    texts = _Texts(tokens, columns, groups)
    made = [_incident(group, columns, known, pairs, logarithms, texts) for group in groups]
    return tuple(sorted(made, key=lambda incident: incident.id))


def together(columns: Columns, reports: Sequence[Report]) -> tuple[Ints, Floats]:
    """Pairs of rows that tell of one happening, the surest first, and the logarithm of the odds of each."""
    pairs = candidates(columns)
    kept: list[tuple[Ints, Floats]] = [(np.empty((0, 2), np.int64), np.empty(0, np.float32))]
    figures = Figures(reports)
    for start in range(0, len(pairs), CHUNK):
        some = possible(columns, pairs[start : start + CHUNK])
        logarithms = odds(measured(columns, some, figures.compared(some)))
        likely = logarithms >= LEAST
        kept.append((some[likely], logarithms[likely]))
    found = np.concatenate([some for some, _ in kept])
    logarithms = np.concatenate([each for _, each in kept])
    order = np.lexsort((found[:, 1], found[:, 0], -logarithms))
    return found[order], logarithms[order]


class _Texts:
    """Which reports stand in copies of one text: of whole articles, and of the sentences of those in a group."""

    def __init__(self, tokens: Tokens, columns: Columns, groups: Iterable[Group]) -> None:
        runs = runs_of(tokens)
        self._article = copies(runs, columns.article)[columns.article]
        in_group = np.full(len(columns.article), -1, np.int64)
        rows = [row for group in groups if len(group.members) > 1 for row in group.members]
        in_group[rows] = np.arange(len(rows))
        self._sentence = dict(zip(rows, copies(runs, in_group).tolist(), strict=True))

    def alike(self, rows: Sequence[int], reports: Sequence[Report]) -> tuple[tuple[str, ...], ...]:
        """The articles of some rows, those together that say the same in the same words."""
        leaders = Own()
        for row in rows:
            article = leader(leaders, reports[row].article)
            for mark in (("text", int(self._article[row])), ("sentence", self._sentence[row])):
                leaders[leader(leaders, mark)] = article
        sets: dict[Hashable, list[str]] = {}
        for article in sorted({reports[row].article for row in rows}):
            sets.setdefault(leader(leaders, article), []).append(article)
        return tuple(map(tuple, sets.values()))


def _incident(
    group: Group, columns: Columns, known: Sequence[Report], pairs: Ints, logarithms: Floats, texts: _Texts
) -> Incident:
    reports = [known[row] for row in sorted(group.members)]
    events = tuple(report.event for report in reports)
    if len(reports) == 1:
        return Incident(events[0], events, 1, 1, (), reports[0].days, ranges(reports), "", 1.0)
    sources = texts.alike(group.members, known)
    words = [said_so(group.joined)]
    if group.surest is not None:
        words.append(reason(columns, known, *pairs[group.surest].tolist()))
    return Incident(
        events[0],
        events,
        sum(map(len, sources)),
        len(sources),
        tuple(each for each in sources if len(each) > 1),
        common_days(reports),
        ranges(reports),
        "; ".join(filter(None, words)),
        1.0 if group.weakest is None else 1 / (1 + math.exp(-float(logarithms[group.weakest]))),
        bool(group.joined),
    )


def common_days(reports: Iterable[Report]) -> TimeSpan | None:
    """The days that fit what all reports say; where none does, those between what the earliest and the latest say."""
    spans = [report.days for report in reports if report.days and not report.by_publication]
    spans = spans or [report.days for report in reports if report.days]
    if not spans:
        return None
    one, other = max(span.first_day for span in spans), min(span.last_day for span in spans)
    return TimeSpan(min(one, other), max(one, other))
