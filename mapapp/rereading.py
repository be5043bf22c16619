"""Stored reports that hold a corrected name are read again from the workspace itself, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gazetteer.corrections import Corrections
from mapapp.intake import Failure, Source
from mapapp.progress import Progress
from mapapp.stamp import marked, stamp
from mapapp.store import Store, Unstorable
from mapapp.workers import Job, MakeReader, Result, Workers, cores, gazetteer_reader

BATCH = 8
"""Reports that a worker gets at once, and that are stored in one transaction."""
SMALL = 40
"""Reports; below this, starting a second worker takes longer than it saves."""
STEP = "Reading again what was corrected"


@dataclass(frozen=True, slots=True)
class Again:
    """What came of reading again."""

    read: int = 0
    """Reports that were read again."""
    events: int = 0
    """Events found in them."""
    failures: tuple[Failure, ...] = ()
    """What could not be read this time; it stays as it was, and is tried at the next occasion."""


def reread(
    store: Store,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    make_reader: MakeReader | None = None,
) -> Again:
    """Read again each stored report in which other corrections hold now than when it was read.

    Args:
        store: the workspace.
        workers: processes; None for as many as help.
        progress: told what is being done and the share that is done.
        make_reader: makes the function that reads an article, in each worker; None for the usual one.

    Raises:
        StoreError: the workspace cannot be written any more; what was stored before stays.
        MemoryUnusable: the corrections cannot be read.
    """
    corrections = store.corrections()
    stale = store.stale(corrections)
    if not stale:
        return Again()
    read, events, done = 0, 0, 0
    failures: list[Failure] = []
    count = workers or (1 if len(stale) < SMALL else cores())
    with Workers(count, make_reader or partial(gazetteer_reader, corrections, None, store.said_days.holding())) as pool:
        for size, answers in pool.answers(_jobs(store, stale)):
            results, failed = _stored(store, corrections, answers)
            failures += failed
            read, events, done = read + len(results), events + sum(results), done + size
            if progress:
                progress(STEP, done / len(stale))
    return Again(read, events, tuple(failures))


def _jobs(store: Store, stale: list[str]) -> Iterator[tuple[int, Job]]:
    for start in range(0, len(stale), BATCH):
        articles = tuple(store.article(article_id) for article_id in stale[start : start + BATCH])
        yield len(articles), Job(Source(Path(), ""), None, articles)


def _stored(store: Store, corrections: Corrections, answers: list[Result | Failure]) -> tuple[list[int], list[Failure]]:
    """Store what came of a batch: the number of events of each report, and what failed."""
    counts: list[int] = []
    failures = [each for each in answers if isinstance(each, Failure)]
    with store.writing() as transaction:
        for each in answers:
            if isinstance(each, Failure):
                continue
            article = each.reading.article
            version = marked(stamp(store.gazetteer_version, None), corrections.mark(article.text, article.id))
            try:
                transaction.replace(each.reading, version, each.labels)
            except Unstorable as problem:
                failures.append(Failure(article.id, str(problem)))
                continue
            counts.append(len(each.reading.events))
    return counts, failures
